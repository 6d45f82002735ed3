/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-file-chooser.h. The chooser lives as data of the widget until it is answered. */
#include "config.h"

#include "app/jly-file-chooser.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>

#define DATA "jly-file-chooser"

typedef struct
{
  GtkWidget *widget; /* borrowed: the chooser is the widget's data */
  char *action;
  GVariant *what;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->action);
  g_variant_unref (question->what);
  g_free (question);
}

static void
answered_cb (GtkNativeDialog *dialog, int response, Question *question)
{
  g_autoptr (GtkWidget) widget = g_object_ref (question->widget);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    gtk_widget_activate_action (widget, question->action, "(ss)",
                                g_variant_get_string (question->what, NULL), path);
  g_object_set_data (G_OBJECT (widget), DATA, NULL);
}

static void
ask (GtkWidget *widget, GtkFileChooserNative *chooser, const char *action, GVariant *what)
{
  Question *question = g_new0 (Question, 1);

  question->widget = widget;
  question->action = g_strdup (action);
  question->what = g_variant_ref_sink (what);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_object_set_data_full (G_OBJECT (chooser), "question", question, free_question);
  g_signal_connect (chooser, "response", G_CALLBACK (answered_cb), question);
  g_object_set_data_full (G_OBJECT (widget), DATA, chooser, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static GtkFileChooserNative *
make_chooser (GtkWidget *widget, const char *title, GtkFileChooserAction kind, const char *verb)
{
  return gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)), kind, verb,
                                      NULL);
}

void
jly_file_chooser_save (
    GtkWidget *widget, const char *title, const char *name, const char *action, GVariant *what)
{
  GtkFileChooserNative *chooser;

  if (g_object_get_data (G_OBJECT (widget), DATA) != NULL)
    {
      g_variant_unref (g_variant_ref_sink (what));
      return;
    }
  chooser = make_chooser (widget, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  ask (widget, chooser, action, what);
}

static void
ask_for (GtkWidget *widget,
         const char *title,
         GtkFileChooserAction kind,
         const char *verb,
         const char *action,
         GVariant *what)
{
  if (g_object_get_data (G_OBJECT (widget), DATA) != NULL)
    g_variant_unref (g_variant_ref_sink (what));
  else
    ask (widget, make_chooser (widget, title, kind, verb), action, what);
}

void
jly_file_chooser_open (GtkWidget *widget, const char *title, const char *action, GVariant *what)
{
  ask_for (widget, title, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), action, what);
}

void
jly_file_chooser_folder (GtkWidget *widget, const char *title, const char *action, GVariant *what)
{
  ask_for (widget, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), action, what);
}

gboolean
jly_file_chooser_write (const char *path, GBytes *bytes, int mode, GError **error)
{
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another folder.") };

  return g_file_set_contents_full (
             path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
             G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_ONLY_EXISTING, mode, NULL)
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The file could not be saved."));
}
