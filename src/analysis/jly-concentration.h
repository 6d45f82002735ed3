/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How unevenly an amount is spread, by cell: what Gini, share of the largest and Herfindahl have in
 * common. Of the m amounts x of a cell, which are 0 or above, in ascending order:
 *
 *   Gini        sum of (2 i - m - 1) x_i over m times the sum of x
 *   largest k   the sum of the k largest over the sum of x
 *   Herfindahl  the sum of x^2 over the square of the sum of x
 *
 * Amounts are those of rows, or the companies' totals of those that have rows there ("of"). Above
 * and below the line are exact whole numbers; the fraction alone is told, rounded to four decimals,
 * halves up (jly-rounded.h). Where the sum of x is 0 there is none, and the value is hidden.
 */
#pragma once

#include "analysis/jly-forms.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_CONCENTRATION_GINI,
  JLY_CONCENTRATION_LARGEST, /* the parameter "largest" says how many */
  JLY_CONCENTRATION_HERFINDAHL
} JlyConcentration;

/* Of the parameters: */
#define JLY_CONCENTRATION_PARAMETERS                                                               \
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },                    \
  {                                                                                                \
    "of", JLY_PARAMETER_CHOICE, FALSE, NULL, N_ ("Of"), 0, "rows|companies"                        \
  }

gboolean jly_concentration_check (JlyConcentration kind,
                                  const JlyQuery *query,
                                  JlyOutputShape *shapes,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
JlyAnswer *
jly_concentration_clear (JlyConcentration kind, const JlyQuery *query, const JlyClearTable *table);
/* Values side by side as strands. Gini and largest sort the amounts of each value, bit by bit, so
 * that the cost follows from the shape; Herfindahl is a few dot products. */
JlyShares *jly_concentration_secure (JlyConcentration kind,
                                     JlyEngine *engine,
                                     const JlyQuery *query,
                                     const JlySecretTable *table,
                                     GError **error);
/* For the field of this name. */
char *jly_concentration_label (const JlyQuery *query, guint output, gsize i);
/* Begins with the title. */
char *jly_concentration_headline (const JlyAnalysis *analysis,
                                  const JlyQuery *query,
                                  const JlyAnswer *answer,
                                  JlyFormatFunc format);

/* Defines the functions of an analysis that tells this measure. */
#define JLY_CONCENTRATION_FORMS(analysis, kind)                                                    \
  JLY_ANALYSIS_FORMS (jly_concentration, kind)                                                     \
                                                                                                   \
  static char *headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)     \
  {                                                                                                \
    return jly_concentration_headline (&analysis, query, answer, format);                          \
  }

/* Its fields but id, title and who. With two companies, the value tells each the other's. */
#define JLY_CONCENTRATION_FIELDS                                                                   \
  .least_sources = 3, .most_sources = G_MAXUINT, .parameters = parameters,                         \
  .n_parameters = G_N_ELEMENTS (parameters), .outputs = outputs,                                   \
  .n_outputs = G_N_ELEMENTS (outputs), .check = check, .clear = clear, .secure = secure,           \
  .label = jly_concentration_label, .headline = headline

G_END_DECLS
