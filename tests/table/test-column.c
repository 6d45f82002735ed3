/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column is recognized by all of its cells together, and what cells leave open is asked. */
#include "config.h"

#include "base/jly-error.h"
#include "table/jly-column.h"

#include <string.h>

/* header and cells with '|' between; cells may hold commas. */
static JlySheet *
make_sheet (const char *cells)
{
  g_autoptr (GString) text = g_string_new ("sep=;\n");
  g_auto (GStrv) list = g_strsplit (cells, "|", -1);
  JlySheet *sheet;

  for (guint i = 0; list[i] != NULL; i++)
    g_string_append_printf (text, "\"%s\";%s\n", list[i], i == 0 ? "other" : "x");
  sheet = jly_sheet_parse ("t.csv", (const guint8 *)text->str, text->len, NULL);
  g_assert_nonnull (sheet);
  return sheet;
}

static JlyColumn *
recognize (const char *cells, const JlyColumnAnswers *answers)
{
  g_autoptr (JlySheet) sheet = make_sheet (cells);

  return jly_column_recognize (sheet, 0, answers);
}

/* "money 2: 5 + 1 missing + 0 odd, 100..250, total 700 EUR" */
static char *
flatten (const JlyColumn *column)
{
  GString *flat = g_string_new (NULL);

  g_string_printf (flat, "%s %u: %zu present %zu missing %zu odd",
                   jly_column_type_name (column->type), column->scale, column->n_present,
                   column->n_missing, column->n_odd);
  if (column->question != JLY_QUESTION_NONE)
    g_string_append_printf (flat, ", asks %s", jly_column_question_name (column->question));
  if (column->has_range)
    g_string_append_printf (flat, ", %" G_GINT64_FORMAT "..%" G_GINT64_FORMAT, column->least,
                            column->most);
  if (column->has_total)
    g_string_append_printf (flat, " total %" G_GINT64_FORMAT, column->total);
  if (column->currency != NULL)
    g_string_append_printf (flat, " %s", column->currency);
  if (column->unit != NULL)
    g_string_append_printf (flat, " per %s", column->unit);
  return g_string_free (flat, FALSE);
}

