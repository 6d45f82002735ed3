/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole computations: the agreed checks, the number of rejected rows, and every analysis of the
 * registry, against the clear reference; their cost against its prediction.
 */
#include "config.h"

#include "analysis/test-inputs.h"

#include "analysis/jly-analyses.h"
#include "analysis/jly-validity.h"
#include "base/jly-decimal.h"
#include "base/jly-error.h"

#define MAX_PARAMETERS 8

/* A question with room for its texts. */
typedef struct
{
  JlyRequest question;
  JlyParameter parameters[MAX_PARAMETERS];
  char *texts[MAX_PARAMETERS];
  gsize n;
} Asked;

static void
add (Asked *asked, const char *name, char *value)
{
  asked->parameters[asked->n] = (JlyParameter){ name, value };
  asked->texts[asked->n++] = value;
  asked->question.query.parameters = asked->parameters;
  asked->question.query.n_parameters = asked->n;
}

static void
clear_asked (Asked *asked)
{
  for (gsize i = 0; i < asked->n; i++)
    g_free (asked->texts[i]);
}

static char *
draw_value (GRand *rand, const JlyInputColumn *column)
{
  gint64 size = column->most - column->least + 1;
  gint64 value = column->least - size / 4 + (gint64)(g_rand_double (rand) * 1.5 * (double)size);

  if (column->kind != JLY_VALUE_NUMBER)
    return g_strdup (column->categories[g_rand_int_range (rand, 0, 3)]);
  return jly_decimal_format (value, column->scale);
}

static void
add_condition (GRand *rand, Asked *asked)
{
  static const char *const comparisons[] = { "=", "<>", "<", "<=", ">=", ">" };
  const JlyInputs *inputs = asked->question.query.inputs;
  const JlyInputColumn *column = &inputs->columns[g_rand_int_range (rand, 0, 3)];
  gint n = column->kind == JLY_VALUE_NUMBER ? 6 : 2;

  if (g_rand_boolean (rand))
    return;
  add (asked, "where", g_strdup (column->id));
  add (asked, "is", g_strdup (comparisons[g_rand_int_range (rand, 0, n)]));
  add (asked, "value", draw_value (rand, column));
}

/* A bound that the total may or may not reach: near the total itself. */
static void
add_bound (GRand *rand, TestInputs *inputs, Asked *asked)
{
  const JlyInputColumn *column = jly_query_get_column (&asked->question.query, "column", NULL);
  JlyRequest plain = { &jly_sum_analysis, asked->question.query };
  JlyClearTable table = test_inputs_get_table (inputs);
  g_autoptr (JlyAnswer) total = plain.analysis->clear (&plain.query, &table, 0);
  gint64 n = (gint64)jly_inputs_count_most_rows (&inputs->inputs);
  gint64 bound = (gint64)total->outputs[0].values[0] + g_rand_int_range (rand, -1, 3);

  bound = CLAMP (bound, n * MIN (column->least, 0) + 1, n * column->most);
  add (asked, "at-least", jly_decimal_format (bound, column->scale));
}

static void
ask (GRand *rand, TestInputs *inputs, const JlyAnalysis *analysis, Asked *asked)
{
  *asked = (Asked){ .question = { analysis, { .inputs = &inputs->inputs } } };
  add_condition (rand, asked);
  if (analysis == &jly_count_analysis)
    return;
  add (asked, "column", g_strdup (g_rand_boolean (rand) ? "turnover" : "profit"));
  if (analysis == &jly_threshold_analysis)
    add_bound (rand, inputs, asked);
}

static void
assert_source (TestInputs *inputs,
               const Asked *asked,
               gsize n_asked,
               guint source,
               JlyComputation *const computations[3])
{
  JlyClearTable table = test_inputs_get_table (inputs);
  gsize first = 0, n_left_out = 0;

  for (gsize i = 0; i < n_asked; i++)
    {
      const JlyRequest *question = &asked[i].question;
      g_autoptr (JlyAnswer) expected = question->analysis->clear (&question->query, &table, source);
      g_autoptr (JlyAnswer) got = test_inputs_join (question, i, source, computations);

      test_inputs_assert_same (got, expected);
    }
  for (guint i = 0; i < source; i++)
    first += inputs->n_rows[i];
  for (gsize i = 0; i < inputs->n_rows[source]; i++)
    n_left_out += !inputs->is_valid[first + i];
  if (computations[0]->rejected == NULL)
    g_assert_cmpuint (n_left_out, ==, 0);
  else
    g_assert_cmpuint (test_inputs_join_rejected (inputs, source, computations), ==, n_left_out);
}

