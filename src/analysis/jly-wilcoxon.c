/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "wilcoxon": whether one column tends to be larger than another one of the same rows: the signed
 * rank test, without rows where they are the same, by the normal distribution with corrections for
 * ties and continuity. Source: Wilcoxon, "Individual comparisons by ranking methods", 1945. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-chance.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-model.h"
#include "analysis/jly-pairs.h"
#include "analysis/jly-exact.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_MODEL },
  { "minus", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Compared with"), JLY_USE_MODEL },
  JLY_CONDITION_PARAMETERS,
};

enum
{
  COUNT,
  DIFFERENT,
  RANK_SUM,
  RANK_SQUARES,
  SHOWN
};

static const JlyAnalysisOutput outputs[] = {
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 5, FALSE },
  { "different", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 5, FALSE },
  { "rank-sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 5, TRUE },
  { "rank-squares", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 5, TRUE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static guint
add_vector (JlyMoments *moments, const JlyQuery *query, JlyVectorKind kind)
{
  JlyVector vector = { kind, 0, 0, 0, 0, 0 };

  jly_query_get_column (query, "column", &vector.column);
  jly_query_get_column (query, "minus", &vector.minus);
  return jly_moments_add_vector (moments, &vector);
}

static JlyMoments *
make (const JlyQuery *query)
{
  JlyMoments *self = jly_moments_new (query, SHOWN, TRUE);
  guint one = jly_pairs_add (self, query, FALSE);
  guint other = add_vector (self, query, JLY_VECTOR_IS_OTHER);
  guint more = add_vector (self, query, JLY_VECTOR_IS_MORE);
  guint ranks = add_vector (self, query, JLY_VECTOR_DIFFERENCE_RANK);

  jly_moments_add_pair (self, COUNT, one, one, JLY_MOMENTS_NONE);
  jly_moments_add_pair (self, DIFFERENT, other, other, JLY_MOMENTS_NONE);
  jly_moments_add_pair (self, RANK_SUM, more, ranks, JLY_MOMENTS_NONE);
  jly_moments_add_pair (self, RANK_SQUARES, ranks, ranks, JLY_MOMENTS_NONE);
  return self;
}

static const JlyModel model = { jly_pairs_check, make };

JLY_ANALYSIS_FORMS (jly_model, &model)

typedef struct
{
  const char *reason; /* why there is no test; NULL: there is */
  double v, z, p;     /* v: the sum of ranks where the first column is larger */
  int sign;
} Result;

/* The variance of v is n (n + 1) (2 n + 1) / 24 - T / 48, T as for doubled ranks in
 * jly-mann-whitney.c: the squares of doubled ranks by 16. */
static Result
work_out (const JlyAnswer *answer)
{
  __int128 n = jly_answer_get (answer, DIFFERENT, 0);
  __int128 twice = jly_answer_get (answer, RANK_SUM, 0);
  /* Four times how far v is from its mean, n (n + 1) / 4. */
  __int128 apart = 2 * twice - n * (n + 1);
  g_auto (JlyExact) variance = jly_exact_new (jly_answer_get (answer, RANK_SQUARES, 0));
  Result result = { NULL };

  if (n == 0)
    {
      result.reason = _ ("they are the same in every row");
      return result;
    }
  result.v = (double)twice / 2;
  result.sign = (apart > 0) - (apart < 0);
  result.z = ((double)apart / 4 - result.sign * 0.5) / sqrt (jly_exact_get (&variance, 0) / 16);
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
  jly_figures_add_number (figures, "v", NULL, result.v, NULL);
  jly_figures_add_number (figures, "z", NULL, result.z, NULL);
  jly_chance_add_figure (figures, NULL, result.p);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  const JlyInputColumn *column = jly_query_get_column (query, "column", NULL);
  const JlyInputColumn *minus = jly_query_get_column (query, "minus", NULL);
  g_autofree char *found = NULL;
  Result result;

  if (answer->outputs[SHOWN].values[0] == 0)
    return jly_pairs_describe_none (query, NULL);
  result = work_out (answer);
  if (result.reason != NULL)
    return jly_pairs_describe_none (query, result.reason);
  found = g_strdup_printf (result.sign < 0 ? _ ("“%s” tends to be smaller than “%s”.")
                                           : _ ("“%s” tends to be larger than “%s”."),
                           column->title, minus->title);
  return jly_chance_conclude (result.p, found);
}

const JlyAnalysis jly_wilcoxon_analysis = {
  .id = "wilcoxon",
  .title = N_ ("Compare two columns by ranks (Wilcoxon’s signed rank test)"),
  .who = N_ ("Every company learns number of rows, in how many the columns differ, the sum of "
             "ranks where the first is larger and how many differences are the same size, where "
             "they are shown; the computing parties learn nothing."),
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
  .derive = derive,
  .headline = headline,
};
