/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of figures as large as accounting programs write them, made here: how soon a preview is
 * there, and how long reading the file and recognizing each column take, beside what reading the
 * bytes and counting their lines takes. Each measurement runs in a process of its own, so that its
 * largest memory is its own, too. */
#include "config.h"

#include "bench/jly-bench.h"
#include "table/jly-column.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_COLUMNS 20
#define PREVIEW_ROWS 100
#define SHARED 1000 /* texts that cells of the spreadsheet share */

/* The next of a fixed order of numbers below n, so that each run has the same files. */
static guint
draw (guint64 *state, guint n)
{
  *state = *state * G_GUINT64_CONSTANT (6364136223846793005)
           + G_GUINT64_CONSTANT (1442695040888963407);
  return (guint)((*state >> 33) % n);
}

static void
append_row (GString *text, guint row, guint64 *state)
{
  static const char *const words[] = { "Roofing", "Steel", "Müll", "Tööd", "Glass", "Wood" };
  static const char *const remarks[] = { "", "-", "n/a", "late payment", "ok" };
  const guint day = 1 + draw (state, 28), month = 1 + draw (state, 12);

  g_string_append_printf (text, "C%07u;%u;2025-%02u-%02u;%02u.%02u.2024;%s;%s;", row,
                          10000000 + draw (state, 89999999), month, day, day, month,
                          words[draw (state, 6)], draw (state, 2) == 0 ? "yes" : "no");
  g_string_append_printf (text, "%s %s;Street %u, Tallinn;%u;%u;%u,%u;2025;",
                          words[draw (state, 6)], words[draw (state, 6)], draw (state, 200),
                          draw (state, 10000), draw (state, 250), draw (state, 200),
                          draw (state, 10));
  for (guint i = 0; i < 4; i++)
    g_string_append_printf (text, "%u,%02u;", draw (state, 9999999), draw (state, 100));
  g_string_append_printf (text, "-%u,%02u;%u %03u,%02u €;%u,%u %%;%s\n", draw (state, 99999),
                          draw (state, 100), 1 + draw (state, 999), draw (state, 1000),
                          draw (state, 100), draw (state, 100), draw (state, 10),
                          remarks[draw (state, 5)]);
}

static void
make_csv (const char *path, guint n_rows)
{
  g_autoptr (GString) text = g_string_new (
      "Customer ID;Register code;Invoice date;Due;Category;Paid;Name;Address;Quantity;Staff;Hours;"
      "Year;Turnover (EUR);Cost (EUR);Price;Discount;Balance;Amount;Share;Comment\n");
  guint64 state = 7;

  for (guint i = 0; i < n_rows; i++)
    append_row (text, i, &state);
  g_assert (g_file_set_contents (path, text->str, (gssize)text->len, NULL));
}

static void
add_part (struct archive *archive, const char *name, const GString *text)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t)text->len);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert (archive_write_header (archive, entry) == ARCHIVE_OK);
  g_assert (archive_write_data (archive, text->str, text->len) == (la_ssize_t)text->len);
  archive_entry_free (entry);
}

static void
add_text (struct archive *archive, const char *name, const char *text)
{
  g_autoptr (GString) copy = g_string_new (text);

  add_part (archive, name, copy);
}

/* Every fourth column is of texts that cells share, the others of numbers. */
static GString *
make_rows (guint n_rows)
{
  GString *rows = g_string_new ("<worksheet><sheetData>");
  guint64 state = 7;

  for (guint i = 0; i <= n_rows; i++)
    {
      g_string_append_printf (rows, "<row r=\"%u\">", i + 1);
      for (guint k = 0; k < N_COLUMNS; k++)
        {
          if (i == 0 || k % 4 == 0)
            g_string_append_printf (rows, "<c r=\"%c%u\" t=\"s\"><v>%u</v></c>", 'A' + (int)k,
                                    i + 1, i == 0 ? k : draw (&state, SHARED));
          else
            g_string_append_printf (rows, "<c r=\"%c%u\"><v>%u.%u</v></c>", 'A' + (int)k, i + 1,
                                    draw (&state, 1000000), 1 + draw (&state, 9));
        }
      g_string_append (rows, "</row>");
    }
  g_string_append (rows, "</sheetData></worksheet>");
  return rows;
}

