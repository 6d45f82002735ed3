/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-spread.h. */
#include "config.h"

#include "analysis/jly-spread.h"

#include "analysis/jly-figure.h"

#include <math.h>

const JlyAnalysisOutput jly_spread_outputs[JLY_SPREAD_N_OUTPUTS] = {
  { "count", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, FALSE },
  { "sum", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, TRUE },
  { "squares", JLY_OUTPUT_NUMBER, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 4, TRUE },
  { "shown", JLY_OUTPUT_BOOL, FALSE, JLY_OUTPUT_TO_ALL_PROVIDERS, NULL, NULL, 0, TRUE },
};

JlySpread
jly_spread_read (const JlyAnswer *answer, gsize i, gint64 base)
{
  g_auto (JlyExact) n = jly_exact_new (jly_answer_get (answer, JLY_SPREAD_COUNT, i));
  g_auto (JlyExact) sum = jly_exact_new (jly_answer_get (answer, JLY_SPREAD_SUM, i));
  g_auto (JlyExact) one = jly_exact_new (1), square = jly_exact_new (0);
  JlySpread self = {
    .n = (gint64)jly_answer_get (answer, JLY_SPREAD_COUNT, i),
    .mean = jly_exact_new (0),
    .deviation = jly_exact_new (jly_answer_get (answer, JLY_SPREAD_SQUARES, i)),
  };

  if (self.n == 0)
    return self;
  jly_exact_add (&self.mean, &sum, 1);
  jly_exact_divide (&self.mean, &n);
  /* Before the base comes in: distances do not depend on it. */
  jly_exact_add (&square, &sum, 1);
  jly_exact_multiply (&square, &self.mean);
  jly_exact_add (&self.deviation, &square, -1);
  jly_exact_add (&self.mean, &one, base);
  return self;
}

void
jly_spread_clear (JlySpread *self)
{
  jly_exact_clear (&self->mean);
  jly_exact_clear (&self->deviation);
}

JlyExact
jly_spread_get_variance (const JlySpread *self)
{
  g_auto (JlyExact) degrees = jly_exact_new (self->n - 1);
  JlyExact variance = jly_exact_new (0);

  jly_exact_add (&variance, &self->deviation, 1);
  jly_exact_divide (&variance, &degrees);
  return variance;
}

double
jly_spread_get_deviation (const JlySpread *self, guint scale)
{
  g_auto (JlyExact) variance = jly_spread_get_variance (self);

  return sqrt (jly_exact_get (&variance, -2 * (int)scale));
}
