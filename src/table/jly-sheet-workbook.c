/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a sheet of a spreadsheet file into a sheet's grid, and says which sheet and what of its
 * cells a person should know. */
#include "config.h"

#include "table/jly-sheet-private.h"

#include "table/jly-table-error.h"
#include "table/jly-workbook.h"

#include <glib/gi18n-lib.h>

#define ROWS_MORE 2 /* times the rows of the sheet that was chosen */

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

static const JlySheetInfo *
find_chosen (const JlySheet *self, guint *n_hidden)
{
  const JlySheetInfo *chosen = NULL;

  *n_hidden = 0;
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const JlySheetInfo *info = g_ptr_array_index (self->sheets, i);

      *n_hidden += info->is_hidden;
      if (info->is_chosen)
        chosen = info;
    }
  return chosen;
}

/* A sheet that is not hidden and has far more rows than the chosen one, or NULL. */
static const JlySheetInfo *
find_larger (const JlySheet *self, const JlySheetInfo *chosen)
{
  const JlySheetInfo *larger = NULL;

  for (guint i = 0; i < self->sheets->len; i++)
    {
      const JlySheetInfo *info = g_ptr_array_index (self->sheets, i);

      if (!info->is_hidden && info->n_rows / ROWS_MORE > chosen->n_rows
          && (larger == NULL || info->n_rows > larger->n_rows))
        larger = info;
    }
  return larger;
}

static void
append_larger (GString *words, const JlySheetInfo *larger)
{
  g_autofree char *quoted = jly_table_quote (larger->name);

  g_string_append_c (words, ' ');
  g_string_append_printf (words,
                          ngettext ("“%s” has %zu row: choose it if it is the one that is meant.",
                                    "“%s” has %zu rows: choose it if it is the one that is meant.",
                                    larger->n_rows),
                          quoted, larger->n_rows);
}

/* The rule is told only where another sheet could have been meant. */
static void
note_sheet (JlySheet *self, const JlySheetOptions *options, JlySheetLook look)
{
  guint n_hidden;
  const JlySheetInfo *chosen = find_chosen (self, &n_hidden);
  g_autofree char *quoted = jly_table_quote (chosen->name);
  g_autoptr (GString) words = g_string_new (NULL);
  const JlySheetInfo *larger = options->sheet == NULL ? find_larger (self, chosen) : NULL;

  if (self->sheets->len < 2)
    return;
  if (options->sheet != NULL)
    g_string_append_printf (words, _ ("Sheet “%s” is read, as you chose."), quoted);
  else
    g_string_append_printf (
        words,
        look == JLY_SHEET_FIGURES
            ? _ ("Sheet “%s” is read: of %u sheets it is the first that holds figures below column "
                 "names and is not hidden.")
            : _ ("Sheet “%s” is read: of %u sheets none holds figures below column names, and it "
                 "is the first that looks like a table and is not hidden."),
        quoted, self->sheets->len);
  if (larger != NULL)
    append_larger (words, larger);
  if (n_hidden > 0)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (
          words, ngettext ("%u sheet is hidden.", "%u sheets are hidden.", n_hidden), n_hidden);
    }
  jly_sheet_add_note (self, JLY_NOTE_SHEET, 0, self->sheets->len, larger != NULL,
                      g_strdup (words->str));
}

/* "B7", as both programs call it. */
static char *
name_cell (const JlyCellCount *count)
{
  char letters[8];
  guint at = sizeof letters - 1, left = count->column + 1;

  letters[at] = '\0';
  for (; left > 0; left = (left - 1) / 26)
    letters[--at] = (char)('A' + (left - 1) % 26);
  return g_strdup_printf ("%s%zu", letters + at, count->row + 1);
}

static void
note_cells (JlySheet *self, const JlyWorkbookRead *read)
{
  g_autofree char *error_cell = name_cell (&read->errors);
  g_autofree char *formula_cell = name_cell (&read->formulas);

  if (read->errors.n > 0)
    jly_sheet_add_note (
        self, JLY_NOTE_ERROR_CELLS, read->errors.row + 1, read->errors.n, TRUE,
        g_strdup_printf (ngettext ("%zu cell holds the error of a formula, %s: it is no figure.",
                                   "%zu cells hold errors of formulas, the first is %s: they are "
                                   "no figures.",
                                   read->errors.n),
                         read->errors.n, error_cell));
  if (read->formulas.n > 0)
    jly_sheet_add_note (
        self, JLY_NOTE_FORMULAS, read->formulas.row + 1, read->formulas.n, TRUE,
        g_strdup_printf (ngettext ("%zu formula has no saved result, %s: open the file in its own "
                                   "program and save it again.",
                                   "%zu formulas have no saved result, the first is %s: open the "
                                   "file in its own program and save it again.",
                                   read->formulas.n),
                         read->formulas.n, formula_cell));
}

static void
note_inexact (JlySheet *self, const JlyCellCount *inexact)
{
  g_autofree char *cell = name_cell (inexact);

  if (inexact->n > 0)
    jly_sheet_add_note (
        self, JLY_NOTE_INEXACT, inexact->row + 1, inexact->n, TRUE,
        g_strdup_printf (
            ngettext (
                "%zu number has more than the 15 digits that a spreadsheet keeps, %s: its "
                "last digits may be others than were typed.",
                "%zu numbers have more than the 15 digits that a spreadsheet keeps, the first "
                "is %s: their last digits may be others than were typed.",
                inexact->n),
            inexact->n, cell));
}

/* Takes what was read. */
static void
take (JlySheet *self, const JlySheetOptions *options, JlyWorkbookRead *read, gboolean is_excel)
{
  guint n_hidden;
  const JlySheetInfo *chosen = find_chosen (self, &n_hidden);
  g_autofree char *quoted = jly_table_quote (chosen->name);

  self->grid = read->grid;
  self->is_preview = read->is_cut;
  self->n_records_estimated = MAX (chosen->n_rows, self->grid.n_records);
  self->format = g_strdup_printf (
      is_excel ? _ ("Excel, sheet “%s”") : _ ("LibreOffice, sheet “%s”"), quoted);
  note_sheet (self, options, read->look);
  note_cells (self, read);
  note_inexact (self, &read->inexact);
}

gboolean
jly_sheet_read_workbook (JlySheet *self,
                         JlySource *source,
                         const JlySheetOptions *options,
                         GError **error)
{
  g_autoptr (GByteArray) bytes = read_bytes (source, error);
  JlyPackage package = { .name = self->name, .source = source };
  JlyWorkbookRead read = { .sheets = self->sheets };

  if (bytes == NULL)
    return FALSE;
  package.bytes = bytes->data;
  package.n_bytes = bytes->len;
  if (jly_workbook_is_xlsx (&package))
    {
      if (!jly_package_check_names (&package, error)
          || !jly_workbook_read_xlsx (&package, options, &read, error))
        return FALSE;
      take (self, options, &read, TRUE);
      return TRUE;
    }
  if (jly_workbook_is_ods (&package))
    {
      if (!jly_package_check_names (&package, error)
          || !jly_workbook_read_ods (&package, options, &read, error))
        return FALSE;
      take (self, options, &read, FALSE);
      return TRUE;
    }
  jly_source_rewind (source);
  return jly_sheet_read_text (self, source, options, error);
}
