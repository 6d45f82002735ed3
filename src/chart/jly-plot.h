/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values by place and series: bars, grouped bars, a histogram, lines, and box plots. The same
 * drawing on screen, PNG, PDF and SVG. What is hidden is striped, at a height that says nothing.
 *
 * Text stands where nothing else does, whatever the width: where names or numbers do not fit side
 * by side, bars lie one below the other instead.
 */
#pragma once

#include "chart/jly-chart.h"

G_BEGIN_DECLS

#define JLY_PLOT_MAX_SERIES 4
#define JLY_PLOT_BOX_FIGURES 5

typedef enum
{
  JLY_PLOT_BARS,
  JLY_PLOT_HISTOGRAM, /* bars side by side without a gap */
  JLY_PLOT_LINES,     /* places in the order of time */
  JLY_PLOT_BOXES      /* the series are five figures, from the lower end up; the names of the
                       ends are shown */
} JlyPlotKind;

typedef struct _JlyPlot JlyPlot;

JlyPlot *jly_plot_new (JlyPlotKind kind, const char *title);
JlyPlot *jly_plot_ref (JlyPlot *self);
void jly_plot_unref (JlyPlot *self);
/* Their numbers; name may be NULL where there is one. At most JLY_PLOT_MAX_SERIES, of boxes just
 * JLY_PLOT_BOX_FIGURES. All series and places are added before values. */
guint jly_plot_add_series (JlyPlot *self, const char *name);
guint jly_plot_add_place (JlyPlot *self, const char *label);
/* text is the value as it is written: "1 250 EUR". Places without a value stay empty. */
void jly_plot_set_value (JlyPlot *self, guint series, guint place, double value, const char *text);
/* why: "fewer than 5 rows". */
void jly_plot_set_hidden (JlyPlot *self, guint series, guint place, const char *why);

const char *jly_plot_get_title (const JlyPlot *self);
/* Whether there is anything to be drawn. */
gboolean jly_plot_is_empty (const JlyPlot *self);
/* One sentence that reads the plot out; owned by the caller. */
char *jly_plot_dup_reading (const JlyPlot *self);
double jly_plot_get_height (JlyPlot *self, cairo_t *cr, double width, const JlyChartStyle *style);
void jly_plot_draw (JlyPlot *self, cairo_t *cr, double width, const JlyChartStyle *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPlot, jly_plot_unref)

G_END_DECLS
