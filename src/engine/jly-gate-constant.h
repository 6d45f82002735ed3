/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparing a vector with public numbers that are the same in every lane: limits, edges,
 * thresholds. What is known of the number makes the circuit smaller than that of
 * jly_gate_less_than_public.
 *
 * Replicated shares in and out; nothing is opened. How many ANDs there are follows from the public
 * numbers alone. NULL with the transport's error.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

/* 1 where x < c. Zero bits at c's end take no part: with t of them w' = w - t bits are compared,
 * about 1.1 w' bits and at most 2 + lg w' rounds. Free if nothing or everything is below c; w' - 1
 * ANDs if c is a power of two, or 2^w - 2^t. */
JlyBits *
jly_gate_less_than_constant (JlyEngine *engine, const JlyBits *x, guint64 c, GError **error);
/* 1 where x > c, which is where ~x < ~c. */
JlyBits *
jly_gate_more_than_constant (JlyEngine *engine, const JlyBits *x, guint64 c, GError **error);

/* Plane i of the result is 1 where x < constants[i], each below 2^w: for each what
 * jly_gate_less_than_constant costs, all in the rounds of the longest. n_constants <=
 * JLY_BITS_MAX_WIDTH. */
JlyBits *jly_gate_less_than_constants (JlyEngine *engine,
                                       const JlyBits *x,
                                       const guint64 *constants,
                                       guint n_constants,
                                       GError **error);

G_END_DECLS
