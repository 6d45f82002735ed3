/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a person's file to the study's columns: matches, questions, corrections, findings,
 * sentences. */
#include "config.h"

#include "table/jly-import.h"

#include <glib/gstdio.h>
#include <string.h>

#define YEAR_2025 739252 /* its first day */

enum
{
  CODE,
  SECTOR,
  TURNOVER,
  LAST_YEAR,
  CLOSED,
  AUDITED,
  N_COLUMNS
};

static JlyRules *
make_rules (void)
{
  static const char *const sectors[] = { "Timber", "Steel", NULL };
  static const JlyRule list[] = {
    { .kind = JLY_RULE_REQUIRED, .column = CODE },
    { .kind = JLY_RULE_UNIQUE, .column = CODE },
    { .kind = JLY_RULE_CATEGORIES, .column = SECTOR, .categories = (char **)sectors },
    { .kind = JLY_RULE_RANGE, .column = TURNOVER, .least = 0, .most = 500000000 },
    { .kind = JLY_RULE_NOT_ABOVE,
      .column = TURNOVER,
      .other = LAST_YEAR,
      .times = 10,
      .is_soft = TRUE },
    { .kind = JLY_RULE_RANGE, .column = CLOSED, .least = YEAR_2025, .most = YEAR_2025 + 364 },
  };
  JlyRules *rules = jly_rules_new ();

  jly_rules_add_column (rules, "Register code", JLY_VALUE_KEY, 0);
  jly_rules_get_column (rules, CODE)->key_format = g_strdup ("ee-register-code");
  jly_rules_add_column (rules, "Sector", JLY_VALUE_TEXT, 0);
  jly_rules_add_column (rules, "Turnover", JLY_VALUE_NUMBER, 2);
  jly_rules_get_column (rules, TURNOVER)->currency = g_strdup ("EUR");
  jly_rules_get_column (rules, TURNOVER)->period = g_strdup ("2025");
  jly_rules_add_column (rules, "Turnover of last year", JLY_VALUE_NUMBER, 2);
  jly_rules_get_column (rules, LAST_YEAR)->currency = g_strdup ("EUR");
  jly_rules_get_column (rules, LAST_YEAR)->is_optional = TRUE;
  jly_rules_add_column (rules, "Closed on", JLY_VALUE_DATE, 0);
  jly_rules_add_column (rules, "Audited", JLY_VALUE_YES_NO, 0);
  jly_rules_get_column (rules, AUDITED)->is_optional = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (list); i++)
    jly_rules_add (rules, &list[i]);
  return rules;
}

static JlyImport *
read_text (const char *text, const JlyProfile *profile)
{
  g_autoptr (JlyRules) rules = make_rules ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet
      = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), &error);

  g_assert_no_error (error);
  return jly_import_new (sheet, rules, profile);
}

#define GERMAN                                                                                     \
  "Handelsregister-Nr.;Branche;Umsatz 2025 (EUR);Vorjahresumsatz;Stichtag;Geprüft\n"              \
  "10000018;timber;1.234.000,00;900.000,00;31.12.2025;ja\n"                                        \
  "10137319;Timber;98.400,50;-;30.11.2025;nein\n"                                                  \
  "10765896;steel;4.000,00;4.000,00;31.12.2025;ja\n"

/* Compares with spaces that a keyboard has. */
static void
assert_words (const char *words, const char *expected)
{
  g_autoptr (GString) plain = g_string_new (words);

  g_string_replace (plain, "\xe2\x80\xaf", " ", 0);
  g_string_replace (plain, "\xc2\xa0", " ", 0);
  g_assert_cmpstr (plain->str, ==, expected);
}

static void
assert_match (JlyImport *import, guint column, int sheet_column, JlyMatchReason reason)
{
  const JlyMatch *match = jly_import_get_match (import, column);

  g_test_message ("%u: %s", column, match->words);
  g_assert_cmpint (match->sheet_column, ==, sheet_column);
  g_assert_cmpint (match->reason, ==, reason);
  g_assert_true (g_str_has_suffix (match->words, ".") || g_str_has_suffix (match->words, "?"));
}

