/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few strokes that all charts share. Inside src/chart only. */
#pragma once

#include "chart/jly-chart.h"

G_BEGIN_DECLS

/* In units of the cairo context, before mirroring. */
typedef struct
{
  double x, y, width, height;
} JlyBox;

void jly_paint_color (cairo_t *cr, const JlyColor *color);
/* A path, not painted yet; radius is cut down to what fits. */
void jly_paint_rounded (cairo_t *cr, const JlyBox *box, double radius);
/* "It exists, and it stays hidden": lines at 45 degrees inside box, clipped to it. */
void jly_paint_stripes (cairo_t *cr, const JlyBox *box, const JlyChartStyle *style);
/* The mark of one's own figures, with an edge in the background's colour. */
void jly_paint_diamond (
    cairo_t *cr, double center_x, double center_y, double half, const JlyChartStyle *style);

G_END_DECLS
