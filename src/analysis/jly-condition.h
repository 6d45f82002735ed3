/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which rows count: those that keep the agreed checks and, where the question says so, meet a
 * public condition on one column. The three parameters are the same in every analysis that has
 * them.
 */
#pragma once

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

/* For the parameters of an analysis. */
#define JLY_CONDITION_PARAMETERS                                                                   \
  { "where", JLY_PARAMETER_ANY_COLUMN, FALSE, NULL, N_ ("Only rows where"), JLY_USE_FILTER },      \
      { "is", JLY_PARAMETER_COMPARISON, TRUE, "where", N_ ("is"), 0 },                             \
  {                                                                                                \
    "value", JLY_PARAMETER_VALUE, TRUE, "where", N_ ("value"), 0                                   \
  }

/* Whether a row with these values (one per column) meets the condition, or there is none. */
gboolean jly_condition_holds (const JlyQuery *query, const gint64 *const *values, gsize row);

/* One plane: 1 for each row that counts. A comparison with a public number (see
 * jly_gate_less_than_public; for = and <> lg w rounds and w - 1 ANDs), and one round and AND where
 * there are checks as well. Opens nothing. */
JlyBits *jly_condition_weigh (JlyEngine *engine,
                              const JlyQuery *query,
                              const JlySecretTable *table,
                              GError **error);

G_END_DECLS
