/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What GTK 4.8 and libadwaita 1.2 tell screen readers wrongly, set right when a widget is shown.
 * Found by listening to one (tests/app/spoken.py):
 *
 * - A button with nothing but an icon is labelled by it: "GtkImage Back".
 * - A button that a row activates is labelled by the row, before its own words.
 * - Nameless things inside of others are called by their class: "GtkListBox", "GtkStackPage".
 * - What is out of sight in a stack, a folded rail or a fold is there for a reader all the same.
 * (Of the pages that are piled up the window says so itself, before one has slid away.)
 *
 * Left, since it cannot be told otherwise: a line of a list in which nothing is ever selected is
 * "not selected".
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For all widgets from now on; a second call does nothing. */
void jly_accessible_close_gaps (void);

G_END_DECLS
