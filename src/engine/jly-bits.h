/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bit-sliced vector of secret numbers, as one miner holds it: n_lanes numbers of width bits.
 *
 * Plane b holds bit b of every lane, lane j in bit j % 64 of word j / 64; planes are padded with
 * zero bits to whole 64-byte blocks (words_per_plane is a multiple of 8). Padding lanes are kept
 * zero: whatever sums or packs lanes relies on it. jly_bits_free wipes both components, or gives
 * them back to the pool that they are from, which wipes them at the end of the attempt.
 *
 * Everything in this file is local: no bytes, no rounds.
 */
#pragma once

#include "engine/jly-pool.h"

G_BEGIN_DECLS

#define JLY_BITS_MAX_WIDTH                                                                         \
  256 /* planes: keys of several columns, with their rows' numbers below                           \
       */
#define JLY_BITS_BLOCK_LANES 512
#define JLY_VALUE_MAX_WIDTH 64 /* bits of a number that goes in or comes out as one word */

typedef struct
{
  gsize n_lanes;
  guint width;           /* 0..JLY_BITS_MAX_WIDTH */
  gsize words_per_plane; /* from one plane to the next */
  guint64 *own;          /* component x_self: width * words_per_plane words, plane after plane */
  guint64 *prev;         /* component x_{self-1} */
  JlyPool *pool;         /* where both are from, or NULL */
} JlyBits;

JlyBits *jly_bits_new (gsize n_lanes, guint width); /* all zero */
/* From a pool, with undefined contents: every plane must be written, padding included. */
JlyBits *jly_bits_new_from (JlyPool *pool, gsize n_lanes, guint width);
JlyBits *jly_bits_copy (const JlyBits *x);
/* A copy with width planes: zero planes are added on top, or top planes left out. */
JlyBits *jly_bits_copy_resized (const JlyBits *x, guint width);
void jly_bits_free (JlyBits *x);

/* x itself, or, where it has few lanes, a copy without padding blocks, which takes an eighth of the
 * memory (x is freed). A tight vector can be freed, and joined with others (jly-lanes.h); nothing
 * else takes it. For the figures of companies with a row or two, of which there may be very many.
 */
JlyBits *jly_bits_tighten (JlyBits *x);

/* Planes first .. first + width - 1 of x, borrowed: valid as long as x, never freed, and what is
 * written to it is written to x. */
JlyBits jly_bits_view (const JlyBits *x, guint first, guint width);

/* n_lanes lanes of x from lane first on, borrowed in the same way. first is a multiple of
 * JLY_BITS_BLOCK_LANES, and n_lanes is one or reaches to the last lane. Planes of such a view are
 * further apart than its lanes need: it can be given to the functions of this file, to rounds and
 * to what works with public numbers, and not to what takes bare planes (jly-lanes.h). */
JlyBits jly_bits_view_lanes (const JlyBits *x, gsize first, gsize n_lanes);

/* x := y, x := x ^ y, x := y ^ z, and x := NOT (y ^ z), which is 1 where they are the same; same
 * lanes and width. */
void jly_bits_assign (JlyBits *x, const JlyBits *y);
void jly_bits_xor (JlyBits *x, const JlyBits *y);
void jly_bits_set_xor (JlyBits *x, const JlyBits *y, const JlyBits *z);
void jly_bits_set_same (JlyBits *x, const JlyBits *y, const JlyBits *z, guint self);
/* x := NOT x, in every bit. The ones are a public constant, which is added to component 0 alone;
 * self says whether this miner holds it, and as which. */
void jly_bits_flip (JlyBits *x, guint self);

/* The layout, for this room: words of a padded plane, and zeroing of padding lanes. */
gsize jly_bits_words (gsize n_lanes);
void jly_bits_clear_tail (guint64 *plane, gsize n_lanes);

/* Where miner self keeps component 0 of x: own, prev, or NULL. */
guint64 *jly_bits_get_component_0 (JlyBits *x, guint self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBits, jly_bits_free)

G_END_DECLS
