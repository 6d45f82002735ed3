/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was agreed in a study, on the disk and in memory at once: a JlyGovernance whose every signed
 * thing is an entry of the study's log, and which is made again from those after a start.
 *
 * Each call below lets the governance take what it got, and writes it in one transaction that is on
 * the disk (synchronous = FULL) when the call returns. If the governance refuses, nothing is
 * written; if writing fails, the governance is made again from the disk. So memory and disk never
 * differ, and what was acknowledged is not lost. What another process wrote meanwhile is taken in
 * before anything else. The store must be unlocked; bodies are sealed records.
 *
 * now is seconds since 1970, and is written down: played again, everything happens at its time.
 * A study's contract, attempts and answers outlive jly_store_remove_study, so that removing a study
 * never gives a question back to the budget.
 */
#pragma once

#include "store/jly-store.h"
#include "study/jly-governance.h"

G_BEGIN_DECLS

typedef struct _JlyStoreGovernance JlyStoreGovernance;

/* Keeps a contract: version 1, or the version after the newest that is kept, naming its hash. An
 * older or other one is JLY_ERROR_REFUSED (rule "contract"). From then on it is the newest. */
gboolean jly_store_add_contract (JlyStore *self, GBytes *contract, gint64 now, GError **error);
/* The bytes of the contract of a version, or of the newest for 0; NULL and no error if there is
 * none. */
GBytes *
jly_store_get_contract (JlyStore *self, const char *study_id, guint version, GError **error);

/* The governance of the newest contract, played again. An attempt that a dead process left running
 * is ended, as one that may be tried again. JLY_ERROR_USAGE if no contract is kept. store must
 * outlive it; one thread at a time. */
JlyStoreGovernance *
jly_store_load_governance (JlyStore *store, const char *study_id, gint64 now, GError **error);
/* The governance of a version that is in force no more, for reading: whatever would be taken by it
 * is refused (rule "contract"). JLY_ERROR_USAGE if no such version is kept. */
JlyStoreGovernance *
jly_store_load_version (JlyStore *store, const char *study_id, guint version, GError **error);
void jly_store_governance_free (JlyStoreGovernance *self);
/* What stands now, for asking only: change it through the calls below alone. Valid until the next
 * call with self. NULL if what is on the disk cannot be read. */
JlyGovernance *jly_store_governance_get (JlyStoreGovernance *self, GError **error);

/* As jly_governance_set_verified, and so again whenever the governance is played again: what is on
 * the disk was taken already. Not kept itself: the verification is (jly_store_get_verification). */
void jly_store_set_verified (JlyStoreGovernance *self, JlyPartySet verified);

/* What this thread has the governance take from here on is on the disk with the release, all of it
 * together: for many signed things that came at once. If the release fails, nothing was taken. */
gboolean jly_store_governance_hold (JlyStoreGovernance *self, GError **error);
gboolean jly_store_governance_release (JlyStoreGovernance *self, GError **error);

/* The newest contract, decoded. Valid as long as what jly_store_governance_get gives. */
const JlyContract *jly_store_governance_get_contract (JlyStoreGovernance *self);

