/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ways between the two sharings: bits (jly-bits.h) and numbers modulo 2^k (jly-ring.h).
 *
 * All take and give replicated shares and open nothing. Miner 0 is the one that knows two of the
 * things converted, because it holds components 0 and 2; so it sends where miners 1 and 2 wait.
 * All return NULL with the transport's error. lg w = ceil (log2 w).
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

/* The bits (one plane) as numbers 0 and 1 modulo 2^width. 2 rounds; width bits a lane from each
 * miner. Source: bit injection after Mohassel and Rindal, CCS 2018, without oblivious transfer. */
JlyRing *jly_convert_bit (JlyEngine *engine, const JlyBits *b, guint width, GError **error);

/* b v: each number where its bit is 1, else 0. 2 rounds; 2 width bits a lane from each miner. */
JlyRing *
jly_convert_bit_times (JlyEngine *engine, const JlyBits *b, const JlyRing *v, GError **error);

/* The numbers of x modulo 2^width, width >= x->width = w. An addition of w bits, however wide the
 * result is: 1 + 1 + lg w rounds, 1 to open a masked number to miners 1 and 2 alone, and 1 more; if
 * width = w the addition is of w - 1 bits, and that last one is saved. An arrangement of
 * our own, checked by enumeration in tests. */
JlyRing *jly_convert_to_ring (JlyEngine *engine, const JlyBits *x, guint width, GError **error);

/* The lowest width bits of x, 1 <= width <= x->width. 2 + lg (width - 1) rounds; 1 for width 1.
 * Source: bit decomposition of Mohassel and Rindal, CCS 2018. */
JlyBits *jly_convert_to_bits (JlyEngine *engine, const JlyRing *x, guint width, GError **error);

G_END_DECLS
