/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What screen readers say, set from C. Strings are copied. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void jly_accessible_set_label (GtkWidget *widget, const char *label);
/* One more sentence, said after the label. */
void jly_accessible_set_description (GtkWidget *widget, const char *description);
/* A menu button with only an icon: tooltip and name. */
void jly_accessible_name_menu_button (GtkMenuButton *button, const char *name);
/* An icon beside words that say the same: screen readers pass over it. NULL: none yet. */
GtkWidget *jly_accessible_new_icon (const char *icon_name);

G_END_DECLS
