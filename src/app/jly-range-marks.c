/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-range-marks.h. */
#include "config.h"

#include "app/jly-range-marks.h"

#include "app/jly-chart-style.h"

#include <math.h>

#define BETWEEN 18   /* pixels between two numbers */
#define TICK 4       /* pixels of the line above each */
#define MOST_MARKS 9 /* more would be looked at one by one */
#define FAR 9e15     /* beyond it, a double does not tell two steps apart */

gint64
jly_range_marks_round_up (double least)
{
  static const gint64 factors[] = { 1, 2, 5 };
  gint64 ten = 1;

  for (guint i = 0; i < 16; i++, ten *= 10)
    for (guint k = 0; k < G_N_ELEMENTS (factors); k++)
      if ((double)(ten * factors[k]) >= least)
        return ten * factors[k];
  return ten;
}

static PangoLayout *
make_layout (GtkWidget *widget, const char *words)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, words);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

int
jly_range_marks_get_height (GtkWidget *widget)
{
  g_autoptr (PangoLayout) layout = make_layout (widget, "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + TICK + 2;
}

static int
measure_words (GtkWidget *widget, JlyRangeFormat format, gpointer data, gint64 value, gint64 step)
{
  g_autofree char *words = format (data, value, step);
  g_autoptr (PangoLayout) layout = make_layout (widget, words);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* The ends of a track have the longest numbers. */
static gint64
choose_step (GtkWidget *widget, const JlyRangeChart *chart, JlyRangeFormat format, gpointer data)
{
  const double room = MAX (gtk_widget_get_width (widget) - 2 * JLY_RANGE_CHART_MARGIN, 1);
  const double spread = chart->to - chart->from;
  gint64 step = jly_range_marks_round_up (spread / MOST_MARKS);

  for (;;)
    {
      const int first = measure_words (widget, format, data, (gint64)ceil (chart->from), step);
      const int last = measure_words (widget, format, data, (gint64)floor (chart->to), step);
      const double wanted = (MAX (first, last) + BETWEEN) / room * spread;
      const gint64 next = jly_range_marks_round_up ((double)step * 1.5);

      if ((double)step >= wanted || (double)step > spread || next <= step)
        return step;
      step = next;
    }
}

static void
draw_mark (GtkWidget *widget,
           GtkSnapshot *snap,
           const JlyChartStyle *style,
           double x,
           int y,
           const char *words)
{
  const GdkRGBA dim
      = { (float)style->dim.r, (float)style->dim.g, (float)style->dim.b, (float)style->dim.a };
  g_autoptr (PangoLayout) layout = make_layout (widget, words);
  const int width = gtk_widget_get_width (widget);
  int wide;

  pango_layout_get_pixel_size (layout, &wide, NULL);
  gtk_snapshot_append_color (snap, &dim, &GRAPHENE_RECT_INIT ((float)round (x), (float)y, 1, TICK));
  gtk_snapshot_save (snap);
  gtk_snapshot_translate (
      snap, &GRAPHENE_POINT_INIT ((float)CLAMP (x - wide / 2.0, 0, MAX (width - wide, 0)),
                                  (float)(y + TICK)));
  gtk_snapshot_append_layout (snap, layout, &dim);
  gtk_snapshot_restore (snap);
}

void
jly_range_marks_snapshot (GtkWidget *widget,
                          GtkSnapshot *snap,
                          const JlyRangeChart *chart,
                          int y,
                          JlyRangeFormat format,
                          gpointer data)
{
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  JlyChartStyle style;
  gint64 step;

  if (!(chart->from > -FAR && chart->to < FAR))
    return;
  style = jly_chart_style_of (widget);
  step = choose_step (widget, chart, format, data);
  for (gint64 value = (gint64)ceil (chart->from / (double)step) * step; (double)value <= chart->to;
       value += step)
    {
      g_autofree char *words = format (data, value, step);

      draw_mark (
          widget, snap, &style,
          jly_range_chart_get_x (chart, (double)value, gtk_widget_get_width (widget), is_rtl), y,
          words);
    }
  jly_chart_style_clear (&style);
}
