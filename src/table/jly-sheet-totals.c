/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Totals rows: one at a table's end, and subtotals below each group of rows. A row that would be
 * counted as one record more would double every sum; a record that is taken for a total would be
 * lost. So two signs are needed to leave a row out: it calls itself a total, and its figures are
 * exactly the sums of those above. One sign alone keeps the row and asks.
 *
 * Rows are looked at from the top, so that a total at the end is compared with records and not with
 * subtotals. A subtotal is compared with the rows since the last one, which takes every row once.
 */
#include "config.h"

#include "table/jly-sheet-private.h"

#include "table/jly-amount-private.h"
#include "table/jly-columns.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LAST_ROWS 5   /* what is no subtotal is looked for in so many rows at the end */
#define ROWS_LEAST 2  /* above a totals row: the sum of one row is the row itself */
#define KEPT_MOST 9   /* subtotals that are asked about; a name that is no total may come often */
#define LEFT_MOST 999 /* subtotals that are left out: each moves all rows below it */

/* The walk down the rows. */
typedef struct
{
  JlySheet *self;
  const JlySheetOptions *options;
  JlyMarkScan *scans; /* of each column that was looked at */
  gboolean *has_scan;
  gsize row;
  gsize block; /* the first row below the last one that is called a total */
  guint n_left, n_kept;
} Walk;

/* What a row's figures say. */
typedef struct
{
  guint n_figures; /* columns in which it has one */
  guint n_equal;   /* of them: exactly the sum of the rows above */
  guint differing; /* a column where it is not, n_columns for none */
} Sums;