static void
test_german (void)
{
  g_autoptr (JlyImport) import = read_text (GERMAN, NULL);
  const JlyValues *values = jly_import_get_values (import, TURNOVER);

  assert_match (import, CODE, 0, JLY_MATCH_SYNONYM);
  assert_match (import, SECTOR, 1, JLY_MATCH_SYNONYM);
  assert_match (import, TURNOVER, 2, JLY_MATCH_SYNONYM);
  assert_match (import, CLOSED, 4, JLY_MATCH_KIND);
  assert_match (import, AUDITED, 5, JLY_MATCH_SYNONYM);
  jly_import_set_match (import, LAST_YEAR, 3);
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_get_questions (import)->len, ==, 0);
  g_assert_cmpint (values->values[0], ==, 123400000);
  g_assert_cmpint (values->values[1], ==, 9840050);
  g_assert_true (jly_import_is_ready (import));
  assert_words (jly_import_get_read_back (import, TURNOVER),
                "3 rows. Turnover will enter as 4 000.00 to 1 234 000.00 euro for 2025, "
                "1 336 400.50 euro in total.");
  assert_words (jly_import_get_read_back (import, LAST_YEAR),
                "3 rows. Turnover of last year will enter as 4 000.00 to 900 000.00 euro, "
                "904 000.00 euro in total. 1 is missing, which is not zero.");
  assert_words (jly_import_get_read_back (import, SECTOR),
                "3 rows. Sector will enter as Timber in 2 rows, Steel in 1 row.");
  assert_words (jly_import_get_read_back (import, AUDITED),
                "3 rows. Audited will enter as yes in 2 rows.");
  assert_words (jly_import_get_file_read_back (import),
                "t.csv (semicolon-separated, UTF-8): 3 rows. 6 of the study’s 6 columns were "
                "found.");
}

/* Two columns that fit alike are left to the person. */
static void
test_unsure (void)
{
  g_autoptr (JlyImport) import = read_text (
      "Register code;Sector;Sales;Revenue;Closed on\n10000018;Steel;1;2;2025-01-02\n", NULL);

  assert_match (import, TURNOVER, -1, JLY_MATCH_UNSURE);
  g_assert_false (jly_import_is_ready (import));
  g_assert_cmpuint (jly_import_count_hard (import), ==, 1);
  jly_import_set_match (import, TURNOVER, 3);
  jly_import_refresh (import);
  g_assert_true (jly_import_is_ready (import));
  /* A column that another one had is taken away from it. */
  jly_import_set_match (import, LAST_YEAR, 3);
  jly_import_refresh (import);
  assert_match (import, TURNOVER, -1, JLY_MATCH_NONE);
  g_assert_false (jly_import_is_ready (import));
}

static const JlyQuestion *
get_question (JlyImport *import, JlyColumnQuestion kind)
{
  const JlyQuestion *question;

  g_assert_cmpuint (jly_import_get_questions (import)->len, ==, 1);
  question = g_ptr_array_index (jly_import_get_questions (import), 0);
  g_assert_cmpint (question->kind, ==, kind);
  g_assert_cmpuint (question->choices->len, >=, 2);
  g_assert_null (jly_import_get_values (import, question->column));
  g_assert_false (jly_import_is_ready (import));
  return question;
}

static const char *
get_example (const JlyQuestion *question, guint choice)
{
  const JlyChoice *c = g_ptr_array_index (question->choices, choice);

  return c->example;
}

