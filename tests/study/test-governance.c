/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule of jly-refusal.h: what it lets pass, and what it stops. */
#include "config.h"

#include "study/governance-fixture.h"

#include "study/jly-governance-words.h"

#include <string.h>

#define assert_refused(call, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_false (call);                                                                         \
    g_assert_cmpstr (jly_refusal_name (rule), ==, jly_refusal_name (expected));                    \
  }                                                                                                \
  G_STMT_END

static void
test_whole_life (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;
  guint index;

  fixture_start (self);
  question = fixture_question (self);
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  g_assert_cmpint (jly_governance_get_stage (self->governance, 0, NOW), ==, JLY_PROPOSAL_PROPOSED);
  g_assert_cmpuint (jly_governance_get_missing (self->governance, 0, NOW), ==, 0xe);
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_APPROVALS);
  g_assert_true (fixture_say (self, 0, HARBOUR, JLY_VERDICT_APPROVE, NOW, &rule));
  g_assert_true (fixture_say (self, 0, RIDGE, JLY_VERDICT_APPROVE, NOW, &rule));
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_APPROVALS);
  g_assert_true (fixture_say (self, 0, TOWN_HALL, JLY_VERDICT_APPROVE, NOW, &rule));
  g_assert_cmpint (jly_governance_get_stage (self->governance, 0, NOW), ==, JLY_PROPOSAL_APPROVED);
  g_assert_cmpuint (jly_governance_get_budget (self->governance), ==, 2);
  g_assert_true (fixture_run (self, 0, NOW, &rule));
  g_assert_cmpuint (jly_governance_get_budget (self->governance), ==, 1);
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_STARTED);
  assert_refused (fixture_say (self, 0, RIDGE, JLY_VERDICT_WITHDRAW, NOW, &rule),
                  JLY_REFUSAL_STARTED);
  jly_governance_fail_attempt (self->governance, 0, JLY_ATTEMPT_MAY_RETRY);
  g_assert_true (fixture_run (self, 0, NOW, &rule));
  g_assert_cmpuint (jly_governance_get_budget (self->governance), ==, 1);
  jly_governance_answer (self->governance, 0);
  g_assert_cmpint (jly_governance_get_stage (self->governance, 0, LATER), ==,
                   JLY_PROPOSAL_ANSWERED);
  /* Again, for one of the three that has lost its part; charged once, and answered whatever comes.
   */
  g_assert_true (fixture_run (self, 0, NOW, &rule));
  g_assert_cmpuint (jly_governance_get_budget (self->governance), ==, 1);
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_STARTED);
  jly_governance_fail_attempt (self->governance, 0, JLY_ATTEMPT_IS_FINAL);
  g_assert_cmpint (jly_governance_get_stage (self->governance, 0, NOW), ==, JLY_PROPOSAL_ANSWERED);
  index = jly_governance_count_questions (self->governance);
  g_assert_cmpuint (index, ==, 1);
}

/* What an unverified founder signs is nothing, until it is verified. */
static void
test_unverified (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;

  fixture_start (self);
  question = fixture_question (self);
  jly_governance_set_verified (self->governance, 1 << NORTH | 1 << HARBOUR);
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  g_assert_true (fixture_say (self, 0, HARBOUR, JLY_VERDICT_APPROVE, NOW, &rule));
  assert_refused (fixture_say (self, 0, RIDGE, JLY_VERDICT_APPROVE, NOW, &rule),
                  JLY_REFUSAL_UNVERIFIED);
  jly_governance_set_verified (self->governance, 1 << NORTH | 1 << HARBOUR | 1 << RIDGE);
  g_assert_true (fixture_say (self, 0, RIDGE, JLY_VERDICT_APPROVE, NOW, &rule));
}

static void
test_contract_signed (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = jly_contract_encode (self->contract);
  g_autoptr (JlyProposal) question = NULL;
  g_autoptr (GError) error = NULL;
  JlySigned item;
  JlyRefusal rule;

  self->governance = jly_governance_new (bytes, &error);
  g_assert_no_error (error);
  question = fixture_question (self);
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_CONTRACT_SIGNED);
  fixture_sign (self, NORTH, JLY_SIGNS_CONTRACT, bytes, &item);
  g_assert_false (
      jly_governance_take_signature (self->governance, HARBOUR, item.signature, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_SIGNATURE);
  g_clear_error (&error);
  g_assert_false (jly_governance_take_signature (self->governance, 60, item.signature, &error));
  g_assert_cmpuint (jly_governance_get_unsigned (self->governance), ==, 0x7f);
  fixture_sign_by_all (self);
  g_assert_cmpuint (jly_governance_get_unsigned (self->governance), ==, 0);
  jly_signed_clear (&item);
}

