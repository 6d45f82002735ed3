/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with single signed things, though the right people signed them: copies, old ones,
 * those of another contract, of other bytes, or whose time is over. */
#include "config.h"

#include "study/governance-fixture.h"

#include <string.h>

#define assert_refused(call, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_false (call);                                                                         \
    g_assert_cmpstr (jly_refusal_name (rule), ==, jly_refusal_name (expected));                    \
  }                                                                                                \
  G_STMT_END

/* Asked by north, approved by all others. */
static void
begin (Fixture *self)
{
  g_autoptr (JlyProposal) question = NULL;

  fixture_start (self);
  question = fixture_question (self);
  g_assert_cmpuint (fixture_agree (self, question), ==, 0);
}

/* An approval that was taken back does not come to life again because somebody sends a copy. */
static void
test_copy (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyDecision) yes = NULL;
  JlyRefusal rule;

  begin (self);
  yes = fixture_decision (self, 0, JLY_VERDICT_APPROVE);
  g_assert_true (fixture_hear (self, yes, RIDGE, NOW, &rule));
  g_assert_true (fixture_say (self, 0, RIDGE, JLY_VERDICT_WITHDRAW, NOW, &rule));
  assert_refused (fixture_hear (self, yes, RIDGE, NOW, &rule), JLY_REFUSAL_TWICE);
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_APPROVALS);
  g_assert_true (fixture_say (self, 0, RIDGE, JLY_VERDICT_APPROVE, NOW, &rule));
  g_assert_true (fixture_run (self, 0, NOW, &rule));
}

/* The same bytes of two signers are two decisions, and a copy of the last word is no news. */
static void
test_same_bytes (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  g_autoptr (JlyDecision) yes = NULL;
  JlyRefusal rule;

  fixture_start (self);
  question = fixture_question (self);
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  yes = fixture_decision (self, 0, JLY_VERDICT_APPROVE);
  g_assert_true (fixture_hear (self, yes, HARBOUR, NOW, &rule));
  g_assert_true (fixture_hear (self, yes, RIDGE, NOW, &rule));
  g_assert_true (fixture_hear (self, yes, TOWN_HALL, NOW, &rule));
  assert_refused (fixture_hear (self, yes, TOWN_HALL, NOW, &rule), JLY_REFUSAL_TWICE);
  g_assert_true (fixture_run (self, 0, NOW, &rule));
}

/* One that was held back is older than what its signer said since. */
static void
test_held_back (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyDecision) yes = NULL;
  JlyRefusal rule;

  begin (self);
  yes = fixture_decision (self, 0, JLY_VERDICT_APPROVE);
  g_assert_true (fixture_say (self, 0, RIDGE, JLY_VERDICT_WITHDRAW, NOW, &rule));
  assert_refused (fixture_hear (self, yes, RIDGE, NOW, &rule), JLY_REFUSAL_TWICE);
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_APPROVALS);
}

static void
test_beforehand_ends (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyDecision) yes = NULL;
  g_autoptr (JlyDecision) about_one = NULL;
  JlyRefusal rule;

  self->contract->policy.beforehand = 1 << OFFICER;
  begin (self);
  about_one = fixture_decision (self, 0, JLY_VERDICT_BEFOREHAND);
  about_one->question_hash[0] = 1;
  assert_refused (fixture_hear (self, about_one, OFFICER, NOW, &rule), JLY_REFUSAL_APPROVER);
  yes = fixture_decision (self, 0, JLY_VERDICT_BEFOREHAND);
  yes->expires_at = NOW + 50;
  assert_refused (fixture_hear (self, yes, OFFICER, NOW + 50, &rule), JLY_REFUSAL_EXPIRED);
  g_assert_true (fixture_hear (self, yes, OFFICER, NOW, &rule));
  assert_refused (fixture_run (self, 0, NOW + 50, &rule), JLY_REFUSAL_BEFOREHAND);
  g_assert_true (fixture_run (self, 0, NOW + 49, &rule));
}

