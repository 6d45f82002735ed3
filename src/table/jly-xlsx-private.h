/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of jly-xlsx. */
#pragma once

#include "table/jly-workbook.h"
#include "table/jly-xlsx-styles.h"

G_BEGIN_DECLS

/* What cells refer to. */
typedef struct
{
  const JlyPackage *package;
  gboolean from_1904;
  GArray *strings;    /* guint32: each shared string's offset in the builder */
  GByteArray *styles; /* JlyXlsxKind of each cell style */
  JlyGridBuilder *builder;
} JlyXlsxBook;

/* Keeps the shared strings in the builder. */
gboolean jly_xlsx_read_strings (JlyXlsxBook *book, GError **error);

/* Adds the rows of a sheet's part to the builder; stops after so many records, 0: never. */
gboolean jly_xlsx_read_sheet (
    JlyXlsxBook *book, const char *part, gsize n_records, JlyWorkbookRead *read, GError **error);

/* Adds which cells are shown as one, where reading the rows was stopped before the sheet says so.
 */
gboolean jly_xlsx_read_spans (JlyXlsxBook *book, const char *part, GError **error);

/* What the file says of a sheet's last row, without reading it; 0 if it does not say. */
gsize jly_xlsx_peek_rows (const JlyPackage *package, const char *part);

G_END_DECLS
