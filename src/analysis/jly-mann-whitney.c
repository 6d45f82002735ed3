/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "mann-whitney": whether values of one group tend to be larger than those of another: the rank sum
 * test, by the normal distribution with corrections for ties and continuity. Source: Mann and
 * Whitney, "On a test of whether one of two random variables is stochastically larger", 1947; ties
 * as in Lehmann, "Nonparametrics", 1975. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-chance.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-groups.h"
#include "analysis/jly-model.h"
#include "analysis/jly-exact.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_MODEL },
  JLY_GROUPS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

enum
{
  COUNT,
  RANK_SUM,
  RANK_SQUARES,
  SHOWN
};

static const JlyAnalysisOutput outputs[] = {
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, FALSE },
  { "rank-sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, TRUE },
  { "rank-squares", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, TRUE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static JlyMoments *
make (const JlyQuery *query)
{
  JlyMoments *self = jly_moments_new (query, SHOWN, TRUE);
  JlyVector vector = { JLY_VECTOR_RANK_AMONG, 0, 0, 0, 0, 0 };
  g_auto (JlyGroups) groups = { 0 };
  guint only[2], ranks;

  jly_query_get_column (query, "column", &vector.column);
  jly_query_get_column (query, "by", &vector.group);
  jly_groups_read (query, only);
  vector.category = only[0];
  vector.category_2 = only[1];
  jly_moments_add_column (self, vector.column);
  jly_moments_add_column (self, vector.group);
  groups = jly_groups_add (self, query, only, FALSE);
  ranks = jly_moments_add_vector (self, &vector);
  for (guint i = 0; i < 2; i++)
    jly_moments_add_pair (self, COUNT, groups.flags[only[i]], groups.flags[only[i]],
                          JLY_MOMENTS_NONE);
  jly_moments_add_pair (self, RANK_SUM, groups.flags[only[0]], ranks, JLY_MOMENTS_NONE);
  jly_moments_add_pair (self, RANK_SQUARES, ranks, ranks, JLY_MOMENTS_NONE);
  return self;
}

static const JlyModel model = { jly_groups_check, make };

JLY_ANALYSIS_FORMS (jly_model, &model)

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  return output != COUNT ? NULL : g_strdup (jly_query_get (query, i == 0 ? "first" : "second"));
}

typedef struct
{
  const char *reason; /* why there is no test; NULL: there is */
  double u, z, p;     /* u: pairs of one of each group of which the first is larger */
  double share;       /* the same as a share of all such pairs */
} Result;

/* The variance of u is n_1 n_2 / 12 (N + 1 - T / (N (N - 1))), T the sum of t^3 - t over runs of t
 * equal values; the squares of doubled ranks add up to 2 N (N + 1) (2 N + 1) / 3 - T / 3. */
static double
get_variance (__int128 first, __int128 second, __int128 squares)
{
  __int128 n = first + second;
  g_auto (JlyExact) ties = jly_exact_new (2 * n * (n + 1) * (2 * n + 1) - 3 * squares);
  g_auto (JlyExact) pairs = jly_exact_new (n * (n - 1)), all = jly_exact_new (n + 1);
  g_auto (JlyExact) groups = jly_exact_new (first * second), twelve = jly_exact_new (12);

  jly_exact_divide (&ties, &pairs);
  jly_exact_add (&all, &ties, -1);
  jly_exact_multiply (&all, &groups);
  jly_exact_divide (&all, &twelve);
  return jly_exact_get (&all, 0);
}

static Result
work_out (const JlyAnswer *answer)
{
  __int128 first = jly_answer_get (answer, COUNT, 0), second = jly_answer_get (answer, COUNT, 1);
  /* Twice u and twice how far it is from its mean are whole. */
  __int128 twice = jly_answer_get (answer, RANK_SUM, 0) - first * (first + 1);
  __int128 apart = twice - first * second;
  Result result = { NULL };
  double variance;

  if (first == 0 || second == 0)
    {
      result.reason = _ ("a group has no rows");
      return result;
    }
  result.u = (double)twice / 2;
  result.share = (double)twice / 2 / (double)(first * second);
  variance = get_variance (first, second, jly_answer_get (answer, RANK_SQUARES, 0));
  if (variance <= 0)
    {
      result.reason = _ ("all values are the same");
      return result;
    }
  result.z = (double)(apart - (apart > 0) + (apart < 0)) / 2 / sqrt (variance);
  result.p = MIN (1, jly_chance_of_z (result.z));
  return result;
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  Result result;

  if (answer->outputs[SHOWN].values[0] == 0)
    {
      jly_figures_add_hidden (figures, "p-value", NULL, query);
      return;
    }
  result = work_out (answer);
  if (result.reason != NULL)
    {
      jly_figures_add_none (figures, "p-value", NULL, result.reason);
      return;
    }
  jly_figures_add_number (figures, "u", NULL, result.u, NULL);
  jly_figures_add_number (figures, "larger", NULL, 100 * result.share, "%");
  jly_figures_add_number (figures, "z", NULL, result.z, NULL);
  jly_chance_add_figure (figures, NULL, result.p);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  const char *first = jly_query_get (query, "first"), *second = jly_query_get (query, "second");
  g_autofree char *found = NULL, *share = NULL;
  Result result;

  if (answer->outputs[SHOWN].values[0] == 0)
    return jly_groups_describe_none (query, NULL);
  result = work_out (answer);
  if (result.reason != NULL)
    return jly_groups_describe_none (query, result.reason);
  share = jly_chance_format_number (format, 100 * result.share, 1, "%");
  found = g_strdup_printf (_ ("Of one row of “%2$s” and one of “%3$s”, the first has the larger "
                              "“%1$s” in %4$s of all pairs (equal ones count half)."),
                           column->title, first, second, share);
  return jly_chance_conclude (result.p, found);
}

const JlyAnalysis jly_mann_whitney_analysis = {
  .id = "mann-whitney",
  .title = N_ ("Compare two groups by ranks (Mann–Whitney test)"),
  .who = N_ (
      "Every company learns number of rows of the two groups, the sum of ranks of the first one "
      "and how many values are the same, if both are shown; the computing parties learn nothing."),
  /* With two, sums tell each the other's. */
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
