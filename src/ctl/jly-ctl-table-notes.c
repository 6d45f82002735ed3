/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ctl-table-notes.h. */
#include "config.h"

#include "ctl/jly-ctl-table-notes.h"

#include "base/jly-plain.h"

#include <glib/gi18n.h>
#include <stdio.h>

static JsonArray *
notes_to_json (JlySheet *sheet)
{
  static const char *const kinds[] = { [JLY_NOTE_ENCODING] = "encoding",
                                       [JLY_NOTE_DELIMITER] = "delimiter",
                                       [JLY_NOTE_SHEET] = "sheet",
                                       [JLY_NOTE_TITLE_ROWS] = "title-rows",
                                       [JLY_NOTE_NAME_ROWS] = "name-rows",
                                       [JLY_NOTE_TOTALS_LEFT] = "totals-left-out",
                                       [JLY_NOTE_TOTALS_KEPT] = "totals-kept",
                                       [JLY_NOTE_EMPTY_ROWS] = "empty-rows",
                                       [JLY_NOTE_EMPTY_COLUMNS] = "empty-columns",
                                       [JLY_NOTE_ERROR_CELLS] = "error-cells",
                                       [JLY_NOTE_FORMULAS] = "formulas-without-result",
                                       [JLY_NOTE_INEXACT] = "inexact-numbers",
                                       [JLY_NOTE_PREVIEW] = "preview",
                                       [JLY_NOTE_NAMES] = "names" };
  const GPtrArray *notes = jly_sheet_get_notes (sheet);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < notes->len; i++)
    {
      const JlySheetNote *note = g_ptr_array_index (notes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "about", kinds[note->kind]);
      json_object_set_string_member (object, "text", note->words);
      json_object_set_boolean_member (object, "question", note->is_question);
      if (note->row > 0)
        json_object_set_int_member (object, "row", (gint64)note->row);
      if (note->count > 0)
        json_object_set_int_member (object, "count", (gint64)note->count);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
sheets_to_json (JlySheet *sheet)
{
  const GPtrArray *sheets = jly_sheet_get_sheets (sheet);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < sheets->len; i++)
    {
      const JlySheetInfo *info = g_ptr_array_index (sheets, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", info->name);
      if (info->n_rows > 0)
        json_object_set_int_member (object, "rows", (gint64)info->n_rows);
      json_object_set_boolean_member (object, "hidden", info->is_hidden);
      json_object_set_boolean_member (object, "chosen", info->is_chosen);
      json_array_add_object_element (array, object);
    }
  return array;
}

void
jly_ctl_table_notes_add (JsonObject *object, JlySheet *sheet)
{
  if (jly_sheet_get_sheets (sheet)->len > 0)
    json_object_set_array_member (object, "sheets", sheets_to_json (sheet));
  json_object_set_array_member (object, "notes", notes_to_json (sheet));
}

/* What there is beside the sheet that was read. */
static void
print_sheets (JlySheet *sheet)
{
  const GPtrArray *sheets = jly_sheet_get_sheets (sheet);

  for (guint i = 0; i < sheets->len; i++)
    {
      const JlySheetInfo *info = g_ptr_array_index (sheets, i);
      g_autofree char *name = jly_plain_line (info->name);

      printf (_ ("  Sheet %u: “%s”"), i + 1, name);
      if (info->n_rows > 0)
        printf (ngettext (", %zu row", ", %zu rows", info->n_rows), info->n_rows);
      printf ("%s%s\n", info->is_hidden ? _ (", hidden") : "",
              info->is_chosen ? _ (", read here") : "");
    }
  if (sheets->len > 1)
    printf ("%s\n", _ ("  To read another sheet, add --sheet and its name."));
}

void
jly_ctl_table_notes_print (JlySheet *sheet)
{
  const GPtrArray *notes = jly_sheet_get_notes (sheet);

  print_sheets (sheet);
  for (guint i = 0; i < notes->len; i++)
    {
      const JlySheetNote *note = g_ptr_array_index (notes, i);

      printf (note->is_question ? _ ("  To confirm: %s\n") : "  %s\n", note->words);
      if (note->is_question && note->kind == JLY_NOTE_NAME_ROWS)
        printf (_ ("  To say how many rows the column names take, add --name-rows and their "
                   "number, as in --name-rows %u.\n"),
                jly_sheet_get_n_name_rows (sheet));
    }
}
