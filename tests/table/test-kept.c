/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person did with a file comes back with the same file, and is offered with a changed one.
 */
#include "config.h"

#include "table/jly-bins.h"
#include "table/jly-kept.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_1 "Region;Betrag\nNorth;12a\nSouth;700\nWest;5\n"
#define FILE_2 "Betrag;Region\n12a;North\n800;South\nx;East\n"

static JlyRules *
make_rules (gint64 usual)
{
  JlyRules *rules = jly_rules_new ();

  jly_rules_add_column (rules, "Region", JLY_VALUE_TEXT, 0);
  jly_rules_add_column (rules, "Turnover", JLY_VALUE_NUMBER, 0);
  jly_rules_add (rules,
                 &(JlyRule){ .kind = JLY_RULE_RANGE, .column = 1, .most = usual, .is_soft = TRUE });
  return rules;
}

static JlyImport *
read_text (const char *text, gint64 usual)
{
  g_autoptr (JlyRules) rules = make_rules (usual);
  g_autoptr (JlySheet) sheet = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), NULL);

  return jly_import_new (sheet, rules, NULL);
}

static JlyKept *
make_kept (void)
{
  g_autoptr (JlyImport) import = read_text (FILE_1, 100);

  jly_import_set_match (import, 1, 1);
  jly_import_edit (import, 0, 1, "12");
  jly_import_edit (import, 2, 1, "6");
  jly_import_refresh (import);
  jly_import_confirm (import, g_ptr_array_index (jly_import_get_findings (import), 0), TRUE);
  jly_import_refresh (import);
  g_assert_true (jly_import_is_ready (import));
  return jly_kept_new (import);
}

static void
test_same (void)
{
  g_autoptr (JlyKept) kept = make_kept ();
  g_autoptr (JlyImport) import = read_text (FILE_1, 100);
  JlyKeptReport report;
  g_autofree char *words = NULL;

  jly_kept_apply (kept, import, &report);
  words = report.words;
  g_assert_true (report.is_same_file);
  g_assert_cmpstr (words, ==, "2 corrections from last time are in place again.");
  g_assert_true (jly_import_is_ready (import));
  g_assert_cmpint (jly_import_get_values (import, 1)->values[0], ==, 12);
  /* It can be undone as if it had been typed now. */
  g_assert_true (jly_import_undo (import, NULL, NULL));
}

static void
test_changed (void)
{
  g_autoptr (JlyKept) kept = make_kept ();
  g_autoptr (JlyImport) import = read_text (FILE_2, 100);
  JlyKeptReport report;
  g_autofree char *words = NULL;

  jly_kept_apply (kept, import, &report);
  words = report.words;
  g_assert_false (report.is_same_file);
  g_assert_cmpuint (report.n_edits, ==, 1);
  g_assert_cmpuint (report.n_gone, ==, 1);
  g_assert_cmpstr (words, ==,
                   "The file was changed since: 1 correction still fits; shall it be made again? "
                   "1 other no longer fits.");
  /* Nothing is changed before the person agreed; the match is remembered all the same. */
  g_assert_cmpuint (jly_edits_get_n_cells (jly_import_get_edits (import)), ==, 0);
  g_assert_cmpint (jly_import_get_match (import, 1)->sheet_column, ==, 0);
  jly_kept_apply_offered (kept, import);
  g_assert_cmpstr (jly_edits_get (jly_import_get_edits (import), 0, 0), ==, "12");
  g_assert_cmpuint (jly_edits_get_n_cells (jly_import_get_edits (import)), ==, 1);
  /* 700 was confirmed, 800 was not. */
  g_assert_cmpuint (jly_import_count_unconfirmed (import), ==, 1);
}

/* A row that was left out is left out again where it says the same. */
static void
test_rows (void)
{
  g_autoptr (JlyImport) before = read_text (FILE_1, 1000);
  g_autoptr (JlyImport) same = read_text (FILE_1, 1000);
  g_autoptr (JlyImport) changed = read_text ("Region;Betrag\nNorth;12a\nSouth;701\nWest;5\n", 1000);
  g_autoptr (JlyKept) kept = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JlyKept) read = NULL;
  JlyKeptReport report;

  g_assert_true (jly_import_leave_out (before, 0, TRUE));
  g_assert_true (jly_import_leave_out (before, 1, TRUE));
  jly_import_refresh (before);
  kept = jly_kept_new (before);
  bytes = jly_kept_encode (kept);
  read = jly_kept_decode (bytes, NULL);
  g_assert_nonnull (read);
  jly_kept_apply (read, same, &report);
  g_free (report.words);
  g_assert_cmpuint (report.n_edits, ==, 2);
  g_assert_cmpuint (jly_sheet_get_n_rows (jly_import_get_sheet (same)), ==, 1);
  g_assert_true (jly_kept_is_in_place (read, same));
  jly_kept_take_back (read, same);
  g_assert_cmpuint (jly_edits_get_n_out (jly_import_get_edits (same)), ==, 0);
  g_assert_false (jly_kept_is_in_place (read, same));
  jly_kept_apply (read, changed, &report);
  g_free (report.words);
  g_assert_cmpuint (report.n_edits, ==, 1);
  g_assert_cmpuint (report.n_gone, ==, 1);
  g_assert_cmpuint (jly_edits_get_n_out (jly_import_get_edits (changed)), ==, 0);
  jly_kept_apply_offered (read, changed);
  g_assert_true (jly_edits_is_out (jly_import_get_edits (changed), 0));
  g_assert_false (jly_edits_is_out (jly_import_get_edits (changed), 1));
}

