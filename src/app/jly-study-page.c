/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-page.h. Shown anew from the disk whenever the page is seen. */
#include "config.h"

#include "app/jly-study-page.h"

#include "app/jly-accessible.h"
#include "app/jly-answer-page.h"
#include "app/jly-application.h"
#include "app/jly-approve-page.h"
#include "app/jly-ask-page.h"
#include "app/jly-close-page.h"
#include "app/jly-compute-page.h"
#include "app/jly-connection-page.h"
#include "app/jly-contract-page.h"
#include "app/jly-figures-page.h"
#include "app/jly-file-chooser.h"
#include "app/jly-fold.h"
#include "app/jly-guide.h"
#include "app/jly-log-page.h"
#include "app/jly-missing-list.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-row-layout.h"
#include "app/jly-running-page.h"
#include "app/jly-together.h"
#include "app/jly-waiting.h"
#include "app/jly-who-page.h"
#include "app/jly-words-page.h"
#include "app/jly-window.h"
#include "post/jly-bundle.h"
#include "study/jly-question-sentence.h"

#include <glib/gi18n.h>

struct _JlyStudyPage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  JlySteps *steps;

  JlyNotice *notice;
  GtkLabel *sentence;
  GtkLabel *detail;
  JlyNotice *unsent;
  GtkListBox *missing;
  GtkListBox *list;
  GtkListBox *everyone;
  GtkWidget *go_on;
};

G_DEFINE_FINAL_TYPE (JlyStudyPage, jly_study_page, JLY_TYPE_PAGE)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
can_ask (JlyAgreement *agreement)
{
  guint8 root[JLY_HASH_BYTES];
  guint n;

  return jly_agreement_may_ask (agreement)
         && jly_member_get_inputs (jly_agreement_get_member (agreement), root, &n, NULL);
}

JlyPage *
jly_study_page_new_step (JlyAgreement *agreement, JlyStepKind step)
{
  g_autoptr (JlySteps) steps = jly_steps_new (agreement, get_now ());

  if (step != JLY_STEP_CONTRACT && !jly_agreement_is_signed (agreement))
    return NULL;
  switch (step)
    {
    case JLY_STEP_CONTRACT:
      return JLY_PAGE (jly_contract_page_new (agreement));
    case JLY_STEP_WORDS:
      return JLY_PAGE (jly_words_page_new (agreement));
    case JLY_STEP_FIGURES:
      return jly_agreement_has_role (agreement, JLY_ROLE_FLAG_PROVIDER)
                 ? JLY_PAGE (jly_figures_page_new (agreement))
                 : NULL;
    case JLY_STEP_CLOSE:
      return JLY_PAGE (jly_close_page_new (agreement));
    case JLY_STEP_QUESTION:
      return can_ask (agreement) ? JLY_PAGE (jly_ask_page_new (agreement)) : NULL;
    case JLY_STEP_APPROVAL:
      return steps->question >= 0
                 ? JLY_PAGE (jly_approve_page_new (agreement, (guint)steps->question))
                 : NULL;
    case JLY_STEP_COMPUTE:
      return steps->question >= 0 && steps->steps[step].status != JLY_STATUS_PLAIN
                     && jly_agreement_has_role (agreement, JLY_ROLE_FLAG_MINER)
                 ? JLY_PAGE (jly_compute_page_new (agreement, (guint)steps->question))
                 : NULL;
    case JLY_STEP_RESULT:
      return steps->steps[step].status == JLY_STATUS_DONE
                 ? JLY_PAGE (jly_answer_page_new (agreement, (guint)steps->question))
                 : NULL;
    case JLY_N_STEPS:
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
add_step (JlyStudyPage *self, JlyStepKind step)
{
  const JlyStep *stands = &self->steps->steps[step];
  gboolean is_there = stands->status != JLY_STATUS_PLAIN;
  GtkWidget *row = jly_plain_row_new (jly_step_get_title (step), stands->words);

  /* Words of any length stand below, as they do in the rail of the steps’ own pages. */
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), jly_status_new_icon (stands->status));
  if (is_there)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), jly_accessible_new_icon ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), is_there);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", (guint)step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "study.go");
  gtk_widget_set_sensitive (row, is_there);
  gtk_list_box_append (self->list, row);
}

