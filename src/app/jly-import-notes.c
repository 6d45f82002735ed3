/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-notes.h. */
#include "config.h"

#include "app/jly-import-notes.h"

#include "app/jly-import-deeds.h"
#include "app/jly-note-row.h"

static void
kept_cb (JlyNoteRow *row, gboolean kept, JlyImportSession *session)
{
  jly_import_session_keep_totals (session, kept);
}

static void
left_out_cb (JlyNoteRow *row, guint64 file_row, gboolean is_out, JlyImportSession *session)
{
  jly_import_deeds_leave_out (session, file_row, is_out);
}

/* What was left out or chosen on the way from the file to its rows. Which marks and signs it is
 * written with stands in the label already, unless it is a question. */
static gboolean
is_worth_a_row (const JlySheetNote *note)
{
  return note->is_question || note->kind == JLY_NOTE_TITLE_ROWS || note->kind == JLY_NOTE_NAME_ROWS
         || note->kind == JLY_NOTE_TOTALS_LEFT || note->kind == JLY_NOTE_TOTALS_KEPT
         || note->kind == JLY_NOTE_ERROR_CELLS || note->kind == JLY_NOTE_FORMULAS;
}

void
jly_import_notes_build (GtkListBox *list, JlySheet *file, JlyImportSession *session)
{
  const GPtrArray *notes = jly_sheet_get_notes (file);
  gboolean any = FALSE;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; i < notes->len; i++)
    {
      const JlySheetNote *note = g_ptr_array_index (notes, i);

      /* Whether a row is one of names is asked by a card of its own. */
      if (!is_worth_a_row (note) || (note->kind == JLY_NOTE_NAME_ROWS && note->is_question))
        continue;
      row = jly_note_row_new (note, jly_import_session_get_reading (session)->keep_totals);
      g_signal_connect_object (row, "kept", G_CALLBACK (kept_cb), session, 0);
      g_signal_connect_object (row, "left-out", G_CALLBACK (left_out_cb), session, 0);
      gtk_list_box_append (list, row);
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (list), any);
}

void
jly_import_notes_show (GtkListBox *list, JlySheet *sheet)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    jly_note_row_show_left_out (JLY_NOTE_ROW (row), sheet);
}
