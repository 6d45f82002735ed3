/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests of difference, correlations and regressions on random small studies with filters, missing
 * cells and limits: the secure form against the clear one, bytes and rounds against their
 * prediction; and what is said where there is nothing to test.
 */
#include "config.h"

#include "analysis/test-inputs.h"

#include "analysis/jly-analyses.h"
#include "analysis/jly-figure.h"
#include "base/jly-decimal.h"
#include "base/jly-error.h"

#include <stdlib.h>
#include <string.h>

#define N_STUDIES 40 /* JLY_TEST_STUDIES=10000 for all */
#define MAX_SETTINGS 10

typedef struct
{
  JlyRequest request;
  JlyParameter parameters[MAX_SETTINGS];
} Asked;

static const struct
{
  const char *id;
  const char *settings[MAX_SETTINGS]; /* names and values */
} questions[] = {
  { "t-test", { "column", "turnover", "by", "size", "first", "small", "second", "large" } },
  { "t-test", { "column", "profit", "by", "size", "first", "large", "second", "medium" } },
  { "paired-t-test", { "column", "turnover", "minus", "profit" } },
  { "anova", { "column", "profit", "by", "size" } },
  { "mann-whitney", { "column", "profit", "by", "size", "first", "small", "second", "medium" } },
  { "wilcoxon", { "column", "turnover", "minus", "profit" } },
  { "pearson", { "column", "turnover", "with", "profit" } },
  { "spearman", { "column", "profit", "with", "turnover" } },
  { "regression", { "outcome", "profit", "predictors", "turnover", "category", "size" } },
  { "regression", { "outcome", "turnover", "predictors", "profit" } },
};

static void
ask (const JlyInputs *inputs, guint i, Asked *asked)
{
  *asked = (Asked){ .request = { jly_analysis_find (questions[i].id), { .inputs = inputs } } };
  g_assert_nonnull (asked->request.analysis);
  for (guint k = 0; k < MAX_SETTINGS && questions[i].settings[k] != NULL; k += 2)
    asked->parameters[asked->request.query.n_parameters++]
        = (JlyParameter){ questions[i].settings[k], questions[i].settings[k + 1] };
  asked->request.query.parameters = asked->parameters;
}

static void
add_filter (GRand *rand, Asked *asked)
{
  static const char *const filters[] = {
    "size in [small, large]",
    "turnover from 0.50 to 20.00 and profit is there",
    "profit > 3.00",
  };

  if (g_rand_boolean (rand))
    asked->parameters[asked->request.query.n_parameters++]
        = (JlyParameter){ "filter", filters[g_rand_int_range (rand, 0, G_N_ELEMENTS (filters))] };
}

/* Every figure has a value or a reason, and no sentence has a number that is none. */
static void
check_words (const JlyRequest *request, const JlyAnswer *answer)
{
  g_autoptr (GPtrArray) figures = jly_figures_list (request->analysis, &request->query, answer);
  g_autofree char *headline
      = request->analysis->headline (&request->query, answer, jly_decimal_format);

  g_assert_cmpuint (figures->len, >, 0);
  for (guint i = 0; i < figures->len; i++)
    {
      const JlyFigure *figure = figures->pdata[i];

      if (figure->kind == JLY_FIGURE_HIDDEN)
        g_assert_nonnull (figure->reason);
      else
        g_assert_true (strstr (figure->value, "nan") == NULL
                       && strstr (figure->value, "inf") == NULL);
    }
  g_assert_cmpuint (strlen (headline), >, 5);
  g_assert_null (strstr (headline, "nan"));
}

static void
check_answers (const TestInputs *inputs,
               const JlyClearTable *table,
               const JlyRequest *requests,
               guint n,
               JlyComputation *const computations[3])
{
  for (guint i = 0; i < n; i++)
    for (guint source = 0; source < inputs->inputs.n_sources; source++)
      {
        g_autoptr (JlyAnswer) expected
            = requests[i].analysis->clear (&requests[i].query, table, source);
        g_autoptr (JlyAnswer) got = test_inputs_join (&requests[i], i, source, computations);

        test_inputs_assert_same (got, expected);
        if (source == 0)
          check_words (&requests[i], got);
      }
}

static void
check_study (TestInputs *inputs, const JlyRequest *requests, guint n, guint32 seed)
{
  g_autoptr (TestParties) parties = test_parties_new (seed, test_parties_choose_prg (seed));
  JlyClearTable table = test_inputs_get_table (inputs);
  JlyComputation *computations[3];
  guint64 bytes[3], rounds;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_fine
          = jly_analysis_check (requests[i].analysis, &requests[i].query, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (is_fine);
    }
  jly_computation_cost (&inputs->inputs, requests, n, bytes, &rounds);
  test_inputs_run (inputs, requests, n, parties, computations);
  check_answers (inputs, &table, requests, n, computations);
  for (guint m = 0; m < 3; m++)
    {
      const JlyTransport *transport = jly_engine_get_transport (parties->engines[m]);

      g_assert_cmpuint (transport->bytes_sent, ==, bytes[m]);
      g_assert_cmpuint (transport->rounds, ==, rounds);
      jly_computation_free (computations[m]);
    }
}

