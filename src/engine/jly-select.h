/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Medians, quantiles, the k-th smallest or largest: without sorting, by finding the bits of the
 * value from the top. A bit is 0 if enough of the rows that are still in question have a 0 there.
 *
 * Where the value is a result, its bits may be opened one by one, since each is implied by it; so
 * nothing else is shown. Where it is only a step (the mean of two middle values, a ratio, what is
 * suppressed or has noise added), the bits stay secret, for one AND more per row and bit.
 *
 * Source: the search is the folklore binary search over values, as in Aggarwal, Mishra and Pinkas,
 * "Secure computation of the median", 2010; counting and the division-free ranks are our own
 * arrangement.
 */
#pragma once

#include "engine/jly-count.h"

G_BEGIN_DECLS

/* Which value is looked for, among N valid rows: the least v such that
 * divisor * (rows with a value up to v) >= per_row * N + constant. */
typedef struct
{
  gint64 per_row, constant;
  guint64 divisor;
  gsize least; /* the fewest valid rows for which there is such a value */
} JlyRank;

/* The ceil (numerator N / divisor)-th smallest, 0 < numerator <= divisor; or with is_upper the
 * (floor (numerator N / divisor) + 1)-th, 0 <= numerator < divisor. For the median both are 1/2:
 * the lower and the upper of the two middle values of an even number of rows, the same of an odd
 * one. Divisor below 2^20. */
JlyRank jly_rank_quantile (guint numerator, guint divisor, gboolean is_upper);
/* The k-th smallest and the k-th largest, k >= 1. */
JlyRank jly_rank_smallest (gsize k);
JlyRank jly_rank_largest (gsize k);

/* What all searches of one call have in common. */
typedef struct
{
  const JlyBits *x;     /* n >= 1 rows, n below 2^32; to be opened, up to 64 bits */
  gboolean is_signed;   /* in two's complement */
  const JlyBits *valid; /* one plane: which rows count; NULL: all */
  const JlyRank *ranks; /* n_ranks of them, 1 to 64, searched side by side */
  guint n_ranks;
  gsize least; /* with fewer valid rows nothing is searched; the ranks' own is added */
  JlyCountWay way;
} JlySelection;

/* Opens whether there are enough valid rows (unless valid is NULL, since then it is known), and if
 * so the value of each rank, bit by bit: values has n_ranks numbers, untouched if *is_enough is
 * FALSE. With r ranks: r ANDs and r counted flags per row and bit. Per bit 1 round, those of the
 * count, 2 + lg p for a comparison of p = lg n + lg divisor + 2 bits, and 1 to open. */
gboolean jly_select_open (JlyEngine *engine,
                          const JlySelection *selection,
                          gboolean *is_enough,
                          guint64 *values,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same with secret values: *values becomes a vector of n_ranks lanes, or NULL if there are not
 * enough rows; only that is opened. One more AND per row, rank and bit, and 2 more rounds a bit. */
gboolean jly_select_secret (JlyEngine *engine,
                            const JlySelection *selection,
                            gboolean *is_enough,
                            JlyBits **values,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
