/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions that are chosen part by part: what they are spelled as, and that the typed form of
 * each means the same for every row. */
#include "config.h"

#include "study/jly-condition-part.h"
#include "base/jly-error.h"

#include <string.h>

static const char *const sizes[] = { "small", "large", "not sure", NULL };
static const char *const regions[] = { "north", "south", "far east", NULL };

static const JlyInputColumn columns[] = {
  { .id = "turnover", .title = "Turnover", .unit = "EUR", .most = 1000000, .may_be_missing = TRUE },
  { .id = "size", .title = "Size", .kind = JLY_VALUE_TEXT, .most = 2, .categories = sizes },
  { .id = "region", .title = "Region", .kind = JLY_VALUE_TEXT, .most = 2, .categories = regions },
};
static const JlyInputs inputs = { .columns = columns, .n_columns = G_N_ELEMENTS (columns) };

/* What is typed, chosen from it, and printed again. */
static void
test_spelling (void)
{
  static const char *const texts[][2] = {
    { "size=small", "size = small" },
    { "(size = small)", "size = small" },
    { "not not size = small", "size = small" },
    { "not turnover is missing", "turnover is there" },
    { "turnover is there and size in [large,small]",
      "not turnover is missing and size in [small, large]" },
    { "size = \"not sure\" or not (turnover from 5 to 9 and region <> \"far east\")",
      "size = \"not sure\" or not (turnover from 5 to 9 and region <> \"far east\")" },
    { "not (size = small or size = large)", "not (size = small or size = large)" },
    { "size = small and (size = small and turnover in [3, 2, 3])",
      "size = small and (size = small and turnover in [2, 3])" },
    { "((not ((turnover < 5))))", "not turnover < 5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyConditionPart) part = jly_condition_part_read (&inputs, texts[i][0], &error);
      g_autoptr (JlyFilter) wanted = jly_filter_parse (&inputs, texts[i][1], NULL);
      g_autofree char *expected = jly_filter_print (wanted, &inputs);
      g_autofree char *text = jly_condition_part_print (part, &inputs, &error);

      g_assert_no_error (error);
      g_assert_nonnull (part->parts);
      g_assert_cmpstr (text, ==, expected);
    }
}

/* A random tree prints to what it prints after being typed, and means the same for every row. */
static JlyConditionPart *
draw (GRand *rand, guint depth)
{
  JlyConditionPart *part;
  gint column;

  if (depth < 3 && g_rand_boolean (rand))
    {
      part = jly_condition_part_new_group ();
      part->is_any = g_rand_boolean (rand);
      for (gint n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        g_ptr_array_add (part->parts, draw (rand, depth + 1));
    }
  else
    {
      part = jly_condition_part_new_test ();
      column = g_rand_int_range (rand, 0, (gint)G_N_ELEMENTS (columns));
      jly_condition_part_choose_column (part, column);
      do
        part->test = (JlyTest)g_rand_int_range (rand, 0, JLY_N_TESTS);
      while (!jly_test_suits (part->test, &columns[column]));
      for (guint i = 0; i < 2; i++)
        {
          g_autofree char *number
              = g_strdup_printf ("%d", g_rand_int_range (rand, 0, 3) + 4 * (gint)i);

          jly_condition_part_set_value (
              part, i,
              column > 0 ? columns[column].categories[(guint)g_rand_int_range (rand, 0, 3)]
                         : number);
        }
    }
  part->is_not = depth > 0 && g_rand_int_range (rand, 0, 3) == 0;
  return part;
}

static gboolean
holds (const JlyConditionPart *part, const JlyClearTable *table, gsize row)
{
  gint64 bounds[2] = { 0, 0 }, value;
  guint n = 0;
  gboolean is_met = FALSE;

  if (part->parts != NULL)
    {
      for (guint i = 0; i < part->parts->len; i++)
        n += holds (part->parts->pdata[i], table, row);
      return (part->is_any ? n > 0 : n == part->parts->len) != part->is_not;
    }
  value = table->values[part->column][row];
  for (guint i = 0; i < MIN (part->values->len, 2); i++)
    g_assert_true (
        jly_input_column_parse (&columns[part->column], part->values->pdata[i], &bounds[i]));
  switch (part->test)
    {
    case JLY_TEST_LESS:
      is_met = value < bounds[0];
      break;
    case JLY_TEST_AT_MOST:
      is_met = value <= bounds[0];
      break;
    case JLY_TEST_IS:
      is_met = value == bounds[0];
      break;
    case JLY_TEST_IS_NOT:
      is_met = value != bounds[0];
      break;
    case JLY_TEST_AT_LEAST:
      is_met = value >= bounds[0];
      break;
    case JLY_TEST_MORE:
      is_met = value > bounds[0];
      break;
    case JLY_TEST_RANGE:
      is_met = value >= bounds[0] && value <= bounds[1];
      break;
    case JLY_TEST_LIST:
      is_met = value == bounds[0] || value == bounds[1];
      break;
    case JLY_TEST_MISSING:
    case JLY_TEST_THERE:
    case JLY_N_TESTS:
    default:
      break;
    }
  is_met = is_met && jly_clear_table_has (table, (guint)part->column, row);
  if (part->test == JLY_TEST_MISSING || part->test == JLY_TEST_THERE)
    is_met
        = jly_clear_table_has (table, (guint)part->column, row) == (part->test == JLY_TEST_THERE);
  return is_met != part->is_not;
}

#define N_ROWS 64

/* Random trees, on random rows of which cells are missing. */
static void
test_random (void)
{
  guint32 seed = g_random_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gint64 cells[G_N_ELEMENTS (columns)][N_ROWS];
  gboolean there[N_ROWS];
  const gint64 *values[G_N_ELEMENTS (columns)];
  const gboolean *is_there[G_N_ELEMENTS (columns)] = { there };
  const JlyClearTable table = { .values = values, .is_there = is_there };

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      values[i] = cells[i];
      for (guint row = 0; row < N_ROWS; row++)
        cells[i][row] = g_rand_int_range (rand, 0, i == 0 ? 8 : 3);
    }
  for (guint row = 0; row < N_ROWS; row++)
    there[row] = g_rand_boolean (rand);
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyConditionPart) part = jly_condition_part_new_group ();
      g_autoptr (JlyConditionPart) again = NULL;
      g_autoptr (JlyFilter) filter = NULL;
      g_autofree char *text = NULL, *twice = NULL;

      g_ptr_array_add (part->parts, draw (rand, 0));
      text = jly_condition_part_print (part, &inputs, &error);
      g_assert_no_error (error);
      again = jly_condition_part_read (&inputs, text, &error);
      twice = jly_condition_part_print (again, &inputs, &error);
      g_assert_cmpstr (twice, ==, text);
      filter = jly_filter_parse (&inputs, text, &error);
      g_assert_no_error (error);
      for (gsize row = 0; row < N_ROWS; row++)
        if (jly_filter_holds (filter, &table, row) != holds (part, &table, row))
          g_error ("“%s” is wrong for row %" G_GSIZE_FORMAT, text, row);
    }
}

