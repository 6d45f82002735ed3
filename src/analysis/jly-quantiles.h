/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles by cell: what median, quartiles and percentile have in common. Only
 * the values are told, to every provider; neither numbers of rows nor the rows
 * beside a value. Columns and groups go side by side (jly-search.h), so that
 * rounds do not grow with their number. A cell without rows is hidden like one
 * that breaks the limits.
 */
#pragma once

#include "analysis/jly-forms.h"

G_BEGIN_DECLS

#define JLY_QUANTILES_MAX 5

/* The fractions of a question, all in steps of 1 / divisor. */
typedef struct
{
  guint n, divisor;
  guint numerators[JLY_QUANTILES_MAX];
} JlyQuantiles;

gboolean jly_quantiles_check (JlyQuantiles self,
                              const JlyQuery *query,
                              JlyOutputShape *shapes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
JlyAnswer *
jly_quantiles_clear (JlyQuantiles self, const JlyQuery *query, const JlyClearTable *table);
JlyShares *jly_quantiles_secure (JlyQuantiles self,
                                 JlyEngine *engine,
                                 const JlyQuery *query,
                                 const JlySecretTable *table,
                                 GError **error);
/* "turnover/small/25 %". */
char *jly_quantiles_label (JlyQuantiles self, const JlyQuery *query, gsize i);
/* Begins with the title. */
char *jly_quantiles_headline (JlyQuantiles self,
                              const JlyAnalysis *analysis,
                              const JlyQuery *query,
                              const JlyAnswer *answer,
                              JlyFormatFunc format);

/* Defines the functions of an analysis that tells these quantiles, which may be an expression of
 * the query. */
#define JLY_QUANTILES_FORMS(analysis, quantiles)                                                   \
  JLY_ANALYSIS_FORMS (jly_quantiles, quantiles)                                                    \
                                                                                                   \
  static char *label (const JlyQuery *query, guint output, gsize i)                                \
  {                                                                                                \
    return jly_quantiles_label (quantiles, query, i);                                              \
  }                                                                                                \
                                                                                                   \
  static char *headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)     \
  {                                                                                                \
    return jly_quantiles_headline (quantiles, &analysis, query, answer, format);                   \
  }

/* Its fields but id and title. With two companies, the value tells each the other's. */
#define JLY_QUANTILES_FIELDS                                                                       \
  .who = N_ ("Every company learns the values that are shown, and neither numbers of rows nor "    \
             "other figures; the computing parties learn nothing."),                               \
  .least_sources = 3, .most_sources = G_MAXUINT, .parameters = parameters,                         \
  .n_parameters = G_N_ELEMENTS (parameters), .outputs = outputs,                                   \
  .n_outputs = G_N_ELEMENTS (outputs), .check = check, .clear = clear, .secure = secure,           \
  .label = label, .headline = headline

G_END_DECLS