static void
test_random_studies (void)
{
  const char *wanted = g_getenv ("JLY_TEST_STUDIES");
  guint n = wanted != NULL ? (guint)atoi (wanted) : N_STUDIES;
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TestInputs) inputs
          = test_inputs_new (rand, (guint)g_rand_int_range (rand, 3, 7), 6);
      Asked asked[2];
      JlyRequest requests[2];

      test_inputs_lose (rand, inputs);
      if (g_rand_boolean (rand))
        inputs->inputs.limits = (JlyLimits){
          .min_rows = (guint)g_rand_int_range (rand, 0, 4),
          .min_parties = (guint)g_rand_int_range (rand, 0, 3),
          .top_share = g_rand_boolean (rand) ? 0 : (guint)g_rand_int_range (rand, 30, 101),
        };
      for (guint k = 0; k < 2; k++)
        {
          ask (&inputs->inputs, (2 * i + k) % G_N_ELEMENTS (questions), &asked[k]);
          add_filter (rand, &asked[k]);
          requests[k] = asked[k].request;
        }
      check_study (inputs, requests, 2, seed + i);
    }
}

/* Both columns of so many bits that a sum of squares needs two words. */
static void
widen (GRand *rand, TestInputs *inputs, guint width)
{
  for (guint c = 0; c < 2; c++)
    {
      JlyInputColumn *column = &inputs->columns[c];
      gint64 most = ((gint64)1 << width) - 1;

      column->least = 0;
      column->most = most;
      column->width = width;
      for (gsize row = 0; row < jly_inputs_count_rows (&inputs->inputs); row++)
        inputs->values[c][row]
            = g_rand_boolean (rand)
                  ? most
                  : (gint64)(((guint64)g_rand_int (rand) << 32 | g_rand_int (rand))
                             & (guint64)most);
    }
}

/* At the edge: every bit of the widest that is let through. */
static void
test_wide (void)
{
  static const guint widths[] = { 30, 31, 47, 59 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (TestInputs) inputs = test_inputs_new (rand, 4, 6);
      JlyRules *rules = jly_rules_new ();
      Asked asked[G_N_ELEMENTS (questions)];
      JlyRequest requests[G_N_ELEMENTS (questions)];
      guint n = 0;

      widen (rand, inputs, widths[i]);
      for (guint c = 0; c < inputs->inputs.n_columns; c++)
        jly_rules_add_column (rules, inputs->columns[c].id, inputs->columns[c].kind,
                              inputs->columns[c].scale);
      jly_rules_free ((JlyRules *)inputs->inputs.rules);
      inputs->inputs.rules = rules;
      for (gsize row = 0; row < jly_inputs_count_rows (&inputs->inputs); row++)
        inputs->is_valid[row] = TRUE;
      for (guint k = 0; k < G_N_ELEMENTS (questions); k++, n++)
        {
          ask (&inputs->inputs, k, &asked[k]);
          requests[k] = asked[k].request;
        }
      check_study (inputs, requests, n, seed + i);
    }
}

/* Sums that need all 64 bits of a word stay above zero. */
static void
test_full_word (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 4, 6);
  guint64 n = jly_inputs_count_rows (&inputs->inputs);
  guint width = 64 - g_bit_storage (jly_inputs_count_most_rows (&inputs->inputs));
  const guint64 most = ((guint64)1 << width) - 1;
  JlyClearTable table;
  guint n_full = 0;

  widen (rand, inputs, width);
  for (guint c = 0; c < 2; c++)
    for (gsize row = 0; row < n; row++)
      inputs->values[c][row] = (gint64)most;
  memset (inputs->is_valid, 1, n * sizeof *inputs->is_valid);
  table = test_inputs_get_table (inputs);
  for (guint k = 0; k < G_N_ELEMENTS (questions); k++)
    {
      Asked asked;
      g_autoptr (JlyAnswer) answer = NULL;

      ask (&inputs->inputs, k, &asked);
      if (strcmp (asked.request.analysis->id, "pearson") != 0)
        continue;
      answer = asked.request.analysis->clear (&asked.request.query, &table, 0);
      for (guint i = 0; i < asked.request.analysis->n_outputs; i++)
        if (strcmp (asked.request.analysis->outputs[i].id, "sum") == 0)
          for (guint c = 0; c < 2; c++, n_full++)
            g_assert_true (jly_answer_get (answer, i, c) == (__int128)n * most);
    }
  g_assert_cmpuint (n_full, ==, 2);
}