static void
test_doubtful (void)
{
  g_autoptr (JlyImport) import = read_text (
      "Register code,Sector,Turnover,Closed on\n10000018,Steel,\"1,234\",2025-01-02\n", NULL);
  const JlyQuestion *question = get_question (import, JLY_QUESTION_MARK);

  assert_words (get_example (question, 0), "1 234.00");
  assert_words (get_example (question, 1), "1.234");
  jly_import_answer (import, question, 0);
  jly_import_refresh (import);
  g_assert_cmpint (jly_import_get_values (import, TURNOVER)->values[0], ==, 123400);
  g_assert_true (jly_import_is_ready (import));
}

/* The other answer leads to more digits than the study counts: asked again, never rounded unasked.
 */
static void
test_digits (void)
{
  g_autoptr (JlyImport) import = read_text (
      "Register code,Sector,Turnover,Closed on\n10000018,Steel,\"1,235\",2025-01-02\n", NULL);

  jly_import_answer (import, get_question (import, JLY_QUESTION_MARK), 1);
  jly_import_refresh (import);
  assert_words (get_example (get_question (import, JLY_QUESTION_DIGITS), 0), "1.24");
  jly_import_answer (import, get_question (import, JLY_QUESTION_DIGITS), 1);
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_count_hard (import), ==, 1);
  jly_import_set_answers (
      import, TURNOVER, &(JlyColumnAnswers){ .mark = JLY_MARK_COMMA, .digits = JLY_DIGITS_ROUND });
  jly_import_refresh (import);
  g_assert_cmpint (jly_import_get_values (import, TURNOVER)->values[0], ==, 124);
  g_assert_true (jly_import_is_ready (import));
  g_assert_nonnull (strstr (jly_import_get_read_back (import, TURNOVER),
                            "1 figure was rounded, as you chose: “1,235” in row 2."));
}

static void
check_thousands (const char *header, const char *cell, guint choice, gint64 steps)
{
  g_autofree char *text = g_strdup_printf (
      "Register code;Sector;%s;Closed on\n10000018;Steel;%s;2025-01-02\n", header, cell);
  g_autoptr (JlyImport) import = read_text (text, NULL);

  jly_import_answer (import, get_question (import, JLY_QUESTION_MULTIPLE), choice);
  jly_import_refresh (import);
  if (steps < 0)
    {
      g_assert_cmpuint (jly_import_count_hard (import), ==, 1);
      return;
    }
  g_assert_cmpuint (jly_import_count_hard (import), ==, 0);
  g_assert_cmpint (jly_import_get_values (import, TURNOVER)->values[0], ==, steps);
}

static void
test_thousands (void)
{
  check_thousands ("Turnover (kEUR)", "1,5", 1, 150000);
  check_thousands ("Turnover (kEUR)", "1,5 kEUR", 1, 150000);
  check_thousands ("Turnover (kEUR)", "1,5", 0, 150);
  check_thousands ("Turnover in Mio. EUR", "1,00001", 2, 100001000);
  check_thousands ("Turnover", "2 TEUR", 1, 200000);
  /* Not in thousands after all; of another currency; of another multiple. */
  check_thousands ("Turnover (kEUR)", "1,5 EUR", 1, -1);
  check_thousands ("Turnover (kEUR)", "1,5 kUSD", 1, -1);
  check_thousands ("Turnover (kEUR)", "1,5 Mio", 1, -1);
  check_thousands ("Turnover", "2 TEUR", 0, -1);
}

static void
test_other_currency (void)
{
  g_autoptr (JlyImport) import = read_text (
      "Register code;Sector;Turnover (USD);Closed on\n10000018;Steel;5;2025-01-02\n", NULL);
  const JlyFinding *finding = g_ptr_array_index (jly_import_get_findings (import), 0);

  g_assert_cmpuint (jly_import_count_hard (import), ==, 1);
  g_assert_cmpuint (finding->row, ==, JLY_FINDING_NO_ROW);
  assert_words (finding->words, "“Turnover (USD)” is not in euro.");
}

#define WRONG                                                                                      \
  "Register code;Sector;Turnover;Turnover of last year;Closed on\n"                                \
  "10000018;Steel;12a;5;2025-01-02\n"                                                              \
  "10137319;Steel;60;5;2025-01-02\n"

