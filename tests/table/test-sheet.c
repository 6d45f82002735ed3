/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as text come in many writings; each is read whole or refused with file and row. */
#include "config.h"

#include "base/jly-error.h"
#include "table/jly-sheet.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

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
    { "\u00a0,\u00a0\na,b\n1,2\n\u202f, \u00a0\n3,4\n", "a|b|/1|2|/3|4|/", NULL },
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

/* Text in an encoding, with its byte order mark if that is usual. */
static JlySheet *
parse_encoded (const GString *text, const char *encoding, const char *mark)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize n;
  g_autofree char *encoded
      = g_convert (text->str, (gssize)text->len, encoding, "UTF-8", NULL, &n, NULL);
  g_autoptr (GError) error = NULL;
  JlySheet *sheet;

  g_byte_array_append (bytes, (const guint8 *)mark, (guint)strlen (mark));
  g_byte_array_append (bytes, (const guint8 *)encoded, (guint)n);
  sheet = jly_sheet_parse ("t.csv", bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  return sheet;
}

/* Blocks end anywhere: within a character, a line end, a doubled quotation mark. */
static void
test_blocks (void)
{
  static const char *const pieces[]
      = { "õun,\"a \"\"b\"\"\"\r\n", "é,x\r", "\xf0\x9f\x98\xa8,\"\"\r\n", "\"c\r\nd\",ä \"e\"\n" };
  static const char *const first[] = { "õun", "é", "\xf0\x9f\x98\xa8", "c\r\nd" };
  static const char *const second[] = { "a \"b\"", "x", "", "ä \"e\"" };
  static const char *const encodings[][2]
      = { { "UTF-8", "" }, { "UTF-16LE", "\xff\xfe" }, { "UTF-16BE", "\xfe\xff" } };
  const guint n = 4 * 256 * 1024 / 10 + (guint)g_test_rand_int_range (0, 100);
  g_autoptr (GString) text = g_string_new ("a,b\r\n");

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[i % 4]);
  for (guint k = 0; k < G_N_ELEMENTS (encodings); k++)
    {
      g_autoptr (JlySheet) sheet = parse_encoded (text, encodings[k][0], encodings[k][1]);

      g_assert_cmpuint (jly_sheet_get_n_rows (sheet), ==, n);
      for (guint i = 0; i < n; i++)
        if (g_strcmp0 (jly_sheet_get_cell (sheet, i, 0), first[i % 4]) != 0
            || g_strcmp0 (jly_sheet_get_cell (sheet, i, 1), second[i % 4]) != 0
            || jly_sheet_get_file_row (sheet, i) != i + 2)
          g_error ("%s, row %u", encodings[k][0], i);
    }
}

/* 100 MB in one cell: refused once it is clear, which the progress shows. */
static void
note_part_cb (double fraction, gpointer data)
{
  *(double *)data = fraction;
}

