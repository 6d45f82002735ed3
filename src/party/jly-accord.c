/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-accord.h. What is signed; how it is taken is in jly-accord-take.c. */
#include "config.h"

#include "party/jly-accord.h"

#include "base/jly-error.h"
#include "study/jly-contract-draft.h"
#include "study/jly-contract-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LASTS (24 * 3600) /* seconds that a rehearsal's contract holds */
#define COMPANY                                                                                    \
  (JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_ASKER | JLY_ROLE_FLAG_APPROVER | JLY_ROLE_FLAG_RECIPIENT)

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* Some analyses open to the computing parties too, which then are among the recipients. */
static gboolean
is_for_miners (const JlyStudy *study)
{
  for (guint i = 0; i < study->questions->len; i++)
    {
      const JlyStudyQuestion *question = study->questions->pdata[i];
      const JlyAnalysis *analysis = jly_analysis_find (question->analysis);

      for (gsize k = 0; analysis != NULL && k < analysis->n_outputs; k++)
        if (analysis->outputs[k].to == JLY_OUTPUT_TO_EVERYONE)
          return TRUE;
    }
  return FALSE;
}

static void
add_parties (JlyContract *contract, const GPtrArray *parties, guint roles)
{
  for (guint i = 0; i < parties->len; i++)
    {
      const JlyParty *party = parties->pdata[i];

      jly_contract_add_party (contract, party->name, roles, JLY_NO_SIDE)->keys = party->keys;
    }
}

/* One who brings figures asks, and all must agree. */
static void
fill_policy (JlyPolicy *policy, const JlyStudy *study)
{
  policy->ask = (JlyQuorum){ 1, { { JLY_ROLE_FLAG_ASKER, JLY_NO_SIDE, 1, FALSE } } };
  policy->approve = (JlyQuorum){ 1, { { JLY_ROLE_FLAG_APPROVER, JLY_NO_SIDE, 0, FALSE } } };
  policy->approve_first = policy->approve;
  policy->learn = (JlyLearners){ JLY_ROLE_FLAG_RECIPIENT, 0, FALSE, study->own_parts };
  policy->min_rows = study->limits.min_rows;
  policy->min_parties = study->limits.min_parties;
  policy->top_share = study->limits.top_share;
  policy->may_show_ends = study->limits.may_show_ends;
  policy->max_questions = 1;
}

GBytes *
jly_accord_make_contract (const JlyStudy *study, gint64 now, GError **error)
{
  g_autoptr (JlyContract) contract = jly_contract_new ();
  GBytes *bytes;

  set_text (&contract->study_id, study->id);
  contract->version = 1;
  set_text (&contract->case_id, study->case_id);
  contract->wording = JLY_CONTRACT_WORDING;
  set_text (&contract->title, study->title);
  set_text (&contract->purpose, _ ("To practise: nothing of this counts."));
  contract->made_at = now;
  contract->ends_at = now + LASTS;
  contract->rehearsal = TRUE;
  add_parties (contract, study->providers, COMPANY);
  add_parties (contract, study->miners,
               JLY_ROLE_FLAG_MINER | (is_for_miners (study) ? JLY_ROLE_FLAG_RECIPIENT : 0));
  jly_contract_take_draft (contract, study);
  fill_policy (&contract->policy, study);
  if (!jly_contract_check (contract, error))
    return NULL;
  bytes = jly_contract_encode (contract);
  if (bytes == NULL)
    jly_fail (error, JLY_ERROR_CONFIG, NULL, _ ("The contract is too long to be sent."));
  return bytes;
}

void
jly_accord_sign (const JlyIdentity *identity,
                 GBytes *contract,
                 guint8 signature[JLY_SIGNATURE_BYTES])
{
  gsize n;
  const guint8 *data = g_bytes_get_data (contract, &n);

  jly_identity_sign (identity, JLY_SIGNS_CONTRACT, data, n, signature);
}

