/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number, mean and variance of a group of rows, exact, from opened sums of codes: the outputs of
 * all tests of means. */
#pragma once

#include "analysis/jly-analysis.h"
#include "analysis/jly-exact.h"

G_BEGIN_DECLS

enum
{
  JLY_SPREAD_COUNT,
  JLY_SPREAD_SUM,
  JLY_SPREAD_SQUARES,
  JLY_SPREAD_SHOWN,
  JLY_SPREAD_N_OUTPUTS
};

extern const JlyAnalysisOutput jly_spread_outputs[JLY_SPREAD_N_OUTPUTS];

typedef struct
{
  gint64 n;
  JlyExact mean;      /* in steps; 0 without rows */
  JlyExact deviation; /* sum of squared distances from the mean, in squared steps */
} JlySpread;

/* Of value i of these outputs, of numbers that begin at base. To be cleared. */
JlySpread jly_spread_read (const JlyAnswer *answer, gsize i, gint64 base);
void jly_spread_clear (JlySpread *self);
/* Squared steps over n - 1; n at least 2. To be cleared. */
JlyExact jly_spread_get_variance (const JlySpread *self);
/* The same square-rooted, in units of 10^scale steps. */
double jly_spread_get_deviation (const JlySpread *self, guint scale);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlySpread, jly_spread_clear)

G_END_DECLS
