/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Corrections that lie over a person's file: cell by cell, undone and redone. The file itself is
 * never touched.
 */
#pragma once

#include "table/jly-sheet.h"

G_BEGIN_DECLS

#define JLY_EDITS_MAX 100000

typedef struct _JlyEdits JlyEdits;

/* sheet is the file as it was read; kept. */
JlyEdits *jly_edits_new (JlySheet *sheet);
void jly_edits_free (JlyEdits *self);

/* Puts text into a cell; the file's own text takes the correction away. A step for undo unless
 * nothing changes. FALSE if there are JLY_EDITS_MAX of them already or text is no UTF-8 of at most
 * JLY_GRID_CELL_MAX bytes. */
gboolean jly_edits_set (JlyEdits *self, gsize row, guint column, const char *text);

gboolean jly_edits_can_undo (const JlyEdits *self);
gboolean jly_edits_can_redo (const JlyEdits *self);
/* Each goes one step; where it went is put into *row and *column (both may be NULL). FALSE if there
 * is no step. */
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
