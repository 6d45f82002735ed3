/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a provider's column becomes shares: seeded upload (PROTOCOL.md, "Input").
 *
 * The provider draws two seeds; two of the three components are PRG output under a seed, the third
 * is explicit and as large as the packed column. With e the explicit index: component e+1 comes
 * from seed[0], component e+2 from seed[1], component e is the blob. Miner e holds {blob, seed[1]},
 * miner e+1 {blob, seed[0]}, miner e+2 {seed[0], seed[1]}. The PRG here is always ChaCha20, since a
 * provider's computer may be any; seeds are never used for two columns' data: the column number and
 * width enter the stream's address.
 */
#pragma once

#include "engine/jly-bits.h"

G_BEGIN_DECLS

#define JLY_SEED_BYTES 32

/* Length in bytes of one explicit component: width planes of ceil (n_lanes / 8) bytes. */
gsize jly_input_blob_size (gsize n_lanes, guint width);

/* Provider's side: the explicit component of values (each < 2^width; the caller has checked).
 * blob has jly_input_blob_size bytes. column is the column's number in the study. */
void jly_input_split (const guint64 *values,
                      gsize n_lanes,
                      guint width,
                      guint column,
                      const guint8 seed[2][JLY_SEED_BYTES],
                      guint8 *blob);

/* Miner's side. explicit_index is e; the caller passes what this miner holds and NULL for the rest
 * (blob for miners e and e+1, seed_0 for e+1 and e+2, seed_1 for e and e+2). NULL if the blob's
 * length does not fit, or if what self must hold is missing. */
JlyBits *jly_input_expand (guint self,
                           guint explicit_index,
                           gsize n_lanes,
                           guint width,
                           guint column,
                           const guint8 *seed_0,
                           const guint8 *seed_1,
                           const guint8 *blob,
                           gsize n_blob);

G_END_DECLS
