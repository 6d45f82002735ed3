/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-invitation-dialog.h. */
#include "config.h"

#include "app/jly-invitation-dialog.h"

#include "base/jly-error.h"
#include "post/jly-invitation.h"

#include <glib/gi18n.h>

static GtkWidget *
present (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, NULL);

  /* What others wrote is text, never markup. */
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

GtkWidget *
jly_invitation_dialog_present_error (GtkWindow *parent, const GError *error)
{
  const char *next = jly_error_get_detail (error)->next;
  g_autofree char *body = g_strdup_printf ("%s\n\n%s", error->message, next != NULL ? next : "");

  return present (parent, _ ("This Invitation Cannot Be Opened"), g_strchomp (body));
}

GtkWidget *
jly_invitation_dialog_present (GtkWindow *parent, GBytes *contents, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = jly_invitation_find (contents, &error);
  g_autoptr (JlyInvitation) invitation
      = bytes != NULL ? jly_invitation_decode (bytes, &error) : NULL;
  g_autoptr (GPtrArray) sentences = NULL;
  g_autofree char *body = NULL;

  if (invitation == NULL || !jly_invitation_check_time (invitation, now, &error))
    return jly_invitation_dialog_present_error (parent, error);
  sentences = jly_invitation_to_sentences (invitation);
  g_ptr_array_add (sentences, NULL);
  body = g_strjoinv ("\n\n", (char **)sentences->pdata);
  return present (parent, _ ("You Are Invited"), body);
}
