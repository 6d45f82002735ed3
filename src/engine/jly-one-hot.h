/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small number as many bits, of which one is 1: for groups and bins that are few and public.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-count.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

/* Plane c of the result is 1 where x = c and valid (one plane; NULL: everywhere) is 1; n_codes
 * planes, at most 2^w and JLY_BITS_MAX_WIDTH. A larger number is 1 nowhere. Replicated shares in
 * and out, opens nothing; 2^w - w - 1 ANDs a lane, and w more with valid; w - 1 rounds, and 1 more.
 * NULL with the transport's error. */
JlyBits *jly_one_hot (
    JlyEngine *engine, const JlyBits *x, const JlyBits *valid, guint n_codes, GError **error);

/* Group-by over the public codes 0 to n_codes - 1: rows and sums of every value column by code, as
 * in jly_count_sums with flags from jly_one_hot. Opens nothing, not even which codes occur. For
 * least and largest values see jly-group.h. */
gboolean jly_one_hot_sums (JlyEngine *engine,
                           const JlyBits *x,
                           const JlyBits *valid,
                           guint n_codes,
                           const JlyRing *const *values,
                           guint n_values,
                           JlyRing **sums,
                           JlyRing **counts,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rows by range of x, between public edges that ascend: number b of the result counts valid rows
 * with edges[b - 1] <= x < edges[b], the first those below all edges, the last those from the last
 * edge on. n_edges + 1 numbers of jly_count_width (n) bits. For each edge a comparison with a
 * constant and an AND with valid; then a count of n_edges + 1 planes. Opens nothing. For signed
 * numbers the edges are in two's complement of x's width. n_edges < JLY_BITS_MAX_WIDTH. */
JlyRing *jly_histogram (JlyEngine *engine,
                        const JlyBits *x,
                        const JlyBits *valid,
                        const guint64 *edges,
                        guint n_edges,
                        gboolean is_signed,
                        JlyCountWay way,
                        GError **error);

G_END_DECLS
