/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract page: what is read and signed, who has, saving, comparing, and what stops. */
#include "config.h"

#include "jly-people.h"

#include "app/jly-contract-page.h"
#include "app/jly-who-page.h"
#include "post/jly-bundle.h"

#include <string.h>

static GtkWidget *
show (JlyUiTest *ui, JlyContractPage *page)
{
  jly_window_push (ui->window, JLY_PAGE (page));
  return GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CONTRACT_PAGE));
}

static gboolean
can_sign (GtkWidget *page)
{
  GtkWidget *button = jly_ui_find (page, GTK_TYPE_BUTTON, "Sign");

  return button != NULL && gtk_widget_get_sensitive (button);
}

/* What is missing is named, and nothing can be signed. */
static void
test_not_ready (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  GtkWidget *page
      = show (ui, jly_contract_page_new_for_draft (draft, ui->data_dir, people->identities[0]));

  g_assert_false (can_sign (page));
  g_assert_true (jly_ui_shows (page, "The contract permits no kind of question."));
  g_assert_true (jly_ui_shows (page, "Choose at least one kind of question."));
  jly_ui_check_page (ui, "contract-not-ready");
}

/* Takes a file of which n_new things are new, of the study of this id. */
static JlyAgreement *
receive (
    const char *dir, const JlyIdentity *identity, const char *path, guint n_new, const char *id)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStore) store = jly_store_open (dir, &error);
  g_autofree char *study_id = NULL;
  JlyAgreement *agreement;
  guint n = 0;

  g_assert_no_error (error);
  g_assert_true (jly_store_unlock (store, identity, &error));
  g_assert_true (jly_agreement_receive (store, identity, path, now, &study_id, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (study_id, ==, id);
  g_assert_cmpuint (n, ==, n_new);
  agreement = jly_agreement_open (dir, identity, study_id, now, &error);
  g_assert_no_error (error);
  return agreement;
}

/* Signed here, carried to two others as a file, signed there, and carried back. */
static void
test_sign (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autofree char *path = g_build_filename (ui->data_dir, "carried" JLY_BUNDLE_ENDING, NULL);
  g_autofree char *id = g_strdup (jly_draft_get_contract (draft)->study_id);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GtkWidget *page;

  people_fill (draft);
  page = show (ui, jly_contract_page_new_for_draft (draft, ui->data_dir, people->identities[0]));
  g_assert_true (jly_ui_shows (page, "To see whether we can bid together."));
  g_assert_true (jly_ui_shows (page, "You sign version 1 and nothing else."));
  g_assert_true (can_sign (page));
  jly_ui_check_page (ui, "contract");
  jly_ui_check_menu (ui,
                     jly_ui_get (GTK_WIDGET (ui->window), GTK_TYPE_MENU_BUTTON, "Contract Menu"),
                     "over-contract-menu");
  jly_ui_press (ui, "Sign");
  g_assert_false (can_sign (page));
  g_assert_true (jly_ui_shows (page, "Waiting for 2 signatures"));
  gtk_widget_activate_action (page, "contract.save-to", "(ss)", "others", path);
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *dir = g_strdup_printf ("%s/person-%u", ui->data_dir, i);
      g_autofree char *back = g_strdup_printf ("%s/back-%u" JLY_BUNDLE_ENDING, ui->data_dir, i);
      g_autoptr (JlyAgreement) agreement = receive (dir, people->identities[i], path, 2, id);
      g_autoptr (JlyAgreement) first = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (jly_agreement_awaits_signature (agreement));
      g_assert_true (jly_agreement_sign (agreement, now, &error));
      g_assert_no_error (error);
      g_assert_true (jly_agreement_save (agreement, back, &error));
      g_assert_no_error (error);
      first = receive (ui->data_dir, people->identities[0], back, 1, id);
      page = show (ui, jly_contract_page_new (first));
    }
  g_assert_true (jly_ui_shows (page, "Everybody has signed."));
  g_assert_null (jly_ui_find (page, GTK_TYPE_BUTTON, "Sign"));
}

/* The same states without the toast that follows the button. */
static void
test_states (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JlyAgreement) agreement = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GtkWidget *page;
  gsize n;

  people_fill (draft);
  bytes = jly_draft_encode (draft);
  agreement = jly_agreement_begin (ui->data_dir, people->identities[0], bytes, now, &error);
  g_assert_no_error (error);
  page = show (ui, jly_contract_page_new (agreement));
  g_assert_true (jly_ui_shows (page, "Waiting for 2 signatures"));
  jly_ui_check_page (ui, "contract-waiting");
  for (guint i = 1; i <= 2; i++)
    {
      const guint8 *data = g_bytes_get_data (bytes, &n);
      guint8 signature[JLY_SIGNATURE_BYTES];

      jly_identity_sign (people->identities[i], JLY_SIGNS_CONTRACT, data, n, signature);
      g_assert_true (
          jly_store_take_signature (jly_agreement_get_kept (agreement), i, signature, now, &error));
    }
  page = show (ui, jly_contract_page_new (agreement));
  g_assert_true (jly_ui_shows (page, "Everybody has signed."));
  jly_ui_check_page (ui, "contract-signed");
}