static void
test_ended (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;
  guint index;

  fixture_start (self);
  question = fixture_question (self);
  assert_refused (fixture_propose (self, question, NORTH, LATER, &rule),
                  JLY_REFUSAL_CONTRACT_ENDED);
  assert_refused (fixture_propose (self, question, NORTH, NOW + 500, &rule), JLY_REFUSAL_EXPIRED);
  index = fixture_agree (self, question);
  assert_refused (fixture_say (self, index, NORTH, JLY_VERDICT_WITHDRAW, NOW + 500, &rule),
                  JLY_REFUSAL_EXPIRED);
  assert_refused (fixture_run (self, index, LATER, &rule), JLY_REFUSAL_CONTRACT_ENDED);
  g_assert_false (fixture_run (self, index, NOW + 500, &rule));
}

static void
test_wrong_people (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;

  fixture_start (self);
  question = fixture_question (self);
  assert_refused (fixture_propose (self, question, STRANGER, NOW, &rule), JLY_REFUSAL_ASKER);
  assert_refused (fixture_propose (self, question, OFFICER, NOW, &rule), JLY_REFUSAL_ASKER);
  assert_refused (fixture_propose (self, question, BOARD, NOW, &rule), JLY_REFUSAL_MANDATE);
  g_assert_true (fixture_propose (self, question, RIDGE, NOW, &rule));
  assert_refused (fixture_propose (self, question, RIDGE, NOW, &rule), JLY_REFUSAL_TWICE);
  assert_refused (fixture_say (self, 0, STRANGER, JLY_VERDICT_APPROVE, NOW, &rule),
                  JLY_REFUSAL_APPROVER);
  assert_refused (fixture_say (self, 0, STRANGER, JLY_VERDICT_REJECT, NOW, &rule),
                  JLY_REFUSAL_APPROVER);
  assert_refused (fixture_say (self, 0, STRANGER, JLY_VERDICT_WITHDRAW, NOW, &rule),
                  JLY_REFUSAL_APPROVER);
  assert_refused (fixture_say (self, 0, OFFICER, JLY_VERDICT_BEFOREHAND, NOW, &rule),
                  JLY_REFUSAL_APPROVER);
}

static void
test_question_itself (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyProposalUse use = { 1, JLY_USE_SUM };
  JlyStudyQuestion *asked;
  JlyRefusal rule;

  fixture_start (self);
  question = fixture_question (self);
  asked = question->questions->pdata[0];
  question->contract_hash[0] ^= 1;
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_CONTRACT);
  question->contract_hash[0] ^= 1;
  asked->analysis[0] = 'x';
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_ANALYSIS);
  asked->analysis[0] = 's';
  question->recipients |= 1 << STRANGER;
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_RECIPIENT);
  question->recipients = 0;
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_RECIPIENT);
  question->recipients = 1;
  g_array_append_val (question->uses, use);
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_COLUMN);
  g_array_index (question->uses, JlyProposalUse, 1) = (JlyProposalUse){ 40, JLY_USE_SUM };
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_COLUMN);
  g_array_set_size (question->uses, 0);
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_COLUMN);
  use = (JlyProposalUse){ 0, JLY_USE_SUM };
  g_array_append_val (question->uses, use);
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
}

/* What it says it does with the columns must be what its analysis does with them; and each of that
 * must be permitted, column by column. */
static void
test_uses (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  const JlyProposalUse filter = { 1, JLY_USE_FILTER };
  JlyStudyQuestion *asked;
  JlyRefusal rule;

  fixture_start (self);
  question = fixture_question (self);
  asked = question->questions->pdata[0];
  jly_study_question_set (asked, "is", ">");
  jly_study_question_set (asked, "value", "5");
  jly_study_question_set (asked, "where", "staff");
  jly_proposal_sort (question);
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_COLUMN);
  g_array_append_val (question->uses, filter);
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  /* The same of a column that may be filtered on and not summed up. */
  g_free (((JlyStudyParameter *)asked->parameters->pdata[0])->value);
  ((JlyStudyParameter *)asked->parameters->pdata[0])->value = g_strdup ("staff");
  g_array_index (question->uses, JlyProposalUse, 0) = (JlyProposalUse){ 1, JLY_USE_SUM };
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_COLUMN);
}

