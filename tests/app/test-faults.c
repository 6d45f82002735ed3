/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each fault is put in its place, and the page says what is wrong and what to do next. The table of
 * all is in src/app/FAULTS.md. */
#include "config.h"

#include "jly-people.h"

#include "app/jly-home-page.h"
#include "app/jly-invitation-page.h"
#include "app/jly-messages-page.h"
#include "app/jly-parties-page.h"
#include "app/jly-result-page.h"
#include "app/jly-settings-page.h"
#include "app/jly-terms-page.h"
#include "post/jly-bundle.h"
#include "post/jly-envelope.h"
#include "post/jly-invitation.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>

#define DAY ((gint64)24 * 60 * 60)

typedef struct
{
  const char *name;
  const char *kind; /* what the start page takes the file for */
  void (*spoil) (GByteArray *bytes);
  const char *cause, *next;
} Fault;

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static JlyInvitation *
make_invitation (const JlyIdentity *inviter, gint64 expires_at)
{
  JlyInvitation *invitation = jly_invitation_new (inviter);

  g_free (invitation->title);
  g_free (invitation->inviter);
  invitation->title = g_strdup ("Wages");
  invitation->inviter = g_strdup ("Anna Berg");
  invitation->roles = 1;
  invitation->expires_at = expires_at;
  memset (invitation->study, 7, sizeof invitation->study);
  g_ptr_array_add (invitation->learns, g_strdup ("the mean of all members"));
  return invitation;
}

/* An invitation's file. */
static GBytes *
make_invitation_file (const JlyIdentity *inviter, gint64 expires_at)
{
  g_autoptr (JlyInvitation) invitation = make_invitation (inviter, expires_at);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = jly_invitation_encode (invitation, inviter, &error);

  g_assert_no_error (error);
  return jly_invitation_to_file (bytes);
}

/* The number of its format stands at a fixed place, so that every version finds it. */
static GBytes *
make_newer (GBytes *envelope)
{
  gsize n;
  guint8 *bytes = g_memdup2 (g_bytes_get_data (envelope, &n), g_bytes_get_size (envelope));

  g_assert_cmpuint (bytes[2], ==, JLY_ENVELOPE_FORMAT);
  bytes[2]++;
  return g_bytes_new_take (bytes, n);
}

/* A file of messages with one in it. */
static GBytes *
make_messages (People *people, gboolean is_newer)
{
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (JlyInvitation) invitation = make_invitation (people->identities[1], get_now () + DAY);
  g_autoptr (GBytes) envelope = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  envelope = jly_join_seal (invitation, people->identities[0], people_names[0], "", &error);
  g_assert_no_error (error);
  g_ptr_array_add (envelopes, is_newer ? make_newer (envelope) : g_bytes_ref (envelope));
  bytes = jly_bundle_encode (envelopes, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
spoil_all (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *)"somebody's letter", 17);
}

static void
spoil_one (GByteArray *bytes)
{
  bytes->data[bytes->len / 2] ^= 1;
}

static void
spoil_end (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len - 40);
}

/* The version's two bytes stand behind the sixteen that say what kind of file it is. */
static void
spoil_version (GByteArray *bytes)
{
  bytes->data[16] = bytes->data[17] = 0x7f;
}

static const Fault faults[] = {
  { "messages-other", "sent", spoil_all, "is not a file of messages.",
    "Choose the file that another party saved for you" },
  { "messages-damaged", "sent", spoil_one, "is damaged: it is not as it was saved.",
    "Copy or send the file again" },
  { "messages-cut", "sent", spoil_end, "ends in the middle of a message.",
    "Copy or send the file again; the copy is not complete." },
  { "messages-newer", "sent", spoil_version, "was written by a newer version of Jointly.",
    "Install the newer version of Jointly" },
  { "invitation-other", "invitation", spoil_all, "There is no invitation in this.",
    "Choose the file, or copy the link" },
  { "invitation-damaged", "invitation", spoil_one,
    "This invitation is damaged or was changed on its way.",
    "Ask for the invitation to be sent again." },
};