JlyProposal *
jly_accord_make_proposal (const JlyContract *contract,
                          const guint8 contract_hash[JLY_HASH_BYTES],
                          const JlyStudy *study,
                          const guint8 root[JLY_HASH_BYTES],
                          guint n,
                          GError **error)
{
  g_autoptr (JlyProposal) proposal = jly_proposal_new ();
  g_autoptr (GArray) uses = NULL;
  g_autoptr (JlyAgreed) agreed = NULL;

  jly_study_questions_take (proposal->questions, study->questions);
  uses = jly_agreed_derive_uses (contract, proposal->questions, error);
  if (uses == NULL)
    return NULL;
  if (uses->len > 0)
    g_array_append_vals (proposal->uses, uses->data, uses->len);
  memcpy (proposal->contract_hash, contract_hash, JLY_HASH_BYTES);
  memcpy (proposal->inputs_root, root, JLY_HASH_BYTES);
  proposal->n_submissions = n;
  proposal->recipients = jly_contract_select (contract, JLY_ROLE_FLAG_RECIPIENT, JLY_NO_SIDE);
  proposal->expires_at = contract->ends_at;
  jly_proposal_sort (proposal);
  agreed = jly_agreed_new_uncosted (contract, contract_hash, proposal, error);
  if (agreed == NULL)
    return NULL;
  memcpy (proposal->plan_hash, agreed->plan->hash, JLY_HASH_BYTES);
  return g_steal_pointer (&proposal);
}

gboolean
jly_accord_check_proposal (const JlyContract *contract,
                           const guint8 contract_hash[JLY_HASH_BYTES],
                           const JlyStudy *study,
                           GBytes *proposal,
                           GError **error)
{
  g_autoptr (JlyProposal) theirs = jly_proposal_decode (proposal, error);
  g_autoptr (JlyProposal) own = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (theirs == NULL)
    return FALSE;
  own = jly_accord_make_proposal (contract, contract_hash, study, theirs->inputs_root,
                                  theirs->n_submissions, error);
  if (own == NULL)
    return FALSE;
  memcpy (own->nonce, theirs->nonce, sizeof own->nonce);
  bytes = jly_proposal_encode (own);
  return g_bytes_equal (bytes, proposal)
         || jly_fail (error, JLY_ERROR_REFUSED, NULL,
                      _ ("The study asks for something else than the figures were read for."));
}

void
jly_accord_decide (const JlyIdentity *identity,
                   guint party,
                   const guint8 contract_hash[JLY_HASH_BYTES],
                   GBytes *proposal,
                   gint64 now,
                   JlySigned *item)
{
  g_autoptr (JlyDecision) decision = jly_decision_new ();
  gsize n;
  const guint8 *data;

  memcpy (decision->contract_hash, contract_hash, JLY_HASH_BYTES);
  jly_proposal_hash (proposal, decision->question_hash);
  decision->verdict = party == 0 ? JLY_VERDICT_PROPOSE : JLY_VERDICT_APPROVE;
  decision->made_at = now;
  decision->expires_at = now + LASTS;
  item->bytes = jly_decision_encode (decision);
  item->signer = party;
  data = g_bytes_get_data (item->bytes, &n);
  jly_identity_sign (identity, JLY_SIGNS_DECISION, data, n, item->signature);
}

JlyAgreed *
jly_accord_read (const JlyContract *contract,
                 const guint8 contract_hash[JLY_HASH_BYTES],
                 GBytes *proposal,
                 GError **error)
{
  g_autoptr (JlyProposal) decoded = jly_proposal_decode (proposal, error);
  JlyAgreed *agreed;

  if (decoded == NULL)
    return NULL;
  agreed = jly_agreed_new_uncosted (contract, contract_hash, decoded, error);
  if (agreed != NULL)
    jly_proposal_hash (proposal, agreed->study->proposal_hash);
  return agreed;
}
