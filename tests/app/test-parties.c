/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part: parties, cards, parts, independence, and what keeps one from going on. */
#include "config.h"

#include "jly-people.h"

#include "app/jly-invite-page.h"
#include "app/jly-parties-page.h"
#include "app/jly-party-row.h"
#include "app/jly-parts.h"
#include "app/jly-qr-view.h"
#include "app/jly-sheet-card.h"
#include "party/jly-carry.h"
#include "post/jly-bundle.h"
#include "post/jly-invitation.h"
#include "store/jly-drafts.h"

static GtkWidget *
open_page (JlyUiTest *ui, JlyDraft *draft)
{
  jly_window_push (ui->window, JLY_PAGE (jly_parties_page_new (draft)));
  return GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_PARTIES_PAGE));
}

static gboolean
can_continue (GtkWidget *page)
{
  return gtk_widget_get_sensitive (jly_ui_get (page, GTK_TYPE_BUTTON, "Continue"));
}

static JlyContractParty *
get_party (JlyDraft *draft, guint place)
{
  return jly_draft_get_contract (draft)->parties->pdata[place];
}

static void
put_card (JlyUiTest *ui, GtkWidget *page, guint place, const char *path)
{
  gtk_widget_activate_action (page, "parties.put-card", "(us)", place, path);
  jly_ui_settle (ui);
}

static void
test_nothing_yet (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  GtkWidget *page = open_page (ui, draft);

  g_assert_true (jly_ui_shows (page, "Who takes part, and who computes?"));
  g_assert_true (jly_ui_shows (page, "choose 2 more parties that compute"));
  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_SHEET_CARD), ==, 1);
  g_assert_false (can_continue (page));
  jly_ui_check_page (ui, "parties-nothing-yet");
  jly_ui_check_menu (ui, jly_ui_get (GTK_WIDGET (ui->window), GTK_TYPE_MENU_BUTTON, "Add a Party"),
                     "over-add-party");
}

/* From alone to ready, and each step names what is missing. */
static void
test_add (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  g_autoptr (JlyDraft) again = NULL;
  GtkWidget *page = open_page (ui, draft);

  gtk_widget_activate_action (page, "parties.add", "u", 0);
  gtk_widget_activate_action (page, "parties.add", "u", 0);
  jly_ui_settle (ui);
  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_PARTY_ROW), ==, 3);
  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_SHEET_CARD), ==, 3);
  g_assert_true (jly_ui_shows (page, "give each party a name"));
  put_card (ui, page, 1, people->cards[1]);
  g_assert_cmpstr (get_party (draft, 1)->name, ==, "The Carpenters");
  put_card (ui, page, 2, people->cards[1]);
  g_assert_false (can_continue (page));
  g_assert_true (jly_ui_shows (page, "give only one party the name"));
  put_card (ui, page, 2, people->cards[2]);
  g_assert_true (jly_ui_shows (page, "The Carpenters"));
  g_assert_false (can_continue (page));
  g_free (get_party (draft, 2)->name);
  get_party (draft, 2)->name = g_strdup ("The Scaffolders");
  jly_draft_changed (draft);
  jly_ui_settle (ui);
  g_assert_true (can_continue (page));
  g_assert_true (jly_ui_shows (page, "Nothing leaves this computer"));
  jly_ui_check_page (ui, "parties");
  /* All of it is on the disk already. */
  again = jly_draft_load (ui->data_dir, people->identities[0],
                          jly_draft_get_contract (draft)->study_id,
                          jly_application_get_cases (ui->application), NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (jly_draft_get_contract (again)->parties->len, ==, 3);
  g_assert_cmpstr (get_party (again, 2)->name, ==, "The Scaffolders");
}

static void
test_bad_card (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  GtkWidget *page = open_page (ui, draft);

  gtk_widget_activate_action (page, "parties.add", "u", 0);
  g_assert_true (g_file_set_contents (people->cards[1], "Dear all,", -1, NULL));
  put_card (ui, page, 1, people->cards[1]);
  g_assert_true (jly_ui_shows (page, "This card was not put in"));
  g_assert_true (jly_ui_shows (page, "Ask the party to save its card again"));
  g_assert_false (jly_draft_has_card (get_party (draft, 1)));
  jly_ui_check_page (ui, "parties-bad-card");
}

