/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet.h. Which record is the header, and which rows and columns hold anything. */
#include "config.h"

#include "table/jly-sheet.h"
#include "table/jly-csv.h"
#include "table/jly-table-error.h"
#include "table/jly-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The header is looked for among so many records. */
#define HEADER_RECORDS 50

struct _JlySheet
{
  gatomicrefcount refs;
  char *name;
  char *format;
  JlyCsv csv;
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
count_filled (const JlyCsv *csv, gsize record)
{
  const guint n = jly_csv_count_cells (csv, record);
  guint filled = 0;

  for (guint i = 0; i < n; i++)
    filled += !is_blank (jly_csv_get_cell (csv, record, i));
  return filled;
}

/* Past the last cell that holds anything. */
static guint
measure_record (const JlyCsv *csv, gsize record)
{
  guint n = jly_csv_count_cells (csv, record);

  while (n > 0 && is_blank (jly_csv_get_cell (csv, record, n - 1)))
    n--;
  return n;
}

/* The first record that is about as wide as the table; title lines above it are narrower by far. */
static gboolean
find_header (JlySheet *self)
{
  const gsize n = MIN (self->csv.n_records, HEADER_RECORDS);
  guint widest = 0;

  for (gsize i = 0; i < n; i++)
    widest = MAX (widest, count_filled (&self->csv, i));
  for (gsize i = 0; i < n; i++)
    if (widest > 0 && count_filled (&self->csv, i) * 2 > widest)
      {
        self->header = i;
        return TRUE;
      }
  return FALSE;
}

static void
take_headers (JlySheet *self)
{
  self->n_columns = measure_record (&self->csv, self->header);
  self->headers = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    self->headers[i] = g_strstrip (g_strdup (jly_csv_get_cell (&self->csv, self->header, i)));
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

  self->records = g_new (gsize, self->csv.n_records);
  for (gsize i = self->header + 1; i < self->csv.n_records; i++)
    {
      const guint width = measure_record (&self->csv, i);

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

/* Takes text. */
static gboolean
read_text (JlySheet *self, JlyText *text, GCancellable *cancellable, GError **error)
{
  const JlyTablePlace place = { .file = self->name };
  gsize start;
  const char delimiter = jly_csv_find_delimiter (text->text, text->length, &start);

  self->format = describe_format (delimiter, text->encoding);
  if (!jly_csv_split (&self->csv, self->name, text->text, text->length, start, delimiter,
                      cancellable, error))
    return FALSE;
  if (!find_header (self))
    return jly_table_fail (error, &place, _ ("Choose the file that holds your figures."),
                           _ ("This file is empty."));
  take_headers (self);
  return take_rows (self, error);
}

static JlySheet *
parse (
    const char *name, const guint8 *bytes, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (JlySheet) self = g_new0 (JlySheet, 1);
  JlyText text;

  g_atomic_ref_count_init (&self->refs);
  self->name = g_path_get_basename (name);
  if (!jly_text_decode (self->name, bytes, n_bytes, &text, error)
      || !read_text (self, &text, cancellable, error))
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
  jly_csv_clear (&self->csv);
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

  return jly_csv_get_cell (&self->csv, self->records[row], column);
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
