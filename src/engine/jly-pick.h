/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of tables whose places are public: picking, moving and numbering them, and putting columns
 * side by side. All local: no bytes, no rounds. What a row holds stays shared; where it lies is
 * known to everybody, so the numbers given here must be public or uniformly random.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-ring.h"
#include "engine/jly-shuffle.h"

G_BEGIN_DECLS

/* Row j of the result is row rows[j] of x; n rows, in which one of x may come often or never. */
JlyBits *jly_pick_bits (const JlyBits *x, const guint32 *rows, gsize n);
JlyRing *jly_pick_ring (const JlyRing *x, const guint32 *rows, gsize n);
/* All columns in place: row j becomes row rows[j], for an order of all rows. */
void jly_pick_all (const JlyShuffleColumn *columns, gsize n_columns, const guint32 *rows);

/* The first n rows. */
JlyRing *jly_pick_first (const JlyRing *x, gsize n);

/* The numbers 0, 1, ... n - 1 as shares of public numbers modulo 2^width. */
JlyRing *jly_pick_numbers (gsize n, guint width, guint self);

/* All planes of all columns, those of the first column on top, so that the numbers which they make
 * are in the order of the first column, then of the second; at most JLY_BITS_MAX_WIDTH planes. */
JlyBits *jly_pick_join_planes (const JlyBits *const *columns, gsize n_columns);

G_END_DECLS
