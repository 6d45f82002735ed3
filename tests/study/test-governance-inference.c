/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nobody can ask for, or agree to, what tells one who learns it a figure of somebody else. */
#include "config.h"

#include "study/governance-fixture.h"
#include "study/jly-inference.h"

#include <string.h>

/* Sets of two founders each. */
static void
freeze_two (Fixture *self, guint one, guint other, gboolean is_held)
{
  JlySubmission two[2] = { { .n_rows = 10 }, { .n_rows = 10 } };
  const guint who[2] = { one, other };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    memcpy (two[i].provider,
            ((const JlyContractParty *)self->contract->parties->pdata[who[i]])->keys.identity, 32);
  jly_submissions_root (two, 2, self->root);
  self->n_inputs = 2;
  if (is_held)
    g_assert_true (jly_governance_freeze (self->governance, two, 2, &error));
}

/* A sum of two tells either what the other brought: nobody can ask for it, and whoever comes to
 * hold the set only later lets nobody agree. Somebody who brought nothing learns no one's figure.
 */
static void
test_inference (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;

  self->contract->policy.min_parties = 2;
  fixture_start (self);
  freeze_two (self, NORTH, RIDGE, TRUE);
  question = fixture_question (self);
  g_assert_false (fixture_propose (self, question, NORTH, NOW, &rule));
  g_assert_cmpint (rule, ==, JLY_REFUSAL_INFERENCE);
  question->recipients = (JlyPartySet)1 << HARBOUR;
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  jly_proposal_free (g_steal_pointer (&question));

  /* As far as can be known of two who are not known, harbour is not among them. */
  freeze_two (self, TOWN_HALL, RIDGE, FALSE);
  question = fixture_question (self);
  question->recipients = (JlyPartySet)1 << RIDGE;
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  g_assert_true (fixture_say (self, 1, HARBOUR, JLY_VERDICT_APPROVE, NOW, &rule));
  freeze_two (self, TOWN_HALL, RIDGE, TRUE);
  g_assert_false (fixture_say (self, 1, RIDGE, JLY_VERDICT_APPROVE, NOW, &rule));
  g_assert_cmpint (rule, ==, JLY_REFUSAL_INFERENCE);
  g_assert_true (fixture_say (self, 1, RIDGE, JLY_VERDICT_REJECT, NOW, &rule));
}

/* A rehearsal is practice, and where one party is enough its total is what is asked for. */
static void
test_exempt (Fixture *self, gconstpointer is_rehearsal)
{
  g_autoptr (JlyProposal) question = NULL;
  JlyRefusal rule;

  self->contract->policy.min_parties = is_rehearsal ? 2 : 1;
  self->contract->rehearsal = is_rehearsal != NULL;
  fixture_start (self);
  freeze_two (self, NORTH, RIDGE, TRUE);
  question = fixture_question (self);
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
}

/* The sentence of a rule, or NULL. */
static const char *
find_sentence (const GPtrArray *findings, JlyInferenceRule rule)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const JlyInference *)findings->pdata[i])->rule == rule)
      return ((const JlyInference *)findings->pdata[i])->sentence;
  return NULL;
}

/* Who knows all rows, and how many of them count, knows how many do not: a count with a condition
 * says so, and one without has nothing of the kind, nor has a median. */
static void
test_left_out (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *analysis, *condition;
    gboolean is_told;
  } asked[] = { { "count", "turnover >= 100", TRUE },
                { "count", NULL, FALSE },
                { "mean", "turnover >= 100", TRUE },
                { "median", "turnover >= 100", FALSE } };

  fixture_start (self);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (JlyProposal) question = fixture_question (self);
      g_autoptr (GPtrArray) now = NULL, before = NULL;
      JlyStudyQuestion *only;
      const char *sentence;

      g_ptr_array_set_size (question->questions, 0);
      only = jly_study_questions_add (question->questions, "", asked[i].analysis);
      if (strcmp (asked[i].analysis, "count") != 0)
        jly_study_question_set (only, "column", "turnover");
      if (asked[i].condition != NULL)
        jly_study_question_set (only, "filter", asked[i].condition);
      now = jly_inference_find_in_proposal (self->contract, question, NULL, 3);
      before = jly_inference_find_in_questions (self->contract, question);
      sentence = find_sentence (now, JLY_INFERS_LEFT_OUT);
      g_assert_cmpint (sentence != NULL, ==, asked[i].is_told);
      g_assert_cmpstr (find_sentence (before, JLY_INFERS_LEFT_OUT), ==, sentence);
      if (sentence != NULL)
        g_assert_nonnull (strstr (sentence, "also learns how many do not meet the condition"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/study/governance/inference", Fixture, NULL, fixture_begin, test_inference,
              fixture_end);
  g_test_add ("/study/governance/inference/rehearsal", Fixture, GINT_TO_POINTER (1), fixture_begin,
              test_exempt, fixture_end);
  g_test_add ("/study/governance/inference/one-party", Fixture, NULL, fixture_begin, test_exempt,
              fixture_end);
  g_test_add ("/study/governance/inference/left-out", Fixture, NULL, fixture_begin, test_left_out,
              fixture_end);
  return g_test_run ();
}
