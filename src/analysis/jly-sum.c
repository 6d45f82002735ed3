/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "sum": the exact total of columns, over all rows or those that meet a condition, in all or by
 * group. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"

#include <glib/gi18n-lib.h>

static const JlyTabulation tabulation = {
  .column = "column",
  .other = NULL,
  .terms = { JLY_TERM_SUM },
  .n_terms = 1,
};

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_SUM },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 2, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_tabulate_get_column (&tabulation, query, 0);
  g_autofree char *number = NULL;

  /* A number of two words is among the figures. */
  if (jly_tabulate_count_values (&tabulation, query) > 1
      || answer->outputs[0].n != answer->outputs[0].n_values
      || !jly_tabulate_is_shown (&tabulation, answer, 0))
    return jly_tabulate_say (&tabulation, &jly_sum_analysis, query, answer, _ ("Sum"), "sum",
                             format);
  number = format ((gint64)answer->outputs[0].values[0], column->scale);
  return g_strdup_printf (*column->unit != '\0' ? _ ("%s: %s %s in all") : _ ("%s: %s in all"),
                          column->title, number, column->unit);
}

const JlyAnalysis jly_sum_analysis = {
  .id = "sum",
  .title = N_ ("Sum"),
  .who = N_ ("Every company learns the sum and nothing of the numbers in it; the computing parties "
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
  .label = label,
  .headline = headline,
};