/* Everything of one study; returns how many rows were left out in all. */
static void
check_study (TestInputs *inputs, const Asked *asked, gsize n_asked, guint32 seed)
{
  g_autoptr (TestParties) parties = test_parties_new (seed, test_parties_choose_prg (seed));
  g_autofree JlyRequest *questions = g_new (JlyRequest, n_asked);
  JlyComputation *computations[3];
  guint64 bytes[3], rounds;

  for (gsize i = 0; i < n_asked; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_fine
          = jly_analysis_check (asked[i].question.analysis, &asked[i].question.query, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (is_fine);
      questions[i] = asked[i].question;
    }
  jly_computation_cost (&inputs->inputs, questions, n_asked, bytes, &rounds);
  test_inputs_run (inputs, questions, n_asked, parties, computations);
  for (guint i = 0; i < inputs->inputs.n_sources; i++)
    assert_source (inputs, asked, n_asked, i, computations);
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
  static const JlyAnalysis *const analyses[]
      = { &jly_count_analysis, &jly_sum_analysis, &jly_threshold_analysis };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 120; i++)
    {
      guint n_sources = i % 30 == 29 ? 50 : (guint)g_rand_int_range (rand, 3, 7);
      gsize most_rows = i % 10 == 9 ? 130 : (gsize)g_rand_int_range (rand, 1, 12);
      g_autoptr (TestInputs) inputs = test_inputs_new (rand, n_sources, most_rows);
      gsize n_asked = (gsize)g_rand_int_range (rand, 1, 4);
      Asked asked[3];

      for (gsize k = 0; k < n_asked; k++)
        ask (rand, inputs, analyses[g_rand_int_range (rand, 0, 3)], &asked[k]);
      check_study (inputs, asked, n_asked, seed + i);
      for (gsize k = 0; k < n_asked; k++)
        clear_asked (&asked[k]);
    }
}

/* Sources of one row each, so that every row's own bit is seen in what its source is told. */
#define N_CODES 16

static void
set_range (TestInputs *inputs, guint c, gint64 least, gint64 most)
{
  JlyInputColumn *column = &inputs->columns[c];
  JlyRule *rule = inputs->inputs.rules->rules->pdata[c];

  column->least = rule->least = least;
  column->most = rule->most = most;
  column->width = MAX (1, jly_input_width (least, most));
}

static void
check_rejected (TestInputs *inputs, guint32 seed)
{
  Asked asked = { .question = { &jly_count_analysis, { .inputs = &inputs->inputs } } };

  test_inputs_judge (inputs);
  check_study (inputs, &asked, 1, seed);
}

/* Every code of up to four bits, with every pair of bounds. */
static void
test_all_bounds (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (gint64 least = -3; least < 12; least++)
    for (gint64 most = MAX (least, 0); most < 12; most++)
      {
        g_autoptr (TestInputs) inputs = test_inputs_new (rand, N_CODES, 1);
        const JlyInputColumn *column = &inputs->columns[0];

        g_ptr_array_set_size (inputs->inputs.rules->rules, 1);
        set_range (inputs, 0, least, most);
        for (gsize i = 0; i < N_CODES; i++)
          inputs->values[0][i]
              = jly_input_column_get_base (column) + (gint64)(i % ((gsize)1 << column->width));
        check_rejected (inputs, seed);
      }
}

