/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mouse and touch over the table of a preview: a click puts the keyboard on a cell, a double click
 * opens it, the second button or a long press asks for its menu. One ear for all cells: controllers
 * of each would cost more than the cell.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The menu is wanted at a point of the table. */
typedef void (*JlySheetHandMenu) (GtkWidget *owner, double x, double y);

/* Listens for as long as table is there; menu is called with owner, which outlives the table. */
void jly_sheet_hand_listen (GtkColumnView *table, JlySheetHandMenu menu, GtkWidget *owner);

G_END_DECLS
