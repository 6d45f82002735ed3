/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running over the rows of a column: sums so far, differences, the row above, and ANDs so far
 * within a run. All but the last are linear, so they are local: no bytes, no rounds.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

/* x_j := x_0 + ... + x_j, modulo 2^width; and back, x_j := x_j - x_{j-1}, with 0 above the first.
 */
void jly_prefix_sum (JlyRing *x);
void jly_prefix_difference (JlyRing *x);

/* The same with XOR, in every plane. */
void jly_prefix_xor (JlyBits *x);
void jly_prefix_xor_difference (JlyBits *x);

/* Lane j of the result is lane j - 1 of x, or lane j + 1; zero where there is none. */
JlyBits *jly_prefix_row_before (const JlyBits *x);
JlyBits *jly_prefix_row_after (const JlyBits *x);

/* Rows lie in runs, which begin where starts (one plane) is 1; the first row begins one in any
 * case. Lane j, plane by plane: the AND over its run down to row j. Replicated shares in and out,
 * opens nothing; w ANDs a lane and 1 round, then 2 w a lane and 1 round for each of lg n levels.
 * Source: parallel prefix of Kogge and Stone, 1973, segmented. NULL with the transport's error. */
JlyBits *
jly_prefix_and (JlyEngine *engine, const JlyBits *x, const JlyBits *starts, GError **error);

G_END_DECLS