/* Of other rules nothing was confirmed. */
static void
test_other_rules (void)
{
  g_autoptr (JlyKept) kept = make_kept ();
  g_autoptr (JlyImport) import = read_text (FILE_1, 90);
  JlyKeptReport report;

  jly_kept_apply (kept, import, &report);
  g_free (report.words);
  g_assert_cmpuint (jly_import_count_unconfirmed (import), ==, 1);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jly-kept-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "imports", NULL);
  g_autofree char *path = jly_kept_build_path (inner, "study-1", "/home/a/t.csv");
  g_autofree char *other = jly_kept_build_path (inner, "study-2", "/home/a/t.csv");
  g_autoptr (JlyKept) kept = make_kept ();
  g_autoptr (JlyKept) read = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  struct stat status;

  g_assert_cmpstr (path, !=, other);
  g_assert_null (jly_kept_load (path));
  g_assert_true (jly_kept_save (kept, path, NULL));
  g_assert_true (jly_kept_save (kept, other, NULL));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  read = jly_kept_load (path);
  g_assert_nonnull (read);
  first = jly_kept_encode (kept);
  second = jly_kept_encode (read);
  g_assert_true (g_bytes_equal (first, second));
  jly_kept_erase (inner, "study-1");
  g_assert_null (jly_kept_load (path));
  jly_kept_erase (inner, "study-2");
  g_assert_cmpint (g_rmdir (inner), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* "from-to:count …" */
static char *
flatten_bins (const char *cells, guint n_most)
{
  JlyRuleColumn column = { .id = (char *)"n", .title = (char *)"n", .kind = JLY_VALUE_NUMBER };
  g_autofree char *text = g_strconcat ("n;m\n", cells, NULL);
  g_autoptr (JlySheet) sheet = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), NULL);
  g_autoptr (JlyValues) values = jly_values_read (sheet, 0, &column, NULL, NULL, NULL);
  g_autoptr (GArray) bins = jly_bins_count (values, n_most);
  GString *flat = g_string_new (NULL);

  for (guint i = 0; i < bins->len; i++)
    {
      const JlyBin *bin = &g_array_index (bins, JlyBin, i);

      g_string_append_printf (flat, " %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT ":%zu", bin->from,
                              bin->to, bin->count);
    }
  return g_string_free (flat, FALSE);
}

static void
test_bins (void)
{
  static const struct
  {
    const char *cells, *flat;
    guint n_most;
  } cases[] = {
    { "7;\n", " 7-8:1", 5 },
    { "0;\n10;\n19;\n20;\n-;\n", " 0-10:1 10-20:2 20-30:1", 3 },
    { "-7;\n3;\n", " -10-0:1 0-10:1", 2 },
    { "-9223372036854775807;\n9223372036854775807;\n",
      " -9223372036854775808--5000000000000000000:1 -5000000000000000000-0:0 "
      "0-5000000000000000000:0 "
      "5000000000000000000-9223372036854775807:1",
      4 },
    { "x;\n", "", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *flat = flatten_bins (cases[i].cells, cases[i].n_most);

      g_assert_cmpstr (flat, ==, cases[i].flat);
    }
}

static void
test_text_bins (void)
{
  static const char text[] = "s;m\nsteel;1\nWood;2\nwood;3\nglass;4\nSteel;5\nWOOD;6\n-;7\n";
  JlyRuleColumn column = { .id = (char *)"s", .title = (char *)"s", .kind = JLY_VALUE_TEXT };
  g_autoptr (JlySheet) sheet = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), NULL);
  g_autoptr (JlyValues) values = jly_values_read (sheet, 0, &column, NULL, NULL, NULL);
  g_autoptr (GPtrArray) bins = jly_bins_count_texts (values, sheet, 2);
  const JlyTextBin *first = g_ptr_array_index (bins, 0);
  const JlyTextBin *second = g_ptr_array_index (bins, 1);

  g_assert_cmpuint (bins->len, ==, 2);
  g_assert_cmpstr (first->text, ==, "Wood");
  g_assert_cmpuint (first->count, ==, 3);
  g_assert_cmpstr (second->text, ==, "steel");
  g_assert_cmpuint (second->count, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/kept/same", test_same);
  g_test_add_func ("/table/kept/changed", test_changed);
  g_test_add_func ("/table/kept/rows", test_rows);
  g_test_add_func ("/table/kept/other-rules", test_other_rules);
  g_test_add_func ("/table/kept/file", test_file);
  g_test_add_func ("/table/bins/numbers", test_bins);
  g_test_add_func ("/table/bins/texts", test_text_bins);
  return g_test_run ();
}
