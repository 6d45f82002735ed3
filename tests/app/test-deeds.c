/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is signed on the contract's page beside the contract: approval before any question, and
 * mandates, which are asked about once more. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-contract-page.h"
#include "app/jly-study-page.h"

#include <string.h>

static GtkWidget *
show (Round *self)
{
  jly_window_push (self->ui->window, JLY_PAGE (jly_contract_page_new (self->agreements[0])));
  return GTK_WIDGET (jly_ui_wait_page (self->ui, JLY_TYPE_CONTRACT_PAGE));
}

/* Rules are made anew whenever a draft says that it changed: so nothing is said here. */
static void
fill_beforehand (JlyDraft *draft)
{
  people_fill (draft);
  jly_draft_get_contract (draft)->policy.beforehand = 1;
}

static void
fill_mandate (JlyDraft *draft)
{
  JlyContract *contract = jly_draft_get_contract (draft);
  JlyContractParty *carpenters = contract->parties->pdata[1];

  people_fill (draft);
  carpenters->roles |= JLY_ROLE_FLAG_REPRESENTATIVE;
  contract->policy.mandate.n = 1;
  contract->policy.mandate.clauses[0]
      = (JlyClause){ JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 2, FALSE };
}

static void
test_beforehand (void)
{
  Round *round = round_new ("a", fill_beforehand);
  GtkWidget *page = show (round);

  g_assert_true (jly_ui_shows (page, "Your approval comes before any question."));
  jly_ui_check_page (round->ui, "contract-beforehand");
  jly_ui_press (round->ui, "Approve Beforehand");
  g_assert_false (jly_agreement_awaits_beforehand (round->agreements[0]));
  g_assert_true (jly_ui_shows (page, "Everybody has signed."));
  round_carry (round);
  g_assert_cmpuint (jly_agreement_get_not_beforehand (round->agreements[1]), ==, 0);
  round_free (round);
}

static guint
count_mandates (Round *self, guint person)
{
  const JlyMember *member = jly_agreement_get_member (self->agreements[person]);
  guint n = 0;

  for (guint i = 0; i < member->posts->len; i++)
    n += strcmp (((const JlyNote *)member->posts->pdata[i])->kind, "mandate") == 0;
  return n;
}

/* Cancelled first, then signed. */
static void
test_mandate (void)
{
  Round *round = round_new ("a", fill_mandate);
  GtkWidget *page = show (round);

  for (guint i = 0; i < 2; i++)
    {
      AdwMessageDialog *dialog;

      jly_ui_press (round->ui, "Let The Carpenters Act for Your Side…");
      dialog = ADW_MESSAGE_DIALOG (jly_ui_find_dialog ());
      g_assert_true (jly_ui_is_same (adw_message_dialog_get_heading (dialog),
                                     "Let The Carpenters act for your side?"));
      if (i == 0)
        jly_ui_check_dialog (round->ui, "over-mandate");
      adw_message_dialog_response (dialog, i == 0 ? "cancel" : "give");
      gtk_window_destroy (GTK_WINDOW (dialog));
      jly_ui_settle (round->ui);
      g_assert_cmpuint (count_mandates (round, 0), ==, i);
    }
  g_assert_null (jly_ui_find (page, GTK_TYPE_BUTTON, "Let The Scaffolders Act for Your Side…"));
  round_carry (round);
  g_assert_cmpuint (count_mandates (round, 1), ==, 1);
  round_free (round);
}

/* That somebody has erased figures and answers is signed, and the others see it. */
static void
test_erased (void)
{
  Round *round = round_new ("a", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  round_close (round);
  g_assert_true (jly_member_erase (jly_agreement_get_member (round->agreements[1]), &error));
  g_assert_no_error (error);
  round_carry (round);
  jly_window_push (round->ui->window, JLY_PAGE (jly_study_page_new (round->agreements[0])));
  page = GTK_WIDGET (jly_ui_wait_page (round->ui, JLY_TYPE_STUDY_PAGE));
  g_assert_true (jly_ui_shows (page, "Has erased what it had"));
  round_free (round);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/deeds/beforehand", test_beforehand);
  g_test_add_func ("/app/deeds/mandate", test_mandate);
  g_test_add_func ("/app/deeds/erased", test_erased);
  return g_test_run ();
}
