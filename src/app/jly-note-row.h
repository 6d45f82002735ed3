/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Something that was noticed between a file and its rows: titles above them, totals below, what was
 * left out. Where the person can choose, a switch: signal "kept" (boolean): the row is to count.
 */
#pragma once

#include "table/jly-sheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_NOTE_ROW (jly_note_row_get_type ())
G_DECLARE_FINAL_TYPE (JlyNoteRow, jly_note_row, JLY, NOTE_ROW, GtkListBoxRow)

/* keeps: what the person chose about totals rows so far. */
GtkWidget *jly_note_row_new (const JlySheetNote *note, gboolean keeps);

G_END_DECLS