static void
add_party (JlyStudyPage *self, const JlyWhereabouts *where)
{
  g_autofree char *title
      = where->is_own ? g_strdup_printf (_ ("%s (you)"), where->name) : g_strdup (where->name);
  GtkWidget *row = jly_plain_row_new (title, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), jly_status_new (where->status, where->words));
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->everyone, row);
  jly_row_layout_join (ADW_ACTION_ROW (row), self->everyone);
}

static const char *
say_how_it_goes (void)
{
  return jly_application_carries ()
             ? _ ("They go by themselves as soon as the shared folder or a computing party can be "
                  "reached. What is secret in them is sealed.")
             : _ ("Save one file and give it to all of them, on a stick or by mail. What is secret "
                  "in it is sealed. Page Messages has ways in which they go by themselves.");
}

/* Before anybody else knows of the study, messages do not find there by themselves. */
static gboolean
show_out_of_reach (JlyStudyPage *self)
{
  JlyMessenger *messenger = jly_application_get_messenger (jly_application_get ());
  JlyPartySet whom = jly_messenger_get_folder (messenger) == NULL
                             && !jly_agreement_awaits_signature (self->agreement)
                         ? jly_agreement_get_out_of_reach (self->agreement)
                         : 0;
  g_autofree char *names = NULL, *title = NULL;

  if (whom == 0)
    return FALSE;
  names = jly_question_sentence_name_parties (jly_agreement_get_contract (self->agreement), whom);
  /* Translators: one name, or several. */
  title = g_strdup_printf (_ ("Give the contract to %s"), names);
  jly_notice_set (self->unsent, JLY_STATUS_YOUR_TURN, title,
                  _ ("Save one file and send it by mail or on a stick: it brings the contract. "
                     "Whoever opens it can sign. What is secret in it is sealed."));
  gtk_widget_set_visible (GTK_WIDGET (self->unsent), TRUE);
  return TRUE;
}

static void
show_unsent (JlyStudyPage *self)
{
  guint n = self->steps->n_unsent;
  g_autofree char *title = g_strdup_printf (ngettext ("%u thing is to be sent to the others",
                                                      "%u things are to be sent to the others", n),
                                            n);

  jly_notice_set (self->unsent, JLY_STATUS_YOUR_TURN, title, say_how_it_goes ());
  gtk_widget_set_visible (GTK_WIDGET (self->unsent), n > 0);
}

static void
show_missing (JlyStudyPage *self)
{
  g_autoptr (GPtrArray) missing = jly_waiting_list (self->agreement, get_now ());

  jly_missing_list_show (self->missing, missing);
}

static void
show (JlyStudyPage *self)
{
  g_clear_pointer (&self->steps, jly_steps_free);
  self->steps = jly_steps_new (self->agreement, get_now ());
  gtk_label_set_text (self->sentence, self->steps->sentence);
  gtk_label_set_text (self->detail, self->steps->detail);
  if (!show_out_of_reach (self))
    show_unsent (self);
  show_missing (self);
  jly_page_set_sends (JLY_PAGE (self), jly_application_carries ());
  jly_page_set_send_line (JLY_PAGE (self),
                          jly_application_carries ()
                              ? _ ("What you sign goes to the others by itself; your figures only "
                                   "once you hand them in, and in sealed pieces.")
                              : _ ("Nothing leaves this computer by itself."));
  jly_guide_clear (GTK_WIDGET (self->list));
  for (guint i = 0; i < JLY_N_STEPS; i++)
    add_step (self, i);
  jly_guide_clear (GTK_WIDGET (self->everyone));
  for (guint i = 0; i < self->steps->everyone->len; i++)
    add_party (self, self->steps->everyone->pdata[i]);
  gtk_button_set_label (GTK_BUTTON (self->go_on), jly_step_get_action (self->steps->next));
  gtk_widget_set_visible (self->go_on, self->steps->is_mine);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "study.ask", can_ask (self->agreement));
}

static void
refresh (JlyPage *page)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (page);
  g_autoptr (GError) error = NULL;

  if (self->agreement == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (!jly_agreement_refresh (self->agreement, get_now (), &error))
    jly_notice_show_error (self->notice, _ ("This study cannot be read"), error);
}

static void
go_to (JlyStudyPage *self, JlyStepKind step)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));
  JlyPage *page = window != NULL ? jly_study_page_new_step (self->agreement, step) : NULL;

  if (page != NULL)
    jly_window_push (window, page);
  else if (window != NULL)
    jly_window_toast (window, _ ("There is nothing for you to do at this step."));
}

