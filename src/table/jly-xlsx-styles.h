/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which styles of an Excel file show a number as a date, a time or a percentage: nothing else in
 * the file says that 46132 is the 20th of April. */
#pragma once

#include "table/jly-package.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_XLSX_NUMBER,
  JLY_XLSX_DATE,
  JLY_XLSX_PERCENT
} JlyXlsxKind;

/* A JlyXlsxKind per cell style; empty if the file has no styles. NULL: JLY_ERROR_DATA. */
GByteArray *jly_xlsx_read_styles (const JlyPackage *package, GError **error);

/* The kind that a number format shows ("0.00%", "dd/mm/yyyy", "#,##0 \"days\""). */
JlyXlsxKind jly_xlsx_guess_kind (const char *format);

G_END_DECLS
