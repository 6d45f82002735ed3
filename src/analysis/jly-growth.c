/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "growth": by how much the sum of a column is above that of another one, of an earlier period, in
 * percent, over the rows that have both. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const JlyTabulation tabulation = {
  .column = "column",
  .other = "from",
  .terms = { JLY_TERM_SUM, JLY_TERM_OTHER },
  .n_terms = 2,
};

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_SUM },
  { "from", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Earlier period"), JLY_USE_SUM },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 3, FALSE },
  { "from-sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 3, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

/* Percent of euros above kilograms mean nothing; decimals may differ, since they are reckoned with.
 */
static gboolean
check_units (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  const JlyErrorDetail detail
      = { .step = "study", .next = _ ("Choose the same amount of an earlier period.") };
  const JlyInputColumn *from = jly_query_get_column (query, "from", NULL);
  guint most = query->inputs->n_columns;
  g_autofree guint *columns = g_new (guint, most);
  guint n = jly_query_get_columns (query, "column", columns, most);

  for (guint i = 0; i < n; i++)
    {
      const JlyInputColumn *column = &query->inputs->columns[columns[i]];

      if (!g_str_equal (column->unit, from->unit))
        return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                         _ ("“%s” and “%s” have different units."), column->title, from->title);
    }
  return check (query, shapes, error);
}

static void
derive_one (const JlyQuery *query,
            const JlyAnswer *answer,
            GPtrArray *figures,
            const JlyInputColumn *column,
            const char *name,
            gsize i)
{
  __int128 sum = jly_answer_get (answer, 0, i), other = jly_answer_get (answer, 1, i);
  const JlyInputColumn *of = jly_query_get_column (query, "from", NULL);
  long double value = other != 0 ? (long double)sum / other : 0;

  if (!jly_tabulate_is_shown (&tabulation, answer, i))
    jly_figures_add_hidden (figures, "growth", name, query);
  else if (other == 0)
    jly_figures_add_none (figures, "growth", name, _ ("divided by zero"));
  else
    jly_figures_add_number (
        figures, "growth", name,
        (double)(100 * (value * powl (10, (int)of->scale - (int)column->scale) - 1)), "%");
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  jly_tabulate_derive (&tabulation, query, answer, figures, derive_one);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return jly_tabulate_say (&tabulation, &jly_growth_analysis, query, answer, _ ("Growth"), "growth",
                           format);
}

const JlyAnalysis jly_growth_analysis = {
  .id = "growth",
  .title = N_ ("Growth between two periods"),
  .who = N_ ("Every company learns both sums and the growth where they are shown; the computing "
             "parties learn nothing."),
  /* With two, the number tells each the other's. */
  .least_sources = 3,
  .most_sources = G_MAXUINT,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = outputs,
  .n_outputs = G_N_ELEMENTS (outputs),
  .check = check_units,
  .clear = clear,
  .secure = secure,
  .label = label,
  .derive = derive,
  .headline = headline,
};