static void
test_edit (void)
{
  g_autoptr (JlyImport) import = read_text (WRONG, NULL);
  gsize row = 99;
  guint column = 99;

  g_assert_cmpuint (jly_import_count_hard (import), ==, 1);
  g_assert_true (jly_import_edit (import, 0, 2, "12"));
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_count_hard (import), ==, 0);
  g_assert_cmpstr (jly_edits_get (jly_import_get_edits (import), 0, 2), ==, "12");
  g_assert_cmpstr (jly_sheet_get_cell (jly_import_get_sheet (import), 0, 2), ==, "12");
  g_assert_cmpstr (jly_sheet_get_cell (jly_import_get_file (import), 0, 2), ==, "12a");
  g_assert_nonnull (strstr (jly_import_get_file_read_back (import), "1 cell was corrected here"));
  g_assert_true (jly_import_undo (import, &row, &column));
  g_assert_cmpuint (row + column, ==, 2);
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_count_hard (import), ==, 1);
  g_assert_true (jly_import_redo (import, NULL, NULL));
  g_assert_false (jly_import_redo (import, NULL, NULL));
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_count_hard (import), ==, 0);
  /* The file's own text takes the correction away. */
  g_assert_true (jly_import_edit (import, 0, 2, "12a"));
  g_assert_cmpuint (jly_edits_get_n_cells (jly_import_get_edits (import)), ==, 0);
}

/* A row that is left out is gone from everything that is read, and comes back; corrections of other
 * rows stay with theirs. */
static void
test_leave_out (void)
{
  g_autoptr (JlyImport) import = read_text (WRONG "10765896;Steel;7;6;2025-01-02\n", NULL);
  const JlySheetLeft *left;
  guint column = 0;

  jly_import_edit (import, 2, 2, "8");
  g_assert_true (jly_import_leave_out (import, 0, TRUE));
  g_assert_true (jly_edits_is_out (jly_import_get_edits (import), 0));
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_count_hard (import), ==, 0);
  g_assert_cmpuint (jly_sheet_get_n_rows (jly_import_get_sheet (import)), ==, 2);
  g_assert_cmpuint (jly_sheet_get_n_rows (jly_import_get_file (import)), ==, 3);
  g_assert_cmpuint (jly_sheet_get_file_row (jly_import_get_sheet (import), 0), ==, 3);
  g_assert_cmpuint (jly_sheet_find_row (jly_import_get_sheet (import), 2), ==, 2);
  g_assert_cmpuint (jly_sheet_find_row (jly_import_get_sheet (import), 4), ==, 1);
  g_assert_cmpstr (jly_sheet_get_cell (jly_import_get_sheet (import), 1, 2), ==, "8");
  g_assert_cmpint (jly_import_get_values (import, 2)->values[1], ==, 800);
  g_assert_nonnull (strstr (jly_import_get_file_read_back (import), "You left 1 row out."));
  g_assert_cmpuint (jly_sheet_get_left (jly_import_get_sheet (import))->len, ==, 1);
  left = &g_array_index (jly_sheet_get_left (jly_import_get_sheet (import)), JlySheetLeft, 0);
  g_assert_cmpuint (left->file_row, ==, 2);
  g_assert_cmpint (left->why, ==, JLY_LEFT_BY_HAND);
  g_assert_cmpstr (jly_sheet_get_left_cell (jly_import_get_sheet (import), 0, 2), ==, "12a");
  /* The last row that counts cannot be left out. */
  g_assert_true (jly_import_leave_out (import, 1, TRUE));
  g_assert_false (jly_import_leave_out (import, 2, TRUE));
  g_assert_true (jly_import_undo (import, NULL, &column));
  g_assert_cmpuint (column, ==, JLY_EDITS_ROW);
  g_assert_true (jly_import_undo (import, NULL, NULL));
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_count_hard (import), ==, 1);
  g_assert_cmpuint (jly_sheet_get_n_rows (jly_import_get_sheet (import)), ==, 3);
  g_assert_true (jly_import_redo (import, NULL, NULL));
  g_assert_true (jly_import_leave_out (import, 0, FALSE));
  g_assert_cmpuint (jly_edits_get_n_out (jly_import_get_edits (import)), ==, 0);
}

