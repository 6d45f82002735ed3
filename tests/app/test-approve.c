/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deciding on a question: read first, reasons, taking back, and what cannot be approved. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-approve-page.h"

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
                                   round_now ());
}

/* Three founders have signed; figures of all three are in the set. */
static Round *
new_round (void)
{
  Round *round = round_new ("a", NULL);

  round_close (round);
  return round;
}

/* The text is read first; then one yes after the other, until it is approved. */
static void
test_approve (void)
{
  Round *round = new_round ();
  GtkWidget *page;

  round_ask (round, 0, "sum", "turnover");
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
  round_carry (round);
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
  Round *round = new_round ();
  GtkWidget *page, *reason;

  round_ask (round, 0, "sum", "turnover");
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
  round_carry (round);
  page = show (round, 0);
  g_assert_true (jly_ui_shows (page, "Our books are not closed yet."));
  g_assert_true (jly_ui_shows (page, "Rejected: it is not computed"));
  jly_ui_check_page (round->ui, "approve-rejected");
  round_free (round);
}

static void
test_ask_change (void)
{
  Round *round = new_round ();
  GtkWidget *page;

  round_ask (round, 0, "sum", "turnover");
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
  Round *round = new_round ();
  GtkWidget *page;

  round_ask (round, 0, "sum", "turnover");
  page = show (round, 0);
  g_assert_false (can (page, "Approve"));
  jly_ui_press (round->ui, "Take My Yes Back");
  g_assert_cmpint (get_stage (round, 0), ==, JLY_PROPOSAL_WITHDRAWN);
  g_assert_false (can (page, "Take My Yes Back"));
  jly_ui_check_page (round->ui, "approve-withdrawn");
  round_free (round);
}

static void
fill_for_four (JlyDraft *draft)
{
  people_fill (draft);
  jly_draft_get_contract (draft)->policy.min_parties = 4;
}

/* A set of three where four are agreed: the rules refuse that when it is computed, and let the
 * question through until then; the finding refuses before anybody says yes. */
static void
test_refused (void)
{
  Round *round = round_new ("a", fill_for_four);
  GtkWidget *page;

  round_close (round);
  round_ask (round, 0, "sum", "turnover");
  g_assert_cmpint (get_stage (round, 1), ==, JLY_PROPOSAL_PROPOSED);
  page = show (round, 1);
  read_to_end (round, page);
  g_assert_false (can (page, "Approve"));
  g_assert_true (can (page, "Reject…"));
  g_assert_true (jly_ui_shows (page, "This cannot be approved"));
  gtk_widget_activate_action (page, "approve.approve", NULL);
  g_assert_cmpint (get_stage (round, 1), ==, JLY_PROPOSAL_PROPOSED);
  round_free (round);
}

/* A question is one only once two of those who bring figures ask it. */
static void
fill_for_two_askers (JlyDraft *draft)
{
  JlyPolicy *policy = &jly_draft_get_contract (draft)->policy;

  people_fill (draft);
  policy->ask = (JlyQuorum){ .n = 1, .clauses = { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 2 } } };
}

/* Whoever says yes asks it too, as long as an asker is missing, and reads that it does; an approval
 * alone would leave it waiting for ever. From then on a yes is a yes. */
static void
test_joins_asking (void)
{
  Round *round = round_new ("a", fill_for_two_askers);
  const JlyGovernance *governance;
  GtkWidget *page;

  round_close (round);
  round_ask (round, 0, "sum", "turnover");
  for (guint i = 1; i < ROUND_PEOPLE; i++)
    {
      governance = jly_agreement_get_governance (round->agreements[i], NULL);
      g_assert_cmpint (jly_governance_get_missing_askers (governance, 0, round_now ()) != 0, ==,
                       i == 1);
      page = show (round, i);
      read_to_end (round, page);
      g_assert_cmpint (jly_ui_shows (page, "You sign that you ask this question too"), ==, i == 1);
      jly_ui_press (round->ui, "Approve");
      round_carry (round);
      governance = jly_agreement_get_governance (round->agreements[i], NULL);
      g_assert_cmpuint (jly_governance_get_missing_askers (governance, 0, round_now ()), ==, 0);
    }
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    g_assert_cmpint (get_stage (round, i), ==, JLY_PROPOSAL_APPROVED);
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
  g_test_add_func ("/app/approve/refused", test_refused);
  g_test_add_func ("/app/approve/joins-asking", test_joins_asking);
  return g_test_run ();
}
