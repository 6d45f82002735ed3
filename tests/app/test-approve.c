/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deciding on a question: read first, reasons, taking back, and what cannot be approved. */
#include "config.h"

#include "jly-people.h"

#include "app/jly-approve-page.h"
#include "study/jly-agreed.h"

#include <string.h>

typedef struct
{
  JlyUiTest *ui;
  People *people;
  JlyStore *stores[3];
  JlyAgreement *agreements[3];
} Round;

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Passes on what party from has to all others. */
static void
carry (Round *self, guint from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = jly_store_pack (jly_agreement_get_kept (self->agreements[from]), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    if (i != from)
      {
        g_assert_true (jly_store_unpack (self->stores[i], bytes, get_now (), NULL, &error));
        g_assert_no_error (error);
      }
}

/* Three founders have signed; figures of all three are there. */
static Round *
round_new (guint n_providers)
{
  Round *self = g_new0 (Round, 1);
  g_autoptr (JlyDraft) draft = NULL;
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (GError) error = NULL;
  JlySubmission submissions[3] = { 0 };
  const char *id;

  self->ui = jly_ui_start (NULL);
  self->people = people_new (self->ui);
  draft = people_draft_with (self->people, self->ui, "a", 2, 0);
  people_fill (draft);
  for (guint i = n_providers; i < 3; i++)
    ((JlyContractParty *)jly_draft_get_contract (draft)->parties->pdata[i])->roles
        &= ~(guint)JLY_ROLE_FLAG_PROVIDER;
  contract = jly_draft_encode (draft);
  id = jly_draft_get_contract (draft)->study_id;
  for (guint i = 0; i < 3; i++)
    {
      self->stores[i] = people_store (self->people, self->ui, i);
      g_assert_true (jly_store_add_contract (self->stores[i], contract, get_now (), &error));
      self->agreements[i] = jly_agreement_open (self->stores[i], self->people->identities[i], id,
                                                get_now (), &error);
      g_assert_true (jly_agreement_sign (self->agreements[i], get_now (), &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < 3; i++)
    carry (self, i);
  for (guint i = 0; i < n_providers; i++)
    {
      const JlyContractParty *party
          = jly_contract_get_party (jly_agreement_get_contract (self->agreements[0]), i);

      memcpy (submissions[i].provider, party->keys.identity, 32);
      memset (submissions[i].upload, (int)i + 1, 32);
      submissions[i].n_rows = 20;
    }
  for (guint i = 0; i < 3; i++)
    g_assert_true (jly_store_freeze (jly_agreement_get_kept (self->agreements[i]), submissions,
                                     n_providers, get_now (), &error));
  g_assert_no_error (error);
  return self;
}

static void
round_free (Round *self)
{
  for (guint i = 0; i < 3; i++)
    {
      g_clear_object (&self->agreements[i]);
      jly_store_close (self->stores[i]);
    }
  people_free (self->people);
  jly_ui_stop (self->ui);
  g_free (self);
}

static void
set_inputs (Round *self, guint n, JlyProposal *proposal)
{
  JlySubmission submissions[3] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      const JlyContractParty *party
          = jly_contract_get_party (jly_agreement_get_contract (self->agreements[0]), i);

      memcpy (submissions[i].provider, party->keys.identity, 32);
      memset (submissions[i].upload, (int)i + 1, 32);
      submissions[i].n_rows = 20;
    }
  jly_submissions_root (submissions, n, proposal->inputs_root);
  proposal->n_submissions = n;
}

/* The sum of the turnover, asked by party asker. */
static void
propose (Round *self, guint asker, guint n)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreements[asker]);
  JlyGovernance *governance = jly_agreement_get_governance (self->agreements[asker], NULL);
  g_autoptr (JlyProposal) proposal = jly_proposal_new ();
  g_autoptr (JlyDecision) decision = jly_decision_new ();
  g_autoptr (JlyAgreed) agreed = NULL;
  g_autoptr (GArray) uses = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) signed_bytes = NULL;
  g_autoptr (GError) error = NULL;
  JlyStudyQuestion *question = jly_study_questions_add (proposal->questions, "", "sum");
  JlySigned item;
  gsize size;
  const guint8 *data;

  jly_study_question_set (question, "column", "turnover");
  memcpy (proposal->contract_hash, jly_governance_get_contract_hash (governance), 32);
  uses = jly_agreed_derive_uses (contract, proposal->questions, &error);
  g_assert_no_error (error);
  g_array_append_vals (proposal->uses, uses->data, uses->len);
  set_inputs (self, n, proposal);
  proposal->recipients = jly_contract_select (contract, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  proposal->expires_at = get_now () + 86400;
  jly_proposal_sort (proposal);
  agreed = jly_agreed_new_unknown (contract, proposal->contract_hash, proposal, &error);
  g_assert_no_error (error);
  memcpy (proposal->plan_hash, agreed->plan->hash, 32);
  bytes = jly_proposal_encode (proposal);
  memcpy (decision->contract_hash, proposal->contract_hash, 32);
  jly_proposal_hash (bytes, decision->question_hash);
  decision->verdict = JLY_VERDICT_PROPOSE;
  decision->made_at = get_now ();
  decision->expires_at = proposal->expires_at;
  signed_bytes = jly_decision_encode (decision);
  data = g_bytes_get_data (signed_bytes, &size);
  item = (JlySigned){ .bytes = signed_bytes, .signer = asker };
  jly_identity_sign (self->people->identities[asker], JLY_SIGNS_DECISION, data, size,
                     item.signature);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (jly_store_take_question (jly_agreement_get_kept (self->agreements[i]), bytes,
                                              &item, get_now (), NULL, &error));
      g_assert_no_error (error);
    }
}

