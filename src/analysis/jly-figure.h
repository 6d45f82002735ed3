/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people see of an answer: every opened value by its name, "hidden" where it was not opened,
 * and what was worked out from opened values in clear (a mean from a sum and a count). Values are
 * text, so that nothing is rounded on the way to a page.
 */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_FIGURE_BOOL,
  JLY_FIGURE_NUMBER,
  JLY_FIGURE_TEXT,
  JLY_FIGURE_HIDDEN
} JlyFigureKind;

typedef struct
{
  char *id;        /* "mean", "mean/small/north": as it is found in a result document */
  guint output;    /* the output it comes from, G_MAXUINT if it was worked out */
  gboolean is_own; /* for this provider alone */
  JlyFigureKind kind;
  char *value;       /* "true" or "false", "-1250.50", text; NULL if hidden */
  guint scale;       /* decimals that value has */
  char *unit;        /* or NULL */
  gboolean is_exact; /* else value has JLY_FIGURE_DIGITS digits that count */
  char *reason;      /* why hidden, or NULL */
} JlyFigure;

#define JLY_FIGURE_DIGITS 15

/* All figures of an answer, opened ones first; owned by the caller, free function set. Outputs with
 * a value of each public row are not among them. */
GPtrArray *
jly_figures_list (const JlyAnalysis *self, const JlyQuery *query, const JlyAnswer *answer);
/* NULL if there is none of this id. */
const JlyFigure *jly_figures_find (const GPtrArray *figures, const char *id);
/* The id of value i of an output: "sum/small". Owned by the caller. */
char *jly_figure_name (const JlyAnalysis *self, const JlyQuery *query, guint output, gsize i);

/* For the derive function of an analysis; each appends one and returns it. id and label are joined
 * by "/" unless label is NULL. */
JlyFigure *jly_figures_add_number (
    GPtrArray *figures, const char *id, const char *label, double value, const char *unit);
/* numerator / denominator times 10^-scale, as exact as JLY_FIGURE_DIGITS digits are; denominator
 * not 0. */
JlyFigure *jly_figures_add_ratio (GPtrArray *figures,
                                  const char *id,
                                  const char *label,
                                  __int128 numerator,
                                  __int128 denominator,
                                  guint scale,
                                  const char *unit);
JlyFigure *
jly_figures_add_text (GPtrArray *figures, const char *id, const char *label, const char *text);
/* There is no such number, and why: "no rows", "all are zero". */
JlyFigure *
jly_figures_add_none (GPtrArray *figures, const char *id, const char *label, const char *reason);
JlyFigure *jly_figures_add_hidden (GPtrArray *figures,
                                   const char *id,
                                   const char *label,
                                   const JlyQuery *query);

/* Value i of an output, of one or two limbs, with its sign. */
__int128 jly_answer_get (const JlyAnswer *self, guint output, gsize i);
void jly_answer_set (JlyAnswer *self, guint output, gsize i, __int128 value);

G_END_DECLS