/* What is not finished says what is lacking, and is no condition yet. */
static void
test_unfinished (void)
{
  g_autoptr (JlyConditionPart) root = jly_condition_part_new_group ();
  JlyConditionPart *part = jly_condition_part_new_test ();
  g_autoptr (GError) error = NULL;
  g_autofree char *nothing = jly_condition_part_print (root, &inputs, &error);

  g_assert_cmpstr (nothing, ==, "");
  g_ptr_array_add (root->parts, part);
  g_assert_null (jly_condition_part_print (root, &inputs, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_clear_error (&error);
  jly_condition_part_choose_column (part, 0);
  g_assert_null (jly_condition_part_print (root, &inputs, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "Turnover"));
  g_clear_error (&error);
  jly_condition_part_set_value (part, 0, "a lot");
  g_assert_null (jly_condition_part_print (root, &inputs, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_clear_error (&error);
  jly_condition_part_choose_test (part, JLY_TEST_RANGE);
  jly_condition_part_set_value (part, 0, "9");
  jly_condition_part_set_value (part, 1, "5");
  g_assert_null (jly_condition_part_print (root, &inputs, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_clear_error (&error);
  g_ptr_array_add (root->parts, jly_condition_part_new_group ());
  jly_condition_part_set_value (part, 1, "10");
  g_assert_null (jly_condition_part_print (root, &inputs, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/condition-part/spelling", test_spelling);
  g_test_add_func ("/study/condition-part/random", test_random);
  g_test_add_func ("/study/condition-part/unfinished", test_unfinished);
  return g_test_run ();
}
