/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The road of a study with others: from a case to parties, figures, contract and signatures, left
 * and found again on the start page, and carried as files. */
#include "config.h"

#include "jly-people.h"

#include "app/jly-agreement.h"
#include "app/jly-case-page.h"
#include "app/jly-contract-page.h"
#include "app/jly-home-page.h"
#include "app/jly-identity-page.h"
#include "app/jly-parties-page.h"
#include "app/jly-checks-page.h"
#include "app/jly-terms-page.h"
#include "party/jly-study-file.h"
#include "app/jly-together.h"
#include "store/jly-drafts.h"
#include "study/jly-card.h"

static GtkWidget *
refresh_home (JlyUiTest *ui)
{
  jly_window_go_home (ui->window);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  jly_page_refresh (jly_window_get_page (ui->window));
  jly_ui_settle (ui);
  return GTK_WIDGET (jly_window_get_page (ui->window));
}

static void
open_case (JlyUiTest *ui)
{
  jly_window_push (ui->window,
                   JLY_PAGE (jly_case_page_new (jly_application_find_case (ui->application, "a"))));
  jly_ui_wait_page (ui, JLY_TYPE_CASE_PAGE);
}

/* Without keys, keys come first. */
static void
test_keys_first (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page;

  open_case (ui);
  jly_ui_press (ui, "Prepare This Study");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_IDENTITY_PAGE));
  g_assert_true (jly_ui_shows (page, "Who are you, to the others?"));
}

static gboolean
has_own_figures (gpointer page)
{
  return jly_ui_shows (page, "3 rows.");
}

/* Limits are set beside the own figures, and stand on the page and in the contract. */
static void
set_limits (JlyUiTest *ui, GtkWidget *terms)
{
  g_autofree char *own = g_build_filename (ui->data_dir, "own.csv", NULL);
  GtkWidget *page, *entry;

  g_assert_true (g_file_set_contents (own, "Turnover\n1200\n98000\n34000\n", -1, NULL));
  jly_ui_press (ui, "Checks and Limits");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CHECKS_PAGE));
  jly_ui_check_page (ui, "checks-draft-nothing-yet");
  gtk_widget_activate_action (page, "checks.use-own", "(ss)", "", own);
  jly_ui_wait (has_own_figures, page, "the own figures to be read");
  jly_ui_settle (ui);
  entry = jly_ui_get (page, GTK_TYPE_ENTRY, "Largest value of Turnover");
  gtk_editable_set_text (GTK_EDITABLE (entry), "50000");
  g_signal_emit_by_name (entry, "activate");
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "1 of your figures would have to be mended"));
  jly_ui_press (ui, "Propose These Limits");
  jly_ui_wait_page (ui, JLY_TYPE_TERMS_PAGE);
}

/* What is prepared can be tried before it is signed. */
static void
write_study (JlyUiTest *ui, GtkWidget *terms)
{
  g_autofree char *path = g_build_filename (ui->data_dir, "study.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudyFile) file = NULL;

  gtk_widget_activate_action (terms, "terms.write-study-file", "(ss)", "", path);
  file = jly_study_file_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((const JlyStudyColumn *)file->draft->columns->pdata[0])->max, ==, 50000);
  g_assert_cmpuint (file->draft->questions->len, ==, 1);
  g_assert_cmpuint (file->parties->len, ==, 3);
}

static gboolean
is_draft_kept (JlyUiTest *ui)
{
  g_auto (GStrv) ids = jly_drafts_list (ui->data_dir);

  return ids[0] != NULL;
}

/* A draft goes at once, comes back, and goes for good when the page does. */
static void
test_remove_draft (void)
{
  g_autofree char *dir = g_dir_make_tmp ("jointly-together-XXXXXX", NULL);

  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);
    g_autoptr (People) people = people_new (ui);
    g_autoptr (JlyDraft) draft = people_draft (people, ui, "a");
    GtkWidget *page;

    people_sit_down (people, ui, 0);
    jly_draft_changed (draft);
    page = refresh_home (ui);
    jly_ui_press (ui, "Remove “Joint Bid”");
    g_assert_false (jly_ui_shows (page, "Go on preparing"));
    g_assert_true (jly_ui_shows (GTK_WIDGET (ui->window), "Draft removed"));
    g_assert_true (is_draft_kept (ui));
    g_assert_true (jly_ui_key (ui, GDK_KEY_z, GDK_CONTROL_MASK));
    g_assert_true (jly_ui_shows (page, "Go on preparing"));
    jly_ui_press (ui, "Remove “Joint Bid”");
    jly_ui_check_page (ui, "home-draft-removed");
  }
  {
    g_autoptr (JlyUiTest) ui = jly_ui_start (dir);

    g_assert_false (is_draft_kept (ui));
  }
  jly_ui_remove_folder (dir);
}

