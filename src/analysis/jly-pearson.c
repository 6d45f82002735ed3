/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "pearson": how far two columns lie on a line. Source: Pearson, "Regression, heredity and
 * panmixia", 1896; the confidence interval after Fisher, 1921. */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-correlation.h"
#include "analysis/jly-model.h"
#include "analysis/jly-pairs.h"

#include <glib/gi18n-lib.h>

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("Column"), JLY_USE_MODEL },
  { "with", JLY_PARAMETER_COLUMN, TRUE, NULL, N_ ("With"), JLY_USE_MODEL },
  JLY_CONDITION_PARAMETERS,
};

enum
{
  COUNT,
  SUM,
  SQUARES,
  PRODUCTS,
  SHOWN
};

static const JlyAnalysisOutput outputs[] = {
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 5, FALSE },
  { "sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 5, TRUE },
  { "squares", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 5, TRUE },
  { "products", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 5, TRUE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

static JlyMoments *
make (const JlyQuery *query)
{
  JlyMoments *self = jly_moments_new (query, SHOWN, TRUE);
  guint one = jly_pairs_add (self, query, TRUE), vectors[2];
  static const char *const names[] = { "column", "with" };

  for (guint i = 0; i < 2; i++)
    {
      JlyVector vector = { JLY_VECTOR_NUMBER, 0, 0, 0, 0, 0 };

      jly_query_get_column (query, names[i], &vector.column);
      vectors[i] = jly_moments_add_vector (self, &vector);
    }
  jly_moments_add_pair (self, COUNT, one, one, JLY_MOMENTS_NONE);
  for (guint i = 0; i < 2; i++)
    jly_moments_add_pair (self, SUM, one, vectors[i], JLY_MOMENTS_NONE);
  for (guint i = 0; i < 2; i++)
    jly_moments_add_pair (self, SQUARES, vectors[i], vectors[i], JLY_MOMENTS_NONE);
  jly_moments_add_pair (self, PRODUCTS, vectors[0], vectors[1], JLY_MOMENTS_NONE);
  return self;
}

static const JlyModel model = { jly_pairs_check, make };

JLY_ANALYSIS_FORMS (jly_model, &model)

static char *
label (const JlyQuery *query, guint output, gsize i)
{
  if (output != SUM && output != SQUARES)
    return NULL;
  return g_strdup (jly_query_get (query, i == 0 ? "column" : "with"));
}

/* FALSE: it is hidden. */
static gboolean
work_out (const JlyAnswer *answer, JlyCorrelation *correlation)
{
  __int128 sums[2], squares[2];

  if (answer->outputs[SHOWN].values[0] == 0)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      sums[i] = jly_answer_get (answer, SUM, i);
      squares[i] = jly_answer_get (answer, SQUARES, i);
    }
  *correlation = jly_correlation_work_out (jly_answer_get (answer, COUNT, 0), sums, squares,
                                           jly_answer_get (answer, PRODUCTS, 0));
  return TRUE;
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  JlyCorrelation correlation;
  gboolean is_shown = work_out (answer, &correlation);

  jly_correlation_add_figures (is_shown ? &correlation : NULL, query, TRUE, figures);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  JlyCorrelation correlation;
  gboolean is_shown = work_out (answer, &correlation);

  return jly_correlation_describe (is_shown ? &correlation : NULL, query, format);
}

const JlyAnalysis jly_pearson_analysis = {
  .id = "pearson",
  .title = N_ ("How two columns go together (Pearson’s correlation)"),
  .who = N_ ("Every company learns the number of rows, both sums, both sums of squares and the sum "
             "of products, and so means, deviations and correlation, where they are shown; the "
             "computing parties learn nothing."),
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
