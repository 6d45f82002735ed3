/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-leave.h. */
#include "config.h"

#include "app/jly-import-leave.h"

#include "app/jly-safe-question.h"

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
new_leave_dialog (GtkWindow *window, gboolean is_form)
{
  return jly_safe_question_new (
      window, is_form ? _ ("Leave what you typed?") : _ ("Leave the pasted table?"),
      is_form ? _ ("It was not written to a file. If you leave, it is gone.")
              : _ ("It was not opened from a file. If you leave, it is gone, with what you changed "
                   "in it here."),
      "stay", _ ("_Stay Here"), "leave", _ ("_Leave"));
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
  dialog = new_leave_dialog (GTK_WINDOW (root), jly_import_view_has_typed (view));
  g_signal_connect_data (dialog, "response", G_CALLBACK (asked_cb), leaving, free_leaving, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}

typedef struct
{
  JlyImportView *view; /* not owned */
  void (*replace) (JlyImportView *view, gpointer data);
  gpointer data;
  GDestroyNotify destroy;
} Replacing;

static void
replace_asked_cb (AdwMessageDialog *dialog, const char *response, Replacing *replacing)
{
  if (g_str_equal (response, "leave"))
    replacing->replace (replacing->view, replacing->data);
}

static void
free_replacing (gpointer data, GClosure *closure)
{
  Replacing *replacing = data;

  replacing->destroy (replacing->data);
  g_free (replacing);
}

void
jly_import_leave_ask_to_replace (JlyImportView *view,
                                 void (*replace) (JlyImportView *view, gpointer data),
                                 gpointer data,
                                 GDestroyNotify destroy)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  Replacing *replacing = g_new0 (Replacing, 1);
  GtkWidget *dialog = jly_safe_question_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Replace the pasted table?"),
      _ ("What stands here was not opened from a file. If you replace it, it is gone, with what "
         "you changed in it here."),
      "stay", _ ("_Keep It"), "leave", _ ("_Replace"));

  *replacing = (Replacing){ .view = view, .replace = replace, .data = data, .destroy = destroy };
  g_signal_connect_data (dialog, "response", G_CALLBACK (replace_asked_cb), replacing,
                         free_replacing, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