static void
test_confirm (void)
{
  g_autoptr (JlyImport) import = read_text (WRONG, NULL);
  const JlyFinding *finding;

  jly_import_edit (import, 0, 2, "12");
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_count_unconfirmed (import), ==, 1);
  g_assert_false (jly_import_is_ready (import));
  finding = g_ptr_array_index (jly_import_get_findings (import), 0);
  assert_words (finding->words,
                "Are you sure? “60” is more than 10 times “Turnover of last year” of this row.");
  jly_import_confirm (import, finding, TRUE);
  jly_import_refresh (import);
  g_assert_true (jly_import_is_ready (import));
  /* Said of this text, not of another one. */
  jly_import_edit (import, 1, 2, "600");
  jly_import_refresh (import);
  g_assert_cmpuint (jly_import_count_unconfirmed (import), ==, 1);
}

static void
test_profile (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jly-profile-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "imports", NULL);
  g_autoptr (JlyRules) rules = make_rules ();
  g_autoptr (JlyImport) first = read_text (GERMAN, NULL);
  g_autoptr (JlyProfile) profile = NULL;
  g_autoptr (JlyProfile) kept = NULL;
  g_autoptr (JlyImport) second = NULL;
  g_autoptr (JlyImport) other = NULL;
  g_autoptr (GError) error = NULL;

  jly_import_set_match (first, LAST_YEAR, 3);
  jly_import_set_answers (first, TURNOVER, &(JlyColumnAnswers){ .factor = 1000 });
  profile = jly_import_dup_profile (first);
  g_assert_null (jly_profile_load (inner, rules));
  g_assert_true (jly_profile_save (profile, inner, rules, &error));
  g_assert_no_error (error);
  kept = jly_profile_load (inner, rules);
  g_assert_nonnull (kept);
  second = read_text (GERMAN, kept);
  assert_match (second, LAST_YEAR, 3, JLY_MATCH_PROFILE);
  g_assert_cmpint (jly_import_get_values (second, TURNOVER)->values[2], ==, 400000000);
  assert_words (jly_import_get_profile_words (second),
                "As last time: 6 columns go where they went then.");
  /* A file of other columns is proposed for anew. */
  other = read_text (WRONG, kept);
  g_assert_null (jly_import_get_profile_words (other));
  assert_match (other, TURNOVER, 2, JLY_MATCH_NAME);
}

/* An import of a column of sectors alone. */
static JlyImport *
read_sectors (const char *text, const JlyProfile *profile)
{
  static const char *const sectors[] = { "Timber", "Steel", NULL };
  const JlyRule rule = { .kind = JLY_RULE_CATEGORIES, .categories = (char **)sectors };
  g_autoptr (JlyRules) rules = jly_rules_new ();
  g_autoptr (JlySheet) sheet = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), NULL);

  jly_rules_add_column (rules, "Sector", JLY_VALUE_TEXT, 0);
  jly_rules_add (rules, &rule);
  return jly_import_new (sheet, rules, profile);
}

