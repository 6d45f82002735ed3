/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-approve-page.h. Nothing is preselected and nothing moves. Approve becomes sensitive once
 * the end of the text was seen, and never where a finding refuses or the plan is another one.
 */
#include "config.h"

#include "app/jly-approve-page.h"

#include "app/jly-asked.h"
#include "app/jly-accessible.h"
#include "app/jly-contract-page.h"
#include "app/jly-fold.h"
#include "app/jly-guide.h"
#include "app/jly-half-written.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-row-layout.h"
#include "app/jly-statement-view.h"
#include "app/jly-study-header.h"
#include "app/jly-status.h"
#include "app/jly-window.h"
#include "app/jly-wrap.h"
#include "store/jly-store-carry.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the person is writing a reason for. */
typedef enum
{
  WRITES_NOTHING,
  WRITES_CHANGE,
  WRITES_REJECTION
} Writes;

struct _JlyApprovePage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  guint question;
  JlyAsked *asked; /* NULL: it cannot be computed */
  gboolean was_read;
  Writes writes;

  JlyNotice *notice;
  GtkLabel *sentence;
  JlyStatus *status;
  GtkLabel *heading;
  JlyStatementView *view;
  GtkBox *findings;
  GtkListBox *approvals;
  GtkWidget *reason_box;
  GtkLabel *reason_title;
  GtkWidget *reason;
  GtkWidget *approve, *change, *reject, *withdraw;
};

G_DEFINE_FINAL_TYPE (JlyApprovePage, jly_approve_page, JLY_TYPE_PAGE)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static JlyGovernance *
get_governance (JlyApprovePage *self)
{
  return jly_agreement_get_governance (self->agreement, NULL);
}

static JlyProposalStage
get_stage (JlyApprovePage *self)
{
  return jly_governance_get_stage (get_governance (self), self->question, get_now ());
}

/* The last word of each party on this question, from what it signed. */
typedef struct
{
  gboolean has_spoken;
  JlyVerdict verdict;
  char *reason;
} Word;

static void
clear_word (gpointer data)
{
  g_free (((Word *)data)->reason);
}

static GArray *
list_words (JlyApprovePage *self)
{
  guint n = jly_agreement_get_contract (self->agreement)->parties->len;
  GArray *words = g_array_sized_new (FALSE, TRUE, sizeof (Word), n);
  g_autoptr (GArray) decisions
      = jly_store_list_decisions (jly_agreement_get_kept (self->agreement), NULL);
  const JlyProposal *proposal = jly_governance_get_question (get_governance (self), self->question);
  g_autoptr (GBytes) bytes = jly_proposal_encode (proposal);
  guint8 hash[JLY_HASH_BYTES];

  g_array_set_clear_func (words, clear_word);
  g_array_set_size (words, n);
  jly_proposal_hash (bytes, hash);
  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      const JlySigned *item = &g_array_index (decisions, JlySigned, i);
      g_autoptr (JlyDecision) decision = jly_decision_decode (item->bytes, NULL);
      Word *word;

      if (decision == NULL || item->signer >= n
          || memcmp (decision->question_hash, hash, sizeof hash) != 0)
        continue;
      word = &g_array_index (words, Word, item->signer);
      g_free (word->reason);
      *word = (Word){ TRUE, decision->verdict, g_strdup (decision->reason) };
    }
  return words;
}

static void
add_approval (JlyApprovePage *self, const JlyContractParty *party, const Word *word, gboolean own)
{
  static const struct
  {
    JlyStatusKind kind;
    const char *words;
  } said[JLY_N_VERDICTS] = {
    [JLY_VERDICT_PROPOSE] = { JLY_STATUS_DONE, N_ ("Asks it") },
    [JLY_VERDICT_APPROVE] = { JLY_STATUS_DONE, N_ ("Yes") },
    [JLY_VERDICT_REJECT] = { JLY_STATUS_FAILED, N_ ("No") },
    [JLY_VERDICT_WITHDRAW] = { JLY_STATUS_WAITING, N_ ("Taken back") },
    [JLY_VERDICT_BEFOREHAND] = { JLY_STATUS_DONE, N_ ("Yes") },
  };
  g_autofree char *title
      = own ? g_strdup_printf (_ ("%s (you)"), party->name) : g_strdup (party->name);
  GtkWidget *status = word->has_spoken
                          ? jly_status_new (said[word->verdict].kind, _ (said[word->verdict].words))
                      : own ? jly_status_new (JLY_STATUS_YOUR_TURN, _ ("Now"))
                            : jly_status_new (JLY_STATUS_WAITING, _ ("Waiting"));
  GtkWidget *row = jly_plain_row_new (title, NULL);

  if (word->reason != NULL && *word->reason != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), word->reason);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), status);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->approvals, row);
  jly_row_layout_join (ADW_ACTION_ROW (row), self->approvals);
}

