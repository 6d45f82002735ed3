/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-terms-page.h. The draft is kept at every change. */
#include "config.h"

#include "app/jly-terms-page.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-checks-page.h"
#include "app/jly-contract-page.h"
#include "app/jly-field-rows.h"
#include "app/jly-file-chooser.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-study-header.h"
#include "app/jly-window.h"
#include "app/jly-wrap.h"
#include "base/jly-error.h"
#include "party/jly-study-file.h"
#include "party/jly-tender-json.h"
#include "study/jly-contract-limits.h"
#include "study/jly-contract-words.h"
#include "study/jly-governance-words.h"
#include "study/jly-question-words.h"
#include "table/jly-bid-table.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_DECIMALS 4

struct _JlyTermsPage
{
  JlyPage parent_instance;

  JlyDraft *draft;
  JlyNotice *notice;
  GtkListBox *columns;
  GtkListBox *questions;
  JlyImportSession *own; /* the person's own figures, to set limits beside them; NULL: not yet */
};

G_DEFINE_FINAL_TYPE (JlyTermsPage, jly_terms_page, JLY_TYPE_PAGE)

/* What a column may be used for, in the order of how much it is used. */
static const struct
{
  guint use;
  const char *title;
} uses[] = {
  { JLY_USE_SUM, N_ ("May be added up") },   { JLY_USE_COUNT, N_ ("May be counted") },
  { JLY_USE_MEAN, N_ ("May be averaged") },  { JLY_USE_FILTER, N_ ("May decide which rows count") },
  { JLY_USE_GROUP, N_ ("May form groups") }, { JLY_USE_MODEL, N_ ("May enter a joint bid") },
};

static JlyContract *
get_contract (JlyTermsPage *self)
{
  return jly_draft_get_contract (self->draft);
}

static void
show_error (JlyTermsPage *self, const char *title, const GError *error)
{
  if (error != NULL)
    jly_notice_show_error (self->notice, title, error);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
}

static void
update (JlyTermsPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  gboolean ok = jly_contract_check (get_contract (self), &error);

  if (!ok)
    line = jly_error_say (error, " ");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "terms.continue", ok);
  jly_page_set_send_line (JLY_PAGE (self),
                          ok ? _ ("Nothing leaves this computer on this page. The draft is kept.")
                             : line);
}

static void show_columns (JlyTermsPage *self);

/* While this page is written into, its fields stay; another page may have changed the limits. */
static void
changed_cb (JlyTermsPage *self)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));

  if (window != NULL && jly_window_get_page (window) != JLY_PAGE (self))
    show_columns (self);
  show_error (self, _ ("The draft is not kept"), jly_draft_get_error (self->draft));
  update (self);
}

static void
remove_column_cb (GtkButton *button, JlyTermsPage *self)
{
  gpointer column = g_object_get_data (G_OBJECT (button), "column");

  /* Checks between columns name them by their places. */
  g_ptr_array_set_size (get_contract (self)->checks, 0);
  g_ptr_array_remove (get_contract (self)->columns, column);
  jly_draft_changed (self->draft);
  show_columns (self);
}

static GtkWidget *
make_remove (JlyTermsPage *self, JlyContractColumn *column)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Take This Column _Out"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_margin_top (button, 6);
  gtk_widget_set_margin_bottom (button, 6);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "column", column);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_column_cb), self, 0);
  return g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", button, "activatable", FALSE, "focusable",
                       FALSE, NULL);
}

static void
title_cb (GtkEditable *entry, AdwPreferencesRow *row)
{
  const char *text = gtk_editable_get_text (entry);

  adw_preferences_row_set_title (row, *text != '\0' ? text : _ ("Without a name yet"));
}

static GtkWidget *
make_column (JlyTermsPage *self, JlyContractColumn *column)
{
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, NULL);
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (row);
  GtkWidget *name = jly_field_row_text (self->draft, _ ("Name"), &column->title);

  g_signal_connect_object (name, "changed", G_CALLBACK (title_cb), row, 0);
  title_cb (GTK_EDITABLE (name), ADW_PREFERENCES_ROW (row));
  adw_expander_row_add_row (expander, name);
  adw_expander_row_add_row (expander, jly_field_row_text (self->draft, _ ("Unit"), &column->unit));
  if (column->categories == NULL)
    {
      adw_expander_row_add_row (expander, jly_field_row_amount (self->draft, _ ("Smallest value"),
                                                                &column->min, &column->scale));
      adw_expander_row_add_row (expander, jly_field_row_amount (self->draft, _ ("Largest value"),
                                                                &column->max, &column->scale));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    adw_expander_row_add_row (expander, jly_field_row_flag (self->draft, _ (uses[i].title), NULL,
                                                            &column->rights, uses[i].use));
  adw_expander_row_add_row (expander, make_remove (self, column));
  return row;
}