static const struct
{
  const char *cells;
  const char *flat;
} columns[] = {
  /* Numbers. */
  { "n|1|2|3", "whole-number 0: 3 present 0 missing 0 odd, 1..3 total 6" },
  { "n|1|-|n/a|3|", "whole-number 0: 2 present 3 missing 0 odd, 1..3 total 4" },
  { "n|1|-|n/a|-|n/a|3", "whole-number 0: 2 present 4 missing 0 odd, 1..3 total 4" },
  { "n|-5|(3)|2-|0", "whole-number 0: 4 present 0 missing 0 odd, -5..0 total -10" },
  { "n|1.5|2.25", "decimal 2: 2 present 0 missing 0 odd, 150..225 total 375" },
  { "n|1,5|2.000,25", "decimal 2: 2 present 0 missing 0 odd, 150..200025 total 200175" },
  { "n|5,5|-|7,25||+1", "decimal 2: 3 present 2 missing 0 odd, 100..725 total 1375" },
  { "n|1,234|0.5", "decimal 1: 2 present 0 missing 0 odd, 5..12340 total 12345" },
  { "n|1.234|0,5", "decimal 1: 2 present 0 missing 0 odd, 5..12340 total 12345" },
  { "n|1,234|2,345,678", "whole-number 0: 2 present 0 missing 0 odd, 1234..2345678 total 2346912" },
  { "n|5 h|3 hours", "whole-number 0: 2 present 0 missing 0 odd, 3..5 total 8 per h" },
  { "n|1|2|3|4|5|x|7|8", "whole-number 0: 7 present 0 missing 1 odd, 1..8 total 30" },
  { "n|5 h|3 h|4 h|2 days", "whole-number 0: 3 present 0 missing 1 odd, 3..5 total 12 per h" },
  { "n|9223372036854775807|1", "whole-number 0: 2 present 0 missing 0 odd, "
                               "1..9223372036854775807" },
  { "n|1|2|3|99999999999999999999", "whole-number 0: 3 present 0 missing 1 odd, 1..3 total 6" },
  { "n|1|2|3|1e5", "whole-number 0: 3 present 0 missing 1 odd, 1..3 total 6" },
  /* Asked, never guessed. */
  { "n|1,234|2,345", "decimal 0: 2 present 0 missing 0 odd, asks decimal-mark" },
  { "n|1.234|5", "decimal 0: 2 present 0 missing 0 odd, asks decimal-mark" },
  { "n|1,5|1.5", "decimal 0: 2 present 0 missing 0 odd, asks decimal-mark" },
  { "n|1,234 €|2 €", "money 0: 2 present 0 missing 0 odd, asks decimal-mark EUR" },
  { "n|5 kEUR|7 kEUR", "decimal 0: 2 present 0 missing 0 odd, asks multiple" },
  { "Turnover (kEUR)|5|7", "money 0: 2 present 0 missing 0 odd, asks multiple EUR" },
  { "Turnover in thousands|5|7", "decimal 0: 2 present 0 missing 0 odd, asks multiple" },
  { "d|3/4/2025|5/6/2025", "date 0: 2 present 0 missing 0 odd, asks date-order" },
  { "d|31/4/2025|30/4/2025|4/30/2025|1/2/2025|1/3/2025",
    "date 0: 5 present 0 missing 0 odd, asks date-order" },
  /* Money. */
  { "n|€ 1.50|2.25 EUR", "money 2: 2 present 0 missing 0 odd, 150..225 total 375 EUR" },
  { "Cost (EUR)|1|2", "money 0: 2 present 0 missing 0 odd, 1..2 total 3 EUR" },
  { "n|5 €/h|6 EUR per hour", "money 0: 2 present 0 missing 0 odd, 5..6 EUR per h" },
  { "n|5 €|6 €|7 €|8 $", "money 0: 3 present 0 missing 1 odd, 5..7 total 18 EUR" },
  { "n|5 €|6 €|7 €|8 %", "money 0: 3 present 0 missing 1 odd, 5..7 total 18 EUR" },
  /* Percentages are not added up. */
  { "n|5 %|7.5%", "percentage 1: 2 present 0 missing 0 odd, 50..75 per %" },
  { "n|5 percent|7%", "percentage 0: 2 present 0 missing 0 odd, 5..7 per %" },
  { "n|5 %|7 %|6 %|0.19", "percentage 2: 3 present 0 missing 1 odd, 500..700 per %" },
  { "Share (%)|5|7", "percentage 0: 2 present 0 missing 0 odd, 5..7 per %" },
  { "Share in percent|5|7", "percentage 0: 2 present 0 missing 0 odd, 5..7 per %" },
  /* Dates. */
  { "d|2025-04-03|2024-02-29", "date 0: 2 present 0 missing 0 odd, 738945..739344" },
  { "d|3.4.2025|29.2.2024|-", "date 0: 2 present 1 missing 0 odd, 738945..739344" },
  { "d|3/4/2025|29/2/2024", "date 0: 2 present 0 missing 0 odd, 738945..739344" },
  { "d|4/3/2025|2/29/2024", "date 0: 2 present 0 missing 0 odd, 738945..739344" },
  { "d|2025-04-03T00:00:00|2024-02-29 00:00", "date 0: 2 present 0 missing 0 odd, 738945..739344" },
  { "d|1.1.2025|2.1.2025|3.1.2025|soon", "date 0: 3 present 0 missing 1 odd, 739252..739254" },
  /* Words. */
  { "w|yes|No|Y", "yes-no 0: 3 present 0 missing 0 odd" },
  { "w|jah|ei|-", "yes-no 0: 2 present 1 missing 0 odd" },
  { "w|0|1|1", "whole-number 0: 3 present 0 missing 0 odd, 0..1 total 2" },
  { "w|wood|steel|wood|steel", "category 0: 4 present 0 missing 0 odd" },
  { "w|roof tiles|wall|new door", "text 0: 3 present 0 missing 0 odd" },
  { "w|23.2.2025 evening|2025-02-30|1.2.24", "text 0: 3 present 0 missing 0 odd" },
  { "w|-||n/a", "empty 0: 0 present 3 missing 0 odd" },
  /* Keys. */
  { "w|0042|0043|1000", "key 0: 3 present 0 missing 0 odd" },
  { "w|A1|B2|C3", "key 0: 3 present 0 missing 0 odd" },
  { "Customer number|12|14|13", "key 0: 3 present 0 missing 0 odd" },
  { "k|10000018|10137319|10765896", "key 0: 3 present 0 missing 0 odd" },
  { "k|10000018|10137319", "whole-number 0: 2 present 0 missing 0 odd, 10000018..10137319 total "
                           "20137337" },
  { "k|10000018|10137319|10765897", "whole-number 0: 3 present 0 missing 0 odd, "
                                    "10000018..10765897 total 30903234" },
  { "Register code|10000018|10137319|10765896|-|10756896", "key 0: 3 present 1 missing 1 odd" },
  { "Number of staff|12|14|13", "whole-number 0: 3 present 0 missing 0 odd, 12..14 total 39" },
  { "Share no|1|1|1|1", "whole-number 0: 4 present 0 missing 0 odd, 1..1" },
};

