/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel's files (ECMA-376, SpreadsheetML): which sheets there are, and the one that is meant. */
#include "config.h"

#include "table/jly-sheet-private.h"
#include "table/jly-table-error.h"
#include "table/jly-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SHEETS_MAX 1000

typedef struct
{
  JlyXlsxBook book;
  JlyWorkbookRead *read;
  GPtrArray *ids;   /* of each sheet: its relation */
  GPtrArray *parts; /* of each sheet: its part in the package, or NULL */
} Workbook;

gboolean
jly_workbook_is_xlsx (const JlyPackage *package)
{
  return jly_package_has (package, "xl/workbook.xml");
}

static JlyXmlNext
take_sheet (Workbook *self, const JlyAttributes *attributes, GError **error)
{
  g_autofree char *name = jly_attributes_dup (attributes, "name");
  g_autofree char *state = jly_attributes_dup (attributes, "state");

  if (self->read->sheets->len >= SHEETS_MAX)
    {
      jly_package_fail_damaged (self->book.package, error);
      return JLY_XML_FAIL;
    }
  g_ptr_array_add (self->read->sheets,
                   jly_sheet_info_new (name, state != NULL && !g_str_equal (state, "visible")));
  g_ptr_array_add (self->ids, jly_attributes_dup (attributes, "id"));
  g_ptr_array_add (self->parts, NULL);
  return JLY_XML_GO_ON;
}

static JlyXmlNext
workbook_start_cb (gpointer data, const char *name, const JlyAttributes *attributes, GError **error)
{
  Workbook *self = data;

  if (strcmp (name, "workbookPr") == 0)
    self->book.from_1904 = jly_attributes_has (attributes, "date1904", "1")
                           || jly_attributes_has (attributes, "date1904", "true");
  return strcmp (name, "sheet") == 0 ? take_sheet (self, attributes, error) : JLY_XML_GO_ON;
}

static JlyXmlNext
relation_start_cb (gpointer data, const char *name, const JlyAttributes *attributes, GError **error)
{
  Workbook *self = data;
  g_autofree char *id = jly_attributes_dup (attributes, "Id");
  g_autofree char *target = jly_attributes_dup (attributes, "Target");

  if (strcmp (name, "Relationship") != 0 || target == NULL)
    return JLY_XML_GO_ON;
  for (guint i = 0; i < self->ids->len; i++)
    if (g_strcmp0 (id, g_ptr_array_index (self->ids, i)) == 0 && self->parts->pdata[i] == NULL)
      self->parts->pdata[i]
          = target[0] == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
  return JLY_XML_GO_ON;
}

/* n_records: 0 for all. */
static gboolean
read_sheet (Workbook *self, guint index, gsize n_records, GError **error)
{
  const char *part = g_ptr_array_index (self->parts, index);

  jly_grid_builder_restart (self->book.builder);
  self->read->errors = self->read->formulas = self->read->inexact = (JlyCellCount){ 0 };
  self->read->is_cut = FALSE;
  if (part == NULL)
    return jly_package_fail_damaged (self->book.package, error);
  return jly_xlsx_read_sheet (&self->book, part, n_records, self->read, error);
}

/* The first sheet that holds figures below names, of those that are not hidden; where none does,
 * the first of those that look most like it. Only their first rows are read for that. */
static gboolean
find_first (Workbook *self, int *chosen, GError **error)
{
  JlySheetLook best = JLY_SHEET_EMPTY;

  *chosen = -1;
  for (guint i = 0; i < self->read->sheets->len && best < JLY_SHEET_FIGURES; i++)
    {
      const JlySheetInfo *info = g_ptr_array_index (self->read->sheets, i);
      JlySheetLook look;

      if (info->is_hidden)
        continue;
      if (!read_sheet (self, i, JLY_SHEET_RECORDS_LOOKED_AT, error))
        return FALSE;
      look = jly_workbook_look (self->book.builder);
      if (*chosen >= 0 && look <= best)
        continue;
      *chosen = (int)i;
      best = look;
    }
  self->read->look = best;
  return *chosen >= 0 || jly_package_fail_damaged (self->book.package, error);
}

static gboolean
find_chosen (Workbook *self, const JlySheetOptions *options, int *chosen, GError **error)
{
  *chosen = jly_workbook_find_sheet (self->read->sheets, options->sheet);
  if (*chosen < 0)
    return jly_workbook_fail_no_sheet (self->book.package, self->read->sheets, options->sheet,
                                       error);
  return TRUE;
}

static void
count_rows (Workbook *self, guint chosen)
{
  for (guint i = 0; i < self->read->sheets->len; i++)
    {
      JlySheetInfo *info = g_ptr_array_index (self->read->sheets, i);

      info->is_chosen = i == chosen;
      if (info->is_chosen && !self->read->is_cut)
        info->n_rows = jly_grid_builder_count (self->book.builder);
      else if (self->parts->pdata[i] != NULL)
        info->n_rows = jly_xlsx_peek_rows (self->book.package, self->parts->pdata[i]);
    }
}

static gboolean
read_all (Workbook *self, const JlySheetOptions *options, GError **error)
{
  static const JlyXmlListener workbook = { .start = workbook_start_cb };
  static const JlyXmlListener relations = { .start = relation_start_cb };
  const JlyPackage *package = self->book.package;
  int chosen;

  if (!jly_package_parse (package, "xl/workbook.xml", &workbook, self, NULL, error)
      || !jly_package_parse (package, "xl/_rels/workbook.xml.rels", &relations, self, NULL, error))
    return FALSE;
  self->book.styles = jly_xlsx_read_styles (package, error);
  if (self->book.styles == NULL || !jly_xlsx_read_strings (&self->book, error))
    return FALSE;
  if (options->sheet != NULL ? !find_chosen (self, options, &chosen, error)
                             : !find_first (self, &chosen, error))
    return FALSE;
  if (!read_sheet (self, (guint)chosen, jly_workbook_count_wanted (options), error)
      || (self->read->is_cut
          && !jly_xlsx_read_spans (&self->book, g_ptr_array_index (self->parts, chosen), error)))
    return FALSE;
  count_rows (self, (guint)chosen);
  return TRUE;
}

gboolean
jly_workbook_read_xlsx (const JlyPackage *package,
                        const JlySheetOptions *options,
                        JlyWorkbookRead *read,
                        GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  Workbook self = { .book = { .package = package }, .read = read, .ids = ids, .parts = parts };
  gboolean done;

  self.book.strings = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.book.builder = jly_grid_builder_new (package->name);
  done = read_all (&self, options, error);
  if (done)
    jly_grid_builder_finish (self.book.builder, &read->grid);
  else
    jly_grid_builder_free (self.book.builder);
  g_array_unref (self.book.strings);
  g_clear_pointer (&self.book.styles, g_byte_array_unref);
  return done;
}
