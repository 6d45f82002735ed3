/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rank of every row by secret keys, as shares, in the row's own place.
 *
 * The rows are sorted together with their numbers, ranks are put beside them, and the ranks go back
 * to the rows' numbers (jly-place.h), which are opened only after a new shuffle. Nothing is shown
 * but n.
 */
#pragma once

#include "engine/jly-sort.h"

G_BEGIN_DECLS

/* What equal rows get. Ranks count from 1. */
typedef enum
{
  JLY_RANK_BY_ROW = 1, /* different ranks, in the order of the rows: 1 2 3 4 */
  JLY_RANK_LEAST,      /* the least of their ranks: 1 2 2 4 */
  JLY_RANK_TWICE_MEAN, /* twice the mean of their ranks, which is whole: 2 5 5 8 */
  JLY_RANK_DENSE,      /* no gaps: 1 2 2 3 */
} JlyRankTies;

/* Bits that every rank of n rows fits in, also twice the mean: lg (2 n + 1). */
guint jly_rank_width (gsize n);

/* n numbers modulo 2^width, width >= jly_rank_width (n). keys as for jly_sort; they stay as they
 * are. A sort; unless ties are by row an equality of w bits, and for the least rank 2 lg n ANDs of
 * lg n bits a lane and 1 + lg n rounds, and a conversion of
 * lg n bits to numbers; for the mean twice that; then jly_place_rows. Source: midranks
 * as in Lehmann, "Nonparametrics", 1975; the arrangement is our own. NULL on failure, as jly_sort.
 */
JlyRing *jly_rank (JlyEngine *engine,
                   const JlySortKey *keys,
                   gsize n_keys,
                   JlyRankTies ties,
                   guint width,
                   GError **error);

/* The same sorted bit by bit (jly-sort-radix.h): more local work, and what it costs follows from
 * the shape alone, without any chance. */
JlyRing *jly_rank_radix (JlyEngine *engine,
                         const JlySortKey *keys,
                         gsize n_keys,
                         JlyRankTies ties,
                         guint width,
                         GError **error);

G_END_DECLS
