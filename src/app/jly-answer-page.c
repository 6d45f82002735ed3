/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer-page.h. */
#include "config.h"

#include "app/jly-answer-page.h"

#include "app/jly-accessible.h"
#include "app/jly-answer-charts.h"
#include "app/jly-answer-words.h"
#include "app/jly-asked.h"
#include "app/jly-file-chooser.h"
#include "app/jly-fold.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-statement-view.h"
#include "app/jly-study-header.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "party/jly-accord.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyAnswerPage
{
  JlyPage parent_instance;

  JlyAgreement *agreement; /* NULL of a rehearsal, which has these instead */
  guint question;
  JlyContract *rehearsed;
  JlyProposal *proposal;
  guint8 hash[JLY_HASH_BYTES]; /* of the contract */
  JlyAnswerWords *words;       /* NULL: there is none */
};

G_DEFINE_FINAL_TYPE (JlyAnswerPage, jly_answer_page, JLY_TYPE_PAGE)

static const JlyContract *
get_contract (JlyAnswerPage *self)
{
  return self->agreement != NULL ? jly_agreement_get_contract (self->agreement) : self->rehearsed;
}

static const JlyProposal *
get_proposal (JlyAnswerPage *self)
{
  if (self->agreement == NULL)
    return self->proposal;
  return jly_governance_get_question (jly_agreement_get_governance (self->agreement, NULL),
                                      self->question);
}

static gboolean
say (JlyAnswerPage *self, JlyResult *result, GError **error)
{
  g_autoptr (JlyAgreed) agreed
      = jly_agreed_new_unknown (get_contract (self), self->hash, get_proposal (self), error);

  if (agreed == NULL)
    return FALSE;
  self->words
      = jly_answer_words_new (get_contract (self), get_proposal (self), agreed->study, result);
  return TRUE;
}

static gboolean
load (JlyAnswerPage *self, GError **error)
{
  g_autoptr (JlyResult) result
      = jly_member_get_result (jly_agreement_get_member (self->agreement), self->question, error);

  memcpy (self->hash, jly_agreement_get_contract_hash (self->agreement), sizeof self->hash);
  return result != NULL && say (self, result, error);
}

/* A rehearsal kept no contract: the one under which it ran is made from its study once more. */
static gboolean
load_rehearsed (JlyAnswerPage *self, const JlyStudy *study, JlyResult *result, GError **error)
{
  static const guint8 any_root[JLY_HASH_BYTES];
  g_autoptr (GBytes) bytes
      = jly_accord_make_contract (study, g_get_real_time () / G_USEC_PER_SEC, error);

  if (bytes == NULL)
    return FALSE;
  self->rehearsed = jly_contract_decode (bytes, error);
  if (self->rehearsed == NULL)
    return FALSE;
  jly_contract_hash (bytes, self->hash);
  self->proposal = jly_accord_make_proposal (self->rehearsed, self->hash, study, any_root,
                                             study->providers->len, error);
  return self->proposal != NULL && say (self, result, error);
}

static GtkWidget *
make_line (const JlyAnswerLine *line)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (line->reason != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->reason);
  if (line->value != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), jly_text_new (line->value, "numeric"));
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               jly_status_new (JLY_STATUS_HIDDEN, _ ("Hidden")));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static GtkWidget *
build_figures (JlyAnswerPage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkBox *group = jly_guide_add_group (GTK_BOX (side), _ ("Figures"), NULL);
  GtkListBox *list = jly_guide_new_list (_ ("Figures"));

  for (guint i = 0; i < self->words->lines->len; i++)
    gtk_list_box_append (list, make_line (self->words->lines->pdata[i]));
  gtk_box_append (group, GTK_WIDGET (list));
  gtk_widget_set_visible (GTK_WIDGET (list), self->words->lines->len > 0);
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  return side;
}

/* What was opened to whom, from the plan that all approved. */
static GtkWidget *
build_opened (JlyAnswerPage *self)
{
  GtkWidget *view = jly_statement_view_new ();
  g_autoptr (JlyAsked) asked
      = jly_asked_new (get_contract (self), self->hash, get_proposal (self), NULL);

  gtk_widget_set_valign (view, GTK_ALIGN_START);
  if (asked != NULL)
    jly_statement_view_show (JLY_STATEMENT_VIEW (view), _ ("What was approved"), self->words->asked,
                             asked->statement, NULL);
  return view;
}

