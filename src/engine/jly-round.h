/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One exchange with the other two miners, filled with as many ANDs and products as are ready.
 *
 * Protocol code is a straight line: queue all that is ready, run the round, go on with the results:
 *
 *   g_autoptr (JlyRound) round = jly_round_new (engine, "less-than");
 *   jly_round_and (round, &t, &x, &y);
 *   jly_round_and (round, &u, &v, &w);
 *   if (!jly_round_run (round, error))
 *     return NULL;
 *
 * A round that has run is empty and can be filled again.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

typedef struct _JlyRound JlyRound;

/* step is a static string; it names the round in errors. */
JlyRound *jly_round_new (JlyEngine *engine, const char *step);
void jly_round_free (JlyRound *round);

/* Queues out := x & y, plane by plane; y may also have one plane, which then meets every plane of
 * x. out has x's shape, is valid after the run, and overlaps no operand of this round; all three
 * are borrowed until then (the structs themselves are copied, so views may be temporary).
 * Who holds what: replicated shares in, replicated shares out. 1 bit per AND to the next miner,
 * 1 round for all that is queued. Opens nothing. Source: Araki et al., CCS 2016. */
void jly_round_and (JlyRound *round, const JlyBits *out, const JlyBits *x, const JlyBits *y);

/* Starts out := linear ^ (products to come), plane by plane; linear may be NULL and has out's
 * shape, as out's products have. It is one bit a plane and lane to the next miner however many
 * products follow, because each miner masks and sends the sum of its parts: z_i = linear_i + sum of
 * (x_i (y_i + y_{i-1}) + x_{i-1} y_i) + rho_{i-1} + rho_i. The rest as jly_round_and. */
void jly_round_sum (JlyRound *round, const JlyBits *out, const JlyBits *linear);
/* Adds x & y, or x & (y ^ v) if v is there, to the sum that was started last. y (and v) may have
 * one plane, which then meets every plane of x. */
void jly_round_add_product (JlyRound *round, const JlyBits *x, const JlyBits *y, const JlyBits *v);

/* Queues out := x y, number by number modulo 2^width; all of the same n and width. As
 * jly_round_and, but out is borrowed itself. width bits per product. */
void jly_round_multiply (JlyRound *round, JlyRing *out, const JlyRing *x, const JlyRing *y);
/* Queues out := the sum of all x_j y_j; out has one number. width bits, however many numbers. */
void jly_round_dot (JlyRound *round, JlyRing *out, const JlyRing *x, const JlyRing *y);
/* Queues out := the matrix product x y: x has n_rows rows, y n_columns columns, and x as many
 * columns as y rows (at least 1); each lies row after row, and out is n_rows by n_columns. width
 * bits an element of out, however long the sums: each miner adds up its parts of all products of a
 * sum and masks that once. Source: as for the dot product, e.g. Mohassel and Rindal, CCS 2018. */
void jly_round_matrix (JlyRound *round,
                       JlyRing *out,
                       const JlyRing *x,
                       const JlyRing *y,
                       gsize n_rows,
                       gsize n_columns);

/* Does all that is queued in one exchange; an empty round exchanges nothing. */
gboolean jly_round_run (JlyRound *round, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyRound, jly_round_free)

G_END_DECLS
