/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "mean": sum, number of rows and, from these in clear, the mean. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"

#include <glib/gi18n-lib.h>

static const JlyTabulation tabulation = {
  .column = "column",
  .other = NULL,
  .terms = { JLY_TERM_SUM, JLY_TERM_COUNT },
  .n_terms = 2,
};

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 3, FALSE },
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 3, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

static void
derive_one (const JlyQuery *query,
            const JlyAnswer *answer,
            GPtrArray *figures,
            const JlyInputColumn *column,
            const char *name,
            gsize i)
{
  gint64 count = jly_answer_get (answer, 1, i);

  if (!jly_tabulate_is_shown (&tabulation, answer, i))
    jly_figures_add_hidden (figures, "mean", name, query);
  else if (count == 0)
    jly_figures_add_none (figures, "mean", name, _ ("no rows"));
  else
    jly_figures_add_ratio (figures, "mean", name, jly_answer_get (answer, 0, i), count,
                           column->scale, column->unit);
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  jly_tabulate_derive (&tabulation, query, answer, figures, derive_one);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return jly_tabulate_say (&tabulation, &jly_mean_analysis, query, answer, _ ("Mean"), "mean",
                           format);
}

const JlyAnalysis jly_mean_analysis = {
  .id = "mean",
  .title = N_ ("Mean"),
  .who = N_ ("Every company learns sum, number of rows and mean where they are shown; the "
             "computing parties learn nothing."),
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
  .derive = derive,
  .headline = headline,
};
