/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-correlation.h. */
#include "config.h"

#include "analysis/jly-correlation.h"

#include "analysis/jly-chance.h"
#include "analysis/jly-exact.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* n (sum of products) - (one sum) (other sum). */
static JlyExact
centre (__int128 n, __int128 products, __int128 one, __int128 other)
{
  g_auto (JlyExact) first = jly_exact_new (one), second = jly_exact_new (other);
  g_auto (JlyExact) all = jly_exact_new (products);
  JlyExact centred = jly_exact_new (0);

  jly_exact_multiply (&first, &second);
  jly_exact_add (&centred, &all, n);
  jly_exact_add (&centred, &first, -1);
  return centred;
}

/* From r^2 as a fraction: 1 - r^2 is taken off before anything is rounded. */
static void
finish (JlyCorrelation *self, const JlyExact *square, int sign)
{
  g_auto (JlyExact) rest = jly_exact_new (1);
  double left;

  jly_exact_add (&rest, square, -1);
  left = jly_exact_get (&rest, 0);
  self->r = sign * sqrt (jly_exact_get (square, 0));
  self->is_perfect = jly_exact_sign (&rest) == 0;
  if (self->is_perfect || self->n < 3)
    return;
  self->t = self->r * sqrt ((double)(self->n - 2) / left);
  self->p = jly_chance_of_t (self->t, (double)(self->n - 2));
}

JlyCorrelation
jly_correlation_work_out (__int128 n,
                          const __int128 sums[2],
                          const __int128 squares[2],
                          __int128 products)
{
  g_auto (JlyExact) first = centre (n, squares[0], sums[0], sums[0]);
  g_auto (JlyExact) second = centre (n, squares[1], sums[1], sums[1]);
  g_auto (JlyExact) both = centre (n, products, sums[0], sums[1]);
  g_auto (JlyExact) square = jly_exact_new (1);
  JlyCorrelation self = { .n = (gint64)n };

  if (n < 2)
    self.reason = _ ("there are fewer than two rows");
  else if (jly_exact_sign (&first) == 0 || jly_exact_sign (&second) == 0)
    self.reason = _ ("one of the columns is the same in every row");
  if (self.reason != NULL)
    return self;
  jly_exact_multiply (&square, &both);
  jly_exact_multiply (&square, &both);
  jly_exact_divide (&square, &first);
  jly_exact_divide (&square, &second);
  finish (&self, &square, jly_exact_sign (&both));
  return self;
}

void
jly_correlation_add_figures (const JlyCorrelation *self,
                             const JlyQuery *query,
                             gboolean with_interval,
                             GPtrArray *figures)
{
  if (self == NULL)
    {
      jly_figures_add_hidden (figures, "correlation", NULL, query);
      return;
    }
  if (self->reason != NULL)
    {
      jly_figures_add_none (figures, "correlation", NULL, self->reason);
      return;
    }
  jly_figures_add_number (figures, "correlation", NULL, self->r, NULL);
  if (self->is_perfect)
    jly_figures_add_none (figures, "p-value", NULL,
                          _ ("one column follows exactly from the other"));
  else if (self->n < 3)
    jly_figures_add_none (figures, "p-value", NULL, _ ("there are fewer than three rows"));
  if (self->is_perfect || self->n < 3)
    return;
  if (with_interval && self->n > 3)
    {
      double half = jly_chance_get_edge_of_z () / sqrt ((double)(self->n - 3));

      jly_figures_add_number (figures, "correlation-at-least", NULL, tanh (atanh (self->r) - half),
                              NULL);
      jly_figures_add_number (figures, "correlation-at-most", NULL, tanh (atanh (self->r) + half),
                              NULL);
    }
  jly_figures_add_number (figures, "t", NULL, self->t, NULL);
  jly_figures_add_number (figures, "degrees-of-freedom", NULL, (double)(self->n - 2), NULL);
  jly_chance_add_figure (figures, NULL, self->p);
}

char *
jly_correlation_describe (const JlyCorrelation *self, const JlyQuery *query, JlyFormatFunc format)
{
  const char *column = jly_query_get_column (query, "column", NULL)->title;
  const char *with = jly_query_get_column (query, "with", NULL)->title;
  g_autofree char *found = NULL, *number = NULL;

  if (self == NULL)
    return g_strdup_printf (_ ("How “%s” and “%s” go together is hidden."), column, with);
  if (self->reason != NULL)
    return g_strdup_printf (_ ("“%s” and “%s” have no correlation: %s."), column, with,
                            self->reason);
  if (self->is_perfect)
    return g_strdup_printf (_ ("“%s” and “%s” follow exactly from each other."), column, with);
  number = jly_chance_format_number (format, self->r, 3, NULL);
  if (self->n < 3)
    return g_strdup_printf (
        _ ("The correlation of “%s” and “%s” is %s, of too few rows to say more."), column, with,
        number);
  found = g_strdup_printf (
      self->r < 0 ? _ ("Where “%s” is larger, “%s” tends to be smaller (correlation %s).")
                  : _ ("Where “%s” is larger, “%s” tends to be larger too (correlation %s)."),
      column, with, number);
  return jly_chance_conclude (self->p, found);
}