/* A setting that the contract fixes, or does not have, is not for the asker to choose. */
static void
test_settings (Fixture *self, gconstpointer data)
{
  JlyContractQuestion *kind = self->contract->questions->pdata[0];
  g_autoptr (JlyProposal) question = NULL;
  JlyStudyQuestion *asked;
  JlyRefusal rule;

  g_ptr_array_set_size (kind->settings, 0);
  jly_contract_question_set (kind, "column", "turnover");
  fixture_start (self);
  question = fixture_question (self);
  asked = question->questions->pdata[0];
  ((JlyStudyParameter *)asked->parameters->pdata[0])->value[0] = 'x';
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_ANALYSIS);
  ((JlyStudyParameter *)asked->parameters->pdata[0])->value[0] = 't';
  jly_study_question_set (asked, "where", "staff");
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_ANALYSIS);
  g_ptr_array_set_size (asked->parameters, 0);
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_ANALYSIS);
  jly_study_question_set (asked, "column", "turnover");
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
}

/* A joint bid opens to the computing parties, and to each its own part: both must be for them. */
static void
test_openings (Fixture *self, gconstpointer data)
{
  const JlyProposalUse use = { 1, JLY_USE_MODEL };
  g_autoptr (JlyProposal) question = NULL;
  JlyStudyQuestion *asked;
  JlyRefusal rule;

  jly_contract_add_question (self->contract, "joint-bid");
  for (guint i = 0; i < self->contract->columns->len; i++)
    ((JlyContractColumn *)self->contract->columns->pdata[i])->rights = JLY_USE_FLAGS_ALL;
  self->contract->policy.learn.own_part = TRUE;
  fixture_start (self);
  question = fixture_question (self);
  asked = question->questions->pdata[0];
  g_free (asked->analysis);
  asked->analysis = g_strdup ("joint-bid");
  g_ptr_array_set_size (asked->parameters, 0);
  g_array_index (question->uses, JlyProposalUse, 0).use = JLY_USE_MODEL;
  g_array_append_val (question->uses, use);
  question->recipients &= ~((JlyPartySet)1 << RIDGE);
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_RECIPIENT);
  question->recipients |= (JlyPartySet)1 << RIDGE;
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
}

static void
test_own_parts (Fixture *self, gconstpointer data)
{
  const JlyProposalUse use = { 1, JLY_USE_MODEL };
  g_autoptr (JlyProposal) question = NULL;
  JlyStudyQuestion *asked;
  JlyRefusal rule;

  jly_contract_add_question (self->contract, "joint-bid");
  for (guint i = 0; i < self->contract->columns->len; i++)
    ((JlyContractColumn *)self->contract->columns->pdata[i])->rights = JLY_USE_FLAGS_ALL;
  fixture_start (self);
  question = fixture_question (self);
  asked = question->questions->pdata[0];
  g_free (asked->analysis);
  asked->analysis = g_strdup ("joint-bid");
  g_ptr_array_set_size (asked->parameters, 0);
  g_array_index (question->uses, JlyProposalUse, 0).use = JLY_USE_MODEL;
  g_array_append_val (question->uses, use);
  assert_refused (fixture_propose (self, question, NORTH, NOW, &rule), JLY_REFUSAL_RECIPIENT);
}

static void
test_rejected (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;
  guint index;

  fixture_start (self);
  question = fixture_question (self);
  index = fixture_agree (self, question);
  g_assert_true (fixture_say (self, index, RIDGE, JLY_VERDICT_REJECT, NOW, &rule));
  g_assert_cmpint (jly_governance_get_stage (self->governance, index, NOW), ==,
                   JLY_PROPOSAL_REJECTED);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_REJECTED);
  assert_refused (fixture_say (self, index, RIDGE, JLY_VERDICT_APPROVE, NOW, &rule),
                  JLY_REFUSAL_REJECTED);
}

