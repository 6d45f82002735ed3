/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lays out the inside of an AdwActionRow: what stands at its end (a status, a button) goes below
 * the row's words where these would else be squeezed into a narrow column. libadwaita leaves
 * everything in one line, however narrow the window and however long a language's words.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_ROW_LAYOUT (jly_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (JlyRowLayout, jly_row_layout, JLY, ROW_LAYOUT, GtkLayoutManager)

/* Rows of jly_plain_row_new have it already. */
void jly_row_layout_use (AdwActionRow *row);
/* For lists of names: rows whose ends are alike go below their words together, or none does. */
void jly_row_layout_join (AdwActionRow *row, GtkListBox *list);
/* The same for what stands at their ends, where that differs in width. */
void jly_row_layout_join_ends (AdwActionRow *row, GtkListBox *list);

G_END_DECLS