/* One bit more, and the question is refused before anybody sends anything. */
static void
test_too_wide (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 4, 6);
  Asked asked;
  g_autoptr (GError) error = NULL;

  for (guint width = 55; width < 63; width++)
    {
      gboolean fits;

      g_clear_error (&error);
      widen (rand, inputs, width);
      ask (&inputs->inputs, 2, &asked);
      fits = jly_analysis_check (asked.request.analysis, &asked.request.query, NULL, &error);
      /* Differences of w + 1 bits, squared, of 24 rows. */
      g_assert_cmpint (fits, ==, 2 * (width + 1) + 5 <= 127);
      if (!fits)
        {
          g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
          g_assert_nonnull (strstr (error->message, "turnover"));
        }
    }
}

static void
set_all (TestInputs *inputs, guint column, gint64 first, gint64 step)
{
  for (gsize row = 0; row < jly_inputs_count_rows (&inputs->inputs); row++)
    inputs->values[column][row] = first + (gint64)row * step;
}

/* A clear sentence instead of a number that is none. */
static void
check_reason (TestInputs *inputs, guint question, const char *figure_id, const char *words)
{
  JlyClearTable table = test_inputs_get_table (inputs);
  g_autoptr (JlyAnswer) answer = NULL;
  g_autoptr (GPtrArray) figures = NULL;
  const JlyFigure *figure;
  Asked asked;

  ask (&inputs->inputs, question, &asked);
  answer = asked.request.analysis->clear (&asked.request.query, &table, 0);
  check_words (&asked.request, answer);
  figures = jly_figures_list (asked.request.analysis, &asked.request.query, answer);
  figure = jly_figures_find (figures, figure_id);
  g_assert_nonnull (figure);
  g_assert_cmpint (figure->kind, ==, JLY_FIGURE_HIDDEN);
  g_assert_nonnull (strstr (figure->reason, words));
}

static void
test_nothing_to_test (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 3, 6);
  gsize n = jly_inputs_count_rows (&inputs->inputs);

  inputs->columns[0].least = inputs->columns[1].least = 0;
  inputs->columns[0].most = inputs->columns[1].most = 1023;
  inputs->columns[0].width = inputs->columns[1].width = 10;
  for (gsize row = 0; row < n; row++)
    {
      inputs->is_valid[row] = TRUE;
      inputs->values[2][row] = (gint64)(row % 3);
    }
  set_all (inputs, 0, 7, 0);
  set_all (inputs, 1, 7, 0);
  check_reason (inputs, 0, "p-value", "do not vary");
  check_reason (inputs, 2, "p-value", "same in every row");
  check_reason (inputs, 3, "p-value", "do not vary");
  check_reason (inputs, 4, "p-value", "all values are the same");
  check_reason (inputs, 5, "p-value", "same in every row");
  check_reason (inputs, 6, "correlation", "same in every row");
  check_reason (inputs, 7, "correlation", "same in every row");
  check_reason (inputs, 8, "coefficient/turnover", "follows exactly");
  set_all (inputs, 0, 7, 3);
  set_all (inputs, 1, 9, 6);
  check_reason (inputs, 6, "p-value", "follows exactly");
  check_reason (inputs, 9, "p-value", "follows exactly");
  for (gsize row = 0; row < n; row++)
    inputs->values[2][row] = 1;
  check_reason (inputs, 0, "p-value", "two rows");
  check_reason (inputs, 3, "p-value", "fewer than two groups");
  check_reason (inputs, 4, "p-value", "no rows");
  check_reason (inputs, 8, "coefficient/size=medium", "follows exactly");
  inputs->inputs.limits.min_rows = 2;
  check_reason (inputs, 0, "p-value", "hidden");
  check_reason (inputs, 8, "coefficient", "hidden");
}

static void
check_refused (const TestInputs *inputs, guint question, guint setting, const char *value)
{
  g_autoptr (GError) error = NULL;
  Asked asked;

  ask (&inputs->inputs, question, &asked);
  asked.parameters[setting].value = value;
  g_assert_false (jly_analysis_check (asked.request.analysis, &asked.request.query, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
}

static void
test_refused (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 3, 6);
  Asked asked;

  check_refused (inputs, 0, 3, "small");
  check_refused (inputs, 0, 3, "huge");
  check_refused (inputs, 0, 0, "size");
  check_refused (inputs, 2, 1, "turnover");
  check_refused (inputs, 6, 1, "turnover");
  check_refused (inputs, 8, 1, "profit");
  check_refused (inputs, 8, 2, "turnover");
  inputs->columns[1].unit = "kg";
  check_refused (inputs, 2, 1, "profit");
  ask (&inputs->inputs, 9, &asked);
  asked.request.query.n_parameters = 1;
  g_assert_false (jly_analysis_check (asked.request.analysis, &asked.request.query, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relate/random-studies", test_random_studies);
  g_test_add_func ("/relate/wide", test_wide);
  g_test_add_func ("/relate/full-word", test_full_word);
  g_test_add_func ("/relate/too-wide", test_too_wide);
  g_test_add_func ("/relate/nothing-to-test", test_nothing_to_test);
  g_test_add_func ("/relate/refused", test_refused);
  return g_test_run ();
}
