/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "variance": sum, number of rows and sum of squares; from these, in clear and without
 * cancellation, mean, variance and standard deviation (n - 1). */
#include "config.h"

#include "analysis/jly-analyses.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const JlyTabulation tabulation = {
  .column = "column",
  .other = NULL,
  .terms = { JLY_TERM_SUM, JLY_TERM_COUNT, JLY_TERM_SQUARE },
  .n_terms = 3,
};

static const JlyParameterSpec parameters[] = {
  { "column", JLY_PARAMETER_COLUMNS, TRUE, NULL, N_ ("Column"), JLY_USE_MEAN },
  JLY_CELLS_PARAMETERS,
  JLY_CONDITION_PARAMETERS,
};

static const JlyAnalysisOutput outputs[] = {
  { "sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, FALSE },
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, FALSE },
  { "squares", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, FALSE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JLY_TABULATE_FORMS (&tabulation)

/* The sum of squared distances from the mean is what squares are above n m^2, with m the mean:
 * taken from the mean's whole part m and the rest r of sum = n m + r, nothing is larger than
 * squares themselves, so nothing overflows; it is less r^2 / n. */
static long double
get_variance (__int128 count, __int128 sum, __int128 squares)
{
  __int128 whole = sum / count, rest = sum % count;
  __int128 deviation = squares - whole * (sum + rest);
  /* rest is below n, which is below 2^40. */
  __int128 square = rest * rest, correction = square / count;
  long double fraction = (long double)(square % count) / (long double)count;
  __int128 exact = deviation - correction;
  long double whole_part = (long double)(exact / (count - 1));
  long double rest_part = (long double)(exact % (count - 1)) - fraction;

  return whole_part + rest_part / (long double)(count - 1);
}

static void
derive_one (const JlyQuery *query,
            const JlyAnswer *answer,
            GPtrArray *figures,
            const JlyInputColumn *column,
            const char *name,
            gsize i)
{
  __int128 count = jly_answer_get (answer, 1, i), sum = jly_answer_get (answer, 0, i);
  long double variance;

  if (!jly_tabulate_is_shown (&tabulation, answer, i))
    {
      jly_figures_add_hidden (figures, "mean", name, query);
      jly_figures_add_hidden (figures, "variance", name, query);
      jly_figures_add_hidden (figures, "standard-deviation", name, query);
      return;
    }
  if (count < 2)
    {
      jly_figures_add_none (figures, "variance", name, _ ("fewer than two rows"));
      return;
    }
  variance = get_variance (count, sum, jly_answer_get (answer, 2, i));
  jly_figures_add_ratio (figures, "mean", name, sum, count, column->scale, column->unit);
  jly_figures_add_number (figures, "variance", name,
                          (double)(variance / powl (10, 2 * column->scale)), NULL);
  jly_figures_add_number (figures, "standard-deviation", name,
                          (double)(sqrtl (variance) / powl (10, column->scale)), column->unit);
}

static void
derive (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures)
{
  jly_tabulate_derive (&tabulation, query, answer, figures, derive_one);
}

static char *
headline (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format)
{
  return jly_tabulate_say (&tabulation, &jly_variance_analysis, query, answer,
                           _ ("Standard deviation"), "standard-deviation", format);
}

const JlyAnalysis jly_variance_analysis = {
  .id = "variance",
  .title = N_ ("Variance and standard deviation"),
  .who = N_ ("Every company learns sum, number of rows and sum of squares, and so mean and "
             "deviation, where they are shown; the computing parties learn nothing."),
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