static void
show_approvals (JlyApprovePage *self)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  JlyPartySet missing
      = jly_governance_get_missing (get_governance (self), self->question, get_now ());
  g_autoptr (GArray) words = list_words (self);

  jly_guide_clear (GTK_WIDGET (self->approvals));
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if (word->has_spoken || (missing >> i & 1) != 0)
        add_approval (self, contract->parties->pdata[i], word,
                      jly_agreement_get_own (self->agreement) == (gint)i);
    }
}

static void
show_findings (JlyApprovePage *self)
{
  static const JlyStatusKind kinds[] = { JLY_STATUS_PLAIN, JLY_STATUS_LOOK, JLY_STATUS_FAILED };

  jly_guide_clear (GTK_WIDGET (self->findings));
  for (guint i = 0; self->asked != NULL && i < self->asked->findings->len; i++)
    {
      const JlyInference *finding = self->asked->findings->pdata[i];
      JlyNotice *notice = g_object_new (JLY_TYPE_NOTICE, NULL);

      jly_notice_set (notice, kinds[finding->severity], finding->sentence,
                      finding->next != NULL ? finding->next : "");
      gtk_box_append (self->findings, GTK_WIDGET (notice));
    }
}

static gboolean
is_refused (JlyApprovePage *self)
{
  return self->asked == NULL
         || jly_inference_get_severity (self->asked->findings) == JLY_FINDING_REFUSE;
}

static gboolean
is_mine (JlyApprovePage *self)
{
  gint own = jly_agreement_get_own (self->agreement);

  return get_stage (self) == JLY_PROPOSAL_PROPOSED && own >= 0
         && (jly_governance_get_missing (get_governance (self), self->question, get_now ()) >> own
             & 1)
                != 0;
}

/* Whether the person has said yes to it and nothing was begun. */
static gboolean
can_withdraw (JlyApprovePage *self)
{
  gint own = jly_agreement_get_own (self->agreement);
  JlyProposalStage stage = get_stage (self);
  g_autoptr (GArray) words = list_words (self);
  const Word *word = own >= 0 ? &g_array_index (words, Word, own) : NULL;

  return word != NULL && word->has_spoken
         && (stage == JLY_PROPOSAL_PROPOSED || stage == JLY_PROPOSAL_APPROVED)
         && (word->verdict == JLY_VERDICT_PROPOSE || word->verdict == JLY_VERDICT_APPROVE);
}

static void
show_status (JlyApprovePage *self)
{
  static const struct
  {
    JlyStatusKind kind;
    const char *words;
  } stages[] = {
    [JLY_PROPOSAL_PROPOSED] = { JLY_STATUS_WAITING, N_ ("Waiting for the others") },
    [JLY_PROPOSAL_APPROVED] = { JLY_STATUS_DONE, N_ ("Approved: it may be computed") },
    [JLY_PROPOSAL_REJECTED] = { JLY_STATUS_FAILED, N_ ("Rejected: it is not computed") },
    [JLY_PROPOSAL_WITHDRAWN] = { JLY_STATUS_FAILED, N_ ("Taken back: it is not computed") },
    [JLY_PROPOSAL_RUNNING] = { JLY_STATUS_RUNNING, N_ ("Being computed") },
    [JLY_PROPOSAL_ANSWERED] = { JLY_STATUS_DONE, N_ ("Answered") },
    [JLY_PROPOSAL_FAILED] = { JLY_STATUS_FAILED, N_ ("Stopped: nothing was opened") },
  };
  JlyProposalStage stage = get_stage (self);

  gtk_label_set_text (self->sentence,
                      is_mine (self) ? _ ("Read, then decide") : _ ("What was asked"));
  if (is_mine (self))
    jly_status_set (self->status, JLY_STATUS_YOUR_TURN, _ ("Your approval is needed"));
  else
    jly_status_set (self->status, stages[stage].kind, _ (stages[stage].words));
}

