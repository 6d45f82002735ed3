/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Something that was noticed between a file and its rows: titles above them, totals below, what was
 * left out. Where the person can choose, a switch: signal "kept" (boolean): totals are to count;
 * and for a row that may be a total, a button: signal "left-out" (guint64, boolean): row of the
 * file.
 */
#pragma once

#include "table/jly-sheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_NOTE_ROW (jly_note_row_get_type ())
G_DECLARE_FINAL_TYPE (JlyNoteRow, jly_note_row, JLY, NOTE_ROW, GtkListBoxRow)

/* keeps: what the person chose about totals rows so far. */
GtkWidget *jly_note_row_new (const JlySheetNote *note, gboolean keeps);
/* sheet: as it is computed with; a row that is not in it was left out. */
void jly_note_row_show_left_out (JlyNoteRow *self, JlySheet *sheet);

G_END_DECLS
