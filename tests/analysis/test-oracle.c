/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statistics against R's: oracle/answers.tsv has questions about tables beside it, the command that
 * answers each in R, and what R answered (oracle.R asks again). Nine digits must be the same; what
 * the figures themselves say in fifteen digits is compared, after the clear form, which other tests
 * hold against the secure one. And data for which only exact sums will do.
 */
#include "config.h"

#include "analysis/jly-analysis.h"
#include "analysis/jly-figure.h"
#include "base/jly-error.h"
#include "base/jly-decimal.h"

#include <math.h>
#include <string.h>

#define MAX_COLUMNS 12
#define MAX_SETTINGS 10
#define LEAST_DIGITS 1e-9

typedef struct
{
  JlyInputs inputs;
  JlyInputColumn columns[MAX_COLUMNS];
  gsize n_rows[3], n;
  gint64 *values[MAX_COLUMNS];
  gboolean *is_there[MAX_COLUMNS], *is_valid;
  JlyRules *rules;
  GStrv names;
  GPtrArray *categories;
} Data;

static void
data_free (Data *data)
{
  for (guint c = 0; c < data->inputs.n_columns; c++)
    {
      g_free (data->values[c]);
      g_free (data->is_there[c]);
    }
  g_free (data->is_valid);
  jly_rules_free (data->rules);
  g_strfreev (data->names);
  g_ptr_array_unref (data->categories);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Data, data_free)

/* "2" for decimals, "small|large" for categories. */
static void
describe_column (Data *data, guint c, const char *text)
{
  JlyInputColumn *column = &data->columns[c];
  GStrv parts = g_strsplit (text, "|", -1);

  *column = (JlyInputColumn){ .id = data->names[c], .title = data->names[c], .unit = "" };
  g_ptr_array_add (data->categories, parts);
  column->may_be_missing = TRUE;
  if (g_strv_length (parts) > 1)
    {
      column->kind = JLY_VALUE_TEXT;
      column->categories = (const char *const *)parts;
      column->most = g_strv_length (parts) - 1;
    }
  else
    {
      column->kind = JLY_VALUE_NUMBER;
      column->scale = (guint)g_ascii_strtoull (text, NULL, 10);
      column->most = ((gint64)1 << 40) - 1;
    }
  column->width = jly_input_width (column->least, column->most);
  jly_rules_add_column (data->rules, column->id, column->kind, column->scale);
}

static void
finish (Data *data)
{
  data->n_rows[0] = data->n_rows[1] = data->n / 3;
  data->n_rows[2] = data->n - 2 * data->n_rows[0];
  data->is_valid = g_new (gboolean, data->n);
  for (gsize row = 0; row < data->n; row++)
    data->is_valid[row] = TRUE;
  data->inputs.rules = data->rules;
  data->inputs.columns = data->columns;
  data->inputs.n_sources = 3;
  data->inputs.n_rows = data->n_rows;
  data->inputs.most_rows = data->n;
}

static Data *
data_new (const char *const *names, const char *const *kinds, gsize n)
{
  Data *data = g_new0 (Data, 1);

  data->names = g_strdupv ((char **)names);
  data->categories = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  data->rules = jly_rules_new ();
  data->n = n;
  data->inputs.n_columns = g_strv_length (data->names);
  g_assert_cmpuint (data->inputs.n_columns, <=, MAX_COLUMNS);
  for (guint c = 0; c < data->inputs.n_columns; c++)
    {
      describe_column (data, c, kinds[c]);
      data->values[c] = g_new0 (gint64, n);
      data->is_there[c] = g_new0 (gboolean, n);
      for (gsize row = 0; row < n; row++)
        data->is_there[c][row] = TRUE;
    }
  finish (data);
  return data;
}

static Data *
data_load (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".csv", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "oracle", file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL, names = NULL, kinds = NULL;
  gboolean is_read = g_file_get_contents (path, &text, NULL, NULL);
  Data *data;

  g_assert_true (is_read);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  names = g_strsplit (lines[0], ",", -1);
  kinds = g_strsplit (lines[1], ",", -1);
  data = data_new ((const char *const *)names, (const char *const *)kinds,
                   g_strv_length (lines) - 2);
  for (gsize row = 0; row < data->n; row++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[row + 2], ",", -1);

      for (guint c = 0; c < data->inputs.n_columns; c++)
        {
          data->is_there[c][row] = *cells[c] != '\0';
          if (data->is_there[c][row])
            g_assert_true (
                jly_input_column_parse (&data->columns[c], cells[c], &data->values[c][row]));
        }
    }
  return data;
}

