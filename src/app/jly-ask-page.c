/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ask-page.h. The right side is what everybody will read before agreeing. */
#include "config.h"

#include "app/jly-ask-page.h"

#include "app/jly-accessible.h"
#include "app/jly-ask-rows.h"
#include "app/jly-finding-notices.h"
#include "app/jly-fold.h"
#include "app/jly-guide.h"
#include "app/jly-half-written.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-statement-view.h"
#include "app/jly-study-header.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "study/jly-question-words.h"

#include <glib/gi18n.h>

struct _JlyAskPage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  JlyAsk *ask;
  guint shown_kind;
  GPtrArray *rows; /* GtkWidget*, one for each setting of the kind; NULL: it has none */

  JlyNotice *notice;
  GtkListBox *kinds;
  GtkListBox *settings;
  JlyStatementView *view;
  GtkBox *findings;
};

G_DEFINE_FINAL_TYPE (JlyAskPage, jly_ask_page, JLY_TYPE_PAGE)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static const JlyAnalysis *
get_analysis (JlyAskPage *self)
{
  return jly_ask_get_kind (self->ask, jly_ask_get_chosen_kind (self->ask));
}

static void
add_setting (JlyAskPage *self, gsize i)
{
  GtkWidget *row = jly_ask_row_new (self->ask, &get_analysis (self)->parameters[i]);

  g_ptr_array_add (self->rows, row);
  if (row != NULL)
    gtk_list_box_append (self->settings, row);
}

static void
show_settings (JlyAskPage *self)
{
  guint n = 0;

  self->shown_kind = jly_ask_get_chosen_kind (self->ask);
  jly_guide_clear (GTK_WIDGET (self->settings));
  g_ptr_array_set_size (self->rows, 0);
  for (gsize i = 0; i < get_analysis (self)->n_parameters; i++)
    add_setting (self, i);
  for (guint i = 0; i < self->rows->len; i++)
    n += self->rows->pdata[i] != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->settings), n > 0);
}

/* Where in the list the row of setting i belongs. */
static int
find_position (JlyAskPage *self, gsize i)
{
  int position = 0;

  for (gsize k = 0; k < i; k++)
    position += self->rows->pdata[k] != NULL;
  return position;
}

/* Comparison and value belong to a column: they come, change and go with it, while the other rows
 * and the keyboard stay. */
static void
show_dependents (JlyAskPage *self)
{
  const JlyAnalysis *analysis = get_analysis (self);

  for (gsize i = 0; i < analysis->n_parameters; i++)
    {
      const JlyParameterSpec *spec = &analysis->parameters[i];
      GtkWidget *row = self->rows->pdata[i];
      const char *of = spec->of != NULL ? jly_ask_get (self->ask, spec->of) : NULL;
      const char *was = row != NULL ? g_object_get_data (G_OBJECT (row), "of") : NULL;

      if (spec->of == NULL || g_strcmp0 (of, was) == 0)
        continue;
      if (row != NULL)
        gtk_list_box_remove (self->settings, row);
      self->rows->pdata[i] = row = jly_ask_row_new (self->ask, spec);
      if (row == NULL)
        continue;
      g_object_set_data_full (G_OBJECT (row), "of", g_strdup (of), g_free);
      gtk_list_box_insert (self->settings, row, find_position (self, i));
    }
}

static void
show_preview (JlyAskPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyAsked) asked = jly_ask_preview (self->ask, get_now (), &error);
  g_autofree char *sentence = jly_ask_dup_sentence (self->ask);
  g_autoptr (JlyStatement) nothing = jly_statement_new ();
  gboolean is_refused
      = asked != NULL && jly_inference_get_severity (asked->findings) == JLY_FINDING_REFUSE;
  gboolean is_early = error != NULL && g_error_matches (error, JLY_ERROR, JLY_ERROR_USAGE);

  jly_statement_view_show (self->view, sentence, NULL, asked != NULL ? asked->statement : nothing,
                           NULL);
  jly_finding_notices_show (self->findings, asked != NULL ? asked->findings : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), error != NULL && !is_early);
  if (error != NULL && !is_early)
    jly_notice_set (self->notice, JLY_STATUS_LOOK, error->message,
                    jly_error_get_detail (error)->next != NULL ? jly_error_get_detail (error)->next
                                                               : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ask.ask", asked != NULL && !is_refused);
  jly_page_set_send_line (JLY_PAGE (self),
                          is_refused ? _ ("This question cannot be asked: it would tell too much.")
                          : asked != NULL
                              ? _ ("You sign the question, and all parties read it. It is computed "
                                   "only if all who must agree.")
                          : is_early ? error->message
                                     : _ ("This question cannot be asked as it stands."));
}

/* At every change, so that nothing is lost however the program ends. */
static void
keep (JlyAskPage *self)
{
  g_auto (GStrv) choices = jly_ask_dup_choices (self->ask);

  jly_half_written_keep (self->agreement, JLY_DRAFT_QUESTION, (const char *const *)choices);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ask.start-anew", TRUE);
}

/* TRUE if something was found again. */
static gboolean
find_kept (JlyAskPage *self)
{
  g_auto (GStrv) choices = jly_half_written_find (self->agreement, JLY_DRAFT_QUESTION);

  if (choices != NULL)
    jly_ask_restore (self->ask, (const char *const *)choices);
  return choices != NULL;
}

/* The same page with nothing chosen. */
static void
start_anew (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyAskPage *self = JLY_ASK_PAGE (widget);

  jly_half_written_forget (self->agreement, JLY_DRAFT_QUESTION);
  jly_window_replace (jly_window_of (widget), JLY_PAGE (self),
                      JLY_PAGE (jly_ask_page_new (self->agreement)));
}

