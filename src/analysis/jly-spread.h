/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number, mean and variance of a group of rows, exact, from opened sums of codes. */
#pragma once

#include "analysis/jly-answer.h"
#include "analysis/jly-exact.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n;
  JlyExact mean;      /* in steps; 0 without rows */
  JlyExact deviation; /* sum of squared distances from the mean, in squared steps */
} JlySpread;

/* Of value i of the outputs count, sum and squares, which follow each other from output on, of
 * numbers that begin at base. To be cleared. */
JlySpread jly_spread_read (const JlyAnswer *answer, guint output, gsize i, gint64 base);
void jly_spread_clear (JlySpread *self);
/* Squared steps over n - 1; n at least 2. To be cleared. */
JlyExact jly_spread_get_variance (const JlySpread *self);
/* The same square-rooted, in units of 10^scale steps. */
double jly_spread_get_deviation (const JlySpread *self, guint scale);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlySpread, jly_spread_clear)

G_END_DECLS
