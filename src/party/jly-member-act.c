/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a party's own person decides: everything is first taken by this party's own rules, and goes
 * into the folder only then. */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has_party (const JlyContract *contract, const guint8 key[32])
{
  for (guint i = 0; i < contract->parties->len; i++)
    if (memcmp (((const JlyContractParty *)contract->parties->pdata[i])->keys.identity, key, 32)
        == 0)
      return TRUE;
  return FALSE;
}

gboolean
jly_member_put_contract (JlyMember *self, const JlyContract *contract, GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Name your own card among the parties, or let one of them make it.") };
  g_autoptr (GBytes) bytes = jly_contract_encode (contract);
  JlyNote *post;

  if (bytes == NULL)
    return jly_fail (error, JLY_ERROR_CONFIG, NULL, _ ("The contract is too long to be sent."));
  if (!jly_contract_check (contract, error))
    return FALSE;
  if (!has_party (contract, self->keys.identity))
    return jly_fail (error, JLY_ERROR_USAGE, &detail,
                     _ ("You are no party of this contract, so nobody would take it from you."));
  if (g_strcmp0 (self->study_id, contract->study_id) == 0
      && !jly_member_check_next (self, contract, error))
    return FALSE;
  if (g_strcmp0 (self->study_id, contract->study_id) != 0)
    jly_member_choose (self, contract->study_id);
  post = jly_note_add_bytes (jly_note_new ("contract"), bytes);
  jly_note_sign (post, self->identity, JLY_SIGNS_DRAFT, bytes);
  return jly_member_offer (self, post, error);
}

gboolean
jly_member_sign (JlyMember *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  JlyNote *post;

  if (!jly_member_check_contract (self, error))
    return FALSE;
  if (self->self == JLY_MEMBER_NOBODY)
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  bytes = jly_store_get_contract (self->store, self->contract->study_id, 0, error);
  if (bytes == NULL)
    return FALSE;
  post = jly_note_add (jly_note_new ("signature"), self->contract_hash, JLY_HASH_BYTES);
  jly_note_sign (post, self->identity, JLY_SIGNS_CONTRACT, bytes);
  if (jly_store_take_signature (self->governance, self->self, post->signature, self->now, error))
    return jly_member_put (self, post, error);
  jly_note_free (post);
  return FALSE;
}

static gboolean
check_founder (const JlyMember *self, GError **error)
{
  if (!jly_member_check_contract (self, error))
    return FALSE;
  return self->self != JLY_MEMBER_NOBODY || jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
}

/* Bound to this party's own log as it stands. */
static GBytes *
make_decision (JlyMember *self,
               const guint8 question_hash[JLY_HASH_BYTES],
               JlyVerdict verdict,
               const char *reason,
               gint64 expires_at,
               GError **error)
{
  g_autoptr (JlyDecision) decision = jly_decision_new ();
  guint8 signature[64];
  JlyLogHead head;

  if (!jly_store_get_log_head (self->store, self->contract->study_id, &head, signature, error))
    return NULL;
  memcpy (decision->contract_hash, self->contract_hash, JLY_HASH_BYTES);
  memcpy (decision->question_hash, question_hash, JLY_HASH_BYTES);
  decision->verdict = verdict;
  g_free (decision->reason);
  decision->reason = g_strdup (reason != NULL ? reason : "");
  decision->made_at = self->now;
  decision->expires_at = expires_at;
  decision->log_size = head.size;
  memcpy (decision->log_root, head.root.bytes, JLY_HASH_BYTES);
  return jly_decision_encode (decision);
}

static void
sign_item (const JlyMember *self, JlyNote *post, const char *what, GBytes *bytes, JlySigned *item)
{
  jly_note_sign (post, self->identity, what, bytes);
  item->bytes = bytes;
  item->signer = self->self;
  memcpy (item->signature, post->signature, sizeof item->signature);
}

