/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bit-sliced vector of secret numbers, as one miner holds it: n_lanes numbers of width bits.
 *
 * Plane b holds bit b of every lane, lane j in bit j % 64 of word j / 64; planes are padded with
 * zero bits to whole 64-byte blocks (words_per_plane is a multiple of 8). Both components are wiped
 * by jly_bits_free. Padding lanes are kept zero.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_BITS_MAX_WIDTH 64

typedef struct
{
  gsize n_lanes;
  guint width; /* 0..64 */
  gsize words_per_plane;
  guint64 *own;  /* component x_self: width * words_per_plane words, plane after plane */
  guint64 *prev; /* component x_{self-1} */
} JlyBits;

JlyBits *jly_bits_new (gsize n_lanes, guint width); /* all zero */
JlyBits *jly_bits_copy (const JlyBits *x);
void jly_bits_free (JlyBits *x);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBits, jly_bits_free)

G_END_DECLS
