/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions by two columns of categories at once, on random small studies with filters, missing
 * cells and limits: the secure form against the clear one, bytes and rounds against their
 * prediction. Of a regression by two columns that a group of both has too few rows or companies
 * of, or in which one has too large a share, nothing is told.
 */
#include "config.h"

#include "analysis/test-inputs.h"

#include "analysis/jly-analysis.h"
#include "base/jly-error.h"

#include <stdlib.h>
#include <string.h>

#define N_ROUNDS 4 /* of all questions; JLY_TEST_STUDIES=10000 for as many studies */
#define MAX_SETTINGS 10

static const char *const regions[] = { "north", "south", NULL };

static const struct
{
  const char *id;
  const char *settings[MAX_SETTINGS]; /* names and values */
} questions[] = {
  { "count", { "by", "size", "by-2", "region" } },
  { "count", { "by", "region", "by-2", "size" } },
  { "sum", { "column", "turnover", "by", "size", "by-2", "region" } },
  { "mean", { "column", "turnover", "by", "region", "by-2", "size" } },
  { "variance", { "column", "turnover", "by", "size", "by-2", "region" } },
  { "missing", { "column", "turnover", "by", "size", "by-2", "region" } },
  { "share", { "column", "turnover", "by", "region", "by-2", "size" } },
  { "median", { "column", "turnover", "by", "size", "by-2", "region" } },
  { "quartiles", { "column", "turnover", "by", "region", "by-2", "size" } },
  { "histogram", { "column", "turnover", "edges", "0.02", "by", "size", "by-2", "region" } },
  { "gini", { "column", "turnover", "by", "size", "by-2", "region" } },
  { "chi-squared", { "by", "size", "by-2", "region" } },
  { "chi-squared", { "by", "region", "by-2", "size", "correction", "yes" } },
  { "regression", { "outcome", "turnover", "category", "size", "category-2", "region" } },
  { "regression", { "outcome", "turnover", "category", "region", "category-2", "size" } },
};

typedef struct
{
  JlyRequest request;
  JlyParameter parameters[MAX_SETTINGS];
} Asked;

static void
add (Asked *asked, const char *name, const char *value)
{
  asked->parameters[asked->request.query.n_parameters++] = (JlyParameter){ name, value };
  asked->request.query.parameters = asked->parameters;
}

static void
ask (GRand *rand, const JlyInputs *inputs, guint i, Asked *asked)
{
  *asked = (Asked){ .request = { jly_analysis_find (questions[i].id), { .inputs = inputs } } };
  g_assert_nonnull (asked->request.analysis);
  for (guint k = 0; k < MAX_SETTINGS && questions[i].settings[k] != NULL; k += 2)
    add (asked, questions[i].settings[k], questions[i].settings[k + 1]);
  if (g_rand_int_range (rand, 0, 3) == 0)
    add (asked, "filter", "size in [small, large] or region = north");
}

/* The second column of numbers becomes one of categories, the first is never below zero; every
 * row keeps the checks, which have tests of their own. */
static void
cross (GRand *rand, TestInputs *inputs)
{
  JlyInputColumn *region = &inputs->columns[1], *turnover = &inputs->columns[0];
  JlyRules *rules = jly_rules_new ();

  *region = (JlyInputColumn){ .id = "region",
                              .title = "region",
                              .unit = "",
                              .kind = JLY_VALUE_TEXT,
                              .most = 1,
                              .width = 1,
                              .categories = regions };
  turnover->least = 0;
  turnover->most = 1 << g_rand_int_range (rand, 2, 12);
  turnover->width = jly_input_width (turnover->least, turnover->most);
  for (gsize row = 0; row < jly_inputs_count_rows (&inputs->inputs); row++)
    {
      inputs->values[0][row] = g_rand_int_range (rand, 0, (gint32)turnover->most + 1);
      inputs->values[1][row] = g_rand_boolean (rand);
      inputs->values[2][row] = g_rand_int_range (rand, 0, 3);
    }
  for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
    jly_rules_add_column (rules, inputs->columns[c].id, inputs->columns[c].kind,
                          inputs->columns[c].scale);
  jly_rules_free ((JlyRules *)inputs->inputs.rules);
  inputs->inputs.rules = rules;
  test_inputs_lose (rand, inputs);
}

static gboolean
is_all_zero (const JlyAnswer *answer, const JlyAnalysis *analysis)
{
  for (guint i = 0; i < analysis->n_outputs; i++)
    for (gsize k = 0; k < answer->outputs[i].n_values; k++)
      if (answer->outputs[i].values[k] != 0)
        return FALSE;
  return TRUE;
}

