/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mouse wheel belongs to the page. A table in a page, or a field for a number, would take it
 * for itself: whoever scrolls down a page and passes over one would stay there, or change a number
 * of a contract without noticing. A number is changed by its buttons and keys alone.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The wheel over this widget moves what the widget lies in. A GtkScrolledWindow keeps the wheel for
 * as long as it can move itself. */
void jly_wheel_pass_on (GtkWidget *widget);

G_END_DECLS
