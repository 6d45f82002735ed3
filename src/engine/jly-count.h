/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting ones, and adding up numbers where a bit is one. Replicated shares in and out; nothing is
 * opened. NULL or FALSE with the transport's error.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

/* Two ways to the same counts: which is quicker depends on the links. */
typedef enum
{
  JLY_COUNT_FEW_BYTES,  /* carry-save: about one bit a lane, some 40 rounds for 10^6 lanes */
  JLY_COUNT_FEW_ROUNDS, /* injection: lg (n + 1) bits a lane, 2 rounds */
} JlyCountWay;

/* The second for few lanes: there a round takes longer than what it saves takes to send. */
JlyCountWay jly_count_choose (gsize n_lanes);

/* Bits of a number from 0 to n, lg (n + 1): with lg n bits, n = 2^m ones would count as none. */
guint jly_count_width (gsize n);

/* Number b of the result: how many lanes of plane b are 1, modulo 2^jly_count_width (n_lanes). All
 * planes share their rounds. x has at least one lane and one plane. */
JlyRing *jly_count (JlyEngine *engine, const JlyBits *x, JlyCountWay way, GError **error);
/* The same modulo 2^width, width >= jly_count_width (n_lanes): for counts that are multiplied or
 * subtracted. By injection width bits a lane. */
JlyRing *
jly_count_wide (JlyEngine *engine, const JlyBits *x, guint width, JlyCountWay way, GError **error);

/* For each plane b of flags: the sum of the numbers of every vector where the flag is 1, and how
 * many there are. sums[v] gets flags->width numbers of values[v]'s width w_v, modulo 2^w_v; counts,
 * unless NULL, as many of count_width bits (at least jly_count_width). Each flag is converted to a
 * number of the largest of these widths, k: k bits a lane and plane, 2 rounds; then one dot product
 * a plane and vector, w_v bits, 1 round. On failure nothing is set. */
gboolean jly_count_sums (JlyEngine *engine,
                         const JlyBits *flags,
                         const JlyRing *const *values,
                         guint n_values,
                         JlyRing **sums,
                         guint count_width,
                         JlyRing **counts,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
