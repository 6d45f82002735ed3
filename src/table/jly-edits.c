/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-edits.h. */
#include "config.h"

#include "table/jly-edits.h"

#include <string.h>

/* A cell's text before and after a step; NULL: as in the file. Of a whole row (JLY_EDITS_ROW): the
 * empty text for one that is out, NULL for one that counts. */
typedef struct
{
  gsize row;
  guint column;
  char *before, *after;
} Step;

struct _JlyEdits
{
  JlySheet *sheet;
  GHashTable *cells; /* jly_sheet_cell_key -> text */
  GHashTable *out;   /* row -> itself */
  GPtrArray *steps;
  guint n_done; /* those behind it were undone */
};

static void
free_step (gpointer data)
{
  Step *step = data;

  g_free (step->before);
  g_free (step->after);
  g_free (step);
}

static GHashTable *
new_cells (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

JlyEdits *
jly_edits_new (JlySheet *sheet)
{
  JlyEdits *self = g_new0 (JlyEdits, 1);

  self->sheet = jly_sheet_ref (sheet);
  self->cells = new_cells ();
  self->out = g_hash_table_new (NULL, NULL);
  self->steps = g_ptr_array_new_with_free_func (free_step);
  return self;
}

void
jly_edits_free (JlyEdits *self)
{
  if (self == NULL)
    return;
  jly_sheet_unref (self->sheet);
  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->out);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

const char *
jly_edits_get (const JlyEdits *self, gsize row, guint column)
{
  const gint64 key = jly_sheet_cell_key (row, column);

  return g_hash_table_lookup (self->cells, &key);
}

guint
jly_edits_get_n_cells (const JlyEdits *self)
{
  return g_hash_table_size (self->cells);
}

static void
put (JlyEdits *self, gsize row, guint column, const char *text)
{
  const gint64 key = jly_sheet_cell_key (row, column);

  if (column == JLY_EDITS_ROW && text != NULL)
    g_hash_table_add (self->out, GSIZE_TO_POINTER (row));
  else if (column == JLY_EDITS_ROW)
    g_hash_table_remove (self->out, GSIZE_TO_POINTER (row));
  else if (text == NULL)
    g_hash_table_remove (self->cells, &key);
  else
    g_hash_table_replace (self->cells, g_memdup2 (&key, sizeof key), g_strdup (text));
}

/* Does it. What was undone before a new step cannot come back. */
static void
take_step (JlyEdits *self, gsize row, guint column, const char *before, const char *after)
{
  Step *step = g_new (Step, 1);

  *step = (Step){
    .row = row, .column = column, .before = g_strdup (before), .after = g_strdup (after)
  };
  g_ptr_array_set_size (self->steps, (gint)self->n_done);
  g_ptr_array_add (self->steps, step);
  self->n_done++;
  put (self, row, column, step->after);
}

gboolean
jly_edits_set (JlyEdits *self, gsize row, guint column, const char *text)
{
  const char *before = jly_edits_get (self, row, column);
  const char *after
      = g_str_equal (text, jly_sheet_get_cell (self->sheet, row, column)) ? NULL : text;

  if (strlen (text) > JLY_GRID_CELL_MAX || !g_utf8_validate (text, -1, NULL)
      || self->n_done >= JLY_EDITS_MAX)
    return FALSE;
  if (g_strcmp0 (before, after) != 0)
    take_step (self, row, column, before, after);
  return TRUE;
}

gboolean
jly_edits_is_out (const JlyEdits *self, gsize row)
{
  return g_hash_table_contains (self->out, GSIZE_TO_POINTER (row));
}

guint
jly_edits_get_n_out (const JlyEdits *self)
{
  return g_hash_table_size (self->out);
}

gboolean
jly_edits_leave_out (JlyEdits *self, gsize row, gboolean is_out)
{
  const gboolean was_out = jly_edits_is_out (self, row);

  if (self->n_done >= JLY_EDITS_MAX)
    return FALSE;
  if (is_out == was_out)
    return TRUE;
  if (is_out && (gsize)jly_edits_get_n_out (self) + 1 >= jly_sheet_get_n_rows (self->sheet))
    return FALSE;
  take_step (self, row, JLY_EDITS_ROW, was_out ? "" : NULL, is_out ? "" : NULL);
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const gsize *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

GArray *
jly_edits_list_out (const JlyEdits *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gsize));
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->out);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      const gsize number = GPOINTER_TO_SIZE (row);

      g_array_append_val (list, number);
    }
  g_array_sort (list, compare_rows);
  return list;
}

gboolean
jly_edits_can_undo (const JlyEdits *self)
{
  return self->n_done > 0;
}

gboolean
jly_edits_can_redo (const JlyEdits *self)
{
  return self->n_done < self->steps->len;
}

static void
tell_place (const Step *step, gsize *row, guint *column)
{
  if (row != NULL)
    *row = step->row;
  if (column != NULL)
    *column = step->column;
}

gboolean
jly_edits_undo (JlyEdits *self, gsize *row, guint *column)
{
  const Step *step;

  if (!jly_edits_can_undo (self))
    return FALSE;
  step = g_ptr_array_index (self->steps, --self->n_done);
  put (self, step->row, step->column, step->before);
  tell_place (step, row, column);
  return TRUE;
}

gboolean
jly_edits_redo (JlyEdits *self, gsize *row, guint *column)
{
  const Step *step;

  if (!jly_edits_can_redo (self))
    return FALSE;
  step = g_ptr_array_index (self->steps, self->n_done++);
  put (self, step->row, step->column, step->after);
  tell_place (step, row, column);
  return TRUE;
}

static int
compare_edits (gconstpointer a, gconstpointer b)
{
  const JlyEdit *first = a, *second = b;

  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;
  return first->column < second->column ? -1 : first->column > second->column;
}

GArray *
jly_edits_list (const JlyEdits *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (JlyEdit));
  GHashTableIter iter;
  gpointer key, text;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      const guint64 place = (guint64) * (const gint64 *)key;
      JlyEdit edit = { .row = place >> 16, .column = place & 0xffff, .after = text };

      edit.before = jly_sheet_get_cell (self->sheet, edit.row, edit.column);
      g_array_append_val (list, edit);
    }
  g_array_sort (list, compare_edits);
  return list;
}

JlySheet *
jly_edits_apply (const JlyEdits *self)
{
  g_autoptr (GHashTable) cells = new_cells ();
  g_autoptr (GArray) out = jly_edits_list_out (self);
  GHashTableIter iter;
  gpointer key, text;

  if (jly_edits_get_n_cells (self) == 0 && out->len == 0)
    return jly_sheet_ref (self->sheet);
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, &text))
    g_hash_table_insert (cells, g_memdup2 (key, sizeof (gint64)), g_strdup (text));
  return jly_sheet_new_edited (self->sheet, cells, out);
}
