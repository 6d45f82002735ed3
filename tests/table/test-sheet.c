/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as text come in many writings; each is read whole or refused with file and row. */
#include "config.h"

#include "base/jly-error.h"
#include "table/jly-sheet.h"

#include <string.h>

static JlySheet *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JlySheet *sheet = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), &error);

  g_assert_no_error (error);
  return sheet;
}

/* "name,cost;Roof,12;" with '|' between cells and '/' after each row. */
static char *
flatten (JlySheet *sheet)
{
  GString *flat = g_string_new (NULL);

  for (guint k = 0; k < jly_sheet_get_n_columns (sheet); k++)
    g_string_append_printf (flat, "%s|", jly_sheet_get_header (sheet, k));
  g_string_append_c (flat, '/');
  for (gsize i = 0; i < jly_sheet_get_n_rows (sheet); i++)
    {
      for (guint k = 0; k < jly_sheet_get_n_columns (sheet); k++)
        g_string_append_printf (flat, "%s|", jly_sheet_get_cell (sheet, i, k));
      g_string_append_c (flat, '/');
    }
  return g_string_free (flat, FALSE);
}

static void
test_writings (void)
{
  static const struct
  {
    const char *text;
    const char *flat;
    const char *format;
  } writings[] = {
    { "a,b\n1,2\n", "a|b|/1|2|/", "comma-separated, UTF-8" },
    { "a,b\r\n1,2\r\n", "a|b|/1|2|/", "comma-separated, UTF-8" },
    { "a,b\r1,2\r", "a|b|/1|2|/", "comma-separated, UTF-8" },
    { "a,b\n1,2", "a|b|/1|2|/", "comma-separated, UTF-8" },
    { "a;b\n1,5;2,5\n", "a|b|/1,5|2,5|/", "semicolon-separated, UTF-8" },
    { "a\tb\n1,5\t2\n", "a|b|/1,5|2|/", "tab-separated, UTF-8" },
    { "a|b\n1|2\n", "a|b|/1|2|/", "separated by upright bars, UTF-8" },
    { "sep=;\na;b\n1;2\n", "a|b|/1|2|/", "semicolon-separated, UTF-8" },
    { "SEP=,\r\na,b\r\n1,2\r\n", "a|b|/1|2|/", "comma-separated, UTF-8" },
    { "a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "a|b|/1,5|say \"hi\"|/", NULL },
    { "a,b\n\"two\nlines\",2\n3,4\n", "a|b|/two\nlines|2|/3|4|/", NULL },
    { "a, b\n1, \"x, y\"\n", "a|b|/1|x, y|/", NULL },
    { "a,b\n\"1\" ,2\n", "a|b|/1|2|/", NULL },
    { "a,b\n5\" pipe,2\n", "a|b|/5\" pipe|2|/", NULL },
    { "a,b,,\n1,2,,\n,,,\n3,4,,\n,,,\n", "a|b|/1|2|/3|4|/", NULL },
    { "a,b\n1\n", "a|b|/1||/", NULL },
    { "a,b\n\n\n1,2\n", "a|b|/1|2|/", NULL },
    { "Our figures\n\na,b,c\n1,2,3\n", "a|b|c|/1|2|3|/", NULL },
    { "Our figures, 2026\n\na,b,c,d\n1,2,3,4\n", "a|b|c|d|/1|2|3|4|/", NULL },
    { "\xef\xbb\xbf"
      "a,b\n1,ä\n",
      "a|b|/1|ä|/", "comma-separated, UTF-8" },
    { "a,b\n1,\xe4 \x80\n", "a|b|/1|ä €|/", "comma-separated, Windows-1252" },
    { "one\n1\n2\n", "one|/1|/2|/", NULL },
    { "a,b\n1,2\n\x1a", "a|b|/1|2|/", NULL },
    { "a,a\n1,2\n", "a|a|/1|2|/", NULL },
    { "a,,c\n1,2,3\n", "a||c|/1|2|3|/", NULL },
    { "a,b\n\"\",\"\"\n1,2\n", "a|b|/1|2|/", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (writings); i++)
    {
      g_autoptr (JlySheet) sheet = parse (writings[i].text);
      g_autofree char *flat = flatten (sheet);

      g_assert_cmpstr (flat, ==, writings[i].flat);
      if (writings[i].format != NULL)
        g_assert_cmpstr (jly_sheet_get_format (sheet), ==, writings[i].format);
    }
}

static void
test_utf16 (void)
{
  static const guint8 little[]
      = { 0xff, 0xfe, 'a', 0, ',', 0, 'b', 0, '\n', 0, 0xac, 0x20, ',', 0, 0x3d, 0xd8, 0x28, 0xde };
  static const guint8 big[]
      = { 0xfe, 0xff, 0, 'a', 0, ',', 0, 'b', 0, '\n', 0x20, 0xac, 0, ',', 0xd8, 0x3d, 0xde, 0x28 };
  g_autoptr (JlySheet) first = jly_sheet_parse ("t.csv", little, sizeof little, NULL);
  g_autoptr (JlySheet) second = jly_sheet_parse ("t.csv", big, sizeof big, NULL);
  g_autofree char *flat_first = flatten (first);
  g_autofree char *flat_second = flatten (second);

  g_assert_cmpstr (flat_first, ==, "a|b|/€|😨|/");
  g_assert_cmpstr (flat_second, ==, "a|b|/€|😨|/");
  g_assert_cmpstr (jly_sheet_get_format (second), ==, "comma-separated, UTF-16 BE");
}

/* As a spreadsheet counts: an empty line is a row, a cell with a line end is in one row, and
 * "sep=" is none. */
static void
test_file_rows (void)
{
  g_autoptr (JlySheet) sheet = parse ("sep=,\nTitle\n\na,b,c\n\"x\ny\",2,3\n\n4,5,6\n");

  g_assert_cmpuint (jly_sheet_get_header_row (sheet), ==, 3);
  g_assert_cmpuint (jly_sheet_get_n_rows (sheet), ==, 2);
  g_assert_cmpuint (jly_sheet_get_file_row (sheet, 0), ==, 4);
  g_assert_cmpuint (jly_sheet_get_file_row (sheet, 1), ==, 6);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (jly_sheet_load (JLY_SOURCE_DATADIR "/samples/a/north.csv", cancellable, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CANCELLED);
}

static void
test_no_file (void)
{
  static const char *const paths[] = { "/nonexistent/none.csv", "/tmp", "/dev/zero", "" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jly_sheet_load (paths[i], NULL, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (jly_error_get_detail (error)->next);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/sheet/writings", test_writings);
  g_test_add_func ("/table/sheet/utf16", test_utf16);
  g_test_add_func ("/table/sheet/file-rows", test_file_rows);
  g_test_add_func ("/table/sheet/cancelled", test_cancelled);
  g_test_add_func ("/table/sheet/no-file", test_no_file);
  return g_test_run ();
}
