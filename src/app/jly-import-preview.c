/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-preview.h. */
#include "config.h"

#include "app/jly-import-preview.h"

#include "app/jly-import-questions.h"

/* What the title of a column of the file says. */
static void
describe_column (JlySheetView *view, JlyImport *import, guint sheet_column)
{
  const JlyColumn *reading = jly_import_get_reading (import, sheet_column);
  const int k = jly_import_find_column (import, sheet_column);
  JlyStatusKind kind = JLY_STATUS_PLAIN;

  if (reading == NULL)
    return;
  if (k >= 0)
    kind = jly_import_questions_are_open (import, (guint)k) ? JLY_STATUS_LOOK : JLY_STATUS_DONE;
  jly_sheet_view_describe (view, sheet_column, kind, k >= 0, jly_column_type_words (reading->type),
                           reading->reason);
}

void
jly_import_preview_describe (JlySheetView *view, JlyImport *import)
{
  for (guint i = 0; i < jly_sheet_get_n_columns (jly_import_get_file (import)); i++)
    describe_column (view, import, i);
}

void
jly_import_preview_mark (JlySheetView *view, JlyImport *import)
{
  GPtrArray *findings = jly_import_get_findings (import);
  GPtrArray *questions = jly_import_get_questions (import);
  JlySheet *sheet = jly_import_get_sheet (import);
  g_autoptr (GArray) edits = jly_edits_list (jly_import_get_edits (import));

  for (guint i = 0; i < findings->len; i++)
    {
      const JlyFinding *finding = g_ptr_array_index (findings, i);

      if (finding->row != JLY_FINDING_NO_ROW && finding->sheet_column >= 0
          && !finding->is_confirmed)
        jly_sheet_view_mark (view, finding->row, (guint)finding->sheet_column,
                             finding->is_soft ? JLY_STATUS_LOOK : JLY_STATUS_FAILED,
                             finding->words);
    }
  for (guint i = 0; i < questions->len; i++)
    {
      const JlyQuestion *question = g_ptr_array_index (questions, i);

      jly_sheet_view_mark (view, question->row,
                           (guint)jly_import_get_match (import, question->column)->sheet_column,
                           JLY_STATUS_LOOK, question->text);
    }
  for (guint i = 0; i < edits->len; i++)
    {
      const JlyEdit *one = &g_array_index (edits, JlyEdit, i);
      const gsize row = jly_sheet_find_row (
          sheet, jly_sheet_get_file_row (jly_import_get_file (import), one->row));

      if (row < jly_sheet_get_n_rows (sheet))
        jly_sheet_view_mark_edited (view, row, one->column);
    }
}
