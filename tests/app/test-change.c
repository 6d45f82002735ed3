/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A founder changes a contract that is in force: what is changed is kept, read beside what held
 * before, and signed as the next version. */
#include "config.h"

#include "jly-people.h"

#include "app/jly-contract-page.h"
#include "app/jly-study-page.h"
#include "app/jly-terms-page.h"
#include "app/jly-together.h"
#include "store/jly-drafts.h"

#include <string.h>

/* A contract of three that all have signed. */
static JlyAgreement *
agree (JlyUiTest *ui, People *people)
{
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  JlyAgreement *agreement;

  people_fill (draft);
  bytes = jly_draft_encode (draft);
  agreement = jly_agreement_begin (ui->data_dir, people->identities[0], bytes, now, &error);
  g_assert_no_error (error);
  jly_draft_discard (draft);
  for (guint i = 1; i <= 2; i++)
    {
      guint8 signature[JLY_SIGNATURE_BYTES];
      gsize n;
      const guint8 *data = g_bytes_get_data (bytes, &n);

      jly_identity_sign (people->identities[i], JLY_SIGNS_CONTRACT, data, n, signature);
      g_assert_true (
          jly_store_take_signature (jly_agreement_get_kept (agreement), i, signature, now, &error));
    }
  return agreement;
}

static GtkWidget *
open_terms (JlyUiTest *ui, JlyAgreement *agreement)
{
  GtkWidget *page;

  jly_window_push (ui->window, JLY_PAGE (jly_contract_page_new (agreement)));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CONTRACT_PAGE));
  g_assert_true (jly_ui_shows (page, "Everybody has signed."));
  gtk_widget_activate_action (page, "contract.change", NULL);
  return GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_TERMS_PAGE));
}

static void
set_number (JlyUiTest *ui, GtkWidget *page, const char *label, double value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (jly_ui_get (page, GTK_TYPE_SPIN_BUTTON, label)),
                             value);
  jly_ui_settle (ui);
}

static void
test_change (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyAgreement) agreement = NULL;
  g_autoptr (JlyAgreement) again = NULL;
  g_autoptr (GBytes) next = NULL;
  g_autoptr (JlyContract) contract = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) left = NULL;
  JlyPartySet missing = 0;
  GtkWidget *page;

  people_sit_down (people, ui, 0);
  agreement = agree (ui, people);
  page = open_terms (ui, agreement);
  g_assert_true (jly_ui_shows (page, "What is to be different from now on?"));
  set_number (ui, page, "Questions in all", 17);
  set_number (ui, page, "Days until all pieces are erased", 44);
  set_number (ui, page, "Days until the contract ends", 200);
  jly_ui_check_page (ui, "contract-change");
  jly_ui_press (ui, "Read the Contract");
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CONTRACT_PAGE));
  g_assert_true (jly_ui_shows (page, "You sign version 2 and nothing else."));
  g_assert_true (jly_ui_shows (page, "44"));
  jly_ui_check_page (ui, "contract-next-draft");
  jly_ui_press (ui, "Sign");
  g_assert_true (jly_ui_shows (page, "Until then version 1 goes on."));
  again = jly_agreement_open (ui->data_dir, people->identities[0],
                              jly_agreement_get_contract (agreement)->study_id,
                              g_get_real_time () / G_USEC_PER_SEC, &error);
  g_assert_no_error (error);
  next = jly_agreement_dup_next (again, &missing);
  g_assert_cmpuint (missing, ==, 6);
  contract = jly_contract_decode (next, NULL);
  g_assert_cmpuint (contract->version, ==, 2);
  g_assert_cmpuint (contract->policy.max_questions, ==, 17);
  g_assert_cmpuint (contract->policy.days_kept, ==, 44);
  g_assert_cmpint (contract->ends_at, ==, contract->made_at + 200 * 24 * 60 * 60);
  g_assert_cmpmem (contract->previous, JLY_HASH_BYTES, jly_agreement_get_contract_hash (again),
                   JLY_HASH_BYTES);
  left = jly_drafts_list (ui->data_dir);
  g_assert_cmpuint (g_strv_length (left), ==, 0);
}

/* Half of it, and the page is left: it is found again, and can be given up. */
static void
test_left (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyAgreement) agreement = NULL;
  g_auto (GStrv) left = NULL;
  g_auto (GStrv) none = NULL;
  GtkWidget *page;

  people_sit_down (people, ui, 0);
  agreement = agree (ui, people);
  page = open_terms (ui, agreement);
  set_number (ui, page, "Questions in all", 17);
  jly_window_pop (ui->window);
  jly_window_pop (ui->window);
  left = jly_drafts_list (ui->data_dir);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  g_assert_cmpstr (left[0], !=, jly_agreement_get_contract (agreement)->study_id);
  jly_together_open (ui->window, left[0]); /* as its row on the start page does */
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_TERMS_PAGE));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (
                       jly_ui_get (page, GTK_TYPE_SPIN_BUTTON, "Questions in all"))),
                   ==, 17);
  jly_ui_press (ui, "Give Up the Changes");
  none = jly_drafts_list (ui->data_dir);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  page = open_terms (ui, agreement);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (
                       jly_ui_get (page, GTK_TYPE_SPIN_BUTTON, "Questions in all"))),
                   !=, 17);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/change/sign", test_change);
  g_test_add_func ("/app/change/left", test_left);
  return g_test_run ();
}
