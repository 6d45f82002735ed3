/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening: to all three miners, or to one recipient outside, who checks that duplicates agree.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

/* Opens x to all three miners: values has n_lanes numbers. 1 round, width * n_lanes bits per party.
 * Miner i sends x_{i-1} to miner i+1, and a hash of x_i to miner i-1, which is compared before the
 * values are returned: a mismatch is JLY_ERROR_PROTOCOL. Everything in x is opened; nothing else.
 */
gboolean jly_open_to_all (JlyEngine *engine, const JlyBits *x, guint64 *values, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* This miner's piece of x for one recipient: both its components, packed. To be sealed to the
 * recipient. x must be the output of gates (uniform given its value), never a raw input. */
GBytes *jly_open_piece (const JlyBits *x);

/* Recipient's side: pieces[i] comes from miner i. Checks lengths and that each component is the
 * same from both its holders, then fills values. A mismatch is JLY_ERROR_PROTOCOL and values stay
 * untouched. */
gboolean jly_open_join (GBytes *const pieces[3],
                        gsize n_lanes,
                        guint width,
                        guint64 *values,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same three for n numbers modulo 2^width: width bits a number where jly_open_to_all has one a
 * lane, rounded up to bytes once. The rest of the last byte is zero on every side. */
gboolean jly_open_ring_to_all (JlyEngine *engine, const JlyRing *x, guint64 *values, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GBytes *jly_open_ring_piece (const JlyRing *x);
gboolean jly_open_ring_join (GBytes *const pieces[3],
                             gsize n,
                             guint width,
                             guint64 *values,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
