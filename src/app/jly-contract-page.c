/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract-page.h. Nothing here is invented: all sentences come from the bytes. */
#include "config.h"

#include "app/jly-contract-page.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-file-chooser.h"
#include "app/jly-fold.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-row-layout.h"
#include "app/jly-running-page.h"
#include "app/jly-statement-print.h"
#include "app/jly-statement-view.h"
#include "app/jly-status.h"
#include "app/jly-study-header.h"
#include "app/jly-terms-page.h"
#include "app/jly-who-page.h"
#include "app/jly-window.h"
#include "app/jly-words-page.h"
#include "base/jly-error.h"
#include "post/jly-bundle.h"
#include "study/jly-contract-words.h"
#include "study/jly-processing.h"
#include "study/jly-inference.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyContractPage
{
  JlyPage parent_instance;

  JlyDraft *draft; /* NULL once it is kept */
  const char *dir;
  const JlyIdentity *identity;
  JlyAgreement *agreement; /* NULL while it is a draft */
  GBytes *bytes;           /* what is shown, and what is signed */
  JlyContract *contract;
  JlyStatement *words;

  GtkLabel *sentence;
  JlyNotice *notice;
  JlyStatementView *view;
  GtkListBox *signatures;
  GtkBox *findings;
  GtkWidget *compare; /* a toggle, shown from version 2 on */
  GtkWidget *sign_button;
  GtkWidget *beforehand_button;
  GtkWidget *save_button; /* for whoever has not got the contract yet */
  GtkBox *mandates;       /* one button for each representative that may be let act */
};

G_DEFINE_FINAL_TYPE (JlyContractPage, jly_contract_page, JLY_TYPE_PAGE)

static JlyCase *
find_case (JlyContractPage *self)
{
  return jly_application_find_case (jly_application_get (), self->contract->case_id);
}

static char *
dup_number (JlyContractPage *self)
{
  guint8 hash[JLY_HASH_BYTES];
  g_autofree char *number = NULL;

  jly_contract_hash (self->bytes, hash);
  number = jly_words_check_number (hash);
  return g_strdup_printf (_ ("Version %u, check number %s"), self->contract->version, number);
}

/* A next version that waits for signatures is what there is to read. */
static GBytes *
dup_shown (JlyAgreement *agreement)
{
  GBytes *next = jly_agreement_dup_next (agreement, NULL);

  return next != NULL ? next : jly_agreement_get_bytes (agreement, 0);
}

/* Reads the bytes anew: FALSE, with the notice, if they are none. */
static gboolean
read_bytes (JlyContractPage *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->contract, jly_contract_free);
  g_clear_pointer (&self->words, jly_statement_free);
  self->bytes
      = self->agreement != NULL ? dup_shown (self->agreement) : jly_draft_encode (self->draft);
  if (self->bytes != NULL)
    self->contract = jly_contract_decode (self->bytes, &error);
  if (self->contract != NULL)
    self->words = jly_contract_words_new (self->bytes, find_case (self), &error);
  if (self->words != NULL)
    return TRUE;
  if (error == NULL)
    jly_fail (&error, JLY_ERROR_DATA, NULL, "%s", _ ("A text in the contract is too long."));
  jly_notice_show_error (self->notice, _ ("This contract cannot be read"), error);
  return FALSE;
}

/* The version that this one follows; a draft of a next version follows the one in force. */
static GBytes *
find_earlier (JlyContractPage *self)
{
  guint version = self->contract->version - 1;
  g_autoptr (JlyAgreement) kept = NULL;

  if (version == 0)
    return NULL;
  if (self->agreement != NULL)
    return jly_agreement_get_bytes (self->agreement, version);
  kept = jly_agreement_open (self->dir, self->identity, self->contract->study_id,
                             g_get_real_time () / G_USEC_PER_SEC, NULL);
  return kept != NULL ? jly_agreement_get_bytes (kept, version) : NULL;
}

static JlyStatement *
make_earlier (JlyContractPage *self)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->compare)))
    return NULL;
  bytes = find_earlier (self);
  return bytes != NULL ? jly_contract_words_new (bytes, find_case (self), NULL) : NULL;
}