static void
set_host (JlyDraft *draft, guint place, const char *host)
{
  JlyContractParty *party = get_party (draft, place);

  g_free (party->hosted_by);
  party->hosted_by = g_strdup (host);
}

/* Two of three in one place: a warning that names both, and no going on before it was seen. */
static void
test_dependence (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  GtkWidget *page, *accept;

  set_host (draft, 0, "Data Centre North");
  set_host (draft, 2, "data centre north");
  page = open_page (ui, draft);
  g_assert_true (jly_ui_shows (page, "These computing parties are not independent"));
  g_assert_true (
      jly_ui_shows (page, "The Roofers and The Scaffolders run on machines of Data Centre North"));
  g_assert_false (can_continue (page));
  jly_ui_check_page (ui, "parties-dependent");
  accept = jly_ui_get (page, GTK_TYPE_CHECK_BUTTON,
                       "We have seen this and accept it; the contract will say so.");
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (accept)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (accept), TRUE);
  g_assert_true (can_continue (page));
  set_host (draft, 2, "Its own");
  jly_draft_changed (draft);
  jly_ui_settle (ui);
  g_assert_false (jly_ui_shows (page, "not independent"));
  g_assert_true (can_continue (page));
}

/* Parts, sides and what the rules of the case want; taking a party out. */
static void
test_parts (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "d2a", 3, 3);
  GtkWidget *page = open_page (ui, draft);
  GtkWidget *row;

  g_assert_cmpuint (jly_ui_count (page, JLY_TYPE_SHEET_CARD), ==, 3);
  g_assert_true (jly_ui_shows (page, "add the parties that may ask in this case"));
  gtk_widget_activate_action (page, "parties.add", "u", 1);
  jly_ui_settle (ui);
  g_assert_cmpuint (get_party (draft, 4)->roles, ==, JLY_ROLE_FLAG_ASKER);
  g_assert_cmpuint (jly_parts_of (jly_draft_get_contract (draft), 4), ==,
                    1u << JLY_ROLE_ASKS | 1u << JLY_ROLE_LEARNS);
  row = jly_ui_get (page, JLY_TYPE_PARTY_ROW, "Without a name yet");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  jly_ui_check_page (ui, "parties-open");
  jly_ui_press (ui, "Take This Party Out");
  g_assert_cmpuint (jly_draft_get_contract (draft)->parties->len, ==, 4);
}

/* A draft that cannot be kept is said at once. */
static void
test_not_kept (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autofree char *folder = g_build_filename (ui->data_dir, "drafts", NULL);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
  GtkWidget *page = open_page (ui, draft);

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  gtk_widget_activate_action (page, "parties.add", "u", 0);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "The draft is not kept"));
  jly_ui_check_page (ui, "parties-failed");
}