static void
test_withdrawn (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;
  guint index;

  fixture_start (self);
  question = fixture_question (self);
  index = fixture_agree (self, question);
  g_assert_true (fixture_say (self, index, RIDGE, JLY_VERDICT_WITHDRAW, NOW, &rule));
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_APPROVALS);
  g_assert_true (fixture_say (self, index, RIDGE, JLY_VERDICT_APPROVE, NOW, &rule));
  g_assert_true (fixture_say (self, index, NORTH, JLY_VERDICT_WITHDRAW, NOW, &rule));
  g_assert_cmpint (jly_governance_get_stage (self->governance, index, NOW), ==,
                   JLY_PROPOSAL_WITHDRAWN);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_WITHDRAWN);
}

/* Two of four providers suffice, but the town may always say no. */
static void
test_veto (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;

  self->contract->policy.approve_first.clauses[0].at_least = 2;
  self->contract->policy.veto = 1 << TOWN_HALL;
  fixture_start (self);
  question = fixture_question (self);
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  g_assert_true (fixture_say (self, 0, RIDGE, JLY_VERDICT_REJECT, NOW, &rule));
  g_assert_true (fixture_say (self, 0, HARBOUR, JLY_VERDICT_APPROVE, NOW, &rule));
  g_assert_cmpint (jly_governance_get_stage (self->governance, 0, NOW), ==, JLY_PROPOSAL_APPROVED);
  g_assert_true (fixture_say (self, 0, TOWN_HALL, JLY_VERDICT_REJECT, NOW, &rule));
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_REJECTED);
}

static void
test_beforehand (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;
  guint index;

  self->contract->policy.beforehand = 1 << OFFICER;
  fixture_start (self);
  question = fixture_question (self);
  index = fixture_agree (self, question);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_BEFOREHAND);
  assert_refused (fixture_say (self, index, NORTH, JLY_VERDICT_BEFOREHAND, NOW, &rule),
                  JLY_REFUSAL_APPROVER);
  g_assert_true (fixture_say (self, index, OFFICER, JLY_VERDICT_BEFOREHAND, NOW, &rule));
  g_assert_true (fixture_run (self, index, NOW, &rule));
}

/* The board may ask and approve for the members, from the start of its mandate to its end. */
static void
test_mandate (Fixture *self, gconstpointer data)
{
  JlyPolicy *policy = &self->contract->policy;
  const JlyClause members = { JLY_ROLE_FLAG_PROVIDER, MEMBERS, 0, TRUE };
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;

  policy->ask = (JlyQuorum){ .n = 1, .clauses = { members } };
  policy->approve_first = policy->approve
      = (JlyQuorum){ .n = 2, .clauses = { members, { JLY_ROLE_FLAG_PROVIDER, TOWN, 0, FALSE } } };
  policy->mandate
      = (JlyQuorum){ .n = 1, .clauses = { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 2, FALSE } } };
  fixture_start (self);
  assert_refused (fixture_mandate (self, BOARD, MEMBERS, 1, &rule), JLY_REFUSAL_MANDATE);
  assert_refused (fixture_mandate (self, BOARD, MEMBERS, 1 | 1 << TOWN_HALL, &rule),
                  JLY_REFUSAL_MANDATE);
  assert_refused (fixture_mandate (self, BOARD, TOWN, 3, &rule), JLY_REFUSAL_MANDATE);
  assert_refused (fixture_mandate (self, STRANGER, MEMBERS, 3, &rule), JLY_REFUSAL_MANDATE);
  assert_refused (fixture_mandate (self, BOARD, MEMBERS, 0, &rule), JLY_REFUSAL_MANDATE);
  g_assert_true (fixture_mandate (self, BOARD, MEMBERS, 3, &rule));
  question = fixture_question (self);
  assert_refused (fixture_propose (self, question, BOARD, NOW, &rule), JLY_REFUSAL_MANDATE);
  assert_refused (fixture_propose (self, question, BOARD, NOW + 100, &rule), JLY_REFUSAL_MANDATE);
  g_assert_true (fixture_propose (self, question, BOARD, NOW + 20, &rule));
  assert_refused (fixture_run (self, 0, NOW + 20, &rule), JLY_REFUSAL_APPROVALS);
  g_assert_true (fixture_say (self, 0, TOWN_HALL, JLY_VERDICT_APPROVE, NOW + 20, &rule));
  g_assert_true (fixture_run (self, 0, NOW + 20, &rule));
}