static void
show_paper (JlyContractPage *self)
{
  g_autoptr (JlyStatement) earlier = NULL;
  g_autofree char *number = NULL;

  if (self->words == NULL)
    return;
  earlier = make_earlier (self);
  number = dup_number (self);
  jly_statement_view_show (self->view, self->contract->title, number, self->words, earlier);
}

/* -1: nobody signed yet, for it is a draft. */
static JlyPartySet
get_unsigned (JlyContractPage *self)
{
  JlyGovernance *governance
      = self->agreement != NULL ? jly_agreement_get_governance (self->agreement, NULL) : NULL;
  JlyPartySet missing = 0;
  g_autoptr (GBytes) next
      = self->agreement != NULL ? jly_agreement_dup_next (self->agreement, &missing) : NULL;

  if (next != NULL)
    return missing;
  return governance != NULL ? jly_governance_get_unsigned (governance) : ~(JlyPartySet)0;
}

static gboolean
is_own (JlyContractPage *self, guint place)
{
  return self->agreement != NULL
             ? jly_agreement_get_own (self->agreement) == (gint)place
             : jly_draft_is_own (self->draft, self->contract->parties->pdata[place]);
}

static void
add_signature (JlyContractPage *self, guint place, gboolean has_signed)
{
  const JlyContractParty *party = self->contract->parties->pdata[place];
  gboolean own = is_own (self, place);
  GtkWidget *status = jly_status_new (has_signed ? JLY_STATUS_DONE
                                      : own      ? JLY_STATUS_YOUR_TURN
                                                 : JLY_STATUS_WAITING,
                                      has_signed ? _ ("Signed")
                                      : own      ? _ ("Now")
                                                 : _ ("Waiting"));
  g_autofree char *title
      = own ? g_strdup_printf (_ ("%s (you)"), party->name) : g_strdup (party->name);
  GtkWidget *row = jly_plain_row_new (title, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), status);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->signatures, row);
  jly_row_layout_join (ADW_ACTION_ROW (row), self->signatures);
}

static void
show_findings (JlyContractPage *self)
{
  static const JlyStatusKind kinds[] = { JLY_STATUS_PLAIN, JLY_STATUS_LOOK, JLY_STATUS_FAILED };
  g_autoptr (GPtrArray) found = jly_inference_find_in_contract (self->contract);

  jly_guide_clear (GTK_WIDGET (self->findings));
  for (guint i = 0; i < found->len; i++)
    {
      const JlyInference *finding = found->pdata[i];
      JlyNotice *notice = g_object_new (JLY_TYPE_NOTICE, NULL);

      jly_notice_set (notice, kinds[finding->severity], finding->sentence,
                      finding->next != NULL ? finding->next : "");
      gtk_box_append (self->findings, GTK_WIDGET (notice));
    }
}

static guint
count_waiting (JlyContractPage *self, JlyPartySet missing)
{
  guint n = 0;

  for (guint i = 0; i < self->contract->parties->len; i++)
    n += (missing >> i & 1) != 0;
  return n;
}

/* What stands in the way of one's own signature; NULL if nothing does. */
static char *
find_obstacle (JlyContractPage *self)
{
  g_autoptr (GError) error = NULL;

  if (jly_contract_check (self->contract, &error))
    return NULL;
  return jly_error_say (error, " ");
}

/* Everybody has signed, and this party's approval comes before any question. */
static gboolean
awaits_beforehand (JlyContractPage *self)
{
  return self->agreement != NULL && jly_agreement_is_signed (self->agreement)
         && jly_agreement_awaits_beforehand (self->agreement);
}

static void
show_mandates (JlyContractPage *self)
{
  jly_guide_clear (GTK_WIDGET (self->mandates));
  for (guint i = 0; self->agreement != NULL && jly_agreement_is_signed (self->agreement)
                    && i < self->contract->parties->len;
       i++)
    {
      const JlyContractParty *party = self->contract->parties->pdata[i];
      g_autofree char *label = g_strdup_printf (_ ("Let %s Act for Your Side…"), party->name);
      GtkWidget *button;

      if (!jly_agreement_may_mandate (self->agreement, i))
        continue;
      button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (button), jly_text_new (label, NULL));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "contract.give-mandate");
      gtk_box_append (self->mandates, button);
    }
}

