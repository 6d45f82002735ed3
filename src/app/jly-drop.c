/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-drop.h. A file is judged by its name here; who opens it judges what is in it. */
#include "config.h"

#include "app/jly-drop.h"

#include "app/jly-window.h"
#include "post/jly-bundle.h"
#include "post/jly-invitation.h"

#include <glib/gi18n.h>

/* What a widget takes. */
typedef struct
{
  const char *const *endings;
  const char *refusal;
  JlyDropFunc use;
} Drop;

const char *const jly_drop_tables[]
    = { ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".fods", NULL };

static const char *const anywhere[] = { JLY_BUNDLE_ENDING, JLY_INVITATION_ENDING, NULL };

gboolean
jly_drop_fits (const char *path, const char *const *endings)
{
  g_autofree char *lower = g_utf8_strdown (path, -1);

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static void
refuse (GtkWidget *widget, const char *words)
{
  JlyWindow *window = jly_window_of (widget);

  if (window != NULL)
    jly_window_toast (window, words);
}

/* As a double click in the file manager does. */
static void
open_anywhere (GFile *file)
{
  GFile *files[] = { file };

  g_application_open (g_application_get_default (), files, 1, "");
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, Drop *drop)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  const GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path == NULL)
    refuse (widget, _ ("Only a file that is on this computer can be dropped here."));
  else if (files->next != NULL)
    refuse (widget, _ ("Drop one file at a time."));
  else if (drop->use != NULL && jly_drop_fits (path, drop->endings))
    drop->use (widget, path);
  else if (jly_drop_fits (path, anywhere))
    open_anywhere (files->data);
  else
    refuse (widget, gettext (drop->refusal));
  return path != NULL;
}

static void
free_drop (gpointer drop, GClosure *closure)
{
  g_free (drop);
}

void
jly_drop_accept (GtkWidget *widget,
                 const char *const *endings,
                 const char *refusal,
                 JlyDropFunc use)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  Drop *drop = g_new (Drop, 1);

  *drop = (Drop){ endings, refusal, use };
  /* Else a text field in it would take the file for its path. */
  if (use != NULL)
    gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_data (target, "drop", G_CALLBACK (dropped_cb), drop, free_drop, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
