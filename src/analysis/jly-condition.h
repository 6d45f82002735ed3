/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which rows count: those that keep the agreed checks and meet the question's condition: the short
 * form (where, is, value), the long one (filter, see jly-filter.h), or both. The parameters are the
 * same in every analysis that has them.
 */
#pragma once

#include "analysis/jly-answer.h"
#include "analysis/jly-query.h"
#include "analysis/jly-shares.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_COMPARISON_LESS,
  JLY_COMPARISON_AT_MOST,
  JLY_COMPARISON_EQUAL,
  JLY_COMPARISON_NOT_EQUAL,
  JLY_COMPARISON_AT_LEAST,
  JLY_COMPARISON_MORE
} JlyComparison;

/* "<", "<=", "=", "<>", ">=", ">"; has_order: the first two and the last two are allowed as well.
 * comparison may be NULL. */
gboolean jly_comparison_parse (const char *text, gboolean has_order, JlyComparison *comparison);
const char *jly_comparison_get_text (JlyComparison comparison);

/* For the parameters of an analysis. */
#define JLY_CONDITION_PARAMETERS                                                                   \
  { "where", JLY_PARAMETER_ANY_COLUMN, FALSE, NULL, N_ ("Only rows where"), JLY_USE_FILTER },      \
      { "is", JLY_PARAMETER_COMPARISON, TRUE, "where", N_ ("is"), 0 },                             \
      { "value", JLY_PARAMETER_VALUE, TRUE, "where", N_ ("value"), 0 },                            \
  {                                                                                                \
    "filter", JLY_PARAMETER_FILTER, FALSE, NULL, N_ ("Only rows that meet"), JLY_USE_FILTER        \
  }

typedef struct _JlyFilter JlyFilter;

/* The condition as one filter; never NULL. The query was checked. */
JlyFilter *jly_condition_read (const JlyQuery *query);
/* The same in words, "where “Size” is small"; NULL if the question has none. Owned by the caller.
 */
char *jly_condition_describe (const JlyQuery *query);

/* Whether the question has one at all. */
gboolean jly_condition_is_any (const JlyQuery *query);
/* Whether one row meets it, whatever the checks say; for many rows see jly_condition_judge. */
gboolean jly_condition_takes (const JlyQuery *query, const JlyClearTable *table, gsize row);

/* One entry a row: whether it keeps the checks and meets the condition. Owned by the caller. */
gboolean *jly_condition_judge (const JlyQuery *query, const JlyClearTable *table);

/* One plane: 1 for each row that counts: what jly_filter_secure costs, and one round and AND where
 * there are checks as well. Opens nothing. */
JlyBits *jly_condition_weigh (JlyEngine *engine,
                              const JlyQuery *query,
                              const JlySecretTable *table,
                              GError **error);

G_END_DECLS
