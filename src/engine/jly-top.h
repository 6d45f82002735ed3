/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first k rows in the order of a key, without sorting the others.
 *
 * The key of the k-th row is found bit by bit and stays secret (jly-select.h); the rows' numbers
 * below the keys make all keys different, so exactly k rows are not above it. These are shuffled
 * with the others, the flags are opened (k ones in a random order), and only the k rows are sorted.
 */
#pragma once

#include "engine/jly-count.h"
#include "engine/jly-sort.h"

G_BEGIN_DECLS

/* The first k rows, k >= 1, of those where valid (one plane; NULL: everywhere) is 1, in the order
 * that jly_sort by key gives: with is_descending the largest. columns stay as they are; out gets
 * n_columns new columns of k rows, the caller's to free. *is_enough is FALSE, and out NULL
 * throughout, if there are fewer than k valid rows; with valid that is opened, and nothing else.
 *
 * Opened: whether there are k rows, and k flags shuffled anew here; and what the sort opens. A
 * search for w + lg n secret bits (3 ANDs a row and bit, or by way), a comparison, a shuffle of all
 * rows, an opening, and a sort of k rows. Errors as of jly_sort. */
gboolean jly_top_rows (JlyEngine *engine,
                       const JlySortKey *key,
                       const JlyBits *valid,
                       gsize k,
                       JlyCountWay way,
                       const JlyShuffleColumn *columns,
                       gsize n_columns,
                       gboolean *is_enough,
                       JlyShuffleColumn *out,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
