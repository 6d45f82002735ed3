/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan in words: everything that it opens is told, to whom it is told, and nothing else is. */
#include "config.h"

#include "study/governance-fixture.h"

#include "study/jly-agreed.h"
#include "study/jly-leakage.h"

#include <string.h>

/* What north asks, as all who agreed on it would compute it. */
static JlyAgreed *
agree (Fixture *self, const char *analysis, JlyPartySet recipients)
{
  g_autoptr (JlyProposal) question = NULL;
  g_autoptr (GArray) uses = NULL;
  g_autoptr (GError) error = NULL;
  JlyStudyQuestion *asked;
  JlyAgreed *agreed;

  fixture_start (self);
  question = fixture_question (self);
  asked = question->questions->pdata[0];
  g_free (asked->analysis);
  asked->analysis = g_strdup (analysis);
  if (g_str_equal (analysis, "threshold"))
    jly_study_question_set (asked, "at-least", "1000.00");
  jly_proposal_sort (question);
  question->recipients = recipients;
  uses = jly_agreed_derive_uses (self->contract, question->questions, &error);
  g_assert_no_error (error);
  agreed = jly_agreed_new_uncosted (
      self->contract, jly_governance_get_contract_hash (self->governance), question, &error);
  g_assert_no_error (error);
  return agreed;
}

static gboolean
has_field (const JlyStatement *words, const char *section, const char *field)
{
  for (guint i = 0; i < words->sections->len; i++)
    {
      const JlySection *found = words->sections->pdata[i];

      for (guint k = 0; g_str_equal (found->id, section) && k < found->sentences->len; k++)
        if (g_str_equal (((const JlySentence *)found->sentences->pdata[k])->field, field))
          return TRUE;
    }
  return FALSE;
}

/* Each opening has a sentence, and each sentence of what is learned an opening. */
static void
assert_told (const JlyAgreed *agreed, const JlyStatement *words)
{
  guint n = 0;

  for (guint i = 0; i < agreed->plan->openings->len; i++)
    {
      const JlyOpening *opening = agreed->plan->openings->pdata[i];

      g_assert_true (has_field (words, "learned", opening->what));
    }
  for (guint i = 0; i < words->sections->len; i++)
    {
      const JlySection *section = words->sections->pdata[i];

      for (guint k = 0; g_str_equal (section->id, "learned") && k < section->sentences->len; k++)
        {
          const JlySentence *sentence = section->sentences->pdata[k];
          gboolean is_opened = FALSE;

          for (guint j = 0; j < agreed->plan->openings->len; j++)
            is_opened |= g_str_equal (((const JlyOpening *)agreed->plan->openings->pdata[j])->what,
                                      sentence->field);
          g_assert_true (is_opened);
          g_assert_true (g_str_has_suffix (sentence->text, "."));
          n++;
        }
    }
  g_assert_cmpuint (n, >, 0);
}

static void
assert_says (const JlyStatement *words, const char *text)
{
  g_autofree char *all = jly_statement_print (words, 100000);

  if (strstr (all, text) == NULL)
    g_error ("nowhere “%s” in\n%s", text, all);
}

static void
assert_silent (const JlyStatement *words, const char *text)
{
  g_autofree char *all = jly_statement_print (words, 100000);

  g_assert_null (strstr (all, text));
}

static void
test_sum (Fixture *self, gconstpointer unused)
{
  g_autoptr (JlyAgreed) agreed = agree (self, "sum", 1 << NORTH | 1 << TOWN_HALL);
  g_autoptr (JlyStatement) words = jly_leakage_new (agreed->study, agreed->plan);

  assert_told (agreed, words);
  assert_says (words, "Learned by north and town, and nobody else");
  assert_silent (words, "Learned by everyone");
  assert_says (words, "The figures themselves: Turnover of any party.");
  assert_says (words, "Any two of north, harbour and ridge who work together in secret");
  assert_says (words, "at most 100");
  assert_says (words, "fewer than 5 rows");
  g_assert_cmpint (jly_statement_get_tone (words), ==, JLY_TONE_WARN);
}

static void
test_one_learner (Fixture *self, gconstpointer unused)
{
  g_autoptr (JlyAgreed) agreed = agree (self, "sum", 1 << RIDGE);
  g_autoptr (JlyStatement) words = jly_leakage_new (agreed->study, agreed->plan);

  assert_told (agreed, words);
  assert_says (words, "Learned by ridge");
  assert_silent (words, "harbour, and nobody else");
}

/* What stays hidden of a threshold is said to stay hidden. */
static void
test_threshold (Fixture *self, gconstpointer unused)
{
  g_autoptr (JlyAgreed) agreed = NULL;
  g_autoptr (JlyStatement) words = NULL;

  jly_contract_add_question (self->contract, "threshold");
  agreed = agree (self, "threshold", 0xf);
  words = jly_leakage_new (agreed->study, agreed->plan);
  assert_told (agreed, words);
  assert_silent (words, ": the sum");
}

/* An opening more is a sentence more, to whoever it goes. */
static void
test_one_more (Fixture *self, gconstpointer unused)
{
  g_autoptr (JlyAgreed) agreed = agree (self, "sum", 0xf);
  JlyOpening *more = g_new0 (JlyOpening, 1);
  g_autoptr (JlyStatement) words = NULL;

  more->what = g_strdup ("sum/something-else");
  more->to = g_strdup ("stranger");
  g_ptr_array_add (agreed->plan->openings, more);
  words = jly_leakage_new (agreed->study, agreed->plan);
  assert_told (agreed, words);
  assert_says (words, "Learned by stranger alone\n   sum/something-else.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/study/leakage/" name, Fixture, NULL, fixture_begin, func, fixture_end)
  ADD ("sum", test_sum);
  ADD ("one-learner", test_one_learner);
  ADD ("threshold", test_threshold);
  ADD ("one-more", test_one_more);
#undef ADD
  return g_test_run ();
}