static void
build_answer (JlyAnswerPage *self, GtkBox *box)
{
  GtkWidget *fold = jly_fold_new (720, 50, 24);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < self->words->told->len; i++)
    {
      GtkWidget *label = jly_text_new (self->words->told->pdata[i], i == 0 ? "title-1" : "title-4");

      gtk_box_append (GTK_BOX (lines), label);
    }
  gtk_box_append (GTK_BOX (lines), jly_text_new (self->words->asked, "dim-label"));
  gtk_box_append (box, lines);
  gtk_box_append (box, jly_answer_charts_new (self->words));
  jly_fold_add (JLY_FOLD (fold), build_figures (self));
  jly_fold_add (JLY_FOLD (fold), build_opened (self));
  gtk_box_append (box, fold);
}

static void
build_error (GtkBox *box, const GError *error)
{
  JlyNotice *notice = g_object_new (JLY_TYPE_NOTICE, NULL);
  const char *next = jly_error_get_detail (error)->next;

  jly_notice_set (notice, JLY_STATUS_WAITING, error->message, next != NULL ? next : "");
  gtk_box_append (box, GTK_WIDGET (notice));
}

static void
copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *csv = jly_answer_words_dup_csv (JLY_ANSWER_PAGE (widget)->words);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), csv);
  jly_window_toast (jly_window_of (widget), _ ("Table copied"));
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_save (widget, _ ("Save the Table"), _ ("result.csv"), "answer.save-to",
                         g_variant_new_string ("csv"));
}

static void
save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyAnswerPage *self = JLY_ANSWER_PAGE (widget);
  g_autofree char *csv = jly_answer_words_dup_csv (self->words);
  g_autoptr (GError) error = NULL;
  const char *path;

  g_variant_get (parameter, "(&s&s)", NULL, &path);
  jly_window_toast (jly_window_of (widget), g_file_set_contents (path, csv, -1, &error)
                                                ? _ ("Saved")
                                                : _ ("The file could not be saved."));
}

static void
add_header (JlyAnswerPage *self)
{
  GtkWidget *menu_button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("_Copy Table"), "answer.copy");
  g_menu_append (menu, _ ("_Save Table…"), "answer.save");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu_button), "document-save-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu_button), G_MENU_MODEL (menu));
  jly_accessible_name_menu_button (GTK_MENU_BUTTON (menu_button), _ ("Export"));
  jly_page_add_header_end (JLY_PAGE (self), menu_button);
}

static void
finalize (GObject *object)
{
  JlyAnswerPage *self = JLY_ANSWER_PAGE (object);

  g_clear_object (&self->agreement);
  g_clear_pointer (&self->rehearsed, jly_contract_free);
  g_clear_pointer (&self->proposal, jly_proposal_free);
  g_clear_pointer (&self->words, jly_answer_words_free);
  G_OBJECT_CLASS (jly_answer_page_parent_class)->finalize (object);
}

static void
jly_answer_page_class_init (JlyAnswerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (widget_class, "answer.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "answer.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "answer.save-to", "(ss)", save_to);
}

static void
jly_answer_page_init (JlyAnswerPage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Result"));
}

/* ok: there are words; else error says why not. */
static void
show (JlyAnswerPage *self, gboolean ok, const GError *error)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 900);

  if (ok)
    {
      build_answer (self, box);
      add_header (self);
    }
  else
    build_error (box, error);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.copy", ok);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.save", ok);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.save-to", ok);
  jly_page_set_send_line (JLY_PAGE (self), _ ("Nothing leaves this computer on this page."));
}

JlyAnswerPage *
jly_answer_page_new (JlyAgreement *agreement, guint question)
{
  JlyAnswerPage *self = g_object_new (JLY_TYPE_ANSWER_PAGE, NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok;

  self->agreement = g_object_ref (agreement);
  self->question = question;
  ok = load (self, &error);
  jly_study_header_add (JLY_PAGE (self), agreement);
  show (self, ok, error);
  return self;
}

JlyAnswerPage *
jly_answer_page_new_rehearsed (const JlyStudy *study, JlyResult *result)
{
  JlyAnswerPage *self = g_object_new (JLY_TYPE_ANSWER_PAGE, NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok = load_rehearsed (self, study, result, &error);

  jly_page_set_subtitle (JLY_PAGE (self), study->title);
  jly_page_set_rehearsal (JLY_PAGE (self), TRUE);
  show (self, ok, error);
  return self;
}