static void
show_columns (JlyTermsPage *self)
{
  GPtrArray *columns = get_contract (self)->columns;

  jly_guide_clear (GTK_WIDGET (self->columns));
  for (guint i = 0; i < columns->len; i++)
    gtk_list_box_append (self->columns, make_column (self, columns->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->columns), columns->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "terms.checks", columns->len > 0);
}

/* An id that no column has yet: people see titles, and ids never change. */
static char *
make_id (const JlyContract *contract)
{
  for (guint i = contract->columns->len + 1;; i++)
    {
      char *id = g_strdup_printf ("column-%u", i);

      if (jly_contract_find_column (contract, id) < 0)
        return id;
      g_free (id);
    }
}

static void
add_column (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyTermsPage *self = JLY_TERMS_PAGE (widget);
  JlyContract *contract = get_contract (self);
  g_autofree char *id = make_id (contract);
  JlyContractColumn *column;
  GtkListBoxRow *row;

  if (contract->columns->len >= JLY_CONTRACT_MAX_COLUMNS)
    return;
  column = jly_contract_add_column (contract, id, "", 0, 0, 1000000);
  column->rights = JLY_USE_SUM | JLY_USE_COUNT;
  if (contract->rows->len == 0 && contract->most_rows == 0)
    contract->most_rows = 100;
  jly_draft_changed (self->draft);
  show_columns (self);
  row = gtk_list_box_get_row_at_index (self->columns, (int)contract->columns->len - 1);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

/* As if the person had switched it on. */
static void
permit (JlyTermsPage *self, const char *analysis)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->questions)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *toggle = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));

      if (g_strcmp0 (g_object_get_data (G_OBJECT (toggle), "analysis"), analysis) == 0)
        gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
    }
}

/* Columns and rows as a tender has them: all bring exactly its rows, and what such a table is for
 * may be asked. */
static void
take_tender (JlyTermsPage *self, const JlyTender *tender)
{
  JlyContract *contract = get_contract (self);
  g_autoptr (JlyStudy) study
      = jly_tender_make_study (tender, jly_case_get_id (jly_draft_get_case (self->draft)));

  g_ptr_array_set_size (contract->columns, 0);
  g_ptr_array_set_size (contract->checks, 0);
  contract->most_rows = 0;
  g_free (contract->currency);
  contract->currency = g_strdup (study->currency);
  for (guint i = 0; i < study->columns->len; i++)
    {
      const JlyStudyColumn *from = study->columns->pdata[i];
      JlyContractColumn *column = jly_contract_add_column (contract, from->id, from->title,
                                                           from->scale, from->least, from->max);

      g_free (column->unit);
      column->unit = g_strdup (from->unit);
      column->rights = JLY_USE_MODEL;
    }
  g_ptr_array_unref (contract->rows);
  contract->rows = g_ptr_array_ref (study->rows);
  jly_draft_changed (self->draft);
  show_columns (self);
  permit (self, "joint-bid");
}

