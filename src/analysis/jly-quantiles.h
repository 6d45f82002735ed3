/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles by cell: what median, quartiles and percentile have in common. Only
 * the values are told, to every provider; neither numbers of rows nor the rows
 * beside a value. Columns and groups go side by side (jly-search.h), so that
 * rounds do not grow with their number. A cell without rows is hidden like one
 * that breaks the limits.
 */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

#define JLY_QUANTILES_MAX 5

/* The fractions of a question, all in steps of 1 / divisor. */
typedef struct
{
  guint n, divisor;
  guint numerators[JLY_QUANTILES_MAX];
} JlyQuantiles;

gboolean jly_quantiles_check (const JlyQuantiles *self,
                              const JlyQuery *query,
                              JlyOutputShape *shapes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
JlyAnswer *
jly_quantiles_clear (const JlyQuantiles *self, const JlyQuery *query, const JlyClearTable *table);
JlyShares *jly_quantiles_secure (const JlyQuantiles *self,
                                 JlyEngine *engine,
                                 const JlyQuery *query,
                                 const JlySecretTable *table,
                                 GError **error);
/* "turnover/small/25 %". */
char *jly_quantiles_label (const JlyQuantiles *self, const JlyQuery *query, gsize i);
char *jly_quantiles_headline (const JlyQuantiles *self,
                              const JlyAnalysis *analysis,
                              const JlyQuery *query,
                              const JlyAnswer *answer,
                              const char *name,
                              JlyFormatFunc format);

G_END_DECLS
