/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages out of the app and into it, with the terminal as the other party; the verification
 * words; and an invitation that is opened, answered, and lets one in. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-home-page.h"
#include "app/jly-invitation-page.h"
#include "app/jly-messages-page.h"
#include "app/jly-messenger-group.h"
#include "app/jly-study-page.h"
#include "app/jly-words-page.h"
#include "base/jly-paths.h"
#include "party/jly-carry.h"
#include "party/jly-drop-folder.h"
#include "post/jly-invitation.h"
#include "base/jly-own-file.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY 86400

/* jointlyctl study COMMAND of another one, with the folder of what is sent. */
static void
call_terminal (JlyUiTest *ui, People *people, guint person, const char *command)
{
  g_autofree char *program = jly_paths_program ("jointlyctl");
  g_autofree char *name = g_strdup_printf ("terminal-%u", person);
  g_autofree char *dir = g_build_filename (ui->data_dir, name, NULL);
  g_autofree char *keys = g_strconcat (dir, ".key", NULL);
  g_autofree char *folder = g_build_filename (ui->data_dir, "sent", NULL);
  const char *argv[]
      = { program, "study", command, "--data-dir", dir, "--keys", keys, "--folder", folder, NULL };
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  jly_identity_export_secret (people->identities[person], secret);
  g_assert_true (g_file_set_contents_full (keys, (const char *)secret, sizeof secret,
                                           G_FILE_SET_CONTENTS_NONE, 0600, &error));
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                               NULL, &err, &status, &error));
  g_assert_no_error (error);
  if (status != 0)
    g_error ("jointlyctl study %s: %s", command, err);
}

static JlyPage *
show_messages (JlyUiTest *ui)
{
  jly_window_push (ui->window, JLY_PAGE (jly_messages_page_new (NULL)));
  return jly_ui_wait_page (ui, JLY_TYPE_MESSAGES_PAGE);
}

/* All that lies in the folder but the app's own file is opened. */
static void
open_folder (JlyUiTest *ui, JlyPage *page, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_prefix (name, "from-app"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        gtk_widget_activate_action (GTK_WIDGET (page), "messages.open-file", "(ss)", "", path);
        jly_ui_settle (ui);
      }
}

/* Begun in the app, signed in the terminal by two others, and seen in the app. */
static void
test_terminal (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autofree char *folder = g_build_filename (ui->data_dir, "sent", NULL);
  g_autofree char *path = g_build_filename (folder, "from-app.jointly-letters", NULL);
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (JlyAgreement) agreement = NULL;
  g_autoptr (GError) error = NULL;
  JlyPage *page;

  people_sit_down (people, ui, 0);
  page = show_messages (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "There is no study with others"));
  people_fill (draft);
  contract = jly_draft_encode (draft);
  agreement
      = jly_agreement_begin (ui->data_dir, people->identities[0], contract, round_now (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  jly_page_refresh (page);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "2 messages wait until they are received"));
  gtk_widget_activate_action (GTK_WIDGET (page), "messages.save-to", "(ss)", "", path);
  for (guint i = 1; i <= 2; i++)
    call_terminal (ui, people, i, "sign");
  open_folder (ui, page, folder);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "its signature of the contract"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Has received all that you sent"));
  jly_ui_check_page (ui, "messages");
  g_assert_true (jly_agreement_refresh (agreement, round_now (), &error));
  g_assert_true (jly_agreement_is_signed (agreement));
  gtk_widget_activate_action (GTK_WIDGET (page), "messages.open-file", "(ss)", "",
                              people->cards[1]);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "is not a file of messages"));
  jly_ui_check_page (ui, "messages-bad-file");
}

/* Whoever is in two studies is one receiver of messages: one line, and one file. */
static void
test_two_studies (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  JlyPage *page;

  people_sit_down (people, ui, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
      g_autoptr (GBytes) contract = NULL;
      g_autoptr (JlyAgreement) agreement = NULL;
      g_autoptr (GError) error = NULL;

      people_fill (draft);
      contract = jly_draft_encode (draft);
      agreement = jly_agreement_begin (ui->data_dir, people->identities[0], contract, round_now (),
                                       &error);
      g_assert_no_error (error);
    }
  page = show_messages (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "4 messages wait until they are received"));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "2 messages wait until they are received"));
  jly_ui_check_page (ui, "messages-two-studies");
}

