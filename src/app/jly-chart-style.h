/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours and the font of the window, for charts: light, dark, high contrast and text size are
 * the person's. */
#pragma once

#include "chart/jly-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As they are for widget now; jly_chart_style_clear frees what is in it. */
JlyChartStyle jly_chart_style_of (GtkWidget *widget);
/* As they are in files and on paper, which have no dark mode; the font is for the caller to set. */
JlyChartStyle jly_chart_style_for_paper (void);
void jly_chart_style_clear (JlyChartStyle *style);

G_END_DECLS
