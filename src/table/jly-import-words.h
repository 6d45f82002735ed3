/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads back what will enter, in sentences. */
#pragma once

#include "table/jly-values.h"

G_BEGIN_DECLS

/* "12 rows. Turnover will enter as 3.00 to 900 000.00 euro for 2025, 1 234 000.00 euro in total."
 * NULL while a question is open. Owned by the caller. */
char *jly_import_describe_column (const JlyValues *values, JlySheet *sheet);

/* "accounts.csv (semicolon-separated, UTF-8): 4 of the study’s 5 columns were found; 12 rows."
 * Owned by the caller. */
char *jly_import_describe_file (
    JlySheet *sheet, guint n_found, guint n_columns, guint n_edited, guint n_out);

G_END_DECLS
