/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows a chart of src/chart in the colours and the font of the window. For a screen reader it is a
 * picture with its reading; Space or Enter asks for the same numbers as a table: signal
 * "show-table".
 */
#pragma once

#include "chart/jly-chart.h"
#include "chart/jly-plot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_CHART_VIEW (jly_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (JlyChartView, jly_chart_view, JLY, CHART_VIEW, GtkWidget)

/* Takes the chart. title names the picture. */
void jly_chart_view_set_chart (JlyChartView *self, const char *title, JlyLimitChart *chart);
/* The same with bars, lines or boxes: one of both. */
void jly_chart_view_set_plot (JlyChartView *self, const char *title, JlyPlot *plot);

G_END_DECLS