static void
use_tender (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyTermsPage *self = JLY_TERMS_PAGE (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = NULL;
  g_autoptr (JlyTender) tender = NULL;
  const char *path;

  g_variant_get (parameter, "(&s&s)", NULL, &path);
  sheet = jly_sheet_load (path, NULL, &error);
  tender = sheet != NULL ? jly_tender_read (sheet, NULL, &error) : NULL;
  if (tender != NULL)
    take_tender (self, tender);
  else
    show_error (self, _ ("This tender cannot be read"), error);
}

static void
choose_tender (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_open (widget, _ ("Open the Tender"), "terms.use-tender",
                         g_variant_new_string (""));
}

/* The limits of all columns, beside the person's own figures if these are at hand. */
static void
open_checks (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyTermsPage *self = JLY_TERMS_PAGE (widget);
  g_autoptr (JlyRules) rules = jly_contract_make_rules (get_contract (self));

  if (self->own == NULL)
    self->own = jly_import_session_new (NULL);
  jly_import_session_set_rules (self->own, rules);
  jly_window_push (jly_window_of (widget),
                   JLY_PAGE (jly_checks_page_new_for_draft (self->own, self->draft)));
}

static guint
find_question (const JlyContract *contract, const char *analysis)
{
  guint i = 0;

  while (i < contract->questions->len
         && strcmp (((JlyContractQuestion *)contract->questions->pdata[i])->analysis, analysis)
                != 0)
    i++;
  return i;
}

static void
question_cb (GtkSwitch *toggle, GParamSpec *pspec, JlyTermsPage *self)
{
  const char *analysis = g_object_get_data (G_OBJECT (toggle), "analysis");
  JlyContract *contract = get_contract (self);
  guint place = find_question (contract, analysis);

  if (gtk_switch_get_active (toggle) && place == contract->questions->len)
    jly_contract_add_question (contract, analysis);
  else if (!gtk_switch_get_active (toggle) && place < contract->questions->len)
    g_ptr_array_remove_index (contract->questions, place);
  jly_draft_changed (self->draft);
}

static gboolean
is_permitted (JlyTermsPage *self, const JlyAnalysis *analysis)
{
  const JlyContract *contract = get_contract (self);

  return find_question (contract, analysis->id) < contract->questions->len;
}

static void
add_question (JlyTermsPage *self, const JlyAnalysis *analysis)
{
  GtkWidget *toggle = gtk_switch_new ();
  GtkWidget *row = jly_plain_row_new (jly_question_words_title (analysis->id), _ (analysis->who));

  gtk_switch_set_active (GTK_SWITCH (toggle), is_permitted (self, analysis));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (toggle), "analysis", (gpointer)analysis->id);
  jly_accessible_set_label (toggle, jly_question_words_title (analysis->id));
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (question_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_list_box_append (self->questions, row);
}

static void
build_about (JlyTermsPage *self, GtkBox *box)
{
  JlyContract *contract = get_contract (self);
  GtkListBox *list = jly_guide_new_list (_ ("What it is about"));

  gtk_list_box_append (list, jly_field_row_text (self->draft, _ ("Title"), &contract->title));
  gtk_list_box_append (list, jly_field_row_text (self->draft, _ ("Purpose"), &contract->purpose));
  gtk_list_box_append (list,
                       jly_field_row_text (self->draft, _ ("Legal basis"), &contract->legal_basis));
  gtk_box_append (box, GTK_WIDGET (list));
}

static void
add_button (GtkWidget *buttons, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  jly_wrap_add (JLY_WRAP (buttons), button);
}

static void
build_columns (JlyTermsPage *self, GtkBox *box)
{
  GtkBox *group = jly_guide_add_group (
      box, _ ("Columns"),
      _ ("What everybody who brings figures brings, and what may be done with it."));
  GtkWidget *buttons = jly_wrap_new (6);

  self->columns = jly_guide_new_list (_ ("Columns"));
  gtk_box_append (group, GTK_WIDGET (self->columns));
  gtk_box_append (group, buttons);
  add_button (buttons, _ ("Add a _Column"), "terms.add-column");
  add_button (buttons, _ ("Take Rows From a _Tender…"), "terms.choose-tender");
  add_button (buttons, _ ("C_hecks and Limits"), "terms.checks");
  show_columns (self);
}

static void
build_questions (JlyTermsPage *self, GtkBox *box)
{
  GtkBox *group = jly_guide_add_group (box, _ ("Questions that may be asked"), NULL);
  gsize n;
  const JlyAnalysis *const *all = jly_analysis_list (&n);

  self->questions = jly_guide_new_list (_ ("Questions that may be asked"));
  /* What the case proposes is found without searching. */
  for (gsize i = 0; i < n; i++)
    if (is_permitted (self, all[i]))
      add_question (self, all[i]);
  for (gsize i = 0; i < n; i++)
    if (!is_permitted (self, all[i]))
      add_question (self, all[i]);
  gtk_box_append (group, GTK_WIDGET (self->questions));
}

static void
add_clauses (JlyTermsPage *self, GtkListBox *list, JlyQuorum *quorum, const char *format)
{
  JlyContract *contract = get_contract (self);

  for (guint i = 0; i < quorum->n; i++)
    {
      JlyClause *clause = &quorum->clauses[i];
      guint n = jly_party_set_count (jly_contract_select (contract, clause->roles, clause->side));
      g_autofree char *who = jly_words_name_clause (contract, clause);
      const char *const texts[] = { who, NULL };
      g_autofree char *title = jly_words_fill (format, texts);

      gtk_list_box_append (list,
                           jly_field_row_count (self->draft, title, _ ("All of them if it is 0"),
                                                &clause->at_least, 0, n));
    }
}

/* What only a next version asks for: in a first one the case says it, and the parties page. */
static void
build_approving (JlyTermsPage *self, GtkBox *box)
{
  JlyContract *contract = get_contract (self);
  GtkBox *group = jly_guide_add_group (
      box, _ ("Who approves"), _ ("How many of these must approve before a question is computed."));
  GtkListBox *list = jly_guide_new_list (_ ("Who approves"));

  add_clauses (self, list, &contract->policy.approve_first, _ ("First question: %1$s"));
  add_clauses (self, list, &contract->policy.approve, _ ("Later questions: %1$s"));
  gtk_list_box_append (list,
                       jly_field_row_days (self->draft, _ ("Days until the contract ends"), NULL,
                                           &contract->ends_at, contract->made_at, 3650));
  gtk_box_append (group, GTK_WIDGET (list));
}

/* The least that the case lets one choose; a first version starts there. */
static JlyPolicy
find_least (JlyTermsPage *self)
{
  g_autoptr (GBytes) bytes = jly_draft_encode (self->draft);
  g_autoptr (JlyContract) copy = bytes != NULL ? jly_contract_decode (bytes, NULL) : NULL;

  if (copy == NULL || !jly_draft_is_next (self->draft))
    return get_contract (self)->policy;
  jly_case_fill_contract (jly_draft_get_case (self->draft), copy);
  return copy->policy;
}

/* An even share, and one that still keeps the largest of n from being read off a sum. */
static char *
dup_share_hint (guint n)
{
  guint even = n > 0 ? 100 / n : 100, most = MIN (80, even * 2);

  return g_strdup_printf (
      _ ("None if it is 0. Even shares would be %1$u percent; where one is much bigger than the "
         "others, a sum is nearly its own figure, and %2$u keeps that from being opened."),
      even, most);
}

static void
build_limits (JlyTermsPage *self, GtkBox *box)
{
  JlyContract *contract = get_contract (self);
  JlyPolicy *policy = &contract->policy;
  const JlyPolicy least = find_least (self);
  GtkBox *group = jly_guide_add_group (box, _ ("Limits"), NULL);
  GtkListBox *list = jly_guide_new_list (_ ("Limits"));
  GtkWidget *buttons = jly_wrap_new (6);
  g_autofree char *share_hint = dup_share_hint (
      jly_party_set_count (jly_contract_select (contract, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE)));

  gtk_list_box_append (list, jly_field_row_count (self->draft, _ ("Rows that one may bring"),
                                                  _ ("None where all bring the rows of a tender"),
                                                  &contract->most_rows, 0, JLY_STUDY_MAX_OWN_ROWS));
  gtk_list_box_append (
      list,
      jly_field_row_count (self->draft, _ ("Least rows of a group"),
                           _ ("Smaller groups stay hidden. With 2, each row of a pair tells the "
                              "other; 3 is the least that hides, 5 is usual, 10 where "
                              "the rows are people."),
                           &policy->min_rows, MIN (least.min_rows, policy->min_rows), 1000));
  gtk_list_box_append (
      list,
      jly_field_row_count (self->draft, _ ("Least parties behind an answer"),
                           _ ("With 3, whoever knows two figures works out the "
                              "third from a sum; each one more makes that harder."),
                           &policy->min_parties, MIN (least.min_parties, policy->min_parties), 50));
  gtk_list_box_append (list, jly_field_row_count (self->draft,
                                                  _ ("Greatest share of one party, in percent"),
                                                  share_hint, &policy->top_share, 0, 100));
  gtk_list_box_append (list, jly_field_row_count (self->draft, _ ("Questions in all"), NULL,
                                                  &policy->max_questions, 1, 1000));
  gtk_list_box_append (list,
                       jly_field_row_count (self->draft, _ ("Days until all pieces are erased"),
                                            NULL, &policy->days_kept, 0, 3650));
  gtk_box_append (group, GTK_WIDGET (list));
  gtk_box_append (group, buttons);
  add_button (buttons, _ ("Save as Study _File…"), "terms.choose-study-file");
}

static void
choose_study_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_save (widget, _ ("Save as Study File"), "study.json", "terms.write-study-file",
                         g_variant_new_string (""));
}

