/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gates: small circuits on bit-sliced vectors, lane by lane. Numbers are unsigned.
 *
 * Every gate takes and gives replicated shares, opens nothing, and sends one bit per AND to the
 * next miner (Araki et al., CCS 2016); each says how many ANDs a lane and how many rounds it takes,
 * with lg w = ceil (log2 w). Results are as wide as the largest value they can have, so nothing
 * wraps; a result of more bits than a vector has is a programming error, which the check of a plan
 * must exclude. Several operations that do not wait for each other share their rounds as tasks of
 * one call, or as lanes of one vector.
 *
 * All return NULL or FALSE with the transport's error; what was computed until then is freed.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-public.h"

G_BEGIN_DECLS

/* One operation among several of one call; shapes may differ from task to task. x and y have the
 * same lanes and width. out is set by the gate, and is the caller's to free. */
typedef struct
{
  const JlyBits *x;
  const JlyBits *y;
  JlyBits *out;
} JlyGateTask;

void jly_gate_tasks_clear (JlyGateTask *tasks, gsize n); /* frees every out */

/* out = x + y, one bit wider: w ANDs for the pairs, then a Sklansky prefix tree of at most
 * w lg w ANDs; 1 + lg w rounds. */
gboolean jly_gate_add_many (JlyEngine *engine, JlyGateTask *tasks, gsize n, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
JlyBits *jly_gate_add (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);
/* The same for two numbers of which already g = x & y and p = x ^ y are shared: lg w rounds. */
JlyBits *jly_gate_add_pairs (JlyEngine *engine, const JlyBits *g, const JlyBits *p, GError **error);
/* x + c + carry for public numbers c, one bit wider: the pairs are free, so lg w rounds. With
 * carry, c = 2^w - 1 - d gives x - d + 2^w: the difference, and on top whether x >= d. */
JlyBits *jly_gate_add_public (
    JlyEngine *engine, const JlyBits *x, const JlyPublic *c, gboolean carry, GError **error);

/* out = 1 where x < y: about 1.3 w bits (9, 19, 41, 85 for 8, 16, 32, 64) in at most 2 + lg w
 * rounds, by the circuits of jly-compare-plan.h. Up to 256 bits. Long vectors go a block of lanes
 * after the other, the tasks' blocks together; rounds are those of each block. */
gboolean jly_gate_less_than_many (JlyEngine *engine, JlyGateTask *tasks, gsize n, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
JlyBits *jly_gate_less_than (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);
/* 1 where x < c: about 1.1 w bits (7, 15, 33, 69), at most 2 + lg w rounds; none and free for w
 * = 1.
 */
JlyBits *
jly_gate_less_than_public (JlyEngine *engine, const JlyBits *x, const JlyPublic *c, GError **error);
/* 1 where x = y: w - 1 bits, lg w rounds. Blocks and widths as for less-than. */
JlyBits *jly_gate_equal (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);

/* Where s (one bit wide) is 1 then a, else b: w ANDs, 1 round. */
JlyBits *jly_gate_mux (
    JlyEngine *engine, const JlyBits *s, const JlyBits *a, const JlyBits *b, GError **error);
/* The smaller, the larger: a less-than and a mux. */
JlyBits *jly_gate_min (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);
JlyBits *jly_gate_max (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);
/* x & y where y has x's width or one bit: at most w ANDs, 1 round. */
JlyBits *jly_gate_and (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);
/* One lane: the AND over all lanes of a vector of one bit; n - 1 ANDs, lg n rounds. */
JlyBits *jly_gate_all_lanes (JlyEngine *engine, const JlyBits *x, GError **error);

/* x * y, as wide as both together: w_x w_y ANDs and a round for the products, then the carry-save
 * sum of jly-columns.h. */
JlyBits *jly_gate_multiply (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error);
/* The sum of n vectors, lane by lane, lg n bits wider than the widest. */
JlyBits *jly_gate_sum (JlyEngine *engine, const JlyBits *const *vectors, gsize n, GError **error);
/* One lane: the sum over all lanes, lg n_lanes bits wider. */
JlyBits *jly_gate_sum_lanes (JlyEngine *engine, const JlyBits *x, GError **error);

/* ceil (log2 n): the bits that a sum of n numbers is wider than they are. n >= 1. */
guint jly_gate_log2 (gsize n);

G_END_DECLS
