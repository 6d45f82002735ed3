/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small table of rows that have a name, and of columns that have a head. Where it is too narrow
 * for that it becomes a list: below each name what stands in its row, each beside the head of its
 * column. So nothing has to be scrolled sideways.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_MATRIX_GRID (jly_matrix_grid_get_type ())
G_DECLARE_FINAL_TYPE (JlyMatrixGrid, jly_matrix_grid, JLY, MATRIX_GRID, GtkWidget)

/* Property: corner (string, the head over the names). All heads come first, then each row: its
 * name, and as many cells as there are heads. */
void jly_matrix_grid_add_head (JlyMatrixGrid *self, const char *text);
void jly_matrix_grid_add_name (JlyMatrixGrid *self, GtkWidget *name);
void jly_matrix_grid_add_cell (JlyMatrixGrid *self, GtkWidget *cell);
/* The words of a cell: they wrap in a list alone. */
GtkWidget *jly_matrix_grid_new_words (const char *text);

guint jly_matrix_grid_count_rows (JlyMatrixGrid *self);
guint jly_matrix_grid_count_columns (JlyMatrixGrid *self);
GtkWidget *jly_matrix_grid_get_name (JlyMatrixGrid *self, guint row);
GtkWidget *jly_matrix_grid_get_cell (JlyMatrixGrid *self, guint column, guint row);
/* FALSE: it is no cell of this table. */
gboolean jly_matrix_grid_find (JlyMatrixGrid *self, GtkWidget *cell, guint *column, guint *row);
/* Whether it stands as a list now. */
gboolean jly_matrix_grid_is_list (JlyMatrixGrid *self);

G_END_DECLS
