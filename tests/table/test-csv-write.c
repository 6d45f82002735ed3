/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No cell that leaves is a formula to a spreadsheet, and what was written is read the same again.
 */
#include "config.h"

#include "table/jly-csv-write.h"
#include "table/jly-sheet.h"

static const struct
{
  const char *text;
  gboolean is_formula;
} texts[] = {
  { "Roofing", FALSE },
  { "", FALSE },
  { "1+1=2", FALSE },
  { "a@b.example", FALSE },
  { "=1+1", TRUE },
  { "=cmd|' /C calc'!A0", TRUE },
  { "+49 30 1234", TRUE },
  { "@SUM(A1)", TRUE },
  { "-2+3+cmd", TRUE },
  { "-A1", TRUE },
  { "-", TRUE },
  { "--1", TRUE },
  { "-1e9", TRUE },
  { "-5", FALSE },
  { "-5.00", FALSE },
  { "-1 234,50", FALSE },
  { "-1\xe2\x80\xaf"
    "234.50",
    FALSE },
  { "\xe2\x88\x92"
    "5",
    FALSE },
  { "\t=1+1", TRUE },
  { "\r=1+1", TRUE },
  { "\n=1+1", TRUE },
  { "  =1+1", TRUE },
  { "\xef\xbc\x9d"
    "1+1",
    TRUE },
  { "\xef\xbc\x8b"
    "1",
    TRUE },
  { "\xef\xbc\x8d"
    "1",
    TRUE },
  { "\xef\xbc\xa0"
    "A1",
    TRUE },
};

static void
test_formulas (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL);
      g_autofree char *expected
          = g_strconcat (texts[i].is_formula ? "\"'" : "\"", texts[i].text, "\",", NULL);

      g_test_message ("%s", texts[i].text);
      g_assert_cmpint (jly_csv_is_formula (texts[i].text), ==, texts[i].is_formula);
      jly_csv_append_cell (csv, texts[i].text, FALSE);
      g_assert_cmpstr (csv->str, ==, expected);
    }
}

static void
test_again (void)
{
  static const char *const cells[]
      = { "plain", "with \"marks\"", "two\nlines", "a,b;c\td|e", "-5" };
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (JlySheet) sheet = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    jly_csv_append_cell (csv, "name", i + 1 == G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    jly_csv_append_cell (csv, cells[i], i + 1 == G_N_ELEMENTS (cells));
  sheet = jly_sheet_parse ("t.csv", (const guint8 *)csv->str, csv->len, NULL);
  g_assert_nonnull (sheet);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_assert_cmpstr (jly_sheet_get_cell (sheet, 0, i), ==, cells[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/csv-write/formulas", test_formulas);
  g_test_add_func ("/table/csv-write/again", test_again);
  return g_test_run ();
}
