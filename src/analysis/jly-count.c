/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "count": how many rows there are, or how many meet a condition. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-total.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = { JLY_CONDITION_PARAMETERS };

static const JlyAnalysisOutput outputs[] = {
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL },
};

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  shapes[0] = (JlyOutputShape){
    .n = 1,
    .width = 1 + jly_gate_log2 (jly_inputs_count_most_rows (query->inputs)),
  };
  return TRUE;
}

static guint64
count (const JlyQuery *query, const JlyClearTable *table)
{
  g_autofree gboolean *counts = jly_condition_judge (query, table);
  gsize n = jly_inputs_count_rows (query->inputs);
  guint64 found = 0;

  for (gsize i = 0; i < n; i++)
    found += counts[i] != 0;
  return found;
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  JlyAnswer *answer = jly_answer_new (1);

  jly_answer_open (answer, 0, 1)[0] = count (query, table);
  return answer;
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_autoptr (JlyShares) shares = jly_shares_new (1);
  g_autoptr (JlyBits) weight = jly_condition_weigh (engine, query, table, error);
  g_autoptr (JlyBits) found = NULL, fresh = NULL;
  JlyOutputShape shape;

  if (weight == NULL || !check (query, &shape, error))
    return NULL;
  found = jly_gate_sum_lanes (engine, weight, error);
  fresh = found != NULL ? jly_total_refresh (engine, found, shape.width, error) : NULL;
  if (fresh == NULL)
    return NULL;
  jly_shares_add (shares, 0, fresh);
  return g_steal_pointer (&shares);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  guint64 found = answer->outputs[0].values[0];
  g_autofree char *number = format ((gint64)found, 0);
  gulong n = (gulong)found;

  if (jly_query_get (query, "where") == NULL)
    return g_strdup_printf (ngettext ("%s row in all", "%s rows in all", n), number);
  return g_strdup_printf (ngettext ("%s row where “%s” %s %s", "%s rows where “%s” %s %s", n),
                          number, jly_query_get_column (query, "where", NULL)->title,
                          jly_query_get (query, "is"), jly_query_get (query, "value"));
}

const JlyAnalysis jly_count_analysis = {
  .id = "count",
  .title = N_ ("Number of rows"),
  .who = N_ ("Every company learns the number and not which rows are in it; the computing parties "
             "learn nothing."),
  /* With two, the number tells each the other's. */
  .least_sources = 3,
  .most_sources = G_MAXUINT,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = outputs,
  .n_outputs = G_N_ELEMENTS (outputs),
  .check = check,
  .clear = clear,
  .secure = secure,
  .headline = headline,
};