static void
test_types (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (JlyColumn) column = recognize (columns[i].cells, NULL);
      g_autofree char *flat = flatten (column);

      g_test_message ("%s: %s %s", columns[i].cells, column->reason, column->read_back);
      g_assert_cmpstr (flat, ==, columns[i].flat);
      g_assert_true (g_str_has_suffix (column->reason, "."));
      g_assert_true (g_str_has_suffix (column->read_back, "."));
      g_assert_cmpint (column->question_text != NULL, ==, column->question != JLY_QUESTION_NONE);
    }
}

/* The person's answer decides what the cells do not, and nothing else. */
static void
test_answers (void)
{
  static const struct
  {
    const char *cells;
    JlyColumnAnswers answers;
    const char *flat;
  } answered[] = {
    { "n|1,234|2,345",
      { .mark = JLY_MARK_POINT },
      "whole-number 0: 2 present 0 missing 0 odd, 1234..2345 total 3579" },
    { "n|1,234|2,345",
      { .mark = JLY_MARK_COMMA },
      "decimal 3: 2 present 0 missing 0 odd, 1234..2345 total 3579" },
    { "n|1,5|1.5|2,5|3,5",
      { .mark = JLY_MARK_COMMA },
      "decimal 1: 3 present 0 missing 1 odd, 15..35 total 75" },
    { "n|1,5|2,5",
      { .mark = JLY_MARK_POINT },
      "decimal 1: 2 present 0 missing 0 odd, 15..25 total 40" },
    { "d|3/4/2025",
      { .order = JLY_DATE_ORDER_DAY_FIRST },
      "date 0: 1 present 0 missing 0 odd, 739344..739344" },
    { "d|3/4/2025",
      { .order = JLY_DATE_ORDER_MONTH_FIRST },
      "date 0: 1 present 0 missing 0 odd, 739314..739314" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answered); i++)
    {
      g_autoptr (JlyColumn) column = recognize (answered[i].cells, &answered[i].answers);
      g_autofree char *flat = flatten (column);

      g_assert_cmpstr (flat, ==, answered[i].flat);
    }
}

static void
test_words (void)
{
  g_autoptr (JlyColumn) money = recognize ("Cost|1.000,50 €|-20|n/a|x y|7|8|9", NULL);
  g_autoptr (JlyColumn) doubtful = recognize ("Cost|approx. 1,234|7", NULL);
  g_autoptr (JlyColumn) asked = recognize ("Cost|5|-1,230 h", NULL);
  g_autoptr (JlyColumn) zero = recognize ("Code|7|0042", NULL);

  g_assert_cmpstr (money->reason, ==,
                   "5 of 6 cells: amounts of money. “1.000,50 €” (row 2) shows that a comma marks "
                   "the decimals. Row 2 says euro.");
  g_assert_cmpstr (money->read_back, ==,
                   "7 rows. Cost: the total is 1\xe2\x80\xaf"
                   "004.50\xc2\xa0"
                   "euro, the smallest −20.00\xc2\xa0"
                   "euro, the largest 1\xe2\x80\xaf"
                   "000.50\xc2\xa0"
                   "euro. 1 is missing, which is not zero. 1 cell does not fit, in row 5: “x y” is "
                   "not a number.");
  g_assert_cmpint (doubtful->type, ==, JLY_COLUMN_TEXT);
  g_assert_cmpstr (asked->question_text, ==,
                   "“-1,230 h” (row 3) can be a small number with decimals or a thousand times as "
                   "much, and no other cell decides: which mark stands before the decimals? Write "
                   "1230 if the mark separates "
                   "thousands, or 1,23 if it marks decimals.");
  g_assert_cmpuint (asked->question_row, ==, 1);
  g_assert_cmpstr (zero->reason, ==,
                   "2 cells, different values among them: 2. “0042” (row 3) begins with a zero, "
                   "which a number would lose.");
}

/* The first cell decides for a million others just as well as the last one. */
static void
test_many_rows (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (JlySheet) sheet = NULL;
  g_autoptr (JlyColumn) column = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "\"1,234\",x\n");
  g_string_append (text, "\"0,5\",x\n");
  sheet = jly_sheet_parse ("t.csv", (const guint8 *)text->str, text->len, NULL);
  column = jly_column_recognize (sheet, 0, NULL);
  g_assert_cmpint (column->mark, ==, JLY_MARK_COMMA);
  g_assert_cmpint (column->total, ==, 200000 * (gint64)1234 + 500);
}

