/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the first visible sheet of an Excel (XLSX) or LibreOffice (ODS) file. Figures are the
 * values, not what the cells show; dates and percentages come as such, so that nobody takes them
 * for amounts; of formulas the result that the program saved. */
#pragma once

#include "table/jly-grid.h"
#include "table/jly-package.h"

G_BEGIN_DECLS

/* Whether the package is a spreadsheet that is understood. */
gboolean jly_workbook_is_xlsx (const JlyPackage *package);
gboolean jly_workbook_is_ods (const JlyPackage *package);

/* grid and *sheet_name (both owned by the caller) are set only on success; else JLY_ERROR_DATA. */
gboolean jly_workbook_read_xlsx (const JlyPackage *package,
                                 JlyGrid *grid,
                                 char **sheet_name,
                                 GError **error);
gboolean
jly_workbook_read_ods (const JlyPackage *package, JlyGrid *grid, char **sheet_name, GError **error);

G_END_DECLS
