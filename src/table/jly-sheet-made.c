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

  self->format = g_strdup (format);
  self->grid = *grid;
  memset (grid, 0, sizeof *grid);
  if (!jly_sheet_lay_out (self, &options, error))
    return NULL;
  if (!is_form)
    jly_sheet_find_totals (self, &options);
  jly_sheet_sort_notes (self);
  return g_steal_pointer (&self);
}

JlySheet *
jly_sheet_new_edited (JlySheet *self, GHashTable *cells)
{
  JlySheet *original = self->original != NULL ? self->original : self;
  JlySheet *edited = g_memdup2 (original, sizeof *original);

  G_STATIC_ASSERT (JLY_GRID_COLUMNS_MAX <= 1 << 16);
  g_atomic_ref_count_init (&edited->refs);
  edited->original = jly_sheet_ref (original);
  edited->cells = g_hash_table_ref (cells);
  return edited;
}
