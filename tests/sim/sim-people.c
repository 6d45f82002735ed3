/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people. Each looks at what its own program knows and does the next thing, as the pages of the
 * app would have it; one of them may be unwilling. What a person wanted is written down before the
 * program does it: that is what the parties are held to, however the program ended. See
 * sim-world.h.
 */
#include "config.h"

#include "sim/sim-world.h"

#include "base/jly-error.h"
#include "party/jly-accord.h"

#define DAY 86400
#define MOST_TRIES 4 /* then people give up */

static gboolean
is_unwilling (const SimWorld *self, guint party, SimWill will)
{
  return self->plan.unwilling == party && self->plan.will == will;
}

/* error is looked at after ok was found. */
static gboolean
finish (SimWorld *self, guint party, const char *what, gboolean ok, GError **error)
{
  if (ok)
    sim_tell (self, "%s %s", self->parties[party].name, what);
  else
    sim_hear (self, party, *error);
  return ok;
}

/* The first company has the contract drafted. */
static gboolean
draft (SimWorld *self, guint party, JlyMember *member)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JlyContract) contract = NULL;
  GError *error = NULL;
  gboolean ok;

  if (party != 0)
    return FALSE;
  bytes = jly_accord_make_contract (self->study, SIM_START - 10, &error);
  g_assert_no_error (error);
  contract = jly_contract_decode (bytes, &error);
  g_assert_no_error (error);
  contract->rehearsal = FALSE;
  contract->ends_at = SIM_START + SIM_DAYS * DAY;
  ok = jly_member_put_contract (member, contract, &error);
  return finish (self, party, "drafts the contract", ok, &error);
}

static gboolean
sign (SimWorld *self, guint party, JlyMember *member)
{
  GError *error = NULL;

  if (is_unwilling (self, party, SIM_NEVER_SIGNS))
    return FALSE;
  self->parties[party].wish->to_sign = TRUE;
  return finish (self, party, "signs", jly_member_sign (member, &error), &error);
}

/* A program that was killed may have made an upload, and sent nothing of it: its person sees that
 * nobody took it, and hands in once more. */
static gboolean
hand_in (SimWorld *self, guint party, JlyMember *member)
{
  SimParty *one = &self->parties[party];
  gint64 *column = &one->figures[one->wish->n_figures > 0 && self->plan.has_correction
                                 && party == self->n_companies - 1];
  JlyFigures figures = { 1, 1, &column, NULL };
  GError *error = NULL;

  if (is_unwilling (self, party, SIM_NEVER_HANDS_IN))
    return FALSE;
  one->wish->n_figures++;
  return finish (self, party, "hands in", jly_member_submit (member, &figures, &error), &error);
}

static gboolean
wants_to_hand_in (SimWorld *self, guint party, JlyMember *member)
{
  guint64 number;
  guint n_receipts, n;
  guint8 root[JLY_HASH_BYTES];

  jly_member_get_upload (member, party, &number, &n_receipts);
  if (jly_member_get_inputs (member, root, &n, NULL)
      || self->parties[party].wish->n_figures >= MOST_TRIES)
    return FALSE;
  return number == 0 || (n_receipts < SIM_MINERS && self->is_calm && self->n_changes == 0)
         || (self->plan.has_correction && party == self->n_companies - 1 && number == 1
             && n_receipts == SIM_MINERS);
}

static gboolean
close_set (SimWorld *self, guint party, JlyMember *member)
{
  guint held, expected, n;
  guint8 root[JLY_HASH_BYTES];
  GError *error = NULL;

  if (party != self->n_companies || jly_member_get_inputs (member, root, &n, NULL))
    return FALSE;
  jly_member_count_held (member, &held, &expected);
  if (held < expected)
    return FALSE;
  return finish (self, party, "closes the set", jly_member_freeze (member, NULL, &error), &error);
}

static gboolean
ask (SimWorld *self, guint party, JlyMember *member)
{
  GError *error = NULL;
  guint8 root[JLY_HASH_BYTES];
  guint n;
  gint answered;
  gboolean ok;

  if (party != 0 || !jly_member_get_inputs (member, root, &n, NULL)
      || !jly_member_check_included (member, NULL))
    return FALSE;
  self->parties[party].wish->to_ask = TRUE;
  ok = jly_member_propose (member, self->study->questions, self->plan.recipients,
                           SIM_START + 4 * DAY, &answered, &error);
  return finish (self, party, "asks", ok, &error);
}

static gboolean
decide (SimWorld *self, guint party, JlyMember *member, JlyVerdict verdict, const char *what)
{
  SimParty *one = &self->parties[party];
  GError *error = NULL;

  one->wish->yes = one->wish->yes || verdict == JLY_VERDICT_APPROVE;
  one->wish->no = one->wish->no || verdict != JLY_VERDICT_APPROVE;
  return finish (self, party, what, jly_member_decide (member, 0, verdict, NULL, &error), &error);
}

static gboolean
answer (SimWorld *self, guint party, JlyMember *member, const JlyGovernance *governance)
{
  JlyPartySet missing = jly_governance_get_missing (governance, 0, member->now);
  JlyProposalStage stage = jly_governance_get_stage (governance, 0, member->now);

  if (stage != JLY_PROPOSAL_PROPOSED)
    return FALSE;
  if (is_unwilling (self, party, SIM_WITHDRAWS) && self->parties[1].wish->yes)
    return decide (self, party, member, JLY_VERDICT_WITHDRAW, "withdraws");
  if ((missing >> party & 1) == 0 || is_unwilling (self, party, SIM_NEVER_DECIDES))
    return FALSE;
  if (is_unwilling (self, party, SIM_REJECTS))
    return decide (self, party, member, JLY_VERDICT_REJECT, "rejects");
  return decide (self, party, member, JLY_VERDICT_APPROVE, "approves");
}

gboolean
sim_person (SimWorld *self, guint party, JlyMember *member, gpointer unused)
{
  const JlyGovernance *governance;
  GError *error = NULL;

  if (!jly_member_sync (member, &error) || !jly_member_finish (member, &error))
    {
      sim_break (self, "%s cannot go on: %s", self->parties[party].name, error->message);
      sim_hear (self, party, error);
      return FALSE;
    }
  if (member->governance == NULL)
    return draft (self, party, member);
  governance = jly_store_governance_get (member->governance, NULL);
  if (jly_governance_get_unsigned (governance) >> party & 1)
    return sign (self, party, member);
  if (jly_governance_get_unsigned (governance) != 0)
    return FALSE;
  if (sim_is_miner (self, party))
    return close_set (self, party, member);
  if (wants_to_hand_in (self, party, member))
    return hand_in (self, party, member);
  if (jly_governance_count_questions (governance) == 0)
    return ask (self, party, member);
  return answer (self, party, member, governance);
}