static void
test_huge_cell (void)
{
  static const char *const starts[] = { "a,b\n1,", "a,b\n1,\"", "a,b\n1,\"\"\"" };
  const gsize n = 100 * 1000 * 1000;
  g_autofree char *text = g_malloc (n);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      double part = 0;
      const JlySheetOptions options = { .progress = note_part_cb, .progress_data = &part };
      g_autoptr (GError) error = NULL;

      memset (text, 'x', n);
      memcpy (text, starts[i], strlen (starts[i]));
      g_assert_null (
          jly_sheet_parse_with ("t.csv", (const guint8 *)text, n, &options, NULL, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
      g_assert_cmpuint (jly_error_get_detail (error)->row, ==, 2);
      g_assert_cmpfloat (part, <, 0.1);
    }
}

static JlySheet *
parse_with (const char *text, const JlySheetOptions *options, GError **error)
{
  return jly_sheet_parse_with ("t.csv", (const guint8 *)text, strlen (text), options, NULL, error);
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *text, *encoding, *cell;
    gboolean is_question;
  } files[] = {
    /* Lithuanian, Latvian, Estonian with a Baltic letter. */
    { "a\nMok\xebtojas U\xfe\xf0ilgas\n", "Windows-1257", "Mokėtojas Užšilgas", FALSE },
    { "a\nZa\xef\xe2 iela R\xeeg\xe2\n", "Windows-1257", "Zaļā iela Rīgā", FALSE },
    { "a\nT\xf6\xf6line \xf5unapuu \xfclikool \xf0okolaad\n", "Windows-1257",
      "Tööline õunapuu ülikool šokolaad", FALSE },
    /* Alike in both. */
    { "a\nM\xfcller Stra\xdf"
      "e\n",
      "Windows-1252", "Müller Straße", FALSE },
    { "a\nfran\xe7"
      "ais \xe0 la caf\xe9\xe8re\n",
      "Windows-1252", "français à la caféère", FALSE },
    { "a\nS\xf8ren bl\xe5"
      "b\xe6r\n",
      "Windows-1252", "Søren blåbær", FALSE },
    { "a\n\x9a\xe4\n", "Windows-1252", "šä", FALSE },
    /* One letter is little: the person is asked. */
    { "a\n\xe8\n", "Windows-1252", "è", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (JlySheet) sheet = parse (files[i].text);
      const JlySheetNote *note = jly_sheet_find_note (sheet, JLY_NOTE_ENCODING);

      g_test_message ("%s", note->words);
      g_assert_cmpstr (jly_sheet_get_encoding (sheet), ==, files[i].encoding);
      g_assert_cmpstr (jly_sheet_get_cell (sheet, 0, 0), ==, files[i].cell);
      g_assert_cmpint (note->is_question, ==, files[i].is_question);
    }
}

static void
test_choices (void)
{
  const JlySheetOptions baltic = { .encoding = "windows-1257" };
  const JlySheetOptions semicolon = { .delimiter = ';' };
  const JlySheetOptions unknown = { .encoding = "klingon" };
  const JlySheetOptions wrong = { .encoding = "UTF-8" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) wrong_error = NULL;
  g_autoptr (JlySheet) chosen = parse_with ("a,b\n1,\xe8\n", &baltic, NULL);
  g_autoptr (JlySheet) single = parse_with ("a,b\n1,2\n", &semicolon, NULL);

  g_assert_cmpstr (jly_sheet_get_cell (chosen, 0, 1), ==, "č");
  g_assert_cmpuint (jly_sheet_get_n_columns (single), ==, 1);
  g_assert_cmpint (jly_sheet_get_delimiter (single), ==, ';');
  g_assert_null (parse_with ("a\n1\n", &unknown, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_assert_null (parse_with ("a,b\n1,\xe8\n", &wrong, &wrong_error));
  g_assert_error (wrong_error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_cmpuint (jly_error_get_detail (wrong_error)->row, ==, 2);
}

/* Two signs leave a totals row out, one keeps it and asks. */
static void
test_totals (void)
{
  static const struct
  {
    const char *text;
    guint n_rows;
    int kind; /* -1: no note */
    guint64 row;
  } files[] = {
    { "a;b\nx;1,5\ny;2\nTotal;3,5\n", 2, JLY_NOTE_TOTALS_LEFT, 4 },
    { "a;b;c\nx;1,5;7\ny;2;\nKokku:;3,5;7\n\nSource: us;;\n", 3, JLY_NOTE_TOTALS_LEFT, 4 },
    { "a;b\nx;1,5\ny;2\nTotal;3,6\n", 3, JLY_NOTE_TOTALS_KEPT, 4 },
    { "a;b\nx;1\ny;2\nTotal;-\n", 3, JLY_NOTE_TOTALS_KEPT, 4 },
    { "a;b\nx;1\ny;2\n;3\n", 3, JLY_NOTE_TOTALS_KEPT, 4 },
    { "a;b\nx;1\ny;2\nz;3\n", 3, -1, 0 },
    { "a;b\nx;1\nTotal;1\n", 2, -1, 0 },
    { "a;b\nTotal Oil;1\nx;2\ny;3\n", 3, -1, 0 },
    { "a;b\nx;1 h\ny;2 h\nSumme;3 h\n", 2, JLY_NOTE_TOTALS_LEFT, 4 },
    /* Below subtotals the last row is the sum of the records, or of its own group. */
    { "a;b\nx;1\ny;2\nSubtotal;3\nz;4\nTotal;7\n", 3, JLY_NOTE_TOTALS_LEFT, 4 },
    { "a;b\nx;1\ny;2\nSubtotal;3\nv;4\nw;5\nSubtotal;9\n", 4, JLY_NOTE_TOTALS_LEFT, 4 },
    { "a;b\nx;1\ny;2\nSum;3\nv;4\nw;5\nSum;9\n1;1\n2;1\n3;1\n4;1\n5;1\n6;1\n", 10,
      JLY_NOTE_TOTALS_LEFT, 4 },
    { "a;b\nx;1\ny;2\nSum;4\n1;1\n2;1\n3;1\n4;1\n5;1\n6;1\n", 9, JLY_NOTE_TOTALS_KEPT, 4 },
    { "a;b\nx;1 €\ny;2 €\nSumme;3 €\n", 2, JLY_NOTE_TOTALS_LEFT, 4 },
  };
  const JlySheetOptions keep = { .keep_totals = TRUE };
  g_autoptr (JlySheet) kept = parse_with (files[0].text, &keep, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (JlySheet) sheet = parse (files[i].text);
      const JlySheetNote *left = jly_sheet_find_note (sheet, JLY_NOTE_TOTALS_LEFT);
      const JlySheetNote *note
          = left != NULL ? left : jly_sheet_find_note (sheet, JLY_NOTE_TOTALS_KEPT);

      g_test_message ("%s", note != NULL ? note->words : files[i].text);
      g_assert_cmpuint (jly_sheet_get_n_rows (sheet), ==, files[i].n_rows);
      g_assert_cmpint (note != NULL ? (int)note->kind : -1, ==, files[i].kind);
      if (note != NULL)
        g_assert_cmpuint (note->row, ==, files[i].row);
      g_assert_true (note == NULL || note->is_question == (left == NULL));
    }
  g_assert_cmpuint (jly_sheet_get_n_rows (kept), ==, 3);
  g_assert_nonnull (jly_sheet_find_note (kept, JLY_NOTE_TOTALS_KEPT));
}

static void
test_notes (void)
{
  g_autoptr (JlySheet) sheet
      = parse ("Our figures;;;;\nof 2025;;;;\n;a;;b;\n;1;;2;\n;;;;\n;3;;4;\n;;;;\n");

  g_assert_cmpuint (jly_sheet_get_n_columns (sheet), ==, 2);
  g_assert_cmpstr (jly_sheet_get_cell (sheet, 1, 1), ==, "4");
  g_assert_cmpuint (jly_sheet_find_note (sheet, JLY_NOTE_TITLE_ROWS)->count, ==, 2);
  g_assert_cmpuint (jly_sheet_find_note (sheet, JLY_NOTE_TITLE_ROWS)->row, ==, 1);
  g_assert_cmpuint (jly_sheet_find_note (sheet, JLY_NOTE_EMPTY_ROWS)->count, ==, 1);
  g_assert_cmpuint (jly_sheet_find_note (sheet, JLY_NOTE_EMPTY_ROWS)->row, ==, 5);
  g_assert_cmpuint (jly_sheet_find_note (sheet, JLY_NOTE_EMPTY_COLUMNS)->count, ==, 2);
  g_assert_cmpstr (jly_sheet_find_note (sheet, JLY_NOTE_DELIMITER)->words, ==,
                   "Read as semicolon-separated: 5 of the first 5 rows then have 5 cells.");
}

static void
check_left (JlySheet *sheet, guint number, guint64 file_row, gsize n_above, JlySheetLeftReason why)
{
  const JlySheetLeft *left;

  g_assert_cmpuint (number, <, jly_sheet_get_left (sheet)->len);
  left = &g_array_index (jly_sheet_get_left (sheet), JlySheetLeft, number);
  g_assert_cmpuint (left->file_row, ==, file_row);
  g_assert_cmpuint (left->n_above, ==, n_above);
  g_assert_cmpint (left->why, ==, why);
}

/* What is no record can still be shown where it stands; an edited sheet has the same. */
static void
test_left (void)
{
  const JlySheetOptions keep = { .keep_totals = TRUE };
  const char *text = "Our figures;;\n;;\nof 2025;;\n;a;b\n;x;1\n;y;2\n;Total;3\n\n;Source;\n";
  g_autoptr (JlySheet) sheet = parse (text);
  g_autoptr (JlySheet) kept = parse_with (text, &keep, NULL);
  g_autoptr (GHashTable) cells = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (JlySheet) edited = jly_sheet_new_edited (sheet, cells, NULL);

  g_assert_cmpuint (jly_sheet_get_left (sheet)->len, ==, 3);
  check_left (sheet, 0, 1, 0, JLY_LEFT_TITLE);
  check_left (sheet, 1, 3, 0, JLY_LEFT_TITLE);
  check_left (sheet, 2, 7, 2, JLY_LEFT_TOTAL);
  g_assert_cmpstr (jly_sheet_get_left_cell (sheet, 0, 0), ==, "Our figures");
  g_assert_cmpstr (jly_sheet_get_left_cell (sheet, 0, 1), ==, "");
  g_assert_cmpstr (jly_sheet_get_left_cell (sheet, 2, 1), ==, "3");
  g_assert_cmpstr (jly_sheet_get_left_cell (edited, 2, 0), ==, "Total");
  g_assert_cmpuint (jly_sheet_get_left (kept)->len, ==, 2);
}

static void
note_progress_cb (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
}

static void
test_preview (void)
{
  const guint n = 100000;
  g_autoptr (GString) text = g_string_new ("a,b\n");
  double last = 0;
  JlySheetOptions options = { .n_rows = 20, .progress = note_progress_cb, .progress_data = &last };
  g_autoptr (JlySheet) sheet = NULL;
  g_autoptr (JlySheet) whole = NULL;
  g_autoptr (JlySheet) small = parse_with ("a,b\n1,2\n3,4\n", &options, NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, "1234,5678\n");
  last = 0;
  sheet = parse_with (text->str, &options, NULL);
  g_assert_cmpfloat (last, <, 0.5);
  options.n_rows = 0;
  whole = parse_with (text->str, &options, NULL);
  g_assert_cmpfloat (last, ==, 1);
  g_assert_true (jly_sheet_is_preview (sheet));
  g_assert_cmpuint (jly_sheet_get_n_rows (sheet), ==, 20);
  g_assert_cmpfloat_with_epsilon ((double)jly_sheet_estimate_rows (sheet), n, n / 100);
  g_assert_nonnull (jly_sheet_find_note (sheet, JLY_NOTE_PREVIEW));
  g_assert_false (jly_sheet_is_preview (whole));
  g_assert_cmpuint (jly_sheet_estimate_rows (whole), ==, n);
  g_assert_false (jly_sheet_is_preview (small));
}

static void
shorten_cb (double fraction, gpointer data)
{
  g_assert_cmpint (truncate (data, 300 * 1024), ==, 0);
}

/* A file that another program writes to meanwhile. */
static void
test_shorter (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jly-sheet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "t.csv", NULL);
  g_autofree char *text = g_strnfill (1024 * 1024, '\n');
  const JlySheetOptions options = { .progress = shorten_cb, .progress_data = path };
  g_autoptr (GError) error = NULL;

  memcpy (text, "a,b\n1,2", 7);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_null (jly_sheet_load_with (path, &options, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  g_remove (path);
  g_rmdir (folder);
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

/* Column names of several rows: how many, whether it is asked, and the names with '|' between. */
static const struct
{
  const char *text;
  guint n_chosen;
  guint n_rows;
  gboolean is_asked;
  const char *names;
} name_rows[] = {
  { "Name;Sales;\n;2024;2025\nA;1;2\nB;3;4\n", 0, 2, FALSE, "Name|Sales 2024|Sales 2025" },
  { "Name;Sales;\n;2024;2025\n;EUR;EUR\nA;1;2\n", 0, 3, FALSE,
    "Name|Sales 2024 (EUR)|Sales 2025 (EUR)" },
  { "Name;Sales;Time\n;kEUR;in h\nA;1;2\n", 0, 2, FALSE, "Name|Sales (kEUR)|Time (h)" },
  { "Name;Sales;Time\nUnit;EUR;h\nA;1;2\n", 0, 2, FALSE, "Name|Sales (EUR)|Time (h)" },
  { "Name;Sales;Time\nGoods;EUR;h\nA;1;2\n", 0, 2, TRUE, "Name Goods|Sales (EUR)|Time (h)" },
  { "Title\n;Sales;\nName;2024;2025\nA;1;2\n", 0, 2, FALSE, "Name|Sales 2024|Sales 2025" },
  { "Name;Sales;;Staff\n;2024;2025;\nA;1;2;3\n", 0, 2, FALSE, "Name|Sales 2024|Sales 2025|Staff" },
  { "Name;Sales;\n;2024;Staff\nA;1;2\n", 0, 2, FALSE, "Name|Sales 2024|Staff" },
  /* Nothing but the first cell speaks against a record. */
  { "Name;Sales;Cost\n;2024;2025\nA;1;2\n", 0, 2, TRUE, "Name|Sales 2024|Cost 2025" },
  { "Name;Sales;Cost\n;2024;2025\nA;1;2\n", 1, 1, FALSE, "Name|Sales|Cost" },
  { "Name;Sales;Cost\n;2024;2025\nA;1;2\n", 2, 2, FALSE, "Name|Sales 2024|Cost 2025" },
  /* Records: they hold figures, or years among years, or nothing. */
  { "Name;Sales;Cost\n;5;6\nA;1;2\nB;3;4\n", 0, 1, TRUE, "Name|Sales|Cost" },
  { "Name;Sales;Cost\n;5;6\n;1;2\nB;3;4\n", 0, 1, FALSE, "Name|Sales|Cost" },
  { "Share\n5 %\n6 %\n", 0, 1, FALSE, "Share" },
  { "Name;Sales;Space\n;5,000;6,000\nA;1;2\nB;3;4\n", 0, 1, TRUE, "Name|Sales|Space" },
  { "Name;Sales;Space\n;5,000;10 m2\nA;1;2\nB;3;4\n", 0, 1, TRUE, "Name|Sales|Space" },
  { "Name;Sales;Space\n;€;m²\nA;1;2\nB;3;4\n", 0, 2, FALSE, "Name|Sales (€)|Space (m²)" },
  { "Name;Founded\n;1999\nA;2001\nB;2004\n", 0, 1, TRUE, "Name|Founded" },
  { "Year;Sales\n2024;1\n2025;2\n", 0, 1, FALSE, "Year|Sales" },
  { "Item;Unit;Quantity\nGas;kWh;\nOil;l;5\n", 0, 1, FALSE, "Item|Unit|Quantity" },
  { "Name;Sales;Cost\nA;n/a;-\nB;1;2\n", 0, 1, FALSE, "Name|Sales|Cost" },
  { "Name;Sales;Cost\nA;unknown;unknown\nB;1;2\nC;3;4\n", 0, 1, FALSE, "Name|Sales|Cost" },
  { "By;Anna;x\nName;Sales;Cost\nA;1;2\nB;1;2\n", 0, 1, FALSE, "By|Anna|x" },
};

static void
test_name_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (name_rows); i++)
    {
      const JlySheetOptions options = { .n_name_rows = name_rows[i].n_chosen };
      const char *text = name_rows[i].text;
      g_autoptr (GError) error = NULL;
      g_autoptr (JlySheet) sheet = jly_sheet_parse_with ("t.csv", (const guint8 *)text,
                                                         strlen (text), &options, NULL, &error);
      g_autoptr (GString) names = g_string_new (NULL);
      const JlySheetNote *note;

      g_assert_no_error (error);
      for (guint k = 0; k < jly_sheet_get_n_columns (sheet); k++)
        g_string_append_printf (names, "%s%s", k > 0 ? "|" : "", jly_sheet_get_header (sheet, k));
      g_assert_cmpstr (names->str, ==, name_rows[i].names);
      g_assert_cmpuint (jly_sheet_get_n_name_rows (sheet), ==, name_rows[i].n_rows);
      note = jly_sheet_find_note (sheet, JLY_NOTE_NAME_ROWS);
      g_assert_true ((note != NULL && note->is_question) == name_rows[i].is_asked);
      g_assert_true (note != NULL || name_rows[i].n_rows == 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/sheet/writings", test_writings);
  g_test_add_func ("/table/sheet/utf16", test_utf16);
  g_test_add_func ("/table/sheet/file-rows", test_file_rows);
  g_test_add_func ("/table/sheet/blocks", test_blocks);
  g_test_add_func ("/table/sheet/huge-cell", test_huge_cell);
  g_test_add_func ("/table/sheet/encodings", test_encodings);
  g_test_add_func ("/table/sheet/choices", test_choices);
  g_test_add_func ("/table/sheet/totals", test_totals);
  g_test_add_func ("/table/sheet/notes", test_notes);
  g_test_add_func ("/table/sheet/left", test_left);
  g_test_add_func ("/table/sheet/preview", test_preview);
  g_test_add_func ("/table/sheet/shorter", test_shorter);
  g_test_add_func ("/table/sheet/cancelled", test_cancelled);
  g_test_add_func ("/table/sheet/no-file", test_no_file);
  g_test_add_func ("/table/sheet/name-rows", test_name_rows);
  return g_test_run ();
}
