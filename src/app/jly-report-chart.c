/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the chart out of the report, and a picture file out of the chart. */
#include "config.h"

#include "app/jly-report-chart.h"

#include "app/jly-chart-style.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>
#include <math.h>
#include <pango/pangocairo.h>

#define WIDTH 700
#define MARGIN 24
#define ZOOM 2

JlyLimitChart *
jly_report_chart_new (const JlyBidReport *report, gboolean with_own_part)
{
  JlyLimitChart *chart = jly_limit_chart_new (_ ("Requirements of the tender"));

  for (guint i = 0; i < report->lines->len; i++)
    {
      const JlyBidLine *line = g_ptr_array_index (report->lines, i);

      jly_limit_chart_add (chart, line->name, line->need, line->met,
                           with_own_part ? line->share : -1,
                           line->share > 0 ? line->part : _ ("none"));
    }
  return chart;
}

/* A line of text across the picture; returns its height. cr may be a measuring one. */
static double
draw_line (cairo_t *cr, const JlyChartStyle *style, const char *text, double y, double size)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (style->font);
  int height;

  pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
  if (size > 12)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (WIDTH - 2 * MARGIN) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  cairo_set_source_rgb (cr, style->text.r, style->text.g, style->text.b);
  cairo_move_to (cr, MARGIN, y);
  pango_cairo_show_layout (cr, layout);
  return height;
}

/* Draws everything and returns how high it is; first on a surface without an end, then for real. */
static double
draw_picture (cairo_t *cr,
              const JlyBidReport *report,
              JlyLimitChart *chart,
              const JlyChartStyle *style)
{
  double y = MARGIN;
  double height;

  if (report->rehearsal)
    y += draw_line (cr, style, _ ("Rehearsal, made-up figures"), y, 10) + 6;
  y += draw_line (cr, style, report->headline, y, 18) + 6;
  y += draw_line (cr, style, report->study_title, y, 11) + 18;
  height = jly_limit_chart_get_height (chart, cr, WIDTH - 2 * MARGIN, style);
  cairo_save (cr);
  cairo_translate (cr, MARGIN, y);
  jly_limit_chart_draw (chart, cr, WIDTH - 2 * MARGIN, height, style);
  cairo_restore (cr);
  return y + height + MARGIN;
}

static double
measure_picture (const JlyBidReport *report, JlyLimitChart *chart, const JlyChartStyle *style)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double height = draw_picture (cr, report, chart, style);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return height;
}

gboolean
jly_report_chart_save_png (const JlyBidReport *report, const char *path, GError **error)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell, Sans 11");
  JlyLimitChart *chart = jly_report_chart_new (report, FALSE);
  JlyChartStyle style = jly_chart_style_for_paper ();
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  style.font = font;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH * ZOOM,
                                        (int)ceil (measure_picture (report, chart, &style)) * ZOOM);
  cr = cairo_create (surface);
  cairo_scale (cr, ZOOM, ZOOM);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  draw_picture (cr, report, chart, &style);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  jly_limit_chart_free (chart);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  return jly_fail (error, JLY_ERROR_IO,
                   &(JlyErrorDetail){ .file = path, .next = _ ("Choose another folder.") },
                   _ ("The picture could not be written to “%s”."), path);
}