/* The person invites, somebody answers, and can be added with all three keys. */
static void
answer (JlyUiTest *ui, People *people, const char *path)
{
  g_autofree char *contents = NULL, *answer_path = NULL;
  gsize n = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL, bytes = NULL, join = NULL, bundle = NULL;
  g_autoptr (JlyInvitation) invitation = NULL;
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new ();
  JlyCarried got;

  g_assert_true (g_file_get_contents (path, &contents, &n, &error));
  file = g_bytes_new (contents, n);
  bytes = jly_invitation_find (file, &error);
  g_assert_no_error (error);
  invitation = jly_invitation_decode (bytes, &error);
  g_assert_no_error (error);
  join = jly_join_seal (invitation, people->identities[3], people_names[3], "", &error);
  g_assert_no_error (error);
  g_ptr_array_add (envelopes, join);
  answer_path = g_strconcat (path, "-answer", NULL);
  g_assert_true (jly_bundle_save (answer_path, envelopes, &error));
  g_assert_true (jly_carry_open (jly_application_get_store (ui->application, NULL),
                                 people->identities[0], invitation->expires_at - 1, answer_path,
                                 &got, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (got.guests->len, ==, 1);
  jly_carried_clear (&got);
}

static void
text_read_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_there (gpointer data)
{
  return *(char **)data != NULL;
}

/* Each of the links is a whole invitation, and no two of them are the same. */
static void
copy_links (JlyUiTest *ui, GtkWidget *invite)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (jly_ui_get (invite, GTK_TYPE_SPIN_BUTTON, "How many links")), 4);
  gtk_widget_activate_action (invite, "invite.copy-list", NULL);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (invite, "4 links are copied"));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (invite), NULL, text_read_cb, &text);
  jly_ui_wait (is_there, &text, "the clipboard");
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GBytes) line = g_bytes_new (lines[i], strlen (lines[i]));
      GBytes *bytes = jly_invitation_find (line, NULL);
      g_autoptr (JlyInvitation) invitation = jly_invitation_decode (bytes, NULL);

      g_assert_nonnull (invitation);
      g_assert_true (g_hash_table_add (seen, bytes));
    }
  g_assert_cmpstr (lines[4], ==, "");
}

static void
test_invite (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft (people, ui, "c");
  g_autofree char *path = g_build_filename (ui->data_dir, "for-ridge.jointly", NULL);
  g_autofree char *nowhere = g_build_filename (ui->data_dir, "no", "where.jointly", NULL);
  JlyPublicKeys keys;
  GtkWidget *page, *invite;

  people_sit_down (people, ui, 0);
  page = open_page (ui, draft);
  g_assert_false (jly_ui_shows (page, "Who could be added"));
  jly_ui_press (ui, "Invite Somebody…");
  invite = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_INVITE_PAGE));
  g_assert_true (jly_ui_shows (invite, "“The Roofers” invites you"));
  g_assert_true (jly_ui_shows (invite, "You would bring: A few figures"));
  g_assert_false (jly_ui_shows (invite, "one of the three computing parties"));
  jly_ui_check_page (ui, "invite");
  jly_ui_check_menu (ui, jly_ui_get (invite, GTK_TYPE_DROP_DOWN, NULL), "over-invite-as");
  gtk_widget_activate_action (invite, "invite.save-to", "(ss)", "", nowhere);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (invite, "Choose another folder"));
  gtk_widget_activate_action (invite, "invite.save-to", "(ss)", "", path);
  gtk_widget_activate_action (invite, "invite.copy-link", NULL);
  gtk_widget_activate_action (invite, "invite.show-code", NULL);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (invite, "The code can be scanned"));
  g_assert_cmpuint (jly_ui_count (invite, JLY_TYPE_QR_VIEW), ==, 1);
  jly_ui_check_page (ui, "invite-code");
  copy_links (ui, invite);
  answer (ui, people, path);
  jly_window_pop (ui->window);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "Answered your invitation"));
  jly_ui_check_page (ui, "parties-answered");
  jly_ui_check_menu (ui, jly_ui_get (page, GTK_TYPE_MENU_BUTTON, "Add The Auditors"),
                     "over-add-as");
  gtk_widget_activate_action (page, "parties.add-card", "(uu)", 0, 0);
  jly_ui_settle (ui);
  g_assert_false (jly_ui_shows (page, "Answered your invitation"));
  jly_identity_get_public (people->identities[3], keys.identity, keys.link, keys.sealing);
  g_assert_cmpmem (&get_party (draft, 1)->keys, sizeof keys, &keys, sizeof keys);
  g_assert_cmpstr (get_party (draft, 1)->name, ==, people_names[3]);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/parties/nothing-yet", test_nothing_yet);
  g_test_add_func ("/app/parties/add", test_add);
  g_test_add_func ("/app/parties/bad-card", test_bad_card);
  g_test_add_func ("/app/parties/dependence", test_dependence);
  g_test_add_func ("/app/parties/parts", test_parts);
  g_test_add_func ("/app/parties/not-kept", test_not_kept);
  g_test_add_func ("/app/parties/invite", test_invite);
  return g_test_run ();
}
