/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gini, Herfindahl, shares of the largest, who has more and most, box plots and histograms: by
 * hand, at their edges, and what is refused. That the secure forms give the same is in
 * test-describe.c. */
#include "config.h"

#include "analysis/test-inputs.h"

#include "analysis/jly-analyses.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-rounded.h"
#include "base/jly-decimal.h"
#include "base/jly-error.h"

#include <string.h>

/* Companies with one row each: the turnover is given, all are small. */
static TestInputs *
make_inputs (const gint64 *turnovers, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  TestInputs *self = test_inputs_new (rand, n, 1);
  JlyRules *rules = jly_rules_new ();

  for (guint c = 0; c < TEST_INPUTS_COLUMNS; c++)
    jly_rules_add_column (rules, self->columns[c].title, self->columns[c].kind,
                          self->columns[c].scale);
  jly_rules_free ((JlyRules *)self->inputs.rules);
  self->inputs.rules = rules;
  self->columns[0].least = 0;
  self->columns[0].most = 1000;
  self->columns[0].width = 10;
  for (guint i = 0; i < n; i++)
    {
      self->values[0][i] = turnovers[i];
      self->values[1][i] = self->columns[1].least;
      self->values[2][i] = 0;
    }
  test_inputs_judge (self);
  return self;
}

/* What source 0 is told, the same under sharing and in clear. */
static JlyAnswer *
compute (TestInputs *inputs, const char *id, const JlyParameter *parameters, gsize n)
{
  const JlyRequest request = { jly_analysis_find (id), { &inputs->inputs, parameters, n } };
  g_autoptr (TestParties) parties = test_parties_new (5, JLY_PRG_CHACHA20);
  JlyClearTable table = test_inputs_get_table (inputs);
  g_autoptr (JlyAnswer) expected = NULL;
  JlyComputation *computations[3];
  g_autoptr (GError) error = NULL;
  JlyAnswer *got;

  if (!jly_analysis_check (request.analysis, &request.query, NULL, &error))
    g_error ("%s", error->message);
  expected = request.analysis->clear (&request.query, &table, 0);
  test_inputs_run (inputs, &request, 1, parties, computations);
  got = test_inputs_join (&request, 0, 0, computations);
  test_inputs_assert_same (got, expected);
  for (guint m = 0; m < 3; m++)
    jly_computation_free (computations[m]);
  return got;
}

static void
check_value (
    const gint64 *turnovers, guint n, const char *id, const JlyParameter *more, guint64 expected)
{
  g_autoptr (TestInputs) inputs = make_inputs (turnovers, n);
  const JlyParameter parameters[]
      = { { "column", "turnover" }, more != NULL ? *more : (JlyParameter){ NULL, NULL } };
  g_autoptr (JlyAnswer) answer = compute (inputs, id, parameters, more != NULL ? 2 : 1);

  g_assert_cmpuint (answer->outputs[1].values[0], ==, 1);
  g_assert_cmpuint (answer->outputs[0].values[0], ==, expected);
}

static void
test_by_hand (void)
{
  const gint64 same[] = { 7, 7, 7, 7 }, one[] = { 0, 0, 40, 0 }, four[] = { 3, 1, 4, 2 };
  const gint64 thirds[] = { 1, 1, 1 };
  const JlyParameter two = { "largest", "2" }, single = { "largest", "1" };
  const JlyParameter companies = { "of", "companies" };

  check_value (same, 4, "gini", NULL, 0);
  check_value (one, 4, "gini", NULL, 7500);
  /* (2 (1 + 4 + 9 + 16) - 5 10) / (4 10). */
  check_value (four, 4, "gini", NULL, 2500);
  check_value (four, 4, "gini", &companies, 2500);
  check_value (same, 4, "herfindahl", NULL, 2500);
  check_value (one, 4, "herfindahl", &companies, 10000);
  /* (9 + 1 + 16 + 4) / 100. */
  check_value (four, 4, "herfindahl", NULL, 3000);
  /* A third, rounded. */
  check_value (thirds, 3, "herfindahl", NULL, 3333);
  check_value (thirds, 3, "largest-share", &two, 6667);
  check_value (four, 4, "largest-share", &two, 7000);
  check_value (four, 4, "largest-share", &single, 4000);
}

/* A total of zero has no shares: hidden, and said why. */
static void
test_zero (void)
{
  const gint64 none[] = { 0, 0, 0 };
  static const char *const ids[] = { "gini", "herfindahl", "largest-share" };
  const JlyParameter parameters[] = { { "column", "turnover" }, { "largest", "1" } };
  g_autoptr (TestInputs) inputs = make_inputs (none, 3);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      gsize n = i == 2 ? 2 : 1;
      g_autoptr (JlyAnswer) answer = compute (inputs, ids[i], parameters, n);
      const JlyQuery query = { &inputs->inputs, parameters, n };
      g_autoptr (GPtrArray) figures = jly_figures_list (jly_analysis_find (ids[i]), &query, answer);
      const JlyFigure *figure = jly_figures_find (figures, ids[i]);

      g_assert_cmpint (figure->kind, ==, JLY_FIGURE_HIDDEN);
      g_assert_nonnull (strstr (figure->reason, "total may be zero"));
    }
}

