/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Public numbers in the layout of JlyBits, and what a secret can do with them locally.
 */
#pragma once

#include "engine/jly-bits.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n_lanes;
  guint width;
  gsize words_per_plane;
  guint64 *planes; /* padding lanes are zero */
} JlyPublic;

/* One number a lane, each below 2^width. */
JlyPublic *jly_public_new (const guint64 *values, gsize n_lanes, guint width);
/* The same number in every lane. */
JlyPublic *jly_public_new_same (guint64 value, gsize n_lanes, guint width);
void jly_public_free (JlyPublic *c);
void jly_public_flip (JlyPublic *c); /* c := 2^width - 1 - c */
/* Planes first .. first + width - 1, borrowed. */
JlyPublic jly_public_view (const JlyPublic *c, guint first, guint width);
/* Lanes first .. first + n_lanes - 1, borrowed, as jly_bits_view_lanes. */
JlyPublic jly_public_view_lanes (const JlyPublic *c, gsize first, gsize n_lanes);

/* x := x ^ c and x := x & c, bit by bit; same lanes and width. self as in jly_bits_flip. */
void jly_bits_xor_public (JlyBits *x, const JlyPublic *c, guint self);
void jly_bits_and_public (JlyBits *x, const JlyPublic *c);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPublic, jly_public_free)

G_END_DECLS
