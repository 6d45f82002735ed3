/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one party, above all a miner, makes of the signed things that reach it: which questions were
 * asked, who agreed, and whether one may be computed now. Every party keeps its own and believes
 * nobody else's.
 *
 * Decisions only: no clock (now is handed in, seconds since 1970), no file, no network. The state
 * is what the signed things give in the order in which they came, so that a store keeps just those,
 * and plays them again after a start.
 *
 * Every call either takes what it got, or leaves everything as it was and says which rule stands
 * against it (jly-refusal.h).
 */
#pragma once

#include "crypto/jly-merkle.h"
#include "study/jly-proposal.h"
#include "study/jly-refusal.h"

G_BEGIN_DECLS

#define JLY_GOVERNANCE_MAX_ATTEMPTS 5
#define JLY_SIGNATURE_BYTES 64

/* Bytes, and who signed them. */
typedef struct
{
  GBytes *bytes;
  guint signer; /* party of the contract */
  guint8 signature[JLY_SIGNATURE_BYTES];
} JlySigned;

/* One accepted submission of a frozen input set. */
typedef struct
{
  guint8 provider[32]; /* identity key, also of joining providers */
  guint8 upload[32];   /* hash of its manifest */
  guint8 figures[32];  /* the same mark as long as its provider brings the same figures */
  guint64 n_rows;
} JlySubmission;

typedef enum
{
  JLY_PROPOSAL_PROPOSED,
  JLY_PROPOSAL_APPROVED,
  JLY_PROPOSAL_REJECTED,
  JLY_PROPOSAL_WITHDRAWN,
  JLY_PROPOSAL_RUNNING,
  JLY_PROPOSAL_ANSWERED,
  JLY_PROPOSAL_FAILED, /* an attempt failed a check, or all attempts are used */
} JlyProposalStage;

typedef struct _JlyGovernance JlyGovernance;

/* For the contract with these bytes, which must decode and pass jly_contract_check; NULL with the
 * error of either. */
JlyGovernance *jly_governance_new (GBytes *contract, GError **error);
void jly_governance_free (JlyGovernance *self);
const guint8 *jly_governance_get_contract_hash (const JlyGovernance *self);

/* Signs bytes as what: "contract", "question-decision" or "mandate". For the owner of the key. */
#define JLY_SIGNS_CONTRACT "contract"
#define JLY_SIGNS_DECISION "question-decision"
#define JLY_SIGNS_MANDATE "mandate"

