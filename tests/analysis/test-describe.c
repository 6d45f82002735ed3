/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random small studies with filters, groups, missing cells and limits: the
 * secure form against the clear one, and the count of bytes and rounds against
 * its prediction; what hiding leaves to be worked out; filters as they are read
 * and printed.
 */
#include "config.h"

#include "analysis/test-inputs.h"

#include "analysis/jly-analyses.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-filter.h"
#include "analysis/jly-sanity.h"
#include "analysis/jly-suppress.h"
#include "base/jly-decimal.h"
#include "base/jly-error.h"

#include <stdlib.h>
#include <string.h>

#define N_STUDIES 60 /* JLY_TEST_STUDIES=10000 for all */

typedef struct
{
  JlyRequest request;
  JlyParameter parameters[10];
} Asked;

static void
add (Asked *asked, const char *name, const char *value)
{
  asked->parameters[asked->request.query.n_parameters++] = (JlyParameter){ name, value };
  asked->request.query.parameters = asked->parameters;
}

static const char *const filters[] = {
  "size = small",
  "size in [small, large] or not turnover is missing",
  "not (turnover >= 1.00 and size <> medium)",
  "turnover from 0.50 to 20.00 and profit is there",
  "profit < 0.01 or (profit > 3.00 and size = medium)",
};

static const struct
{
  const char *id;
  const char *settings[6]; /* names and values */
} questions[] = {
  { "count", { NULL } },
  { "count", { "by", "size" } },
  { "sum", { "column", "turnover,profit", "by", "size" } },
  { "sum", { "column", "profit" } },
  { "mean", { "column", "profit", "by", "size" } },
  { "variance", { "column", "turnover" } },
  { "ratio", { "column", "turnover", "of", "profit", "by", "size" } },
  { "growth", { "column", "turnover", "from", "profit" } },
  { "missing", { "column", "turnover", "by", "size" } },
  { "share", { "column", "profit", "by", "size" } },
  { "median", { "column", "turnover,profit", "by", "size" } },
  { "median", { "column", "profit", "type", "1" } },
  { "quartiles", { "column", "profit", "by", "size" } },
  { "quartiles", { "column", "turnover,profit" } },
  { "percentile", { "column", "turnover", "percent", "12.5" } },
  { "percentile", { "column", "profit", "percent", "90", "by", "size" } },
  { "own-position", { "column", "turnover,profit" } },
  { "box-plot", { "column", "profit", "by", "size" } },
  { "box-plot", { "column", "turnover,profit", "whiskers", "10-90" } },
  { "gini", { "column", "turnover" } },
  { "gini", { "column", "turnover,profit", "by", "size" } },
  { "gini", { "column", "profit", "of", "companies" } },
  { "largest-share", { "column", "turnover", "largest", "2" } },
  { "largest-share", { "column", "turnover", "by", "size", "of", "companies" } },
  { "herfindahl", { "column", "turnover,profit" } },
  { "herfindahl", { "column", "turnover", "of", "companies", "by", "size" } },
  { "largest", { "column", "turnover,profit" } },
  { "threshold", { "column", "turnover", "at-least", "0.07" } },
  { "histogram", { "column", "turnover", "edges", "0.01 0.05" } },
  { "histogram", { "column", "turnover", "edges", "0.02", "by", "size" } },
  { "weighted-mean", { "column", "profit", "weight", "turnover" } },
};

static void
ask (GRand *rand, const TestInputs *inputs, Asked *asked)
{
  guint i = (guint)g_rand_int_range (rand, 0, G_N_ELEMENTS (questions));

  *asked = (Asked){ .request
                    = { jly_analysis_find (questions[i].id), { .inputs = &inputs->inputs } } };
  for (guint k = 0; k < 6 && questions[i].settings[k] != NULL; k += 2)
    add (asked, questions[i].settings[k], questions[i].settings[k + 1]);
  if (g_rand_boolean (rand))
    add (asked, "filter", filters[g_rand_int_range (rand, 0, G_N_ELEMENTS (filters))]);
}

/* What was computed right always lies in its range. */
static void
assert_sane (const GPtrArray *notes)
{
  g_assert_cmpuint (notes->len, >=, 4);
  for (guint i = 0; i < notes->len; i++)
    {
      const JlySanityNote *note = notes->pdata[i];

      g_assert_cmpuint (strlen (note->words), >, 20);
      if (g_str_equal (note->id, "range"))
        g_assert_false (note->is_warning);
    }
}