static GtkWidget *
show (Round *self, guint person)
{
  jly_window_push (self->ui->window, JLY_PAGE (jly_approve_page_new (self->agreements[person], 0)));
  return GTK_WIDGET (jly_ui_wait_page (self->ui, JLY_TYPE_APPROVE_PAGE));
}

static gboolean
can (GtkWidget *page, const char *label)
{
  GtkWidget *button = jly_ui_find (page, GTK_TYPE_BUTTON, label);

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
read_to_end (Round *self, GtkWidget *page)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (jly_page_get_content (JLY_PAGE (page))));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  jly_ui_settle (self->ui);
}

static JlyProposalStage
get_stage (Round *self, guint person)
{
  return jly_governance_get_stage (jly_agreement_get_governance (self->agreements[person], NULL), 0,
                                   get_now ());
}

/* The text is read first; then one yes after the other, until it is approved. */
static void
test_approve (void)
{
  Round *round = round_new (3);
  GtkWidget *page;

  propose (round, 0, 3);
  page = show (round, 1);
  g_assert_true (jly_ui_shows (page, "Your approval is needed"));
  g_assert_true (jly_ui_shows (page, "Turnover"));
  jly_ui_resize (round->ui, 1000, 400);
  if (!g_getenv ("JLY_UI_TALL"))
    {
      g_assert_false (can (page, "Approve"));
      g_assert_true (jly_ui_shows (page, "Read to the end, then decide."));
    }
  gtk_widget_activate_action (page, "approve.approve", NULL);
  jly_ui_resize (round->ui, 1000, 700);
  g_assert_cmpint (get_stage (round, 1), ==, JLY_PROPOSAL_PROPOSED);
  jly_ui_check_page (round->ui, "approve");
  read_to_end (round, page);
  g_assert_true (can (page, "Approve"));
  jly_ui_press (round->ui, "Approve");
  g_assert_true (jly_ui_shows (page, "Waiting for the others"));
  g_assert_true (can (page, "Take My Yes Back"));
  jly_ui_check_page (round->ui, "approve-waiting");
  carry (round, 1);
  page = show (round, 2);
  read_to_end (round, page);
  jly_ui_press (round->ui, "Approve");
  g_assert_cmpint (get_stage (round, 2), ==, JLY_PROPOSAL_APPROVED);
  g_assert_true (jly_ui_shows (page, "Approved: it may be computed"));
  jly_ui_check_page (round->ui, "approve-done");
  round_free (round);
}

/* No rejection without a reason, and the reason is what the others read. */
static void
test_reject (void)
{
  Round *round = round_new (3);
  GtkWidget *page, *reason;

  propose (round, 0, 3);
  page = show (round, 1);
  g_assert_null (jly_ui_find (page, ADW_TYPE_ENTRY_ROW, "Your reason"));
  jly_ui_press (round->ui, "Reject…");
  reason = jly_ui_get (page, ADW_TYPE_ENTRY_ROW, "Your reason");
  g_assert_false (can (page, "Sign and Send Back"));
  gtk_editable_set_text (GTK_EDITABLE (reason), "   ");
  gtk_widget_activate_action (page, "approve.send-reason", NULL);
  jly_ui_settle (round->ui);
  g_assert_false (can (page, "Sign and Send Back"));
  g_assert_cmpint (get_stage (round, 1), ==, JLY_PROPOSAL_PROPOSED);
  jly_ui_check_page (round->ui, "approve-reason");
  gtk_editable_set_text (GTK_EDITABLE (reason), "Our books are not closed yet.");
  jly_ui_press (round->ui, "Sign and Send Back");
  g_assert_cmpint (get_stage (round, 1), ==, JLY_PROPOSAL_REJECTED);
  carry (round, 1);
  page = show (round, 0);
  g_assert_true (jly_ui_shows (page, "Our books are not closed yet."));
  g_assert_true (jly_ui_shows (page, "Rejected: it is not computed"));
  jly_ui_check_page (round->ui, "approve-rejected");
  round_free (round);
}

static void
test_ask_change (void)
{
  Round *round = round_new (3);
  GtkWidget *page;

  propose (round, 0, 3);
  page = show (round, 1);
  jly_ui_press (round->ui, "Ask for a Change…");
  jly_ui_press (round->ui, "Keep Reading");
  g_assert_null (jly_ui_find (page, ADW_TYPE_ENTRY_ROW, "Your reason"));
  jly_ui_press (round->ui, "Ask for a Change…");
  gtk_editable_set_text (GTK_EDITABLE (jly_ui_get (page, ADW_TYPE_ENTRY_ROW, "Your reason")),
                         "Yes or no, please.");
  jly_ui_press (round->ui, "Sign and Send Back");
  g_assert_true (jly_ui_shows (page, "Asks for a change: Yes or no, please."));
  round_free (round);
}

/* A yes can be taken back as long as nothing was begun. */
static void
test_withdraw (void)
{
  Round *round = round_new (3);
  GtkWidget *page;

  propose (round, 0, 3);
  page = show (round, 0);
  g_assert_false (can (page, "Approve"));
  jly_ui_press (round->ui, "Take My Yes Back");
  g_assert_cmpint (get_stage (round, 0), ==, JLY_PROPOSAL_WITHDRAWN);
  g_assert_false (can (page, "Take My Yes Back"));
  jly_ui_check_page (round->ui, "approve-withdrawn");
  round_free (round);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/approve/approve", test_approve);
  g_test_add_func ("/app/approve/reject", test_reject);
  g_test_add_func ("/app/approve/ask-change", test_ask_change);
  g_test_add_func ("/app/approve/withdraw", test_withdraw);
  return g_test_run ();
}
