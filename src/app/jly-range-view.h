/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One's own figures as bars over a track with two knobs, the limits. Values are doubles here: the
 * exact ones belong to whoever owns the view, who is told when the person moved a knob and rounds
 * as it suits.
 *
 * Signal "moved" (uint knob, double value): 0 is the smallest, 1 the largest.
 */
#pragma once

#include "app/jly-range-marks.h"

G_BEGIN_DECLS

#define JLY_TYPE_RANGE_VIEW (jly_range_view_get_type ())
G_DECLARE_FINAL_TYPE (JlyRangeView, jly_range_view, JLY, RANGE_VIEW, GtkWidget)

/* title: of the column, for screen readers. */
GtkWidget *jly_range_view_new (const char *title);
/* Bars: n_bins of one width from "from" to "to"; counts are copied. n_bins 0: no own figures. */
void jly_range_view_set_bins (
    JlyRangeView *self, double from, double to, const guint64 *counts, guint n_bins);
/* words: the limits as people write them. */
void jly_range_view_set_limits (
    JlyRangeView *self, double least, double most, const char *least_words, const char *most_words);
/* How the numbers below the track are written; data must live as long as the view. */
void jly_range_view_set_format (JlyRangeView *self, JlyRangeFormat format, gpointer data);
/* One sentence that says what the bars show. */
void jly_range_view_set_reading (JlyRangeView *self, const char *reading);

G_END_DECLS
