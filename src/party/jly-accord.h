/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the parties of a rehearsal agree without people: one contract that all of them sign, and one
 * proposal over what was uploaded, which all who bring figures ask for or approve. Each party signs
 * with its own key what it has looked at itself; what comes together is taken by each computing
 * party by the same rules as anything that people sign (jly-governance.h). There is no other way to
 * begin a computation.
 */
#pragma once

#include "store/jly-store-governance.h"
#include "study/jly-agreed.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The contract under which exactly what study asks may be asked once, by all together: its parties
 * (with their keys), columns, rows, checks and limits. Parties stand in the order of providers,
 * then miners. now: seconds since 1970. NULL with JLY_ERROR_CONFIG if the study cannot be one. */
GBytes *jly_accord_make_contract (const JlyStudy *study, gint64 now, GError **error);
/* A party signs the contract's bytes. */
void jly_accord_sign (const JlyIdentity *identity,
                      GBytes *contract,
                      guint8 signature[JLY_SIGNATURE_BYTES]);

/* What is asked of the n submissions with this root: the questions of study, for all who may learn.
 * Everybody makes the same, but for its nonce. */
JlyProposal *jly_accord_make_proposal (const JlyContract *contract,
                                       const guint8 contract_hash[JLY_HASH_BYTES],
                                       const JlyStudy *study,
                                       const guint8 root[JLY_HASH_BYTES],
                                       guint n,
                                       GError **error);
/* Whether these bytes are what this party would have asked for: the questions of study, and the
 * plan. JLY_ERROR_REFUSED otherwise. */
gboolean jly_accord_check_proposal (const JlyContract *contract,
                                    const guint8 contract_hash[JLY_HASH_BYTES],
                                    const JlyStudy *study,
                                    GBytes *proposal,
                                    GError **error);
/* Asks (the first party) or approves. item->signer is the party's place; item->bytes the caller's.
 */
void jly_accord_decide (const JlyIdentity *identity,
                        guint party,
                        const guint8 contract_hash[JLY_HASH_BYTES],
                        GBytes *proposal,
                        gint64 now,
                        JlySigned *item);
/* What whoever was approved opens its letters with: a study of contract and proposal. Owned by the
 * caller (its plan too, which says nothing of the cost). */
JlyAgreed *jly_accord_read (const JlyContract *contract,
                            const guint8 contract_hash[JLY_HASH_BYTES],
                            GBytes *proposal,
                            GError **error);

/* All that was signed, in the parties' order. */
typedef struct
{
  GArray *signatures; /* JlySigned over the contract, which is not in them */
  GBytes *proposal;
  GArray *decisions; /* JlySigned; the first one proposes */
} JlyAccord;

JlyAccord *jly_accord_new (void);
void jly_accord_free (JlyAccord *self);
void jly_accord_add_signature (JlyAccord *self,
                               guint party,
                               const guint8 signature[JLY_SIGNATURE_BYTES]);
/* Takes item->bytes. */
void jly_accord_add_decision (JlyAccord *self, const JlySigned *item);
/* As members of a line of the control protocol (PROTOCOL.md). NULL for what is none. */
void jly_accord_to_json (const JlyAccord *self, JsonObject *object);
JlyAccord *jly_accord_from_json (JsonObject *object);

/* A computing party takes all of it, and closes the set of what it holds. On the disk together.
 * *question is the proposal's number. The first rule that stands against it is the error. */
gboolean jly_accord_keep (const JlyAccord *self,
                          JlyStoreGovernance *governance,
                          const JlySubmission *submissions,
                          gsize n,
                          gint64 now,
                          guint *question,
                          GError **error);
/* The same in memory alone. */
gboolean jly_accord_take (const JlyAccord *self,
                          JlyGovernance *governance,
                          const JlySubmission *submissions,
                          gsize n,
                          gint64 now,
                          guint *question,
                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAccord, jly_accord_free)

G_END_DECLS
