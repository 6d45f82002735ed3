/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule finds what breaks it, where it is, and nothing else. */
#include "config.h"

#include "table/jly-check.h"

#include <string.h>

#define FIGURES                                                                                    \
  "Code;Sector;Part;Total;Last year;Day\n"                                                         \
  "10000018;wood;1,5;10,0;9,0;2025-01-01\n"                                                        \
  "10137319;Steel;11,0;10,0;0,5;2025-12-31\n"                                                      \
  "1000 0018;glass;-;20,0;30,0;2026-01-01\n"                                                       \
  "10765896;WOOD;2,25;-5,0;4,0;soon\n"                                                             \
  "11111116;wood;3,0;10,0;-;2024-12-31\n"                                                          \
  ";wood;3,0;10,0;5,0;2025-05-05\n"

enum
{
  CODE,
  SECTOR,
  PART,
  TOTAL,
  LAST_YEAR,
  DAY,
  N_COLUMNS
};

static JlyRules *
make_rules (void)
{
  JlyRules *rules = jly_rules_new ();

  jly_rules_add_column (rules, "Code", JLY_VALUE_KEY, 0);
  jly_rules_get_column (rules, CODE)->key_format = g_strdup ("ee-register-code");
  jly_rules_add_column (rules, "Sector", JLY_VALUE_TEXT, 0);
  jly_rules_add_column (rules, "Part", JLY_VALUE_NUMBER, 1);
  jly_rules_add_column (rules, "Total", JLY_VALUE_NUMBER, 1);
  jly_rules_add_column (rules, "Last year", JLY_VALUE_NUMBER, 1);
  jly_rules_add_column (rules, "Day", JLY_VALUE_DATE, 0);
  return rules;
}

/* "row column words" of each finding, a line each; '?' before soft ones. */
static char *
check (const JlyRules *rules, gsize n_most)
{
  g_autoptr (JlySheet) sheet
      = jly_sheet_parse ("t.csv", (const guint8 *)FIGURES, strlen (FIGURES), NULL);
  const JlyColumnAnswers answers = { .digits = JLY_DIGITS_KEEP };
  JlyValues *values[N_COLUMNS];
  JlyCheckCounts counts;
  g_autoptr (GPtrArray) findings = NULL;
  GString *flat = g_string_new (NULL);

  for (guint i = 0; i < N_COLUMNS; i++)
    values[i] = jly_values_read (sheet, i, jly_rules_get_column (rules, i), NULL, NULL, &answers);
  findings = jly_check_rules (sheet, rules, values, NULL, n_most, &counts);
  g_assert_cmpuint (counts.n_hard + counts.n_soft, >=, findings->len);
  g_assert_cmpuint (counts.n_unconfirmed, ==, counts.n_soft);
  for (guint i = 0; i < findings->len; i++)
    {
      const JlyFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (flat, "%s%u %u [%s] %s\n", finding->is_soft ? "?" : "",
                              (guint)jly_sheet_get_file_row (sheet, finding->row), finding->column,
                              finding->value, finding->words);
    }
  for (guint i = 0; i < N_COLUMNS; i++)
    jly_values_free (values[i]);
  return g_string_free (flat, FALSE);
}

/* What the cells themselves are found to be, whatever the rules say. */
#define KINDS                                                                                      \
  "5 2 [2,25] “2,25” has more than 1 decimal.\n"                                               \
  "5 5 [soon] “soon” is not a date.\n"

static const char *const sectors[] = { "Wood", "Steel", NULL };

