/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window from which a person drags a file, as from a file manager: drag-file PATH. Says "over"
 * once what is below the mouse would take it, and "ended" when the button was let go; then it ends.
 */
#include "config.h"

#include <gtk/gtk.h>

static void
action_cb (GdkDrag *drag)
{
  if (gdk_drag_get_selected_action (drag) != 0)
    g_print ("over\n");
}

static void
begin_cb (GtkDragSource *source, GdkDrag *drag)
{
  g_signal_connect (drag, "notify::selected-action", G_CALLBACK (action_cb), NULL);
}

static void
end_cb (GtkDragSource *source, GdkDrag *drag, gboolean takes_away, GMainLoop *loop)
{
  g_print ("ended\n");
  g_main_loop_quit (loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GFile) file = g_file_new_for_path (argc > 1 ? argv[1] : "");
  GtkDragSource *source = gtk_drag_source_new ();
  GtkWidget *window, *label;

  gtk_init ();
  window = gtk_window_new ();
  label = gtk_label_new ("A file");
  gtk_drag_source_set_content (source, gdk_content_provider_new_typed (G_TYPE_FILE, file));
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin_cb), NULL);
  g_signal_connect (source, "drag-end", G_CALLBACK (end_cb), loop);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_set_default_size (GTK_WINDOW (window), 160, 120);
  gtk_window_set_title (GTK_WINDOW (window), "drag-file");
  gtk_window_present (GTK_WINDOW (window));
  g_main_loop_run (loop);
  return 0;
}
