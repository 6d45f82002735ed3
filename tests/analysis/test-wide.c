/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums that need more than one word: at the very ends of what ranges allow, the secure form gives
 * what the clear one gives, limits on shares are kept, and what could overflow is refused. */
#include "config.h"

#include "analysis/test-inputs.h"

#include "analysis/jly-analyses.h"
#include "analysis/jly-figure.h"
#include "base/jly-error.h"

#define MOST ((gint64)1 << 61)

static void
set_range (TestInputs *inputs, guint c, gint64 least, gint64 most)
{
  JlyInputColumn *column = &inputs->columns[c];

  column->least = least;
  column->most = most;
  column->width = MAX (1, jly_input_width (least, most));
}

/* The checks have tests of their own: here every row keeps them. */
static void
drop_rules (TestInputs *inputs)
{
  JlyRules *rules = jly_rules_new ();

  for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
    jly_rules_add_column (rules, inputs->columns[c].title, inputs->columns[c].kind,
                          inputs->columns[c].scale);
  jly_rules_free ((JlyRules *)inputs->inputs.rules);
  inputs->inputs.rules = rules;
  test_inputs_judge (inputs);
}

static gint64
draw_bound (GRand *rand)
{
  gint64 bound = (gint64)1 << g_rand_int_range (rand, 1, 62);

  return g_rand_boolean (rand) ? bound - 1 : MIN (bound, MOST);
}

/* The ends of the range, zero, and what lies between. */
static gint64
draw (GRand *rand, const JlyInputColumn *column)
{
  gint64 low = column->least, high = column->most;

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      return low;
    case 1:
    case 2:
      return high;
    case 3:
      return CLAMP (0, low, high);
    default:
      return low + (gint64)((double)(high - low) * g_rand_double (rand));
    }
}

static void
widen (GRand *rand, TestInputs *inputs)
{
  gsize n = jly_inputs_count_rows (&inputs->inputs);

  for (guint c = 0; c < 2; c++)
    {
      gboolean has_negative = g_rand_boolean (rand);

      set_range (inputs, c, has_negative ? -draw_bound (rand) : 0, draw_bound (rand));
      for (gsize i = 0; i < n; i++)
        inputs->values[c][i] = draw (rand, &inputs->columns[c]);
    }
  test_inputs_lose (rand, inputs);
  drop_rules (inputs);
}

static const struct
{
  const char *id;
  JlyParameter parameters[3];
  gsize n;
} questions[] = {
  { "sum", { { "column", "turnover" } }, 1 },
  { "sum", { { "column", "profit" }, { "by", "size" } }, 2 },
  { "variance", { { "column", "turnover" } }, 1 },
  { "variance", { { "column", "profit" }, { "by", "size" } }, 2 },
  { "weighted-mean", { { "column", "profit" }, { "weight", "turnover" } }, 2 },
  { "ratio", { { "column", "profit" }, { "of", "turnover" }, { "by", "size" } }, 3 },
  { "mean", { { "column", "turnover" }, { "by", "size" } }, 2 },
};