static gboolean
has_reason (JlyApprovePage *self)
{
  g_autofree char *text
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  return *text != '\0';
}

/* Where a question is one only once several ask it, an approval alone would leave it waiting:
 * whoever is still missing among those asks it too, which approves it as well. */
static gboolean
joins_asking (JlyApprovePage *self)
{
  gint own = jly_agreement_get_own (self->agreement);

  return own >= 0
         && (jly_governance_get_missing_askers (get_governance (self), self->question, get_now ())
                 >> own
             & 1)
                != 0;
}

static const char *
choose_line (JlyApprovePage *self, gboolean mine)
{
  if (mine && self->writes != WRITES_NOTHING)
    return has_reason (self) ? _ ("Your reason is signed, and all parties read it.")
                             : _ ("To continue, write your reason.");
  if (mine && is_refused (self))
    return _ ("This cannot be approved: it would tell too much, or cannot be computed.");
  if (mine && !self->was_read)
    return _ ("Read to the end, then decide.");
  if (mine && joins_asking (self))
    return _ ("You sign that you ask this question too, and nothing else.");
  if (mine)
    return _ ("You sign this question and nothing else.");
  return _ ("Nothing leaves this computer on this page.");
}

static void
update_buttons (JlyApprovePage *self)
{
  gboolean mine = is_mine (self);
  gboolean writes = self->writes != WRITES_NOTHING;

  gtk_widget_set_visible (self->approve, mine && !writes);
  gtk_widget_set_visible (self->change, mine && !writes);
  gtk_widget_set_visible (self->reject, mine && !writes);
  gtk_widget_set_visible (self->withdraw, can_withdraw (self));
  gtk_widget_set_visible (self->reason_box, mine && writes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "approve.approve",
                                 mine && self->was_read && !is_refused (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "approve.send-reason",
                                 mine && writes && has_reason (self));
  jly_page_set_send_line (JLY_PAGE (self), choose_line (self, mine));
}

static void
update (JlyApprovePage *self)
{
  if (get_governance (self) == NULL)
    return;
  show_status (self);
  show_approvals (self);
  update_buttons (self);
}

static void
read_cb (JlyApprovePage *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);

  if (self->was_read || gtk_adjustment_get_page_size (adjustment) < 1
      || end < gtk_adjustment_get_upper (adjustment) - 2)
    return;
  self->was_read = TRUE;
  update_buttons (self);
}