/* A first look that costs next to nothing: most rows begin with something else. */
static gboolean
may_be_total_word (const char *cell)
{
  static const char beginnings[][4] = { "tot", "gra", "sum", "sub", "ges", "ins", "zwi",
                                        "kok", "yht", "som", "raz", "kop", "vis", "i\xc5" };

  if (strchr ("tgsizkyrvTGSIZKYRV", *cell) == NULL && (guchar)*cell < 0x80
      && !g_ascii_isspace (*cell))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (cell, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  return (guchar)*cell >= 0x80 || g_ascii_isspace (*cell);
}

static gboolean
is_total_word (const char *cell)
{
  static const char *const words[]
      = { "total",         "totals", "grand total", "sum",         "subtotal",
          "sub total",     "summe",  "gesamt",      "gesamtsumme", "insgesamt",
          "zwischensumme", "kokku",  "summa",       "yhteensä",    "totaal",
          "totale",        "somme",  "suma",        "razem",       "kopā",
          "iš viso",       "viso",   "итого",       "всего",       NULL };
  g_autofree char *folded = NULL;
  gsize length;

  if (strlen (cell) > 64)
    return FALSE;
  folded = jly_header_fold (cell);
  for (guint i = 0; words[i] != NULL; i++)
    {
      length = strlen (words[i]);
      if (strncmp (folded, words[i], length) == 0
          && (folded[length] == '\0' || folded[length] == ' '))
        return TRUE;
    }
  return FALSE;
}

/* The row's first cell that holds anything, if that calls the row a total; else n_columns. */
static guint
find_total_word (JlySheet *self, gsize row)
{
  for (guint k = 0; k < self->n_columns; k++)
    {
      const char *cell = jly_sheet_get_cell (self, row, k);

      if (!jly_sheet_is_blank (cell))
        return may_be_total_word (cell) && is_total_word (cell) ? k : self->n_columns;
    }
  return self->n_columns;
}

/* Hours are added up, percentages are not. */
static gboolean
read_with_unit (const char *cell, JlyAmountFormat *format, gint64 *value)
{
  AmountParts parts;
  gboolean read = FALSE;

  if (jly_amount_take_apart (cell, &parts) == JLY_AMOUNT_OK && parts.words != NULL
      && jly_unit_is_known (parts.words))
    {
      format->currency = NULL;
      format->unit = parts.words;
      read = jly_amount_read_signed (cell, format, value) == JLY_AMOUNT_OK;
    }
  g_free (parts.words);
  return read;
}

/* Reads a cell at the widest scale with the column's mark; FALSE for what is no figure. */
static gboolean
read_figure (JlySheet *self, gsize row, guint column, JlyDecimalMark mark, gint64 *value)
{
  const char *cell = jly_sheet_peek (self, row, column);
  JlyAmountFormat format
      = { .scale = JLY_AMOUNT_SCALE_MAX,
          .max = G_MAXINT64,
          .currency = "",
          .mark = jly_sheet_peek_number (self, row, column) ? JLY_MARK_POINT : mark };

  return jly_amount_read_signed (cell, &format, value) == JLY_AMOUNT_OK
         || read_with_unit (cell, &format, value);
}

/* Whether value is the sum of the column's cells from first on to the row above. Figures with a
 * doubtful mark are no ground to leave a row out. */
static gboolean
is_sum (const Walk *walk, gsize first, guint column, gint64 value)
{
  __int128 sum = 0;

  for (gsize i = first; i < walk->row; i++)
    {
      gint64 above;

      if (read_figure (walk->self, i, column, walk->scans[column].mark, &above))
        sum += above;
    }
  return sum == value;
}

static void
scan_column (Walk *walk, guint column)
{
  if (!walk->has_scan[column])
    walk->scans[column] = jly_columns_scan_marks (walk->self, column);
  walk->has_scan[column] = TRUE;
}

/* Compares the row's figures with the sums of the rows from first on. */
static Sums
add_up (Walk *walk, gsize first)
{
  JlySheet *self = walk->self;
  Sums sums = { .differing = self->n_columns };

  for (guint k = 0; k < self->n_columns; k++)
    {
      gint64 value;

      /* A first look at the cell alone: most rows have words in most columns. */
      if (strpbrk (jly_sheet_get_cell (self, walk->row, k), "0123456789") == NULL)
        continue;
      scan_column (walk, k);
      if (!read_figure (self, walk->row, k, walk->scans[k].mark, &value))
        continue;
      sums.n_figures++;
      if (is_sum (walk, first, k, value))
        sums.n_equal++;
      else if (sums.differing == self->n_columns)
        sums.differing = k;
    }
  return sums;
}

static gboolean
are_equal (const Sums *sums)
{
  return sums->n_figures > 0 && sums->n_equal == sums->n_figures;
}

static void
remove_row (JlySheet *self, gsize row)
{
  self->n_rows--;
  memmove (self->records + row, self->records + row + 1,
           (self->n_rows - row) * sizeof *self->records);
}

static void
note_left (JlySheet *self, gsize row, guint word)
{
  const guint64 file_row = jly_sheet_get_file_row (self, row);
  g_autofree char *quoted = jly_table_quote (jly_sheet_get_cell (self, row, word));

  jly_sheet_add_note (
      self, JLY_NOTE_TOTALS_LEFT, file_row, 1, FALSE,
      g_strdup_printf (_ ("Row %u is left out: it is called “%s” and its figures are the sums of "
                          "those above. Keep it if it is a record of its own."),
                       (guint)file_row, quoted));
}

static void
note_kept (JlySheet *self, gsize row, guint word, const Sums *sums, gboolean is_chosen)
{
  const guint64 file_row = jly_sheet_get_file_row (self, row);
  g_autofree char *quoted
      = jly_table_quote (word < self->n_columns ? jly_sheet_get_cell (self, row, word) : "");
  char *words;

  if (is_chosen)
    words = g_strdup_printf (_ ("Row %u, “%s”, is kept as you chose, though its figures are the "
                                "sums of those above."),
                             (guint)file_row, quoted);
  else if (word == self->n_columns)
    words
        = g_strdup_printf (_ ("Row %u is kept, but its figures are the sums of those above: if it "
                              "is no record, leave it out."),
                           (guint)file_row);
  else if (sums->n_figures == 0)
    words
        = g_strdup_printf (_ ("Row %u is kept, but it is called “%s” and has no figures: if it is "
                              "no record, leave it out."),
                           (guint)file_row, quoted);
  else
    words = g_strdup_printf (
        _ ("Row %u is kept, but it is called “%s”, and “%s” is not the sum of the figures above: "
           "if it is no record, leave it out."),
        (guint)file_row, quoted, self->headers[MIN (sums->differing, self->n_columns - 1)]);
  jly_sheet_add_note (self, JLY_NOTE_TOTALS_KEPT, file_row, 1, !is_chosen, words);
}

/* A row that says nothing about itself in the first column, where the row above does. */
static gboolean
is_unnamed (JlySheet *self, gsize row)
{
  return self->n_columns > 1 && jly_sheet_is_blank (jly_sheet_get_cell (self, row, 0))
         && !jly_sheet_is_blank (jly_sheet_get_cell (self, row - 1, 0));
}

/* At the end with all rows above, and above it with those of its own group. */
static Sums
compare (Walk *walk, gboolean is_at_end)
{
  const Sums of_all = is_at_end ? add_up (walk, 0) : (Sums){ .n_figures = 0 };
  Sums of_group;

  if (are_equal (&of_all) || (is_at_end && walk->block == 0))
    return of_all;
  of_group = add_up (walk, walk->block);
  return !is_at_end || are_equal (&of_group) ? of_group : of_all;
}

/* TRUE if the row was left out. */
static gboolean
look_at_row (Walk *walk, guint word, gboolean is_at_end)
{
  JlySheet *self = walk->self;
  const gboolean is_named = word < self->n_columns;
  Sums sums;
  gboolean is_total;

  if (!is_named && !is_unnamed (self, walk->row))
    return FALSE;
  sums = compare (walk, is_at_end);
  is_total = are_equal (&sums);
  if (is_named && is_total && !walk->options->keep_totals)
    {
      note_left (self, walk->row, word);
      remove_row (self, walk->row);
      return TRUE;
    }
  if (is_named || is_total)
    note_kept (self, walk->row, word, &sums, is_named && is_total);
  return FALSE;
}

/* Looks at the walk's row and goes on to the next. */
static void
take_step (Walk *walk)
{
  JlySheet *self = walk->self;
  const gboolean is_at_end = walk->row + LAST_ROWS >= self->n_rows;
  const gboolean is_searched = is_at_end || (walk->n_left < LEFT_MOST && walk->n_kept < KEPT_MOST);
  const guint word = is_searched ? find_total_word (self, walk->row) : self->n_columns;
  gboolean is_left;

  if (word == self->n_columns && !is_at_end)
    {
      walk->row++;
      return;
    }
  is_left = look_at_row (walk, word, is_at_end);
  walk->n_left += is_left;
  walk->n_kept += !is_left && word < self->n_columns;
  walk->row += !is_left;
  if (word < self->n_columns)
    walk->block = walk->row;
}

void
jly_sheet_find_totals (JlySheet *self, const JlySheetOptions *options)
{
  g_autofree JlyMarkScan *scans = g_new0 (JlyMarkScan, self->n_columns);
  g_autofree gboolean *has_scan = g_new0 (gboolean, self->n_columns);
  Walk walk = {
    .self = self, .options = options, .scans = scans, .has_scan = has_scan, .row = ROWS_LEAST
  };

  /* The end of a preview is not the table's. */
  if (self->is_preview)
    return;
  while (walk.row < self->n_rows)
    take_step (&walk);
}
