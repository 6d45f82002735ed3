/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-regression.h. */
#include "config.h"

#include "analysis/jly-regression.h"

#include "analysis/jly-chance.h"

#include <glib/gi18n-lib.h>
#include <math.h>

void
jly_regression_free (JlyRegression *self)
{
  if (self == NULL)
    return;
  g_free (self->coefficients);
  g_free (self);
}

/* What is given. */
typedef struct
{
  guint n;
  const __int128 *gram;
  const gint64 *bases;
  const guint *scales;
} Given;

/* n + 1 terms; line by line the upper half. */
static __int128
get_sum (const Given *given, guint i, guint k)
{
  guint line = MIN (i, k), place = MAX (i, k), n = given->n + 1;

  return given->gram[line * n - line * (line + 1) / 2 + place];
}

/* The same of values instead of codes: (x + a) (y + b) = x y + a y + b x + a b. */
static JlyExact
get_product (const Given *given, guint i, guint k)
{
  g_auto (JlyExact) x = jly_exact_new (get_sum (given, 0, i)),
                    y = jly_exact_new (get_sum (given, 0, k));
  g_auto (JlyExact) n = jly_exact_new (get_sum (given, 0, 0));
  JlyExact sum = jly_exact_new (get_sum (given, i, k));

  jly_exact_add (&sum, &y, given->bases[i]);
  jly_exact_add (&sum, &x, given->bases[k]);
  jly_exact_add (&sum, &n, (__int128)given->bases[i] * given->bases[k]);
  return sum;
}

static JlyExactSystem *
make_system (const Given *given)
{
  JlyExactSystem *system = jly_exact_system_new (given->n);

  for (guint i = 0; i < given->n; i++)
    for (guint k = 0; k <= given->n; k++)
      {
        g_auto (JlyExact) product = get_product (given, i, k);

        jly_exact_add (jly_exact_system_at (system, i, k), &product, 1);
      }
  return system;
}

/* Sum of squares about the mean. */
static JlyExact
get_total (const Given *given)
{
  g_auto (JlyExact) sum = get_product (given, 0, given->n), n = get_product (given, 0, 0);
  g_auto (JlyExact) square = jly_exact_new (1);
  JlyExact total = get_product (given, given->n, given->n);

  jly_exact_multiply (&square, &sum);
  jly_exact_multiply (&square, &sum);
  jly_exact_divide (&square, &n);
  jly_exact_add (&total, &square, -1);
  return total;
}

/* Sum of squares about the model: y'y - b'X'y. */
static JlyExact
get_rest (const Given *given, JlyExactSystem *system)
{
  JlyExact rest = get_product (given, given->n, given->n);

  for (guint i = 0; i < given->n; i++)
    {
      g_auto (JlyExact) part = get_product (given, i, given->n);

      if (system->is_free[i])
        continue;
      jly_exact_multiply (&part, jly_exact_system_at (system, i, given->n));
      jly_exact_add (&rest, &part, -1);
    }
  return rest;
}

/* Steps of the outcome by steps of a term. */
static int
get_power (const Given *given, guint i)
{
  return (int)given->scales[i] - (int)given->scales[given->n];
}

static void
set_values (const Given *given, JlyExactSystem *system, JlyRegression *self)
{
  for (guint i = 0; i < given->n; i++)
    {
      self->coefficients[i].is_left_out = system->is_free[i];
      if (!system->is_free[i])
        self->coefficients[i].value
            = jly_exact_get (jly_exact_system_at (system, i, given->n), get_power (given, i));
    }
}

/* variance: of what is left, in squared steps of the outcome. */
static void
test_terms (const Given *given,
            const JlyExactSystem *system,
            const JlyExact *variance,
            JlyRegression *self)
{
  double degrees = (double)(self->n_rows - self->n_used);

  for (guint i = 0; i < given->n; i++)
    {
      JlyCoefficient *one = &self->coefficients[i];
      g_auto (JlyExact) square = jly_exact_new (1);

      if (one->is_left_out)
        continue;
      jly_exact_multiply (&square, &system->inverse[i * given->n + i]);
      jly_exact_multiply (&square, variance);
      one->error = sqrt (jly_exact_get (&square, 2 * get_power (given, i)));
      one->t = one->value / one->error;
      one->p = jly_chance_of_t (one->t, degrees);
    }
}

static void
test_all (const JlyExact *total, const JlyExact *rest, JlyRegression *self)
{
  g_auto (JlyExact) above = jly_exact_new (0), f = jly_exact_new (1);
  g_auto (JlyExact) degrees = jly_exact_new (self->n_used - 1);
  g_auto (JlyExact) below = jly_exact_new (self->n_rows - self->n_used);

  if (self->n_used < 2)
    return;
  jly_exact_add (&above, total, 1);
  jly_exact_add (&above, rest, -1);
  jly_exact_multiply (&f, &above);
  jly_exact_multiply (&f, &below);
  jly_exact_divide (&f, rest);
  jly_exact_divide (&f, &degrees);
  self->f = jly_exact_get (&f, 0);
  self->p = jly_chance_of_f (self->f, self->n_used - 1, (double)(self->n_rows - self->n_used));
}

static void
measure_fit (const JlyExact *total, const JlyExact *rest, JlyRegression *self)
{
  g_auto (JlyExact) share = jly_exact_new (0), explained = jly_exact_new (1);
  double left;

  self->has_fit = jly_exact_sign (total) != 0;
  if (!self->has_fit)
    return;
  jly_exact_add (&share, rest, 1);
  jly_exact_divide (&share, total);
  left = jly_exact_get (&share, 0);
  jly_exact_add (&explained, &share, -1);
  self->explained = jly_exact_get (&explained, 0);
  if (self->n_rows > self->n_used)
    self->adjusted = 1 - left * (double)(self->n_rows - 1) / (double)(self->n_rows - self->n_used);
}

JlyRegression *
jly_regression_fit (guint n, const __int128 *gram, const gint64 *bases, const guint *scales)
{
  const Given given = { n, gram, bases, scales };
  g_autoptr (JlyExactSystem) system = NULL;
  g_auto (JlyExact) total = jly_exact_new (0), rest = jly_exact_new (0);
  JlyRegression *self;

  if (gram[0] == 0)
    return NULL;
  self = g_new0 (JlyRegression, 1);
  self->n = n;
  self->n_rows = (gint64)gram[0];
  self->coefficients = g_new0 (JlyCoefficient, n);
  system = make_system (&given);
  self->n_used = jly_exact_system_solve (system);
  jly_exact_clear (&total);
  jly_exact_clear (&rest);
  total = get_total (&given);
  rest = get_rest (&given, system);
  set_values (&given, system, self);
  measure_fit (&total, &rest, self);
  if (self->n_rows <= self->n_used)
    self->reason = _ ("there are no more rows than terms");
  else if (jly_exact_sign (&rest) == 0)
    self->reason = _ ("the outcome follows exactly from the other columns");
  else
    {
      g_auto (JlyExact) degrees = jly_exact_new (self->n_rows - self->n_used);

      test_all (&total, &rest, self);
      jly_exact_divide (&rest, &degrees);
      self->error = sqrt (jly_exact_get (&rest, -2 * (int)scales[n]));
      test_terms (&given, system, &rest, self);
    }
  return self;
}
