/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a sheet of an Excel (XLSX) or LibreOffice (ODS) file. Figures are the values, not what the
 * cells show; dates and percentages come as such, so that nobody takes them for amounts; of
 * formulas the result that the program saved, and where it saved none, the formula itself, which is
 * no figure. */
#pragma once

#include "table/jly-grid.h"
#include "table/jly-package.h"
#include "table/jly-sheet.h"

G_BEGIN_DECLS

/* Cells of one kind: how many, and the first one's place from 0. */
typedef struct
{
  gsize n;
  gsize row;
  guint column;
} JlyCellCount;

/* How much a sheet looks like the one that is meant, in rising order. */
typedef enum
{
  JLY_SHEET_EMPTY,
  JLY_SHEET_WORDS, /* a cover, a note: one column, or nothing in rows */
  JLY_SHEET_TABLE, /* rows below names, but no figures */
  JLY_SHEET_FIGURES
} JlySheetLook;

typedef struct
{
  JlyGrid grid;
  GPtrArray *sheets;     /* JlySheetInfo */
  JlyCellCount errors;   /* "#DIV/0!" */
  JlyCellCount formulas; /* without a result */
  JlyCellCount inexact;  /* numbers of more digits than a spreadsheet keeps */
  JlySheetLook look;     /* of the sheet that was read */
  gboolean is_cut;       /* rows below were not read, as options asked */
} JlyWorkbookRead;

void jly_cell_count_add (JlyCellCount *self, gsize row, guint column);

/* Whether the package is a spreadsheet that is understood. */
gboolean jly_workbook_is_xlsx (const JlyPackage *package);
gboolean jly_workbook_is_ods (const JlyPackage *package);

/* The sheet that options ask for, or the first, of those that are not hidden, that looks
 * most like a table of figures. read->sheets is
 * made by the caller; grid is set only on success and then owned by the caller. JLY_ERROR_DATA,
 * JLY_ERROR_USAGE if there is no sheet of this name, JLY_ERROR_CANCELLED. */
gboolean jly_workbook_read_xlsx (const JlyPackage *package,
                                 const JlySheetOptions *options,
                                 JlyWorkbookRead *read,
                                 GError **error);
gboolean jly_workbook_read_ods (const JlyPackage *package,
                                const JlySheetOptions *options,
                                JlyWorkbookRead *read,
                                GError **error);

/* For both readers. */

#define JLY_SHEET_RECORDS_LOOKED_AT 64

/* Looks at the first records of what the builder holds. */
JlySheetLook jly_workbook_look (JlyGridBuilder *builder);

/* The sheet that is meant by name or number, -1 for none. */
int jly_workbook_find_sheet (const GPtrArray *sheets, const char *wanted);
/* Says which ones there are. */
gboolean jly_workbook_fail_no_sheet (const JlyPackage *package,
                                     const GPtrArray *sheets,
                                     const char *wanted,
                                     GError **error);
/* Records that a preview of so many rows needs, with titles and header; 0: all. */
gsize jly_workbook_count_wanted (const JlySheetOptions *options);

G_END_DECLS
