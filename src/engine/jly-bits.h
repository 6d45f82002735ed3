/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bit-sliced vector of secret numbers, as one miner holds it: n_lanes numbers of width bits.
 *
 * Plane b holds bit b of every lane, lane j in bit j % 64 of word j / 64; planes are padded with
 * zero bits to whole 64-byte blocks (words_per_plane is a multiple of 8). Both components are wiped
 * by jly_bits_free. Padding lanes are kept zero: whatever sums or packs lanes relies on it.
 *
 * Everything in this file is local: no bytes, no rounds.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_BITS_MAX_WIDTH 256 /* planes: keys of several columns, with their rows' numbers below */
#define JLY_VALUE_MAX_WIDTH 64 /* bits of a number that goes in or comes out as one word */

typedef struct
{
  gsize n_lanes;
  guint width; /* 0..JLY_BITS_MAX_WIDTH */
  gsize words_per_plane;
  guint64 *own;  /* component x_self: width * words_per_plane words, plane after plane */
  guint64 *prev; /* component x_{self-1} */
} JlyBits;

JlyBits *jly_bits_new (gsize n_lanes, guint width); /* all zero */
JlyBits *jly_bits_copy (const JlyBits *x);
/* A copy with width planes: zero planes are added on top, or top planes left out. */
JlyBits *jly_bits_copy_resized (const JlyBits *x, guint width);
void jly_bits_free (JlyBits *x);

/* Planes first .. first + width - 1 of x, borrowed: valid as long as x, never freed, and what is
 * written to it is written to x. */
JlyBits jly_bits_view (const JlyBits *x, guint first, guint width);

/* x := y, and x := x ^ y; same lanes and width. */
void jly_bits_assign (JlyBits *x, const JlyBits *y);
void jly_bits_xor (JlyBits *x, const JlyBits *y);
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
