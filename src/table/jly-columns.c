/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-columns.h. */
#include "config.h"

#include "table/jly-columns.h"
#include "table/jly-amount-private.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEADERS_SHOWN 12

static JlyTablePlace
get_header_place (JlySheet *sheet)
{
  return (JlyTablePlace){ .file = jly_sheet_get_name (sheet),
                          .row = jly_sheet_get_header_row (sheet) };
}

static void
add_names (GHashTable *set, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *folded = jly_header_fold (list[i]);

      if (folded[0] != '\0')
        g_hash_table_add (set, g_steal_pointer (&folded));
    }
}

/* The names, folded. English ones are accepted whatever the person's language is: files travel. */
static GHashTable *
make_set (const char *names)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_names (set, names);
  add_names (set, _ (names));
  return set;
}

static char **
fold_headers (JlySheet *sheet)
{
  const guint n = jly_sheet_get_n_columns (sheet);
  char **folded = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    folded[i] = jly_header_fold (jly_sheet_get_header (sheet, i));
  return folded;
}

static char *
list_headers (JlySheet *sheet)
{
  const guint n = jly_sheet_get_n_columns (sheet);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n && i < HEADERS_SHOWN; i++)
    {
      g_autofree char *quoted = jly_table_quote (jly_sheet_get_header (sheet, i));

      g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", quoted);
    }
  if (n > HEADERS_SHOWN)
    g_string_append (list, ", …");
  return g_string_free (list, FALSE);
}

static gboolean
fail_missing (JlySheet *sheet, const JlyWantedColumn *wanted, GError **error)
{
  const JlyTablePlace place = get_header_place (sheet);
  g_autofree char *headers = list_headers (sheet);
  g_auto (GStrv) names = g_strsplit (_ (wanted->names), "|", -1);
  g_autofree char *list = g_strjoinv (", ", names);
  g_autofree char *next = g_strdup_printf (
      _ ("Call the right one “%s”; these are understood, too: %s."), _ (wanted->title), list);

  return jly_table_fail (error, &place, next, _ ("No column is called “%s”; there are %s."),
                         _ (wanted->title), headers);
}

static gboolean
fail_twice (JlySheet *sheet, const JlyWantedColumn *wanted, guint a, guint b, GError **error)
{
  const JlyTablePlace place = get_header_place (sheet);
  g_autofree char *first = jly_table_quote (jly_sheet_get_header (sheet, a));
  g_autofree char *second = jly_table_quote (jly_sheet_get_header (sheet, b));

  return jly_table_fail (error, &place, _ ("Rename one of the two, or leave it out."),
                         _ ("Columns %u (“%s”) and %u (“%s”) could both be “%s”."), a + 1, first,
                         b + 1, second, _ (wanted->title));
}

/* Sets *found if a column has one of the names; FALSE if two have. */
static gboolean
find_named (JlySheet *sheet,
            char **folded,
            const JlyWantedColumn *wanted,
            const char *names,
            int *found,
            GError **error)
{
  g_autoptr (GHashTable) set = make_set (names);

  for (guint i = 0; folded[i] != NULL; i++)
    {
      if (!g_hash_table_contains (set, folded[i]))
        continue;
      if (*found >= 0)
        return fail_twice (sheet, wanted, (guint)*found, i, error);
      *found = (int)i;
    }
  return TRUE;
}

gboolean
jly_columns_match (
    JlySheet *sheet, const JlyWantedColumn *wanted, guint n, int *found, GError **error)
{
  g_auto (GStrv) folded = fold_headers (sheet);

  for (guint i = 0; i < n; i++)
    {
      found[i] = -1;
      if (!find_named (sheet, folded, &wanted[i], wanted[i].title, &found[i], error))
        return FALSE;
      if (found[i] < 0
          && !find_named (sheet, folded, &wanted[i], wanted[i].names, &found[i], error))
        return FALSE;
      if (found[i] < 0 && !wanted[i].is_optional)
        return fail_missing (sheet, &wanted[i], error);
    }
  return TRUE;
}

gboolean
jly_columns_check_header (JlySheet *sheet, guint column, const char *currency, GError **error)
{
  const JlyTablePlace place = get_header_place (sheet);
  const char *header = jly_sheet_get_header (sheet, column);
  g_autofree char *quoted = jly_table_quote (header);
  g_autofree char *folded = jly_name_fold (header);
  g_autofree char *bracketed = jly_header_dup_bracketed (header);
  const char *named = jly_currency_find_among (folded);

  if (named == NULL)
    named = jly_currency_find_among (bracketed);
  if (jly_words_multiply (bracketed))
    return jly_table_fail (error, &place,
                           _ ("Write the full figures and take the word out of the column’s name."),
                           _ ("“%s” says that its figures are not written out in full."), quoted);
  if (currency != NULL && named != NULL && !g_str_equal (named, currency))
    return jly_table_fail (error, &place, _ ("Convert the figures and rename the column."),
                           _ ("“%s” is not in %s."), quoted, jly_currency_name (currency));
  return TRUE;
}

