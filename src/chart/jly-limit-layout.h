/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where everything in a limit chart stands, worked out once for its height, its drawing and its
 * tests. All text wraps inside a place of its own, so that nothing can overlap or be cut off at any
 * width or text size. Inside src/chart only.
 */
#pragma once

#include "chart/jly-chart-paint.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

struct _JlyLimitChart
{
  char *title;
  GPtrArray *bars; /* JlyLimitBar* */
};

typedef enum
{
  JLY_LIMIT_TEXT_LABEL,   /* name of the requirement */
  JLY_LIMIT_TEXT_OWN,     /* "You: 212 hours" */
  JLY_LIMIT_TEXT_NEED,    /* "640 hours", inside the bar */
  JLY_LIMIT_TEXT_NOT_MET, /* after the line of a limit that is not met */
  JLY_LIMIT_TEXT_REACHED, /* note below: what the bars say */
  JLY_LIMIT_TEXT_HIDDEN,  /* note below: what the stripes say */
} JlyLimitTextKind;

/* Boxes are as they are painted: mirrored already where the style runs from right to left. */
typedef struct
{
  JlyLimitTextKind kind;
  guint row;
  JlyBox box;
  PangoLayout *layout;
} JlyLimitText;

typedef struct
{
  gboolean met;
  gboolean has_own;
  JlyBox bar;    /* from nothing up to the limit */
  JlyBox beyond; /* from the limit on */
  JlyBox own;    /* strip of the own part, inside bar */
  double line_x; /* middle of the limit's line */
  double
      diamond_x; /* middles of the mark at the end of the strip and of the one before the words */
  double diamond_y;
  double key_x, key_y;
} JlyLimitRow;

typedef struct
{
  double width, height;
  double line;   /* height of a line of text: all distances are parts of it */
  GArray *rows;  /* JlyLimitRow */
  GArray *texts; /* JlyLimitText */
} JlyLimitLayout;

JlyLimitLayout *
jly_limit_layout_new (JlyLimitChart *chart, cairo_t *cr, double width, const JlyChartStyle *style);
void jly_limit_layout_free (JlyLimitLayout *self);
/* Half the size of the diamond that marks one's own figures. */
double jly_limit_layout_get_diamond (const JlyLimitLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyLimitLayout, jly_limit_layout_free)

G_END_DECLS