/* Whoever asks about columns that are open to it needs nobody else. */
static void
test_standing (Fixture *self, gconstpointer data)
{
  JlyContractColumn *column = self->contract->columns->pdata[0];
  g_autoptr (JlyProposal) first = NULL;
  g_autoptr (JlyProposal) second = NULL;
  JlyRefusal rule;

  self->contract->policy.is_standing = TRUE;
  column->open_to = 1 << NORTH;
  fixture_start (self);
  first = fixture_question (self);
  second = fixture_question (self);
  g_assert_true (fixture_propose (self, first, HARBOUR, NOW, &rule));
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_APPROVALS);
  g_assert_true (fixture_propose (self, second, NORTH, NOW, &rule));
  g_assert_true (fixture_run (self, 1, NOW, &rule));
}

static void
test_plan (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;
  guint index;

  fixture_start (self);
  question = fixture_question (self);
  question->plan_hash[31] = 8;
  index = fixture_agree (self, question);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_PLAN);
}

static void
test_inputs (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) unknown = NULL;
  g_autoptr (JlyProposal) miscounted = NULL;
  g_autoptr (JlyProposal) few = NULL;
  JlyRefusal rule;
  guint index;

  fixture_start (self);
  unknown = fixture_question (self);
  unknown->inputs_root[0] ^= 1;
  index = fixture_agree (self, unknown);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_INPUTS);
  miscounted = fixture_question (self);
  miscounted->n_submissions = 5;
  index = fixture_agree (self, miscounted);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_INPUTS);
  fixture_freeze (self, 2, 0);
  few = fixture_question (self);
  index = fixture_agree (self, few);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_FEW_PARTIES);
}

/* Only who asked may learn: one who is named, and does not join in asking, stops the start. */
static void
test_joint_askers (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;
  guint index;

  self->contract->policy.learn = (JlyLearners){ .proposers = TRUE };
  fixture_start (self);
  question = fixture_question (self);
  question->recipients = 1 << NORTH | 1 << HARBOUR;
  index = fixture_agree (self, question);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_RECIPIENT);
  g_assert_true (fixture_say (self, index, HARBOUR, JLY_VERDICT_PROPOSE, NOW, &rule));
  g_assert_true (fixture_run (self, index, NOW, &rule));
}

static void
test_few_rows (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;
  guint index;

  self->contract->policy.min_rows = 41; /* 4 providers bring 10 each */
  fixture_start (self);
  question = fixture_question (self);
  index = fixture_agree (self, question);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_FEW_ROWS);
}

static void
test_submission_twice (Fixture *self, gconstpointer data)
{
  JlySubmission submissions[2] = { { .n_rows = 1 }, { .n_rows = 2 } };
  g_autoptr (GError) error = NULL;

  fixture_start (self);
  g_assert_false (jly_governance_freeze (self->governance, submissions, 2, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_TWICE);
}

/* One correction after an answer would show what was corrected; three more parties do not. */
static void
test_overlap (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) first = NULL;
  g_autoptr (JlyProposal) corrected = NULL;
  g_autoptr (JlyProposal) grown = NULL;
  JlyRefusal rule;
  guint index;

  self->contract->policy.max_questions = 5;
  fixture_start (self);
  first = fixture_question (self);
  index = fixture_agree (self, first);
  g_assert_true (fixture_run (self, index, NOW, &rule));
  jly_governance_fail_attempt (self->governance, index, JLY_ATTEMPT_MAY_RETRY);
  fixture_freeze (self, 4, 1);
  corrected = fixture_question (self);
  index = fixture_agree (self, corrected);
  assert_refused (fixture_run (self, index, NOW, &rule), JLY_REFUSAL_OVERLAP);
  fixture_freeze (self, 7, 0);
  grown = fixture_question (self);
  index = fixture_agree (self, grown);
  g_assert_true (fixture_run (self, index, NOW, &rule));
}

