/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars, track and allowed part; the knobs are widgets of their own, so that the keyboard and screen
 * readers find them. */
#include "config.h"
#include "chart/jly-range-chart.h"

#include "chart/jly-chart-paint.h"

#define TRACK_HEIGHT 5.0
#define BAR_RADIUS 3.0
#define BAR_GAP 0.16  /* of a bin's width, on both sides */
#define BAR_LEAST 3.0 /* one row among a million is still seen */
#define BAR_NARROWEST 2.0

double
jly_range_chart_get_x (const JlyRangeChart *self,
                       double value,
                       double width,
                       gboolean right_to_left)
{
  const double room = width - 2 * JLY_RANGE_CHART_MARGIN;
  const double share = CLAMP ((value - self->from) / (self->to - self->from), 0, 1);

  return JLY_RANGE_CHART_MARGIN + room * (right_to_left ? 1 - share : share);
}

double
jly_range_chart_get_value (const JlyRangeChart *self,
                           double x,
                           double width,
                           gboolean right_to_left)
{
  const double room = MAX (width - 2 * JLY_RANGE_CHART_MARGIN, 1);
  const double share = CLAMP ((x - JLY_RANGE_CHART_MARGIN) / room, 0, 1);

  return self->from + (self->to - self->from) * (right_to_left ? 1 - share : share);
}

static double
get_bin_edge (const JlyRangeChart *self, guint bin)
{
  return self->bins_from + (self->bins_to - self->bins_from) * bin / self->n_bins;
}

gboolean
jly_range_chart_is_outside (const JlyRangeChart *self, guint bin)
{
  return get_bin_edge (self, bin + 1) < self->least || get_bin_edge (self, bin) > self->most;
}

static guint64
find_highest (const JlyRangeChart *self)
{
  guint64 highest = 0;

  for (guint i = 0; i < self->n_bins; i++)
    highest = MAX (highest, self->counts[i]);
  return highest;
}

static void
draw_bar (const JlyRangeChart *self,
          guint bin,
          cairo_t *cr,
          double width,
          double room,
          double share,
          const JlyChartStyle *style)
{
  const double a
      = jly_range_chart_get_x (self, get_bin_edge (self, bin), width, style->right_to_left);
  const double b
      = jly_range_chart_get_x (self, get_bin_edge (self, bin + 1), width, style->right_to_left);
  const double across = MAX (ABS (b - a) * (1 - 2 * BAR_GAP), BAR_NARROWEST);
  const double high = MAX (share * room, BAR_LEAST);
  JlyBox box = { (a + b - across) / 2, room - high, across, high };

  if (jly_range_chart_is_outside (self, bin))
    {
      box = (JlyBox){ box.x + 1, box.y + 1, MAX (box.width - 2, 1), MAX (box.height - 2, 1) };
      jly_paint_rounded (cr, &box, BAR_RADIUS);
      cairo_set_line_width (cr, 2);
      jly_paint_color (cr, &style->warning);
      cairo_stroke (cr);
      return;
    }
  jly_paint_rounded (cr, &box, BAR_RADIUS);
  jly_paint_color (cr, &style->own);
  cairo_fill (cr);
}

static void
draw_track (
    const JlyRangeChart *self, cairo_t *cr, double width, double middle, const JlyChartStyle *style)
{
  const double a = jly_range_chart_get_x (self, self->least, width, style->right_to_left);
  const double b = jly_range_chart_get_x (self, self->most, width, style->right_to_left);
  const JlyBox all = { JLY_RANGE_CHART_MARGIN, middle - TRACK_HEIGHT / 2,
                       width - 2 * JLY_RANGE_CHART_MARGIN, TRACK_HEIGHT };
  const JlyBox allowed = { MIN (a, b), all.y, ABS (b - a), TRACK_HEIGHT };

  jly_paint_rounded (cr, &all, TRACK_HEIGHT / 2);
  jly_paint_color (cr, &style->grid);
  cairo_fill (cr);
  jly_paint_rounded (cr, &allowed, TRACK_HEIGHT / 2);
  jly_paint_color (cr, &style->accent);
  cairo_fill (cr);
}

void
jly_range_chart_draw (
    const JlyRangeChart *self, cairo_t *cr, double width, double height, const JlyChartStyle *style)
{
  const double middle = height - JLY_RANGE_CHART_TRACK;
  const double room = middle - TRACK_HEIGHT;
  const guint64 highest = self->counts != NULL ? find_highest (self) : 0;

  g_return_if_fail (self->from < self->to);
  cairo_save (cr);
  for (guint i = 0; highest > 0 && i < self->n_bins; i++)
    if (self->counts[i] > 0)
      draw_bar (self, i, cr, width, room, (double)self->counts[i] / (double)highest, style);
  draw_track (self, cr, width, middle, style);
  cairo_restore (cr);
}
