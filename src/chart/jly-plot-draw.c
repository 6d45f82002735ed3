/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a plot as it was laid out; see jly-plot.h. Series differ by fill and pattern, never by
 * colour alone. */
#include "config.h"

#include "chart/jly-plot-layout.h"

#include <math.h>

#define RADIUS 4.0
#define DOT 1.2
#define STEP 6.0

typedef enum
{
  FILL_SOLID,
  FILL_TINT,
  FILL_DOTS,
  FILL_LINES
} Fill;

static void
draw_dots (cairo_t *cr, const JlyBox *box, const JlyColor *color)
{
  jly_paint_color (cr, color);
  for (double y = box->y + STEP / 2; y < box->y + box->height; y += STEP)
    for (double x = box->x + STEP / 2; x < box->x + box->width; x += STEP)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, y, DOT, 0, 2 * M_PI);
      }
  cairo_fill (cr);
}

static void
draw_lines (cairo_t *cr, const JlyBox *box, const JlyColor *color)
{
  jly_paint_color (cr, color);
  cairo_set_line_width (cr, 1.5);
  for (double y = box->y + STEP / 2; y < box->y + box->height; y += STEP)
    {
      cairo_move_to (cr, box->x, y);
      cairo_line_to (cr, box->x + box->width, y);
    }
  cairo_stroke (cr);
}

static void
draw_fill (cairo_t *cr, const JlyBox *box, Fill fill, const JlyChartStyle *style)
{
  JlyBox inner = { box->x + 1, box->y + 1, MAX (box->width - 2, 1), MAX (box->height - 2, 1) };

  jly_paint_rounded (cr, box, RADIUS);
  jly_paint_color (cr, fill == FILL_SOLID ? &style->opened : &style->opened_tint);
  cairo_fill (cr);
  if (fill == FILL_SOLID)
    return;
  cairo_save (cr);
  jly_paint_rounded (cr, box, RADIUS);
  cairo_clip (cr);
  if (fill == FILL_DOTS)
    draw_dots (cr, box, &style->opened);
  if (fill == FILL_LINES)
    draw_lines (cr, box, &style->opened);
  cairo_restore (cr);
  jly_paint_rounded (cr, &inner, RADIUS);
  jly_paint_color (cr, &style->opened);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
draw_segment (cairo_t *cr, const JlyBox *box, double width, const JlyColor *color)
{
  cairo_move_to (cr, box->x, box->y);
  cairo_line_to (cr, box->x + box->width, box->y + box->height);
  cairo_set_line_width (cr, width);
  jly_paint_color (cr, color);
  cairo_stroke (cr);
}

/* The first series is rose with discs, the second text-coloured with squares; further ones are
 * dashed in other ways. */
static void
draw_point (cairo_t *cr, const JlyPlotMark *mark, const JlyChartStyle *style)
{
  const JlyBox *box = &mark->box;

  cairo_new_path (cr);
  if (mark->series % 2 == 0)
    cairo_arc (cr, box->x + box->width / 2, box->y + box->height / 2, box->width / 2, 0, 2 * M_PI);
  else
    cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  jly_paint_color (cr, mark->series % 2 == 0 ? &style->opened : &style->text);
  cairo_fill (cr);
}

static void
draw_curve (cairo_t *cr, const JlyPlotLayout *layout, guint series)
{
  static const double dashes[JLY_PLOT_MAX_SERIES][2] = { { 0, 0 }, { 6, 4 }, { 2, 3 }, { 10, 3 } };
  gint before = -2;

  cairo_save (cr);
  cairo_set_line_width (cr, 2.5);
  if (series > 0)
    cairo_set_dash (cr, dashes[series], 2, 0);
  jly_paint_color (cr, series % 2 == 0 ? &layout->style->opened : &layout->style->text);
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const JlyPlotMark *mark = &g_array_index (layout->marks, JlyPlotMark, i);
      double x = mark->box.x + mark->box.width / 2, y = mark->box.y + mark->box.height / 2;

      if (mark->kind != JLY_PLOT_MARK_POINT || mark->series != series)
        continue;
      /* Nothing is drawn across a place whose value is not known. */
      if ((gint)mark->place == before + 1)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      before = (gint)mark->place;
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_box (cairo_t *cr, const JlyBox *box, const JlyChartStyle *style)
{
  jly_paint_rounded (cr, box, RADIUS);
  jly_paint_color (cr, &style->opened_tint);
  cairo_fill_preserve (cr);
  jly_paint_color (cr, &style->opened);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
draw_mark (cairo_t *cr, const JlyPlotMark *mark, const JlyChartStyle *style)
{
  switch (mark->kind)
    {
    case JLY_PLOT_MARK_BAR:
    case JLY_PLOT_MARK_KEY:
      draw_fill (cr, &mark->box, (Fill)mark->series, style);
      break;
    case JLY_PLOT_MARK_HIDDEN:
      jly_paint_stripes (cr, &mark->box, style);
      break;
    case JLY_PLOT_MARK_POINT:
      draw_point (cr, mark, style);
      break;
    case JLY_PLOT_MARK_GRID:
      draw_segment (cr, &mark->box, 1, &style->grid);
      break;
    case JLY_PLOT_MARK_BOX:
      draw_box (cr, &mark->box, style);
      break;
    case JLY_PLOT_MARK_MEDIAN:
      draw_segment (cr, &mark->box, 3.5, &style->opened);
      break;
    case JLY_PLOT_MARK_WHISKER:
      draw_segment (cr, &mark->box, 2, &style->opened);
      break;
    }
}

static void
draw_text (cairo_t *cr, const JlyPlotText *text, const JlyChartStyle *style)
{
  JlyBox size = jly_plot_layout_measure (text->layout);

  jly_paint_color (cr, text->is_dim ? &style->dim : &style->text);
  cairo_move_to (cr, text->box.x - size.x, text->box.y);
  pango_cairo_show_layout (cr, text->layout);
}

void
jly_plot_draw (JlyPlot *self, cairo_t *cr, double width, const JlyChartStyle *style)
{
  g_autoptr (JlyPlotLayout) layout = jly_plot_layout_new (self, cr, width, style);

  cairo_save (cr);
  for (guint s = 0; self->kind == JLY_PLOT_LINES && s < self->series->len; s++)
    draw_curve (cr, layout, s);
  for (guint i = 0; i < layout->marks->len; i++)
    draw_mark (cr, &g_array_index (layout->marks, JlyPlotMark, i), style);
  for (guint i = 0; i < layout->texts->len; i++)
    draw_text (cr, &g_array_index (layout->texts, JlyPlotText, i), style);
  cairo_restore (cr);
}
