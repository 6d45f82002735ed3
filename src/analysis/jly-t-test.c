/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "t-test": whether the mean of a column differs between two groups, by Welch's test, which lets
 * their variances differ. Source: Welch, "The generalization of Student's problem", 1947. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-chance.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-groups.h"
#include "analysis/jly-model.h"
#include "analysis/jly-spread.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  JLY_GROUPS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static JlyMoments *
make (const JlyQuery *query)
{
  JlyMoments *self = jly_moments_new (query, JLY_SPREAD_SHOWN, TRUE);
  g_auto (JlyGroups) groups = { 0 };
  guint column, by, only[2];

  jly_query_get_column (query, "column", &column);
  jly_query_get_column (query, "by", &by);
  jly_groups_read (query, only);
  jly_moments_add_column (self, column);
  jly_moments_add_column (self, by);
  groups = jly_groups_add (self, query, only, TRUE);
  for (guint k = 0; k < JLY_SPREAD_SHOWN; k++)
    for (guint i = 0; i < 2; i++)
      {
        guint flag = groups.flags[only[i]], amount = groups.amounts[only[i]];

        jly_moments_add_pair (self, k, k == JLY_SPREAD_SQUARES ? amount : flag,
                              k == JLY_SPREAD_COUNT ? flag : amount, JLY_MOMENTS_NONE);
      }
  return self;
}

static const JlyModel model = { jly_groups_check, make };

JLY_ANALYSIS_FORMS (jly_model, &model)

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return output == JLY_SPREAD_SHOWN ? NULL
                                    : g_strdup (jly_query_get (query, i == 0 ? "first" : "second"));
}

/* What the test comes to. */
typedef struct
{
  const char *reason;                     /* why there is none; NULL: there is */
  double difference, t, degrees, p, half; /* half the length of the confidence interval */
  int sign;
} Result;

/* Degrees of freedom after Welch and Satterthwaite: a^2 / (a_1^2 / (n_1 - 1) + ...), where a_i is
 * the variance by n_i and a their sum. */
static double
get_degrees (const JlySpread *spreads, const JlyExact *parts, const JlyExact *all)
{
  g_auto (JlyExact) below = jly_exact_new (0), degrees = jly_exact_new (0);

  for (guint i = 0; i < 2; i++)
    {
      g_auto (JlyExact) square = jly_exact_new (0), n = jly_exact_new (spreads[i].n - 1);

      jly_exact_add (&square, &parts[i], 1);
      jly_exact_multiply (&square, &parts[i]);
      jly_exact_divide (&square, &n);
      jly_exact_add (&below, &square, 1);
    }
  jly_exact_add (&degrees, all, 1);
  jly_exact_multiply (&degrees, all);
  jly_exact_divide (&degrees, &below);
  return jly_exact_get (&degrees, 0);
}

static void
compare (const JlySpread *spreads, guint scale, Result *result)
{
  g_auto (JlyExact) all = jly_exact_new (0), difference = jly_exact_new (0);
  JlyExact parts[2];

  for (guint i = 0; i < 2; i++)
    {
      g_auto (JlyExact) n = jly_exact_new (spreads[i].n);

      parts[i] = jly_spread_get_variance (&spreads[i]);
      jly_exact_divide (&parts[i], &n);
      jly_exact_add (&all, &parts[i], 1);
      jly_exact_add (&difference, &spreads[i].mean, i == 0 ? 1 : -1);
    }
  result->difference = jly_exact_get (&difference, -(int)scale);
  result->sign = jly_exact_sign (&difference);
  if (jly_exact_sign (&all) == 0)
    result->reason = _ ("the values do not vary within the groups");
  else
    {
      double error = sqrt (jly_exact_get (&all, -2 * (int)scale));

      result->t = result->difference / error;
      result->degrees = get_degrees (spreads, parts, &all);
      result->p = jly_chance_of_t (result->t, result->degrees);
      result->half = error * jly_chance_get_edge_of_t (result->degrees);
    }
  jly_exact_clear (&parts[0]);
  jly_exact_clear (&parts[1]);
}

