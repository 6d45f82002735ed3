/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a question: asked, decided about, started, answered. */
#include "config.h"

#include "study/jly-governance-private.h"

#include <string.h>

/* The stages that no voice can change any more. */
static gboolean
is_past_deciding (const JlyAsked *asked)
{
  return asked->attempts > 0;
}

static gboolean
is_withdrawn (const JlyGovernance *self, const JlyAsked *asked)
{
  return jly_asked_select (asked, self->contract->parties->len, 1 << JLY_VERDICT_PROPOSE,
                           G_MININT64)
         == 0;
}

JlyProposalStage
jly_governance_get_stage (const JlyGovernance *self, guint question, gint64 now)
{
  const JlyAsked *asked = self->asked->pdata[question];

  if (asked->is_running)
    return JLY_PROPOSAL_RUNNING;
  if (asked->is_answered)
    return JLY_PROPOSAL_ANSWERED;
  if (asked->is_failed)
    return JLY_PROPOSAL_FAILED;
  if (is_withdrawn (self, asked))
    return JLY_PROPOSAL_WITHDRAWN;
  switch (jly_governance_judge_approval (self, asked, now))
    {
    case JLY_QUORUM_UNREACHABLE:
      return JLY_PROPOSAL_REJECTED;
    case JLY_QUORUM_MET:
      return jly_governance_judge_asking (self, asked, now) == JLY_QUORUM_MET
                 ? JLY_PROPOSAL_APPROVED
                 : JLY_PROPOSAL_PROPOSED;
    default:
      return JLY_PROPOSAL_PROPOSED;
    }
}

JlyPartySet
jly_governance_get_missing_askers (const JlyGovernance *self, guint question, gint64 now)
{
  JlyPartySet proposers = jly_asked_select (
      self->asked->pdata[question], self->contract->parties->len, 1 << JLY_VERDICT_PROPOSE, now);
  JlyQuorumBase base;

  jly_governance_fill_base (self, &self->contract->policy.ask, now, &base);
  return jly_quorum_missing (&self->contract->policy.ask, &base, proposers);
}

JlyPartySet
jly_governance_get_missing (const JlyGovernance *self, guint question, gint64 now)
{
  const JlyAsked *asked = self->asked->pdata[question];
  const JlyPolicy *policy = &self->contract->policy;
  const JlyQuorum *approve = asked->is_first ? &policy->approve_first : &policy->approve;
  guint n = self->contract->parties->len;
  JlyPartySet proposers = jly_asked_select (asked, n, 1 << JLY_VERDICT_PROPOSE, now);
  JlyPartySet agreed = proposers | jly_asked_select (asked, n, 1 << JLY_VERDICT_APPROVE, now);
  JlyPartySet missing = jly_governance_get_missing_askers (self, question, now);
  JlyQuorumBase base;

  if (jly_governance_judge_approval (self, asked, now) == JLY_QUORUM_MET)
    return missing;
  jly_governance_fill_base (self, approve, now, &base);
  return missing | jly_quorum_missing (approve, &base, agreed);
}

static JlyDecision *
read_decision (const JlyGovernance *self, const JlySigned *item, GError **error)
{
  g_autoptr (JlyDecision) decision = NULL;

  if (!jly_governance_verify (self, JLY_SIGNS_DECISION, item, error))
    return NULL;
  decision = jly_decision_decode (item->bytes, error);
  if (decision == NULL)
    return NULL;
  if (memcmp (decision->contract_hash, self->hash, JLY_HASH_BYTES) != 0)
    {
      jly_refuse (error, JLY_REFUSAL_CONTRACT, jly_governance_name (self, item->signer));
      return NULL;
    }
  return g_steal_pointer (&decision);
}

/* Parties that one clause or the other of a rule counts. */
static JlyPartySet
find_counted (const JlyGovernance *self, const JlyQuorum *quorum, gint64 now)
{
  JlyQuorumBase base;
  JlyPartySet set = 0;

  jly_governance_fill_base (self, quorum, now, &base);
  for (guint i = 0; i < quorum->n; i++)
    set |= base.who[i] | (quorum->clauses[i].may_represent ? base.representatives[i] : 0);
  return set;
}