JlyProposal *
jly_member_draft_proposal (JlyMember *self,
                           GPtrArray *questions,
                           JlyPartySet recipients,
                           gint64 expires_at,
                           GError **error)
{
  g_autoptr (JlyProposal) proposal = jly_proposal_new ();
  g_autoptr (GArray) uses = jly_agreed_derive_uses (self->contract, questions, error);
  g_autoptr (JlyAgreed) agreed = NULL;

  if (uses == NULL
      || !jly_member_get_inputs (self, proposal->inputs_root, &proposal->n_submissions, error))
    return NULL;
  memcpy (proposal->contract_hash, self->contract_hash, JLY_HASH_BYTES);
  g_ptr_array_unref (proposal->questions);
  proposal->questions = g_ptr_array_ref (questions);
  if (uses->len > 0)
    g_array_append_vals (proposal->uses, uses->data, uses->len);
  proposal->recipients = recipients;
  proposal->expires_at = expires_at;
  jly_proposal_sort (proposal);
  /* The rules speak before the arithmetic does; who asks with whom is looked at later. */
  if (!jly_governance_check_question (jly_store_governance_get (self->governance, error), proposal,
                                      ~(JlyPartySet)0, error))
    return NULL;
  agreed = jly_agreed_new_uncosted (self->contract, self->contract_hash, proposal, error);
  if (agreed == NULL)
    return NULL;
  memcpy (proposal->plan_hash, agreed->plan->hash, JLY_HASH_BYTES);
  return g_steal_pointer (&proposal);
}

/* An earlier proposal with the same content, whose letters lie there for this party. */
static gint
find_same (JlyMember *self, const JlyProposal *proposal)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, NULL);
  guint8 content[JLY_HASH_BYTES], other[JLY_HASH_BYTES];

  jly_proposal_hash_content (proposal, content);
  for (guint i = 0; governance != NULL && i < jly_governance_count_questions (governance); i++)
    {
      g_autoptr (JlyResult) result = NULL;

      jly_proposal_hash_content (jly_governance_get_question (governance, i), other);
      if (memcmp (content, other, sizeof other) != 0)
        continue;
      result = jly_member_get_result (self, i, NULL);
      if (result != NULL)
        return (gint)i;
    }
  return -1;
}

gboolean
jly_member_propose (JlyMember *self,
                    GPtrArray *questions,
                    JlyPartySet recipients,
                    gint64 expires_at,
                    gint *answered,
                    GError **error)
{
  g_autoptr (JlyProposal) proposal = NULL;
  g_autoptr (GBytes) bytes = NULL, decision = NULL;
  g_autoptr (JlyNote) post = NULL;
  guint8 hash[JLY_HASH_BYTES];
  JlySigned item;

  if (!check_founder (self, error))
    return FALSE;
  proposal = jly_member_draft_proposal (self, questions, recipients, expires_at, error);
  if (proposal == NULL)
    return FALSE;
  *answered = find_same (self, proposal);
  if (*answered >= 0)
    return TRUE;
  bytes = jly_proposal_encode (proposal);
  jly_proposal_hash (bytes, hash);
  decision = make_decision (self, hash, JLY_VERDICT_PROPOSE, NULL, expires_at, error);
  if (decision == NULL)
    return FALSE;
  post = jly_note_add_bytes (jly_note_add_bytes (jly_note_new ("proposal"), bytes), decision);
  sign_item (self, post, JLY_SIGNS_DECISION, decision, &item);
  return jly_store_take_question (self->governance, bytes, &item, self->now, NULL, error)
         && jly_member_put (self, g_steal_pointer (&post), error);
}

/* Whoever says yes says it to a plan that this program would make too. */
static gboolean
check_plan (const JlyMember *self, const JlyProposal *proposal, GError **error)
{
  g_autoptr (JlyAgreed) agreed
      = jly_agreed_new_uncosted (self->contract, self->contract_hash, proposal, error);

  if (agreed == NULL)
    return FALSE;
  return memcmp (agreed->plan->hash, proposal->plan_hash, JLY_HASH_BYTES) == 0
         || jly_refuse (error, JLY_REFUSAL_PLAN, NULL);
}

