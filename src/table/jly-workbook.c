/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of Excel and LibreOffice files share: which sheet is meant. */
#include "config.h"

#include "table/jly-workbook.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

#define ROWS_ABOVE 50
#define SHEETS_SHOWN 12

void
jly_cell_count_add (JlyCellCount *self, gsize row, guint column)
{
  if (self->n++ > 0)
    return;
  self->row = row;
  self->column = column;
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