static gboolean
may_speak (
    const JlyGovernance *self, const JlyAsked *asked, guint signer, JlyVerdict verdict, gint64 now)
{
  const JlyPolicy *policy = &self->contract->policy;
  JlyPartySet who;

  if (verdict == JLY_VERDICT_PROPOSE)
    who = find_counted (self, &policy->ask, now);
  else if (verdict == JLY_VERDICT_WITHDRAW)
    return asked->voices[signer].is_given
           && (asked->voices[signer].verdict == JLY_VERDICT_PROPOSE
               || asked->voices[signer].verdict == JLY_VERDICT_APPROVE);
  else
    who = find_counted (self, asked->is_first ? &policy->approve_first : &policy->approve, now)
          | policy->veto;
  return (who >> signer & 1) != 0;
}

static gboolean
check_may_speak (const JlyGovernance *self,
                 const JlyAsked *asked,
                 guint signer,
                 JlyVerdict verdict,
                 gint64 now,
                 GError **error)
{
  const JlyContractParty *party = jly_contract_get_party (self->contract, signer);

  if (may_speak (self, asked, signer, verdict, now))
    return TRUE;
  /* A representative whose mandate is missing should hear just that. */
  if ((party->roles & JLY_ROLE_FLAG_REPRESENTATIVE) != 0 && verdict != JLY_VERDICT_WITHDRAW)
    return jly_refuse (error, JLY_REFUSAL_MANDATE, party->name);
  return jly_refuse (error,
                     verdict == JLY_VERDICT_PROPOSE ? JLY_REFUSAL_ASKER : JLY_REFUSAL_APPROVER,
                     party->name);
}

gboolean
jly_governance_check_in_force (const JlyGovernance *self, gint64 now, GError **error)
{
  JlyPartySet unsigned_by = jly_governance_get_unsigned (self);

  if (unsigned_by != 0)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT_SIGNED,
                       jly_governance_name (self, (guint)__builtin_ctzll (unsigned_by)));
  if (now >= self->contract->ends_at)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT_ENDED, NULL);
  return TRUE;
}

static gint
find_answer (const JlyGovernance *self, const JlyAsked *asked)
{
  for (guint i = 0; i < self->asked->len; i++)
    {
      const JlyAsked *other = self->asked->pdata[i];

      if (other->is_answered && memcmp (other->content, asked->content, JLY_HASH_BYTES) == 0)
        return (gint)i;
    }
  return -1;
}

static JlyAsked *
make_asked (const JlyGovernance *self, GBytes *bytes, GError **error)
{
  g_autoptr (JlyProposal) question = jly_proposal_decode (bytes, error);
  JlyAsked *asked;

  if (question == NULL)
    return NULL;
  asked = g_new0 (JlyAsked, 1);
  jly_proposal_hash (bytes, asked->hash);
  jly_proposal_hash_content (question, asked->content);
  asked->question = g_steal_pointer (&question);
  asked->is_first = TRUE;
  for (guint i = 0; i < self->asked->len; i++)
    asked->is_first &= !((const JlyAsked *)self->asked->pdata[i])->is_charged;
  return asked;
}

static void
speak (JlyAsked *asked, guint signer, const JlyDecision *decision)
{
  asked->voices[signer] = (JlyVoice){
    .is_given = TRUE,
    .verdict = decision->verdict,
    .expires_at = MIN (decision->expires_at, asked->question->expires_at),
    .log_size = decision->log_size,
  };
}

/* Equal bytes of two signers are two decisions. */
static GBytes *
make_heard (const JlySigned *item)
{
  GByteArray *all = g_byte_array_new ();
  gsize n;
  const guint8 *bytes = g_bytes_get_data (item->bytes, &n);

  g_byte_array_append (all, (const guint8 *)&item->signer, sizeof item->signer);
  g_byte_array_append (all, bytes, (guint)n);
  return g_byte_array_free_to_bytes (all);
}

static void
remember (JlyGovernance *self, const JlySigned *item)
{
  g_hash_table_add (self->heard, make_heard (item));
}

/* Nobody can bring back what its signer has taken back since: a decision counts once, and one that
 * was made before the last of the same signer no more. */
static gboolean
check_is_new (const JlyGovernance *self,
              const JlyVoice *voice,
              const JlySigned *item,
              const JlyDecision *decision,
              GError **error)
{
  g_autoptr (GBytes) heard = make_heard (item);

  if (g_hash_table_contains (self->heard, heard)
      || (voice->is_given && decision->log_size < voice->log_size))
    return jly_refuse (error, JLY_REFUSAL_TWICE, jly_governance_name (self, item->signer));
  return TRUE;
}

