/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The menu of a cell of the preview and of its row: mend the cell, leave the row out, take it in
 * again. The view owns the actions "sheet.edit", "sheet.leave-out" and "sheet.take-in".
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pops up at a point of the view, below which it is put and where it stays. is_out: the row was
 * left out by the person. */
void jly_sheet_menu_popup (GtkWidget *view, double x, double y, gboolean is_out);
/* When the view goes away. */
void jly_sheet_menu_remove (GtkWidget *view);

G_END_DECLS