typedef struct
{
  JlyUiTest *ui;
  JlyAgreement *agreement;
  const char *folder;
  const char *text; /* on the page that is shown */
} Carrying;

static gboolean
is_put (gpointer data)
{
  const Carrying *carrying = data;
  g_autoptr (GPtrArray) cards = jly_drop_folder_list_cards (carrying->folder);

  return cards->len == 1 && jly_agreement_count_unsent (carrying->agreement) == 0;
}

static gboolean
is_signed (gpointer data)
{
  const Carrying *carrying = data;

  return jly_agreement_refresh (carrying->agreement, round_now (), NULL)
         && jly_agreement_is_signed (carrying->agreement);
}

static gboolean
is_shown (gpointer data)
{
  const Carrying *carrying = data;

  return jly_ui_shows (GTK_WIDGET (jly_window_get_page (carrying->ui->window)), carrying->text);
}

/* The folder that the terminal uses, without anybody opening or saving a file. */
static void
test_by_itself (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autofree char *folder = g_build_filename (ui->data_dir, "sent", NULL);
  g_autofree char *gone = g_build_filename (ui->data_dir, "gone", NULL);
  JlyMessenger *messenger = jly_application_get_messenger (ui->application);
  Carrying carrying = { ui, NULL, folder, "Last done at" };
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  g_assert_false (jly_messenger_has_way (messenger));
  jly_messenger_start (messenger);
  people_sit_down (people, ui, 0);
  page = GTK_WIDGET (show_messages (ui));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (gtk_widget_activate_action (jly_ui_get (page, JLY_TYPE_MESSENGER_GROUP, NULL),
                                             "carry.use-folder", "(ss)", "", folder));
  g_assert_true (jly_messenger_has_way (messenger));
  people_fill (draft);
  contract = jly_draft_encode (draft);
  carrying.agreement
      = jly_agreement_begin (ui->data_dir, people->identities[0], contract, round_now (), &error);
  g_assert_no_error (error);
  jly_ui_wait (is_put, &carrying, "the contract and the card to lie in the folder");
  for (guint i = 1; i <= 2; i++)
    call_terminal (ui, people, i, "sign");
  jly_ui_wait (is_signed, &carrying, "both signatures to come");
  jly_ui_wait (is_shown, &carrying, "the page to say when it was done");
  g_assert_true (jly_ui_shows (page, folder));
  jly_ui_check_page (ui, "messages-by-themselves");

  /* A folder that is not there is said, and taken back. */
  g_assert_true (jly_messenger_set_folder (messenger, gone, &error));
  carrying.text = "cannot be used";
  jly_ui_wait (is_shown, &carrying, "the page to say that the folder cannot be used");
  jly_ui_check_page (ui, "messages-bad-folder");
  gtk_widget_activate_action (jly_ui_get (page, JLY_TYPE_MESSENGER_GROUP, NULL),
                              "carry.forget-folder", NULL);
  g_assert_null (jly_messenger_get_folder (messenger));
  g_assert_false (jly_messenger_has_way (messenger));
  g_clear_object (&carrying.agreement);
}

static gboolean
rests (gpointer messenger)
{
  return !jly_messenger_get_state (messenger).is_running;
}

/* The next time would be in twenty seconds. */
static void
test_network_is_back (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  JlyMessenger *messenger = jly_application_get_messenger (ui->application);
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  people_sit_down (people, ui, 0);
  jly_messenger_start (messenger);
  jly_ui_wait (rests, messenger, "the first letters to be carried");
  g_signal_emit_by_name (monitor, "network-changed", FALSE);
  g_assert_false (jly_messenger_get_state (messenger).is_running);
  g_signal_emit_by_name (monitor, "network-changed", TRUE);
  g_assert_true (jly_messenger_get_state (messenger).is_running);
  jly_ui_wait (rests, messenger, "letters to be carried once more");
}

