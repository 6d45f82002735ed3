/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lanes of bit-sliced vectors: cutting, joining, and packing for the wire. All local.
 */
#pragma once

#include "engine/jly-bits.h"

G_BEGIN_DECLS

/* Lanes first .. first + n_lanes - 1 of x, as a new vector. */
JlyBits *jly_bits_copy_lanes (const JlyBits *x, gsize first, gsize n_lanes);

/* The lanes of all parts one after the other, each widened with zero planes to width (which none
 * exceeds). */
JlyBits *jly_bits_join_lanes (const JlyBits *const *parts, gsize n_parts, guint width);

/* The first lane of x, n_lanes times. */
JlyBits *jly_bits_repeat_lane (const JlyBits *x, gsize n_lanes);

/* The planes of x one after the other as the lanes of one plane: x->width times x->n_lanes lanes;
 * and back, into planes of n_lanes lanes. */
JlyBits *jly_bits_planes_to_lanes (const JlyBits *x);
JlyBits *jly_bits_lanes_to_planes (const JlyBits *x, gsize n_lanes);

/* On the wire and in files a component is width planes of ceil (n_lanes / 8) bytes each. */
gsize jly_lanes_packed_size (gsize n_lanes, guint width);
void jly_lanes_pack (const guint64 *planes, gsize n_lanes, guint width, guint8 *bytes);
/* planes has width planes of jly_bits_words (n_lanes) words. What bytes say beyond the last lane is
 * dropped. */
void jly_lanes_unpack (const guint8 *bytes, gsize n_lanes, guint width, guint64 *planes);

/* Numbers to planes and back; each value is taken modulo 2^width. width <= JLY_VALUE_MAX_WIDTH. */
void jly_lanes_slice (const guint64 *values, gsize n_lanes, guint width, guint64 *planes);
void jly_lanes_unslice (const guint64 *planes, gsize n_lanes, guint width, guint64 *values);
/* The same for the first n_lanes lanes of longer planes, which are words apart. */
void jly_lanes_unslice_some (
    const guint64 *planes, gsize words, gsize n_lanes, guint width, guint64 *values);

G_END_DECLS
