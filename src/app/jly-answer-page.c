/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer-page.h. */
#include "config.h"

#include "app/jly-answer-page.h"

#include "app/jly-accessible.h"
#include "app/jly-answer-charts.h"
#include "app/jly-answer-report.h"
#include "app/jly-answer-rows.h"
#include "app/jly-answer-words.h"
#include "app/jly-asked.h"
#include "app/jly-file-chooser.h"
#include "app/jly-fold.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-row-layout.h"
#include "app/jly-statement-view.h"
#include "app/jly-study-header.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "party/jly-accord.h"
#include "store/jly-store-carry.h"

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
  GtkListBox *figures;
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
      = jly_agreed_new_uncosted (get_contract (self), self->hash, get_proposal (self), error);

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
  g_autoptr (GArray) decisions
      = jly_store_list_decisions (jly_agreement_get_kept (self->agreement), NULL);

  memcpy (self->hash, jly_agreement_get_contract_hash (self->agreement), sizeof self->hash);
  if (result == NULL || !say (self, result, error))
    return FALSE;
  if (decisions != NULL)
    jly_answer_words_add_approvals (self->words, get_contract (self), get_proposal (self),
                                    decisions);
  return TRUE;
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

static GtkListBox *
add_lines (GtkBox *box, const char *title, const GPtrArray *lines)
{
  GtkBox *group = jly_guide_add_group (box, title, NULL);
  GtkListBox *list = jly_guide_new_list (title);

  for (guint i = 0; i < lines->len; i++)
    gtk_list_box_append (list, jly_answer_rows_new_line (lines->pdata[i]));
  gtk_box_append (group, GTK_WIDGET (list));
  gtk_widget_set_visible (GTK_WIDGET (group), lines->len > 0);
  return list;
}

/* What to look at before one believes and passes on what came out; what one of several questions
 * alone says stands in its own row. */
static void
add_notes (JlyAnswerPage *self, GtkBox *box)
{
  GtkBox *group = jly_guide_add_group (box, _ ("Before You Use This"), NULL);
  GtkListBox *list = jly_guide_new_list (_ ("Before You Use This"));
  guint n = 0;

  for (guint i = 0; i < self->words->notes->len; i++)
    {
      const JlyAnswerNote *note = self->words->notes->pdata[i];

      if (self->words->parts->len > 1 && note->n_parts == 1)
        continue;
      gtk_list_box_append (list, jly_answer_rows_new_note (note));
      n++;
    }
  gtk_box_append (group, GTK_WIDGET (list));
  gtk_widget_set_visible (GTK_WIDGET (group), n > 0);
}

static GtkWidget *
build_figures (JlyAnswerPage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  if (self->figures == NULL)
    self->figures = add_lines (GTK_BOX (side), _ ("Figures"), self->words->lines);
  gtk_widget_set_focusable (GTK_WIDGET (self->figures), TRUE);
  add_notes (self, GTK_BOX (side));
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  return side;
}

/* What each party said stands beside all names, or below all of them. Figures, of which there may
 * be hundreds, are not compared like this. */
static void
join_rows (GtkListBox *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      jly_row_layout_join (ADW_ACTION_ROW (row), list);
      jly_row_layout_join_ends (ADW_ACTION_ROW (row), list);
    }
}

/* What was opened to whom, from the plan that all approved, and who they were. */
static GtkWidget *
build_opened (JlyAnswerPage *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *view = jly_statement_view_new ();
  g_autoptr (JlyAsked) asked
      = jly_asked_new (get_contract (self), self->hash, get_proposal (self), NULL);

  gtk_box_append (GTK_BOX (side), view);
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  if (asked != NULL)
    jly_statement_view_show (JLY_STATEMENT_VIEW (view),
                             jly_page_get_rehearsal (JLY_PAGE (self))
                                 ? _ ("What all would have to approve")
                                 : _ ("What was approved"),
                             self->words->asked, asked->statement, NULL);
  join_rows (add_lines (GTK_BOX (side), _ ("Who Approved"), self->words->approvals));
  return side;
}

/* The answer to one question, large, and the question below it. */
static GtkWidget *
build_told (JlyAnswerPage *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < self->words->told->len; i++)
    {
      GtkWidget *label = jly_text_new (self->words->told->pdata[i], i == 0 ? "title-1" : "title-4");

      gtk_box_append (GTK_BOX (lines), label);
    }
  gtk_box_append (GTK_BOX (lines), jly_text_new (self->words->asked, "dim-label"));
  return lines;
}

