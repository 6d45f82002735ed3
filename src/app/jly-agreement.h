/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One study whose contract is kept here, seen by the person at the screen: what stands, and what
 * the person signs, hands in, closes, asks and computes. Everything goes through the party library
 * (jly-member.h), which takes it by the rules or refuses, and writes letters of it. Signal, in the
 * main thread: "changed" after something was taken.
 */
#pragma once

#include "party/jly-member.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_TYPE_AGREEMENT (jly_agreement_get_type ())
G_DECLARE_FINAL_TYPE (JlyAgreement, jly_agreement, JLY, AGREEMENT, GObject)

/* dir: the data folder of the person, whose keys identity is; copied, as identity is. */
JlyAgreement *jly_agreement_open (
    const char *dir, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error);
/* The same for a look at one of many, which need not open the folder for each: store, unlocked by
 * identity; both must outlive it. */
JlyAgreement *jly_agreement_borrow (
    JlyStore *store, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error);
/* Keeps a contract that was prepared here and signs it as the first. */
JlyAgreement *jly_agreement_begin (
    const char *dir, const JlyIdentity *identity, GBytes *contract, gint64 now, GError **error);
/* Takes what a file of letters has for this person (jly-post-office.h), in whatever study it is;
 * *study_id, owned by the caller, is that or one of those. */
gboolean jly_agreement_receive (JlyStore *store,
                                const JlyIdentity *identity,
                                const char *path,
                                gint64 now,
                                char **study_id,
                                guint *n_new,
                                GError **error);
/* All that waits for the others, to one file for all of them. */
gboolean jly_agreement_save (JlyAgreement *self, const char *path, GError **error);
/* Things that this party signed and that were not saved for the others since. */
guint jly_agreement_count_unsent (JlyAgreement *self);
/* Takes in what came meanwhile. */
gboolean jly_agreement_refresh (JlyAgreement *self, gint64 now, GError **error);

/* All valid until the next change. */
const JlyContract *jly_agreement_get_contract (JlyAgreement *self);
const guint8 *jly_agreement_get_contract_hash (JlyAgreement *self);
JlyGovernance *jly_agreement_get_governance (JlyAgreement *self, GError **error);
/* A next version that somebody proposed, and the founders that have not signed it yet (may be
 * NULL); NULL if none waits. It changes nothing before all have. Owned by the caller. */
GBytes *jly_agreement_dup_next (JlyAgreement *self, JlyPartySet *unsigned_by);
/* The bytes of a version, 0 the newest; NULL if it is not kept. Owned by the caller. */
GBytes *jly_agreement_get_bytes (JlyAgreement *self, guint version);
JlyStoreGovernance *jly_agreement_get_kept (JlyAgreement *self);
JlyMember *jly_agreement_get_member (JlyAgreement *self);

/* The person's own place in the contract, or -1. */
gint jly_agreement_get_own (JlyAgreement *self);
gboolean jly_agreement_has_role (JlyAgreement *self, guint roles);
/* Whether the contract lets this party ask, alone or with others. */
gboolean jly_agreement_may_ask (JlyAgreement *self);
/* Whether the person still has to sign the contract, or else its next version; whether everybody
 * has signed the one in force. Signing signs what is waited for. */
gboolean jly_agreement_awaits_signature (JlyAgreement *self);
gboolean jly_agreement_is_signed (JlyAgreement *self);
gboolean jly_agreement_sign (JlyAgreement *self, gint64 now, GError **error);
/* Those who have not signed and have no address at which the contract could be brought to them: it
 * is theirs by a shared folder, or in a file. */
JlyPartySet jly_agreement_get_out_of_reach (JlyAgreement *self);

/* Whether the contract wants this party's approval before any question, and it has not given it;
 * and whose approval of this kind is missing. */
gboolean jly_agreement_awaits_beforehand (JlyAgreement *self);
JlyPartySet jly_agreement_get_not_beforehand (JlyAgreement *self);
gboolean jly_agreement_approve_beforehand (JlyAgreement *self, gint64 now, GError **error);
/* Whether this party is among those who let representatives act for their side; and lets this one
 * act for a year from today. */
gboolean jly_agreement_may_mandate (JlyAgreement *self, guint representative);
gboolean
jly_agreement_give_mandate (JlyAgreement *self, guint representative, gint64 now, GError **error);

/* The person's figures, in place of those that were handed in before. */
gboolean
jly_agreement_submit (JlyAgreement *self, const JlyFigures *figures, gint64 now, GError **error);
/* Closes the set (computing parties): jly_member_freeze. */
gboolean
jly_agreement_freeze (JlyAgreement *self, const char *const *without, gint64 now, GError **error);
/* Asks; *question is its number, or that of an earlier one that asked the same. */
gboolean jly_agreement_propose (JlyAgreement *self,
                                GPtrArray *questions,
                                JlyPartySet recipients,
                                gint64 expires_at,
                                gint64 now,
                                guint *question,
                                GError **error);

/* The first question that waits for the person's yes, or -1. */
gint jly_agreement_find_awaiting (JlyAgreement *self, gint64 now);
/* Signs and takes a decision on a question; reason may be "" but for a rejection. */
gboolean jly_agreement_decide (JlyAgreement *self,
                               guint question,
                               JlyVerdict verdict,
                               const char *reason,
                               gint64 now,
                               GError **error);

/* Tells the others where this program is reached while it computes (jly-pass.h). */
gboolean
jly_agreement_tell_seat (JlyAgreement *self, const char *address, gint64 now, GError **error);
/* This party's part of the computation, with the two others at these addresses, in a child process
 * (jly-computing.h) which opens the person's folder beside this program. */
void jly_agreement_run_async (JlyAgreement *self,
                              guint question,
                              char *const *addresses,
                              GCancellable *cancellable,
                              JlySessionFunc func,
                              gpointer func_data,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* *died (may be NULL): as in jly_computing_run_finish; its attempt is ended here. */
gboolean jly_agreement_run_finish (
    JlyAgreement *self, guint question, GAsyncResult *result, gboolean *died, GError **error);

G_END_DECLS
