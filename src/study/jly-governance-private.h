/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state behind jly-governance.h, for the files that make it up. */
#pragma once

#include "study/jly-governance.h"

G_BEGIN_DECLS

/* What one party last said of a question. */
typedef struct
{
  gboolean is_given;
  JlyVerdict verdict;
  gint64 expires_at;
  guint64 log_size; /* of its own log then: a later word has a longer one */
} JlyVoice;

/* A frozen list of submissions, ascending by provider. */
typedef struct
{
  guint8 root[JLY_HASH_BYTES];
  GArray *submissions; /* JlySubmission */
} JlyInputSet;

typedef struct
{
  JlyProposal *question;
  guint8 hash[JLY_HASH_BYTES];
  guint8 content[JLY_HASH_BYTES];
  JlyVoice voices[JLY_POLICY_MAX_PARTIES];
  gboolean is_first; /* the first of the study, for which another rule may hold */
  guint attempts;
  gboolean is_charged, is_running, is_answered, is_failed;
  gboolean is_unseen; /* all its attempts were stopped before anything was computed */
} JlyAsked;

struct _JlyGovernance
{
  GBytes *bytes;
  JlyContract *contract;
  guint8 hash[JLY_HASH_BYTES];
  JlyPartySet has_signed;
  JlyPartySet unverified;                          /* whose signatures are not taken */
  gint64 beforehand_until[JLY_POLICY_MAX_PARTIES]; /* 0: has not approved beforehand */
  GHashTable *heard;     /* GBytes*: signers and decisions that were taken */
  GArray *mandates;      /* JlyMandate */
  GPtrArray *input_sets; /* JlyInputSet */
  GPtrArray *asked;      /* JlyAsked */
  GPtrArray *inherited;  /* GArray* of JlySubmission: sets of earlier versions, ascending */
  GPtrArray *joined;     /* JlyJoinedParty */
};

const char *jly_governance_name (const JlyGovernance *self, guint party);
void jly_governance_free_joined (gpointer data);
/* All founders have signed, and the contract has not ended. */
gboolean jly_governance_check_in_force (const JlyGovernance *self, gint64 now, GError **error);
/* TRUE if signer, who is a party of the contract, signed bytes as what. */
gboolean jly_governance_verify (const JlyGovernance *self,
                                const char *what,
                                const JlySigned *item,
                                GError **error);

/* Parties whose last word on a question is one of these and still counts. */
JlyPartySet jly_asked_select (const JlyAsked *asked, guint n_parties, guint verdicts, gint64 now);
/* Fills in who counts for each clause now. */
void jly_governance_fill_base (const JlyGovernance *self,
                               const JlyQuorum *quorum,
                               gint64 now,
                               JlyQuorumBase *base);
/* Where asking and approving stand. */
JlyQuorumState
jly_governance_judge_asking (const JlyGovernance *self, const JlyAsked *asked, gint64 now);
JlyQuorumState
jly_governance_judge_approval (const JlyGovernance *self, const JlyAsked *asked, gint64 now);
/* NULL if no frozen set has this root. */
const JlyInputSet *jly_governance_find_inputs (const JlyGovernance *self,
                                               const guint8 root[JLY_HASH_BYTES]);
/* What is asked, of the closed set if this party holds it, tells nobody a figure of somebody else
 * (jly-inference.h). */
gboolean jly_governance_check_inference (const JlyGovernance *self,
                                         const JlyProposal *question,
                                         GError **error);
/* Enough parties, and no earlier answer that differs by too few. */
gboolean
jly_governance_check_inputs (const JlyGovernance *self, const JlyAsked *asked, GError **error);

G_END_DECLS
