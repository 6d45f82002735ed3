/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A preview of a file of figures: all its rows and columns, as they stand in the file. Columns that
 * the study needs and found are marked, by a tick in their title as well as by colour.
 */
#pragma once

#include "table/jly-sheet.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_SHEET_VIEW (jly_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (JlySheetView, jly_sheet_view, JLY, SHEET_VIEW, AdwBin)

/* understood: numbers of the file's columns that were understood as figures; -1 is skipped. */
void jly_sheet_view_set_sheet (JlySheetView *self,
                               JlySheet *sheet,
                               const int *understood,
                               guint n_understood);

G_END_DECLS