static void
check_study (GRand *rand, TestInputs *inputs, guint32 seed)
{
  g_autoptr (TestParties) parties = test_parties_new (seed, test_parties_choose_prg (seed));
  JlyClearTable table = test_inputs_get_table (inputs);
  JlyComputation *computations[3];
  JlyRequest requests[2];
  Asked asked[2];
  guint64 bytes[3], rounds;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_fine;

      /* Bounds and edges may lie outside the drawn range, and amounts below zero: ask again. */
      do
        {
          g_clear_error (&error);
          ask (rand, inputs, &asked[i]);
          requests[i] = asked[i].request;
          is_fine = jly_analysis_check (requests[i].analysis, &requests[i].query, NULL, &error);
          g_assert_true (is_fine == (error == NULL));
          if (!is_fine)
            g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
        }
      while (!is_fine);
    }
  jly_computation_cost (&inputs->inputs, requests, 2, bytes, &rounds);
  test_inputs_run (inputs, requests, 2, parties, computations);
  for (guint k = 0; k < 2 * inputs->inputs.n_sources; k++)
    {
      guint i = k % 2, source = k / 2;
      g_autoptr (JlyAnswer) expected
          = requests[i].analysis->clear (&requests[i].query, &table, source);
      g_autoptr (JlyAnswer) got = test_inputs_join (&requests[i], i, source, computations);
      g_autoptr (GPtrArray) figures
          = jly_figures_list (requests[i].analysis, &requests[i].query, got);
      g_autofree char *headline
          = requests[i].analysis->headline (&requests[i].query, got, jly_decimal_format);

      g_autoptr (GPtrArray) notes = jly_sanity_list (requests[i].analysis, &requests[i].query, got);

      test_inputs_assert_same (got, expected);
      g_assert_cmpuint (figures->len, >, 0);
      assert_sane (notes);
      g_assert_cmpuint (strlen (headline), >, 5);
    }
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
          = test_inputs_new (rand, (guint)g_rand_int_range (rand, 4, 7), 6);

      test_inputs_lose (rand, inputs);
      inputs->inputs.limits = (JlyLimits){
        .min_rows = (guint)g_rand_int_range (rand, 0, 5),
        .min_parties = (guint)g_rand_int_range (rand, 0, 4),
        .top_share = g_rand_boolean (rand) ? 0 : (guint)g_rand_int_range (rand, 30, 101),
      };
      check_study (rand, inputs, seed + i);
    }
}

/* Twelve columns take no more rounds than one. */
static guint64
count_median_rounds (const JlyInputs *inputs, const char *columns)
{
  const JlyParameter parameter = { "column", columns };
  const JlyRequest request = { &jly_quartiles_analysis, { inputs, &parameter, 1 } };
  guint64 bytes[3], rounds;

  jly_computation_cost (inputs, &request, 1, bytes, &rounds);
  return rounds;
}

static void
test_rounds (void)
{
  static const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };
  static const gsize n_rows[17] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  JlyInputColumn columns[12];
  g_autoptr (JlyRules) rules = jly_rules_new ();
  JlyInputs inputs = {
    .columns = columns,
    .n_columns = 12,
    .rules = rules,
    .n_sources = 17,
    .n_rows = n_rows,
    .most_rows = 1,
    .limits = { 5, 5, 80, FALSE },
  };
  guint64 one, all;

  for (guint i = 0; i < 12; i++)
    {
      columns[i]
          = (JlyInputColumn){ ids[i], ids[i], "", JLY_VALUE_NUMBER, 0, 0, 1000, 10, NULL, 0 };
      jly_rules_add_column (rules, ids[i], JLY_VALUE_NUMBER, 0);
    }
  one = count_median_rounds (&inputs, "a");
  all = count_median_rounds (&inputs, "a,b,c,d,e,f,g,h,i,j,k,l");
  g_test_message ("%u rounds for 1 column, %u for 12", (guint)one, (guint)all);
  /* Each round waits for half a round trip: few rows are counted in two of them, and what type 7
   * needs is searched side by side. */
  g_assert_cmpuint (one, <, 200);
  /* Sums over all columns are a few additions longer than over one. */
  g_assert_cmpuint (all, <=, one + one / 10);
}

/* Every way to fill a small table, and what can be worked out of it by somebody
 * who is told the shown cells and every sum over lines: each such sum of what
 * is hidden keeps the limits, and no cell is alone in it. */
static void
check_table (const JlyTables *tables, const JlyLimits *limits, const gint64 *counts)
{
  gboolean is_shown[16];
  guint n_hidden_lines = 0;

  jly_suppress_clear (tables, limits, counts, NULL, is_shown);
  for (guint line = 0; line < tables->n_lines; line++)
    {
      n_hidden_lines += !is_shown[line * tables->n_across];
      for (guint c = 0; c < tables->n_across; c++)
        {
          guint cell = line * tables->n_across + c;

          g_assert_cmpint (is_shown[cell], ==, is_shown[line * tables->n_across]);
          if (is_shown[cell])
            g_assert_cmpint (counts[cell], >=, limits->min_rows);
        }
    }
  g_assert_cmpuint (n_hidden_lines, !=, 1);
  for (guint c = 0; c < tables->n_across && n_hidden_lines > 0 && n_hidden_lines < tables->n_lines;
       c++)
    {
      gint64 hidden = 0;

      for (guint line = 0; line < tables->n_lines; line++)
        if (!is_shown[line * tables->n_across + c])
          hidden += counts[line * tables->n_across + c];
      g_assert_cmpint (hidden, >=, limits->min_rows);
    }
}