/* A text is wrapped at a width; where its lines end depends on the language. */
static void
join_lines (char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  char *end = text;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      end = g_stpcpy (g_stpcpy (end, words[i]), " ");
}

static void
test_save (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autofree char *pdf = g_build_filename (ui->data_dir, "contract.pdf", NULL);
  g_autofree char *text = g_build_filename (ui->data_dir, "contract.txt", NULL);
  g_autofree char *nowhere = g_build_filename (ui->data_dir, "none", "contract.txt", NULL);
  static const char *const said[]
      = { "What is processed, where and on which basis", "On the computer of The Carpenters",
          "These columns: Turnover.", "It is no legal" };
  g_autofree char *lawyer = g_build_filename (ui->data_dir, "lawyer.txt", NULL);
  g_autofree char *contents = NULL;
  gsize n;
  GtkWidget *page;

  people_fill (draft);
  page = show (ui, jly_contract_page_new_for_draft (draft, ui->data_dir, people->identities[0]));
  gtk_widget_activate_action (page, "contract.save-to", "(ss)", "text", nowhere);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "Not saved"));
  jly_ui_check_page (ui, "contract-not-saved");
  gtk_widget_activate_action (page, "contract.save-to", "(ss)", "pdf", pdf);
  gtk_widget_activate_action (page, "contract.save-to", "(ss)", "text", text);
  g_assert_true (g_file_get_contents (pdf, &contents, &n, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  g_clear_pointer (&contents, g_free);
  g_assert_true (g_file_get_contents (text, &contents, &n, NULL));
  g_assert_nonnull (strstr (contents, "The Carpenters"));
  gtk_widget_activate_action (page, "contract.save-to", "(ss)", "lawyer", lawyer);
  g_clear_pointer (&contents, g_free);
  g_assert_true (g_file_get_contents (lawyer, &contents, &n, NULL));
  join_lines (contents);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_assert_true (jly_ui_holds (contents, said[i]));
}

/* Version 2 says what is new against version 1. */
static void
test_compare (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (JlyAgreement) one = NULL;
  g_autoptr (JlyAgreement) two = NULL;
  g_autoptr (GError) error = NULL;
  JlyContract *contract = jly_draft_get_contract (draft);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GtkWidget *page, *compare;

  people_fill (draft);
  first = jly_draft_encode (draft);
  one = jly_agreement_begin (ui->data_dir, people->identities[0], first, now, &error);
  g_assert_no_error (error);
  contract->version = 2;
  jly_contract_hash (first, contract->previous);
  g_free (contract->purpose);
  contract->purpose = g_strdup ("To see whether we can bid for the school roof.");
  second = jly_contract_encode (contract);
  two = jly_agreement_begin (ui->data_dir, people->identities[0], second, now, &error);
  g_assert_no_error (error);
  page = show (ui, jly_contract_page_new (two));
  g_assert_false (jly_ui_shows (page, "To see whether we can bid together."));
  g_assert_false (jly_agreement_awaits_signature (two));
  g_assert_true (jly_ui_shows (page, "Until then version 1 goes on."));
  compare = jly_ui_get (page, GTK_TYPE_TOGGLE_BUTTON, "Compare With the Version Before");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (compare), TRUE);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "To see whether we can bid together."));
  g_assert_true (jly_ui_shows (page, "for the school roof."));
  jly_ui_check_page (ui, "contract-compared");
}

/* From the contract to who sees what, and back. */
static void
test_to_who (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  GtkWidget *page;

  people_fill (draft);
  page = show (ui, jly_contract_page_new_for_draft (draft, ui->data_dir, people->identities[0]));
  gtk_widget_activate_action (page, "contract.show-who", NULL);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_WHO_PAGE));
  g_assert_true (jly_ui_shows (page, "The Roofers (you)"));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/contract/not-ready", test_not_ready);
  g_test_add_func ("/app/contract/sign", test_sign);
  g_test_add_func ("/app/contract/states", test_states);
  g_test_add_func ("/app/contract/save", test_save);
  g_test_add_func ("/app/contract/compare", test_compare);
  g_test_add_func ("/app/contract/to-who", test_to_who);
  return g_test_run ();
}