static gboolean
check_new (const JlyGovernance *self,
           const JlyAsked *asked,
           guint signer,
           const JlyDecision *decision,
           gint64 now,
           GError **error)
{
  const char *name = jly_governance_name (self, signer);

  if (memcmp (asked->question->contract_hash, self->hash, JLY_HASH_BYTES) != 0)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, name);
  /* What was signed is about other bytes. */
  if (memcmp (decision->question_hash, asked->hash, JLY_HASH_BYTES) != 0)
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, name);
  if (decision->verdict != JLY_VERDICT_PROPOSE)
    return jly_refuse (error, JLY_REFUSAL_ASKER, name);
  if (jly_governance_find_question (self, asked->hash) >= 0)
    return jly_refuse (error, JLY_REFUSAL_TWICE, name);
  if (now >= asked->question->expires_at || now >= decision->expires_at)
    return jly_refuse (error, JLY_REFUSAL_EXPIRED, name);
  return check_may_speak (self, asked, signer, JLY_VERDICT_PROPOSE, now, error)
         /* Others may still join in asking; who did is looked at before the start. */
         && jly_governance_check_question (
             self, asked->question,
             (JlyPartySet)1 << signer | find_counted (self, &self->contract->policy.ask, now),
             error);
}

gboolean
jly_governance_take_question (JlyGovernance *self,
                              GBytes *question,
                              const JlySigned *proposal,
                              gint64 now,
                              gint *answered,
                              GError **error)
{
  g_autoptr (JlyDecision) decision = NULL;
  JlyAsked *asked;
  gint before;

  if (!jly_governance_check_in_force (self, now, error))
    return FALSE;
  decision = read_decision (self, proposal, error);
  asked = decision == NULL ? NULL : make_asked (self, question, error);
  if (asked == NULL)
    return FALSE;
  if (!check_new (self, asked, proposal->signer, decision, now, error))
    {
      jly_proposal_free (asked->question);
      g_free (asked);
      return FALSE;
    }
  before = find_answer (self, asked);
  g_ptr_array_add (self->asked, asked);
  speak (asked, proposal->signer, decision);
  remember (self, proposal);
  if (answered != NULL)
    *answered = before;
  return TRUE;
}

static gboolean
take_beforehand (
    JlyGovernance *self, const JlyDecision *decision, guint signer, gint64 now, GError **error)
{
  static const guint8 none[JLY_HASH_BYTES];

  if ((self->contract->policy.beforehand >> signer & 1) == 0
      || memcmp (decision->question_hash, none, JLY_HASH_BYTES) != 0)
    return jly_refuse (error, JLY_REFUSAL_APPROVER, jly_governance_name (self, signer));
  if (now >= decision->expires_at)
    return jly_refuse (error, JLY_REFUSAL_EXPIRED, jly_governance_name (self, signer));
  self->beforehand_until[signer] = decision->expires_at;
  return TRUE;
}

gboolean
jly_governance_take_decision (JlyGovernance *self,
                              const JlySigned *item,
                              gint64 now,
                              GError **error)
{
  g_autoptr (JlyDecision) decision = read_decision (self, item, error);
  const char *name = jly_governance_name (self, item->signer);
  JlyAsked *asked;
  gint index;

  if (decision == NULL)
    return FALSE;
  if (decision->verdict == JLY_VERDICT_BEFOREHAND)
    return take_beforehand (self, decision, item->signer, now, error);
  index = jly_governance_find_question (self, decision->question_hash);
  if (index < 0)
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, name);
  asked = self->asked->pdata[index];
  if (!check_is_new (self, &asked->voices[item->signer], item, decision, error))
    return FALSE;
  if (is_past_deciding (asked))
    return jly_refuse (error, JLY_REFUSAL_STARTED, name);
  if (now >= decision->expires_at || now >= asked->question->expires_at)
    return jly_refuse (error, JLY_REFUSAL_EXPIRED, name);
  if (!check_may_speak (self, asked, item->signer, decision->verdict, now, error))
    return FALSE;
  /* A rejection is final: it is also what the log of everybody else says. */
  if (asked->voices[item->signer].is_given
      && asked->voices[item->signer].verdict == JLY_VERDICT_REJECT)
    return jly_refuse (error, JLY_REFUSAL_REJECTED, name);
  /* Looked at again, since this party may have come to hold the set only after it was asked. */
  if (decision->verdict == JLY_VERDICT_APPROVE
      && !jly_governance_check_inference (self, asked->question, error))
    return FALSE;
  speak (asked, item->signer, decision);
  remember (self, item);
  return TRUE;
}

