/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everything in a plot stands, worked out once for its height, its drawing and its tests.
 * Inside src/chart only. */
#pragma once

#include "chart/jly-chart-paint.h"
#include "chart/jly-plot.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_PLOT_NOTHING,
  JLY_PLOT_VALUE,
  JLY_PLOT_HIDDEN
} JlyPlotState;

typedef struct
{
  JlyPlotState state;
  double value;
  char *text; /* the value, or why it is hidden */
} JlyPlotCell;

struct _JlyPlot
{
  guint n_refs; /* of one thread */
  JlyPlotKind kind;
  char *title;
  GPtrArray *series, *places; /* char*; a series may be "" */
  GArray *cells;              /* JlyPlotCell, [place][JLY_PLOT_BOX_FIGURES] */
};

const JlyPlotCell *jly_plot_get_cell (const JlyPlot *self, guint series, guint place);
/* The least and largest value, with zero where bars begin there; FALSE: there is none. */
gboolean jly_plot_find_range (const JlyPlot *self, double *least, double *most);

/* Boxes are as they are painted: mirrored already where the style runs from right to left. */
typedef struct
{
  JlyBox box;
  PangoLayout *layout;
  gboolean is_dim;
} JlyPlotText;

typedef enum
{
  JLY_PLOT_MARK_BAR,
  JLY_PLOT_MARK_HIDDEN, /* striped */
  JLY_PLOT_MARK_KEY,    /* of a series, before its name */
  JLY_PLOT_MARK_POINT,  /* of a line; its middle counts */
  JLY_PLOT_MARK_GRID,   /* a thin line */
  JLY_PLOT_MARK_BOX,    /* from lower to upper quartile */
  JLY_PLOT_MARK_MEDIAN,
  JLY_PLOT_MARK_WHISKER
} JlyPlotMarkKind;

typedef struct
{
  JlyPlotMarkKind kind;
  guint series, place;
  JlyBox box;
} JlyPlotMark;

typedef struct
{
  const JlyPlot *plot;
  cairo_t *cr;
  const JlyChartStyle *style;
  double width, height;
  double line;   /* height of a line of text: all distances are parts of it */
  GArray *texts; /* JlyPlotText */
  GArray *marks; /* JlyPlotMark */
} JlyPlotLayout;

JlyPlotLayout *
jly_plot_layout_new (const JlyPlot *plot, cairo_t *cr, double width, const JlyChartStyle *style);
void jly_plot_layout_free (JlyPlotLayout *self);

/* For the kinds of plots: */
PangoLayout *jly_plot_layout_make_text (const JlyPlotLayout *self, const char *text, double width);
JlyBox jly_plot_layout_measure (PangoLayout *layout);
/* Takes layout. */
void jly_plot_layout_add_text (
    JlyPlotLayout *self, PangoLayout *layout, double x, double y, gboolean is_dim);
void jly_plot_layout_add_mark (
    JlyPlotLayout *self, JlyPlotMarkKind kind, guint series, guint place, JlyBox box);
/* Moves n stretches of the given sizes apart, so that none meets another, as near to their starts
 * as can be within 0 to room; FALSE if they do not fit. starts ascend. */
gboolean jly_plot_spread (double *starts, const double *sizes, guint n, double gap, double room);
void jly_plot_layout_add_lines (JlyPlotLayout *self);
void jly_plot_layout_add_boxes (JlyPlotLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPlotLayout, jly_plot_layout_free)

G_END_DECLS
