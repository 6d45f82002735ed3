/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "threshold": whether a total reaches a public bound; one bit, and not the total. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-total.h"
#include "base/jly-error.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_SUM },
  { "at-least", JLY_PARAMETER_VALUE, TRUE, "column", N_ ("At least"), 0 },
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "met", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL },
};

/* A bound that every total reaches, or none can, asks nothing. */
static gboolean
check_bound (const JlyQuery *query, GError **error)
{
  gint64 least, most, bound = jly_query_get_value (query, "at-least", "column");
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Choose a bound that the total may or may not reach."),
  };

  jly_total_get_bounds (query, jly_inputs_count_most_rows (query->inputs), &least, &most);
  if (bound > least && bound <= most)
    return TRUE;
  return jly_fail (
      error, JLY_ERROR_CONFIG, &detail,
      bound > most ? _ ("No total of “%s” can reach %s.") : _ ("Every total of “%s” reaches %s."),
      jly_query_get_column (query, "column", NULL)->title, jly_query_get (query, "at-least"));
}

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  guint width;

  shapes[0] = (JlyOutputShape){ .n = 1, .width = 1 };
  return jly_total_check (query, &width, error) && check_bound (query, error);
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  JlyAnswer *answer = jly_answer_new (1);

  jly_answer_open (answer, 0, 1)[0]
      = jly_total_clear (query, table) >= jly_query_get_value (query, "at-least", "column");
  return answer;
}

/* 1 where the total is below the bound. With fewer rows than the most it may be decided before. */
static JlyBits *
compare (JlyEngine *engine, const JlyQuery *query, const JlyBits *total, GError **error)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  gint64 n = (gint64)jly_inputs_count_rows (query->inputs);
  gint64 bound
      = jly_query_get_value (query, "at-least", "column") - n * jly_input_column_get_base (column);
  g_autoptr (JlyPublic) number = NULL;
  JlyBits *constant;

  if (bound > 0 && (total->width > 62 || bound >> total->width == 0))
    {
      number = jly_public_new_same ((guint64)bound, 1, total->width);
      return jly_gate_less_than_public (engine, total, number, error);
    }
  constant = jly_bits_new (1, 1);
  if (bound > 0)
    jly_bits_flip (constant, jly_engine_get_self (engine));
  return constant;
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_autoptr (JlyShares) shares = jly_shares_new (1);
  g_autoptr (JlyBits) total = NULL, is_below = NULL, fresh = NULL;
  guint width;

  if (!jly_total_check (query, &width, error))
    return NULL;
  total = jly_total_secure (engine, query, table, width, error);
  is_below = total != NULL ? compare (engine, query, total, error) : NULL;
  fresh = is_below != NULL ? jly_total_refresh (engine, is_below, 1, error) : NULL;
  if (fresh == NULL)
    return NULL;
  jly_bits_flip (fresh, jly_engine_get_self (engine));
  jly_shares_add (shares, 0, fresh);
  return g_steal_pointer (&shares);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  g_autofree char *bound
      = format (jly_query_get_value (query, "at-least", "column"), column->scale);

  return g_strdup_printf (answer->outputs[0].values[0] != 0
                              ? _ ("Yes: the total of “%s” is at least %s.")
                              : _ ("No: the total of “%s” is below %s."),
                          column->title, bound);
}

const JlyAnalysis jly_threshold_analysis = {
  .id = "threshold",
  .title = N_ ("Threshold met"),
  .who = N_ ("Every company learns whether the total reaches the bound, and not the total; the "
             "computing parties learn nothing."),
  .least_sources = 2,
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
