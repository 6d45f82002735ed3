/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a file's preview: the rows of its sheet, and among them, where they stand in the
 * file, those that were left out.
 */
#pragma once

#include "table/jly-sheet.h"

G_BEGIN_DECLS

typedef struct
{
  gsize row;                /* of the sheet; of one that was left out: the next one */
  const JlySheetLeft *left; /* NULL: it counts; owned by the sheet */
  guint number;             /* of left */
} JlySheetLine;

gsize jly_sheet_lines_count (JlySheet *sheet);
JlySheetLine jly_sheet_lines_get (JlySheet *sheet, gsize at);
/* The line of a row of the sheet. */
gsize jly_sheet_lines_find (JlySheet *sheet, gsize row);

guint64 jly_sheet_line_get_file_row (JlySheet *sheet, const JlySheetLine *line);
const char *jly_sheet_line_get_cell (JlySheet *sheet, const JlySheetLine *line, guint column);
/* Why it was left out, a sentence; NULL if it counts. Static. */
const char *jly_sheet_line_get_reason (const JlySheetLine *line);
/* Its number, and what it is where it does not count: "total: 12". Owned by the caller. */
char *jly_sheet_line_dup_number (JlySheet *sheet, const JlySheetLine *line);
/* How many columns right of this one are empty in a line that was left out: a title runs over them,
 * as in a spreadsheet. */
guint jly_sheet_line_count_free (JlySheet *sheet, const JlySheetLine *line, guint column);

G_END_DECLS