static void
test_most (void)
{
  const gint64 ties[] = { 3, 9, 2, 9 }, last[] = { 1, 2, 3 };
  const gint64 pairs[][2] = { { 4, 5 }, { 5, 5 }, { 5, 4 } };
  const guint64 second_has_more[] = { 1, 0, 0 };

  check_value (ties, 4, "largest", NULL, 2); /* the first of two with the same */
  check_value (last, 3, "largest", NULL, 3);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    check_value (pairs[i], 2, "richer", NULL, second_has_more[i]);
}

/* Of two companies, who has most says who has less, too; a third without figures is none. */
static void
test_most_of_two (void)
{
  const gint64 turnovers[] = { 4, 5, 6 };
  const JlyParameter column = { "column", "turnover" };

  for (guint n_absent = 0; n_absent < 2; n_absent++)
    {
      g_autoptr (TestInputs) inputs = make_inputs (turnovers, 3);
      g_autoptr (JlyAnswer) answer = NULL;

      inputs->columns[0].may_be_missing = TRUE;
      inputs->is_there[0] = g_new (gboolean, 3);
      for (guint i = 0; i < 3; i++)
        inputs->is_there[0][i] = i + n_absent < 3;
      test_inputs_judge (inputs);
      answer = compute (inputs, "largest", &column, 1);
      g_assert_cmpuint (answer->outputs[1].values[0], ==, n_absent == 0);
      g_assert_cmpuint (answer->outputs[0].values[0], ==, n_absent == 0 ? 3 : 0);
    }
}

/* Limits hold for one bit as for a sum. */
static void
test_limits (void)
{
  const gint64 few[] = { 1, 2, 3 }, uneven[] = { 90, 5, 5 };
  static const char *const ids[] = { "threshold", "largest", "gini" };
  const JlyParameter parameters[] = { { "column", "turnover" }, { "at-least", "0.05" } };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (guint k = 0; k < 3; k++)
      {
        g_autoptr (TestInputs) inputs = make_inputs (k == 2 ? uneven : few, 3);
        g_autoptr (JlyAnswer) answer = NULL;

        inputs->inputs.limits = (JlyLimits){ .min_rows = k == 0 ? 4 : 0,
                                             .min_parties = k == 1 ? 4 : 0,
                                             .top_share = k == 2 ? 80 : 0 };
        answer = compute (inputs, ids[i], parameters, i == 0 ? 2 : 1);
        /* Who has most tells no amount. */
        g_assert_cmpuint (answer->outputs[1].values[0], ==, i == 1 && k == 2);
      }
}

