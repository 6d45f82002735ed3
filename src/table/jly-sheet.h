/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of figures as it was read: cells as text, with the file's row numbers kept.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_SHEET_BYTES_MAX (64 * 1024 * 1024)

typedef struct _JlySheet JlySheet;

/* Reads the first visible sheet of an Excel (XLSX) or LibreOffice (ODS) file, or a CSV file:
 * delimiter (comma, semicolon, tab, pipe) found by content, quotes, embedded line ends, LF/CRLF/CR,
 * UTF-8 with or without BOM, UTF-16, Windows-1252. Title lines above the column names, empty rows
 * and empty columns at the end are left out. JLY_ERROR_DATA names file and row, JLY_ERROR_NO_INPUT
 * the file that is missing or no plain file, JLY_ERROR_CANCELLED. Limits: 64 MiB file, 4096
 * columns, 1 MiB a cell. */
JlySheet *jly_sheet_load (const char *path, GCancellable *cancellable, GError **error);
/* The same from memory (paste, fuzzer); name stands in error texts. */
JlySheet *jly_sheet_parse (const char *name, const guint8 *bytes, gsize n_bytes, GError **error);
/* Just the bytes, with the same limits and errors; the first half of jly_sheet_load. */
GBytes *jly_sheet_read_file (const char *path, GCancellable *cancellable, GError **error);
JlySheet *jly_sheet_ref (JlySheet *self);
void jly_sheet_unref (JlySheet *self);

const char *jly_sheet_get_name (JlySheet *self); /* base name of the file, as one plain line */
guint jly_sheet_get_n_columns (JlySheet *self);
gsize jly_sheet_get_n_rows (JlySheet *self);                     /* data rows, without header */
const char *jly_sheet_get_header (JlySheet *self, guint column); /* trimmed, never NULL */
const char *
jly_sheet_get_cell (JlySheet *self, gsize row, guint column); /* "" where short; never NULL */
/* Whether the file itself says that the cell is a number; it then has a decimal point and no
 * thousands marks. Text files say nothing. */
gboolean jly_sheet_is_number (JlySheet *self, gsize row, guint column);
guint64 jly_sheet_get_file_row (JlySheet *self, gsize row); /* as a spreadsheet counts, from 1 */
guint64 jly_sheet_get_header_row (JlySheet *self); /* above 1 where title lines were left out */
const char *jly_sheet_get_format (JlySheet *self); /* "comma-separated, UTF-8": for the read-back */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlySheet, jly_sheet_unref)

G_END_DECLS
