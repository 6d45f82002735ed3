/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the file that are no records but hold something: titles, totals, and what the person left
 * out. Their cells are still in the grid. */
#include "config.h"

#include "table/jly-sheet-private.h"

static gboolean
is_empty (JlySheet *self, gsize record)
{
  const guint n = jly_grid_count_cells (&self->grid, record);

  for (guint i = 0; i < n; i++)
    if (!jly_sheet_is_blank (jly_grid_get_cell (&self->grid, record, i)))
      return FALSE;
  return TRUE;
}

gsize
jly_sheet_count_above (JlySheet *self, gsize record)
{
  gsize from = 0, to = self->n_rows;

  while (from < to)
    {
      const gsize middle = from + (to - from) / 2;

      if (self->records[middle] < record)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

static void
add (JlySheet *self, gsize record, JlySheetLeftReason why)
{
  const JlySheetLeft left
      = { .file_row = record + 1, .n_above = jly_sheet_count_above (self, record), .why = why };

  g_array_append_val (self->left, left);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const JlySheetLeft *first = a;
  const JlySheetLeft *second = b;

  return (first->file_row > second->file_row) - (first->file_row < second->file_row);
}

void
jly_sheet_find_left (JlySheet *self)
{
  for (gsize i = 0; i < self->header; i++)
    if (!is_empty (self, i))
      add (self, i, JLY_LEFT_TITLE);
  for (guint i = 0; i < self->notes->len; i++)
    {
      const JlySheetNote *note = g_ptr_array_index (self->notes, i);

      if (note->kind == JLY_NOTE_TOTALS_LEFT)
        add (self, note->row - 1, JLY_LEFT_TOTAL);
    }
  for (guint i = 0; self->out != NULL && i < self->out->len; i++)
    add (self, self->original->records[g_array_index (self->out, gsize, i)], JLY_LEFT_BY_HAND);
  g_array_sort (self->left, compare_cb);
}

const GArray *
jly_sheet_get_left (JlySheet *self)
{
  return self->left;
}

const char *
jly_sheet_get_left_cell (JlySheet *self, guint number, guint column)
{
  const char *cell = "";
  gsize record;

  if (number >= self->left->len || column >= self->n_columns)
    return "";
  record = g_array_index (self->left, JlySheetLeft, number).file_row - 1;
  /* A title often stands above a column that is empty otherwise. */
  for (guint i = column > 0 ? self->places[column - 1] + 1 : 0;
       i <= self->places[column] && jly_sheet_is_blank (cell); i++)
    cell = jly_grid_get_cell (&self->grid, record, i);
  return cell;
}