/* "t-test column=income by=size": the analysis and its settings, in which "_ " stands for blanks.
 */
static char *
find_value (Data *data, const char *question, const char *figure_id, char **headline)
{
  g_auto (GStrv) words = g_strsplit (question, " ", -1);
  const JlyAnalysis *analysis = jly_analysis_find (words[0]);
  JlyParameter parameters[MAX_SETTINGS];
  JlyQuery query = { &data->inputs, parameters, g_strv_length (words) - 1 };
  const JlyClearTable table = { (const gint64 *const *)data->values, data->is_valid,
                                (const gboolean *const *)data->is_there };
  g_autoptr (JlyAnswer) answer = NULL;
  g_autoptr (GPtrArray) figures = NULL;
  g_autoptr (GError) error = NULL;
  const JlyFigure *figure;

  g_assert_nonnull (analysis);
  for (guint i = 0; i < query.n_parameters; i++)
    {
      char *value = strchr (words[i + 1], '=');

      *value++ = '\0';
      parameters[i] = (JlyParameter){ words[i + 1], g_strdelimit (value, "_", ' ') };
    }
  if (!jly_analysis_check (analysis, &query, NULL, &error))
    g_error ("%s: %s", question, error->message);
  answer = analysis->clear (&query, &table, 0);
  figures = jly_figures_list (analysis, &query, answer);
  figure = jly_figures_find (figures, figure_id);
  if (headline != NULL)
    *headline = analysis->headline (&query, answer, jly_decimal_format);
  if (figure == NULL || figure->kind == JLY_FIGURE_HIDDEN)
    g_error ("%s: %s %s", question, figure_id,
             figure != NULL ? figure->reason : "is not among the figures");
  return g_strdup (figure->value);
}

static void
test_against_r (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "oracle", "answers.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_read = g_file_get_contents (path, &text, NULL, NULL);
  double worst = 0;

  g_assert_true (is_read);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 100);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      g_autoptr (Data) data = data_load (cells[0]);
      g_autofree char *value = find_value (data, cells[1], cells[2], NULL);
      double expected = g_ascii_strtod (cells[4], NULL), got = g_ascii_strtod (value, NULL);
      double apart = fabs (got - expected) / MAX (fabs (expected), 1e-300);

      if (apart > LEAST_DIGITS)
        g_error ("%s %s: %s, R: %s by %s", cells[1], cells[2], value, cells[4], cells[3]);
      worst = MAX (worst, apart);
    }
  g_test_message ("%u answers; the most that one is away from R's: %g of itself",
                  g_strv_length (lines) - 1, worst);
}

static double
find_number (Data *data, const char *question, const char *figure)
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
  g_autoptr (Data) data = data_new (names, kinds, 21);
  double error;

  for (guint row = 0; row < 21; row++)
    {
      gint64 power = 1, noise = choose (20, row) * (row % 2 == 0 ? 1 : -1);

      data->values[0][row] = 1 + noise;
      for (guint c = 1; c < 6; c++)
        {
          power *= row;
          data->values[c][row] = power;
          data->values[0][row] += power;
        }
    }
  data->columns[0].least = -((gint64)1 << 40);
  data->columns[0].width = jly_input_width (data->columns[0].least, data->columns[0].most);
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
  g_autoptr (Data) near = data_new (names, kinds, 189), far = data_new (names, kinds, 189);

  for (gsize row = 0; row < near->n; row++)
    {
      near->values[2][row] = far->values[2][row] = (gint64)(row % 3);
      near->values[0][row] = 2 + (row % 3 == 1) + (row % 2 == 0 ? 1 : -1);
      near->values[1][row] = (gint64)(row * row % 7);
      for (guint c = 0; c < 2; c++)
        far->values[c][row] = near->values[c][row] + 1000000000000;
    }
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *one = find_value (near, asked[i].question, asked[i].figure, NULL);
      g_autofree char *other = find_value (far, asked[i].question, asked[i].figure, NULL);

      g_assert_cmpstr (one, ==, other);
    }
}

static void
check_sentence (Data *data, const char *question, const char *expected)
{
  g_autofree char *headline = NULL;
  g_autofree char *value = find_value (data, question, "p-value", &headline);

  g_assert_cmpstr (headline, ==, expected);
}

static void
test_sentences (void)
{
  g_autoptr (Data) data = data_load ("ordinary");

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
  g_test_add_func ("/oracle/polynomial", test_polynomial);
  g_test_add_func ("/oracle/far-from-zero", test_far_from_zero);
  g_test_add_func ("/oracle/sentences", test_sentences);
  return g_test_run ();
}