/* As the calls of jly-governance.h with these names. */
gboolean jly_store_take_signature (JlyStoreGovernance *self,
                                   guint signer,
                                   const guint8 signature[JLY_SIGNATURE_BYTES],
                                   gint64 now,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jly_store_take_mandate (JlyStoreGovernance *self,
                                 const JlySigned *signatures,
                                 gsize n,
                                 gint64 now,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jly_store_freeze (JlyStoreGovernance *self,
                           const JlySubmission *submissions,
                           gsize n,
                           gint64 now,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jly_store_take_question (JlyStoreGovernance *self,
                                  GBytes *question,
                                  const JlySigned *proposal,
                                  gint64 now,
                                  gint *answered,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jly_store_take_acceptance (JlyStoreGovernance *self,
                                    const JlySigned *acceptance,
                                    gint64 now,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jly_store_take_decision (JlyStoreGovernance *self,
                                  const JlySigned *decision,
                                  gint64 now,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Starts an attempt if every rule allows it. Budget and numbers are on the disk when it returns, so
 * that a nonce may leave then and not before. *attempt counts the attempts of this question from 1;
 * *number those of the study (jly_store_next_attempt), and never comes again. */
gboolean jly_store_start_attempt (JlyStoreGovernance *self,
                                  guint question,
                                  const guint8 plan_hash[JLY_HASH_BYTES],
                                  gint64 now,
                                  guint *attempt,
                                  guint64 *number,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How the running attempt ended; JLY_ERROR_USAGE if none is running. */
gboolean jly_store_fail_attempt (JlyStoreGovernance *self,
                                 guint question,
                                 JlyAttemptEnd end,
                                 gint64 now,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* document: what this party holds of the answer, at most 1 MiB. */
gboolean jly_store_answer (JlyStoreGovernance *self,
                           guint question,
                           GBytes *document,
                           gint64 now,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The document of an answered question; NULL and no error if there is none. One that was erased
 * after its days is JLY_ERROR_REFUSED. */
GBytes *jly_store_get_answer (JlyStoreGovernance *self, guint question, GError **error);
/* The number of the answered question whose content is the same (jly_proposal_hash_content), or
 * -1. */
gint jly_store_find_answer (JlyStoreGovernance *self, const guint8 content[JLY_HASH_BYTES]);

/* A signed refusal of a question: it changes no state but must be kept, and who signed and what the
 * bytes mean is for the caller to have checked. who stands in the entry, which exports of the log
 * show; "" where others must not know who it was. */
gboolean jly_store_keep_refusal (JlyStoreGovernance *self,
                                 const char *who,
                                 const guint8 question_hash[JLY_HASH_BYTES],
                                 const JlySigned *refusal,
                                 gint64 now,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Another party's head of its log of this study: what it can be held to later. JLY_ERROR_REFUSED
 * (rule "signature") if it is not signed by a party of the contract. */
gboolean jly_store_keep_head (JlyStoreGovernance *self,
                              const JlyLogHead *head,
                              const guint8 signature[JLY_SIGNATURE_BYTES],
                              gint64 now,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The head of a log, and its owner's signature. */
typedef struct
{
  gboolean is_there;
  JlyLogHead head;
  guint8 signature[JLY_SIGNATURE_BYTES];
} JlyKeptHead;

/* The longest head of owner's log that is kept here, if there is one. */
gboolean jly_store_find_head (JlyStoreGovernance *self,
                              const guint8 owner[32],
                              JlyKeptHead *kept,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* This party's own, as it stands now. */
gboolean jly_store_make_head (JlyStoreGovernance *self,
                              JlyKeptHead *own,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* *has: this party's own log was at head once, so that what others saw of it is still in it. */
gboolean jly_store_has_been_at (JlyStoreGovernance *self,
                                const JlyLogHead *head,
                                gboolean *has,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* JlySigned of every acceptance or refusal under the newest contract, in order of arrival. */
GArray *jly_store_list_acceptances (JlyStoreGovernance *self, GError **error);
GArray *jly_store_list_refusals (JlyStoreGovernance *self, GError **error);

/* Erases uploads, answers and results of every study whose days are over (days_kept after ends_at
 * of its newest contract), so that no byte of them is left in the store's files. To be called at
 * each start and once a day. *erased is the number of studies that had something to erase. */
gboolean jly_store_erase_expired (JlyStore *self, gint64 now, guint *erased, GError **error);
/* The same for this study alone. */
gboolean jly_store_erase_expired_study (
    JlyStore *self, const char *study_id, gint64 now, guint *erased, GError **error);
/* The same of one study, whatever its days; *erased is 1 if there was something. */
gboolean jly_store_erase_study (
    JlyStore *self, const char *study_id, gint64 now, guint *erased, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStoreGovernance, jly_store_governance_free)

G_END_DECLS