static void
check_forgotten (const char *note, gsize n, const char *picture)
{
  g_autofree char *dir = g_dir_make_tmp ("jointly-carry-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "messenger.ini", NULL);
  g_autofree char *folder = g_build_filename (dir, "shared", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyUiTest) ui = NULL;
  g_autoptr (People) people = NULL;
  GtkWidget *page;

  g_assert_true (g_file_set_contents (path, note, (gssize)n, &error));
  g_assert_no_error (error);
  ui = jly_ui_start (dir);
  ui->own_data_dir = TRUE;
  people = people_new (ui);
  people_sit_down (people, ui, 0);
  page = GTK_WIDGET (show_messages (ui));
  g_assert_true (
      jly_ui_shows (page, "Which folder the messages go through cannot be read any more."));
  if (picture != NULL)
    jly_ui_check_page (ui, picture);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (
      jly_messenger_set_folder (jly_application_get_messenger (ui->application), folder, &error));
  g_assert_null (jly_messenger_get_state (jly_application_get_messenger (ui->application)).problem);
}

/* The person is not left to wait for letters that nothing brings. */
static void
test_folder_is_forgotten (void)
{
  static const char zeros[40];
  static const char other_key[] = "[messenger]\nfoldef=/home/anna/shared\n";
  static const char no_text[] = "[messenger]\nfolder=/home/anna/\xff\n";

  check_forgotten ("\x01 not what was written", 23, "messages-forgotten");
  check_forgotten (zeros, sizeof zeros, NULL);
  check_forgotten (other_key, strlen (other_key), NULL);
  check_forgotten (no_text, strlen (no_text), NULL);
}

static const char *
get_words (Round *round, guint person, JlyVerification **words)
{
  g_assert_true (jly_member_play_words (jly_agreement_get_member (round->agreements[person]), TRUE,
                                        words, NULL));
  return jly_verification_get_words (*words);
}

static void
test_words (void)
{
  Round *round = round_begin ("a", NULL, ROUND_PEOPLE);
  g_autoptr (JlyVerification) words = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;
  JlyMember *third = jly_agreement_get_member (round->agreements[2]);

  g_assert_false (jly_member_check_may_act (third, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  jly_window_push (round->ui->window, JLY_PAGE (jly_words_page_new (round->agreements[0])));
  page = GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_WORDS_PAGE));
  g_assert_true (jly_ui_shows (page, "Messages of the others are still missing"));
  jly_ui_check_page (round->ui, "words-waiting");
  round_carry (round);
  jly_page_refresh (JLY_PAGE (page));
  jly_ui_settle (round->ui);
  g_assert_true (jly_ui_shows (page, "You type what you hear"));
  jly_ui_check_page (round->ui, "words");
  gtk_widget_activate_action (page, "words.type", "(us)", 1u, "bababa bababa bababa");
  jly_ui_settle (round->ui);
  g_assert_true (jly_ui_shows (page, "Does not fit"));
  gtk_widget_activate_action (page, "words.type", "(us)", 1u, get_words (round, 1, &words));
  jly_ui_settle (round->ui);
  g_assert_true (jly_ui_shows (page, "The words fit"));
  jly_ui_check_page (round->ui, "words-fit");
  g_assert_true (
      jly_member_check_may_act (jly_agreement_get_member (round->agreements[0]), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    g_assert_false (jly_member_type_words (third, 1, "bababa bababa bababa", NULL));
  jly_window_push (round->ui->window, JLY_PAGE (jly_words_page_new (round->agreements[2])));
  page = GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_WORDS_PAGE));
  g_assert_true (jly_ui_shows (page, "Your choices"));
  g_assert_false (jly_ui_shows (page, "You type what you hear"));
  jly_ui_check_page (round->ui, "words-blocked");
  round_free (round);
}

static GBytes *
make_invitation (const JlyIdentity *anna, JlyStore *store)
{
  g_autoptr (JlyInvitation) invitation = jly_invitation_new (anna);
  g_autofree char *study = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint8 hash[JLY_ENVELOPE_HASH_BYTES];

  g_free (invitation->title);
  g_free (invitation->inviter);
  invitation->title = g_strdup ("Wages <b>2026</b>");
  invitation->inviter = g_strdup ("Anna Berg");
  invitation->roles = 1;
  invitation->expires_at = round_now () + DAY;
  memset (invitation->study, 7, sizeof invitation->study);
  g_ptr_array_add (invitation->learns, g_strdup ("the mean of all members"));
  study = jly_envelope_study_to_text (invitation->study);
  jly_invitation_hash_secret (invitation->secret, hash);
  g_assert_true (jly_store_add_invitation (store, study, hash, invitation->expires_at, &error));
  bytes = jly_invitation_encode (invitation, anna, &error);
  g_assert_no_error (error);
  return jly_invitation_to_file (bytes);
}

/* How many names a file of answers lets in, and how many problems it has. */
static void
check_answer (JlyStore *store, const JlyIdentity *anna, const char *path, guint n, guint problems)
{
  g_autoptr (GError) error = NULL;
  JlyCarried got;

  g_assert_true (jly_carry_open (store, anna, round_now (), path, &got, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (got.guests->len, ==, n);
  g_assert_cmpuint (got.report->problems->len, ==, problems);
  if (n > 0)
    g_assert_cmpstr (got.guests->pdata[0], ==, people_names[0]);
  jly_carried_clear (&got);
}

static void
answer_as_other (const JlyIdentity *other, GBytes *contents, const char *path)
{
  g_autoptr (GBytes) bytes = jly_invitation_find (contents, NULL);
  g_autoptr (JlyInvitation) invitation = jly_invitation_decode (bytes, NULL);
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add (envelopes, jly_join_seal (invitation, other, "Mallory", "", NULL));
  g_assert_true (jly_bundle_save (path, envelopes, NULL));
}

static void
test_invitation (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyStore) store = people_store (people, ui, 1);
  g_autoptr (GBytes) contents = make_invitation (people->identities[1], store);
  g_autoptr (GBytes) other = g_bytes_new_static ("a letter", 8);
  g_autofree char *path = g_build_filename (ui->data_dir, "wages.jointly", NULL);
  g_autofree char *answer = g_build_filename (ui->data_dir, "answer.jointly-letters", NULL);
  g_autofree char *late = g_build_filename (ui->data_dir, "late.jointly-letters", NULL);
  g_autofree char *database = g_build_filename (ui->data_dir, "jointly.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *page;

  g_assert_true (jly_own_file_save (path, contents, NULL));
  g_unlink (database);
  g_application_open (G_APPLICATION (ui->application), &file, 1, "");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_INVITATION_PAGE));
  g_assert_true (jly_ui_shows (page, "Nobody learns that you opened this"));
  g_assert_true (jly_ui_shows (page, "gives the name “Anna Berg”"));
  g_assert_true (jly_ui_shows (page, "<b>2026</b>"));
  g_assert_true (jly_ui_shows (page, "not yet verified"));
  g_assert_true (jly_ui_shows (page, "the mean of all members"));
  g_assert_true (jly_ui_shows (page, "Nothing has been sent"));
  jly_ui_check_page (ui, "invitation");
  people_sit_down (people, ui, 0);
  gtk_widget_activate_action (page, "invitation.save-to", "(ss)", "", answer);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "Your answer is saved"));
  /* Nothing looks as if it had to be answered again. */
  g_assert_null (jly_ui_find (page, GTK_TYPE_BUTTON, "Join…"));
  jly_ui_get (page, GTK_TYPE_BUTTON, "Save Again…");
  jly_ui_check_page (ui, "invitation-answered");
  /* Nor on another day. */
  jly_window_go_home (ui->window);
  page = GTK_WIDGET (jly_invitation_page_new (contents, round_now ()));
  jly_window_push (ui->window, JLY_PAGE (page));
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "Your answer is saved"));
  g_assert_null (jly_ui_find (page, GTK_TYPE_BUTTON, "Join…"));
  check_answer (store, people->identities[1], answer, 1, 0);
  check_answer (store, people->identities[1], answer, 1, 0);
  answer_as_other (people->identities[2], contents, late);
  check_answer (store, people->identities[1], late, 0, 1);
  jly_window_push (ui->window,
                   JLY_PAGE (jly_invitation_page_new (contents, round_now () + 2 * DAY)));
  jly_ui_settle (ui);
  page = GTK_WIDGET (jly_window_get_page (ui->window));
  g_assert_true (jly_ui_shows (page, "no longer valid"));
  g_assert_null (jly_ui_find (page, GTK_TYPE_BUTTON, "Join…"));
  jly_window_push (ui->window, JLY_PAGE (jly_invitation_page_new (other, round_now ())));
  jly_ui_settle (ui);
  g_assert_true (
      jly_ui_shows (GTK_WIDGET (jly_window_get_page (ui->window)), "no invitation in this"));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/carry/terminal", test_terminal);
  g_test_add_func ("/app/carry/two-studies", test_two_studies);
  g_test_add_func ("/app/carry/by-itself", test_by_itself);
  g_test_add_func ("/app/carry/network-is-back", test_network_is_back);
  g_test_add_func ("/app/carry/folder-is-forgotten", test_folder_is_forgotten);
  g_test_add_func ("/app/carry/words", test_words);
  g_test_add_func ("/app/carry/invitation", test_invitation);
  return g_test_run ();
}
