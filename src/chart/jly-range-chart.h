/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One's own figures of one column as bars over a track, and the part of the track that two limits
 * allow. Drawn for the person alone: where a bar stands tells what somebody's figures are, so this
 * chart is never exported.
 */
#pragma once

#include "chart/jly-chart.h"

G_BEGIN_DECLS

/* All values in one unit, whatever it is; the caller owns counts while the chart is drawn. */
typedef struct
{
  double from, to;           /* what the track shows, from < to */
  double least, most;        /* the limits; one that lies beyond the track stands at its end */
  double bins_from, bins_to; /* what the bars cover together, in bins of one width */
  const guint64 *counts;     /* of rows, per bin; NULL without own figures */
  guint n_bins;
} JlyRangeChart;

/* Room at both ends of the track, so that a knob at the end is not cut off. */
#define JLY_RANGE_CHART_MARGIN 12.0
/* Middle of the track above the lower edge. */
#define JLY_RANGE_CHART_TRACK 12.0

/* Where value stands on a chart of that width, and the reverse; both keep to the track. */
double jly_range_chart_get_x (const JlyRangeChart *self,
                              double value,
                              double width,
                              gboolean right_to_left);
double jly_range_chart_get_value (const JlyRangeChart *self,
                                  double x,
                                  double width,
                                  gboolean right_to_left);
/* Whether all of a bin lies outside the limits: such a bar is an outline, so that it differs not by
 * colour alone. */
gboolean jly_range_chart_is_outside (const JlyRangeChart *self, guint bin);
void jly_range_chart_draw (const JlyRangeChart *self,
                           cairo_t *cr,
                           double width,
                           double height,
                           const JlyChartStyle *style);

G_END_DECLS
