/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "richer": which of two companies has the larger total: one bit. With the same totals the answer
 * is the first in the order of the contract. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-rivals.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>

#define N_COMPANIES 2

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_SUM },
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "second-has-more", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL,
    N_ ("a company may have no rows"), 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  gsize n;

  if (!jly_rivals_check (query, &n, error))
    return FALSE;
  shapes[0] = shapes[1] = (JlyOutputShape){ .n = n, .width = 1 };
  return TRUE;
}

static guint64
say (guint first)
{
  return first == 1;
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  return jly_rivals_clear (query, table, N_COMPANIES, say);
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_autoptr (JlyShares) shares = jly_shares_new (2);
  g_autoptr (JlyBits) shown = NULL, kept = NULL;
  g_autoptr (JlyBits) first = jly_rivals_secure (engine, query, table, N_COMPANIES, &shown, error);
  JlyBits second;

  if (first == NULL)
    return NULL;
  second = jly_bits_view (first, 1, 1);
  kept = jly_gate_and (engine, &second, shown, error);
  if (kept == NULL)
    return NULL;
  jly_shares_add (shares, 0, kept);
  jly_shares_add (shares, 1, shown);
  return g_steal_pointer (&shares);
}

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return jly_rivals_label (query, i);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  g_autofree char *first = jly_inputs_dup_name (query->inputs, 0);
  g_autofree char *second = jly_inputs_dup_name (query->inputs, 1);
  const char *title;
  guint column;

  jly_query_get_columns (query, "column", &column, 1);
  title = query->inputs->columns[column].title;
  if (answer->outputs[1].values[0] == 0)
    return g_strdup (_ ("Who has more is hidden."));
  if (answer->outputs[0].values[0] != 0)
    /* Translators: a column, and two companies. */
    return g_strdup_printf (_ ("“%1$s”: %2$s has more than %3$s."), title, second, first);
  return g_strdup_printf (_ ("“%1$s”: %2$s has at least as much as %3$s."), title, first, second);
}

const JlyAnalysis jly_richer_analysis = {
  .id = "richer",
  .title = N_ ("Who has more"),
  .who = N_ ("Both companies learn which of them has the larger total (if both have the same, the "
             "answer is that the second has no more), and not the totals; the computing parties "
             "learn nothing."),
  .least_sources = N_COMPANIES,
  .most_sources = N_COMPANIES,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = outputs,
  .n_outputs = G_N_ELEMENTS (outputs),
  .check = check,
  .clear = clear,
  .secure = secure,
  .label = label,
  .headline = headline,
};
