/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From contract, proposal and input set to the study that runs: only the columns that are used, the
 * providers of the set, the recipients that were agreed; the same for everybody. */
#include "config.h"

#include "study/jly-leakage.h"
#include "study/governance-fixture.h"

#include "analysis/jly-guard.h"
#include "base/jly-error.h"
#include "study/jly-agreed.h"

#include <string.h>

static const guint8 none[JLY_HASH_BYTES];

/* Of the four providers, in descending order, which must not matter. */
static void
fill_submissions (Fixture *self, JlySubmission submissions[4])
{
  for (guint i = 0; i < 4; i++)
    {
      const JlyContractParty *party = self->contract->parties->pdata[3 - i];

      memset (&submissions[i], 0, sizeof submissions[i]);
      memcpy (submissions[i].provider, party->keys.identity, 32);
      submissions[i].upload[0] = (guint8)(40 + 3 - i);
      submissions[i].n_rows = 10 + 3 - i;
    }
}

static JlyAgreed *
agree (Fixture *self, const JlyProposal *proposal, gsize n, GError **error)
{
  JlySubmission submissions[4];

  fill_submissions (self, submissions);
  return jly_agreed_new (self->contract, jly_governance_get_contract_hash (self->governance),
                         proposal, none, submissions, n, NULL, error);
}

static const JlyStudyColumn *
get_column (const JlyAgreed *agreed, guint i)
{
  return agreed->study->columns->pdata[i];
}

static void
test_columns (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) proposal = NULL;
  g_autoptr (JlyAgreed) agreed = NULL, tied = NULL;
  g_autoptr (GError) error = NULL;

  jly_contract_add_column (self->contract, "exports", "Exports", 2, 0, 100000000);
  fixture_start (self);
  proposal = fixture_question (self);
  agreed = agree (self, proposal, 4, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (agreed->n_columns, ==, 1);
  g_assert_cmpuint (agreed->study->columns->len, ==, 1);
  g_assert_cmpstr (get_column (agreed, 0)->id, ==, "turnover");
  /* An agreed check brings the other column along: rows that break it must not count. */
  jly_study_checks_add (self->contract->checks, 2, 0, 1);
  tied = agree (self, proposal, 4, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tied->n_columns, ==, 2);
  g_assert_cmpuint (tied->columns[1], ==, 2);
  g_assert_cmpstr (get_column (tied, 1)->id, ==, "exports");
  g_assert_cmpuint (((const JlyStudyCheck *)tied->study->checks->pdata[0])->column, ==, 1);
  g_assert_cmpuint (((const JlyStudyCheck *)tied->study->checks->pdata[0])->other, ==, 0);
  g_assert_true (memcmp (tied->plan->hash, agreed->plan->hash, JLY_HASH_BYTES) != 0);
}

static void
test_providers (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) proposal = NULL;
  g_autoptr (JlyAgreed) agreed = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  JlySubmission submissions[4];
  JlyParty late = { .name = (char *)"late" };
  g_autoptr (GPtrArray) joined = g_ptr_array_new ();

  fixture_start (self);
  proposal = fixture_question (self);
  agreed = agree (self, proposal, 4, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    {
      const JlyContractParty *founder = self->contract->parties->pdata[i];

      g_assert_cmpstr (((const JlyParty *)agreed->study->providers->pdata[i])->name, ==,
                       founder->name);
      g_assert_cmpuint (agreed->n_rows[i], ==, 10 + i);
      g_assert_cmpuint (agreed->uploads[i][0], ==, 40 + i);
    }
  /* One whom nobody knows; and the same when it is known that it joined. */
  fill_submissions (self, submissions);
  memset (submissions[0].provider, 7, 32);
  memset (&late.keys, 7, 32);
  memset (late.keys.link, 8, 32);
  memset (late.keys.sealing, 9, 32);
  g_assert_null (
      jly_agreed_new (self->contract, none, proposal, none, submissions, 4, NULL, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_INPUTS);
  g_clear_error (&error);
  g_ptr_array_add (joined, &late);
  again = jly_agreed_new (self->contract, jly_governance_get_contract_hash (self->governance),
                          proposal, none, submissions, 4, joined, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((const JlyParty *)again->study->providers->pdata[3])->name, ==, "late");
  g_assert_cmpmem (again->plan->hash, JLY_HASH_BYTES, agreed->plan->hash, JLY_HASH_BYTES);
}

static void
add_sum (JlyProposal *proposal, const char *above)
{
  JlyStudyQuestion *first = proposal->questions->pdata[0];
  JlyStudyQuestion *question = jly_study_questions_add (proposal->questions, "above", "sum");

  g_free (first->id);
  first->id = g_strdup ("all");
  jly_study_question_set (question, "column", "turnover");
  jly_study_question_set (question, "where", "turnover");
  jly_study_question_set (question, "is", ">");
  jly_study_question_set (question, "value", above);
}

/* What is foretold is the questions, and comparing their filters with one another. */
static void
test_cost (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) proposal = NULL;
  g_autoptr (JlyAgreed) agreed = NULL;
  g_autoptr (GError) error = NULL;
  guint64 questions[3], comparing[3], rounds[2];
  const JlyStudyInputs *inputs;
  JlyGuardPart part;

  self->contract->policy.min_rows = 3;
  fixture_start (self);
  proposal = fixture_question (self);
  add_sum (proposal, "10");
  agreed = agree (self, proposal, 4, &error);
  g_assert_no_error (error);
  inputs = agreed->plan->inputs;
  part = (JlyGuardPart){ &inputs->inputs, inputs->questions, inputs->n_questions, NULL };
  jly_computation_cost (&inputs->inputs, inputs->questions, inputs->n_questions, questions,
                        &rounds[0]);
  jly_guard_cost (&part, 1, 3, comparing, &rounds[1]);
  g_assert_cmpuint (rounds[1], >, 0);
  g_assert_cmpuint (agreed->plan->rounds, ==, rounds[0] + rounds[1]);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (comparing[i], >, 0);
      g_assert_cmpuint (agreed->plan->bytes[i], ==, questions[i] + comparing[i]);
    }
}

