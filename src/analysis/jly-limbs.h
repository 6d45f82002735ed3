/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums that do not fit a word: numbers taken apart into limbs of a few bits, so that the sums of
 * limbs and of their products fit 64 bits whatever comes, and put together again as 128 bits.
 *
 * With limbs of b bits a value is v = sum over j of 2^(b j) v_j, where each |v_j| < 2^b: the bits
 * of the code, less the bits of the column's base. A sum of n products of two limbs, and of up to
 * JLY_LIMBS_MAX such products of one weight, is below 2^(2 b + lg n + 2) <= 2^62.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

#define JLY_LIMBS_MAX 4
#define JLY_LIMBS_MAX_SUMS (2 * JLY_LIMBS_MAX - 1) /* weights of products */
#define JLY_LIMBS_WIDTH 128                        /* bits of what is put together, with its sign */

/* Bits of a limb for sums over n rows, and how many limbs w bits need: at most JLY_LIMBS_MAX for
 * w <= 62 and n < 2^24. */
guint jly_limbs_get_bits (gsize n_rows);
guint jly_limbs_count (guint width, guint limb_bits);

/* Limb j of codes as numbers modulo 2^64, less limb j of -base. The lanes are n_bases equal parts,
 * each with its base, at most 0. One conversion of at most limb_bits bits. */
JlyRing *jly_limbs_convert (JlyEngine *engine,
                            const JlyBits *codes,
                            const gint64 *bases,
                            guint n_bases,
                            guint limb_bits,
                            guint j,
                            GError **error);

/* Numbers of n weights: sum over s of 2^(limb_bits s) numbers[s], each of these signed and of 64
 * bits, as JLY_LIMBS_WIDTH planes in two's complement, a lane a number. With one weight the numbers
 * themselves with their sign. A conversion and an addition; opens nothing. */
JlyBits *jly_limbs_join (
    JlyEngine *engine, JlyRing *const *numbers, guint n, guint limb_bits, GError **error);

/* The planes of a wide output as it leaves: 64 planes, first the low words of all lanes, then the
 * high ones (jly-analysis.h). Local. */
JlyBits *jly_limbs_arrange (const JlyBits *wide);

G_END_DECLS