/* Each approval counts until its own end, also where the question lasts longer. */
static void
test_approval_ends (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyDecision) yes = NULL;
  JlyRefusal rule;

  begin (self);
  yes = fixture_decision (self, 0, JLY_VERDICT_APPROVE);
  yes->expires_at = NOW + 50;
  g_assert_true (fixture_hear (self, yes, RIDGE, NOW, &rule));
  assert_refused (fixture_run (self, 0, NOW + 50, &rule), JLY_REFUSAL_APPROVALS);
  assert_refused (fixture_run (self, 0, NOW + 500, &rule), JLY_REFUSAL_EXPIRED);
  g_assert_true (fixture_run (self, 0, NOW + 49, &rule));
}

/* Also what is computed again for one that has lost its part is tried five times at most. */
static void
test_five_in_all (Fixture *self, gconstpointer data)
{
  JlyRefusal rule;

  begin (self);
  g_assert_true (fixture_run (self, 0, NOW, &rule));
  jly_governance_answer (self->governance, 0);
  for (guint i = 1; i < JLY_GOVERNANCE_MAX_ATTEMPTS; i++)
    {
      g_assert_true (fixture_run (self, 0, NOW, &rule));
      jly_governance_fail_attempt (self->governance, 0, JLY_ATTEMPT_MAY_RETRY);
    }
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_ATTEMPTS);
}

static void
test_other_contract (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyDecision) no = NULL;
  g_autoptr (JlyDecision) unknown = NULL;
  JlyRefusal rule;

  begin (self);
  no = fixture_decision (self, 0, JLY_VERDICT_REJECT);
  no->contract_hash[5] ^= 1;
  assert_refused (fixture_hear (self, no, RIDGE, NOW, &rule), JLY_REFUSAL_CONTRACT);
  unknown = fixture_decision (self, 0, JLY_VERDICT_REJECT);
  unknown->question_hash[5] ^= 1;
  assert_refused (fixture_hear (self, unknown, RIDGE, NOW, &rule), JLY_REFUSAL_CONTRACT);
  g_assert_true (fixture_run (self, 0, NOW, &rule));
}

/* A decision that is no proposal asks nothing, even over the right question. */
static void
test_approval_asks_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  g_autoptr (JlyDecision) yes = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) said = NULL;
  g_autoptr (GError) error = NULL;
  JlySigned item;

  begin (self);
  question = fixture_question (self);
  bytes = jly_proposal_encode (question);
  yes = fixture_decision (self, 0, JLY_VERDICT_APPROVE);
  jly_proposal_hash (bytes, yes->question_hash);
  said = jly_decision_encode (yes);
  fixture_sign (self, NORTH, JLY_SIGNS_DECISION, said, &item);
  g_assert_false (jly_governance_take_question (self->governance, bytes, &item, NOW, NULL, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_ASKER);
  g_assert_cmpuint (jly_governance_count_questions (self->governance), ==, 1);
  jly_signed_clear (&item);
}

/* Version 2 of the contract comes into force, and knows what was decided under the first. */
static void
begin_next_version (Fixture *self)
{
  JlyGovernance *earlier = self->governance;

  self->contract->version = 2;
  self->contract->previous[0] = 1;
  fixture_start (self);
  jly_governance_inherit (self->governance, earlier);
  jly_governance_free (earlier);
}

/* Under a second version figures are handed in anew, and the guard against differences goes on. */
static void
test_inherited (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) smaller = NULL;
  g_autoptr (JlyProposal) same = NULL;
  JlyRefusal rule;

  begin (self);
  g_assert_true (fixture_run (self, 0, NOW, &rule));
  begin_next_version (self);
  fixture_freeze (self, 3, 1);
  smaller = fixture_question (self);
  g_assert_cmpuint (fixture_agree (self, smaller), ==, 0);
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_OVERLAP);
  fixture_freeze (self, 4, 1);
  same = fixture_question (self);
  g_assert_cmpuint (fixture_agree (self, same), ==, 1);
  g_assert_true (fixture_run (self, 1, NOW, &rule));
}

