/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a file or a folder, and then activates an action of the page with it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The action's parameter is (ss): what, a string that is taken, and the path. Nothing happens if
 * the person thinks better of it, or while another file of this widget is asked for. */
void jly_file_chooser_save (
    GtkWidget *widget, const char *title, const char *name, const char *action, GVariant *what);
void
jly_file_chooser_open (GtkWidget *widget, const char *title, const char *action, GVariant *what);
void
jly_file_chooser_folder (GtkWidget *widget, const char *title, const char *action, GVariant *what);
/* Writes what was chosen to save, in place of what is there already: the chooser has asked. mode as
 * for open(). JLY_ERROR_IO if it cannot be written. */
gboolean jly_file_chooser_write (const char *path, GBytes *bytes, int mode, GError **error);

G_END_DECLS
