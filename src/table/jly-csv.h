/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Splits text into records and cells (RFC 4180, with the delimiters and line ends that programs
 * really write). In one pass and in place: cells are pieces of the text itself, so that a large
 * file is in memory once.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_CSV_CELL_MAX (1024 * 1024) /* bytes */
#define JLY_CSV_COLUMNS_MAX 4096

typedef struct
{
  char *text;      /* owned; cells end in NUL */
  guint32 *cells;  /* where in text each cell begins */
  gsize *records;  /* index of each record's first cell, and one past the last cell at the end */
  gsize n_records; /* empty lines count: a person counts them too */
} JlyCsv;

/* The delimiter under which the first records agree best: comma, semicolon, tab or pipe; comma for
 * a single column. A first line "sep=;" says it outright; *start is then behind that line, which
 * is no row to a spreadsheet, else 0. */
char jly_csv_find_delimiter (const char *text, gsize length, gsize *start);

/* Takes text (of the given length, shorter than 4 GiB, NUL-terminated), also when it fails; begins
 * at start. JLY_ERROR_DATA names the row: one too long, a cell too long, a quotation mark that is
 * never closed or is followed by more words. */
gboolean jly_csv_split (JlyCsv *csv,
                        const char *name,
                        char *text,
                        gsize length,
                        gsize start,
                        char delimiter,
                        GCancellable *cancellable,
                        GError **error);
void jly_csv_clear (JlyCsv *csv);

static inline guint
jly_csv_count_cells (const JlyCsv *csv, gsize record)
{
  return (guint)(csv->records[record + 1] - csv->records[record]);
}

/* "" where the record is shorter. */
static inline const char *
jly_csv_get_cell (const JlyCsv *csv, gsize record, guint column)
{
  const gsize cell = csv->records[record] + column;

  return cell < csv->records[record + 1] ? csv->text + csv->cells[cell] : "";
}

G_END_DECLS