/* To be tried with jointlyctl rehearse, before anybody signs. */
static void
write_study_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyTermsPage *self = JLY_TERMS_PAGE (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *path;

  g_variant_get (parameter, "(&s&s)", NULL, &path);
  text = jly_study_file_write_contract (get_contract (self), &error);
  if (text != NULL && !g_file_set_contents (path, text, -1, NULL))
    {
      const JlyErrorDetail detail = { .next = _ ("Choose another folder.") };

      jly_fail (&error, JLY_ERROR_NO_INPUT, &detail, _ ("%s cannot be written."), path);
    }
  show_error (self, _ ("The study’s file was not saved"), error);
  if (error != NULL)
    jly_notice_focus (self->notice);
}

static void
go_on (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyTermsPage *self = JLY_TERMS_PAGE (widget);
  JlyApplication *application = jly_application_get ();
  const JlyIdentity *identity = jly_person_get_identity (jly_application_get_person (application));
  const char *dir = jly_application_get_data_dir (application);

  if (identity != NULL)
    jly_window_push (jly_window_of (widget),
                     JLY_PAGE (jly_contract_page_new_for_draft (self->draft, dir, identity)));
}

/* Back to the version in force. */
static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_draft_discard (JLY_TERMS_PAGE (widget)->draft);
  jly_window_pop (jly_window_of (widget));
}

