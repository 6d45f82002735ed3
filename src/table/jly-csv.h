/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Splits text into records and cells (RFC 4180, with the delimiters and line ends that programs
 * really write). In one pass while the text arrives, and in place: cells are pieces of the text
 * itself, so that a large file is in memory once.
 */
#pragma once

#include "table/jly-grid.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the delimiter was found, for the read-back. */
typedef struct
{
  char mark;        /* ',', ';', '\t' or '|' */
  gboolean is_said; /* a first line "sep=;" says it outright */
  gsize start;      /* behind that line, which is no row to a spreadsheet; else 0 */
  guint n_agreeing; /* so many of the first records ... */
  guint n_records;  /* ... of so many have the same number of cells under it */
  guint n_cells;    /* that number */
} JlyDelimiter;

/* The delimiter under which the first records agree best: comma, semicolon, tab or pipe; comma for
 * a single column. */
JlyDelimiter jly_csv_find_delimiter (const char *text, gsize length);
/* The separator that a first line sep= names, if it is none that is read here; else 0. */
char jly_csv_find_unknown_sep (const char *text, gsize length);
gboolean jly_csv_is_delimiter (char mark);

typedef struct _JlyCsvSplitter JlyCsvSplitter;

/* Takes text, to which the caller appends between calls, valid UTF-8 without NUL; begins at start.
 */
JlyCsvSplitter *jly_csv_splitter_new (const char *name, GString *text, gsize start, char delimiter);
/* Splits what is there, up to the last cell that is whole; with is_last all of it.
 * JLY_ERROR_DATA names the row: one too long, a cell too long, a quotation mark that is never
 * closed or is followed by more words, more rows or cells than are read. */
gboolean jly_csv_splitter_feed (JlyCsvSplitter *self, gboolean is_last, GError **error);
/* Records that are whole. */
gsize jly_csv_splitter_count (const JlyCsvSplitter *self);
/* Where in text the record that is not whole begins. */
gsize jly_csv_splitter_get_end (const JlyCsvSplitter *self);
/* Moves everything but a record that is not whole into grid, which is then owned by the caller, and
 * frees the splitter. */
void jly_csv_splitter_finish (JlyCsvSplitter *self, JlyGrid *grid);
void jly_csv_splitter_free (JlyCsvSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyCsvSplitter, jly_csv_splitter_free)

G_END_DECLS