/* A founder signs the contract's bytes. Twice the same is no error. */
gboolean jly_governance_take_signature (JlyGovernance *self,
                                        guint signer,
                                        const guint8 signature[JLY_SIGNATURE_BYTES],
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The founders whose keys this party has verified by words on a call, itself among them. From then
 * on nothing that any other has signed is taken: JLY_REFUSAL_UNVERIFIED. Before the first call all
 * count as verified, as in a rehearsal, whose keys all come from one computer. It is no signed
 * thing: who plays those again says this again afterwards. */
void jly_governance_set_verified (JlyGovernance *self, JlyPartySet verified);
/* Founders that have not signed yet. */
JlyPartySet jly_governance_get_unsigned (const JlyGovernance *self);

/* A mandate with the signatures of those who give it: all over the same bytes. */
gboolean jly_governance_take_mandate (JlyGovernance *self,
                                      const JlySigned *signatures,
                                      gsize n,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A party that joined; may be read as a JlyParty. */
typedef struct
{
  JlyParty party;
  guint side;
} JlyJoinedParty;

/* A party that is no founder joins (jly-acceptance.h), if the contract has room for it on its side
 * and it has read the contract's own words; item.signer means nothing. */
gboolean jly_governance_take_acceptance (JlyGovernance *self,
                                         const JlySigned *item,
                                         gint64 now,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* JlyJoinedParty*, in the order in which they came; owned by self. */
const GPtrArray *jly_governance_get_joined (const JlyGovernance *self);

/* The list of accepted submissions, closed: the root that questions name. A second freeze with
 * other submissions begins a new input set; earlier ones stay known. A provider that is in it twice
 * is refused. root: see jly_submissions_root. */
gboolean jly_governance_freeze (JlyGovernance *self,
                                const JlySubmission *submissions,
                                gsize n,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The sets of an earlier version of the contract that an attempt was begun with: a set of this one
 * differs from them by no fewer parties and rows than two of the same version may. Uploads are new
 * under each version, so that the mark of their figures says who corrected them in between. Only
 * the provider can set it, and a false one shows nobody's figures but its own. */
void jly_governance_inherit (JlyGovernance *self, const JlyGovernance *earlier);
/* Merkle root over the submissions in ascending order of provider. */
void jly_submissions_root (const JlySubmission *submissions, gsize n, guint8 root[JLY_HASH_BYTES]);

/* That a submission is in the set with this root, for its provider: neither says who else is in it.
 * FALSE from prove if it is not. size: of the set. */
gboolean jly_submissions_prove (const JlySubmission *submissions,
                                gsize n,
                                const JlySubmission *own,
                                guint64 *index,
                                JlyMerklePath *path);
gboolean jly_submissions_verify (const JlySubmission *own,
                                 guint64 index,
                                 guint64 size,
                                 const JlyMerklePath *path,
                                 const guint8 root[JLY_HASH_BYTES]) G_GNUC_WARN_UNUSED_RESULT;

/* A question, with one decision that proposes it. Further askers send decisions. If the same was
 * asked and answered before, *answered (may be NULL) is that question's number and nothing is
 * charged; else -1. */
gboolean jly_governance_take_question (JlyGovernance *self,
                                       GBytes *question,
                                       const JlySigned *proposal,
                                       gint64 now,
                                       gint *answered,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What a question must keep to when these ask it: analyses, columns, recipients. */
gboolean jly_governance_check_question (const JlyGovernance *self,
                                        const JlyProposal *question,
                                        JlyPartySet proposers,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Proposes jointly, approves, rejects, withdraws, or approves the contract beforehand. */
gboolean jly_governance_take_decision (JlyGovernance *self,
                                       const JlySigned *decision,
                                       gint64 now,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The rules of jly_governance_start alone, with nothing charged. */
gboolean jly_governance_check_start (const JlyGovernance *self,
                                     guint question,
                                     const guint8 plan_hash[JLY_HASH_BYTES],
                                     gint64 now,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* An answered question may be computed again, for a computing party that was stopped before it had
 * kept its part of the answer: of the same figures it opens the same, and it is charged once. That
 * one of the three wants it is looked at before the start (party/jly-miner-session.h). */
/* Whether the question may be computed now; plan_hash and inputs are what this miner found itself.
 * Charges the budget at the first attempt; *attempt counts from 1. */
gboolean jly_governance_start (JlyGovernance *self,
                               guint question,
                               const guint8 plan_hash[JLY_HASH_BYTES],
                               gint64 now,
                               guint *attempt,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How an attempt ended: it may be tried again; a check failed, so that it may not; or it was
 * stopped before anything of the question was computed, so that nothing can have been learned from
 * it. Never change meaning: they are in logs. */
typedef enum
{
  JLY_ATTEMPT_MAY_RETRY = 0,
  JLY_ATTEMPT_IS_FINAL = 1,
  JLY_ATTEMPT_UNSEEN = 2, /* final as well */
} JlyAttemptEnd;
void jly_governance_fail_attempt (JlyGovernance *self, guint question, JlyAttemptEnd end);
void jly_governance_answer (JlyGovernance *self, guint question);

/* The submissions of the frozen set with this root, ascending by provider, owned by self; NULL if
 * there is none. */
const JlySubmission *jly_governance_get_submissions (const JlyGovernance *self,
                                                     const guint8 root[JLY_HASH_BYTES],
                                                     gsize *n);
guint jly_governance_count_questions (const JlyGovernance *self);
const JlyProposal *jly_governance_get_question (const JlyGovernance *self, guint question);
gint jly_governance_find_question (const JlyGovernance *self, const guint8 hash[JLY_HASH_BYTES]);
JlyProposalStage jly_governance_get_stage (const JlyGovernance *self, guint question, gint64 now);
/* Whose yes is still missing. */
JlyPartySet jly_governance_get_missing (const JlyGovernance *self, guint question, gint64 now);
/* Those of them who must ask it too: for these an approval is not enough. */
JlyPartySet
jly_governance_get_missing_askers (const JlyGovernance *self, guint question, gint64 now);
/* Numbers (guint) of the other questions over the same input set that an attempt was begun for, in
 * the order in which they came: those whose filters this one's must not come near to
 * (analysis/jly-guard.h). Owned by the caller. */
GArray *jly_governance_list_earlier (const JlyGovernance *self, guint question);
/* Questions that may still be asked. */
guint jly_governance_get_budget (const JlyGovernance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyGovernance, jly_governance_free)

G_END_DECLS
