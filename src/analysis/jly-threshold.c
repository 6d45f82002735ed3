/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "threshold": whether a total reaches a public bound; one bit, and not the total. The limits of
 * the study hold for the rows that the total is of. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate-private.h"
#include "analysis/jly-total.h"
#include "base/jly-error.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>

/* For the limits: the same rows, with the amounts whose shares are limited. */
static const JlyTabulation tabulation = {
  .column = "column",
  .terms = { JLY_TERM_SUM, JLY_TERM_COUNT },
  .n_terms = 2,
};

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_SUM },
  { "at-least", JLY_PARAMETER_VALUE, TRUE, "column", N_ ("At least"), 0 },
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "met", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
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
  JlyOutputShape terms[3];
  guint width;

  if (!jly_tabulate_check (&tabulation, query, terms, error)
      || !jly_total_check (query, &width, error) || !check_bound (query, error))
    return FALSE;
  shapes[0] = shapes[1] = (JlyOutputShape){ .n = 1, .width = 1 };
  return TRUE;
}

/* Without limits a total of no rows, which is zero, is told as well. */
static gboolean
is_shown (const JlyQuery *query, const JlyClearTable *table)
{
  g_autoptr (JlyAnswer) total = NULL;

  if (!jly_limits_is_any (&query->inputs->limits))
    return TRUE;
  total = jly_tabulate_clear (&tabulation, query, table);
  return jly_tabulate_is_shown (&tabulation, total, 0) && jly_answer_get (total, 1, 0) > 0;
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  JlyAnswer *answer = jly_answer_new (2);
  gboolean shown = is_shown (query, table);

  jly_answer_open (answer, 0, 1)[0]
      = shown
        && jly_total_clear (query, table) >= jly_query_get_value (query, "at-least", "column");
  jly_answer_open (answer, 1, 1)[0] = shown;
  return answer;
}

static JlyBits *
find_shown (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_autoptr (JlyBits) rows = NULL;
  JlyBits *shown;

  if (jly_limits_is_any (&query->inputs->limits))
    return jly_tabulate_find_shown (&tabulation, engine, query, table, &rows, error);
  shown = jly_bits_new (1, 1);
  jly_bits_flip (shown, jly_engine_get_self (engine));
  return shown;
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
  g_autoptr (JlyShares) shares = jly_shares_new (2);
  g_autoptr (JlyBits) total = NULL, is_below = NULL, met = NULL, fresh = NULL, shown = NULL;
  guint width;

  if (!jly_total_check (query, &width, error))
    return NULL;
  total = jly_total_secure (engine, query, table, width, error);
  is_below = total != NULL ? compare (engine, query, total, error) : NULL;
  shown = is_below != NULL ? find_shown (engine, query, table, error) : NULL;
  if (shown == NULL)
    return NULL;
  jly_bits_flip (is_below, jly_engine_get_self (engine));
  met = jly_gate_and (engine, is_below, shown, error);
  fresh = met != NULL ? jly_total_refresh (engine, shown, 1, error) : NULL;
  if (fresh == NULL)
    return NULL;
  jly_shares_add (shares, 0, met);
  jly_shares_add (shares, 1, fresh);
  return g_steal_pointer (&shares);
}

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return NULL;
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  g_autofree char *bound
      = format (jly_query_get_value (query, "at-least", "column"), column->scale);

  if (answer->outputs[1].values[0] == 0)
    return g_strdup_printf (_ ("Whether the total of “%s” is at least %s is hidden."),
                            column->title, bound);
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
  .label = label,
  .headline = headline,
};
