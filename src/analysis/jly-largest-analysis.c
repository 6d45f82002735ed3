/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "largest": which company has the largest total, and not the total. Of several with the same, the
 * first in the order of the contract. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-rivals.h"
#include "engine/jly-count.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>

#define N_LEAST 3 /* companies with rows: of two, the answer says who is the smaller, too */

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_SUM },
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "company", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL,
    N_ ("fewer than 3 companies may have rows"), 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static guint
get_width (const JlyQuery *query)
{
  return jly_count_width (query->inputs->n_sources);
}

static gboolean
check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  gsize n;

  if (!jly_rivals_check (query, &n, error))
    return FALSE;
  shapes[0] = (JlyOutputShape){ .n = n, .width = get_width (query) };
  shapes[1] = (JlyOutputShape){ .n = n, .width = 1 };
  return TRUE;
}

/* The number of the company, from 1 on. */
static guint64
say (guint first)
{
  return first + 1;
}

static JlyAnswer *
clear (const JlyQuery *query, const JlyClearTable *table, guint source)
{
  return jly_rivals_clear (query, table, N_LEAST, say);
}

/* One company alone has its plane set, so its number is the XOR of the numbers of planes: local. */
static JlyBits *
make_numbers (const JlyQuery *query, const JlyBits *first)
{
  JlyBits *numbers = jly_bits_new (first->n_lanes, get_width (query));

  for (guint p = 0; p < first->width; p++)
    for (guint bit = 0; bit < numbers->width; bit++)
      {
        JlyBits to = jly_bits_view (numbers, bit, 1), from = jly_bits_view (first, p, 1);

        if ((p + 1) >> bit & 1)
          jly_bits_xor (&to, &from);
      }
  return numbers;
}

static JlyShares *
secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, GError **error)
{
  g_autoptr (JlyShares) shares = jly_shares_new (2);
  g_autoptr (JlyBits) shown = NULL, numbers = NULL, kept = NULL;
  g_autoptr (JlyBits) first = jly_rivals_secure (engine, query, table, N_LEAST, &shown, error);

  if (first == NULL)
    return NULL;
  numbers = make_numbers (query, first);
  kept = jly_gate_and (engine, numbers, shown, error);
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
  g_autofree char *name = NULL;
  guint column, place = (guint)answer->outputs[0].values[0];

  jly_query_get_columns (query, "column", &column, 1);
  if (answer->outputs[1].values[0] == 0 || place == 0 || place > query->inputs->n_sources)
    return g_strdup (_ ("Who has most is hidden."));
  name = jly_inputs_dup_name (query->inputs, place - 1);
  /* Translators: a column, and a company. */
  return g_strdup_printf (_ ("“%1$s”: %2$s has most."), query->inputs->columns[column].title, name);
}

const JlyAnalysis jly_largest_analysis = {
  .id = "largest",
  .title = N_ ("Who has most"),
  .who = N_ ("Every company learns which of them has the largest total (of several with the same, "
             "the first in the order of the contract), and no total; the computing parties learn "
             "nothing."),
  .least_sources = N_LEAST,
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
