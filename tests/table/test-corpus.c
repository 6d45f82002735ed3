/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every file of tests/table/corpus gives what expected.tsv says: the right figures, or a sentence
 * that names file, row and column and says what to do. Files that would be large are made here.
 */
#include "config.h"

#include "base/jly-error.h"
#include "table/jly-bid-table.h"

#include <glib/gstdio.h>
#include <string.h>

static char *corpus; /* the folder, from the command line */

enum
{
  FIELD_FILE,
  FIELD_OUTCOME,
  FIELD_ROW,
  FIELD_COLUMN,
  FIELD_WORDS,
  N_FIELDS
};

static JlyTender *
read_tender (const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (corpus, name, NULL);
  g_autoptr (JlySheet) sheet = jly_sheet_load (path, NULL, error);

  return sheet == NULL ? NULL : jly_tender_read (sheet, NULL, error);
}

static JlyBidTable *
read_company (const char *name, const JlyTender *tender, GError **error)
{
  g_autofree char *path = g_build_filename (corpus, name, NULL);
  g_autoptr (JlySheet) sheet = jly_sheet_load (path, NULL, error);

  return sheet == NULL ? NULL : jly_bid_table_read (sheet, tender, error);
}

/* "420 150 800 / 25840 21900 4830 / 27000 22650 5100" */
static char *
flatten_company (const JlyBidTable *table, guint n_rows)
{
  GString *flat = g_string_new (NULL);

  for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
    {
      g_string_append (flat, k > 0 ? " /" : "");
      for (guint i = 0; i < n_rows; i++)
        g_string_append_printf (flat, " %" G_GUINT64_FORMAT, table->values[k][i]);
    }
  return g_string_free (flat, FALSE);
}

/* "scale 0: 640 12 / 28000 225000" */
static char *
flatten_tender (const JlyTender *tender)
{
  g_autoptr (GString) guides = g_string_new (" /");
  GString *flat = g_string_new (NULL);

  g_string_printf (flat, "scale %u:", tender->ranges.amount_scale);
  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);

      g_string_append_printf (flat, " %" G_GUINT64_FORMAT, row->need);
      g_string_append_printf (guides, " %" G_GUINT64_FORMAT, row->guide_price);
    }
  g_string_append (flat, guides->str);
  return g_string_free (flat, FALSE);
}

static char *
read_and_flatten (const char *name, const JlyTender *tender, GError **error)
{
  if (g_str_has_prefix (name, "tender"))
    {
      g_autoptr (JlyTender) own = read_tender (name, error);

      return own == NULL ? NULL : flatten_tender (own);
    }
  else
    {
      g_autoptr (JlyBidTable) table = read_company (name, tender, error);

      return table == NULL ? NULL : flatten_company (table, tender->rows->len);
    }
}

/* A sentence for a person: printable, of bearable length, with file, row, column and advice. */
static void
assert_sentence (const GError *error, char **fields)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);
  const guint64 row
      = g_str_equal (fields[FIELD_ROW], "-") ? 0 : g_ascii_strtoull (fields[FIELD_ROW], NULL, 10);

  g_assert_cmpint (error->domain, ==, JLY_ERROR);
  g_assert_cmpstr (jly_error_code_name (error->code), ==, fields[FIELD_OUTCOME]);
  g_assert_cmpstr (detail->file, ==, fields[FIELD_FILE]);
  g_assert_cmpuint (detail->row, ==, row);
  if (g_str_equal (fields[FIELD_COLUMN], "-"))
    g_assert_null (detail->column);
  else
    g_assert_cmpstr (detail->column, ==, fields[FIELD_COLUMN]);
  g_assert_nonnull (detail->next);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpuint (strlen (error->message), <, 500);
  for (const char *at = error->message; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_true (g_unichar_isprint (g_utf8_get_char (at)));
  g_assert_true (g_str_has_prefix (error->message, fields[FIELD_FILE]));
  if (strstr (error->message, fields[FIELD_WORDS]) == NULL)
    g_error ("“%s” does not say “%s”", error->message, fields[FIELD_WORDS]);
}