/* A writing that was taken for a category is not asked about again; another one is. */
static void
test_near_remembered (void)
{
  g_autoptr (JlyImport) first = read_sectors ("Sector\nTimbr\nSteel\n", NULL);
  g_autoptr (JlyImport) same = NULL;
  g_autoptr (JlyImport) other = NULL;
  g_autoptr (JlyProfile) profile = NULL;
  g_autoptr (JlyProfile) again = NULL;
  g_autoptr (JlyProfile) read = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const JlyQuestion *question;

  g_assert_cmpuint (jly_import_get_questions (first)->len, ==, 1);
  jly_import_answer (first, g_ptr_array_index (jly_import_get_questions (first), 0), 0);
  jly_import_refresh (first);
  profile = jly_import_dup_profile (first);
  bytes = jly_profile_encode (profile);
  read = jly_profile_decode (bytes, NULL);
  g_assert_nonnull (read);
  same = read_sectors ("Sector\nTIMBR\nTimber\n", read);
  g_assert_true (jly_import_is_ready (same));
  g_assert_cmpint (jly_import_get_values (same, 0)->values[0], ==, 0);
  g_assert_nonnull (strstr (jly_import_get_read_back (same, 0), "1 cell was taken for a category"));
  again = jly_import_dup_profile (same);
  other = read_sectors ("Sector\nTimbr\nStele\n", again);
  g_assert_cmpuint (jly_import_get_questions (other)->len, ==, 1);
  question = g_ptr_array_index (jly_import_get_questions (other), 0);
  g_assert_nonnull (strstr (question->text, "“Stele”"));
  g_assert_null (strstr (question->text, "“Timbr”"));
}

static JlyImport *
read_with_names (const char *text, guint n_name_rows)
{
  const JlySheetOptions options = { .n_name_rows = n_name_rows };
  g_autoptr (JlyRules) rules = jly_rules_new ();
  g_autoptr (JlySheet) sheet
      = jly_sheet_parse_with ("t.csv", (const guint8 *)text, strlen (text), &options, NULL, NULL);

  jly_rules_add_column (rules, "Turnover", JLY_VALUE_NUMBER, 0);
  return jly_import_new (sheet, rules, NULL);
}

/* A column that is called as in the study's file is that column, whatever language its title is in:
 * one word among its figures is a cell to mend, and no reason to take it for another that is called
 * a little like it and may hold words. */
static void
test_name_of_file (void)
{
  static const char text[] = "Resource,Unit cost\nRoofing,many\nCrane,5\n";
  g_autoptr (JlySheet) sheet
      = jly_sheet_parse ("south.csv", (const guint8 *)text, strlen (text), NULL);
  g_autoptr (JlyRules) rules = jly_rules_new ();
  g_autoptr (JlyImport) import = NULL;
  JlyRuleColumn *column;

  jly_rules_add_column (rules, "Ressurss", JLY_VALUE_TEXT, 0);
  column = jly_rules_get_column (rules,
                                 jly_rules_add_column (rules, "Hind tükis", JLY_VALUE_NUMBER, 2));
  g_free (column->id);
  column->id = g_strdup ("Unit cost");
  column = jly_rules_get_column (rules, jly_rules_add_column (rules, "Unit", JLY_VALUE_TEXT, 0));
  column->is_optional = TRUE;
  import = jly_import_new (sheet, rules, NULL);
  assert_match (import, 1, 1, JLY_MATCH_SYNONYM);
  g_assert_cmpuint (jly_import_get_questions (import)->len, ==, 0);
}

/* A file whose second row may be one of names or a record enters only once the person has said
 * which; both answers are rows of names to read it with. */