/* One of them corrected its figures under the next version: the difference would be the correction.
 * Taken back, the set is that of before. */
static void
test_corrected_in_between (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) corrected = NULL;
  g_autoptr (JlyProposal) same = NULL;
  JlyRefusal rule;

  begin (self);
  g_assert_true (fixture_run (self, 0, NOW, &rule));
  begin_next_version (self);
  self->mark = 1;
  fixture_freeze (self, 4, 1);
  corrected = fixture_question (self);
  g_assert_cmpuint (fixture_agree (self, corrected), ==, 0);
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_OVERLAP);
  self->mark = 0;
  fixture_freeze (self, 4, 2);
  same = fixture_question (self);
  g_assert_cmpuint (fixture_agree (self, same), ==, 1);
  g_assert_true (fixture_run (self, 1, NOW, &rule));
}

static void
allow_mandates (Fixture *self)
{
  JlyPolicy *policy = &self->contract->policy;

  policy->ask = (JlyQuorum){ .n = 1, .clauses = { { JLY_ROLE_FLAG_PROVIDER, MEMBERS, 0, TRUE } } };
  policy->mandate = (JlyQuorum){
    .n = 1,
    .clauses = { { JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_REPRESENTATIVE, JLY_NO_SIDE, 2, FALSE } }
  };
  fixture_start (self);
}

static gboolean
give (Fixture *self, const JlyMandate *mandates, const guint *signers, guint n, JlyRefusal *rule)
{
  JlySigned items[4];
  g_autoptr (GError) error = NULL;
  gboolean ok;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) bytes = jly_mandate_encode (&mandates[i]);

      fixture_sign (self, signers[i], JLY_SIGNS_MANDATE, bytes, &items[i]);
    }
  ok = jly_governance_take_mandate (self->governance, items, n, &error);
  *rule = jly_refusal_get_rule (error);
  for (guint i = 0; i < n; i++)
    jly_signed_clear (&items[i]);
  return ok;
}

/* Two signatures count together only over the same bytes, for this contract, and the one who is to
 * represent is not among those who give. */
static void
test_mandates (Fixture *self, gconstpointer data)
{
  static const guint members[] = { NORTH, HARBOUR };
  static const guint with_itself[] = { NORTH, BOARD };
  JlyMandate mandates[2];
  JlyRefusal rule;

  allow_mandates (self);
  mandates[0]
      = (JlyMandate){ .representative = BOARD, .side = MEMBERS, .from = NOW, .until = NOW + 100 };
  memcpy (mandates[0].contract_hash, jly_governance_get_contract_hash (self->governance),
          JLY_HASH_BYTES);
  mandates[1] = mandates[0];
  mandates[1].until += 900;
  assert_refused (give (self, mandates, members, 2, &rule), JLY_REFUSAL_MANDATE);
  mandates[1] = mandates[0];
  assert_refused (give (self, mandates, with_itself, 2, &rule), JLY_REFUSAL_MANDATE);
  for (guint i = 0; i < 2; i++)
    mandates[i].contract_hash[0] ^= 1;
  assert_refused (give (self, mandates, members, 2, &rule), JLY_REFUSAL_CONTRACT);
  for (guint i = 0; i < 2; i++)
    mandates[i].contract_hash[0] ^= 1;
  g_assert_true (give (self, mandates, members, 2, &rule));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/study/checks/" name, Fixture, NULL, fixture_begin, func, fixture_end)
  ADD ("copy", test_copy);
  ADD ("same-bytes", test_same_bytes);
  ADD ("held-back", test_held_back);
  ADD ("beforehand-ends", test_beforehand_ends);
  ADD ("approval-ends", test_approval_ends);
  ADD ("five-in-all", test_five_in_all);
  ADD ("other-contract", test_other_contract);
  ADD ("approval-asks-nothing", test_approval_asks_nothing);
  ADD ("inherited", test_inherited);
  ADD ("corrected-in-between", test_corrected_in_between);
  ADD ("mandates", test_mandates);
#undef ADD
  return g_test_run ();
}