/* Of several questions: a row for each, which opens for its figures. */
static GtkWidget *
build_parts (JlyAnswerPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  guint n = self->words->parts->len;
  g_autofree char *title = g_strdup_printf (ngettext ("%u answer", "%u answers", n), n);

  self->figures = jly_guide_new_list (title);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->figures, jly_answer_rows_new_part (self->words->parts->pdata[i]));
  gtk_box_append (GTK_BOX (box), jly_text_new (title, "title-1"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->figures));
  return box;
}

static void
build_answer (JlyAnswerPage *self, GtkBox *box)
{
  GtkWidget *fold = jly_fold_new (720, 50, 24), *figures;

  gtk_box_append (box, self->words->parts->len > 1 ? build_parts (self) : build_told (self));
  figures = build_figures (self);
  gtk_box_append (box, jly_answer_charts_new (self->words, GTK_WIDGET (self->figures)));
  jly_fold_add (JLY_FOLD (fold), figures);
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

/* What an answer is saved as. */
static const struct
{
  const char *what, *title, *name;
} files[] = {
  { "csv", N_ ("Save the Table"), N_ ("result.csv") },
  { "pdf", N_ ("Save the Report"), N_ ("result.pdf") },
  { "png", N_ ("Save the Picture"), N_ ("result.png") },
  { "svg", N_ ("Save the Drawing"), N_ ("result.svg") },
};

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *what = g_variant_get_string (parameter, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    if (g_str_equal (files[i].what, what))
      jly_file_chooser_save (widget, _ (files[i].title), _ (files[i].name), "answer.save-to",
                             parameter);
}

/* What is taken along says whether it was a rehearsal. */
static char *
dup_title (JlyAnswerPage *self)
{
  const char *title = get_contract (self)->title;

  return self->agreement != NULL ? g_strdup (title)
                                 /* Translators: the title of a study. */
                                 : g_strdup_printf (_ ("%s (rehearsal, made-up figures)"), title);
}

/* A table is as exact as it came; a report has everything, a picture the answer and its charts. */
static gboolean
write_file (JlyAnswerPage *self, const char *what, const char *path, GError **error)
{
  g_autoptr (JlyAnswerReport) report = NULL;
  g_autofree char *title = dup_title (self);

  if (g_str_equal (what, "csv"))
    {
      g_autofree char *csv = jly_answer_words_dup_csv (self->words);

      return g_file_set_contents (path, csv, -1, error);
    }
  report = g_str_equal (what, "pdf") ? jly_answer_report_new (title, self->words)
                                     : jly_answer_report_new_picture (title, self->words);
  return jly_answer_report_save (report, what, path, error);
}

static void
save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;
  const char *what, *path;

  g_variant_get (parameter, "(&s&s)", &what, &path);
  jly_window_toast (jly_window_of (widget),
                    write_file (JLY_ANSWER_PAGE (widget), what, path, &error)
                        ? _ ("Saved")
                        : _ ("The file could not be saved."));
}

static void
print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyAnswerPage *self = JLY_ANSWER_PAGE (widget);
  g_autofree char *title = dup_title (self);
  g_autoptr (GtkPrintOperation) operation
      = jly_answer_report_print (jly_answer_report_new (title, self->words));
  g_autoptr (GError) error = NULL;

  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (jly_window_of (widget)), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    jly_window_toast (jly_window_of (widget), _ ("It could not be printed."));
}

static void
add_header (JlyAnswerPage *self)
{
  GtkWidget *menu_button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("_Copy Table"), "answer.copy");
  g_menu_append (menu, _ ("_Save Table…"), "answer.save::csv");
  g_menu_append (menu, _ ("Save _Report…"), "answer.save::pdf");
  g_menu_append (menu, _ ("Save P_icture…"), "answer.save::png");
  g_menu_append (menu, _ ("Save _Drawing…"), "answer.save::svg");
  g_menu_append (menu, _ ("_Print…"), "answer.print");
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
  gtk_widget_class_install_action (widget_class, "answer.save", "s", save);
  gtk_widget_class_install_action (widget_class, "answer.print", NULL, print);
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.print", ok);
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
  jly_study_header_add (JLY_PAGE (self), agreement, JLY_STEP_RESULT);
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
