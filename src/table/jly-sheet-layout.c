/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which record of the grid is the header, and which rows and columns hold anything. */
#include "config.h"

#include "table/jly-sheet-private.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The header is looked for among so many records. */
#define HEADER_RECORDS 50

gboolean
jly_sheet_is_blank (const char *cell)
{
  while (g_unichar_isspace (g_utf8_get_char (cell)))
    cell = g_utf8_next_char (cell);
  return *cell == '\0';
}

static guint
count_filled (const JlyGrid *grid, gsize record)
{
  const guint n = jly_grid_count_cells (grid, record);
  guint filled = 0;

  for (guint i = 0; i < n; i++)
    filled += !jly_sheet_is_blank (jly_grid_get_cell (grid, record, i));
  return filled;
}

guint
jly_sheet_measure_record (JlySheet *self, gsize record)
{
  guint n = jly_grid_count_cells (&self->grid, record);

  while (n > 0 && jly_sheet_is_blank (jly_grid_get_cell (&self->grid, record, n - 1)))
    n--;
  return n;
}

/* The first record that is about as wide as the table; title lines above it are narrower by far. */
static gboolean
find_header (JlySheet *self)
{
  const gsize n = MIN (self->grid.n_records, HEADER_RECORDS);
  guint widest = 0;

  for (gsize i = 0; i < n; i++)
    widest = MAX (widest, count_filled (&self->grid, i));
  for (gsize i = 0; i < n; i++)
    if (widest > 0 && count_filled (&self->grid, i) * 2 > widest)
      {
        self->header = i;
        return TRUE;
      }
  return FALSE;
}

static void
note_titles (JlySheet *self)
{
  gsize n = 0, first = 0;
  g_autofree char *quoted = NULL;

  for (gsize i = self->header; i > 0; i--)
    if (count_filled (&self->grid, i - 1) > 0)
      {
        n++;
        first = i - 1;
      }
  if (n == 0)
    return;
  for (guint k = 0; quoted == NULL; k++)
    if (!jly_sheet_is_blank (jly_grid_get_cell (&self->grid, first, k)))
      quoted = jly_table_quote (jly_grid_get_cell (&self->grid, first, k));
  jly_sheet_add_note (
      self, JLY_NOTE_TITLE_ROWS, first + 1, n, FALSE,
      /* Translators: number of rows, the first one's text, and the row of the column names. */
      g_strdup_printf (ngettext ("%zu row above the column names is left out (“%s”): the names are "
                                 "in row %zu.",
                                 "%zu rows above the column names are left out, the first is “%s”: "
                                 "the names are in row %zu.",
                                 n),
                       n, quoted, self->header + 1));
}

/* A row that is wider than the header would be read shifted: most often it is a decimal comma in a
 * file whose cells are separated by commas. */
static gboolean
check_width (JlySheet *self, gsize record, guint width, GError **error)
{
  const JlyTablePlace place = { .file = self->name, .row = record + 1 };

  if (width <= self->n_wide)
    return TRUE;
  return jly_table_fail (
      error, &place,
      _ ("Put a cell that holds the separator into quotation marks, or name every column."),
      _ ("This row has %u cells, but there are only %u column names."), width, self->n_wide);
}

/* Empty rows at the end are nothing that a person would see. */
static void
note_empty_rows (JlySheet *self, gsize n, gsize first)
{
  if (n > 0)
    jly_sheet_add_note (
        self, JLY_NOTE_EMPTY_ROWS, first + 1, n, FALSE,
        g_strdup_printf (ngettext ("%zu empty row is left out (row %zu).",
                                   "%zu empty rows are left out, the first is row %zu.", n),
                         n, first + 1));
}

static gboolean
take_rows (JlySheet *self, GError **error)
{
  const JlyTablePlace place = { .file = self->name };
  gsize n_empty = 0, n_empty_within = 0, first_empty = 0;

  self->records = g_new (guint32, self->grid.n_records);
  for (gsize i = self->header + self->n_name_rows; i < self->grid.n_records; i++)
    {
      const guint width = jly_sheet_measure_record (self, i);

      if (!check_width (self, i, width, error))
        return FALSE;
      if (width == 0)
        {
          first_empty = n_empty++ == 0 ? i : first_empty;
          continue;
        }
      n_empty_within = n_empty;
      self->records[self->n_rows++] = (guint32)i;
    }
  note_empty_rows (self, n_empty_within, first_empty);
  if (self->n_rows == 0)
    return jly_table_fail (error, &place, _ ("Add the rows with your figures and bring it again."),
                           _ ("There is a row of column names, but no figures below it."));
  return TRUE;
}

static gboolean
is_empty_column (const JlySheet *self, guint place)
{
  for (gsize i = 0; i < self->n_rows; i++)
    if (!jly_sheet_is_blank (jly_grid_get_cell (&self->grid, self->records[i], place)))
      return FALSE;
  return TRUE;
}

/* A column without a name but with cells stays: what it holds must be seen. */
static void
take_columns (JlySheet *self, char **names)
{
  gsize n_empty = 0;

  self->places = g_new (guint32, self->n_wide);
  self->headers = g_new0 (char *, self->n_wide + 1);
  for (guint i = 0; i < self->n_wide; i++)
    {
      if (names[i][0] == '\0' && is_empty_column (self, i))
        {
          n_empty++;
          continue;
        }
      self->places[self->n_columns] = i;
      self->headers[self->n_columns++] = g_strdup (names[i]);
    }
  if (n_empty > 0)
    jly_sheet_add_note (self, JLY_NOTE_EMPTY_COLUMNS, 0, n_empty, FALSE,
                        g_strdup_printf (ngettext ("%zu empty column is left out.",
                                                   "%zu empty columns are left out.", n_empty),
                                         n_empty));
}

static void
cut_preview (JlySheet *self, gsize most)
{
  if (most > 0 && self->n_rows > most)
    {
      if (!self->is_preview)
        self->n_records_estimated = self->grid.n_records;
      self->is_preview = TRUE;
      self->n_rows = most;
    }
  if (self->is_preview)
    jly_sheet_add_note (
        self, JLY_NOTE_PREVIEW, 0, self->n_rows, FALSE,
        g_strdup_printf (ngettext ("Only the first %zu row was read, of about %zu.",
                                   "Only the first %zu rows were read, of about %zu.",
                                   self->n_rows),
                         self->n_rows, jly_sheet_estimate_rows (self)));
}

gboolean
jly_sheet_lay_out (JlySheet *self, const JlySheetOptions *options, GError **error)
{
  const JlyTablePlace place = { .file = self->name };
  g_auto (GStrv) names = NULL;

  if (!find_header (self))
    return jly_table_fail (error, &place, _ ("Choose the file that holds your figures."),
                           _ ("This file is empty."));
  names = jly_sheet_join_names (self, options);
  note_titles (self);
  if (!take_rows (self, error))
    return FALSE;
  cut_preview (self, options->n_rows);
  take_columns (self, names);
  return TRUE;
}