/* What the page says of a tender that is damaged, and of a table that is none. */
static const char *const tender_says[]
    = { "save the table as Excel", "Call the right one “Resource”" };

static gboolean
says_folder_gone (gpointer page)
{
  return jly_ui_shows (page, "cannot be used.");
}

static void
assert_says (JlyUiTest *ui, const char *cause, const char *next)
{
  GtkWidget *page = GTK_WIDGET (jly_window_get_page (ui->window));

  g_assert_true (jly_ui_shows (page, cause));
  g_assert_true (jly_ui_shows (page, next));
}

static void
use_file (JlyUiTest *ui, const char *kind, const char *path)
{
  jly_window_go_home (ui->window);
  gtk_widget_activate_action (GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE)),
                              "home.use-file", "(ss)", kind, path);
  jly_ui_settle (ui);
}

static char *
write_file (JlyUiTest *ui, const char *name, const void *data, gsize n)
{
  char *path = g_build_filename (ui->data_dir, name, NULL);

  g_assert_true (g_file_set_contents (path, data, (gssize)n, NULL));
  return path;
}

/* What others sent comes as files. */
static void
test_files (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);

  people_sit_down (people, ui, 0);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      const Fault *fault = &faults[i];
      g_autoptr (GBytes) whole
          = g_str_equal (fault->kind, "sent")
                ? make_messages (people, FALSE)
                : make_invitation_file (people->identities[1], get_now () + DAY);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree char *path = NULL;

      g_byte_array_append (bytes, g_bytes_get_data (whole, NULL), (guint)g_bytes_get_size (whole));
      fault->spoil (bytes);
      path = write_file (ui, "received", bytes->data, bytes->len);
      use_file (ui, fault->kind, path);
      g_test_message ("%s", fault->name);
      assert_says (ui, fault->cause, fault->next);
    }
}

/* A contract, a question or an answer of a later version comes in a message of that version. */
static void
test_message_newer (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (GBytes) bytes = make_messages (people, TRUE);
  g_autofree char *path
      = write_file (ui, "newer", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  people_sit_down (people, ui, 1);
  use_file (ui, "sent", path);
  assert_says (ui, "A message was written by a newer version of Jointly.",
               "Install the newer version of Jointly");
}

/* It waits on the start page, opens from there, and is gone once it is declined. */
static void
answer_later (JlyUiTest *ui)
{
  GtkWidget *home;

  jly_ui_press (ui, "Answer Later");
  home = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));
  g_assert_true (jly_ui_shows (home, "Your answer is needed"));
  jly_ui_check_page (ui, "home-invited");
  jly_ui_press (ui, "Remove “Wages”");
  g_assert_false (jly_ui_shows (home, "Invitation by Anna Berg"));
  g_assert_true (jly_ui_key (ui, GDK_KEY_z, GDK_CONTROL_MASK));
  gtk_widget_activate (jly_ui_get (home, ADW_TYPE_ACTION_ROW, "Wages"));
  jly_ui_wait_page (ui, JLY_TYPE_INVITATION_PAGE);
  jly_ui_press (ui, "Decline");
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  g_assert_false (jly_ui_shows (home, "Invitation by Anna Berg"));
}

/* What is opened by “Open an Invitation…”: shown whole, and what ended says so. */
static void
test_invitation (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (GBytes) good = make_invitation_file (people->identities[1], get_now () + DAY);
  g_autoptr (GBytes) late = make_invitation_file (people->identities[1], get_now () - 1);
  g_autofree char *good_path
      = write_file (ui, "good.jointly", g_bytes_get_data (good, NULL), g_bytes_get_size (good));
  g_autofree char *late_path
      = write_file (ui, "late.jointly", g_bytes_get_data (late, NULL), g_bytes_get_size (late));
  GtkWidget *page;

  use_file (ui, "invitation", good_path);
  assert_says (ui, "You are invited", "Anna Berg");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_INVITATION_PAGE));
  g_assert_nonnull (jly_ui_find (page, GTK_TYPE_BUTTON, "Join…"));
  jly_ui_check_page (ui, "invitation");
  answer_later (ui);
  use_file (ui, "invitation", late_path);
  assert_says (ui, "This invitation is no longer valid.", "Ask for a new one");
}

