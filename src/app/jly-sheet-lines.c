/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet-lines.h. */
#include "config.h"

#include "app/jly-sheet-lines.h"

#include <glib/gi18n.h>

static const JlySheetLeft *
get_left (JlySheet *sheet, guint number)
{
  return &g_array_index (jly_sheet_get_left (sheet), JlySheetLeft, number);
}

gsize
jly_sheet_lines_count (JlySheet *sheet)
{
  return jly_sheet_get_n_rows (sheet) + jly_sheet_get_left (sheet)->len;
}

/* How many of those that were left out have their line before this one. */
static guint
count_left_before (JlySheet *sheet, gsize at)
{
  guint from = 0, to = jly_sheet_get_left (sheet)->len;

  while (from < to)
    {
      const guint middle = from + (to - from) / 2;

      if (get_left (sheet, middle)->n_above + middle < at)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

JlySheetLine
jly_sheet_lines_get (JlySheet *sheet, gsize at)
{
  const guint n = count_left_before (sheet, at);
  const JlySheetLeft *next = n < jly_sheet_get_left (sheet)->len ? get_left (sheet, n) : NULL;

  if (next != NULL && next->n_above + n == at)
    return (JlySheetLine){ .row = next->n_above, .left = next, .number = n };
  return (JlySheetLine){ .row = at - n };
}

gsize
jly_sheet_lines_find (JlySheet *sheet, gsize row)
{
  guint from = 0, to = jly_sheet_get_left (sheet)->len;

  while (from < to)
    {
      const guint middle = from + (to - from) / 2;

      if (get_left (sheet, middle)->n_above <= row)
        from = middle + 1;
      else
        to = middle;
    }
  return row + from;
}

guint64
jly_sheet_line_get_file_row (JlySheet *sheet, const JlySheetLine *line)
{
  return line->left != NULL ? line->left->file_row : jly_sheet_get_file_row (sheet, line->row);
}

const char *
jly_sheet_line_get_cell (JlySheet *sheet, const JlySheetLine *line, guint column)
{
  return line->left != NULL ? jly_sheet_get_left_cell (sheet, line->number, column)
                            : jly_sheet_get_cell (sheet, line->row, column);
}

const char *
jly_sheet_line_get_reason (const JlySheetLine *line)
{
  if (line->left == NULL)
    return NULL;
  switch (line->left->why)
    {
    case JLY_LEFT_TITLE:
      return _ ("Left out: it stands above the column names.");
    case JLY_LEFT_TOTAL:
      return _ ("Left out: its figures are the sums of the rows above.");
    case JLY_LEFT_BY_HAND:
    default:
      return _ ("Left out by you: it does not count.");
    }
}

char *
jly_sheet_line_dup_number (JlySheet *sheet, const JlySheetLine *line)
{
  const guint number = (guint)jly_sheet_line_get_file_row (sheet, line);

  if (line->left == NULL)
    return g_strdup_printf ("%u", number);
  switch (line->left->why)
    {
    case JLY_LEFT_TITLE:
      /* Translators: beside a row that does not count, in little room; %u is its number. */
      return g_strdup_printf (_ ("title: %u"), number);
    case JLY_LEFT_TOTAL:
      /* Translators: beside a row that does not count, in little room; %u is its number. */
      return g_strdup_printf (_ ("total: %u"), number);
    case JLY_LEFT_BY_HAND:
    default:
      /* Translators: beside a row that does not count, in little room; %u is its number. */
      return g_strdup_printf (_ ("out: %u"), number);
    }
}

guint
jly_sheet_line_count_free (JlySheet *sheet, const JlySheetLine *line, guint column)
{
  const guint n_columns = jly_sheet_get_n_columns (sheet);
  guint n = 0;

  if (line->left == NULL)
    return 0;
  while (column + n + 1 < n_columns
         && *jly_sheet_line_get_cell (sheet, line, column + n + 1) == '\0')
    n++;
  return n;
}
