/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where in a long file its preview is, with buttons to the rows before and after. Signal "turned"
 * (int): -1 or 1, a page back or on.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_SHEET_PAGER (jly_sheet_pager_get_type ())
G_DECLARE_FINAL_TYPE (JlySheetPager, jly_sheet_pager, JLY, SHEET_PAGER, AdwBin)

GtkWidget *jly_sheet_pager_new (void);
/* Rows first to last (from 1) of so many. */
void jly_sheet_pager_show (
    JlySheetPager *self, gsize first, gsize last, gsize n_rows, gboolean can_go_on);

G_END_DECLS