/* Columns beside each other do not change what each is by itself. */
static void
test_all_at_once (void)
{
  static const char text[]
      = "id;day;word;share;sum (EUR);amount;note;one;other\n"
        "A1;2025-04-03;wood;5 %;1,50;1.234;x;7;a\nA2;3.4.2025;steel;7,5 %;(2);5;-;x;b c\n"
        "A3;;wood;;1.000,25;6;z;y z;9\nA4;n/a;steel;8;7;7;a b;x;d\n";
  g_autoptr (JlySheet) sheet = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) all = jly_column_recognize_all (sheet, NULL, NULL, NULL);
  JlyColumnAnswers answers[9] = { [5] = { .mark = JLY_MARK_COMMA } };
  g_autoptr (GPtrArray) answered = jly_column_recognize_all (sheet, answers, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (all->len, ==, 9);
  for (guint i = 0; i < all->len; i++)
    {
      const JlyColumn *column = g_ptr_array_index (all, i);
      g_autoptr (JlyColumn) alone = jly_column_recognize (sheet, i, NULL);
      g_autofree char *flat = flatten (column);
      g_autofree char *flat_alone = flatten (alone);

      g_assert_cmpstr (flat, ==, flat_alone);
      g_assert_cmpstr (column->reason, ==, alone->reason);
      g_assert_cmpstr (column->read_back, ==, alone->read_back);
      g_assert_cmpuint (column->n_distinct, ==, alone->n_distinct);
    }
  g_assert_cmpint (((JlyColumn *)all->pdata[5])->question, ==, JLY_QUESTION_MARK);
  g_assert_cmpint (((JlyColumn *)answered->pdata[5])->question, ==, JLY_QUESTION_NONE);
  g_cancellable_cancel (cancellable);
  g_assert_null (jly_column_recognize_all (sheet, NULL, cancellable, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CANCELLED);
}

/* Names, units and what their figures are. */
static const struct
{
  const char *name;
  const char *unit;
  gboolean is_money;
  gint64 least, most;
  JlyAddable adds;
} addables[] = {
  { "Turnover", NULL, TRUE, 5, 2000, JLY_ADDS_UP },
  { "Turnover 2024", NULL, FALSE, 1999, 2010, JLY_ADDS_UP },
  { "Turnover of this year", NULL, FALSE, 5, 2010, JLY_ADDS_UP },
  { "Number of customers", NULL, FALSE, 1, 9, JLY_ADDS_UP },
  { "Time", "h", FALSE, 1, 9, JLY_ADDS_UP },
  { "Umsatz", NULL, TRUE, 1, 9, JLY_ADDS_UP },
  { "Total price", NULL, TRUE, 1, 9, JLY_ADDS_UP },
  { "Gesamtpreis", NULL, TRUE, 1, 9, JLY_ADDS_UP },
  { "Units", NULL, FALSE, 1, 9, JLY_ADDS_UP },
  { "Market share", NULL, FALSE, 1, 9, JLY_ADDS_NOT_PERCENT },
  { "Change", "%", FALSE, 1, 9, JLY_ADDS_NOT_PERCENT },
  { "Cost", "h", TRUE, 1, 9, JLY_ADDS_NOT_PER_UNIT },
  { "Unit cost", NULL, TRUE, 1, 9, JLY_ADDS_NOT_PER_UNIT },
  { "Cost per tonne", NULL, TRUE, 1, 9, JLY_ADDS_NOT_PER_UNIT },
  { "Einzelpreis (EUR)", NULL, TRUE, 1, 9, JLY_ADDS_NOT_PER_UNIT },
  { "Average wage", NULL, TRUE, 1, 9, JLY_ADDS_NOT_AVERAGE },
  { "Year founded", NULL, FALSE, 1900, 2020, JLY_ADDS_NOT_YEAR },
  { "Customer number", NULL, FALSE, 1, 9, JLY_ADDS_NOT_CODE },
};

static void
test_addable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addables); i++)
    {
      const JlyAddable adds
          = jly_addable_find (addables[i].name, addables[i].unit, addables[i].is_money);

      g_test_message ("%s", addables[i].name);
      g_assert_cmpint (
          jly_addable_narrow (adds, addables[i].name, addables[i].least, addables[i].most), ==,
          addables[i].adds);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/column/types", test_types);
  g_test_add_func ("/table/column/answers", test_answers);
  g_test_add_func ("/table/column/words", test_words);
  g_test_add_func ("/table/column/many-rows", test_many_rows);
  g_test_add_func ("/table/column/all-at-once", test_all_at_once);
  g_test_add_func ("/table/column/addable", test_addable);
  return g_test_run ();
}
