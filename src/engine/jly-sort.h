/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts the rows of a shared table in the order of secret keys.
 *
 * Every row gets its number as secret index bits below its key, so that no two keys are the same;
 * all is shuffled together; then the answers to "does this row come before that one?" are opened.
 * They are those of a uniformly random order, whatever the keys are: equal keys never show. What is
 * opened can be made up by anybody who knows n alone.
 *
 * Source: Hamada, Kikuchi, Ikarashi, Chida and Takahashi, "Practically efficient multi-party
 * sorting protocols from comparison sort algorithms", ICISC 2012; the index bits and the order of
 * the questions (jly-order.h) are our own arrangement.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-shuffle.h"

G_BEGIN_DECLS

typedef struct
{
  const JlyBits *bits;    /* unsigned, or in two's complement with is_signed */
  gboolean is_descending; /* largest first; equal ones stay in the order they came in */
  gboolean is_signed;
} JlySortKey;

/* Sorts the rows of all columns, in place, by the keys, of which the first counts most; stable. All
 * keys and columns have the same n rows, n < 2^32. A key may be among the columns (it is then not
 * sent twice); a key that is not stays as it is. With W = all bits of the keys + lg n:
 * JLY_ERROR_USAGE if W > JLY_BITS_MAX_WIDTH. On other failures the columns hold nothing useful.
 *
 * Replicated shares in and out. One shuffle of W bits and the other columns a row; then about
 * 1.05 n lg n comparisons of W bits, each with one opened bit, in about 35 batches for n = 10^6 and
 * 26 for 10^4, each of which takes the rounds of a less-than and one more. */
gboolean jly_sort (JlyEngine *engine,
                   const JlySortKey *keys,
                   gsize n_keys,
                   const JlyShuffleColumn *columns,
                   gsize n_columns,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
