/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statistics against R's, of the questions of oracle-table.h (oracle.R asks R again). Nine digits
 * must be the same; what the figures themselves say in fifteen digits is compared. The clear form
 * is held against R, and three parties in one process against the clear form, bit for bit. And data
 * for which only exact sums will do.
 */
#include "config.h"

#include "analysis/oracle-table.h"

#include "analysis/jly-figure.h"
#include "analysis/jly-sanity.h"
#include "base/jly-decimal.h"

#include <math.h>
#include <string.h>

#define LEAST_DIGITS 1e-9

/* Few people know how to read a p: whoever is told one is told how. */
static void
assert_chance_explained (const char *headline, const GPtrArray *notes)
{
  gboolean is_explained = FALSE;

  for (guint i = 0; i < notes->len; i++)
    is_explained |= g_str_equal (((const JlySanityNote *)notes->pdata[i])->id, "chance");
  g_assert_cmpint (is_explained, ==, strstr (headline, "(p ") != NULL);
}

/* What the first company is told; yes is 1, as in R. */
static char *
find_value (const OracleData *data, const char *text, const char *figure_id, char **headline)
{
  g_autoptr (OracleQuestion) question = oracle_question_new (data, text);
  const JlyRequest *request = &question->request;
  g_autoptr (JlyAnswer) answer = oracle_question_answer (question, data, 0);
  g_autoptr (GPtrArray) figures = jly_figures_list (request->analysis, &request->query, answer);
  const JlyFigure *figure = jly_figures_find (figures, figure_id);

  if (headline != NULL)
    {
      g_autoptr (GPtrArray) notes = jly_sanity_list (request->analysis, &request->query, answer);

      *headline = request->analysis->headline (&request->query, answer, jly_decimal_format);
      assert_chance_explained (*headline, notes);
    }
  if (figure == NULL || figure->kind == JLY_FIGURE_HIDDEN)
    g_error ("%s: %s %s", text, figure_id,
             figure != NULL ? figure->reason : "is not among the figures");
  if (figure->kind == JLY_FIGURE_BOOL)
    return g_strdup (g_str_equal (figure->value, "true") ? "1" : "0");
  return g_strdup (figure->value);
}

static void
test_against_r (void)
{
  g_autoptr (GPtrArray) lines = oracle_lines_load ();
  double worst = 0;

  g_assert_cmpuint (lines->len, >, 250);
  for (guint i = 0; i < lines->len; i++)
    {
      const OracleLine *line = lines->pdata[i];
      g_autoptr (OracleData) data = oracle_data_load (line->data);
      g_autofree char *value = find_value (data, line->question, line->figure, NULL);
      double expected = line->answer, got = g_ascii_strtod (value, NULL);
      double apart = fabs (got - expected) / MAX (fabs (expected), 1e-300);

      if (!(apart <= LEAST_DIGITS))
        g_error ("%s %s: %s, R: %.17g by %s", line->question, line->figure, value, expected,
                 line->command);
      worst = MAX (worst, apart);
    }
  g_test_message ("%u answers; the most that one is away from R's: %g of itself", lines->len,
                  worst);
}

/* A statistic that nobody asks for in the table would be missing in all three forms. Those of
 * public rows have tables of another shape, and tests of their own (joint-bid, joint-bid-wire). */
static void
test_every_analysis (void)
{
  g_autoptr (GPtrArray) lines = oracle_lines_load ();
  gsize n;
  const JlyAnalysis *const *list = jly_analysis_list (&n);

  for (gsize a = 0; a < n; a++)
    {
      gboolean is_asked = list[a]->needs_public_rows;

      for (guint i = 0; i < lines->len && !is_asked; i++)
        {
          const OracleLine *line = lines->pdata[i];
          gsize length = strcspn (line->question, " ");

          is_asked = length == strlen (list[a]->id)
                     && strncmp (line->question, list[a]->id, length) == 0;
        }
      if (!is_asked)
        g_error ("oracle/answers.tsv has no question of %s", list[a]->id);
    }
}

/* The different questions about one table. */
static GPtrArray *
list_questions (const GPtrArray *lines, const char *name, const OracleData *data)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify)oracle_question_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      const OracleLine *line = lines->pdata[i];

      if (g_str_equal (line->data, name) && g_hash_table_add (seen, line->question))
        g_ptr_array_add (questions, oracle_question_new (data, line->question));
    }
  return questions;
}

/* All questions of a table in one run of three parties: every company is told what the clear form
 * says. */
static void
check_parties (const GPtrArray *lines, const char *name)
{
  g_autoptr (OracleData) data = oracle_data_load (name);
  g_autoptr (GPtrArray) questions = list_questions (lines, name, data);
  g_autofree JlyRequest *requests = g_new (JlyRequest, questions->len);
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  JlyComputation *computations[3];

  g_assert_cmpuint (questions->len, >, 0);
  for (guint i = 0; i < questions->len; i++)
    requests[i] = ((const OracleQuestion *)questions->pdata[i])->request;
  test_inputs_run (data->table, requests, questions->len, parties, computations);
  for (guint i = 0; i < questions->len; i++)
    for (guint source = 0; source < data->table->inputs.n_sources; source++)
      {
        g_autoptr (JlyAnswer) expected = oracle_question_answer (questions->pdata[i], data, source);
        g_autoptr (JlyAnswer) got = test_inputs_join (&requests[i], i, source, computations);

        test_inputs_assert_same (got, expected);
      }
  g_test_message ("%s: %u questions", name, questions->len);
  for (guint m = 0; m < 3; m++)
    jly_computation_free (computations[m]);
}