/* TRUE if something is hidden from everybody. */
static gboolean
check_study (TestInputs *inputs, const JlyRequest *requests, guint n, guint32 seed)
{
  g_autoptr (TestParties) parties = test_parties_new (seed, test_parties_choose_prg (seed));
  JlyClearTable table = test_inputs_get_table (inputs);
  JlyComputation *computations[3];
  guint64 bytes[3], rounds;
  gboolean is_hidden = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!jly_analysis_check (requests[i].analysis, &requests[i].query, NULL, &error))
        g_error ("%s: %s", requests[i].analysis->id, error->message);
    }
  jly_computation_cost (&inputs->inputs, requests, n, bytes, &rounds);
  test_inputs_run (inputs, requests, n, parties, computations);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JlyAnswer) expected = requests[i].analysis->clear (&requests[i].query, &table, 0);
      g_autoptr (JlyAnswer) got = test_inputs_join (&requests[i], i, 0, computations);

      test_inputs_assert_same (got, expected);
      is_hidden |= is_all_zero (got, requests[i].analysis);
    }
  for (guint m = 0; m < 3; m++)
    {
      const JlyTransport *transport = jly_engine_get_transport (parties->engines[m]);

      g_assert_cmpuint (transport->bytes_sent, ==, bytes[m]);
      g_assert_cmpuint (transport->rounds, ==, rounds);
      jly_computation_free (computations[m]);
    }
  return is_hidden;
}

static void
test_random (void)
{
  const char *wanted = g_getenv ("JLY_TEST_STUDIES");
  guint n = wanted != NULL ? (guint)atoi (wanted) : N_ROUNDS * G_N_ELEMENTS (questions);
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_hidden = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TestInputs) inputs
          = test_inputs_new (rand, (guint)g_rand_int_range (rand, 3, 6), 12);
      Asked asked;

      cross (rand, inputs);
      if (g_rand_int_range (rand, 0, 3) > 0)
        inputs->inputs.limits = (JlyLimits){
          .min_rows = (guint)g_rand_int_range (rand, 0, 5),
          .min_parties = (guint)g_rand_int_range (rand, 0, 3),
          .top_share = g_rand_boolean (rand) ? 0 : (guint)g_rand_int_range (rand, 30, 101),
        };
      ask (rand, &inputs->inputs, i % G_N_ELEMENTS (questions), &asked);
      n_hidden += check_study (inputs, &asked.request, 1, seed + i);
    }
  g_test_message ("%u of %u studies tell nothing", n_hidden, n);
  g_assert_cmpuint (n_hidden, <, n);
}

/* 24 rows of four companies: every pair of categories has four of them, one of each company. */
static TestInputs *
make_even (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  TestInputs *inputs = NULL;

  do
    {
      g_clear_pointer (&inputs, test_inputs_free);
      inputs = test_inputs_new (rand, 4, 6);
    }
  while (jly_inputs_count_rows (&inputs->inputs) != 24);
  cross (rand, inputs);
  for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
    {
      inputs->columns[c].may_be_missing = FALSE;
      g_clear_pointer (&inputs->is_there[c], g_free);
    }
  inputs->columns[0].most = 100;
  inputs->columns[0].width = 7;
  for (gsize row = 0; row < 24; row++)
    {
      inputs->values[0][row] = (gint64)(1 + row % 3);
      inputs->values[1][row] = (gint64)(row % 2);
      inputs->values[2][row] = (gint64)(row % 6 / 2);
    }
  test_inputs_judge (inputs);
  return inputs;
}

static gboolean
tells (TestInputs *inputs, const char *id)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint i = 0;
  Asked asked;

  while (strcmp (questions[i].id, id) != 0)
    i++;
  do
    ask (rand, &inputs->inputs, i, &asked);
  while (asked.request.query.n_parameters > 3);
  return !check_study (inputs, &asked.request, 1, 5);
}

/* One row less in one pair of categories, and a regression by both tells nothing, though both
 * columns' own groups are as large as ever. */
static void
test_edge (void)
{
  g_autoptr (TestInputs) inputs = make_even ();

  inputs->inputs.limits = (JlyLimits){ .min_rows = 4, .min_parties = 4 };
  g_assert_true (tells (inputs, "regression"));
  g_assert_true (tells (inputs, "chi-squared"));
  inputs->values[1][0] = 1;
  g_assert_false (tells (inputs, "regression"));
  inputs->inputs.limits.min_rows = inputs->inputs.limits.min_parties = 3;
  g_assert_true (tells (inputs, "regression"));
  inputs->inputs.limits.min_parties = 4;
  g_assert_false (tells (inputs, "regression"));
}

/* The products tell each category's sum: nobody may have too large a share of it, though of the
 * whole nobody has. */
static void
test_share (void)
{
  g_autoptr (TestInputs) inputs = make_even ();

  inputs->inputs.limits = (JlyLimits){ .min_rows = 4, .min_parties = 4, .top_share = 50 };
  g_assert_true (tells (inputs, "regression"));
  for (gsize row = 0; row < 18; row++)
    if (inputs->values[2][row] == (gint64)(row / 6))
      inputs->values[0][row] = 100;
  g_assert_false (tells (inputs, "regression"));
  inputs->inputs.limits.top_share = 99;
  g_assert_true (tells (inputs, "regression"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crossed/random", test_random);
  g_test_add_func ("/crossed/edge", test_edge);
  g_test_add_func ("/crossed/share", test_share);
  return g_test_run ();
}
