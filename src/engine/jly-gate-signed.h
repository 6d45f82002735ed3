/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signed numbers, and clamping. A signed number of w bits is in two's complement, so its top plane
 * is its sign, and turning that plane over maps the order of signed numbers to that of unsigned
 * ones (which is free: a flip).
 *
 * Gates take and give replicated shares, open nothing, and cost what their unsigned counterparts in
 * jly-gate.h cost. All return NULL with the transport's error.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-public.h"

G_BEGIN_DECLS

/* 1 where x < y; x and y of one width, at least 1. */
JlyBits *
jly_gate_less_than_signed (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);
/* 1 where x < c; c's numbers are in two's complement of x's width. */
JlyBits *jly_gate_less_than_signed_public (JlyEngine *engine,
                                           const JlyBits *x,
                                           const JlyPublic *c,
                                           GError **error);
/* The smaller, the larger. */
JlyBits *
jly_gate_min_signed (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);
JlyBits *
jly_gate_max_signed (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);

/* The same numbers in more bits: the sign is repeated above. Local. */
JlyBits *jly_gate_extend_signed (const JlyBits *x, guint width);

/* x where low <= x <= high, else the bound that it passes; where low > high, one of the two. Two
 * comparisons at once, then two choices, 2 w ANDs; 4 + lg w rounds at most. */
JlyBits *jly_gate_clamp (JlyEngine *engine,
                         const JlyBits *x,
                         const JlyBits *low,
                         const JlyBits *high,
                         gboolean is_signed,
                         GError **error);
/* The same for public bounds, the same in every lane, low <= high (for signed numbers both in two's
 * complement of x's width): about 2.2 w ANDs for the comparisons and w for the choice, because at
 * most one bound is passed; 3 + lg w rounds at most. A bound that nothing can pass costs nothing.
 */
JlyBits *jly_gate_clamp_public (JlyEngine *engine,
                                const JlyBits *x,
                                guint64 low,
                                guint64 high,
                                gboolean is_signed,
                                GError **error);

G_END_DECLS