/* A case becomes a draft, which the start page keeps, and in the end a signed contract. */
static void
test_prepare (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  GtkWidget *page;

  people_sit_down (people, ui, 0);
  open_case (ui);
  jly_ui_press (ui, "Prepare This Study");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_PARTIES_PAGE));
  for (guint i = 1; i <= 2; i++)
    {
      gtk_widget_activate_action (page, "parties.add", "u", 0);
      gtk_widget_activate_action (page, "parties.put-card", "(us)", i, people->cards[i]);
    }
  jly_ui_settle (ui);
  page = refresh_home (ui);
  g_assert_true (jly_ui_shows (page, "Go on preparing"));
  jly_ui_check_page (ui, "home-together");
  gtk_widget_activate (jly_ui_get (page, ADW_TYPE_ACTION_ROW, "Joint Bid"));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_PARTIES_PAGE));
  jly_ui_press (ui, "Continue");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_TERMS_PAGE));
  g_assert_false (
      gtk_widget_get_sensitive (jly_ui_get (page, GTK_TYPE_BUTTON, "Read the Contract")));
  jly_ui_check_page (ui, "terms-nothing-yet");
  gtk_widget_activate_action (page, "terms.add-column", NULL);
  jly_ui_settle (ui);
  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_ENTRY_ROW, "Name")), "Turnover");
  gtk_switch_set_active (GTK_SWITCH (jly_ui_get (page, GTK_TYPE_SWITCH, "Sum")), TRUE);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "Even shares would be 33 percent"));
  g_assert_true (jly_ui_shows (page, "3 is the least that hides, 5 is usual"));
  jly_ui_check_page (ui, "terms");
  set_limits (ui, page);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_TERMS_PAGE));
  write_study (ui, page);
  jly_ui_press (ui, "Read the Contract");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CONTRACT_PAGE));
  g_assert_true (jly_ui_shows (page, "Turnover"));
  jly_ui_press (ui, "Sign");
  g_assert_true (jly_ui_shows (page, "Waiting for 2 signatures"));
  page = refresh_home (ui);
  g_assert_true (jly_ui_shows (page, "Waiting for 2 signatures"));
  g_assert_false (jly_ui_shows (page, "Go on preparing"));
}

/* What another prepared comes as a file, and asks for a signature. */
static void
test_sent (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autofree char *other = g_build_filename (ui->data_dir, "other", NULL);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (JlyAgreement) agreement = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (ui->data_dir, "sent.jointly-letters", NULL);
  g_autofree char *card = g_build_filename (ui->data_dir, "mine" JLY_CARD_SUFFIX, NULL);
  g_autofree char *name = NULL;
  JlyPublicKeys keys;
  GtkWidget *page;

  people_fill (draft);
  contract = jly_draft_encode (draft);
  agreement = jly_agreement_begin (other, people->identities[1], contract,
                                   g_get_real_time () / G_USEC_PER_SEC, &error);
  g_assert_no_error (error);
  g_assert_true (jly_agreement_save (agreement, path, &error));
  g_assert_true (
      jly_drafts_remove (ui->data_dir, jly_draft_get_contract (draft)->study_id, &error));
  people_sit_down (people, ui, 0);
  page = GTK_WIDGET (jly_window_get_page (ui->window));
  gtk_widget_activate_action (page, "home.use-file", "(ss)", "card", card);
  g_assert_true (jly_card_load (card, &name, &keys, NULL));
  g_assert_cmpstr (name, ==, people_names[0]);
  gtk_widget_activate_action (page, "home.use-file", "(ss)", "sent", card);
  jly_ui_settle (ui);
  g_assert_true (JLY_IS_HOME_PAGE (jly_window_get_page (ui->window)));
  jly_ui_check_page (ui, "home-bad-file");
  gtk_widget_activate_action (page, "home.use-file", "(ss)", "sent", path);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CONTRACT_PAGE));
  g_assert_nonnull (jly_ui_find (page, GTK_TYPE_BUTTON, "Sign"));
  page = refresh_home (ui);
  g_assert_true (jly_ui_shows (page, "Your signature is needed"));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/together/keys-first", test_keys_first);
  g_test_add_func ("/app/together/prepare", test_prepare);
  g_test_add_func ("/app/together/remove-draft", test_remove_draft);
  g_test_add_func ("/app/together/sent", test_sent);
  return g_test_run ();
}