static void
dispose (GObject *object)
{
  g_clear_object (&JLY_TERMS_PAGE (object)->draft);
  g_clear_object (&JLY_TERMS_PAGE (object)->own);
  G_OBJECT_CLASS (jly_terms_page_parent_class)->dispose (object);
}

static void
jly_terms_page_class_init (JlyTermsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_install_action (widget_class, "terms.add-column", NULL, add_column);
  gtk_widget_class_install_action (widget_class, "terms.choose-tender", NULL, choose_tender);
  gtk_widget_class_install_action (widget_class, "terms.use-tender", "(ss)", use_tender);
  gtk_widget_class_install_action (widget_class, "terms.checks", NULL, open_checks);
  gtk_widget_class_install_action (widget_class, "terms.choose-study-file", NULL,
                                   choose_study_file);
  gtk_widget_class_install_action (widget_class, "terms.write-study-file", "(ss)",
                                   write_study_file);
  gtk_widget_class_install_action (widget_class, "terms.continue", NULL, go_on);
  gtk_widget_class_install_action (widget_class, "terms.discard", NULL, discard);
}

static void
jly_terms_page_init (JlyTermsPage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Figures and Questions"));
}

JlyTermsPage *
jly_terms_page_new (JlyDraft *draft)
{
  JlyTermsPage *self = g_object_new (JLY_TYPE_TERMS_PAGE, NULL);
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 760);

  self->draft = g_object_ref (draft);
  jly_study_header_add_draft (JLY_PAGE (self), draft);
  jly_page_set_subtitle (JLY_PAGE (self), get_contract (self)->title);
  if (jly_draft_is_next (draft))
    {
      jly_page_set_title (JLY_PAGE (self), _ ("Change the Contract"));
      jly_guide_add_question (box, _ ("What is to be different from now on?"),
                              _ ("Until all founding parties have signed the new version, the one "
                                 "in force holds as it is."));
    }
  else
    jly_guide_add_question (box, _ ("What is brought, and what may be asked?"),
                            _ ("All of this goes into the contract that everybody signs."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  build_about (self, box);
  build_columns (self, box);
  build_questions (self, box);
  if (jly_draft_is_next (draft))
    build_approving (self, box);
  build_limits (self, box);
  if (jly_draft_is_next (draft))
    jly_guide_add_button (JLY_PAGE (self), _ ("_Give Up the Changes"), "terms.discard", FALSE);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Read the Contract"), "terms.continue", TRUE);
  g_signal_connect_object (draft, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