static gboolean
find_hash (JlyMember *self,
           guint question,
           JlyVerdict verdict,
           guint8 hash[JLY_HASH_BYTES],
           gint64 *expires_at,
           GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, error);
  const JlyErrorDetail detail = { .next = _ ("See what was asked: study status.") };
  const JlyProposal *proposal;
  g_autoptr (GBytes) bytes = NULL;

  memset (hash, 0, JLY_HASH_BYTES);
  *expires_at = self->contract->ends_at;
  if (verdict == JLY_VERDICT_BEFOREHAND)
    return governance != NULL;
  if (governance == NULL || question >= jly_governance_count_questions (governance))
    return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("There is no question of this number."));
  proposal = jly_governance_get_question (governance, question);
  *expires_at = proposal->expires_at;
  bytes = jly_proposal_encode (proposal);
  jly_proposal_hash (bytes, hash);
  return (verdict != JLY_VERDICT_APPROVE && verdict != JLY_VERDICT_PROPOSE)
         || check_plan (self, proposal, error);
}

static gboolean
is_yes (JlyVerdict verdict)
{
  return verdict == JLY_VERDICT_APPROVE || verdict == JLY_VERDICT_PROPOSE
         || verdict == JLY_VERDICT_BEFOREHAND;
}

gboolean
jly_member_decide (
    JlyMember *self, guint question, JlyVerdict verdict, const char *reason, GError **error)
{
  g_autoptr (GBytes) decision = NULL;
  g_autoptr (JlyNote) post = jly_note_new ("decision");
  guint8 hash[JLY_HASH_BYTES];
  gint64 expires_at;
  JlySigned item;

  if (!check_founder (self, error) || (is_yes (verdict) && !jly_member_check_may_act (self, error))
      || !find_hash (self, question, verdict, hash, &expires_at, error))
    return FALSE;
  decision = make_decision (self, hash, verdict, reason, expires_at, error);
  if (decision == NULL)
    return FALSE;
  jly_note_add_bytes (post, decision);
  sign_item (self, post, JLY_SIGNS_DECISION, decision, &item);
  return jly_store_take_decision (self->governance, &item, self->now, error)
         && jly_member_put (self, g_steal_pointer (&post), error);
}

gboolean
jly_member_ask_change (JlyMember *self, guint question, const char *what, GError **error)
{
  g_autoptr (GBytes) text = g_bytes_new (what, strlen (what));
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GByteArray) joined = g_byte_array_new ();
  JlyNote *post;
  guint8 hash[JLY_HASH_BYTES];
  gint64 expires_at;

  if (!check_founder (self, error)
      || !find_hash (self, question, JLY_VERDICT_REJECT, hash, &expires_at, error))
    return FALSE;
  post = jly_note_add_bytes (jly_note_add (jly_note_new ("change"), hash, sizeof hash), text);
  g_byte_array_append (joined, hash, sizeof hash);
  g_byte_array_append (joined, (const guint8 *)what, (guint)strlen (what));
  all = g_byte_array_free_to_bytes (g_steal_pointer (&joined));
  jly_note_sign (post, self->identity, JLY_SIGNS_CHANGE, all);
  return jly_member_put (self, post, error);
}

/* A mandate counts when enough have signed the same bytes: so the times are whole days, which
 * everybody writes alike. */
gboolean
jly_member_give_mandate (
    JlyMember *self, guint representative, gint64 from, gint64 until, GError **error)
{
  JlyMandate mandate = { .representative = representative, .from = from, .until = until };
  const JlyContractParty *party;
  g_autoptr (GBytes) bytes = NULL;
  JlyNote *post;

  if (!check_founder (self, error))
    return FALSE;
  party = jly_contract_get_party (self->contract, representative);
  if (party == NULL || (party->roles & JLY_ROLE_FLAG_REPRESENTATIVE) == 0)
    return jly_refuse (error, JLY_REFUSAL_MANDATE, party != NULL ? party->name : NULL);
  memcpy (mandate.contract_hash, self->contract_hash, JLY_HASH_BYTES);
  mandate.side = party->side;
  bytes = jly_mandate_encode (&mandate);
  post = jly_note_add_bytes (jly_note_new ("mandate"), bytes);
  jly_note_sign (post, self->identity, JLY_SIGNS_MANDATE, bytes);
  return jly_member_offer (self, post, error);
}