static gboolean
is_next (JlyContractPage *self)
{
  g_autoptr (GBytes) next
      = self->agreement != NULL ? jly_agreement_dup_next (self->agreement, NULL) : NULL;

  return next != NULL;
}

/* A founder of a contract that all have signed, while no next version waits. */
static gboolean
may_change (JlyContractPage *self)
{
  return self->agreement != NULL && jly_agreement_get_own (self->agreement) >= 0
         && jly_agreement_is_signed (self->agreement) && !is_next (self)
         && find_case (self) != NULL;
}

/* Whether somebody has it only once a file was brought there. */
static gboolean
must_be_brought (JlyContractPage *self)
{
  JlyMessenger *messenger = jly_application_get_messenger (jly_application_get ());

  return self->agreement != NULL && !jly_agreement_awaits_signature (self->agreement)
         && jly_messenger_get_folder (messenger) == NULL
         && jly_agreement_get_out_of_reach (self->agreement) != 0;
}

static void
show_turn (JlyContractPage *self)
{
  JlyPartySet missing = get_unsigned (self);
  g_autofree char *obstacle = self->agreement == NULL ? find_obstacle (self) : NULL;
  gboolean is_mine = self->agreement == NULL || jly_agreement_awaits_signature (self->agreement);
  guint n = count_waiting (self, missing);
  g_autofree char *mine
      = g_strdup_printf (_ ("You sign version %u and nothing else."), self->contract->version);
  g_autofree char *waiting
      = g_strdup_printf (ngettext ("Waiting for %u signature. Nothing can be asked before.",
                                   "Waiting for %u signatures. Nothing can be asked before.", n),
                         n);
  g_autofree char *next
      = g_strdup_printf (ngettext ("Waiting for %u signature. Until then version %u goes on.",
                                   "Waiting for %u signatures. Until then version %u goes on.", n),
                         n, self->contract->version - 1);

  gtk_widget_set_visible (self->sign_button, is_mine);
  gtk_label_set_text (self->sentence, is_mine                    ? _ ("Read, then sign")
                                      : awaits_beforehand (self) ? _ ("Read, then approve")
                                                                 : _ ("What all parties sign"));
  gtk_widget_set_visible (self->beforehand_button, awaits_beforehand (self));
  gtk_widget_set_visible (self->save_button, must_be_brought (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contract.sign", is_mine && obstacle == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contract.rehearse", obstacle == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contract.save-for-others",
                                 self->agreement != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contract.change", may_change (self));
  jly_page_set_send_line (JLY_PAGE (self), obstacle != NULL ? obstacle
                                           : is_mine        ? mine
                                           : n > 0          ? is_next (self) ? next : waiting
                                           : awaits_beforehand (self)
                                               ? _ ("Your approval comes before any question.")
                                               : _ ("Everybody has signed."));
}

static void
update (JlyContractPage *self)
{
  JlyPartySet missing;

  if (!read_bytes (self))
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "contract.sign", FALSE);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "contract.rehearse", FALSE);
      return;
    }
  missing = get_unsigned (self);
  jly_page_set_subtitle (JLY_PAGE (self), self->contract->title);
  gtk_widget_set_visible (self->compare, self->contract->version > 1);
  show_paper (self);
  jly_guide_clear (GTK_WIDGET (self->signatures));
  for (guint i = 0; i < self->contract->parties->len; i++)
    add_signature (self, i, (missing >> i & 1) == 0);
  show_findings (self);
  show_mandates (self);
  show_turn (self);
}