/* Whether any output has two words. */
static gboolean
check_question (TestInputs *inputs, guint32 seed)
{
  guint k = seed % G_N_ELEMENTS (questions);
  const JlyAnalysis *analysis = jly_analysis_find (questions[k].id);
  const JlyRequest request
      = { analysis, { &inputs->inputs, questions[k].parameters, questions[k].n } };
  g_autoptr (TestParties) parties = NULL;
  JlyClearTable table = test_inputs_get_table (inputs);
  JlyOutputShape shapes[JLY_ANALYSIS_MAX_OUTPUTS];
  g_autoptr (JlyAnswer) expected = NULL, got = NULL;
  g_autoptr (GPtrArray) figures = NULL;
  JlyComputation *computations[3];
  guint64 bytes[3], rounds;
  gboolean is_wide = FALSE;
  GError *error = NULL;

  if (!jly_analysis_check (analysis, &request.query, shapes, &error))
    {
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_error_free (error);
      return FALSE;
    }
  parties = test_parties_new (seed, test_parties_choose_prg (seed));
  for (gsize i = 0; i < analysis->n_outputs; i++)
    is_wide = is_wide || shapes[i].width > 64;
  jly_computation_cost (&inputs->inputs, &request, 1, bytes, &rounds);
  test_inputs_run (inputs, &request, 1, parties, computations);
  expected = analysis->clear (&request.query, &table, 0);
  got = test_inputs_join (&request, 0, 0, computations);
  test_inputs_assert_same (got, expected);
  figures = jly_figures_list (analysis, &request.query, got);
  g_assert_cmpuint (figures->len, >, 0);
  for (guint m = 0; m < 3; m++)
    {
      const JlyTransport *transport = jly_engine_get_transport (parties->engines[m]);

      g_assert_cmpuint (transport->bytes_sent, ==, bytes[m]);
      g_assert_cmpuint (transport->rounds, ==, rounds);
      jly_computation_free (computations[m]);
    }
  return is_wide;
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_wide = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 140; i++)
    {
      g_autoptr (TestInputs) inputs
          = test_inputs_new (rand, (guint)g_rand_int_range (rand, 3, 6), 9);

      widen (rand, inputs);
      inputs->inputs.limits = (JlyLimits){
        .min_rows = (guint)g_rand_int_range (rand, 0, 4),
        .min_parties = (guint)g_rand_int_range (rand, 0, 3),
        .top_share = g_rand_boolean (rand) ? 0 : (guint)g_rand_int_range (rand, 40, 100),
      };
      n_wide += check_question (inputs, seed + i);
    }
  g_assert_cmpuint (n_wide, >, 30);
}

/* Every row at the most, so that the sum of squares is the largest there is: n 2^(2 w). */
static void
check_edge (guint bits, guint n_sources, gsize n_rows, gboolean is_possible)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, n_sources, n_rows);
  const JlyParameter parameter = { "column", "turnover" };
  const JlyRequest request = { &jly_variance_analysis, { &inputs->inputs, &parameter, 1 } };
  g_autoptr (GError) error = NULL;
  gsize n = jly_inputs_count_rows (&inputs->inputs);
  gint64 most = ((gint64)1 << bits) - 1;
  g_autoptr (TestParties) parties = NULL;
  g_autoptr (JlyAnswer) got = NULL;
  JlyComputation *computations[3];

  set_range (inputs, 0, 0, most);
  for (gsize i = 0; i < n; i++)
    inputs->values[0][i] = most;
  drop_rules (inputs);
  g_assert_true (jly_analysis_check (request.analysis, &request.query, NULL, &error)
                 == is_possible);
  if (!is_possible)
    {
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      return;
    }
  parties = test_parties_new (3, JLY_PRG_CHACHA20);
  test_inputs_run (inputs, &request, 1, parties, computations);
  got = test_inputs_join (&request, 0, 0, computations);
  g_assert_true (jly_answer_get (got, 0, 0) == (__int128)n * most);
  g_assert_true (jly_answer_get (got, 1, 0) == (__int128)n);
  g_assert_true (jly_answer_get (got, 2, 0) == (__int128)n * most * most);
  for (guint m = 0; m < 3; m++)
    jly_computation_free (computations[m]);
}

/* With 4 times 2^k rows of w bits, 2 w + k + 2 bits: up to 126 can be computed. */
static void
test_edge (void)
{
  check_edge (28, 4, 16, TRUE); /* 62 bits: a word */
  check_edge (29, 4, 16, TRUE); /* 64 bits: the first of two words */
  check_edge (60, 4, 16, TRUE); /* 126 bits */
  check_edge (60, 4, 17, FALSE);
  check_edge (61, 4, 1, TRUE);
  check_edge (61, 4, 8, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wide/random", test_random);
  g_test_add_func ("/wide/edge", test_edge);
  return g_test_run ();
}
