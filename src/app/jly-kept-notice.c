/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-kept-notice.h. Whatever the person chooses is a change like any other: afterwards the
 * session keeps what is there then, or nothing. */
#include "config.h"

#include "app/jly-kept-notice.h"

#include "app/jly-accessible.h"
#include "app/jly-wrap.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>

static void
use (JlyImport *import, gpointer data)
{
  jly_kept_apply_offered (data, import);
}

static void
take_back (JlyImport *import, gpointer data)
{
  jly_kept_take_back (data, import);
}

/* Saving what is there now is what forgets the rest. */
static void
forget (JlyImport *import, gpointer data)
{
}

static void
decide (JlyImportSession *session, JlyImportChange change)
{
  JlyImportKept *kept = jly_import_session_get_kept (session);
  JlyKept *found = kept != NULL ? jly_import_kept_take (kept) : NULL;

  if (found != NULL)
    jly_import_session_change (session, change, found, (GDestroyNotify)jly_kept_free);
}

static void
use_cb (GtkButton *button, JlyImportSession *session)
{
  decide (session, use);
}

static void
undo_cb (GtkButton *button, JlyImportSession *session)
{
  decide (session, take_back);
}

static void
forget_cb (GtkButton *button, JlyImportSession *session)
{
  decide (session, forget);
}

static void
add_button (GtkWidget *buttons,
            const char *label,
            const char *name,
            GCallback callback,
            JlyImportSession *session)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  jly_accessible_set_label (button, name);
  g_signal_connect_object (button, "clicked", callback, session, 0);
  jly_wrap_add (JLY_WRAP (buttons), button);
}

static void
show_report (JlyNotice *notice, const JlyKeptReport *report, JlyImportSession *session)
{
  GtkWidget *buttons = jly_wrap_new (6);

  if (report->is_same_file)
    {
      jly_notice_set (notice, JLY_STATUS_DONE, NULL, report->words);
      add_button (buttons, _ ("_Undo"), _ ("Undo the Corrections From Last Time"),
                  G_CALLBACK (undo_cb), session);
    }
  else
    {
      jly_notice_set (notice, JLY_STATUS_LOOK, _ ("Corrections from last time"), report->words);
      if (report->n_edits > 0)
        add_button (buttons, _ ("_Make Again"), _ ("Make Again the Corrections From Last Time"),
                    G_CALLBACK (use_cb), session);
      add_button (buttons, _ ("_Forget"), _ ("Forget the Corrections From Last Time"),
                  G_CALLBACK (forget_cb), session);
    }
  jly_accessible_set_label (GTK_WIDGET (notice), report->words);
  jly_notice_set_button (notice, buttons);
}

void
jly_kept_notice_show (JlyNotice *notice, JlyImportSession *session)
{
  JlyImportKept *kept = jly_import_session_get_kept (session);
  JlyImport *import = jly_import_session_get_import (session);
  const JlyKeptReport *report = kept != NULL ? jly_import_kept_get_report (kept) : NULL;
  const GError *error = kept != NULL ? jly_import_kept_get_error (kept) : NULL;
  const gboolean has_words
      = report != NULL && report->words != NULL
        && (!report->is_same_file || jly_import_kept_is_in_place (kept, import));

  if (import == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (notice), error != NULL || has_words);
  if (error != NULL)
    {
      jly_notice_set (notice, JLY_STATUS_LOOK, error->message, jly_error_get_detail (error)->next);
      jly_notice_set_button (notice, NULL);
    }
  else if (has_words)
    show_report (notice, report, session);
}
