/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Least squares from a Gram matrix, exact until the last step. Source: Legendre 1805; the tests of
 * coefficients and of the whole as in any textbook, e.g. Seber and Lee, "Linear regression
 * analysis", 2003, chapters 3 and 4.
 */
#pragma once

#include "analysis/jly-exact.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean is_left_out; /* it follows exactly from the terms before it */
  double value, error, t, p;
} JlyCoefficient;

typedef struct
{
  const char *reason; /* why there are no errors, t and p; NULL: there are */
  guint n;            /* coefficients, with that of the constant */
  JlyCoefficient *coefficients;
  guint n_used;
  gint64 n_rows;
  double explained, adjusted; /* R squared */
  double error;               /* residual standard error */
  double f, p;                /* of all terms but the constant */
  gboolean has_fit;           /* explained means something: the outcome varies */
} JlyRegression;

/* gram has the sums of products of n terms, of which the first is 1, and then of the outcome: n + 1
 * by n + 1, upper half line by line. bases: what to add to each for its value in steps. scales: its
 * decimals. NULL where there are no rows; to be freed. */
JlyRegression *
jly_regression_fit (guint n, const __int128 *gram, const gint64 *bases, const guint *scales);
void jly_regression_free (JlyRegression *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyRegression, jly_regression_free)

G_END_DECLS
