/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-grid.h. */
#include "config.h"

#include "table/jly-grid.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define JLY_GRID_TEXT_MAX (512u * 1024 * 1024) /* bytes of a spreadsheet's cells */

struct _JlyGridBuilder
{
  char *name;
  GString *text; /* begins with one empty cell, which all empty ones share */
  GArray *cells;
  GArray *records;
  GByteArray *is_number;
  GArray *spans;
};

JlyGridBuilder *
jly_grid_builder_new (const char *name)
{
  JlyGridBuilder *self = g_new0 (JlyGridBuilder, 1);

  self->name = g_strdup (name);
  self->text = g_string_new_len ("", 1);
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->records = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->is_number = g_byte_array_new ();
  self->spans = g_array_new (FALSE, FALSE, sizeof (JlyGridSpan));
  return self;
}

static gboolean
fail_at_row (const JlyGridBuilder *self, GError **error, const char *what)
{
  const JlyTablePlace place = { .file = self->name, .row = self->records->len };

  return jly_table_fail (error, &place, _ ("Keep only the rows and columns that this study needs."),
                         "%s", what);
}

gboolean
jly_grid_builder_begin (JlyGridBuilder *self, gsize index, GError **error)
{
  const guint32 first = self->cells->len;

  if (index >= JLY_GRID_RECORDS_MAX)
    return fail_at_row (self, error, _ ("The table is longer than a million rows."));
  while (self->records->len <= index)
    g_array_append_val (self->records, first);
  return TRUE;
}

static gboolean
append_cell (JlyGridBuilder *self, guint32 offset, guint8 is_number, GError **error)
{
  if (self->cells->len >= JLY_GRID_CELLS_MAX)
    return fail_at_row (self, error, _ ("The table has too many cells."));
  g_array_append_val (self->cells, offset);
  g_byte_array_append (self->is_number, &is_number, 1);
  return TRUE;
}

gboolean
jly_grid_builder_keep (JlyGridBuilder *self, const char *text, guint32 *offset, GError **error)
{
  const gsize length = strlen (text);

  if (length > JLY_GRID_CELL_MAX)
    return fail_at_row (self, error, _ ("A cell here is longer than a million characters."));
  if (self->text->len + length + 1 > JLY_GRID_TEXT_MAX)
    return fail_at_row (self, error, _ ("The table has too many cells."));
  /* A part of a package is XML of any bytes until here. */
  if (!g_utf8_validate (text, (gssize)length, NULL))
    return fail_at_row (self, error, _ ("A character here cannot be read: the file is damaged."));
  *offset = length > 0 ? (guint32)self->text->len : 0;
  if (length > 0)
    g_string_append_len (self->text, text, (gssize)length + 1);
  return TRUE;
}

/* Makes as many empty cells as are missing before the column. */
static gboolean
reach_column (JlyGridBuilder *self, guint column, GError **error)
{
  const gsize first = g_array_index (self->records, guint32, self->records->len - 1);

  if (column >= JLY_GRID_COLUMNS_MAX)
    return fail_at_row (self, error, _ ("This row has more than 4096 cells."));
  if (self->cells->len - first > column)
    return fail_at_row (self, error, _ ("This file is damaged: a cell stands here twice."));
  while (self->cells->len - first < column)
    if (!append_cell (self, 0, FALSE, error))
      return FALSE;
  return TRUE;
}

gboolean
jly_grid_builder_add_kept (
    JlyGridBuilder *self, guint column, guint32 offset, gboolean is_number, GError **error)
{
  return reach_column (self, column, error)
         && append_cell (self, offset, is_number != FALSE, error);
}

gboolean
jly_grid_builder_add (
    JlyGridBuilder *self, guint column, const char *text, gboolean is_number, GError **error)
{
  guint32 offset;

  return jly_grid_builder_keep (self, text, &offset, error)
         && jly_grid_builder_add_kept (self, column, offset, is_number, error);
}

void
jly_grid_builder_mark_inexact (JlyGridBuilder *self)
{
  self->is_number->data[self->is_number->len - 1] = JLY_GRID_INEXACT;
}

void
jly_grid_builder_add_span (JlyGridBuilder *self, const JlyGridSpan *span)
{
  if (span->record < JLY_GRID_SPAN_RECORDS && span->column < JLY_GRID_COLUMNS_MAX
      && self->spans->len < JLY_GRID_SPANS_MAX)
    g_array_append_val (self->spans, *span);
}

gsize
jly_grid_builder_count (const JlyGridBuilder *self)
{
  return self->records->len;
}

gboolean
jly_grid_builder_is_empty (const JlyGridBuilder *self)
{
  for (gsize i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, guint32, i) != 0)
      return FALSE;
  return TRUE;
}

void
jly_grid_builder_view (JlyGridBuilder *self, JlyGrid *view)
{
  const guint32 n_cells = self->cells->len;

  /* The end of the last record, which the next one will write over. */
  g_array_append_val (self->records, n_cells);
  g_array_set_size (self->records, self->records->len - 1);
  *view = (JlyGrid){ .text = self->text->str,
                     .cells = (guint32 *)self->cells->data,
                     .records = (guint32 *)self->records->data,
                     .n_records = self->records->len,
                     .is_number = self->is_number->data,
                     .spans = self->spans };
}

void
jly_grid_builder_restart (JlyGridBuilder *self)
{
  g_array_set_size (self->cells, 0);
  g_array_set_size (self->records, 0);
  g_byte_array_set_size (self->is_number, 0);
  g_array_set_size (self->spans, 0);
}

void
jly_grid_builder_finish (JlyGridBuilder *self, JlyGrid *grid)
{
  const guint32 n_cells = self->cells->len;

  grid->n_records = self->records->len;
  g_array_append_val (self->records, n_cells);
  grid->text = g_string_free (g_steal_pointer (&self->text), FALSE);
  grid->cells = (guint32 *)g_array_free (g_steal_pointer (&self->cells), FALSE);
  grid->records = (guint32 *)g_array_free (g_steal_pointer (&self->records), FALSE);
  grid->is_number = g_byte_array_free (g_steal_pointer (&self->is_number), FALSE);
  grid->spans = g_steal_pointer (&self->spans);
  jly_grid_builder_free (self);
}

void
jly_grid_builder_free (JlyGridBuilder *self)
{
  if (self == NULL)
    return;
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->records, g_array_unref);
  g_clear_pointer (&self->is_number, g_byte_array_unref);
  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self->name);
  g_free (self);
}

void
jly_grid_clear (JlyGrid *grid)
{
  g_clear_pointer (&grid->text, g_free);
  g_clear_pointer (&grid->cells, g_free);
  g_clear_pointer (&grid->records, g_free);
  g_clear_pointer (&grid->is_number, g_free);
  g_clear_pointer (&grid->spans, g_array_unref);
  grid->n_records = 0;
}
