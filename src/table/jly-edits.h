/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Corrections that lie over a person's file: other texts in cells and rows that are left out,
 * undone and redone. The file itself is never touched. Rows are those of the file as it was read.
 */
#pragma once

#include "table/jly-sheet.h"

G_BEGIN_DECLS

#define JLY_EDITS_MAX 100000
/* In place of a column: a step is about a whole row. */
#define JLY_EDITS_ROW G_MAXUINT

typedef struct _JlyEdits JlyEdits;

/* sheet is the file as it was read; kept. */
JlyEdits *jly_edits_new (JlySheet *sheet);
void jly_edits_free (JlyEdits *self);

/* Puts text into a cell; the file's own text takes the correction away. A step for undo unless
 * nothing changes. FALSE if there are JLY_EDITS_MAX of them already or text is no UTF-8 of at most
 * JLY_GRID_CELL_MAX bytes. */
gboolean jly_edits_set (JlyEdits *self, gsize row, guint column, const char *text);

/* Leaves a row out, or takes it in again. A step for undo unless nothing changes. FALSE if there
 * are JLY_EDITS_MAX steps already or it is the last row that counts. */
gboolean jly_edits_leave_out (JlyEdits *self, gsize row, gboolean is_out);
gboolean jly_edits_is_out (const JlyEdits *self, gsize row);
guint jly_edits_get_n_out (const JlyEdits *self);
/* Rows that are out (gsize), ascending; to be freed with g_array_unref. */
GArray *jly_edits_list_out (const JlyEdits *self);

gboolean jly_edits_can_undo (const JlyEdits *self);
gboolean jly_edits_can_redo (const JlyEdits *self);
/* Each goes one step; where it went is put into *row and *column (both may be NULL). FALSE if there
 * is no step. A step that was about a row has JLY_EDITS_ROW for its column. */
gboolean jly_edits_undo (JlyEdits *self, gsize *row, guint *column);
gboolean jly_edits_redo (JlyEdits *self, gsize *row, guint *column);

/* The correction, or NULL if the cell is as in the file. */
const char *jly_edits_get (const JlyEdits *self, gsize row, guint column);
guint jly_edits_get_n_cells (const JlyEdits *self);

/* One corrected cell. Borrowed. */
typedef struct
{
  gsize row;
  guint column;
  const char *before; /* in the file */
  const char *after;
} JlyEdit;

/* All of them by row, then column: JlyEdit, to be freed with g_array_unref; valid until the next
 * change. */
GArray *jly_edits_list (const JlyEdits *self);

/* The file with the corrections in it: a sheet of its own that later changes leave alone. */
JlySheet *jly_edits_apply (const JlyEdits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyEdits, jly_edits_free)

G_END_DECLS
