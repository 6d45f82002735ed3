/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A preview of a file of figures: all its rows, as they stand in the file, with what was understood
 * of each column in its title, and an icon and words where a cell needs a look. Titles and totals
 * that were left out of the sheet stand among them, greyed, with the reason. Cells are changed in
 * place (F2, Enter, double click), rows left out and taken in again from their menu (second button
 * of the mouse, menu key, Shift+F10). The view only tells: signals "edited" (uint64 row, uint
 * column, string text) and "left-out" (uint64 row, boolean is_out), with the row as the file
 * counts, from 1. The person's file is never touched.
 */
#pragma once

#include "app/jly-status.h"
#include "table/jly-sheet.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_SHEET_VIEW (jly_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (JlySheetView, jly_sheet_view, JLY, SHEET_VIEW, AdwBin)

/* More columns than this help nobody to recognise a file, and each costs widgets: the first ones
 * are shown, and all that are understood. */
#define JLY_SHEET_VIEW_COLUMNS 24

/* Shows another sheet, or the same one with other texts: marks go; the place stays where the sheet
 * has as many rows and columns. Columns are described first. */
void jly_sheet_view_set_sheet (JlySheetView *self, JlySheet *sheet);
/* Another file is to come: what was described no longer holds. */
void jly_sheet_view_forget (JlySheetView *self);
/* Before set_sheet, for each column that has something to say: how it was understood ("money"),
 * whether the study takes figures from it, and why. reason may be NULL. */
void jly_sheet_view_describe (JlySheetView *self,
                              guint column,
                              JlyStatusKind kind,
                              gboolean is_taken,
                              const char *words,
                              const char *reason);
/* After set_sheet: what to look at in a cell (kind LOOK or FAILED). The first mark of a cell stays.
 */
void jly_sheet_view_mark (
    JlySheetView *self, gsize row, guint column, JlyStatusKind kind, const char *words);
void jly_sheet_view_mark_edited (JlySheetView *self, gsize row, guint column);
/* Shows the marks; call it once after them. */
void jly_sheet_view_refresh (JlySheetView *self);

/* Scrolls there and puts the keyboard on the cell. */
void jly_sheet_view_go_to (JlySheetView *self, gsize row, guint column);

G_END_DECLS