static void
test_cards (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  g_autofree char *card = NULL;
  gsize n;
  GtkWidget *page;

  people_sit_down (people, ui, 0);
  use_file (ui, "card", "/nowhere/at/all.jointlycard");
  assert_says (ui, "The file could not be saved.", "Choose another folder.");
  g_assert_true (g_file_get_contents (people->cards[1], &card, &n, NULL));
  card[n / 2] ^= 1;
  g_assert_true (g_file_set_contents (people->cards[1], card, (gssize)n, NULL));
  jly_window_push (ui->window, JLY_PAGE (jly_parties_page_new (draft)));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_PARTIES_PAGE));
  gtk_widget_activate_action (page, "parties.add", "u", 0);
  gtk_widget_activate_action (page, "parties.put-card", "(us)", 1, people->cards[1]);
  jly_ui_settle (ui);
  assert_says (ui, "This file is no card, or it was changed on its way.",
               "Ask the party to save its card again and send it to you.");
}

/* It is in nobody's way: the cases stand below. */
static void
test_database (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("jointly-faults-XXXXXX", &error);
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  path = g_build_filename (dir, "jointly.db", NULL);
  g_assert_true (g_file_set_contents (path, "this is no database, but a letter", -1, NULL));
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);

    jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
    assert_says (ui, "where your studies are kept, is damaged.",
                 "Move this file to another folder, or put a copy back in its place");
  }
  jly_ui_remove_folder (dir);
}

/* A program of a later version kept the studies. */
static void
test_database_newer (void)
{
  g_autofree char *dir = g_dir_make_tmp ("jointly-faults-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "jointly.db", NULL);
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (database);
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);

    jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
    assert_says (ui, "was written by a newer version of Jointly.",
                 "Use the newer version of Jointly");
  }
  jly_ui_remove_folder (dir);
}

static void
keep_result (JlyStore *store, const char *id, const char *json)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("\xa0", 1);
  g_autoptr (GError) error = NULL;
  const JlyStudyRecord record = { .id = (char *)id,
                                  .case_id = (char[]){ "a" },
                                  .title = (char[]){ "School Roof" },
                                  .created = PEOPLE_NOW,
                                  .state = (char[]){ "running" },
                                  .rehearsal = TRUE };

  jly_store_add_study (store, &record, body, &error);
  g_assert_no_error (error);
  jly_store_set_result (store, id, json, &error);
  g_assert_no_error (error);
  jly_store_set_state (store, id, "done", "Yes", &error);
  g_assert_no_error (error);
}

/* What is kept of a result was changed, or its study was; the program's own words say so. */
static void
test_result_damaged (void)
{
  static const char *const results[] = { "{\"status\": \"do", "[]", "{\"status\": \"done\"}" };
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *id = g_strdup_printf ("%032x", i + 1);

      keep_result (jly_application_get_store (ui->application, NULL), id, results[i]);
      jly_window_go_home (ui->window);
      jly_home_page_open (ui->window, id);
      jly_ui_wait_page (ui, JLY_TYPE_RESULT_PAGE);
      assert_says (ui, "The kept result cannot be read", "run the rehearsal again");
      g_assert_false (jly_ui_shows (GTK_WIDGET (ui->window), "The computation was stopped"));
    }
  jly_ui_check_page (ui, "result-damaged");
}

/* Files may not grow meanwhile, as on a disk without room. */
static void
fill_disk (gboolean is_full)
{
  static struct rlimit before;
  struct rlimit none;

  if (is_full)
    {
      signal (SIGXFSZ, SIG_IGN);
      g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
      none = before;
      none.rlim_cur = 0;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
    }
  else
    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
}

