/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Round numbers below the track of a range: where they stand, and their drawing. There are as many
 * as fit beside each other, so that a person sees about where a knob is before it is let go.
 */
#pragma once

#include "chart/jly-range-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Writes a value as people read it; step is the way to the next mark. Owned by the caller. */
typedef char *(*JlyRangeFormat) (gpointer data, gint64 value, gint64 step);

/* The least of 1, 2, 5, 10, 20, ... that is not below least; 1 for all that is smaller. */
gint64 jly_range_marks_round_up (double least);

/* The room that marks need below a chart, in pixels. */
int jly_range_marks_get_height (GtkWidget *widget);

/* Draws the marks of a chart on the widget, their numbers beginning at y. */
void jly_range_marks_snapshot (GtkWidget *widget,
                               GtkSnapshot *snap,
                               const JlyRangeChart *chart,
                               int y,
                               JlyRangeFormat format,
                               gpointer data);

G_END_DECLS