static void
go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  guint step = g_variant_get_uint32 (parameter);

  if (step < JLY_N_STEPS)
    go_to (JLY_STUDY_PAGE (widget), step);
}

static void
go_on (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (widget);

  if (self->steps->is_mine)
    go_to (self, self->steps->next);
}

static void
ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_to (JLY_STUDY_PAGE (widget), JLY_STEP_QUESTION);
}

/* What the last question asks, or one question of each kind that may be asked. */
static void
rehearse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (widget);
  JlyGovernance *governance = jly_agreement_get_governance (self->agreement, NULL);
  const JlyProposal *asked
      = self->steps->question >= 0
            ? jly_governance_get_question (governance, (guint)self->steps->question)
            : NULL;
  g_autoptr (GBytes) bytes = jly_agreement_get_bytes (self->agreement, 0);

  if (bytes != NULL)
    jly_window_push (jly_window_of (widget), JLY_PAGE (jly_running_page_new_for_contract (
                                                 bytes, jly_agreement_get_own (self->agreement),
                                                 asked != NULL ? asked->questions : NULL)));
}

static void
show_connection (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (widget);

  jly_window_push (jly_window_of (widget), JLY_PAGE (jly_connection_page_new (self->agreement)));
}

static void
show_log (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (widget);

  jly_window_push (jly_window_of (widget), JLY_PAGE (jly_log_page_new (self->agreement)));
}

static void
show_words (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (widget);

  jly_window_push (jly_window_of (widget), JLY_PAGE (jly_words_page_new (self->agreement)));
}

static void
show_who (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (widget);
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  g_autoptr (GBytes) bytes = jly_agreement_get_bytes (self->agreement, 0);
  JlyCase *the_case = jly_application_find_case (jly_application_get (), contract->case_id);

  jly_window_push (
      jly_window_of (widget),
      JLY_PAGE (jly_who_page_new (bytes, the_case, jly_agreement_get_own (self->agreement))));
}

static void
save_for_others (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (widget);
  g_autofree char *name
      = g_strconcat (jly_agreement_get_contract (self->agreement)->title, JLY_BUNDLE_ENDING, NULL);

  jly_file_chooser_save (widget, _ ("Save for the Others"), name, "study.use-file",
                         g_variant_new_string ("save"));
}

static void
open_sent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_open (widget, _ ("Open What Others Sent"), "study.use-file",
                         g_variant_new_string ("open"));
}

static gboolean
receive (JlyStudyPage *self, const char *path, GError **error)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));
  g_autofree char *text = NULL;
  g_autofree char *study_id = NULL;
  guint n_new;

  if (!jly_together_receive (path, &study_id, &n_new, error)
      || !jly_agreement_refresh (self->agreement, get_now (), error))
    return FALSE;
  text = g_strdup_printf (ngettext ("%u new thing was taken.", "%u new things were taken.", n_new),
                          n_new);
  if (g_strcmp0 (study_id, jly_agreement_get_contract (self->agreement)->study_id) != 0)
    jly_window_toast (window, _ ("That file is of another study, and was taken there."));
  else
    jly_window_toast (window, n_new > 0 ? text : _ ("Nothing in it was new."));
  return TRUE;
}

/* kind: "save" or "open". */
static void
use_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *kind, *path;

  g_variant_get (parameter, "(&s&s)", &kind, &path);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (g_str_equal (kind, "save"))
    {
      if (!jly_agreement_save (self->agreement, path, &error))
        jly_notice_show_error (self->notice, _ ("Not saved"), error);
      else
        jly_window_toast (jly_window_of (widget), _ ("Saved. Give it to all the others."));
    }
  else if (!receive (self, path, &error))
    jly_notice_show_error (self->notice, _ ("This file cannot be used"), error);
}