static void
check_file (char **fields, const JlyTender *tender)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *flat = read_and_flatten (fields[FIELD_FILE], tender, &error);

  g_test_message ("%s: %s", fields[FIELD_FILE], flat != NULL ? flat : error->message);
  if (g_str_equal (fields[FIELD_OUTCOME], "ok"))
    {
      g_assert_no_error (error);
      g_assert_cmpstr (g_strstrip (flat), ==, fields[FIELD_WORDS]);
      return;
    }
  g_assert_null (flat);
  assert_sentence (error, fields);
}

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (corpus, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_files (void)
{
  g_autofree char *path = g_build_filename (corpus, "expected.tsv", NULL);
  g_autoptr (JlyTender) tender = read_tender ("tender.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;
      g_assert_cmpuint (g_strv_length (fields), ==, N_FIELDS);
      check_file (fields, tender);
      n++;
    }
  /* Every file is in the list; the tender and the list itself are not. */
  g_assert_cmpuint (n, >=, 60);
  g_assert_cmpuint (n + 2, ==, count_files ());
}

/* Makes "start piece piece piece … end" and says what reading it gives. */
static void
check_large (
    const char *start, const char *piece, gsize n, const char *end, const char *words, guint64 row)
{
  g_autoptr (GString) text = g_string_new (start);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = NULL;

  for (gsize i = 0; i < n; i++)
    g_string_append (text, piece);
  g_string_append (text, end);
  sheet = jly_sheet_parse ("large.csv", (const guint8 *)text->str, text->len, &error);
  if (words == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_null (sheet);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (jly_error_get_detail (error)->row, ==, row);
}

static void
test_large (void)
{
  check_large ("a", ",b", 4095, "\n1,2\n", NULL, 0);
  check_large ("a", ",b", 4096, "\n1,2\n", "more than 4096 cells", 1);
  check_large ("a,b\n1", ",2", 10000, "\n", "more than 4096 cells", 2);
  check_large ("a,b\n1,", "xxxxxxxxxxxxxxxx", 65536, "\n", NULL, 0);
  check_large ("a,b\n1,", "xxxxxxxxxxxxxxxx", 65537, "\n", "longer than a million", 2);
  check_large ("a,b\n1,\"", "xxxxxxx\"\"yyyyyyy", 80000, "\"\n", "longer than a million", 2);
  check_large ("a,b\n1,\"", "two\nlines,", 100000, "\n", "never closed", 2);
  check_large ("a,b\n", "1,2\n", 300000, "", NULL, 0);
  check_large ("a,b\n1,2\n", ",\n", 1000000, "3,4\n", NULL, 0);
  check_large ("", "\n", 1000000, "", "empty", 0);
  check_large ("a,b\n1,\"", "\"\"", 1000000, "\"\n", NULL, 0);
  check_large ("a,b\n", "\"", 1000001, "\n", "never closed", 2);
}

/* More than is read at all, without writing it: the file is one large hole. */
static void
test_too_large_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jly-corpus-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "hole.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "a,b\n", -1, NULL));
  g_assert_cmpint (truncate (path, (off_t)JLY_SHEET_TEXT_MAX + 1), ==, 0);
  g_assert_null (jly_sheet_load (path, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_cmpstr (error->message, ==, "hole.csv is larger than 1024 MiB.");
  g_remove (path);
  g_rmdir (folder);
}

static void
test_tender_rows (void)
{
  g_autoptr (GString) text = g_string_new ("Resource,Required amount\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = NULL;
  g_autoptr (JlyTender) tender = NULL;

  for (guint i = 0; i <= JLY_TENDER_ROWS_MAX; i++)
    g_string_append_printf (text, "item %u,1\n", i);
  sheet = jly_sheet_parse ("t.csv", (const guint8 *)text->str, text->len, NULL);
  g_assert_null (jly_tender_read (sheet, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_clear_pointer (&sheet, jly_sheet_unref);
  g_string_truncate (text, text->len - strlen ("item 10000,1\n"));
  sheet = jly_sheet_parse ("t.csv", (const guint8 *)text->str, text->len, NULL);
  tender = jly_tender_read (sheet, NULL, NULL);
  g_assert_nonnull (tender);
  g_assert_cmpuint (tender->rows->len, ==, JLY_TENDER_ROWS_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  corpus = argv[1];
  g_test_add_func ("/table/corpus/files", test_files);
  g_test_add_func ("/table/corpus/large", test_large);
  g_test_add_func ("/table/corpus/too-large-file", test_too_large_file);
  g_test_add_func ("/table/corpus/tender-rows", test_tender_rows);
  return g_test_run ();
}
