/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions as people read them: every setting that is signed is said, by the names of the
 * contract. */
#include "config.h"

#include "study/jly-question-sentence.h"
#include "study/jly-question-words.h"

#include <string.h>

static JlyContract *
make_contract (void)
{
  static const char *const sizes[] = { "small", "middling", "large", NULL };
  JlyContract *contract = jly_contract_new ();

  jly_contract_add_column (contract, "turnover", "Turnover", 0, 0, 1000);
  jly_contract_add_column (contract, "profit", "Profit", 0, -1000, 1000);
  jly_contract_column_set_categories (jly_contract_add_column (contract, "size", "Size", 0, 0, 2),
                                      sizes);
  jly_contract_add_party (contract, "Alder", JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  jly_contract_add_party (contract, "Birch", JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  return contract;
}

/* settings: name, value, ..., NULL. */
static char *
say (const char *analysis, const char *const *settings)
{
  g_autoptr (JlyContract) contract = make_contract ();
  g_autoptr (GPtrArray) questions = jly_study_questions_new ();
  JlyStudyQuestion *question = jly_study_questions_add (questions, "", analysis);

  for (guint i = 0; settings[i] != NULL; i += 2)
    jly_study_question_set (question, settings[i], settings[i + 1]);
  return jly_question_sentence_new (contract, question);
}

static void
test_sentences (void)
{
  static const struct
  {
    const char *analysis;
    const char *settings[11];
    const char *sentence;
  } cases[] = {
    { "sum", { "column", "turnover", NULL }, "The sum of “Turnover”" },
    { "sum", { "column", "turnover,profit", NULL }, "The sum of “Turnover” and “Profit”" },
    { "mean", { "column", "turnover", "by", "size", NULL }, "The mean of “Turnover”, by “Size”" },
    { "ratio",
      { "column", "profit", "of", "turnover", NULL },
      "The sum of “Profit” divided by the sum of “Turnover”" },
    { "threshold",
      { "column", "turnover", "at-least", "500", NULL },
      "Whether the sum of “Turnover” is at least 500" },
    { "sum",
      { "column", "turnover", "where", "size", "is", "=", "value", "small", NULL },
      "The sum of “Turnover”, only rows where “Size” is small" },
    { "count",
      { "filter", "size = small", NULL },
      "The number of rows, only rows where “Size” is small" },
    { "count",
      { "filter", "size in [large, small] and not (turnover >= 5 or profit from 1 to 2)", NULL },
      "The number of rows, only rows where “Size” is small or large and not (“Turnover” is at "
      "least "
      "5 or “Profit” is from 1 to 2)" },
    { "count",
      { "filter", "(size <> small or profit is there) and turnover is missing", NULL },
      "The number of rows, only rows where (“Size” is not small or “Profit” is given) and "
      "“Turnover” is not given" },
    { "count",
      { "filter", "size = huge", NULL },
      "The number of rows, only rows where size = huge" },
    { "median",
      { "column", "turnover", "type", "1", NULL },
      "The median of “Turnover”; As in R, type: 1" },
    { "mystery", { "column", "turnover", NULL }, "mystery; column: turnover" },
    { "sum", { "column", "%1$s%2$s", NULL }, "The sum of “%1$s%2$s”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sentence = say (cases[i].analysis, cases[i].settings);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

/* Whatever the analysis: each setting alone changes what is read. */
static void
test_nothing_unsaid (void)
{
  gsize n;
  const JlyAnalysis *const *all = jly_analysis_list (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < all[i]->n_parameters; k++)
      {
        const JlyParameterSpec *spec = &all[i]->parameters[k];
        /* A value is said with its column, and a second group after the first. */
        const char *before = spec->of != NULL                   ? spec->of
                             : g_str_equal (spec->name, "by-2") ? "by"
                                                                : NULL;
        const char *const one[] = { spec->name, "12345", before, "turnover", NULL };
        const char *const other[] = { spec->name, "54321", before, "turnover", NULL };
        g_autofree char *first = say (all[i]->id, one);
        g_autofree char *second = say (all[i]->id, other);

        if (strcmp (first, second) == 0)
          g_error ("%s: %s is not said: %s", all[i]->id, spec->name, first);
      }
}

static void
test_parties (void)
{
  g_autoptr (JlyContract) contract = make_contract ();
  g_autofree char *nobody = jly_question_sentence_name_parties (contract, 0);
  g_autofree char *one = jly_question_sentence_name_parties (contract, 2);
  g_autofree char *both = jly_question_sentence_name_parties (contract, 3);
  g_autofree char *all = NULL;

  jly_contract_add_party (contract, "Cedar", JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  jly_contract_add_party (contract, "Elm", JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  all = jly_question_sentence_name_parties (contract, 15);
  g_assert_cmpstr (nobody, ==, "nobody");
  g_assert_cmpstr (one, ==, "Birch");
  g_assert_cmpstr (both, ==, "Alder and Birch");
  g_assert_cmpstr (all, ==, "all 4 parties");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/question-sentence/sentences", test_sentences);
  g_test_add_func ("/study/question-sentence/nothing-unsaid", test_nothing_unsaid);
  g_test_add_func ("/study/question-sentence/parties", test_parties);
  return g_test_run ();
}