static void
test_same_again (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) first = NULL;
  g_autoptr (JlyProposal) again = NULL;
  guint8 one[JLY_HASH_BYTES], two[JLY_HASH_BYTES];
  JlyRefusal rule;
  guint index;

  fixture_start (self);
  first = fixture_question (self);
  index = fixture_agree (self, first);
  g_assert_true (fixture_run (self, index, NOW, &rule));
  jly_governance_answer (self->governance, index);
  again = fixture_question (self);
  again->expires_at++;
  jly_proposal_hash_content (first, one);
  jly_proposal_hash_content (again, two);
  g_assert_cmpmem (one, sizeof one, two, sizeof two);
  again->n_submissions++;
  jly_proposal_hash_content (again, two);
  g_assert_cmpint (memcmp (one, two, sizeof one), !=, 0);
}

static void
test_budget (Fixture *self, gconstpointer data)
{
  JlyProposal *questions[3];
  JlyRefusal rule;

  fixture_start (self);
  for (guint i = 0; i < 3; i++)
    {
      questions[i] = fixture_question (self);
      g_assert_cmpuint (fixture_agree (self, questions[i]), ==, i);
    }
  g_assert_true (fixture_run (self, 0, NOW, &rule));
  g_assert_true (fixture_run (self, 1, NOW, &rule));
  assert_refused (fixture_run (self, 2, NOW, &rule), JLY_REFUSAL_BUDGET);
  for (guint i = 0; i < 3; i++)
    jly_proposal_free (questions[i]);
}

static void
test_attempts (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) first = NULL;
  g_autoptr (JlyProposal) second = NULL;
  JlyRefusal rule;

  fixture_start (self);
  first = fixture_question (self);
  second = fixture_question (self);
  fixture_agree (self, first);
  fixture_agree (self, second);
  for (guint i = 0; i < JLY_GOVERNANCE_MAX_ATTEMPTS; i++)
    {
      g_assert_true (fixture_run (self, 0, NOW, &rule));
      jly_governance_fail_attempt (self->governance, 0, JLY_ATTEMPT_MAY_RETRY);
    }
  assert_refused (fixture_run (self, 0, NOW, &rule), JLY_REFUSAL_ATTEMPTS);
  g_assert_true (fixture_run (self, 1, NOW, &rule));
  jly_governance_fail_attempt (self->governance, 1, JLY_ATTEMPT_IS_FINAL);
  assert_refused (fixture_run (self, 1, NOW, &rule), JLY_REFUSAL_ATTEMPTS);
}

/* Joins with one thing that is wrong, and is refused by its rule. */
static void
refuse_to_join (Fixture *self, JlyAcceptance *acceptance, gint64 now, JlyRefusal expected)
{
  JlyRefusal rule;

  assert_refused (fixture_join (self, acceptance, now, &rule), expected);
  g_assert_cmpuint (jly_governance_get_joined (self->governance)->len, ==, 0);
  jly_acceptance_free (acceptance);
}

static JlyAcceptance *
spoil (Fixture *self, guint what)
{
  const JlyContractParty *founder = self->contract->parties->pdata[HARBOUR];
  JlyAcceptance *acceptance = fixture_acceptance (self);

  switch (what)
    {
    case 0:
      acceptance->contract_hash[0] ^= 1;
      break;
    case 1:
      acceptance->wording++;
      break;
    case 2:
      acceptance->side = TOWN;
      break;
    case 3:
      acceptance->side = JLY_NO_SIDE;
      break;
    case 4:
      g_free (acceptance->name);
      acceptance->name = g_strdup ("HARBOUR");
      break;
    case 5:
      memcpy (acceptance->keys.sealing, founder->keys.sealing, 32);
      break;
    default:
      acceptance->keys.identity[0] ^= 1;
    }
  return acceptance;
}