/* Every pair of two codes of two bits. */
static void
test_all_not_above (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint times = 1; times <= 5; times++)
    {
      g_autoptr (TestInputs) inputs = test_inputs_new (rand, N_CODES, 1);
      const JlyRule rule = { .kind = JLY_RULE_NOT_ABOVE, .column = 0, .other = 1, .times = times };

      g_ptr_array_set_size (inputs->inputs.rules->rules, 2);
      jly_rules_add ((JlyRules *)inputs->inputs.rules, &rule);
      for (guint c = 0; c < 2; c++)
        set_range (inputs, c, 0, 3);
      for (gsize i = 0; i < N_CODES; i++)
        {
          inputs->values[0][i] = (gint64)i & 3;
          inputs->values[1][i] = (gint64)i >> 2;
          inputs->values[2][i] = 0;
        }
      check_rejected (inputs, times);
    }
}

/* The numbers of the second text: 10 000, 15 000 and 20 000 are 45 000. */
static void
test_by_hand (void)
{
  static const gint64 figures[] = { 1000000, 1500000, 2000000, 999999999 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 3, 2);
  JlyInputColumn *column = &inputs->columns[0];
  JlyRule *rule = inputs->inputs.rules->rules->pdata[0];
  Asked asked = { .question = { &jly_sum_analysis, { .inputs = &inputs->inputs } } };
  JlyClearTable table = test_inputs_get_table (inputs);
  g_autoptr (JlyAnswer) answer = NULL;
  g_autofree char *headline = NULL;

  g_ptr_array_set_size (inputs->inputs.rules->rules, 1);
  column->least = rule->least = 0;
  column->most = rule->most = 100000000;
  column->width = jly_input_width (0, 100000000);
  g_assert_cmpuint (column->width, ==, 27);
  for (guint i = 0; i < 3; i++)
    inputs->n_rows[i] = i == 2 ? 2 : 1;
  for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
    inputs->values[c] = g_renew (gint64, inputs->values[c], 4);
  inputs->is_valid = g_renew (gboolean, inputs->is_valid, 4);
  table = test_inputs_get_table (inputs);
  for (guint i = 0; i < 4; i++)
    {
      /* The last one is what a changed program might send: above the agreed largest. */
      inputs->values[0][i] = MIN (figures[i], ((gint64)1 << 27) - 1);
      inputs->values[1][i] = inputs->columns[1].least;
      inputs->values[2][i] = 0;
    }
  test_inputs_judge (inputs);
  g_assert_false (inputs->is_valid[3]);
  add (&asked, "column", g_strdup ("turnover"));
  check_study (inputs, &asked, 1, 2);
  answer = jly_sum_analysis.clear (&asked.question.query, &table, 0);
  g_assert_cmpuint (answer->outputs[0].values[0], ==, 4500000);
  headline = jly_sum_analysis.headline (&asked.question.query, answer, jly_decimal_format);
  g_assert_cmpstr (headline, ==, "turnover: 45000.00 EUR in all");
  clear_asked (&asked);
}

/* A column of another shape, or none, is refused before anything is sent. */
static void
test_wrong_columns (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 3, 4);
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  JlyRequest question = { &jly_count_analysis, { .inputs = &inputs->inputs } };

  for (guint wrong = 0; wrong < 3; wrong++)
    {
      JlyBits *columns[3][TEST_INPUTS_COLUMNS];
      JlyBits *const *sources[3] = { columns[0], columns[1], columns[2] };
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 3; i++)
        for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
          {
            gboolean is_wrong = i == 1 && c == 2;
            guint width = inputs->columns[c].width + (is_wrong && wrong == 1);

            columns[i][c]
                = is_wrong && wrong == 0
                      ? NULL
                      : jly_bits_new (inputs->n_rows[i] + (is_wrong && wrong == 2), width);
          }
      g_assert_null (jly_computation_run (parties->engines[0], &inputs->inputs, &question, 1,
                                          sources, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_assert_cmpuint (jly_engine_get_transport (parties->engines[0])->rounds, ==, 0);
      for (guint i = 0; i < 3; i++)
        for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
          jly_bits_free (columns[i][c]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/computation/by-hand", test_by_hand);
  g_test_add_func ("/computation/random-studies", test_random_studies);
  g_test_add_func ("/computation/all-bounds", test_all_bounds);
  g_test_add_func ("/computation/all-not-above", test_all_not_above);
  g_test_add_func ("/computation/wrong-columns", test_wrong_columns);
  return g_test_run ();
}
