/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invitation that was double-clicked: what it claims is shown, and nothing else happens. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-invitation-dialog.h"
#include "post/jly-invitation.h"

#define DAY 86400

static GBytes *
make_invitation (void)
{
  g_autoptr (JlyIdentity) anna = jly_identity_generate ();
  g_autoptr (JlyInvitation) invitation = jly_invitation_new (anna);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_free (invitation->title);
  g_free (invitation->inviter);
  invitation->title = g_strdup ("Wages <b>2026</b>");
  invitation->inviter = g_strdup ("Anna Berg");
  invitation->roles = 1;
  invitation->expires_at = DAY;
  g_ptr_array_add (invitation->learns, g_strdup ("the mean of all members"));
  bytes = jly_invitation_encode (invitation, anna, &error);
  g_assert_no_error (error);
  return jly_invitation_to_file (bytes);
}

static void
show (JlyUiTest *ui, GBytes *contents, gint64 now, const char *const *parts)
{
  GtkWidget *dialog = jly_invitation_dialog_present (GTK_WINDOW (ui->window), contents, now);

  jly_ui_settle (ui);
  for (; *parts != NULL; parts++)
    if (!jly_ui_shows (dialog, *parts))
      g_error ("the dialog does not say “%s”", *parts);
  jly_ui_assert_named (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  jly_ui_settle (ui);
}

static void
test_dialog (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (GBytes) file = make_invitation ();
  g_autoptr (GBytes) other = g_bytes_new_static ("a letter", 8);
  g_autofree char *database = g_build_filename (ui->data_dir, "identity.jly", NULL);

  show (ui, file, 0,
        (const char *[]){ "You Are Invited", "gives the name “Anna Berg”", "<b>2026</b>",
                          "not yet verified", "You would learn: the mean of all members",
                          "Nothing has been sent", NULL });
  show (ui, file, DAY,
        (const char *[]){ "This Invitation Cannot Be Opened", "no longer valid", NULL });
  show (ui, other, 0,
        (const char *[]){ "This Invitation Cannot Be Opened", "no invitation in this", NULL });
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/invitation-dialog/shows", test_dialog);
  return g_test_run ();
}
