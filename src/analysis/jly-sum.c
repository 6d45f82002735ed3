/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "sum": the exact total of a column, over all rows or those that meet a condition. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-total.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_SUM },
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL },
};

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);

  shapes[0] = (JlyOutputShape){
    .n = 1,
    .is_signed = column->least < 0,
    .scale = column->scale,
    .unit = column->unit,
  };
  return jly_total_check (query, &shapes[0].width, error);
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  JlyAnswer *answer = jly_answer_new (1);

  jly_answer_open (answer, 0, 1)[0] = (guint64)jly_total_clear (query, table);
  return answer;
}

/* The total of the codes lacks n base; in two's complement that is an addition. */
static JlyBits *
add_bases (JlyEngine *engine, const JlyQuery *query, const JlyBits *total, GError **error)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  guint64 n = jly_inputs_count_rows (query->inputs);
  guint64 bases = n * (guint64)jly_input_column_get_base (column);
  guint64 mask = G_MAXUINT64 >> (64 - total->width);
  g_autoptr (JlyPublic) number = jly_public_new_same (bases & mask, 1, total->width);
  g_autoptr (JlyBits) sum = NULL;

  if (bases == 0)
    return jly_bits_copy (total);
  sum = jly_gate_add_public (engine, total, number, FALSE, error);
  return sum != NULL ? jly_bits_copy_resized (sum, total->width) : NULL;
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_autoptr (JlyShares) shares = jly_shares_new (1);
  g_autoptr (JlyBits) total = NULL, sum = NULL, fresh = NULL;
  JlyOutputShape shape;

  if (!check (query, &shape, error))
    return NULL;
  total = jly_total_secure (engine, query, table, shape.width, error);
  sum = total != NULL ? add_bases (engine, query, total, error) : NULL;
  fresh = sum != NULL ? jly_total_refresh (engine, sum, shape.width, error) : NULL;
  if (fresh == NULL)
    return NULL;
  jly_shares_add (shares, 0, fresh);
  return g_steal_pointer (&shares);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  g_autofree char *number = format ((gint64)answer->outputs[0].values[0], column->scale);

  return g_strdup_printf (*column->unit != '\0' ? _ ("%s: %s %s in all") : _ ("%s: %s in all"),
                          column->title, number, column->unit);
}

const JlyAnalysis jly_sum_analysis = {
  .id = "sum",
  .title = N_ ("Sum"),
  .who = N_ ("Every company learns the sum and nothing of the numbers in it; the computing parties "
             "learn nothing."),
  /* With two, the sum tells each the other's figures. */
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
