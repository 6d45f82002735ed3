/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the columns that a study needs among those of a person's file, by their names. */
#pragma once

#include "table/jly-amount.h"
#include "table/jly-sheet.h"

G_BEGIN_DECLS

/* One column that is needed. */
typedef struct
{
  const char *title;    /* as the page calls it, N_() */
  const char *names;    /* further names in people's files, N_(), with '|' between */
  gboolean is_optional; /* may be missing: found becomes -1 */
} JlyWantedColumn;

/* found[i]: the file's column for wanted[i], or -1. Its own title comes before its other names.
 * JLY_ERROR_DATA if a column is missing (with the names that the file has and those that are
 * accepted) or if two could be the one. */
gboolean jly_columns_match (
    JlySheet *sheet, const JlyWantedColumn *wanted, guint n, int *found, GError **error);

/* What the column's cells say about the mark for decimals; rows are indices, n_rows of the sheet
 * where there is none. */
typedef struct
{
  JlyDecimalMark mark; /* JLY_MARK_NONE: nothing decides */
  gsize decided;       /* the first row that decides */
  gsize contradicting; /* the first row that says the reverse */
  gsize doubtful;      /* the first row that can be read in both ways */
} JlyMarkScan;

JlyMarkScan jly_columns_scan_marks (JlySheet *sheet, guint column);

/* Both writings of a doubtful cell, as advice: "Write 1234 if the mark separates thousands, or
 * 1,2340 if it marks decimals." Owned by the caller. */
char *jly_columns_explain_doubtful (const char *cell);

/* Which mark the column's cells have for decimals, from all of them together. JLY_ERROR_DATA if two
 * rows contradict each other, or if a cell can be read in two ways and none decides. */
gboolean jly_columns_find_mark (
    JlySheet *sheet, guint column, const char *title, JlyDecimalMark *mark, GError **error);

/* Refuses a header that says that the figures are in thousands, in percent or, where currency is
 * not NULL, in another currency. */
gboolean
jly_columns_check_header (JlySheet *sheet, guint column, const char *currency, GError **error);

/* Reads the cell as an amount; JLY_ERROR_DATA with file, row, column, and the reason. */
gboolean jly_columns_read_amount (JlySheet *sheet,
                                  gsize row,
                                  guint column,
                                  const char *title,
                                  const JlyAmountFormat *format,
                                  guint64 *steps,
                                  GError **error);

G_END_DECLS
