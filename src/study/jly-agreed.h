/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what was agreed to what is computed: pure and the same at everybody, so that each computing
 * party makes the study and its plan for itself, and compares the plan's hash with the one that was
 * approved.
 *
 * Figures are uploaded before anybody asks. So they are bound to the contract alone, in a frame
 * that has all its columns; a proposal's study has only the columns that its questions use, and
 * those that agreed checks tie to them: a row that breaks a check counts for nothing, whatever is
 * asked.
 */
#pragma once

#include "study/jly-governance.h"
#include "study/jly-plan.h"

G_BEGIN_DECLS

/* How these questions (JlyStudyQuestion*) use the contract's columns, as their analyses say it:
 * JlyProposalUse in ascending order. NULL with the refusal "analysis" or "column" for what there
 * is not. Owned by the caller. */
GArray *
jly_agreed_derive_uses (const JlyContract *contract, const GPtrArray *questions, GError **error);

/* The contract's columns, rows and checks alone: for jly_study_check_table. */
JlyStudy *jly_agreed_table_new (const JlyContract *contract);

/* What a provider uploads for. Its providers are the contract's, in their order; joined (NULL:
 * none) is one more who came later, and stands last. Its own place is *provider; key is its
 * identity, or NULL for whoever brings nothing. JLY_REFUSAL_CONTRACT where no provider has this
 * key. */
JlyStudy *jly_agreed_frame_new (const JlyContract *contract,
                                const guint8 contract_hash[JLY_HASH_BYTES],
                                const guint8 key[32],
                                const JlyParty *joined,
                                guint *provider,
                                GError **error);

/* What one proposal computes from one frozen input set. */
typedef struct
{
  JlyStudy *study; /* its providers: in the contract's order, then those who joined by their keys */
  JlyPlan *plan;
  guint n_columns;
  guint *columns;                    /* for each column of the study its place in the contract */
  gsize *n_rows;                     /* for each provider */
  guint8 (*uploads)[JLY_HASH_BYTES]; /* likewise: hash of the manifest in the set */
} JlyAgreed;

/* proposal_hash: zeros while the proposal is still being written; the plan does not depend on it.
 * joined: JlyParty* of providers that are no founders, or NULL. JLY_REFUSAL_INPUTS if the set names
 * a provider that neither has; JLY_ERROR_CONFIG if it cannot be computed. */
JlyAgreed *jly_agreed_new (const JlyContract *contract,
                           const guint8 contract_hash[JLY_HASH_BYTES],
                           const JlyProposal *proposal,
                           const guint8 proposal_hash[JLY_HASH_BYTES],
                           const JlySubmission *submissions,
                           gsize n_submissions,
                           const GPtrArray *joined,
                           GError **error);
/* The same for whoever must not know who is in the set: only its size (n_submissions) is needed.
 * Its plan has the hash that everybody finds; its providers are made up, and n_rows is the most. */
JlyAgreed *jly_agreed_new_unknown (const JlyContract *contract,
                                   const guint8 contract_hash[JLY_HASH_BYTES],
                                   const JlyProposal *proposal,
                                   GError **error);
/* The same with a plan that says nothing of the cost (jly_plan_new_uncosted). */
JlyAgreed *jly_agreed_new_uncosted (const JlyContract *contract,
                                    const guint8 contract_hash[JLY_HASH_BYTES],
                                    const JlyProposal *proposal,
                                    GError **error);
void jly_agreed_free (JlyAgreed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAgreed, jly_agreed_free)

G_END_DECLS