static const struct
{
  JlyRule rule;
  const char *found;
} cases[] = {
  { { .kind = JLY_RULE_REQUIRED, .column = CODE }, "7 0 [] This cell must not be empty.\n" },
  { { .kind = JLY_RULE_REQUIRED, .column = PART }, "4 2 [-] This cell must not be empty.\n" },
  { { .kind = JLY_RULE_REQUIRED, .column = LAST_YEAR, .is_soft = TRUE },
    "?6 4 [-] Are you sure? This cell is empty.\n" },
  { { .kind = JLY_RULE_RANGE, .column = PART, .least = 15, .most = 109 },
    "3 2 [11,0] “11,0” is outside the agreed range, 1.5 to 10.9.\n" },
  { { .kind = JLY_RULE_RANGE, .column = PART, .least = 16, .most = 110 },
    "2 2 [1,5] “1,5” is outside the agreed range, 1.6 to 11.0.\n" },
  { { .kind = JLY_RULE_RANGE, .column = TOTAL, .least = 0, .most = 100, .is_soft = TRUE },
    "?4 3 [20,0] Are you sure? “20,0” is outside the usual range, 0.0 to 10.0.\n"
    "?5 3 [-5,0] Are you sure? “-5,0” is outside the usual range, 0.0 to 10.0.\n" },
  { { .kind = JLY_RULE_RANGE, .column = DAY, .least = 739252, .most = 739616 },
    "4 5 [2026-01-01] “2026-01-01” is outside the agreed range, 2025-01-01 to 2025-12-31.\n"
    "6 5 [2024-12-31] “2024-12-31” is outside the agreed range, 2025-01-01 to 2025-12-31.\n" },
  { { .kind = JLY_RULE_CATEGORIES, .column = SECTOR, .categories = (char **)sectors },
    "4 1 [glass] “glass” is none of: Wood, Steel.\n" },
  { { .kind = JLY_RULE_UNIQUE, .column = CODE },
    "4 0 [1000 0018] “1000 0018” stands in row 2 already.\n" },
  { { .kind = JLY_RULE_UNIQUE, .column = PART, .is_soft = TRUE },
    "?7 2 [3,0] Are you sure? “3,0” stands in row 6 already.\n" },
  { { .kind = JLY_RULE_NOT_ABOVE, .column = PART, .other = TOTAL, .times = 1 },
    "3 2 [11,0] “11,0” is above “Total” of this row.\n" },
  { { .kind = JLY_RULE_NOT_ABOVE,
      .column = TOTAL,
      .other = LAST_YEAR,
      .times = 10,
      .is_soft = TRUE },
    "?3 3 [10,0] Are you sure? “10,0” is more than 10 times “Last year” of this row.\n" },
  { { .kind = JLY_RULE_NOT_ABOVE, .column = TOTAL, .other = LAST_YEAR, .times = 20 }, "" },
};

static void
test_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JlyRules) rules = make_rules ();
      g_autofree char *expected = g_strconcat (KINDS, cases[i].found, NULL);
      g_autofree char *found = NULL;

      jly_rules_add (rules, &cases[i].rule);
      found = check (rules, 1000);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_most (void)
{
  g_autoptr (JlyRules) rules = make_rules ();
  g_autofree char *found = NULL;

  jly_rules_add (rules, &cases[0].rule);
  found = check (rules, 2);
  g_assert_cmpstr (found, ==, KINDS);
}

/* Each rule is a sentence, the soft one another than the hard one. */
static void
test_describe (void)
{
  static const char *const sentences[] = {
    "“Code” is filled in in each row.",
    "“Part” is filled in in each row.",
    "“Last year” is usually filled in in each row.",
    "“Part” is from 1.5 to 10.9.",
    "“Part” is from 1.6 to 11.0.",
    "“Total” is usually from 0.0 to 10.0.",
    "“Day” is from 2025-01-01 to 2025-12-31.",
    "“Sector” is one of: Wood, Steel.",
    "The same “Code” does not stand twice.",
    "The same “Part” usually does not stand twice.",
    "“Part” is at most “Total” of the same row.",
    "“Total” is usually at most 10 times “Last year” of the same row.",
    "“Total” is at most 20 times “Last year” of the same row.",
  };
  g_autoptr (JlyRules) rules = make_rules ();

  G_STATIC_ASSERT (G_N_ELEMENTS (sentences) == G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = jly_rule_describe (rules, &cases[i].rule);

      g_assert_cmpstr (words, ==, sentences[i]);
    }
}

/* Rules that would compare what cannot be compared are no rules. */
static void
test_valid (void)
{
  static const JlyRule wrong[] = {
    { .kind = JLY_RULE_REQUIRED, .column = N_COLUMNS + 1 },
    { .kind = JLY_RULE_RANGE, .column = SECTOR, .least = 0, .most = 1 },
    { .kind = JLY_RULE_RANGE, .column = PART, .least = 2, .most = 1 },
    { .kind = JLY_RULE_CATEGORIES, .column = PART, .categories = (char **)sectors },
    { .kind = JLY_RULE_CATEGORIES, .column = SECTOR },
    { .kind = JLY_RULE_NOT_ABOVE, .column = PART, .other = PART, .times = 1 },
    { .kind = JLY_RULE_NOT_ABOVE, .column = PART, .other = DAY, .times = 1 },
    { .kind = JLY_RULE_NOT_ABOVE, .column = PART, .other = TOTAL, .times = 0 },
    { .kind = JLY_RULE_NOT_ABOVE, .column = PART, .other = N_COLUMNS + 1, .times = 1 },
    /* The number below, of another scale. */
    { .kind = JLY_RULE_NOT_ABOVE, .column = PART, .other = N_COLUMNS, .times = 1 },
  };
  g_autoptr (JlyRules) rules = make_rules ();

  jly_rules_add_column (rules, "Staff", JLY_VALUE_NUMBER, 0);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (jly_rules_is_valid (rules, &wrong[i]));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (jly_rules_is_valid (rules, &cases[i].rule));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/check/rules", test_rules);
  g_test_add_func ("/table/check/most", test_most);
  g_test_add_func ("/table/check/describe", test_describe);
  g_test_add_func ("/table/check/valid", test_valid);
  return g_test_run ();
}
