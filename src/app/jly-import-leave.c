/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-leave.h. */
#include "config.h"

#include "app/jly-import-leave.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  JlyPage *page;       /* not owned: its window, and with it the dialog, goes with it */
  JlyImportView *view; /* the page's */
  const char *action;
} Leaving;

static void
asked_cb (AdwMessageDialog *dialog, const char *response, Leaving *leaving)
{
  if (!g_str_equal (response, "leave"))
    return;
  jly_import_view_let_go (leaving->view);
  gtk_widget_activate_action (GTK_WIDGET (leaving->page), leaving->action, NULL);
}

static void
free_leaving (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
new_dialog (GtkWindow *window, gboolean is_form)
{
  GtkWidget *dialog = adw_message_dialog_new (
      window, is_form ? _ ("Leave what you typed?") : _ ("Leave the pasted table?"),
      is_form ? _ ("It was not written to a file. If you leave, it is gone.")
              : _ ("It was not opened from a file. If you leave, it is gone, with what you changed "
                   "in it here."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Stay Here"), "leave",
                                    _ ("_Leave"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  return dialog;
}

/* A page that is put above this one takes nothing away. */
static gboolean
is_leaving (const char *action)
{
  return g_str_equal (action, "win.go-back") || g_str_equal (action, "win.go-home")
         || g_str_equal (action, "window.close");
}

gboolean
jly_import_leave_hold_back (JlyPage *page, JlyImportView *view, const char *action)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  Leaving *leaving;
  GtkWidget *dialog;

  if (!is_leaving (action) || !GTK_IS_WINDOW (root) || !jly_import_view_would_lose (view))
    return FALSE;
  leaving = g_new0 (Leaving, 1);
  leaving->page = page;
  leaving->view = view;
  leaving->action = action;
  dialog = new_dialog (GTK_WINDOW (root), jly_import_view_has_typed (view));
  g_signal_connect_data (dialog, "response", G_CALLBACK (asked_cb), leaving, free_leaving, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}