static void
test_joining (Fixture *self, gconstpointer data)
{
  static const JlyRefusal rules[]
      = { JLY_REFUSAL_CONTRACT, JLY_REFUSAL_WORDING, JLY_REFUSAL_JOINING,  JLY_REFUSAL_JOINING,
          JLY_REFUSAL_TWICE,    JLY_REFUSAL_TWICE,   JLY_REFUSAL_SIGNATURE };
  g_autoptr (JlyAcceptance) good = NULL;
  g_autoptr (JlyAcceptance) another = NULL;
  const JlyParty *joined;
  JlyRefusal rule;

  self->contract->policy.n_joining = 1;
  self->contract->policy.joining[0] = (JlyJoining){ MEMBERS, 1 };
  fixture_start (self);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    refuse_to_join (self, spoil (self, i), NOW, rules[i]);
  refuse_to_join (self, fixture_acceptance (self), LATER, JLY_REFUSAL_CONTRACT_ENDED);
  good = fixture_acceptance (self);
  g_assert_true (fixture_join (self, good, NOW, &rule));
  joined = jly_governance_get_joined (self->governance)->pdata[0];
  g_assert_cmpstr (joined->name, ==, "lane");
  g_assert_cmpmem (&joined->keys, sizeof joined->keys, &good->keys, sizeof good->keys);
  assert_refused (fixture_join (self, good, NOW, &rule), JLY_REFUSAL_TWICE);
  /* There was room for one. */
  jly_identity_free (self->people[LANE]);
  self->people[LANE] = NULL;
  another = fixture_acceptance (self);
  g_free (another->name);
  another->name = g_strdup ("bay");
  assert_refused (fixture_join (self, another, NOW, &rule), JLY_REFUSAL_JOINING);
}

/* Where the contract says nothing of it, nobody joins. */
static void
test_nobody_joins (Fixture *self, gconstpointer data)
{
  fixture_start (self);
  refuse_to_join (self, fixture_acceptance (self), NOW, JLY_REFUSAL_JOINING);
}

/* Questions of the same figures that an attempt was begun for, and no others. */
static void
test_earlier (Fixture *self, gconstpointer data)
{
  JlyProposal *questions[4];
  g_autoptr (GArray) earlier = NULL;
  JlyRefusal rule;

  self->contract->policy.max_questions = 4;
  self->contract->policy.min_parties = 0;
  self->contract->policy.min_rows = 0;
  fixture_start (self);
  for (guint i = 0; i < 4; i++)
    {
      if (i == 2)
        fixture_freeze (self, 3, 0);
      questions[i] = fixture_question (self);
      fixture_agree (self, questions[i]);
      if (i == 2)
        fixture_freeze (self, 4, 0);
    }
  g_assert_true (fixture_run (self, 0, NOW, &rule));
  jly_governance_fail_attempt (self->governance, 0, JLY_ATTEMPT_IS_FINAL);
  g_assert_true (fixture_run (self, 2, NOW, &rule));
  g_assert_true (fixture_run (self, 1, NOW, &rule));
  jly_governance_fail_attempt (self->governance, 1, JLY_ATTEMPT_UNSEEN);
  assert_refused (fixture_run (self, 1, NOW, &rule), JLY_REFUSAL_ATTEMPTS);
  earlier = jly_governance_list_earlier (self->governance, 3);
  g_assert_cmpuint (earlier->len, ==, 1);
  g_assert_cmpuint (g_array_index (earlier, guint, 0), ==, 0);
  for (guint i = 0; i < 4; i++)
    jly_proposal_free (questions[i]);
}

static void
test_words (void)
{
  static const char *const two[] = { "north", "r\nidge", NULL };
  g_autofree char *filled = jly_words_fill ("%2$s, %1$s, %3$s, %n", two);

  g_assert_cmpstr (filled, ==, "r idge, north, %3$s, %n");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*func) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "whole-life", test_whole_life },
    { "contract-signed", test_contract_signed },
    { "ended", test_ended },
    { "wrong-people", test_wrong_people },
    { "question-itself", test_question_itself },
    { "uses", test_uses },
    { "settings", test_settings },
    { "openings", test_openings },
    { "own-parts", test_own_parts },
    { "unverified", test_unverified },
    { "rejected", test_rejected },
    { "withdrawn", test_withdrawn },
    { "veto", test_veto },
    { "beforehand", test_beforehand },
    { "mandate", test_mandate },
    { "standing", test_standing },
    { "plan", test_plan },
    { "inputs", test_inputs },
    { "few-rows", test_few_rows },
    { "joint-askers", test_joint_askers },
    { "submission-twice", test_submission_twice },
    { "overlap", test_overlap },
    { "same-again", test_same_again },
    { "budget", test_budget },
    { "attempts", test_attempts },
    { "earlier", test_earlier },
    { "joining", test_joining },
    { "nobody-joins", test_nobody_joins },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/study/governance/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, fixture_begin, tests[i].func, fixture_end);
    }
  g_test_add_func ("/study/governance/words", test_words);
  return g_test_run ();
}
