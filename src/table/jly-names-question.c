/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-names-question.h. */
#include "config.h"

#include "table/jly-names-question.h"

#include "table/jly-sheet-private.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

#define CELLS_SHOWN 5

/* “EUR”, “h”, …: what is not empty; *column becomes the last of them, since the first
 * is most often what records are called. */
static char *
list_cells (JlySheet *sheet, gsize record, guint *column)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < jly_grid_count_cells (&sheet->grid, record); i++)
    {
      const char *cell = jly_grid_get_cell (&sheet->grid, record, i);
      g_autofree char *quoted = NULL;

      if (jly_sheet_is_blank (cell))
        continue;
      *column = i;
      if (n++ >= CELLS_SHOWN)
        continue;
      quoted = jly_table_quote (cell);
      g_string_append_printf (list, "%s“%s”", n > 1 ? ", " : "", quoted);
    }
  if (n > CELLS_SHOWN)
    g_string_append (list, ", …");
  return g_strdup (list->str);
}

/* A row that is joined to the names already shows what becomes of one of them. */
static char *
explain_names (const JlyNamesQuestion *self, JlySheet *sheet, gboolean is_joined, guint column)
{
  const guint64 first = self->row + 1 - self->n_if_names;

  if (is_joined && column < jly_sheet_get_n_columns (sheet))
    {
      g_autofree char *name = jly_table_quote (jly_sheet_get_header (sheet, column));

      return g_strdup_printf (_ ("A column is then called “%s”, for one."), name);
    }
  return g_strdup_printf (_ ("The column names then take rows %u to %u."), (guint)first,
                          (guint)self->row);
}

JlyNamesQuestion *
jly_names_question_new (JlySheet *sheet)
{
  const JlySheetNote *note = jly_sheet_find_note (sheet, JLY_NOTE_NAME_ROWS);
  g_autofree char *cells = NULL;
  JlyNamesQuestion *self;
  gboolean is_joined;
  guint column = 0;

  if (note == NULL || !note->is_question)
    return NULL;
  self = g_new0 (JlyNamesQuestion, 1);
  self->row = note->row;
  is_joined = jly_sheet_find_row (sheet, note->row) == jly_sheet_get_n_rows (sheet);
  self->n_if_names = (guint)note->count + (is_joined ? 0 : 1);
  self->n_if_record = self->n_if_names - 1;
  cells = list_cells (sheet, (gsize)note->row - 1, &column);
  self->title = g_strdup_printf (_ ("Row %u: names of columns, or figures?"), (guint)self->row);
  self->text = g_strdup_printf (_ ("Right below the column names is a row with %s. Only you know "
                                   "whether it belongs to them."),
                                cells);
  self->if_names = explain_names (self, sheet, is_joined, column);
  self->if_record
      = g_strdup_printf (_ ("Row %u then counts like every row below it."), (guint)self->row);
  return self;
}

void
jly_names_question_free (JlyNamesQuestion *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->text);
  g_free (self->if_names);
  g_free (self->if_record);
  g_free (self);
}
