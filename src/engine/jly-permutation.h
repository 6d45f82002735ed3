/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A uniformly random order of n things, drawn from a stream: two miners with the same stream get
 * the same order. Local: no bytes, no rounds.
 */
#pragma once

#include "engine/jly-prg.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n;
  guint32 *from; /* place j takes what was at from[j] */
} JlyPermutation;

/* All n! orders are equally likely, without any bias: numbers of the stream that would favour some
 * are rejected, by both miners alike. 1 <= n < 2^32. Source: Fisher and Yates; Lemire, "Fast random
 * integer generation in an interval", 2019. */
JlyPermutation *jly_permutation_draw (JlyPrgStream *stream, gsize n);
/* The same by 2^n_bits buckets (n_bits <= 16; 0 for none), which long orders are drawn by: each
 * thing chooses a bucket, then each bucket is ordered. Source: Rao 1961 and Sandelius 1962. For
 * tests. */
JlyPermutation *jly_permutation_draw_with (JlyPrgStream *stream, gsize n, guint n_bits);
void jly_permutation_free (JlyPermutation *permutation); /* wipes */

/* Puts words (n of them) in the new order. */
void jly_permutation_apply (const JlyPermutation *permutation, guint64 *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPermutation, jly_permutation_free)

G_END_DECLS