static void
assert_refused (TestInputs *inputs, const char *id, const JlyParameter *more, const char *words)
{
  const JlyParameter parameters[]
      = { { "column", "turnover" }, more != NULL ? *more : (JlyParameter){ NULL, NULL } };
  const JlyQuery query = { &inputs->inputs, parameters, more != NULL ? 2 : 1 };
  g_autoptr (GError) error = NULL;

  g_assert_false (jly_analysis_check (jly_analysis_find (id), &query, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  const gint64 some[] = { 1, 2, 3 };
  const JlyParameter three = { "largest", "3" }, ends = { "whiskers", "ends" };
  const JlyParameter odd = { "of", "people" };
  g_autoptr (TestInputs) inputs = make_inputs (some, 3);

  assert_refused (inputs, "largest-share", &three, "all that there can be");
  assert_refused (inputs, "box-plot", &ends, "somebody's own figure");
  assert_refused (inputs, "gini", &odd, "cannot be");
  assert_refused (inputs, "richer", NULL, "needs 2 companies");
  inputs->columns[0].least = -5;
  assert_refused (inputs, "gini", NULL, "below zero");
  assert_refused (inputs, "herfindahl", NULL, "below zero");
}

/* 1 to 9: quartiles 3, 5, 7; five in a hundred of the way from one to nine are 1.4. */
static void
test_box_plot (void)
{
  const gint64 nine[] = { 9, 1, 8, 2, 7, 3, 6, 4, 5 };
  const JlyParameter parameters[] = { { "column", "turnover" }, { "whiskers", "ends" } };
  g_autoptr (TestInputs) inputs = make_inputs (nine, 9);
  g_autoptr (JlyAnswer) usual = compute (inputs, "box-plot", parameters, 1), whole = NULL;
  const guint64 expected[] = { 28, 60, 100, 140, 172 }; /* twentieths */

  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (usual->outputs[0].values[i], ==, expected[i]);
  inputs->inputs.limits.may_show_ends = TRUE;
  whole = compute (inputs, "box-plot", parameters, 2);
  g_assert_cmpuint (whole->outputs[0].values[0], ==, 4 * 1); /* fourths */
  g_assert_cmpuint (whole->outputs[0].values[4], ==, 4 * 9);
}

/* An edge belongs to the range above it, and ranges outside of the edges count too. */
static void
test_histogram (void)
{
  const gint64 six[] = { 0, 99, 100, 199, 200, 1000 };
  const JlyParameter parameters[] = { { "column", "turnover" }, { "edges", "1.00 2.00" } };
  const guint64 expected[] = { 2, 2, 2 };
  static const char *const labels[] = { "below 1.00", "1.00 to below 2.00", "2.00 and more" };
  g_autoptr (TestInputs) inputs = make_inputs (six, 6);
  g_autoptr (JlyAnswer) answer = compute (inputs, "histogram", parameters, 2);
  const JlyQuery query = { &inputs->inputs, parameters, 2 };

  g_assert_cmpuint (answer->outputs[0].n, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *label = jly_histogram_analysis.label (&query, 0, i);

      g_assert_cmpuint (answer->outputs[0].values[i], ==, expected[i]);
      g_assert_cmpstr (label, ==, labels[i]);
    }
}

typedef struct
{
  const JlyBits *above, *below;
  JlyBits *quotient, *defined;
} Division;

static gboolean
divide (JlyEngine *engine, gpointer data, GError **error)
{
  Division *self = data;

  self->quotient = jly_rounded_secure (engine, self->above, self->below, &self->defined, error);
  return self->quotient != NULL;
}

#define N_DIVISIONS 700

/* Against whole numbers: the nearest step, halves up. */
static void
test_rounded (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, test_parties_choose_prg (seed));
  guint64 above[N_DIVISIONS], below[N_DIVISIONS], *got, *are_defined;
  Division divisions[3];
  TestSecret x, y, quotient, defined;
  GError *errors[3];

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_DIVISIONS; i++)
    {
      guint width = 1 + i % 40;

      below[i] = test_parties_random (parties, width);
      above[i] = below[i] == 0 ? 0 : test_parties_random (parties, width) % (below[i] + 1);
      if (i % 7 == 0)
        below[i] = 20000; /* halves */
      if (i % 7 == 0)
        above[i] = i;
    }
  test_secret_share (&x, parties, above, N_DIVISIONS, 40);
  test_secret_share (&y, parties, below, N_DIVISIONS, 40);
  for (guint m = 0; m < 3; m++)
    divisions[m] = (Division){ x.held[m], y.held[m], NULL, NULL };
  test_parties_run (parties, divide, (gpointer[]){ &divisions[0], &divisions[1], &divisions[2] },
                    errors);
  for (guint m = 0; m < 3; m++)
    {
      g_assert_no_error (errors[m]);
      quotient.held[m] = divisions[m].quotient;
      defined.held[m] = divisions[m].defined;
    }
  got = test_secret_reveal (&quotient);
  are_defined = test_secret_reveal (&defined);
  for (guint i = 0; i < N_DIVISIONS; i++)
    {
      g_assert_cmpuint (are_defined[i], ==, below[i] != 0);
      if (below[i] == 0)
        {
          g_assert_cmpuint (jly_rounded_clear (0, 0), ==, G_MAXUINT);
          continue;
        }
      g_assert_cmpuint (got[i], ==, (20000 * above[i] + below[i]) / (2 * below[i]));
      g_assert_cmpuint (got[i], ==, jly_rounded_clear (above[i], below[i]));
    }
  g_free (got);
  g_free (are_defined);
  test_secret_clear (&x);
  test_secret_clear (&y);
  test_secret_clear (&quotient);
  test_secret_clear (&defined);
}

/* The reference at the very end of what it can hold. */
static void
test_rounded_wide (void)
{
  const unsigned __int128 most = ~(unsigned __int128)0;

  g_assert_cmpuint (jly_rounded_clear (most, most), ==, 10000);
  g_assert_cmpuint (jly_rounded_clear (most / 2, most), ==, 5000);
  g_assert_cmpuint (jly_rounded_clear (most / 3, most), ==, 3333);
  g_assert_cmpuint (jly_rounded_clear (most - most / 3, most), ==, 6667);
  g_assert_cmpuint (jly_rounded_clear (0, most), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/concentration/by-hand", test_by_hand);
  g_test_add_func ("/concentration/zero", test_zero);
  g_test_add_func ("/concentration/most", test_most);
  g_test_add_func ("/concentration/most-of-two", test_most_of_two);
  g_test_add_func ("/concentration/limits", test_limits);
  g_test_add_func ("/concentration/refused", test_refused);
  g_test_add_func ("/concentration/box-plot", test_box_plot);
  g_test_add_func ("/concentration/histogram", test_histogram);
  g_test_add_func ("/concentration/rounded", test_rounded);
  g_test_add_func ("/concentration/rounded-wide", test_rounded_wide);
  return g_test_run ();
}
