/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets that are not read from a file: typed in, pasted, or with corrections in them. */
#include "config.h"

#include "table/jly-sheet-private.h"

#include "base/jly-plain.h"

#include <string.h>

JlySheet *
jly_sheet_new_from_grid (
    const char *name, const char *format, JlyGrid *grid, gboolean is_form, GError **error)
{
  const JlySheetOptions options = { .keep_totals = is_form, .n_name_rows = is_form ? 1 : 0 };
  g_autofree char *plain = jly_plain_line (name);
  g_autoptr (JlySheet) self = jly_sheet_new (plain);

  self->is_form = is_form;
  self->format = g_strdup (format);
  self->grid = *grid;
  memset (grid, 0, sizeof *grid);
  if (!jly_sheet_lay_out (self, &options, error))
    return NULL;
  if (!is_form)
    jly_sheet_find_totals (self, &options);
  jly_sheet_find_left (self);
  jly_sheet_sort_notes (self);
  return g_steal_pointer (&self);
}

/* Rows that are not out, and what is left out then. */
static void
take_out (JlySheet *self, const GArray *out)
{
  const guint32 *all = self->original->records;
  gsize n = 0;

  g_assert (out->len < self->n_rows);
  self->out = g_array_sized_new (FALSE, FALSE, sizeof (gsize), out->len);
  g_array_append_vals (self->out, out->data, out->len);
  self->records = g_new (guint32, self->n_rows - out->len);
  for (gsize row = 0; row < self->n_rows; row++)
    if (row - n < out->len && g_array_index (out, gsize, row - n) == row)
      continue;
    else
      self->records[n++] = all[row];
  self->n_rows = n;
  self->left = g_array_new (FALSE, FALSE, sizeof (JlySheetLeft));
  jly_sheet_find_left (self);
}

JlySheet *
jly_sheet_new_edited (JlySheet *self, GHashTable *cells, const GArray *out)
{
  JlySheet *original = self->original != NULL ? self->original : self;
  JlySheet *edited = g_memdup2 (original, sizeof *original);

  G_STATIC_ASSERT (JLY_GRID_COLUMNS_MAX <= 1 << 16);
  g_atomic_ref_count_init (&edited->refs);
  edited->original = jly_sheet_ref (original);
  edited->cells = g_hash_table_ref (cells);
  edited->out = NULL;
  if (out != NULL && out->len > 0)
    take_out (edited, out);
  return edited;
}
