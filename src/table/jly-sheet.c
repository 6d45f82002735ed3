/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet.h. Which record is the header, and which rows and columns hold anything. */
#include "config.h"

#include "table/jly-sheet.h"

#include "base/jly-plain.h"
#include "table/jly-csv.h"
#include "table/jly-table-error.h"
#include "table/jly-text.h"
#include "table/jly-workbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The header is looked for among so many records. */
#define HEADER_RECORDS 50

struct _JlySheet
{
  gatomicrefcount refs;
  char *name;
  char *format;
  JlyGrid grid;
  gsize header;   /* its record */
  gsize *records; /* of the data rows that hold anything */
  gsize n_rows;
  char **headers;
  guint n_columns;
};

static gboolean
is_blank (const char *cell)
{
  while (g_ascii_isspace (*cell))
    cell++;
  return *cell == '\0';
}

static guint
count_filled (const JlyGrid *grid, gsize record)
{
  const guint n = jly_grid_count_cells (grid, record);
  guint filled = 0;

  for (guint i = 0; i < n; i++)
    filled += !is_blank (jly_grid_get_cell (grid, record, i));
  return filled;
}

/* Past the last cell that holds anything. */
static guint
measure_record (const JlyGrid *grid, gsize record)
{
  guint n = jly_grid_count_cells (grid, record);

  while (n > 0 && is_blank (jly_grid_get_cell (grid, record, n - 1)))
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
take_headers (JlySheet *self)
{
  self->n_columns = measure_record (&self->grid, self->header);
  self->headers = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    self->headers[i] = g_strstrip (g_strdup (jly_grid_get_cell (&self->grid, self->header, i)));
}

/* A row that is wider than the header would be read shifted: most often it is a decimal comma in a
 * file whose cells are separated by commas. */
static gboolean
check_width (JlySheet *self, gsize record, guint width, GError **error)
{
  const JlyTablePlace place = { .file = self->name, .row = record + 1 };

  if (width <= self->n_columns)
    return TRUE;
  return jly_table_fail (
      error, &place,
      _ ("Put a cell that holds the separator into quotation marks, or name every column."),
      _ ("This row has %u cells, but there are only %u column names."), width, self->n_columns);
}

static gboolean
take_rows (JlySheet *self, GError **error)
{
  const JlyTablePlace place = { .file = self->name };

  self->records = g_new (gsize, self->grid.n_records);
  for (gsize i = self->header + 1; i < self->grid.n_records; i++)
    {
      const guint width = measure_record (&self->grid, i);

      if (!check_width (self, i, width, error))
        return FALSE;
      if (width > 0)
        self->records[self->n_rows++] = i;
    }
  if (self->n_rows == 0)
    return jly_table_fail (error, &place, _ ("Add the rows with your figures and bring it again."),
                           _ ("There is a row of column names, but no figures below it."));
  return TRUE;
}

static char *
describe_format (char delimiter, const char *encoding)
{
  const char *separated = delimiter == ';'    ? _ ("semicolon-separated")
                          : delimiter == '\t' ? _ ("tab-separated")
                          : delimiter == '|'  ? _ ("separated by upright bars")
                                              : _ ("comma-separated");

  /* Translators: "comma-separated, UTF-8". */
  return g_strdup_printf (_ ("%s, %s"), separated, encoding);
}

/* Which record is the header, which rows hold anything. */
static gboolean
take_grid (JlySheet *self, GError **error)
{
  const JlyTablePlace place = { .file = self->name };

  if (!find_header (self))
    return jly_table_fail (error, &place, _ ("Choose the file that holds your figures."),
                           _ ("This file is empty."));
  take_headers (self);
  return take_rows (self, error);
}

static gboolean
read_text (
    JlySheet *self, const guint8 *bytes, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  JlyText text;
  gsize start;
  char delimiter;

  if (!jly_text_decode (self->name, bytes, n_bytes, &text, error))
    return FALSE;
  delimiter = jly_csv_find_delimiter (text.text, text.length, &start);
  self->format = describe_format (delimiter, text.encoding);
  return jly_csv_split (&self->grid, self->name, text.text, text.length, start, delimiter,
                        cancellable, error);
}

/* TRUE also for a file that is no spreadsheet; *is_read says whether it was one. */
static gboolean
read_workbook (
    JlySheet *self, const guint8 *bytes, gsize n_bytes, gboolean *is_read, GError **error)
{
  const JlyPackage package = { .name = self->name, .bytes = bytes, .n_bytes = n_bytes };
  g_autofree char *sheet_name = NULL;
  g_autofree char *quoted = NULL;

  *is_read = FALSE;
  if (n_bytes < 4 || memcmp (bytes, "PK\x03\x04", 4) != 0)
    return TRUE;
  if (jly_workbook_is_xlsx (&package))
    {
      if (!jly_workbook_read_xlsx (&package, &self->grid, &sheet_name, error))
        return FALSE;
      quoted = jly_table_quote (sheet_name != NULL ? sheet_name : "");
      self->format = g_strdup_printf (_ ("Excel, sheet “%s”"), quoted);
      *is_read = TRUE;
    }
  else if (jly_workbook_is_ods (&package))
    {
      if (!jly_workbook_read_ods (&package, &self->grid, &sheet_name, error))
        return FALSE;
      quoted = jly_table_quote (sheet_name != NULL ? sheet_name : "");
      self->format = g_strdup_printf (_ ("LibreOffice, sheet “%s”"), quoted);
      *is_read = TRUE;
    }
  return TRUE;
}

static JlySheet *
parse (
    const char *name, const guint8 *bytes, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (JlySheet) self = g_new0 (JlySheet, 1);
  g_autofree char *base = g_path_get_basename (name);
  gboolean is_read;

  g_atomic_ref_count_init (&self->refs);
  self->name = jly_plain_line (base);
  if (!read_workbook (self, bytes, n_bytes, &is_read, error)
      || (!is_read && !read_text (self, bytes, n_bytes, cancellable, error))
      || !take_grid (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

JlySheet *
jly_sheet_parse (const char *name, const guint8 *bytes, gsize n_bytes, GError **error)
{
  const JlyTablePlace place = { .file = name };

  if (n_bytes > JLY_SHEET_BYTES_MAX)
    {
      jly_table_fail (error, &place, _ ("Leave out what this study does not need."),
                      _ ("This is larger than 64 MiB."));
      return NULL;
    }
  return parse (name, bytes, n_bytes, NULL, error);
}

JlySheet *
jly_sheet_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = jly_sheet_read_file (path, cancellable, error);
  gconstpointer data;
  gsize length;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return parse (path, data, length, cancellable, error);
}

JlySheet *
jly_sheet_ref (JlySheet *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
jly_sheet_unref (JlySheet *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->name);
  g_free (self->format);
  jly_grid_clear (&self->grid);
  g_free (self->records);
  g_strfreev (self->headers);
  g_free (self);
}

const char *
jly_sheet_get_name (JlySheet *self)
{
  return self->name;
}

guint
jly_sheet_get_n_columns (JlySheet *self)
{
  return self->n_columns;
}

gsize
jly_sheet_get_n_rows (JlySheet *self)
{
  return self->n_rows;
}

const char *
jly_sheet_get_header (JlySheet *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, "");

  return self->headers[column];
}

const char *
jly_sheet_get_cell (JlySheet *self, gsize row, guint column)
{
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, "");

  return jly_grid_get_cell (&self->grid, self->records[row], column);
}

gboolean
jly_sheet_is_number (JlySheet *self, gsize row, guint column)
{
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, FALSE);

  return jly_grid_is_number (&self->grid, self->records[row], column);
}

guint64
jly_sheet_get_file_row (JlySheet *self, gsize row)
{
  g_return_val_if_fail (row < self->n_rows, 0);

  return self->records[row] + 1;
}

guint64
jly_sheet_get_header_row (JlySheet *self)
{
  return self->header + 1;
}

const char *
jly_sheet_get_format (JlySheet *self)
{
  return self->format;
}