static void
test_three_parties (void)
{
  g_autoptr (GPtrArray) lines = oracle_lines_load ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      OracleLine *line = lines->pdata[i];

      if (g_hash_table_add (seen, line->data))
        check_parties (lines, line->data);
    }
}

static double
find_number (const OracleData *data, const char *question, const char *figure)
{
  g_autofree char *value = find_value (data, question, figure, NULL);

  return g_ascii_strtod (value, NULL);
}

static gint64
choose (guint n, guint k)
{
  gint64 result = 1;

  for (guint i = 1; i <= k; i++)
    result = result * (n - k + i) / i;
  return result;
}

/* In the manner of the Statistical Reference Datasets: a polynomial of the fifth degree, and
 * alternating binomial coefficients added, which have no part in any polynomial of less than 20
 * degrees. So all coefficients are one, and what is left over is known. */
static void
test_polynomial (void)
{
  static const char *const names[] = { "y", "x", "x2", "x3", "x4", "x5", NULL };
  static const char *const kinds[] = { "0", "0", "0", "0", "0", "0", NULL };
  static const char question[] = "regression outcome=y predictors=x,x2,x3,x4,x5";
  g_autoptr (OracleData) data = oracle_data_new (names, kinds, 21);
  double error;

  for (guint row = 0; row < 21; row++)
    {
      gint64 power = 1, noise = choose (20, row) * (row % 2 == 0 ? 1 : -1);

      data->table->values[0][row] = 1 + noise;
      for (guint c = 1; c < 6; c++)
        {
          power *= row;
          data->table->values[c][row] = power;
          data->table->values[0][row] += power;
        }
    }
  data->table->columns[0].least = -((gint64)1 << 40);
  data->table->columns[0].width
      = jly_input_width (data->table->columns[0].least, data->table->columns[0].most);
  for (guint c = 0; c < 6; c++)
    {
      g_autofree char *id = g_strconcat ("coefficient/", c == 0 ? "constant" : names[c], NULL);

      g_assert_cmpfloat (find_number (data, question, id), ==, 1);
    }
  error = find_number (data, question, "residual-standard-error");
  g_assert_cmpfloat_with_epsilon (error, sqrt ((double)choose (40, 20) / 15), 1e-9);
}

/* Values of a few steps, and the same ones far from zero: every digit of what does not depend on
 * where they are is the same. */
static void
test_far_from_zero (void)
{
  static const char *const names[] = { "value", "other", "group", NULL };
  static const char *const kinds[] = { "1", "1", "a|b|c", NULL };
  static const struct
  {
    const char *question, *figure;
  } asked[] = {
    { "variance column=value", "standard-deviation" },
    { "t-test column=value by=group first=a second=b", "t" },
    { "t-test column=value by=group first=a second=b", "p-value" },
    { "paired-t-test column=value minus=other", "t" },
    { "anova column=value by=group", "f" },
    { "pearson column=value with=other", "correlation" },
    { "regression outcome=value predictors=other category=group", "coefficient/other" },
    { "regression outcome=value predictors=other category=group", "standard-error/other" },
    { "regression outcome=value predictors=other category=group", "r-squared" },
  };
  g_autoptr (OracleData) near = oracle_data_new (names, kinds, 189),
                         far = oracle_data_new (names, kinds, 189);

  for (gsize row = 0; row < oracle_data_count (near); row++)
    {
      near->table->values[2][row] = far->table->values[2][row] = (gint64)(row % 3);
      near->table->values[0][row] = 2 + (row % 3 == 1) + (row % 2 == 0 ? 1 : -1);
      near->table->values[1][row] = (gint64)(row * row % 7);
      for (guint c = 0; c < 2; c++)
        far->table->values[c][row] = near->table->values[c][row] + 1000000000000;
    }
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *one = find_value (near, asked[i].question, asked[i].figure, NULL);
      g_autofree char *other = find_value (far, asked[i].question, asked[i].figure, NULL);

      g_assert_cmpstr (one, ==, other);
    }
}

static void
check_sentence (const OracleData *data, const char *question, const char *expected)
{
  g_autofree char *headline = NULL;
  g_autofree char *value = find_value (data, question, "p-value", &headline);

  g_assert_cmpstr (headline, ==, expected);
}

static void
test_sentences (void)
{
  g_autoptr (OracleData) data = oracle_data_load ("ordinary");

  check_sentence (
      data, "t-test column=income by=size first=small second=large",
      "The mean of “income” is 479.468 lower for “small” than for “large”. That is more "
      "than chance alone would explain (p = 0.028).");
  check_sentence (data, "t-test column=hours by=region first=south second=north",
                  "The mean of “hours” is 0.88 higher for “south” than for “north”. Chance alone "
                  "could explain that (p = 0.63).");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oracle/against-r", test_against_r);
  g_test_add_func ("/oracle/every-analysis", test_every_analysis);
  g_test_add_func ("/oracle/three-parties", test_three_parties);
  g_test_add_func ("/oracle/polynomial", test_polynomial);
  g_test_add_func ("/oracle/far-from-zero", test_far_from_zero);
  g_test_add_func ("/oracle/sentences", test_sentences);
  return g_test_run ();
}
