/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that are typed in or pasted are read as a file's are. */
#include "config.h"

#include "base/jly-error.h"
#include "table/jly-form.h"
#include "table/jly-paste.h"

#include <string.h>

enum
{
  REGION,
  TURNOVER,
  DAY,
  N_COLUMNS
};

static JlyRules *
make_rules (void)
{
  JlyRules *rules = jly_rules_new ();

  jly_rules_add_column (rules, "Region", JLY_VALUE_TEXT, 0);
  jly_rules_add_column (rules, "Turnover", JLY_VALUE_NUMBER, 2);
  jly_rules_add_column (rules, "Day", JLY_VALUE_DATE, 0);
  jly_rules_get_column (rules, DAY)->is_optional = TRUE;
  jly_rules_add (rules, &(JlyRule){ .kind = JLY_RULE_RANGE, .column = TURNOVER, .most = 100000 });
  return rules;
}

static void
test_form (void)
{
  g_autoptr (JlyRules) rules = make_rules ();
  g_autoptr (JlyForm) form = jly_form_new (rules);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyImport) import = NULL;
  g_autoptr (JlyImport) later = NULL;
  const JlyFinding *finding;

  g_assert_null (jly_form_import (form, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_nonnull (jly_error_get_detail (error)->next);
  jly_form_add_row (form);
  jly_form_add_row (form);
  /* An empty row between two is left out, and the finding still points to its own row. */
  g_assert_true (jly_form_set_cell (form, 0, REGION, "North"));
  g_assert_true (jly_form_set_cell (form, 0, TURNOVER, "12,50"));
  g_assert_true (jly_form_set_cell (form, 2, REGION, "South"));
  g_assert_true (jly_form_set_cell (form, 2, TURNOVER, "1000,01"));
  g_assert_false (jly_form_set_cell (form, 0, REGION, "\xff"));
  import = jly_form_import (form, NULL, NULL);
  g_assert_cmpuint (jly_sheet_get_n_rows (jly_import_get_sheet (import)), ==, 2);
  g_assert_cmpint (jly_import_get_values (import, TURNOVER)->values[0], ==, 1250);
  g_assert_cmpuint (jly_import_count_hard (import), ==, 1);
  finding = g_ptr_array_index (jly_import_get_findings (import), 0);
  g_assert_cmpuint (jly_form_find_row (import, finding->row), ==, 2);
  jly_form_set_cell (form, 2, TURNOVER, "1000,00");
  later = jly_form_import (form, import, NULL);
  g_assert_true (jly_import_is_ready (later));
  g_assert_cmpuint (jly_import_get_values (later, DAY)->n_missing, ==, 2);
}

static void
test_form_rows (void)
{
  g_autoptr (JlyRules) rules = make_rules ();
  g_autoptr (JlyForm) form = jly_form_new (rules);

  jly_form_set_cell (form, 0, REGION, "North");
  jly_form_remove_row (form, 0);
  g_assert_cmpuint (jly_form_get_n_rows (form), ==, 1);
  g_assert_cmpstr (jly_form_get_cell (form, 0, REGION), ==, "");
  for (guint i = 1; i < JLY_FORM_ROWS_MAX; i++)
    g_assert_true (jly_form_add_row (form));
  g_assert_false (jly_form_add_row (form));
}

/* The question is asked of what is typed, too, and its answer stays with the form. */
static void
test_form_question (void)
{
  g_autoptr (JlyRules) rules = make_rules ();
  g_autoptr (JlyForm) form = jly_form_new (rules);
  g_autoptr (JlyImport) import = NULL;
  g_autoptr (JlyImport) later = NULL;

  jly_form_set_cell (form, 0, REGION, "North");
  jly_form_set_cell (form, 0, TURNOVER, "1,234");
  import = jly_form_import (form, NULL, NULL);
  g_assert_cmpuint (jly_import_get_questions (import)->len, ==, 1);
  jly_import_answer (import, g_ptr_array_index (jly_import_get_questions (import), 0), 0);
  jly_form_set_cell (form, 0, REGION, "South");
  later = jly_form_import (form, import, NULL);
  g_assert_cmpuint (jly_import_get_questions (later)->len, ==, 0);
  g_assert_cmpint (jly_import_get_values (later, TURNOVER)->values[0], ==, 123400);
}

/* "name|name / cell|cell / …" */
static char *
flatten (JlySheet *sheet)
{
  GString *flat = g_string_new (NULL);
  const guint n = jly_sheet_get_n_columns (sheet);

  for (guint k = 0; k < n; k++)
    g_string_append_printf (flat, "%s%s", k > 0 ? "|" : "", jly_sheet_get_header (sheet, k));
  for (gsize row = 0; row < jly_sheet_get_n_rows (sheet); row++)
    {
      g_string_append (flat, " / ");
      for (guint k = 0; k < n; k++)
        g_string_append_printf (flat, "%s%s", k > 0 ? "|" : "", jly_sheet_get_cell (sheet, row, k));
    }
  return g_string_free (flat, FALSE);
}

static const struct
{
  const char *text;
  const char *html;
  const char *flat;
} pastes[] = {
  { "Region\tTurnover\nNorth\t5\n", NULL, "Region|Turnover / North|5" },
  { "Region\tTurnover\r\n\"North\nand \"\"West\"\"\"\t5\r\n", NULL,
    "Region|Turnover / North\nand \"West\"|5" },
  /* Without names: the study's where there are as many, else numbers. */
  { "North\t5\t2025-01-02\nSouth\t6\t2025-01-03", NULL,
    "Region|Turnover|Day / North|5|2025-01-02 / South|6|2025-01-03" },
  { "North\t5\n", NULL, "Column 1|Column 2 / North|5" },
  { "5\n6\n", NULL, "Column 1 / 5 / 6" },
  { "1,5\n", NULL, "Column 1 / 1,5" },
  { "Turnover\n1,5\n", NULL, "Turnover / 1,5" },
  { "Year\t2024\t2025\nNorth\t1\t2\n", NULL, "Year|2024|2025 / North|1|2" },
  { "Region;Turnover\nNorth;1,5\n", NULL, "Region|Turnover / North|1,5" },
  { "not used\there\n1\t2\n", "<table><tr><td>5</td></tr></table>", "not used|here / 1|2" },
  { "Region Turnover North 5",
    "<p>x</p><table><tr><th>Region</th><th>Turnover</th></tr><tr><td>North\n &amp; \"West\"</td>"
    "<td> 1&nbsp;234,5 </td></tr></table><table><tr><td>no</td></tr></table>",
    "Region|Turnover / North  & \"West\"|1\xc2\xa0"
    "234,5" },
  { NULL,
    "<table><tr><td>Region<td>Turnover<td>Day<tr><td rowspan=2>North<td colspan=2>5<tr><td>6<td>7"
    "</table>",
    "Region|Turnover|Day / North|5| / |6|7" },
  { NULL, "<table><tr><td>a<script>alert(1)</script></td></tr><tr><td>5</td></tr></table>",
    "aalert(1) / 5" },
};

static void
test_paste (void)
{
  g_autoptr (JlyRules) rules = make_rules ();

  for (guint i = 0; i < G_N_ELEMENTS (pastes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlySheet) sheet
          = jly_paste_read (pastes[i].text, pastes[i].html, 0, rules, &error);
      g_autofree char *flat = NULL;

      g_assert_no_error (error);
      flat = flatten (sheet);
      g_assert_cmpstr (flat, ==, pastes[i].flat);
      g_assert_cmpstr (jly_sheet_get_name (sheet), ==, "What you pasted");
    }
}

static void
test_paste_wrong (void)
{
  static const char *const wrong[] = { NULL, "", " \n\t ", "\xff\xfe", "a\tb\n1\t\"2\n" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jly_paste_read (wrong[i], i == 0 ? "<p>no table</p>" : NULL, 0, NULL, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
      g_assert_nonnull (jly_error_get_detail (error)->next);
    }
}

/* A page that joins a million cells, or nests a million elements, stays small. */
static void
test_paste_bomb (void)
{
  g_autoptr (GString) html = g_string_new ("<table><tr><td colspan=99999999 rowspan=99999999>5");
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (html, "<div>");
  sheet = jly_paste_read (NULL, html->str, 0, NULL, &error);
  g_assert_true (sheet != NULL || error != NULL);
  if (sheet != NULL)
    g_assert_cmpuint (jly_sheet_get_n_columns (sheet), <=, JLY_GRID_COLUMNS_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/form/read", test_form);
  g_test_add_func ("/table/form/rows", test_form_rows);
  g_test_add_func ("/table/form/question", test_form_question);
  g_test_add_func ("/table/paste/read", test_paste);
  g_test_add_func ("/table/paste/wrong", test_paste_wrong);
  g_test_add_func ("/table/paste/bomb", test_paste_bomb);
  return g_test_run ();
}
