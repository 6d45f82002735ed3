/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of jly-sheet. */
#pragma once

#include "table/jly-grid.h"
#include "table/jly-sheet.h"
#include "table/jly-source.h"

G_BEGIN_DECLS

struct _JlySheet
{
  gatomicrefcount refs;
  char *name;
  char *format;
  const char *encoding; /* static, or NULL */
  char delimiter;
  GPtrArray *notes;  /* JlySheetNote */
  GPtrArray *sheets; /* JlySheetInfo */
  GArray *left;      /* JlySheetLeft */

  JlyGrid grid;
  gsize header;      /* the record of the column names, or the first of them */
  guint n_name_rows; /* records that they take */
  guint n_wide;      /* cells of the header, with nameless ones */
  guint32 *records;  /* of the data rows that hold anything */
  gsize n_rows;
  guint32 *places; /* of each column: its cell in a record */
  char **headers;
  guint n_columns;

  gboolean is_form; /* rows are counted without that of the column names */
  gboolean is_preview;
  gsize n_records_estimated; /* of a preview, with those above the data */

  JlySheet *original; /* of an edited sheet: owns everything above but refs and, with out, records
                         and left */
  GHashTable *cells;  /* the other texts of an edited sheet, by the original's rows */
  GArray *out;        /* gsize: rows of the original that an edited sheet lacks; NULL: none */
};

/* A sheet with nothing in it yet. */
JlySheet *jly_sheet_new (const char *name);

#define JLY_SHEET_ROWS_AHEAD 12

/* As jly_sheet_get_cell and jly_sheet_is_number, for loops over millions of cells. */
static inline const char *
jly_sheet_peek (JlySheet *self, gsize row, guint column)
{
  if (G_UNLIKELY (self->cells != NULL))
    return jly_sheet_get_cell (self, row, column);
  return jly_grid_get_cell (&self->grid, self->records[row], self->places[column]);
}

/* Has a cell some rows further on brought from memory while this row's is looked at: a file is far
 * larger than the processor's caches, and a column's cells lie a row apart. */
static inline void
jly_sheet_fetch (JlySheet *self, gsize row, guint column)
{
  if (G_LIKELY (self->cells == NULL && row + JLY_SHEET_ROWS_AHEAD < self->n_rows))
    __builtin_prefetch (jly_grid_get_cell (&self->grid, self->records[row + JLY_SHEET_ROWS_AHEAD],
                                           self->places[column]));
}

static inline gboolean
jly_sheet_peek_number (JlySheet *self, gsize row, guint column)
{
  if (G_UNLIKELY (self->cells != NULL))
    return jly_sheet_is_number (self, row, column);
  return jly_grid_is_number (&self->grid, self->records[row], self->places[column]);
}

JlySheetInfo *jly_sheet_info_new (const char *name, gboolean is_hidden);

/* Takes words. */
void jly_sheet_add_note (JlySheet *self,
                         JlySheetNoteKind kind,
                         guint64 row,
                         gsize count,
                         gboolean is_question,
                         char *words);

/* Reads source into the grid, as options say; format, encoding and delimiter are set, and notes on
 * them added. */
gboolean jly_sheet_read_text (JlySheet *self,
                              JlySource *source,
                              const JlySheetOptions *options,
                              GError **error);
gboolean jly_sheet_read_workbook (JlySheet *self,
                                  JlySource *source,
                                  const JlySheetOptions *options,
                                  GError **error);

/* Finds header, rows and columns in the grid. */
gboolean jly_sheet_lay_out (JlySheet *self, const JlySheetOptions *options, GError **error);
/* Finds the records of the column names around self->header, and tells how wide they are. The names
 * of all n_wide cells, "" where there is none; owned by the caller. */
char **jly_sheet_join_names (JlySheet *self, const JlySheetOptions *options);
/* Past the last cell of a record that holds anything. */
guint jly_sheet_measure_record (JlySheet *self, gsize record);
/* Looks at the last rows for totals of those above, and leaves them out or keeps them. */
void jly_sheet_find_totals (JlySheet *self, const JlySheetOptions *options);

/* Lists the rows that were left out, once it is known which. */
void jly_sheet_find_left (JlySheet *self);
/* Rows of the sheet whose record comes before this one. */
gsize jly_sheet_count_above (JlySheet *self, gsize record);

/* Puts the notes into their order, once all are there. */
void jly_sheet_sort_notes (JlySheet *self);

/* Whether a cell, in valid UTF-8, holds nothing but spaces; programs also write no-break ones. */
gboolean jly_sheet_is_blank (const char *cell);

G_END_DECLS