/* Who learns stands in the plan, and so in its hash. */
static void
test_recipients (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) proposal = NULL;
  g_autoptr (JlyAgreed) all = NULL, one = NULL;
  g_autoptr (GError) error = NULL;
  const JlyOpening *opening;
  g_autofree char *names = NULL;

  fixture_start (self);
  proposal = fixture_question (self);
  all = agree (self, proposal, 4, &error);
  g_assert_cmpuint (jly_study_count_readers (all->study), ==, 4);
  opening = all->plan->openings->pdata[0];
  g_assert_cmpstr (opening->to, ==, "every recipient");
  proposal->recipients = (JlyPartySet)1 << RIDGE | (JlyPartySet)1 << BOARD;
  one = agree (self, proposal, 4, &error);
  g_assert_no_error (error);
  g_assert_true (jly_study_may_learn (one->study, RIDGE));
  g_assert_false (jly_study_may_learn (one->study, NORTH));
  g_assert_cmpuint (jly_study_count_readers (one->study), ==, 5);
  g_assert_cmpstr (jly_study_get_reader (one->study, 4)->name, ==, "board");
  names = jly_leakage_name_recipients (one->study);
  g_assert_cmpstr (names, ==, "ridge and board");
  g_assert_true (memcmp (one->plan->hash, all->plan->hash, JLY_HASH_BYTES) != 0);
}

/* Each of a set of any size is shown to be in it, with its own figures and no others. */
static void
test_inclusion (Fixture *self, gconstpointer data)
{
  for (guint n = 1; n <= 9; n++)
    for (guint i = 0; i < n; i++)
      {
        JlySubmission all[9] = { 0 }, other;
        guint8 root[JLY_HASH_BYTES];
        JlyMerklePath path;
        guint64 index;

        for (guint k = 0; k < n; k++)
          {
            memset (all[k].provider, (int)(200 - 17 * k), 32);
            memset (all[k].upload, (int)k, 32);
            all[k].n_rows = k + 1;
          }
        jly_submissions_root (all, n, root);
        g_assert_true (jly_submissions_prove (all, n, &all[i], &index, &path));
        g_assert_true (jly_submissions_verify (&all[i], index, n, &path, root));
        other = all[i];
        other.n_rows++;
        g_assert_false (jly_submissions_verify (&other, index, n, &path, root));
        other = all[i];
        other.upload[31] ^= 1;
        g_assert_false (jly_submissions_verify (&other, index, n, &path, root));
        memset (other.provider, 1, 32);
        g_assert_false (jly_submissions_prove (all, n, &other, &index, &path));
        root[5] ^= 1;
        g_assert_false (jly_submissions_verify (&all[i], index, n, &path, root));
      }
}

/* Whoever asks need not know who is in the set to know the plan. */
static void
test_unknown_set (Fixture *self, gconstpointer data)
{
  for (guint n = 3; n <= 4; n++)
    {
      g_autoptr (JlyProposal) proposal = NULL;
      g_autoptr (JlyAgreed) known = NULL, unknown = NULL;
      g_autoptr (GError) error = NULL;

      g_clear_pointer (&self->governance, jly_governance_free);
      fixture_start (self);
      proposal = fixture_question (self);
      proposal->n_submissions = n;
      known = agree (self, proposal, n, &error);
      g_assert_no_error (error);
      unknown = jly_agreed_new_unknown (
          self->contract, jly_governance_get_contract_hash (self->governance), proposal, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (known->plan->hash, JLY_HASH_BYTES, unknown->plan->hash, JLY_HASH_BYTES);
    }
}

static void
test_frame (Fixture *self, gconstpointer data)
{
  const JlyContractParty *ridge = self->contract->parties->pdata[RIDGE];
  const JlyContractParty *board = self->contract->parties->pdata[BOARD];
  const guint8 *hash;
  g_autoptr (JlyStudy) frame = NULL, other = NULL;
  g_autoptr (GError) error = NULL;
  guint8 one_hash[JLY_HASH_BYTES], other_hash[JLY_HASH_BYTES];
  guint provider;

  fixture_start (self);
  hash = jly_governance_get_contract_hash (self->governance);
  frame
      = jly_agreed_frame_new (self->contract, hash, ridge->keys.identity, NULL, &provider, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (provider, ==, RIDGE);
  g_assert_cmpuint (frame->columns->len, ==, self->contract->columns->len);
  other
      = jly_agreed_frame_new (self->contract, none, ridge->keys.identity, NULL, &provider, &error);
  jly_study_hash (frame, one_hash);
  jly_study_hash (other, other_hash);
  g_assert_true (memcmp (one_hash, other_hash, JLY_HASH_BYTES) != 0);
  /* Whoever brings nothing has no frame. */
  g_assert_null (
      jly_agreed_frame_new (self->contract, hash, board->keys.identity, NULL, &provider, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_CONTRACT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/study/agreed/" name, Fixture, NULL, fixture_begin, func, fixture_end)
  ADD ("columns", test_columns);
  ADD ("providers", test_providers);
  ADD ("recipients", test_recipients);
  ADD ("cost", test_cost);
  ADD ("inclusion", test_inclusion);
  ADD ("unknown-set", test_unknown_set);
  ADD ("frame", test_frame);
  return g_test_run ();
}