static void
watch (JlyContractPage *self)
{
  if (self->agreement == NULL)
    return;
  g_signal_connect_object (self->agreement, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  jly_study_header_add_rail (JLY_PAGE (self), self->agreement, JLY_STEP_CONTRACT);
}

/* Signed, so that there is nothing left to prepare. */
static gboolean
sign_draft (JlyContractPage *self, gint64 now, GError **error)
{
  self->agreement = jly_agreement_begin (self->dir, self->identity, self->bytes, now, error);
  if (self->agreement == NULL)
    return FALSE;
  jly_draft_discard (self->draft);
  g_clear_object (&self->draft);
  watch (self);
  update (self);
  return TRUE;
}

static void
sign (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  gboolean ok = self->agreement == NULL ? sign_draft (self, now, &error)
                                        : jly_agreement_sign (self->agreement, now, &error);

  if (ok && jly_window_of (widget) != NULL)
    jly_window_toast (jly_window_of (widget), _ ("Signed. Save the messages for the others now."));
  else if (!ok)
    jly_notice_show_error (self->notice, _ ("Not signed"), error);
}

static void
approve_beforehand (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (!awaits_beforehand (self))
    return;
  if (!jly_agreement_approve_beforehand (self->agreement, g_get_real_time () / G_USEC_PER_SEC,
                                         &error))
    jly_notice_show_error (self->notice, _ ("Not approved"), error);
  else if (jly_window_of (widget) != NULL)
    jly_window_toast (jly_window_of (widget), _ ("Approved. Save it for the others now."));
}

static void
mandate_cb (AdwMessageDialog *dialog, const char *response, JlyContractPage *self)
{
  guint party = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "party"));
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (response, "give") != 0)
    return;
  if (!jly_agreement_give_mandate (self->agreement, party, g_get_real_time () / G_USEC_PER_SEC,
                                   &error))
    jly_notice_show_error (self->notice, _ ("Not signed"), error);
  else if (jly_window_of (GTK_WIDGET (self)) != NULL)
    jly_window_toast (jly_window_of (GTK_WIDGET (self)),
                      _ ("Signed. It counts once enough of your side have signed it today."));
}

/* It lets somebody else say yes: so it is asked once more. */
static void
give_mandate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);
  guint place = g_variant_get_uint32 (parameter);
  const JlyContractParty *party
      = self->agreement != NULL ? jly_contract_get_party (self->contract, place) : NULL;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  AdwMessageDialog *dialog;

  if (party == NULL || !jly_agreement_may_mandate (self->agreement, place))
    return;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, NULL, NULL));
  adw_message_dialog_format_heading (dialog, _ ("Let %s act for your side?"), party->name);
  adw_message_dialog_set_body (dialog,
                               _ ("For a year from today, or until the contract ends, it may ask "
                                  "and approve for your whole side."));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "give", _ ("_Sign"), NULL);
  g_object_set_data (G_OBJECT (dialog), "party", GUINT_TO_POINTER (place));
  g_signal_connect_object (dialog, "response", G_CALLBACK (mandate_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Which contract it is about stands first. The caller frees. */
static char *
print_for_lawyer (JlyContractPage *self)
{
  g_autoptr (JlyStatement) processing = jly_processing_new (self->contract);
  g_autofree char *text = jly_statement_print (processing, 80), *number = dup_number (self);
  /* Translators: title of a study, and the check number of its contract. */
  g_autofree char *head
      = g_strdup_printf (_ ("What is processed, where and on which basis: %1$s (contract %2$s)"),
                         self->contract->title, number);

  return g_strconcat (head, "\n\n", text, NULL);
}

/* kind: "pdf", "text", "lawyer" or "others". */
static gboolean
save_as (JlyContractPage *self, const char *kind, const char *path, GError **error)
{
  g_autofree char *number = dup_number (self);
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (strcmp (kind, "others") == 0)
    return self->agreement != NULL && jly_agreement_save (self->agreement, path, error);
  if (strcmp (kind, "pdf") == 0)
    return jly_statement_save_pdf (self->contract->title, number, self->words, path, error);
  text = strcmp (kind, "lawyer") == 0 ? print_for_lawyer (self)
                                      : jly_statement_print (self->words, 80);
  bytes = g_bytes_new_take (text, strlen (text));
  return jly_file_chooser_write (path, bytes, 0666, error);
}

/* For tests and tools: a kind and a path. */
static void
save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *kind, *path;

  g_variant_get (parameter, "(&s&s)", &kind, &path);
  if (!save_as (self, kind, path, &error))
    jly_notice_show_error (self->notice, _ ("Not saved"), error);
  else if (jly_window_of (widget) != NULL)
    jly_window_toast (jly_window_of (widget), _ ("Saved"));
}

static void
choose_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);
  const char *kind = g_str_equal (action, "contract.save-pdf")          ? "pdf"
                     : g_str_equal (action, "contract.save-text")       ? "text"
                     : g_str_equal (action, "contract.save-for-lawyer") ? "lawyer"
                                                                        : "others";
  const char *suffix = g_str_equal (kind, "pdf")      ? ".pdf"
                       : g_str_equal (kind, "others") ? JLY_BUNDLE_ENDING
                                                      : ".txt";
  g_autofree char *name = g_strconcat (self->contract->title, suffix, NULL);

  jly_file_chooser_save (widget, _ ("Save the Contract"), name, "contract.save-to",
                         g_variant_new_string (kind));
}