/* Whose approval must come before any question, and is not there or over. */
static JlyPartySet
find_beforehand_missing (const JlyGovernance *self, gint64 now)
{
  JlyPartySet missing = self->contract->policy.beforehand;

  for (guint i = 0; i < self->contract->parties->len; i++)
    if (now < self->beforehand_until[i])
      missing &= ~((JlyPartySet)1 << i);
  return missing;
}

static gboolean
check_agreed (const JlyGovernance *self, guint question, gint64 now, GError **error)
{
  const JlyAsked *asked = self->asked->pdata[question];
  JlyQuorumState approval = jly_governance_judge_approval (self, asked, now);
  JlyPartySet beforehand = find_beforehand_missing (self, now);

  if (beforehand != 0)
    return jly_refuse (error, JLY_REFUSAL_BEFOREHAND,
                       jly_governance_name (self, (guint)__builtin_ctzll (beforehand)));
  if (is_withdrawn (self, asked))
    return jly_refuse (error, JLY_REFUSAL_WITHDRAWN, NULL);
  if (now >= asked->question->expires_at)
    return jly_refuse (error, JLY_REFUSAL_EXPIRED, NULL);
  /* Who asked too and then said no asks no more; that it said no is what others should hear. */
  if (approval == JLY_QUORUM_UNREACHABLE)
    return jly_refuse (error, JLY_REFUSAL_REJECTED, NULL);
  if (jly_governance_judge_asking (self, asked, now) != JLY_QUORUM_MET)
    return jly_refuse (error, JLY_REFUSAL_ASKER, NULL);
  return approval == JLY_QUORUM_MET || jly_refuse (error, JLY_REFUSAL_APPROVALS, NULL);
}

static gboolean
check_attempt (const JlyGovernance *self, const JlyAsked *asked, GError **error)
{
  if (asked->is_running)
    return jly_refuse (error, JLY_REFUSAL_STARTED, NULL);
  if ((asked->is_failed && !asked->is_answered) || asked->attempts >= JLY_GOVERNANCE_MAX_ATTEMPTS)
    return jly_refuse (error, JLY_REFUSAL_ATTEMPTS, NULL);
  if (!asked->is_charged && jly_governance_get_budget (self) == 0)
    return jly_refuse (error, JLY_REFUSAL_BUDGET, NULL);
  return TRUE;
}

/* Every proposer's right to the recipients is looked at again, now that all askers are known. */
static gboolean
check_question_again (const JlyGovernance *self, const JlyAsked *asked, gint64 now, GError **error)
{
  JlyPartySet proposers
      = jly_asked_select (asked, self->contract->parties->len, 1 << JLY_VERDICT_PROPOSE, now);

  return jly_governance_check_question (self, asked->question, proposers, error);
}

gboolean
jly_governance_check_start (const JlyGovernance *self,
                            guint question,
                            const guint8 plan_hash[JLY_HASH_BYTES],
                            gint64 now,
                            GError **error)
{
  const JlyAsked *asked = self->asked->pdata[question];

  if (!jly_governance_check_in_force (self, now, error) || !check_attempt (self, asked, error)
      || !check_agreed (self, question, now, error)
      || !check_question_again (self, asked, now, error))
    return FALSE;
  if (memcmp (asked->question->plan_hash, plan_hash, JLY_HASH_BYTES) != 0)
    return jly_refuse (error, JLY_REFUSAL_PLAN, NULL);
  return jly_governance_check_inputs (self, asked, error);
}

gboolean
jly_governance_start (JlyGovernance *self,
                      guint question,
                      const guint8 plan_hash[JLY_HASH_BYTES],
                      gint64 now,
                      guint *attempt,
                      GError **error)
{
  JlyAsked *asked = self->asked->pdata[question];

  if (!jly_governance_check_start (self, question, plan_hash, now, error))
    return FALSE;
  asked->is_charged = TRUE;
  asked->is_running = TRUE;
  *attempt = ++asked->attempts;
  return TRUE;
}

void
jly_governance_fail_attempt (JlyGovernance *self, guint question, JlyAttemptEnd end)
{
  JlyAsked *asked = self->asked->pdata[question];

  asked->is_running = FALSE;
  asked->is_failed
      |= end != JLY_ATTEMPT_MAY_RETRY || asked->attempts >= JLY_GOVERNANCE_MAX_ATTEMPTS;
  /* Of an attempt before that one, something may have been seen. */
  asked->is_unseen = end == JLY_ATTEMPT_UNSEEN && asked->attempts == 1;
}

void
jly_governance_answer (JlyGovernance *self, guint question)
{
  JlyAsked *asked = self->asked->pdata[question];

  asked->is_running = FALSE;
  asked->is_answered = TRUE;
}
