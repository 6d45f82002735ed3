/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The gate before a computation under a contract: what one computing party checks for itself, of
 * what it holds itself, and writes down before anything of the attempt leaves it. Nobody's word
 * that something was agreed counts here.
 */
#pragma once

#include "engine/jly-bits.h"
#include "party/jly-upload.h"
#include "store/jly-store-governance.h"
#include "study/jly-agreed.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct
{
  JlyStoreGovernance *governance;
  guint question;          /* number of the proposal in it */
  const JlyAgreed *agreed; /* recomputed by this party */
  JlyUploadPart **parts;   /* one per provider of agreed, as it came to this party */
  const GPtrArray *joined; /* JlyParty* of providers that are no founders, or NULL */
  const JlyIdentity *identity;
  guint miner; /* place among the computing parties */
  gint64 now;  /* seconds since 1970 */
} JlyGate;

/* Whether this party keeps its part of the answer already. */
gboolean jly_gate_is_answered (const JlyGate *self);
/* Every rule that stands before a computation, with nothing charged yet. */
gboolean jly_gate_check (const JlyGate *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same rules again, in the transaction that charges the budget and writes the attempt down.
 * *number never comes again. */
gboolean
jly_gate_start (const JlyGate *self, guint64 *number, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Opens the uploads and compares each with the frozen set: bits[provider][column of agreed->study],
 * hashes[provider]. The bits are the caller's, also those of a failure. JLY_REFUSAL_INPUTS for an
 * upload that is not the one in the set. */
gboolean jly_gate_open_uploads (const JlyGate *self,
                                JlyBits ***bits,
                                guint8 (*hashes)[JLY_HASH_BYTES],
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How it ended; a failed check of what others sent is final. letters: one per reader of the study,
 * kept so that the same question is answered again without computing. */
gboolean jly_gate_finish (const JlyGate *self, const GPtrArray *letters, GError **error);
gboolean jly_gate_fail (const JlyGate *self, const GError *why, GError **error);

G_END_DECLS