static void
work_out (const JlyQuery *query, const JlyAnswer *answer, JlySpread spreads[2], Result *result)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  gint64 base = jly_input_column_get_base (column);

  *result = (Result){ NULL };
  for (guint i = 0; i < 2; i++)
    spreads[i] = jly_spread_read (answer, i, base);
  if (spreads[0].n < 2 || spreads[1].n < 2)
    result->reason = _ ("each group needs two rows at least");
  else
    compare (spreads, column->scale, result);
}

static void
add_groups (const JlyQuery *query, const JlySpread *spreads, GPtrArray *figures)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);

  for (guint i = 0; i < 2; i++)
    {
      const char *name = jly_query_get (query, i == 0 ? "first" : "second");

      if (spreads[i].n == 0)
        jly_figures_add_none (figures, "mean", name, _ ("no rows"));
      else
        jly_figures_add_number (figures, "mean", name,
                                jly_exact_get (&spreads[i].mean, -(int)column->scale),
                                column->unit);
      if (spreads[i].n > 1)
        jly_figures_add_number (figures, "standard-deviation", name,
                                jly_spread_get_deviation (&spreads[i], column->scale),
                                column->unit);
    }
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  JlySpread spreads[2];
  Result result;

  if (answer->outputs[JLY_SPREAD_SHOWN].values[0] == 0)
    {
      jly_figures_add_hidden (figures, "p-value", NULL, query);
      return;
    }
  work_out (query, answer, spreads, &result);
  add_groups (query, spreads, figures);
  if (result.reason != NULL)
    jly_figures_add_none (figures, "p-value", NULL, result.reason);
  else
    {
      jly_figures_add_number (figures, "difference", NULL, result.difference, column->unit);
      jly_figures_add_number (figures, "difference-at-least", NULL, result.difference - result.half,
                              column->unit);
      jly_figures_add_number (figures, "difference-at-most", NULL, result.difference + result.half,
                              column->unit);
      jly_figures_add_number (figures, "t", NULL, result.t, NULL);
      jly_figures_add_number (figures, "degrees-of-freedom", NULL, result.degrees, NULL);
      jly_chance_add_figure (figures, NULL, result.p);
    }
  jly_spread_clear (&spreads[0]);
  jly_spread_clear (&spreads[1]);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  const char *first = jly_query_get (query, "first"), *second = jly_query_get (query, "second");
  g_autofree char *found = NULL, *size = NULL;
  JlySpread spreads[2];
  Result result;

  if (answer->outputs[JLY_SPREAD_SHOWN].values[0] == 0)
    return jly_groups_describe_none (query, NULL);
  work_out (query, answer, spreads, &result);
  jly_spread_clear (&spreads[0]);
  jly_spread_clear (&spreads[1]);
  if (result.reason != NULL)
    return jly_groups_describe_none (query, result.reason);
  size = jly_chance_format_number (format, fabs (result.difference), column->scale + 1,
                                   column->unit);
  found = g_strdup_printf (
      result.sign < 0 ? _ ("The mean of “%1$s” is %4$s lower for “%2$s” than for “%3$s”.")
                      : _ ("The mean of “%1$s” is %4$s higher for “%2$s” than for “%3$s”."),
      column->title, first, second, size);
  return jly_chance_conclude (result.p, found);
}

const JlyAnalysis jly_t_test_analysis = {
  .id = "t-test",
  .title = N_ ("Compare two means (Welch’s t-test)"),
  .who
  = N_ ("Every company learns number of rows, sum and sum of squares of the two groups, and so "
        "their means and deviations, if both are shown; the computing parties learn nothing."),
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
  .label = label,
  .derive = derive,
  .headline = headline,
};
