/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked under a contract, and what people say about it: the objects that are signed.
 *
 * A proposal names the contract, what is asked (analyses with their settings), the columns and how
 * each is used, the plan that all recomputed, the frozen input set, and who is to learn the result.
 * A decision approves, rejects or withdraws exactly one question. A mandate lets a representative
 * act for a side. All are deterministic CBOR; what is signed is the bytes.
 */
#pragma once

#include "study/jly-contract.h"

G_BEGIN_DECLS

#define JLY_PROPOSAL_MAX_USES 350 /* every use of every column */

typedef struct
{
  guint column; /* place in the contract */
  guint use;    /* one of JlyUseFlags */
} JlyProposalUse;

typedef struct
{
  guint8 contract_hash[JLY_HASH_BYTES];
  guint8 nonce[32];     /* random: two equal questions have different hashes */
  GPtrArray *questions; /* JlyStudyQuestion*: together in one computation; parameters ascend by
                           name */
  GArray *uses;         /* JlyProposalUse, in ascending order, none twice */
  guint8 plan_hash[JLY_HASH_BYTES];
  guint8 inputs_root[JLY_HASH_BYTES]; /* Merkle root of the frozen submissions */
  guint n_submissions;
  JlyPartySet recipients; /* of the joint result */
  gint64 expires_at;      /* seconds since 1970: approvals count no longer */
} JlyProposal;

JlyProposal *jly_proposal_new (void); /* draws the nonce */
void jly_proposal_free (JlyProposal *self);
/* Brings parameters and uses into the one order in which they can be encoded. */
void jly_proposal_sort (JlyProposal *self);
GBytes *jly_proposal_encode (const JlyProposal *self);
JlyProposal *jly_proposal_decode (GBytes *bytes, GError **error);
void jly_proposal_hash (GBytes *bytes, guint8 hash[JLY_HASH_BYTES]);
/* The hash of what is asked, without nonce and expiry: two questions with the same have the same
 * answer. */
void jly_proposal_hash_content (const JlyProposal *self, guint8 hash[JLY_HASH_BYTES]);

typedef enum
{
  JLY_VERDICT_PROPOSE, /* asks it, which approves it as well */
  JLY_VERDICT_APPROVE,
  JLY_VERDICT_REJECT,
  JLY_VERDICT_WITHDRAW,   /* takes the own proposal or approval back; only before the start */
  JLY_VERDICT_BEFOREHAND, /* approves the contract before any question; question_hash is zeros */
  JLY_N_VERDICTS
} JlyVerdict;

typedef struct
{
  guint8 contract_hash[JLY_HASH_BYTES];
  guint8 question_hash[JLY_HASH_BYTES];
  JlyVerdict verdict;
  char *reason; /* in the person's words; required for a rejection */
  gint64 made_at, expires_at;
  guint64 log_size;                /* of the signer's own log when it decided, */
  guint8 log_root[JLY_HASH_BYTES]; /* and its root */
} JlyDecision;

JlyDecision *jly_decision_new (void);
void jly_decision_free (JlyDecision *self);
GBytes *jly_decision_encode (const JlyDecision *self);
JlyDecision *jly_decision_decode (GBytes *bytes, GError **error);

typedef struct
{
  guint8 contract_hash[JLY_HASH_BYTES];
  guint representative; /* party of the contract */
  guint side;
  gint64 from, until; /* seconds since 1970; counts in from <= now < until */
} JlyMandate;

GBytes *jly_mandate_encode (const JlyMandate *self);
gboolean jly_mandate_decode (GBytes *bytes, JlyMandate *mandate, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyProposal, jly_proposal_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyDecision, jly_decision_free)

G_END_DECLS