static void
test_nothing_left_over (void)
{
  const JlyLimits limits = { .min_rows = 3 };
  const JlyTables shapes[] = { { 1, 4, 1, 1, 5, 0 }, { 1, 2, 2, 1, 5, 0 }, { 1, 3, 2, 1, 5, 0 } };

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      guint n = jly_tables_count_cells (&shapes[s]);
      guint64 n_ways = 1;

      for (guint i = 0; i < n; i++)
        n_ways *= 6;
      for (guint64 way = 0; way < n_ways; way++)
        {
          gint64 counts[16];
          guint64 rest = way;

          for (guint i = 0; i < n; i++, rest /= 6)
            counts[i] = (gint64)(rest % 6);
          check_table (&shapes[s], &limits, counts);
        }
    }
}

static void
test_filters (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 3, 2);
  static const char *const bad[] = {
    "",
    "size",
    "size =",
    "size = huge",
    "colour = red",
    "size < small",
    "(size = small",
    "size = small and",
    "size in [small",
    "turnover from 2 to 1",
    "size from small to large",
    "turnover is big",
    "turnover = \"1",
    "size = small turnover = 1",
    "not",
    "turnover >",
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (JlyFilter) one = jly_filter_parse (&inputs->inputs, filters[i], NULL);
      g_autoptr (JlyFilter) two = NULL;
      g_autofree char *text = NULL, *again = NULL;

      g_assert_nonnull (one);
      text = jly_filter_print (one, &inputs->inputs);
      two = jly_filter_parse (&inputs->inputs, text, NULL);
      g_assert_nonnull (two);
      again = jly_filter_print (two, &inputs->inputs);
      g_assert_cmpstr (text, ==, again);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jly_filter_parse (&inputs->inputs, bad[i], &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
    }
}

/* What cannot be is said, and what may be about single people. */
static void
test_sanity (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 8, 2);
  const JlyParameter parameter = { "column", "turnover" };
  const JlyQuery query = { &inputs->inputs, &parameter, 1 };
  g_autoptr (JlyAnswer) answer = jly_answer_new (3);
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  const JlySanityNote *note;

  jly_answer_open (answer, 0, 1)[0] = (guint64)inputs->columns[0].most * 7 + 1;
  jly_answer_open (answer, 1, 1)[0] = 7;
  jly_answer_open (answer, 2, 1)[0] = 1;
  first = jly_sanity_list (&jly_mean_analysis, &query, answer);
  note = first->pdata[1];
  g_assert_cmpstr (note->id, ==, "range");
  g_assert_true (note->is_warning);
  note = first->pdata[first->len - 1];
  g_assert_cmpstr (note->id, ==, "personal");
  g_assert_true (note->is_warning);
  answer->outputs[0].values[0]--;
  inputs->inputs.limits.min_rows = 5;
  second = jly_sanity_list (&jly_mean_analysis, &query, answer);
  note = second->pdata[1];
  g_assert_false (note->is_warning);
  note = second->pdata[second->len - 1];
  g_assert_false (note->is_warning);
}

/* A weight that may be below zero is refused. */
static void
test_weights (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 4, 2);
  const JlyParameter parameters[] = { { "column", "profit" }, { "weight", "turnover" } };
  const JlyQuery query = { &inputs->inputs, parameters, G_N_ELEMENTS (parameters) };
  g_autoptr (GError) error = NULL;

  inputs->columns[0].least = 0;
  g_assert_true (jly_analysis_check (&jly_weighted_mean_analysis, &query, NULL, NULL));
  inputs->columns[0].least = -1;
  g_assert_false (jly_analysis_check (&jly_weighted_mean_analysis, &query, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "cannot be a weight"));
}

/* A text as deep as it may be long must end in a sentence, not in a crash. */
static void
test_deep_filter (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (TestInputs) inputs = test_inputs_new (rand, 3, 2);
  g_autofree char *open = g_strnfill (JLY_FILTER_MAX_BYTES, '(');
  g_autofree char *longer = g_strnfill (JLY_FILTER_MAX_BYTES + 1, '(');
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_filter_parse (&inputs->inputs, open, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_clear_error (&error);
  g_assert_null (jly_filter_parse (&inputs->inputs, longer, &error));
  g_assert_nonnull (strstr (error->message, "longer"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/describe/random-studies", test_random_studies);
  g_test_add_func ("/describe/nothing-left-over", test_nothing_left_over);
  g_test_add_func ("/describe/rounds", test_rounds);
  g_test_add_func ("/describe/filters", test_filters);
  g_test_add_func ("/describe/sanity", test_sanity);
  g_test_add_func ("/describe/weights", test_weights);
  g_test_add_func ("/describe/deep-filter", test_deep_filter);
  return g_test_run ();
}