static void
add_header (JlyStudyPage *self)
{
  GtkWidget *menu_button = gtk_menu_button_new ();
  GtkWidget *who = gtk_button_new_from_icon_name ("jly-sees-symbolic");
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Save for the _Others…"), "study.save-for-others");
  g_menu_append (menu, _ ("_Open What Others Sent…"), "study.open-sent");
  g_menu_append (menu, _ ("_Ask a Question…"), "study.ask");
  g_menu_append (menu, _ ("_Rehearse With Made-Up Figures"), "study.rehearse");
  g_menu_append (menu, _ ("Compare _Words on a Call…"), "study.show-words");
  g_menu_append (menu, _ ("Co_nnection"), "study.show-connection");
  g_menu_append (menu, _ ("_Log"), "study.show-log");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu_button), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu_button), G_MENU_MODEL (menu));
  jly_accessible_name_menu_button (GTK_MENU_BUTTON (menu_button), _ ("Study Menu"));
  gtk_widget_set_tooltip_text (who, _ ("Who Sees What"));
  jly_accessible_set_label (who, _ ("Who Sees What"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (who), "study.show-who");
  jly_page_add_header_end (JLY_PAGE (self), menu_button);
  jly_page_add_header_end (JLY_PAGE (self), who);
}

static void
add_unsent (JlyStudyPage *self, GtkBox *box)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Save for the Others…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "study.save-for-others");
  self->unsent = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  jly_notice_set_button (self->unsent, button);
  gtk_box_append (box, GTK_WIDGET (self->unsent));
}

static GtkWidget *
build_group (const char *title, GtkListBox **list)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkBox *group = jly_guide_add_group (GTK_BOX (side), title, NULL);

  *list = jly_guide_new_list (title);
  gtk_box_append (group, GTK_WIDGET (*list));
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  return side;
}

static void
build (JlyStudyPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 900);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *fold = jly_fold_new (720, 56, 24);

  self->sentence = GTK_LABEL (jly_text_new ("", "title-2"));
  self->detail = GTK_LABEL (jly_text_new ("", "dim-label"));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->detail));
  gtk_box_append (box, lines);
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  add_unsent (self, box);
  self->missing = jly_missing_list_new ();
  gtk_box_append (box, GTK_WIDGET (self->missing));
  jly_fold_add (JLY_FOLD (fold), build_group (_ ("Steps"), &self->list));
  jly_fold_add (JLY_FOLD (fold), build_group (_ ("Who is where"), &self->everyone));
  gtk_box_append (box, fold);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Open What Others Sent…"), "study.open-sent", FALSE);
  self->go_on = jly_guide_add_button (JLY_PAGE (self), _ ("_Go On"), "study.go-on", TRUE);
  gtk_button_set_use_underline (GTK_BUTTON (self->go_on), TRUE);
  add_header (self);
}

static void
finalize (GObject *object)
{
  JlyStudyPage *self = JLY_STUDY_PAGE (object);

  g_clear_object (&self->agreement);
  g_clear_pointer (&self->steps, jly_steps_free);
  G_OBJECT_CLASS (jly_study_page_parent_class)->finalize (object);
}

static void
jly_study_page_class_init (JlyStudyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->refresh = refresh;
  JLY_PAGE_CLASS (klass)->show_news = jly_page_show_news_by_refresh;
  gtk_widget_class_install_action (widget_class, "study.go", "u", go);
  gtk_widget_class_install_action (widget_class, "study.go-on", NULL, go_on);
  gtk_widget_class_install_action (widget_class, "study.ask", NULL, ask);
  gtk_widget_class_install_action (widget_class, "study.rehearse", NULL, rehearse);
  gtk_widget_class_install_action (widget_class, "study.show-who", NULL, show_who);
  gtk_widget_class_install_action (widget_class, "study.show-log", NULL, show_log);
  gtk_widget_class_install_action (widget_class, "study.show-words", NULL, show_words);
  gtk_widget_class_install_action (widget_class, "study.show-connection", NULL, show_connection);
  gtk_widget_class_install_action (widget_class, "study.save-for-others", NULL, save_for_others);
  gtk_widget_class_install_action (widget_class, "study.open-sent", NULL, open_sent);
  gtk_widget_class_install_action (widget_class, "study.use-file", "(ss)", use_file);
}

static void
jly_study_page_init (JlyStudyPage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Study"));
  build (self);
}

JlyStudyPage *
jly_study_page_new (JlyAgreement *agreement)
{
  JlyStudyPage *self = g_object_new (JLY_TYPE_STUDY_PAGE, NULL);

  self->agreement = g_object_ref (agreement);
  jly_page_set_subtitle (JLY_PAGE (self), jly_agreement_get_contract (agreement)->title);
  jly_page_set_rehearsal (JLY_PAGE (self), jly_agreement_get_contract (agreement)->rehearsal);
  g_signal_connect_object (agreement, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return self;
}

JlyAgreement *
jly_study_page_get_agreement (JlyStudyPage *self)
{
  return self->agreement;
}