static void
print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);
  g_autofree char *number = dup_number (self);
  g_autoptr (GtkPrintOperation) operation
      = jly_statement_print_new (self->contract->title, number, self->words);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (widget)), &error);
  if (error != NULL)
    jly_notice_show_error (self->notice, _ ("Not printed"), error);
}

static gint
find_own (JlyContractPage *self)
{
  for (guint i = 0; i < self->contract->parties->len; i++)
    if (is_own (self, i))
      return (gint)i;
  return -1;
}

static void
show_who (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);

  jly_window_push (jly_window_of (widget),
                   JLY_PAGE (jly_who_page_new (self->bytes, find_case (self), find_own (self))));
}

static void
rehearse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);

  jly_window_push (jly_window_of (widget), JLY_PAGE (jly_running_page_new_for_contract (
                                               self->bytes, find_own (self), NULL)));
}

static void
show_words (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);

  if (self->agreement != NULL)
    jly_window_push (jly_window_of (widget), JLY_PAGE (jly_words_page_new (self->agreement)));
}

static void
change (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (widget);
  JlyApplication *application = jly_application_get ();
  g_autoptr (JlyDraft) draft = NULL;

  if (may_change (self))
    draft = jly_draft_new_next (jly_application_get_data_dir (application),
                                jly_person_get_identity (jly_application_get_person (application)),
                                find_case (self), self->bytes, g_get_real_time () / G_USEC_PER_SEC);
  if (draft != NULL)
    jly_window_push (jly_window_of (widget), JLY_PAGE (jly_terms_page_new (draft)));
}

static void
add_header (JlyContractPage *self)
{
  GtkWidget *menu_button = gtk_menu_button_new ();
  GtkWidget *who = gtk_button_new_from_icon_name ("jly-sees-symbolic");
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) papers = g_menu_new ();

  g_menu_append (menu, _ ("Compare _Words on a Call…"), "contract.show-words");
  g_menu_append (menu, _ ("C_hange the Contract…"), "contract.change");
  g_menu_append (menu, _ ("Save _Messages to Send…"), "contract.save-for-others");
  g_menu_append (papers, _ ("_Print…"), "contract.print");
  g_menu_append (papers, _ ("Save as P_DF…"), "contract.save-pdf");
  g_menu_append (papers, _ ("Save as _Text…"), "contract.save-text");
  g_menu_append (papers, _ ("Save for Your _Lawyer…"), "contract.save-for-lawyer");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (papers));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu_button), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu_button), G_MENU_MODEL (menu));
  jly_accessible_name_menu_button (GTK_MENU_BUTTON (menu_button), _ ("Contract Menu"));
  gtk_widget_set_tooltip_text (who, _ ("Who Sees What"));
  jly_accessible_set_label (who, _ ("Who Sees What"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (who), "contract.show-who");
  jly_page_add_header_end (JLY_PAGE (self), menu_button);
  jly_page_add_header_end (JLY_PAGE (self), who);
}

static GtkWidget *
build_side (JlyContractPage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkBox *group = jly_guide_add_group (GTK_BOX (side), _ ("Signatures"), NULL);

  self->signatures = jly_guide_new_list (_ ("Signatures"));
  gtk_box_append (group, GTK_WIDGET (self->signatures));
  self->mandates = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (group, GTK_WIDGET (self->mandates));
  group = jly_guide_add_group (GTK_BOX (side), _ ("What others could work out"), NULL);
  self->findings = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_box_append (group, GTK_WIDGET (self->findings));
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  return side;
}

