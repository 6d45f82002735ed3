/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What screen readers say, set from C. Strings are copied. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void jly_accessible_set_label (GtkWidget *widget, const char *label);
/* One more sentence, said after the label. */
void jly_accessible_set_description (GtkWidget *widget, const char *description);
/* A menu button with only an icon: tooltip and name. In GTK 4.8 the keyboard goes to a button
 * inside it, which does not take over the name from outside. */
void jly_accessible_name_menu_button (GtkMenuButton *button, const char *name);

G_END_DECLS
