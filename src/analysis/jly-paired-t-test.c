/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "paired-t-test": whether two columns of the same rows differ in their means. Source: Student,
 * "The probable error of a mean", 1908. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-chance.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-model.h"
#include "analysis/jly-pairs.h"
#include "analysis/jly-spread.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  { "minus", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Compared with"), JLY_USE_MEAN },
  JLY_CONDITION_PARAMETERS,
};

static JlyMoments *
make (const JlyQuery *query)
{
  JlyMoments *self = jly_moments_new (query, JLY_SPREAD_SHOWN, TRUE);
  JlyVector vector = { JLY_VECTOR_DIFFERENCE, 0, 0, 0, 0, 0 };
  guint one, difference;

  one = jly_pairs_add (self, query, TRUE);
  jly_query_get_column (query, "column", &vector.column);
  jly_query_get_column (query, "minus", &vector.minus);
  difference = jly_moments_add_vector (self, &vector);
  jly_moments_add_pair (self, JLY_SPREAD_COUNT, one, one, JLY_MOMENTS_NONE);
  jly_moments_add_pair (self, JLY_SPREAD_SUM, one, difference, JLY_MOMENTS_NONE);
  jly_moments_add_pair (self, JLY_SPREAD_SQUARES, difference, difference, JLY_MOMENTS_NONE);
  return self;
}

static const JlyModel model = { jly_pairs_check, make };

JLY_ANALYSIS_FORMS (jly_model, &model)

typedef struct
{
  const char *reason; /* why there is no test; NULL: there is */
  gint64 n;
  int sign;
  double difference, deviation, t, p, half;
} Result;

static Result
work_out (const JlyQuery *query, const JlyAnswer *answer)
{
  JlyVector vector = { JLY_VECTOR_DIFFERENCE, 0, 0, 0, 0, 0 };
  guint scale = jly_query_get_column (query, "column", &vector.column)->scale;
  g_auto (JlySpread) spread = { 0 };
  Result result = { NULL };
  double error;

  jly_query_get_column (query, "minus", &vector.minus);
  spread = jly_spread_read (answer, 0, jly_vector_get_base (&vector, query->inputs));
  result.n = spread.n;
  result.difference = jly_exact_get (&spread.mean, -(int)scale);
  result.sign = jly_exact_sign (&spread.mean);
  if (spread.n < 2)
    result.reason = _ ("there are fewer than two rows");
  else if (jly_exact_sign (&spread.deviation) == 0)
    result.reason = _ ("the difference is the same in every row");
  if (result.reason != NULL)
    return result;
  result.deviation = jly_spread_get_deviation (&spread, scale);
  error = result.deviation / sqrt ((double)spread.n);
  result.t = result.difference / error;
  result.p = jly_chance_of_t (result.t, (double)(spread.n - 1));
  result.half = error * jly_chance_get_edge_of_t ((double)(spread.n - 1));
  return result;
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  const char *unit = jly_query_get_column (query, "column", NULL)->unit;
  Result result;

  if (answer->outputs[JLY_SPREAD_SHOWN].values[0] == 0)
    {
      jly_figures_add_hidden (figures, "p-value", NULL, query);
      return;
    }
  result = work_out (query, answer);
  if (result.n > 0)
    jly_figures_add_number (figures, "difference", NULL, result.difference, unit);
  if (result.reason != NULL)
    {
      jly_figures_add_none (figures, "p-value", NULL, result.reason);
      return;
    }
  jly_figures_add_number (figures, "difference-at-least", NULL, result.difference - result.half,
                          unit);
  jly_figures_add_number (figures, "difference-at-most", NULL, result.difference + result.half,
                          unit);
  jly_figures_add_number (figures, "standard-deviation", NULL, result.deviation, unit);
  jly_figures_add_number (figures, "t", NULL, result.t, NULL);
  jly_figures_add_number (figures, "degrees-of-freedom", NULL, (double)(result.n - 1), NULL);
  jly_chance_add_figure (figures, NULL, result.p);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  const JlyInputColumn *minus = jly_query_get_column (query, "minus", NULL);
  g_autofree char *found = NULL, *size = NULL;
  Result result;

  if (answer->outputs[JLY_SPREAD_SHOWN].values[0] == 0)
    return jly_pairs_describe_none (query, NULL);
  result = work_out (query, answer);
  if (result.reason != NULL)
    return jly_pairs_describe_none (query, result.reason);
  size = jly_chance_format_number (format, fabs (result.difference), column->scale + 1,
                                   column->unit);
  found = g_strdup_printf (result.sign < 0 ? _ ("“%1$s” is %3$s lower on average than “%2$s”.")
                                           : _ ("“%1$s” is %3$s higher on average than “%2$s”."),
                           column->title, minus->title, size);
  return jly_chance_conclude (result.p, found);
}

const JlyAnalysis jly_paired_t_test_analysis = {
  .id = "paired-t-test",
  .title = N_ ("Compare two columns (paired t-test)"),
  .who
  = N_ ("Every company learns number of rows, and sum and sum of squares of the differences, and "
        "so their mean and deviation, where they are shown; the computing parties learn nothing."),
  /* With two, sums tell each the other's. */
  .least_sources = 3,
  .most_sources = G_MAXUINT,
  .parameters = parameters,
  .n_parameters = G_N_ELEMENTS (parameters),
  .outputs = jly_spread_outputs,
  .n_outputs = JLY_SPREAD_N_OUTPUTS,
  .check = check,
  .clear = clear,
  .secure = secure,
  .derive = derive,
  .headline = headline,
};
