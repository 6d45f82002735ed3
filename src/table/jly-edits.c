/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-edits.h. */
#include "config.h"

#include "table/jly-edits.h"

#include <string.h>

/* A cell's text before and after a step; NULL: as in the file. */
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

  if (text == NULL)
    g_hash_table_remove (self->cells, &key);
  else
    g_hash_table_replace (self->cells, g_memdup2 (&key, sizeof key), g_strdup (text));
}

gboolean
jly_edits_set (JlyEdits *self, gsize row, guint column, const char *text)
{
  const char *before = jly_edits_get (self, row, column);
  const char *after
      = g_str_equal (text, jly_sheet_get_cell (self->sheet, row, column)) ? NULL : text;
  Step *step;

  if (strlen (text) > JLY_GRID_CELL_MAX || !g_utf8_validate (text, -1, NULL)
      || self->n_done >= JLY_EDITS_MAX)
    return FALSE;
  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  step = g_new (Step, 1);
  *step = (Step){
    .row = row, .column = column, .before = g_strdup (before), .after = g_strdup (after)
  };
  /* What was undone before a new step cannot come back. */
  g_ptr_array_set_size (self->steps, (gint)self->n_done);
  g_ptr_array_add (self->steps, step);
  self->n_done++;
  put (self, row, column, after);
  return TRUE;
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
  GHashTableIter iter;
  gpointer key, text;

  if (jly_edits_get_n_cells (self) == 0)
    return jly_sheet_ref (self->sheet);
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, &text))
    g_hash_table_insert (cells, g_memdup2 (key, sizeof (gint64)), g_strdup (text));
  return jly_sheet_new_edited (self->sheet, cells);
}
