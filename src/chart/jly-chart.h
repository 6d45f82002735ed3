/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts on cairo, the same for screen, PNG, PDF and SVG; no GTK. Rose = opened for the group, teal
 * = my own, stripes = hidden, text colour = given from outside.
 */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

G_BEGIN_DECLS

typedef struct
{
  double r, g, b, a;
} JlyColor;

/* Colours and font are handed in, so that light, dark and high contrast are the caller's. */
typedef struct
{
  JlyColor text, dim, background, grid;
  JlyColor opened, opened_tint, own, own_tint, stripe;
  JlyColor accent, warning;   /* what the person set, and what to look at */
  PangoFontDescription *font; /* body size */
  gboolean high_contrast;
  gboolean right_to_left;
  double scale; /* of text: 1, or 1.5 for a presenter */
} JlyChartStyle;

typedef struct
{
  char *label; /* "Roofing" */
  char *need;  /* "640 hours": the requirement, as given */
  gboolean met;
  double own_share; /* my own part as a fraction of the need, 0..1; negative: do not draw */
  char *own;        /* "212 hours" */
} JlyLimitBar;

/* "Yes/no over a limit": tint up to the limit if met, a line there, stripes after it; striped
 * throughout and open at the end if not met. Own part in teal inside the bar where wanted. */
typedef struct _JlyLimitChart JlyLimitChart;
JlyLimitChart *jly_limit_chart_new (const char *title);
void jly_limit_chart_add (JlyLimitChart *self,
                          const char *label,
                          const char *need,
                          gboolean met,
                          double own_share,
                          const char *own);
void jly_limit_chart_free (JlyLimitChart *self);
/* One sentence that reads the chart out (accessible description, caption). */
char *jly_limit_chart_dup_reading (JlyLimitChart *self);
double jly_limit_chart_get_height (JlyLimitChart *self,
                                   cairo_t *cr,
                                   double width,
                                   const JlyChartStyle *style);
void jly_limit_chart_draw (
    JlyLimitChart *self, cairo_t *cr, double width, double height, const JlyChartStyle *style);

G_END_DECLS
