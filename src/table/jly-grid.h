/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a table as text, row after row: what the readers of CSV, Excel and LibreOffice files
 * make, and a JlySheet is made of. All texts lie in one block, so that a large file is in memory
 * once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_GRID_CELL_MAX (1024 * 1024) /* bytes */
#define JLY_GRID_COLUMNS_MAX 4096
/* Of a spreadsheet, whose XML says anything in few bytes. */
#define JLY_GRID_RECORDS_MAX (1024 * 1024)
#define JLY_GRID_CELLS_MAX (32 * 1024 * 1024)
/* Of text, where each cell and each row takes at least a byte of the file. */
#define JLY_GRID_TEXT_RECORDS_MAX (32 * 1024 * 1024)
#define JLY_GRID_TEXT_CELLS_MAX (256 * 1024 * 1024)

/* Cells that are shown as one, in the first rows: the content stands in the upper left one. */
typedef struct
{
  guint32 record, column;
  guint32 n_records, n_columns; /* at least 1 */
} JlyGridSpan;

#define JLY_GRID_SPAN_RECORDS 64 /* only names of columns are told by them */
#define JLY_GRID_SPANS_MAX 1024

#define JLY_GRID_INEXACT 2

typedef struct
{
  char *text;        /* owned; cells end in NUL */
  guint32 *cells;    /* where in text each cell begins */
  guint32 *records;  /* index of each record's first cell, and one past the last cell at the end */
  gsize n_records;   /* empty lines count: a person counts them too */
  guint8 *is_number; /* per cell: the file says that it is a number, always with a decimal point,
                        and JLY_GRID_INEXACT that some of its digits may not be those that were
                        typed; NULL for text files, which say nothing */
  GArray *spans;     /* JlyGridSpan; NULL for text files */
} JlyGrid;

void jly_grid_clear (JlyGrid *grid);

static inline guint
jly_grid_count_cells (const JlyGrid *grid, gsize record)
{
  return grid->records[record + 1] - grid->records[record];
}

/* "" where the record is shorter. */
static inline const char *
jly_grid_get_cell (const JlyGrid *grid, gsize record, guint column)
{
  const gsize cell = (gsize)grid->records[record] + column;

  return cell < grid->records[record + 1] ? grid->text + grid->cells[cell] : "";
}

static inline gboolean
jly_grid_is_number (const JlyGrid *grid, gsize record, guint column)
{
  const gsize cell = (gsize)grid->records[record] + column;

  return grid->is_number != NULL && cell < grid->records[record + 1] && grid->is_number[cell] != 0;
}

static inline gboolean
jly_grid_is_inexact (const JlyGrid *grid, gsize record, guint column)
{
  const gsize cell = (gsize)grid->records[record] + column;

  return jly_grid_is_number (grid, record, column) && grid->is_number[cell] == JLY_GRID_INEXACT;
}

/* Builds a grid cell by cell. Each function that adds is FALSE, with JLY_ERROR_DATA that names the
 * row, when the grid would become larger than its limits; then only free it. */
typedef struct _JlyGridBuilder JlyGridBuilder;

JlyGridBuilder *jly_grid_builder_new (const char *name);
/* Begins record number index (from 0), after as many empty ones as are missing before it; index
 * must grow. */
gboolean jly_grid_builder_begin (JlyGridBuilder *self, gsize index, GError **error);
/* Sets the cell of the record that was begun, after as many empty ones as are missing; columns must
 * grow. */
gboolean jly_grid_builder_add (
    JlyGridBuilder *self, guint column, const char *text, gboolean is_number, GError **error);
/* Keeps a text that many cells may hold; *offset stands for it in jly_grid_builder_add_kept. */
gboolean
jly_grid_builder_keep (JlyGridBuilder *self, const char *text, guint32 *offset, GError **error);
gboolean jly_grid_builder_add_kept (
    JlyGridBuilder *self, guint column, guint32 offset, gboolean is_number, GError **error);
/* Says of the number that was added last that it is not exact. */
void jly_grid_builder_mark_inexact (JlyGridBuilder *self);
/* Notes that cells are shown as one; what starts below the first rows is not kept. Never fails. */
void jly_grid_builder_add_span (JlyGridBuilder *self, const JlyGridSpan *span);
/* Records so far, and whether any cell holds something. */
gsize jly_grid_builder_count (const JlyGridBuilder *self);
gboolean jly_grid_builder_is_empty (const JlyGridBuilder *self);
/* What is there so far, to be looked at before anything else is added; nothing of it is to be
 * freed. */
void jly_grid_builder_view (JlyGridBuilder *self, JlyGrid *view);
/* Back to no records; kept texts stay. */
void jly_grid_builder_restart (JlyGridBuilder *self);
/* Moves everything into grid, which is then owned by the caller, and frees the builder. */
void jly_grid_builder_finish (JlyGridBuilder *self, JlyGrid *grid);
void jly_grid_builder_free (JlyGridBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyGridBuilder, jly_grid_builder_free)

G_END_DECLS
