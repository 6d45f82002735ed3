/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-exact.h. */
#include "config.h"

#include "analysis/jly-exact.h"

static void
set_whole (mpz_t to, __int128 value)
{
  unsigned __int128 size = value < 0 ? -(unsigned __int128)value : (unsigned __int128)value;

  mpz_set_ui (to, (unsigned long)(size >> 64));
  mpz_mul_2exp (to, to, 64);
  mpz_add_ui (to, to, (unsigned long)size);
  if (value < 0)
    mpz_neg (to, to);
}

JlyExact
jly_exact_new (__int128 value)
{
  JlyExact self;

  mpq_init (self.q);
  set_whole (mpq_numref (self.q), value);
  return self;
}

void
jly_exact_clear (JlyExact *self)
{
  mpq_clear (self->q);
}

void
jly_exact_add (JlyExact *self, const JlyExact *value, __int128 times)
{
  g_auto (JlyExact) part = jly_exact_new (times);

  mpq_mul (part.q, part.q, value->q);
  mpq_add (self->q, self->q, part.q);
}

void
jly_exact_multiply (JlyExact *self, const JlyExact *value)
{
  mpq_mul (self->q, self->q, value->q);
}

void
jly_exact_divide (JlyExact *self, const JlyExact *value)
{
  mpq_div (self->q, self->q, value->q);
}

int
jly_exact_sign (const JlyExact *self)
{
  return mpq_sgn (self->q);
}

double
jly_exact_get (const JlyExact *self, int power)
{
  g_auto (JlyExact) moved = jly_exact_new (1);

  mpz_ui_pow_ui (mpq_numref (moved.q), 10, (unsigned long)ABS (power));
  if (power < 0)
    mpq_inv (moved.q, moved.q);
  mpq_mul (moved.q, moved.q, self->q);
  return mpq_get_d (moved.q);
}

JlyExactSystem *
jly_exact_system_new (guint n)
{
  JlyExactSystem *self = g_new0 (JlyExactSystem, 1);

  self->n = n;
  self->cells = g_new (JlyExact, n * (n + 1));
  self->inverse = g_new (JlyExact, n * n);
  self->is_free = g_new0 (gboolean, n);
  for (guint i = 0; i < n * (n + 1); i++)
    self->cells[i] = jly_exact_new (0);
  for (guint i = 0; i < n * n; i++)
    self->inverse[i] = jly_exact_new (i / n == i % n);
  return self;
}

void
jly_exact_system_free (JlyExactSystem *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n * (self->n + 1); i++)
    jly_exact_clear (&self->cells[i]);
  for (guint i = 0; i < self->n * self->n; i++)
    jly_exact_clear (&self->inverse[i]);
  g_free (self->cells);
  g_free (self->inverse);
  g_free (self->is_free);
  g_free (self);
}

JlyExact *
jly_exact_system_at (JlyExactSystem *self, guint i, guint k)
{
  return &self->cells[i * (self->n + 1) + k];
}

/* line -= factor other, n places. */
static void
subtract_line (JlyExact *line, const JlyExact *other, const JlyExact *factor, guint n)
{
  g_auto (JlyExact) part = jly_exact_new (0);

  for (guint k = 0; k < n; k++)
    {
      mpq_mul (part.q, other[k].q, factor->q);
      mpq_sub (line[k].q, line[k].q, part.q);
    }
}

static void
divide_line (JlyExact *line, const JlyExact *divisor, guint n)
{
  for (guint k = 0; k < n; k++)
    jly_exact_divide (&line[k], divisor);
}

static void
use_pivot (JlyExactSystem *self, guint i)
{
  g_auto (JlyExact) factor = jly_exact_new (0);
  JlyExact *line = jly_exact_system_at (self, i, 0), *inverse = &self->inverse[i * self->n];

  mpq_set (factor.q, line[i].q);
  divide_line (line, &factor, self->n + 1);
  divide_line (inverse, &factor, self->n);
  for (guint k = 0; k < self->n; k++)
    {
      JlyExact *other = jly_exact_system_at (self, k, 0);

      if (k == i)
        continue;
      mpq_set (factor.q, other[i].q);
      subtract_line (other, line, &factor, self->n + 1);
      subtract_line (&self->inverse[k * self->n], inverse, &factor, self->n);
    }
}

guint
jly_exact_system_solve (JlyExactSystem *self)
{
  guint rank = 0;

  for (guint i = 0; i < self->n; i++)
    {
      self->is_free[i] = jly_exact_sign (jly_exact_system_at (self, i, i)) == 0;
      if (self->is_free[i])
        continue;
      use_pivot (self, i);
      rank++;
    }
  return rank;
}
