/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How three miners agree on one attempt and its keys. No I/O: the caller carries three fixed-size
 * messages to both neighbours and gives in what came from them.
 *
 *   offer    what this miner is about to compute (hashes of study, plan and inputs, the attempt's
 *            number, which generators it has), and a commitment to what it will contribute
 *   reveal   the contribution: a nonce and a fresh X25519 key, and the salt
 *   confirm  the attempt's id
 *
 * Since all three commit before any reveals, nobody chooses the id or a key; since the id covers
 * everything, a miner that was told different things by its neighbours finds out at the
 * confirmation. The key K_i is derived from the exchange of miners i and i+1 and the id; a new
 * attempt has new ones.
 */
#pragma once

#include "engine/jly-engine.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

#define JLY_ATTEMPT_OFFER_BYTES 137
#define JLY_ATTEMPT_REVEAL_BYTES 96
#define JLY_ATTEMPT_CONFIRM_BYTES 32

typedef struct _JlyAttempt JlyAttempt;

/* number must be on this miner's disk already; each miner counts for itself, since an attempt that
 * one refused has begun at none or some of the others. Draws nonce and key. study is borrowed. */
JlyAttempt *jly_attempt_new (const JlyStudy *study,
                             guint self,
                             const guint8 study_hash[JLY_HASH_BYTES],
                             const guint8 plan_hash[JLY_HASH_BYTES],
                             const guint8 inputs_hash[JLY_HASH_BYTES],
                             guint64 number);
void jly_attempt_free (JlyAttempt *self); /* wipes */

void jly_attempt_put_offer (JlyAttempt *self, guint8 offer[JLY_ATTEMPT_OFFER_BYTES]);
/* Each take call: JLY_ERROR_PROTOCOL or JLY_ERROR_REFUSED that names the neighbour and says what is
 * different. */
gboolean jly_attempt_take_offers (JlyAttempt *self,
                                  const guint8 next[JLY_ATTEMPT_OFFER_BYTES],
                                  const guint8 prev[JLY_ATTEMPT_OFFER_BYTES],
                                  GError **error);
void jly_attempt_put_reveal (JlyAttempt *self, guint8 reveal[JLY_ATTEMPT_REVEAL_BYTES]);
gboolean jly_attempt_take_reveals (JlyAttempt *self,
                                   const guint8 next[JLY_ATTEMPT_REVEAL_BYTES],
                                   const guint8 prev[JLY_ATTEMPT_REVEAL_BYTES],
                                   GError **error);
void jly_attempt_put_confirm (JlyAttempt *self, guint8 confirm[JLY_ATTEMPT_CONFIRM_BYTES]);
gboolean jly_attempt_take_confirms (JlyAttempt *self,
                                    const guint8 next[JLY_ATTEMPT_CONFIRM_BYTES],
                                    const guint8 prev[JLY_ATTEMPT_CONFIRM_BYTES],
                                    GError **error);

/* After the confirmation. */
const guint8 *jly_attempt_get_id (JlyAttempt *self);
JlyPrgKind jly_attempt_get_prg (JlyAttempt *self);
/* An engine with this attempt's keys; transport is borrowed. Only once per attempt. */
JlyEngine *jly_attempt_make_engine (JlyAttempt *self, JlyTransport *transport);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAttempt, jly_attempt_free)

G_END_DECLS
