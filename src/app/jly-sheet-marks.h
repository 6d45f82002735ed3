/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a preview says of its file: how each column was understood, and in which cells there is
 * something to look at. Rows are those of the sheet that is shown.
 */
#pragma once

#include "app/jly-data-table.h"
#include "app/jly-status.h"

G_BEGIN_DECLS

/* Of a column: "money", whether the study takes figures from it, and why (or NULL). */
typedef struct
{
  JlyStatusKind kind;
  gboolean is_taken;
  char *words;
  char *reason;
} JlySheetDescription;

/* Of a cell: "“12a” is not a number." */
typedef struct
{
  JlyStatusKind kind;
  char *words;
} JlySheetMark;

typedef struct _JlySheetMarks JlySheetMarks;

JlySheetMarks *jly_sheet_marks_new (void);
void jly_sheet_marks_free (JlySheetMarks *self);

/* FALSE if the column said the same before. Texts are copied; reason may be NULL. */
gboolean jly_sheet_marks_describe (JlySheetMarks *self,
                                   guint column,
                                   const JlySheetDescription *description);
/* NULL: nothing is known of it. */
const JlySheetDescription *jly_sheet_marks_get_description (JlySheetMarks *self, guint column);
/* Borrows its texts. */
JlyTableTitle
jly_sheet_marks_make_title (JlySheetMarks *self, guint column, const char *header, gboolean at_end);
void jly_sheet_marks_forget_columns (JlySheetMarks *self);

/* The first mark of a cell stays. */
void jly_sheet_marks_add (
    JlySheetMarks *self, gsize row, guint column, JlyStatusKind kind, const char *words);
const JlySheetMark *jly_sheet_marks_get (JlySheetMarks *self, gsize row, guint column);
void jly_sheet_marks_add_edited (JlySheetMarks *self, gsize row, guint column);
gboolean jly_sheet_marks_is_edited (JlySheetMarks *self, gsize row, guint column);
void jly_sheet_marks_forget_cells (JlySheetMarks *self);

G_END_DECLS