static void
test_names_question (void)
{
  static const struct
  {
    const char *text;
    guint n_if_names, n_if_record;
    const char *if_names;
  } cases[] = {
    { "Company,Turnover\n,5\nNorth,6\nSouth,7\n", 2, 1, "take rows 1 to 2" },
    { "Company,Turnover\nunits per year,h\nNorth,6\nSouth,7\n", 2, 1, "“Turnover (h)”" },
    { "Turnover,Company\n,of all kinds\n6,North\n7,South\n", 0, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JlyImport) asked = read_with_names (cases[i].text, 0);
      const JlyNamesQuestion *question = jly_import_get_names_question (asked);
      g_autoptr (JlyImport) names = NULL;
      g_autoptr (JlyImport) record = NULL;

      g_test_message ("%s", cases[i].text);
      if (cases[i].if_names == NULL)
        {
          g_assert_null (question);
          continue;
        }
      g_assert_nonnull (question);
      g_assert_false (jly_import_is_ready (asked));
      g_assert_cmpuint (question->row, ==, 2);
      g_assert_cmpuint (question->n_if_names, ==, cases[i].n_if_names);
      g_assert_cmpuint (question->n_if_record, ==, cases[i].n_if_record);
      g_assert_nonnull (strstr (question->if_names, cases[i].if_names));
      names = read_with_names (cases[i].text, question->n_if_names);
      record = read_with_names (cases[i].text, question->n_if_record);
      g_assert_null (jly_import_get_names_question (names));
      g_assert_null (jly_import_get_names_question (record));
      g_assert_cmpuint (jly_sheet_get_n_rows (jly_import_get_file (names)), ==, 2);
      g_assert_cmpuint (jly_sheet_get_n_rows (jly_import_get_file (record)), ==, 3);
      g_assert_true (jly_import_is_ready (names));
    }
}

