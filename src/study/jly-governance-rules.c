/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who counts, and what a question must keep to. */
#include "config.h"

#include "study/jly-governance-private.h"

#include "study/jly-agreed.h"

#include "analysis/jly-analysis.h"

#include <string.h>

JlyPartySet
jly_asked_select (const JlyAsked *asked, guint n_parties, guint verdicts, gint64 now)
{
  JlyPartySet set = 0;

  for (guint i = 0; i < n_parties; i++)
    {
      const JlyVoice *voice = &asked->voices[i];

      if (voice->is_given && (verdicts >> voice->verdict & 1) != 0 && now < voice->expires_at)
        set |= (JlyPartySet)1 << i;
    }
  return set;
}

static JlyPartySet
find_representatives (const JlyGovernance *self, guint side, gint64 now)
{
  JlyPartySet set = 0;

  for (guint i = 0; i < self->mandates->len; i++)
    {
      const JlyMandate *mandate = &g_array_index (self->mandates, JlyMandate, i);

      if (mandate->side == side && mandate->from <= now && now < mandate->until)
        set |= (JlyPartySet)1 << mandate->representative;
    }
  return set;
}

void
jly_governance_fill_base (const JlyGovernance *self,
                          const JlyQuorum *quorum,
                          gint64 now,
                          JlyQuorumBase *base)
{
  for (guint i = 0; i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];

      base->who[i] = jly_contract_select (self->contract, clause->roles, clause->side);
      base->representatives[i] = find_representatives (self, clause->side, now);
    }
}

static JlyQuorumState
judge (const JlyGovernance *self,
       const JlyQuorum *quorum,
       JlyPartySet agreed,
       JlyPartySet refused,
       gint64 now)
{
  JlyQuorumBase base;

  jly_governance_fill_base (self, quorum, now, &base);
  return jly_quorum_judge (quorum, &base, agreed, refused);
}

JlyQuorumState
jly_governance_judge_asking (const JlyGovernance *self, const JlyAsked *asked, gint64 now)
{
  JlyPartySet proposers
      = jly_asked_select (asked, self->contract->parties->len, 1 << JLY_VERDICT_PROPOSE, now);

  return judge (self, &self->contract->policy.ask, proposers, 0, now);
}

/* A standing rule: every column is open to everybody who asks. */
static gboolean
is_open_to (const JlyGovernance *self, const JlyProposal *question, JlyPartySet askers)
{
  for (guint i = 0; i < question->uses->len; i++)
    {
      const JlyProposalUse *use = &g_array_index (question->uses, JlyProposalUse, i);
      const JlyContractColumn *column = self->contract->columns->pdata[use->column];

      if ((askers & ~column->open_to) != 0)
        return FALSE;
    }
  return askers != 0 && question->uses->len > 0;
}

/* A rejection counts for ever; whoever asked has agreed. */
JlyQuorumState
jly_governance_judge_approval (const JlyGovernance *self, const JlyAsked *asked, gint64 now)
{
  const JlyPolicy *policy = &self->contract->policy;
  guint n = self->contract->parties->len;
  JlyPartySet refused = jly_asked_select (asked, n, 1 << JLY_VERDICT_REJECT, G_MININT64);
  JlyPartySet proposers = jly_asked_select (asked, n, 1 << JLY_VERDICT_PROPOSE, now);
  JlyPartySet agreed
      = jly_asked_select (asked, n, 1 << JLY_VERDICT_PROPOSE | 1 << JLY_VERDICT_APPROVE, now);

  if ((refused & policy->veto) != 0)
    return JLY_QUORUM_UNREACHABLE;
  if (policy->is_standing && is_open_to (self, asked->question, proposers))
    return JLY_QUORUM_MET;
  return judge (self, asked->is_first ? &policy->approve_first : &policy->approve, agreed, refused,
                now);
}

static gboolean
check_permitted (const JlyContract *contract, const JlyProposal *question, GError **error)
{
  for (guint i = 0; i < question->questions->len; i++)
    {
      const JlyStudyQuestion *asked = question->questions->pdata[i];

      if (!jly_contract_permits (contract, asked->analysis, asked->parameters))
        return jly_refuse (error, JLY_REFUSAL_ANALYSIS, NULL);
    }
  return TRUE;
}

/* What it says it does with the columns is what the analyses do with them, and all of it is
 * permitted. */
static gboolean
check_uses (const JlyContract *contract, const JlyProposal *question, GError **error)
{
  g_autoptr (GArray) uses = jly_agreed_derive_uses (contract, question->questions, error);

  if (uses == NULL)
    return FALSE;
  if (uses->len != question->uses->len
      || (uses->len > 0
          && memcmp (uses->data, question->uses->data, uses->len * sizeof (JlyProposalUse)) != 0))
    return jly_refuse (error, JLY_REFUSAL_COLUMN, NULL);
  for (guint i = 0; i < uses->len; i++)
    {
      const JlyProposalUse *use = &g_array_index (uses, JlyProposalUse, i);
      const JlyContractColumn *column = contract->columns->pdata[use->column];

      if ((column->rights & use->use) == 0)
        return jly_refuse (error, JLY_REFUSAL_COLUMN, NULL);
    }
  return TRUE;
}

/* What an analysis opens to the computing parties, or to each provider, whoever the recipients are,
 * must be for them by the contract. */
static gboolean
check_openings (const JlyContract *contract, const JlyProposal *question, GError **error)
{
  JlyPartySet miners = jly_contract_select (contract, JLY_ROLE_FLAG_MINER, JLY_NO_SIDE);

  for (guint i = 0; i < question->questions->len; i++)
    {
      const JlyStudyQuestion *asked = question->questions->pdata[i];
      const JlyAnalysis *analysis = jly_analysis_find (asked->analysis);

      for (gsize k = 0; k < analysis->n_outputs; k++)
        if ((analysis->outputs[k].to == JLY_OUTPUT_TO_EVERYONE
             && (miners & ~question->recipients) != 0)
            || (analysis->outputs[k].to == JLY_OUTPUT_TO_EACH_PROVIDER
                && !contract->policy.learn.own_part))
          return jly_refuse (error, JLY_REFUSAL_RECIPIENT, NULL);
    }
  return TRUE;
}

gboolean
jly_governance_check_question (const JlyGovernance *self,
                               const JlyProposal *question,
                               JlyPartySet proposers,
                               GError **error)
{
  const JlyContract *contract = self->contract;

  if (!check_permitted (contract, question, error) || !check_uses (contract, question, error))
    return FALSE;
  if ((question->recipients & ~jly_contract_find_learners (contract, proposers)) != 0
      || (question->recipients == 0 && !contract->policy.learn.own_part))
    return jly_refuse (error, JLY_REFUSAL_RECIPIENT, NULL);
  return check_openings (contract, question, error)
         && jly_governance_check_inference (self, question, error);
}
