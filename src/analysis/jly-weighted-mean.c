/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "weighted-mean": the sum of products of a column with its weights by the sum of the weights. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

static const JlyTabulation tabulation = {
  .column = "column",
  .other = "weight",
  .terms = { JLY_TERM_PRODUCT, JLY_TERM_OTHER, JLY_TERM_COUNT },
  .n_terms = 3,
};

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  { "weight", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Weight"), JLY_USE_MEAN },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "weighted-sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, FALSE },
  { "weights", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, FALSE },
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

/* A mean by weights below zero may lie outside of all values. */
static gboolean
check_weight (const JlyQuery *query, JlyOutputShape *shapes, GError **error)
{
  const JlyInputColumn *weight = jly_query_get_column (query, "weight", NULL);
  JlyErrorDetail detail = {
    .step = "study",
    .column = weight->title,
    .next = _ ("Agree that it is zero or more, or choose another column as the weight."),
  };

  if (weight->least < 0)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("“%s” may be below zero, so it cannot be a weight."), weight->title);
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
  __int128 weights = jly_answer_get (answer, 1, i);

  if (!jly_tabulate_is_shown (&tabulation, answer, i))
    jly_figures_add_hidden (figures, "mean", name, query);
  else if (weights == 0)
    jly_figures_add_none (figures, "mean", name, _ ("the weights add up to zero"));
  else
    jly_figures_add_ratio (figures, "mean", name, jly_answer_get (answer, 0, i), weights,
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
  return jly_tabulate_say (&tabulation, &jly_weighted_mean_analysis, query, answer,
                           _ ("Weighted mean"), "mean", format);
}

const JlyAnalysis jly_weighted_mean_analysis = {
  .id = "weighted-mean",
  .title = N_ ("Weighted mean"),
  .who = N_ ("Every company learns the sum of weights and the weighted sum, and so the weighted "
             "mean, where they are shown; the computing parties learn nothing."),
  /* With two, the number tells each the other's. */
  .least_sources = 3,
  .most_sources = G_MAXUINT,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = outputs,
  .n_outputs = G_N_ELEMENTS (outputs),
  .check = check_weight,
  .clear = clear,
  .secure = secure,
  .label = label,
  .derive = derive,
  .headline = headline,
};
