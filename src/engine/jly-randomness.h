/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which random bytes belong to which step, and that none is ever used twice.
 *
 * Every stream has an address: (operation, purpose). Operations are numbered upwards by each miner
 * for itself; since all three run the same straight line of steps, the numbers agree. The key of a
 * stream is derived from K_i and its address, so two addresses never share a byte. An address is
 * marked used when its streams are drawn, which is before anything made with them is sent; a second
 * draw of the same or of an earlier address is refused, and so is everything after it: one mask
 * used for two secrets would show their difference.
 */
#pragma once

#include "engine/jly-prg.h"

G_BEGIN_DECLS

/* What a stream is for. A new protocol takes a new number; none is ever given a second meaning. */
typedef enum
{
  JLY_PURPOSE_ZERO = 1,    /* zero sharing that masks the products of AND and of multiplication */
  JLY_PURPOSE_SPREAD = 2,  /* what one or two miners know, spread to all three */
  JLY_PURPOSE_VALUE = 3,   /* components of random secret numbers */
  JLY_PURPOSE_ORDER = 4,   /* random orders of rows */
  JLY_PURPOSE_SHUFFLE = 5, /* masks of rows that change hands in a shuffle */
  JLY_PURPOSE_STRAND = 6,  /* keys of strands (jly-strands.h) */
} JlyPurpose;

typedef struct _JlyRandomness JlyRandomness;

/* Copies the two keys into locked memory. */
JlyRandomness *jly_randomness_new (JlyPrgKind kind,
                                   const guint8 key_own[JLY_PRG_KEY_BYTES],
                                   const guint8 key_prev[JLY_PRG_KEY_BYTES]);
void jly_randomness_free (JlyRandomness *randomness); /* wipes the keys */

JlyPrgKind jly_randomness_get_kind (const JlyRandomness *randomness);

/* The number of the next operation. Local; must be called at the same places by all three. */
guint64 jly_randomness_next_operation (JlyRandomness *randomness);

/* Marks (operation, purpose) used and starts its two streams: own under K_self, prev under
 * K_{self-1}. The caller clears them. JLY_ERROR_INTERNAL, for ever after too, if the address was
 * used before; then the streams are not touched. */
gboolean jly_randomness_draw (JlyRandomness *randomness,
                              guint64 operation,
                              JlyPurpose purpose,
                              JlyPrgStream *own,
                              JlyPrgStream *prev,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyRandomness, jly_randomness_free)

G_END_DECLS