static void
changed_cb (JlyAskPage *self)
{
  if (self->shown_kind != jly_ask_get_chosen_kind (self->ask))
    show_settings (self);
  show_dependents (self);
  show_preview (self);
  keep (self);
}

static void
ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyAskPage *self = JLY_ASK_PAGE (widget);
  JlyWindow *window = jly_window_of (widget);
  g_autoptr (GError) error = NULL;
  guint question;

  if (window == NULL || jly_window_get_page (window) != JLY_PAGE (self))
    return;
  if (jly_ask_send (self->ask, get_now (), &question, &error))
    {
      jly_half_written_forget (self->agreement, JLY_DRAFT_QUESTION);
      jly_window_toast (window, _ ("Asked. Save it for the others now."));
      jly_window_pop (window);
      return;
    }
  jly_notice_set (self->notice, JLY_STATUS_LOOK, error->message,
                  jly_error_get_detail (error)->next != NULL ? jly_error_get_detail (error)->next
                                                             : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  jly_notice_focus (self->notice);
}

static void
kind_cb (GtkCheckButton *button, JlyAskPage *self)
{
  if (gtk_check_button_get_active (button))
    jly_ask_choose_kind (self->ask,
                         GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind")));
}

static void
add_kind (JlyAskPage *self, guint kind, GtkWidget *choice)
{
  const JlyAnalysis *analysis = jly_ask_get_kind (self->ask, kind);
  g_autofree char *obstacle = jly_ask_find_kind_obstacle (self->ask, kind);
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *row = jly_plain_row_new (jly_question_words_title (analysis->id), obstacle);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (choice));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               kind == jly_ask_get_chosen_kind (self->ask));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (kind));
  g_signal_connect_object (button, "toggled", G_CALLBACK (kind_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_widget_set_sensitive (row, obstacle == NULL);
  jly_accessible_set_label (button, jly_question_words_title (analysis->id));
  gtk_list_box_append (self->kinds, row);
}

static GtkWidget *
build_choices (JlyAskPage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkBox *group = jly_guide_add_group (GTK_BOX (side), _ ("What kind of answer?"), NULL);
  GtkListBox *whom;
  GtkWidget *choice;

  self->kinds = jly_guide_new_list (_ ("What kind of answer?"));
  choice = jly_guide_new_choice (GTK_WIDGET (self->kinds));
  for (guint i = 0; i < jly_ask_count_kinds (self->ask); i++)
    add_kind (self, i, choice);
  gtk_box_append (group, GTK_WIDGET (self->kinds));
  group = jly_guide_add_group (GTK_BOX (side), _ ("Of what, and by what?"), NULL);
  self->settings = jly_guide_new_list (_ ("Of what, and by what?"));
  gtk_box_append (group, GTK_WIDGET (self->settings));
  group = jly_guide_add_group (GTK_BOX (side), _ ("For whom?"), NULL);
  whom = jly_guide_new_list (_ ("For whom?"));
  gtk_list_box_append (
      whom, jly_ask_row_new_recipients (self->ask, jly_agreement_get_contract (self->agreement)));
  gtk_box_append (group, GTK_WIDGET (whom));
  return side;
}

static GtkWidget *
build_preview (JlyAskPage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkBox *group;

  self->view = JLY_STATEMENT_VIEW (jly_statement_view_new ());
  gtk_box_append (GTK_BOX (side), GTK_WIDGET (self->view));
  group = jly_guide_add_group (GTK_BOX (side), _ ("What others could work out"), NULL);
  self->findings = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_box_append (group, GTK_WIDGET (self->findings));
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  return side;
}

static void
build (JlyAskPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 960);
  GtkWidget *fold = jly_fold_new (720, 44, 24);

  jly_guide_add_question (box, _ ("What do you want to know?"),
                          _ ("Everybody reads the question in full before agreeing."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  jly_fold_add (JLY_FOLD (fold), build_choices (self));
  jly_fold_add (JLY_FOLD (fold), build_preview (self));
  gtk_box_append (box, fold);
  jly_guide_add_button (JLY_PAGE (self), _ ("Start Ane_w"), "ask.start-anew", FALSE);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Ask"), "ask.ask", TRUE);
}

static void
finalize (GObject *object)
{
  JlyAskPage *self = JLY_ASK_PAGE (object);

  g_clear_object (&self->ask);
  g_clear_object (&self->agreement);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (jly_ask_page_parent_class)->finalize (object);
}

static void
jly_ask_page_class_init (JlyAskPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "ask.ask", NULL, ask);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "ask.start-anew", NULL, start_anew);
}

static void
jly_ask_page_init (JlyAskPage *self)
{
  self->rows = g_ptr_array_new ();
  jly_page_set_title (JLY_PAGE (self), _ ("Ask a Question"));
}

/* What can be asked now may be another question than the one that was being put together. */
static void
say_left_out (JlyAskPage *self)
{
  if (!jly_ask_was_half (self->ask) || gtk_widget_get_visible (GTK_WIDGET (self->notice)))
    return;
  jly_notice_set (self->notice, JLY_STATUS_LOOK,
                  _ ("A condition that was not finished was left out."),
                  _ ("Look whether the rows are those that you mean."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
}

JlyAskPage *
jly_ask_page_new (JlyAgreement *agreement)
{
  JlyAskPage *self = g_object_new (JLY_TYPE_ASK_PAGE, NULL);

  self->agreement = g_object_ref (agreement);
  self->ask = jly_ask_new (agreement);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ask.start-anew", find_kept (self));
  jly_study_header_add (JLY_PAGE (self), agreement, JLY_STEP_QUESTION);
  build (self);
  if (jly_ask_count_kinds (self->ask) > 0)
    show_settings (self);
  g_signal_connect_object (self->ask, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show_preview (self);
  say_left_out (self);
  return self;
}
