/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-deeds.h. What no longer fits when its turn comes is let go. */
#include "config.h"

#include "app/jly-import-deeds.h"

typedef struct
{
  guint64 file_row;
  guint column;
  const JlyRule *rule; /* only compared */
  char *text;
  gboolean is_so;
} Deed;

static void
free_deed (gpointer data)
{
  g_free (((Deed *)data)->text);
  g_free (data);
}

static void
do_it (JlyImportSession *session, JlyImportChange change, const Deed *deed)
{
  jly_import_session_change (session, change, g_memdup2 (deed, sizeof *deed), free_deed);
}

static gboolean
find_row (JlyImport *import, const Deed *deed, gsize *row)
{
  JlySheet *file = jly_import_get_file (import);

  *row = jly_sheet_find_row (file, deed->file_row);
  return *row < jly_sheet_get_n_rows (file);
}

static void
edit (JlyImport *import, gpointer data)
{
  const Deed *deed = data;
  gsize row;

  if (find_row (import, deed, &row)
      && deed->column < jly_sheet_get_n_columns (jly_import_get_file (import)))
    jly_import_edit (import, row, deed->column, deed->text);
}

static void
leave_out (JlyImport *import, gpointer data)
{
  const Deed *deed = data;
  gsize row;

  if (find_row (import, deed, &row))
    jly_import_leave_out (import, row, deed->is_so);
}

static void
confirm (JlyImport *import, gpointer data)
{
  const Deed *deed = data;
  GPtrArray *findings = jly_import_get_findings (import);

  for (guint i = 0; i < findings->len; i++)
    {
      const JlyFinding *finding = g_ptr_array_index (findings, i);

      if (finding->is_soft && finding->rule == deed->rule && finding->row != JLY_FINDING_NO_ROW
          && finding->sheet_column == (int)deed->column
          && jly_sheet_get_file_row (jly_import_get_sheet (import), finding->row) == deed->file_row)
        jly_import_confirm (import, finding, deed->is_so);
    }
}

static void
choose_mark (JlyImport *import, gpointer data)
{
  const Deed *deed = data;

  for (guint k = 0; k < jly_import_get_rules (import)->columns->len; k++)
    {
      JlyColumnAnswers answers = *jly_import_get_answers (import, k);

      answers.mark = (JlyDecimalMark)deed->column;
      jly_import_set_answers (import, k, &answers);
    }
}

static void
undo (JlyImport *import, gpointer data)
{
  jly_import_undo (import, NULL, NULL);
}

static void
redo (JlyImport *import, gpointer data)
{
  jly_import_redo (import, NULL, NULL);
}

void
jly_import_deeds_edit (JlyImportSession *session,
                       guint64 file_row,
                       guint sheet_column,
                       const char *text)
{
  do_it (session, edit,
         &(Deed){ .file_row = file_row, .column = sheet_column, .text = g_strdup (text) });
}

void
jly_import_deeds_leave_out (JlyImportSession *session, guint64 file_row, gboolean is_out)
{
  do_it (session, leave_out, &(Deed){ .file_row = file_row, .is_so = is_out });
}

void
jly_import_deeds_confirm (JlyImportSession *session,
                          const JlyRule *rule,
                          guint64 file_row,
                          guint sheet_column,
                          gboolean is_right)
{
  do_it (session, confirm,
         &(Deed){ .file_row = file_row, .column = sheet_column, .rule = rule, .is_so = is_right });
}

void
jly_import_deeds_choose_mark (JlyImportSession *session, JlyDecimalMark mark)
{
  do_it (session, choose_mark, &(Deed){ .column = mark });
}

void
jly_import_deeds_undo (JlyImportSession *session)
{
  jly_import_session_change (session, undo, NULL, NULL);
}

void
jly_import_deeds_redo (JlyImportSession *session)
{
  jly_import_session_change (session, redo, NULL, NULL);
}
