/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a sheet of a spreadsheet file into a sheet's grid. */
#include "config.h"

#include "table/jly-sheet-private.h"

#include "table/jly-table-error.h"
#include "table/jly-text.h"
#include "table/jly-workbook.h"

#include <glib/gi18n-lib.h>

static GByteArray *
read_bytes (JlySource *source, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const gsize size = jly_source_get_size (source);

  if (!jly_source_check_size (source, JLY_SHEET_PACKED_MAX, error))
    return NULL;
  g_byte_array_set_size (bytes, (guint)size);
  return jly_source_read (source, bytes->data, size, error) < 0 ? NULL : g_steal_pointer (&bytes);
}

gboolean
jly_sheet_read_workbook (JlySheet *self,
                         JlySource *source,
                         const JlySheetOptions *options,
                         GError **error)
{
  g_autoptr (GByteArray) bytes = read_bytes (source, error);
  JlyPackage package = { .name = self->name };
  g_autofree char *sheet_name = NULL;
  g_autofree char *quoted = NULL;

  if (bytes == NULL)
    return FALSE;
  package.bytes = bytes->data;
  package.n_bytes = bytes->len;
  if (jly_workbook_is_xlsx (&package))
    {
      if (!jly_workbook_read_xlsx (&package, &self->grid, &sheet_name, error))
        return FALSE;
      quoted = jly_table_quote (sheet_name != NULL ? sheet_name : "");
      self->format = g_strdup_printf (_ ("Excel, sheet “%s”"), quoted);
      return TRUE;
    }
  if (jly_workbook_is_ods (&package))
    {
      if (!jly_workbook_read_ods (&package, &self->grid, &sheet_name, error))
        return FALSE;
      quoted = jly_table_quote (sheet_name != NULL ? sheet_name : "");
      self->format = g_strdup_printf (_ ("LibreOffice, sheet “%s”"), quoted);
      return TRUE;
    }
  jly_source_rewind (source);
  return jly_sheet_read_text (self, source, options, error);
}