static gboolean
decide (JlyApprovePage *self, JlyVerdict verdict, const char *reason)
{
  g_autoptr (GError) error = NULL;

  if (!jly_agreement_decide (self->agreement, self->question, verdict, reason, get_now (), &error))
    {
      jly_notice_show_error (self->notice, _ ("Not signed"), error);
      return FALSE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  return TRUE;
}

static void
approve (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyApprovePage *self = JLY_APPROVE_PAGE (widget);

  if (is_mine (self) && self->was_read && !is_refused (self))
    decide (self, joins_asking (self) ? JLY_VERDICT_PROPOSE : JLY_VERDICT_APPROVE, "");
}

static void
withdraw (GtkWidget *widget, const char *action, GVariant *parameter)
{
  decide (JLY_APPROVE_PAGE (widget), JLY_VERDICT_WITHDRAW, "");
}

static void
write_reason (JlyApprovePage *self, Writes writes)
{
  self->writes = writes;
  gtk_label_set_text (self->reason_title, writes == WRITES_CHANGE
                                              ? _ ("What should be changed?")
                                              : _ ("Why do you reject this question?"));
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  update_buttons (self);
  if (writes != WRITES_NOTHING)
    gtk_widget_grab_focus (self->reason);
}

/* Question, what for, and the words so far. */
static void
reason_cb (JlyApprovePage *self)
{
  g_autofree char *question = g_strdup_printf ("%u", self->question);
  const char *const texts[] = { question, self->writes == WRITES_CHANGE ? "change" : "rejection",
                                gtk_editable_get_text (GTK_EDITABLE (self->reason)), NULL };

  if (self->writes != WRITES_NOTHING && has_reason (self))
    jly_half_written_keep (self->agreement, JLY_DRAFT_REASON, texts);
  update_buttons (self);
}

static void
find_kept (JlyApprovePage *self)
{
  g_auto (GStrv) texts = jly_half_written_find (self->agreement, JLY_DRAFT_REASON);
  g_autofree char *question = g_strdup_printf ("%u", self->question);

  if (texts == NULL || g_strv_length (texts) != 3 || strcmp (texts[0], question) != 0
      || !is_mine (self))
    return;
  write_reason (self, strcmp (texts[1], "change") == 0 ? WRITES_CHANGE : WRITES_REJECTION);
  gtk_editable_set_text (GTK_EDITABLE (self->reason), texts[2]);
}

static void
ask_change (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_reason (JLY_APPROVE_PAGE (widget), WRITES_CHANGE);
}

static void
reject (GtkWidget *widget, const char *action, GVariant *parameter)
{
  write_reason (JLY_APPROVE_PAGE (widget), WRITES_REJECTION);
}

static void
keep_reading (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_half_written_forget (JLY_APPROVE_PAGE (widget)->agreement, JLY_DRAFT_REASON);
  write_reason (JLY_APPROVE_PAGE (widget), WRITES_NOTHING);
}

/* A question cannot be changed: it is rejected as it stands, and asked anew. */
static void
send_reason (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyApprovePage *self = JLY_APPROVE_PAGE (widget);
  g_autofree char *text
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
  g_autofree char *reason = self->writes == WRITES_CHANGE
                                ? g_strdup_printf (_ ("Asks for a change: %s"), text)
                                : g_strdup (text);

  if (*text == '\0' || self->writes == WRITES_NOTHING)
    return;
  if (!decide (self, JLY_VERDICT_REJECT, reason))
    return;
  jly_half_written_forget (self->agreement, JLY_DRAFT_REASON);
  write_reason (self, WRITES_NOTHING);
}

static void
show_contract (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_window_push (jly_window_of (widget),
                   JLY_PAGE (jly_contract_page_new (JLY_APPROVE_PAGE (widget)->agreement)));
}

static void
add_action (GtkWidget *wrap, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  jly_wrap_add (JLY_WRAP (wrap), button);
}

static void
build_reason (JlyApprovePage *self, GtkBox *box)
{
  GtkWidget *buttons = jly_wrap_new (12);
  GtkListBox *list = jly_guide_new_list (_ ("Your reason"));

  self->reason_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->reason_title = GTK_LABEL (jly_text_new ("", "heading"));
  self->reason = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason), _ ("Your reason"));
  jly_plain_row_tell_title (self->reason);
  g_signal_connect_object (self->reason, "changed", G_CALLBACK (reason_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (list, self->reason);
  add_action (buttons, _ ("_Keep Reading"), "approve.keep-reading");
  add_action (buttons, _ ("_Sign and Send Back"), "approve.send-reason");
  gtk_box_append (GTK_BOX (self->reason_box), GTK_WIDGET (self->reason_title));
  gtk_box_append (GTK_BOX (self->reason_box), GTK_WIDGET (list));
  gtk_box_append (GTK_BOX (self->reason_box), buttons);
  gtk_box_append (box, self->reason_box);
}

static GtkWidget *
build_side (JlyApprovePage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkBox *group = jly_guide_add_group (GTK_BOX (side), _ ("Approvals"), NULL);

  self->approvals = jly_guide_new_list (_ ("Approvals"));
  gtk_box_append (group, GTK_WIDGET (self->approvals));
  group = jly_guide_add_group (GTK_BOX (side), _ ("What others could work out"), NULL);
  self->findings = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_box_append (group, GTK_WIDGET (self->findings));
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  return side;
}

static void
build_buttons (JlyApprovePage *self)
{
  JlyPage *page = JLY_PAGE (self);
  GtkWidget *contract = gtk_button_new_from_icon_name ("x-office-document-symbolic");

  self->reject = jly_guide_add_button (page, _ ("_Reject…"), "approve.reject", FALSE);
  self->change = jly_guide_add_button (page, _ ("Ask for a _Change…"), "approve.ask-change", FALSE);
  self->withdraw = jly_guide_add_button (page, _ ("_Take My Yes Back"), "approve.withdraw", FALSE);
  self->approve = jly_guide_add_button (page, _ ("_Approve"), "approve.approve", TRUE);
  gtk_widget_set_tooltip_text (contract, _ ("Contract"));
  jly_accessible_set_label (contract, _ ("Contract"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (contract), "approve.show-contract");
  jly_page_add_header_end (page, contract);
}

static void
build (JlyApprovePage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 960);
  GtkWidget *scrolled = jly_page_get_content (JLY_PAGE (self));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  GtkWidget *fold = jly_fold_new (720, 64, 18);

  self->sentence = jly_guide_add_question (box, _ ("Read, then decide"), NULL);
  self->status = JLY_STATUS (jly_status_new (JLY_STATUS_WAITING, ""));
  gtk_box_append (box, GTK_WIDGET (self->status));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  build_reason (self, box);
  self->view = JLY_STATEMENT_VIEW (jly_statement_view_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->view), GTK_ALIGN_START);
  jly_fold_add (JLY_FOLD (fold), GTK_WIDGET (self->view));
  jly_fold_add (JLY_FOLD (fold), build_side (self));
  gtk_box_append (box, fold);
  build_buttons (self);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (read_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
}

static void
load (JlyApprovePage *self)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  JlyGovernance *governance = get_governance (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  jly_page_set_subtitle (JLY_PAGE (self), contract->title);
  self->asked = jly_asked_new (contract, jly_governance_get_contract_hash (governance),
                               jly_governance_get_question (governance, self->question), &error);
  if (self->asked == NULL)
    {
      jly_notice_show_error (self->notice, _ ("This question cannot be computed as it is asked"),
                             error);
      gtk_widget_set_visible (GTK_WIDGET (self->view), FALSE);
      return;
    }
  note = g_strdup_printf (_ ("Question %u under version %u of the contract"), self->question + 1,
                          contract->version);
  jly_statement_view_show (self->view, self->asked->question, note, self->asked->statement, NULL);
  show_findings (self);
}

/* The keyboard begins with the text; Enter approves nothing. */
static void
focus_first (JlyPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static void
finalize (GObject *object)
{
  JlyApprovePage *self = JLY_APPROVE_PAGE (object);

  g_clear_object (&self->agreement);
  g_clear_pointer (&self->asked, jly_asked_free);
  G_OBJECT_CLASS (jly_approve_page_parent_class)->finalize (object);
}

/* The agreement says "changed" if it can be read. */
static gboolean
show_news (JlyPage *page)
{
  JlyApprovePage *self = JLY_APPROVE_PAGE (page);

  return jly_agreement_refresh (self->agreement, g_get_real_time () / G_USEC_PER_SEC, NULL);
}

static void
jly_approve_page_class_init (JlyApprovePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->focus_first = focus_first;
  JLY_PAGE_CLASS (klass)->show_news = show_news;
  gtk_widget_class_install_action (widget_class, "approve.approve", NULL, approve);
  gtk_widget_class_install_action (widget_class, "approve.ask-change", NULL, ask_change);
  gtk_widget_class_install_action (widget_class, "approve.reject", NULL, reject);
  gtk_widget_class_install_action (widget_class, "approve.keep-reading", NULL, keep_reading);
  gtk_widget_class_install_action (widget_class, "approve.send-reason", NULL, send_reason);
  gtk_widget_class_install_action (widget_class, "approve.withdraw", NULL, withdraw);
  gtk_widget_class_install_action (widget_class, "approve.show-contract", NULL, show_contract);
}

static void
jly_approve_page_init (JlyApprovePage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Approval"));
  build (self);
}

JlyApprovePage *
jly_approve_page_new (JlyAgreement *agreement, guint question)
{
  JlyApprovePage *self = g_object_new (JLY_TYPE_APPROVE_PAGE, NULL);

  self->agreement = g_object_ref (agreement);
  self->question = question;
  load (self);
  jly_study_header_add (JLY_PAGE (self), agreement, JLY_STEP_APPROVAL);
  g_signal_connect_object (agreement, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  find_kept (self);
  return self;
}