static gboolean
fail_contradiction (
    JlySheet *sheet, gsize row, gsize earlier, guint column, const char *title, GError **error)
{
  const JlyTablePlace place = { .file = jly_sheet_get_name (sheet),
                                .row = jly_sheet_get_file_row (sheet, row),
                                .column = title };
  g_autofree char *here = jly_table_quote (jly_sheet_get_cell (sheet, row, column));
  g_autofree char *there = jly_table_quote (jly_sheet_get_cell (sheet, earlier, column));

  return jly_table_fail (error, &place,
                         _ ("Mark the decimals of the whole column in the same way."),
                         _ ("“%s” marks its decimals in another way than “%s” in row %u."), here,
                         there, (guint)jly_sheet_get_file_row (sheet, earlier));
}

/* The number is taken without the words beside it, which may hold marks of their own. */
char *
jly_columns_explain_doubtful (const char *cell)
{
  AmountParts parts;
  const gboolean is_doubtful = jly_amount_look (cell) == JLY_EVIDENCE_DOUBTFUL;
  const char *mark;
  int n_whole, n_decimals = 3;

  g_return_val_if_fail (is_doubtful, NULL);
  jly_amount_take_apart (cell, &parts);
  g_free (parts.words);
  mark = strpbrk (parts.body, ".,");
  n_whole = (int)(mark - parts.body);
  while (n_decimals > 1 && mark[n_decimals] == '0')
    n_decimals--;
  return g_strdup_printf (
      _ ("Write %.*s%.3s if the mark separates thousands, or %.*s%c%.*s%s if it marks decimals."),
      n_whole, parts.body, mark + 1, n_whole, parts.body, *mark, n_decimals, mark + 1,
      n_decimals == 3 ? "0" : "");
}

static gboolean
fail_doubtful (JlySheet *sheet, gsize row, guint column, const char *title, GError **error)
{
  const JlyTablePlace place = { .file = jly_sheet_get_name (sheet),
                                .row = jly_sheet_get_file_row (sheet, row),
                                .column = title };
  g_autofree char *quoted = jly_table_quote (jly_sheet_get_cell (sheet, row, column));
  g_autofree char *next = jly_columns_explain_doubtful (jly_sheet_get_cell (sheet, row, column));

  return jly_table_fail (error, &place, next, _ ("“%s” can be read in two ways."), quoted);
}

/* A spreadsheet's own numbers are never doubtful. */
static JlyMarkEvidence
look_at_cell (JlySheet *sheet, gsize row, guint column)
{
  const char *cell = jly_sheet_get_cell (sheet, row, column);

  if (!jly_sheet_is_number (sheet, row, column))
    return jly_amount_look (cell);
  return strchr (cell, '.') != NULL ? JLY_EVIDENCE_POINT : JLY_EVIDENCE_NONE;
}

JlyMarkScan
jly_columns_scan_marks (JlySheet *sheet, guint column)
{
  const gsize n = jly_sheet_get_n_rows (sheet);
  JlyMarkScan scan = { .mark = JLY_MARK_NONE, .decided = n, .contradicting = n, .doubtful = n };

  for (gsize i = 0; i < n && scan.contradicting == n; i++)
    {
      const JlyMarkEvidence evidence = look_at_cell (sheet, i, column);
      const JlyDecimalMark said = evidence == JLY_EVIDENCE_POINT ? JLY_MARK_POINT : JLY_MARK_COMMA;

      if (evidence == JLY_EVIDENCE_DOUBTFUL && scan.doubtful == n)
        scan.doubtful = i;
      if (evidence != JLY_EVIDENCE_POINT && evidence != JLY_EVIDENCE_COMMA)
        continue;
      if (scan.mark == JLY_MARK_NONE)
        {
          scan.decided = i;
          scan.mark = said;
        }
      else if (said != scan.mark)
        scan.contradicting = i;
    }
  return scan;
}

gboolean
jly_columns_find_mark (
    JlySheet *sheet, guint column, const char *title, JlyDecimalMark *mark, GError **error)
{
  const gsize n = jly_sheet_get_n_rows (sheet);
  const JlyMarkScan scan = jly_columns_scan_marks (sheet, column);

  *mark = scan.mark;
  if (scan.contradicting < n)
    return fail_contradiction (sheet, scan.contradicting, scan.decided, column, title, error);
  if (scan.mark == JLY_MARK_NONE && scan.doubtful < n)
    return fail_doubtful (sheet, scan.doubtful, column, title, error);
  return TRUE;
}

gboolean
jly_columns_read_amount (JlySheet *sheet,
                         gsize row,
                         guint column,
                         const char *title,
                         const JlyAmountFormat *format,
                         guint64 *steps,
                         GError **error)
{
  const char *cell = jly_sheet_get_cell (sheet, row, column);
  const JlyTablePlace place = { .file = jly_sheet_get_name (sheet),
                                .row = jly_sheet_get_file_row (sheet, row),
                                .column = title };
  const JlyAmountProblem problem = jly_amount_read (cell, format, steps);
  g_autofree char *what = NULL;
  const char *next = NULL;

  if (problem == JLY_AMOUNT_OK)
    return TRUE;
  what = jly_amount_explain (problem, cell, format, &next);
  return jly_table_fail (error, &place, next, "%s", what);
}
