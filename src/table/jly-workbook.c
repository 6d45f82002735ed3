/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of Excel and LibreOffice files share: which sheet is meant. */
#include "config.h"

#include "table/jly-workbook.h"

#include "table/jly-heading-cell.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

#define ROWS_ABOVE 50
#define WIDE_LEAST 2 /* cells in a row of a table */
#define SHEETS_SHOWN 12

void
jly_cell_count_add (JlyCellCount *self, gsize row, guint column)
{
  if (self->n++ > 0)
    return;
  self->row = row;
  self->column = column;
}

/* What a record holds. */
typedef struct
{
  guint n_filled;
  guint n_figures; /* no year alone: a cover says "2025", too */
} Filled;

static Filled
look_at_record (const JlyGrid *grid, gsize record)
{
  const guint n = jly_grid_count_cells (grid, record);
  Filled filled = { 0 };

  for (guint k = 0; k < n; k++)
    {
      const JlyHeadingKind kind = jly_heading_look (jly_grid_get_cell (grid, record, k));

      filled.n_filled += kind != JLY_HEADING_EMPTY;
      filled.n_figures += kind == JLY_HEADING_FIGURE;
    }
  return filled;
}

/* A row of names without a figure, and below it mostly rows that are as wide and have one. */
JlySheetLook
jly_workbook_look (JlyGridBuilder *builder)
{
  Filled filled[JLY_SHEET_RECORDS_LOOKED_AT];
  guint widest = 0, n_filled = 0, n_wide = 0, n_figures = 0;
  gboolean has_names = FALSE;
  JlyGrid grid;

  jly_grid_builder_view (builder, &grid);
  grid.n_records = MIN (grid.n_records, JLY_SHEET_RECORDS_LOOKED_AT);
  for (gsize i = 0; i < grid.n_records; i++)
    {
      filled[i] = look_at_record (&grid, i);
      widest = MAX (widest, filled[i].n_filled);
    }
  for (gsize i = 0; i < grid.n_records; i++)
    {
      const gboolean is_wide = filled[i].n_filled >= WIDE_LEAST && filled[i].n_filled * 2 > widest;

      n_filled += filled[i].n_filled > 0;
      has_names |= is_wide && filled[i].n_figures == 0;
      n_wide += has_names && is_wide;
      n_figures += has_names && is_wide && filled[i].n_figures > 0;
    }
  if (n_figures > 0 && n_figures * 2 >= n_wide - 1)
    return JLY_SHEET_FIGURES;
  if (n_wide > 1)
    return JLY_SHEET_TABLE;
  return n_filled > 0 ? JLY_SHEET_WORDS : JLY_SHEET_EMPTY;
}

/* A name comes before a number: sheets are called "2025". */
int
jly_workbook_find_sheet (const GPtrArray *sheets, const char *wanted)
{
  g_autofree char *folded = jly_name_fold (wanted);
  guint64 number;

  for (guint i = 0; i < sheets->len; i++)
    {
      const JlySheetInfo *info = g_ptr_array_index (sheets, i);
      g_autofree char *name = jly_name_fold (info->name);

      if (g_str_equal (name, folded))
        return (int)i;
    }
  if (g_ascii_string_to_unsigned (wanted, 10, 1, sheets->len, &number, NULL))
    return (int)number - 1;
  return -1;
}

gboolean
jly_workbook_fail_no_sheet (const JlyPackage *package,
                            const GPtrArray *sheets,
                            const char *wanted,
                            GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *quoted = jly_table_quote (wanted);
  JlyErrorDetail detail = { .file = package->name, .next = _ ("Choose one of them.") };

  for (guint i = 0; i < sheets->len && i < SHEETS_SHOWN; i++)
    {
      const JlySheetInfo *info = g_ptr_array_index (sheets, i);
      g_autofree char *name = jly_table_quote (info->name);

      g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", name);
    }
  if (sheets->len > SHEETS_SHOWN)
    g_string_append (list, ", …");
  return jly_fail (error, JLY_ERROR_USAGE, &detail,
                   _ ("%s: No sheet is called “%s”; there are %s."), package->name, quoted,
                   list->str);
}

gsize
jly_workbook_count_wanted (const JlySheetOptions *options)
{
  return options->n_rows > 0 ? options->n_rows + ROWS_ABOVE : 0;
}