static void
build (JlyContractPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 960);
  GtkWidget *fold = jly_fold_new (720, 64, 18);

  self->sentence
      = jly_guide_add_question (box, _ ("Read, then sign"),
                                _ ("This is the whole text, shown from the very bytes you sign."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  self->compare = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->compare),
                        jly_text_new (_ ("Compare With the Version Before"), NULL));
  gtk_widget_set_halign (self->compare, GTK_ALIGN_START);
  g_signal_connect_object (self->compare, "toggled", G_CALLBACK (show_paper), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (box, self->compare);
  self->view = JLY_STATEMENT_VIEW (jly_statement_view_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->view), GTK_ALIGN_START);
  jly_fold_add (JLY_FOLD (fold), GTK_WIDGET (self->view));
  jly_fold_add (JLY_FOLD (fold), build_side (self));
  gtk_box_append (box, fold);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Rehearse With Made-Up Figures"), "contract.rehearse",
                        FALSE);
  self->sign_button = jly_guide_add_button (JLY_PAGE (self), _ ("_Sign"), "contract.sign", TRUE);
  self->beforehand_button = jly_guide_add_button (JLY_PAGE (self), _ ("_Approve Beforehand"),
                                                  "contract.approve-beforehand", TRUE);
  gtk_widget_set_visible (self->beforehand_button, FALSE);
  self->save_button = jly_guide_add_button (JLY_PAGE (self), _ ("Save for the _Others…"),
                                            "contract.save-for-others", TRUE);
  gtk_widget_set_visible (self->save_button, FALSE);
  add_header (self);
}

/* The keyboard begins at the text: nothing is signed by Enter. */
static void
focus_first (JlyPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static void
finalize (GObject *object)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->agreement);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->contract, jly_contract_free);
  g_clear_pointer (&self->words, jly_statement_free);
  G_OBJECT_CLASS (jly_contract_page_parent_class)->finalize (object);
}

/* The agreement says "changed" if it can be read. */
static gboolean
show_news (JlyPage *page)
{
  JlyContractPage *self = JLY_CONTRACT_PAGE (page);

  return self->agreement != NULL
         && jly_agreement_refresh (self->agreement, g_get_real_time () / G_USEC_PER_SEC, NULL);
}

static void
jly_contract_page_class_init (JlyContractPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->focus_first = focus_first;
  JLY_PAGE_CLASS (klass)->show_news = show_news;
  gtk_widget_class_install_action (widget_class, "contract.sign", NULL, sign);
  gtk_widget_class_install_action (widget_class, "contract.approve-beforehand", NULL,
                                   approve_beforehand);
  gtk_widget_class_install_action (widget_class, "contract.give-mandate", "u", give_mandate);
  gtk_widget_class_install_action (widget_class, "contract.change", NULL, change);
  gtk_widget_class_install_action (widget_class, "contract.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "contract.rehearse", NULL, rehearse);
  gtk_widget_class_install_action (widget_class, "contract.show-who", NULL, show_who);
  gtk_widget_class_install_action (widget_class, "contract.show-words", NULL, show_words);
  gtk_widget_class_install_action (widget_class, "contract.save-pdf", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "contract.save-text", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "contract.save-for-lawyer", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "contract.save-for-others", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "contract.save-to", "(ss)", save_to);
}

static void
jly_contract_page_init (JlyContractPage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Contract"));
  build (self);
}

JlyContractPage *
jly_contract_page_new_for_draft (JlyDraft *draft, const char *dir, const JlyIdentity *identity)
{
  JlyContractPage *self = g_object_new (JLY_TYPE_CONTRACT_PAGE, NULL);

  self->draft = g_object_ref (draft);
  self->dir = dir;
  self->identity = identity;
  /* What is different is what there is to read. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->compare), jly_draft_is_next (draft));
  update (self);
  return self;
}

JlyContractPage *
jly_contract_page_new (JlyAgreement *agreement)
{
  JlyContractPage *self = g_object_new (JLY_TYPE_CONTRACT_PAGE, NULL);

  self->agreement = g_object_ref (agreement);
  watch (self);
  update (self);
  return self;
}