static void
make_xlsx (const char *path, guint n_rows)
{
  struct archive *archive = archive_write_new ();
  GString *rows = make_rows (n_rows);
  g_autoptr (GString) strings = g_string_new ("<sst>");

  for (guint i = 0; i < SHARED; i++)
    g_string_append_printf (strings, "<si><t>text %u</t></si>", i);
  g_string_append (strings, "</sst>");
  archive_write_set_format_zip (archive);
  g_assert (archive_write_open_filename (archive, path) == ARCHIVE_OK);
  add_text (archive, "xl/workbook.xml", "<workbook><sheet name=\"a\" id=\"1\"/></workbook>");
  add_text (archive, "xl/_rels/workbook.xml.rels",
            "<r><Relationship Id=\"1\" Target=\"s.xml\"/></r>");
  add_part (archive, "xl/sharedStrings.xml", strings);
  add_part (archive, "xl/s.xml", rows);
  g_assert (archive_write_close (archive) == ARCHIVE_OK);
  archive_write_free (archive);
  g_string_free (rows, TRUE);
}

static double
get_used (void)
{
  struct rusage used;

  getrusage (RUSAGE_SELF, &used);
  return (double)used.ru_utime.tv_sec + (double)used.ru_stime.tv_sec
         + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void
report (const char *what, double seconds)
{
  struct rusage used;

  getrusage (RUSAGE_SELF, &used);
  g_print ("  %-34s %7.3f s of one core, %4ld MiB at most\n", what, seconds, used.ru_maxrss / 1024);
}

static void
count_lines (const char *path)
{
  const double start = get_used ();
  g_autofree char *block = g_malloc (1 << 18);
  g_autofree char *what = NULL;
  FILE *file = g_fopen (path, "r");
  gsize n, lines = 0;

  while ((n = fread (block, 1, 1 << 18, file)) > 0)
    for (char *at = block; (at = memchr (at, '\n', n - (gsize)(at - block))) != NULL; at++)
      lines++;
  fclose (file);
  what = g_strdup_printf ("reading bytes, %zu lines", lines);
  report (what, get_used () - start);
}

static void
preview (const char *path)
{
  const JlySheetOptions options = { .n_rows = PREVIEW_ROWS };
  const double start = get_used ();
  g_autoptr (JlySheet) sheet = jly_sheet_load_with (path, &options, NULL, NULL);

  g_assert (jly_sheet_is_preview (sheet));
  g_ptr_array_unref (jly_column_recognize_all (sheet, NULL, NULL, NULL));
  report ("preview", get_used () - start);
}

static void
import (const char *path)
{
  const double start = get_used ();
  g_autoptr (JlySheet) sheet = jly_sheet_load_with (path, NULL, NULL, NULL);
  const double loaded = get_used ();

  report ("reading", loaded - start);
  g_ptr_array_unref (jly_column_recognize_all (sheet, NULL, NULL, NULL));
  report ("recognizing, with exact totals", get_used () - loaded);
}

/* In a process of its own. */
static void
measure (void (*job) (const char *path), const char *path)
{
  const pid_t child = fork ();
  int status;

  g_assert (child >= 0);
  if (child == 0)
    {
      job (path);
      _exit (0);
    }
  g_assert (waitpid (child, &status, 0) == child && status == 0);
}

static void
measure_file (const char *folder,
              const char *name,
              void (*make) (const char *path, guint n_rows),
              guint n_rows)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf about;
  const pid_t child = fork ();

  /* What making it leaves in memory is no part of the measurement. */
  if (child == 0)
    {
      make (path, n_rows);
      _exit (0);
    }
  g_assert (child > 0 && waitpid (child, NULL, 0) == child && g_stat (path, &about) == 0);
  g_print ("%s, %u rows of %d columns, %.0f MiB\n", name, n_rows, N_COLUMNS,
           (double)about.st_size / (1 << 20));
  measure (count_lines, path);
  measure (preview, path);
  for (guint i = 0; i < (bench_is_quick () ? 1 : 3); i++)
    measure (import, path);
  g_remove (path);
}

void
bench_table (void)
{
  const guint part = bench_is_quick () ? 10 : 1;
  g_autofree char *folder = g_dir_make_tmp ("jly-bench-XXXXXX", NULL);

  measure_file (folder, "figures.csv", make_csv, 1000000 / part);
  measure_file (folder, "figures.xlsx", make_xlsx, 100000 / part);
  g_rmdir (folder);
}
