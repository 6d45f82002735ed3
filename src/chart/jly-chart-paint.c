/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few strokes that all charts share: colours, rounded bars, stripes, the diamond. */
#include "config.h"
#include "chart/jly-chart-paint.h"

#include <math.h>

void
jly_paint_color (cairo_t *cr, const JlyColor *color)
{
  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a);
}

void
jly_paint_rounded (cairo_t *cr, const JlyBox *box, double radius)
{
  double r = MIN (radius, MIN (box->width, box->height) / 2);
  double right = box->x + box->width;
  double bottom = box->y + box->height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, box->y + r, r, -M_PI_2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, M_PI_2);
  cairo_arc (cr, box->x + r, bottom - r, r, M_PI_2, M_PI);
  cairo_arc (cr, box->x + r, box->y + r, r, M_PI, 1.5 * M_PI);
  cairo_close_path (cr);
}

void
jly_paint_stripes (cairo_t *cr, const JlyBox *box, const JlyChartStyle *style)
{
  const double step = 6 * M_SQRT2;
  double bottom = box->y + box->height;
  JlyColor color = style->stripe;

  if (box->width <= 0 || box->height <= 0)
    return;
  if (style->high_contrast)
    {
      color = style->text;
      color.a = 0.6;
    }
  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  cairo_set_line_width (cr, style->high_contrast ? 2 : 1.5);
  jly_paint_color (cr, &color);
  for (double x = box->x - box->height; x < box->x + box->width; x += step)
    {
      cairo_move_to (cr, x, bottom);
      cairo_line_to (cr, x + box->height, box->y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
jly_paint_diamond (
    cairo_t *cr, double center_x, double center_y, double half, const JlyChartStyle *style)
{
  cairo_new_path (cr);
  cairo_move_to (cr, center_x, center_y - half);
  cairo_line_to (cr, center_x + half, center_y);
  cairo_line_to (cr, center_x, center_y + half);
  cairo_line_to (cr, center_x - half, center_y);
  cairo_close_path (cr);
  jly_paint_color (cr, &style->own);
  cairo_fill_preserve (cr);
  /* The edge keeps the mark apart from a bar of its own colour and from the limit's line. */
  cairo_set_line_width (cr, 1);
  jly_paint_color (cr, &style->background);
  cairo_stroke (cr);
}