static char *
write_text (const char *folder, const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* What was chosen for one file is tried on the next, and used if that is of the same shape. */
static void
test_reading_remembered (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jly-profile-XXXXXX", NULL);
  g_autofree char *like = write_text (folder, "like.csv", "Sector|Note\nTimber|t\xf6,1,2\n");
  g_autofree char *unlike = write_text (folder, "unlike.csv", "Branch;Note\nTimber;t\xf6\n");
  g_autofree char *unicode = write_text (folder, "unicode.csv", "Sector|Note\nTimber|š,1,2\n");
  g_autoptr (JlyImport) first = read_sectors ("Sector|Note\nTimber|5\n", NULL);
  g_autoptr (JlyProfile) profile = jly_import_dup_profile (first);
  g_autoptr (JlyProfile) read = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const JlyRules *rules = jly_import_get_rules (first);
  JlySheetOptions options = { 0 };
  g_autoptr (JlySheet) sheet = NULL;
  g_autoptr (JlySheet) sure = NULL;

  g_assert_false (jly_profile_choose_reading (profile, like, rules, &options));
  profile->reading = (JlyProfileReading){ jly_sheet_list_encodings ()[4], '|', 1 };
  bytes = jly_profile_encode (profile);
  read = jly_profile_decode (bytes, NULL);
  g_assert_nonnull (read);
  g_assert_false (jly_profile_choose_reading (read, unlike, rules, &options));
  g_assert_cmpint (options.delimiter, ==, 0);
  g_assert_true (jly_profile_choose_reading (read, like, rules, &options));
  g_assert_cmpint (options.delimiter, ==, '|');
  g_assert_cmpuint (options.n_name_rows, ==, 1);
  sheet = jly_sheet_load_with (like, &options, NULL, NULL);
  g_assert_cmpstr (jly_sheet_get_encoding (sheet), ==, "Windows-1257");
  g_assert_nonnull (
      strstr (jly_sheet_find_note (sheet, JLY_NOTE_ENCODING)->words, "as you chose last time"));
  /* Bytes that are UTF-8 are read so, whatever the last file was. */
  sure = jly_sheet_load_with (unicode, &options, NULL, NULL);
  g_assert_cmpstr (jly_sheet_get_encoding (sure), ==, "UTF-8");
  g_assert_cmpint (g_remove (like) | g_remove (unlike) | g_remove (unicode), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* How cells of a column of categories enter, with their question's words. */
static const struct
{
  const char *cells; /* with '|' between */
  int choice;        /* -1: not answered */
  const char *places;
  const char *question; /* NULL: nothing is asked */
  guint n_findings;
} categories[] = {
  { "Timber|STEEL| timber |ｓｔｅｅｌ", -1, "0 1 0 1", NULL, 0 },
  { "Timber|-|Steel", -1, "0 - 1", NULL, 0 },
  { "Timber|Brick|Steel", -1, "0 -1 1", NULL, 1 },
  { "Timbr|Steel|Stele|timbr", -1, NULL,
    "3 cells are none of the study’s list, but nearly: “Timbr” (row 2) for “Timber”, “Stele” (row "
    "4) for “Steel”. Is this what is meant?",
    0 },
  { "Timbr|Steel|Stele|timbr", 0, "0 1 1 0", NULL, 0 },
  { "Timbr|Steel|Stele|timbr", 1, "-1 1 -1 -1", NULL, 3 },
  { "Tím-ber|Steel", 0, "0 1", NULL, 0 },
  { "Tim.|Steel", 0, "0 1", NULL, 0 },
  /* Too short, or as near to one as to the other. */
  { "Ti|Steel", -1, "-1 1", NULL, 1 },
  { "Tabis|Tim|Steer", -1, "-1 2 -1", NULL, 2 },
};

static void
test_categories (void)
{
  static const char *const lists[][4]
      = { { "Timber", "Steel", NULL }, { "Taxis", "Tapis", "Tim", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      const gboolean is_last = i == G_N_ELEMENTS (categories) - 1;
      const JlyRule rule = { .kind = JLY_RULE_CATEGORIES, .categories = (char **)lists[is_last] };
      g_autoptr (JlyRules) rules = jly_rules_new ();
      g_auto (GStrv) cells = g_strsplit (categories[i].cells, "|", -1);
      g_autofree char *joined = g_strjoinv ("\n", cells);
      g_autofree char *text = g_strconcat ("Sector\n", joined, "\n", NULL);
      g_autoptr (JlySheet) sheet
          = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), NULL);
      g_autoptr (JlyImport) import = NULL;
      g_autoptr (GString) places = g_string_new (NULL);
      const JlyValues *values;
      GPtrArray *questions;

      g_test_message ("%s", categories[i].cells);
      jly_rules_add_column (rules, "Sector", JLY_VALUE_TEXT, 0);
      jly_rules_add (rules, &rule);
      import = jly_import_new (sheet, rules, NULL);
      questions = jly_import_get_questions (import);
      if (categories[i].choice >= 0)
        jly_import_answer (import, questions->pdata[0], (guint)categories[i].choice);
      jly_import_refresh (import);
      values = jly_import_get_values (import, 0);
      g_assert_cmpuint (questions->len, ==, categories[i].question != NULL);
      if (categories[i].question != NULL)
        g_assert_cmpstr (((JlyQuestion *)questions->pdata[0])->text, ==, categories[i].question);
      for (gsize row = 0; values != NULL && row < values->n_rows; row++)
        if (values->states[row] == JLY_CELL_MISSING)
          g_string_append (places, row > 0 ? " -" : "-");
        else
          g_string_append_printf (places, "%s%d", row > 0 ? " " : "", (int)values->values[row]);
      g_assert_cmpstr (places->str, ==, categories[i].places != NULL ? categories[i].places : "");
      g_assert_cmpuint (jly_import_count_hard (import), ==, categories[i].n_findings);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/import/german", test_german);
  g_test_add_func ("/table/import/unsure", test_unsure);
  g_test_add_func ("/table/import/doubtful", test_doubtful);
  g_test_add_func ("/table/import/digits", test_digits);
  g_test_add_func ("/table/import/thousands", test_thousands);
  g_test_add_func ("/table/import/other-currency", test_other_currency);
  g_test_add_func ("/table/import/edit", test_edit);
  g_test_add_func ("/table/import/leave-out", test_leave_out);
  g_test_add_func ("/table/import/confirm", test_confirm);
  g_test_add_func ("/table/import/profile", test_profile);
  g_test_add_func ("/table/import/near-remembered", test_near_remembered);
  g_test_add_func ("/table/import/name-of-file", test_name_of_file);
  g_test_add_func ("/table/import/names-question", test_names_question);
  g_test_add_func ("/table/import/reading-remembered", test_reading_remembered);
  g_test_add_func ("/table/import/categories", test_categories);
  return g_test_run ();
}