/* What is prepared stays on the page, and is kept again at the next change once there is room. */
static void
test_disk_full (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  GtkWidget *page;

  people_sit_down (people, ui, 0);
  jly_window_push (ui->window, JLY_PAGE (jly_parties_page_new (draft)));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_PARTIES_PAGE));
  fill_disk (TRUE);
  gtk_widget_activate_action (page, "parties.add", "u", 0);
  fill_disk (FALSE);
  jly_ui_settle (ui);
  assert_says (ui, "The draft could not be saved.", "Free some space on the disk");
  jly_ui_check_page (ui, "parties-disk-full");
  gtk_widget_activate_action (page, "parties.add", "u", 0);
  jly_ui_settle (ui);
  g_assert_false (jly_ui_shows (page, "The draft could not be saved."));
}

/* A tender that was cut on its way, and a table that is none. */
static void
test_tender (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  g_autofree char *damaged = write_file (ui, "tender.ods", "PK\x03\x04 and no more", 16);
  g_autofree char *other = write_file (ui, "tender.csv", "a;b\n1;2\n", 8);
  const char *const paths[] = { damaged, other };

  people_sit_down (people, ui, 0);
  jly_window_push (ui->window, JLY_PAGE (jly_terms_page_new (draft)));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      GtkWidget *page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_TERMS_PAGE));

      gtk_widget_activate_action (page, "terms.use-tender", "(ss)", "", paths[i]);
      jly_ui_settle (ui);
      assert_says (ui, "This tender cannot be read", tender_says[i]);
    }
}

/* The folder was taken away, or its share is not there. */
static void
test_folder_gone (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autofree char *gone = g_build_filename (ui->data_dir, "gone", NULL);
  GtkWidget *page;

  people_sit_down (people, ui, 0);
  jly_window_push (ui->window, JLY_PAGE (jly_messages_page_new (NULL)));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_MESSAGES_PAGE));
  g_assert_cmpint (g_mkdir (gone, 0700), ==, 0);
  gtk_widget_activate_action (jly_ui_get (page, ADW_TYPE_ACTION_ROW, "Shared folder"),
                              "carry.use-folder", "(ss)", "", gone);
  jly_ui_settle (ui);
  jly_ui_remove_folder (gone);
  g_assert_true (g_file_set_contents (gone, "a file in its place", -1, NULL));
  gtk_widget_activate_action (jly_ui_get (page, ADW_TYPE_ACTION_ROW, "Shared folder"), "carry.now",
                              NULL);
  jly_ui_wait (says_folder_gone, page, "the page to say that the folder is gone");
  assert_says (ui, "cannot be used.", "Check that the folder is there");
}

/* The program starts, and says so where the keys are asked for. */
static void
test_keys_damaged (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("jointly-faults-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "identity.jly", NULL);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, "these are no keys", -1, NULL));
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);

    gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-settings", NULL);
    jly_ui_wait_page (ui, JLY_TYPE_SETTINGS_PAGE);
    assert_says (ui, "is damaged, or holds no keys of Jointly.",
                 "Bring your keys back from your backup");
    jly_ui_check_page (ui, "settings-keys-damaged");
  }
  jly_ui_remove_folder (dir);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/faults/files", test_files);
  g_test_add_func ("/app/faults/invitation", test_invitation);
  g_test_add_func ("/app/faults/cards", test_cards);
  g_test_add_func ("/app/faults/database", test_database);
  g_test_add_func ("/app/faults/message-newer", test_message_newer);
  g_test_add_func ("/app/faults/database-newer", test_database_newer);
  g_test_add_func ("/app/faults/result-damaged", test_result_damaged);
  g_test_add_func ("/app/faults/disk-full", test_disk_full);
  g_test_add_func ("/app/faults/tender", test_tender);
  g_test_add_func ("/app/faults/folder-gone", test_folder_gone);
  g_test_add_func ("/app/faults/keys-damaged", test_keys_damaged);
  return g_test_run ();
}
