/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are let go over a widget which takes dropped files (app/jly-drop.h). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* uris: at least one; NULL-terminated. TRUE if the widget took them, or refused them with words. */
gboolean jly_ui_drop (GtkWidget *widget, const char *const *uris);
/* One file of this computer, which the widget takes or refuses with words. */
void jly_ui_drop_file (GtkWidget *widget, const char *path);

G_END_DECLS
