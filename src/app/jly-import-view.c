/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a session and tells it what the person does. While the session works on something, what is
 * on the screen stays as it is; nothing here waits. */
#include "config.h"

#include "app/jly-import-view.h"

#include "app/jly-accessible.h"
#include "app/jly-clipboard-table.h"
#include "app/jly-finding-list.h"
#include "app/jly-form-view.h"
#include "app/jly-fold.h"
#include "app/jly-import-deeds.h"
#include "app/jly-import-findings.h"
#include "app/jly-import-leave.h"
#include "app/jly-import-matches.h"
#include "app/jly-import-notes.h"
#include "app/jly-import-preview.h"
#include "app/jly-import-questions.h"
#include "app/jly-kept-notice.h"
#include "app/jly-notice.h"
#include "app/jly-paper.h"
#include "app/jly-reading-choice.h"
#include "app/jly-resource.h"
#include "app/jly-sheet-view.h"
#include "app/jly-wrap.h"
#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <glib/gi18n.h>

struct _JlyImportView
{
  AdwBin parent_instance;

  JlyNotice *notice;
  GtkWidget *source_box;
  GtkLabel *source_title;
  GtkLabel *source_text;
  GtkWidget *sample_button;
  GtkWidget *progress_box;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  AdwBin *form_bin;
  GtkWidget *aside_button;
  GtkWidget *table_box;
  GtkLabel *table_label;
  GtkDropDown *sheet_choice;
  JlySheetView *sheet_view;
  GtkWidget *edit_hint;
  GtkListBox *notes_list;
  JlyReadingChoice *reading_choice;
  GtkWidget *understood_box;
  GtkBox *questions_box;
  JlyNotice *kept_notice;
  JlyNotice *profile_notice;
  GtkListBox *match_list;
  GtkLabel *findings_label;
  JlyFindingList *finding_list;
  JlyPaper *paper;
  JlyNotice *notes_notice;

  JlyImportSession *session;
  JlyImportQuestions *questions;
  guint rest_id;                /* what stands below the table is still to be shown */
  JlySheet *shown_file;         /* whose columns the match rows name; NULL: none */
  const JlySheet *matched_file; /* that the match rows are of; only compared */
  const JlyRules *shown_rules;  /* the rows are of these; only compared */
  char **sentences;             /* the page's own; NULL: the import's */
  char **notes;
  gboolean quiet;     /* the view itself changes a drop-down */
  gboolean is_let_go; /* what is there may be lost */
  GtkWidget *aside;   /* the form in whose place a file came; NULL: none */
};

G_DEFINE_FINAL_TYPE (JlyImportView, jly_import_view, ADW_TYPE_BIN)

static void
edited_cb (JlySheetView *view, guint64 row, guint column, const char *text, JlyImportView *self)
{
  jly_import_deeds_edit (self->session, row, column, text);
}

static void
row_left_out_cb (JlySheetView *view, guint64 row, gboolean is_out, JlyImportView *self)
{
  jly_import_deeds_leave_out (self->session, row, is_out);
}

static void
go_to_cb (JlyFindingList *list, guint number, JlyImportView *self)
{
  const JlyFinding *finding = jly_import_findings_get (self->session, number);

  if (finding != NULL)
    jly_import_view_go_to (self, finding->row, (guint)finding->sheet_column);
}

void
jly_import_view_undo (JlyImportView *self)
{
  g_return_if_fail (JLY_IS_IMPORT_VIEW (self));
  jly_import_deeds_undo (self->session);
}

void
jly_import_view_redo (JlyImportView *self)
{
  g_return_if_fail (JLY_IS_IMPORT_VIEW (self));
  jly_import_deeds_redo (self->session);
}

/* The whole way to a cell: the page scrolls to the table, the table to the cell. */
void
jly_import_view_go_to (JlyImportView *self, gsize row, guint column)
{
  JlyImport *import;

  g_return_if_fail (JLY_IS_IMPORT_VIEW (self));
  import = jly_import_session_get_import (self->session);
  if (!jly_import_view_has_form (self))
    jly_sheet_view_go_to (self->sheet_view, row, column);
  else if (import != NULL && jly_import_find_column (import, column) >= 0)
    jly_form_view_go_to (JLY_FORM_VIEW (adw_bin_get_child (self->form_bin)),
                         jly_form_find_row (import, row),
                         (guint)jly_import_find_column (import, column));
}

static void
sheet_chosen_cb (GtkDropDown *choice, GParamSpec *pspec, JlyImportView *self)
{
  const guint selected = gtk_drop_down_get_selected (choice);

  if (!self->quiet && selected != GTK_INVALID_LIST_POSITION)
    jly_import_session_choose_sheet (self->session, selected);
}

static void
show_error (JlyImportView *self)
{
  const GError *error = jly_import_session_get_error (self->session);
  const char *next = error != NULL ? jly_error_get_detail (error)->next : NULL;
  const gboolean was = gtk_widget_get_visible (GTK_WIDGET (self->notice));

  gtk_widget_set_visible (GTK_WIDGET (self->notice), error != NULL);
  if (error == NULL)
    return;
  jly_notice_set (self->notice, JLY_STATUS_FAILED, error->message,
                  next != NULL ? next : _ ("Mend the file, then open it again."));
  if (!was)
    jly_notice_focus (self->notice);
}

static void
show_progress (JlyImportView *self)
{
  const gboolean reading = jly_import_session_is_reading (self->session);
  const double fraction = jly_import_session_get_fraction (self->session);
  const char *path = jly_import_session_get_path (self->session);

  gtk_widget_set_visible (self->progress_box, reading);
  if (!reading)
    return;
  if (path != NULL)
    {
      g_autofree char *name = jly_plain_file_name (path);
      /* Translators: %s is the name of a file. */
      g_autofree char *words = g_strdup_printf (_ ("Reading %s. Nothing is changed in it."), name);

      gtk_label_set_text (self->progress_label, words);
    }
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, fraction);
  else
    gtk_progress_bar_pulse (self->progress_bar);
}

static void
show_table_label (JlyImportView *self, JlySheet *sheet, const JlyEdits *edits)
{
  const gsize n = jly_sheet_estimate_rows (sheet);
  const guint n_edits = edits != NULL ? jly_edits_get_n_cells (edits) : 0;
  const guint n_out = edits != NULL ? jly_edits_get_n_out (edits) : 0;
  g_autofree char *rows = g_strdup_printf (jly_sheet_is_preview (sheet)
                                               ? ngettext ("About %lu row", "About %lu rows", n)
                                               : ngettext ("%lu row", "%lu rows", n),
                                           (gulong)n);
  /* Translators: a file's name, "12 rows", and how it is written: "comma-separated, UTF-8". */
  g_autofree char *words = g_strdup_printf (_ ("%s: %s, %s."), jly_sheet_get_name (sheet), rows,
                                            jly_sheet_get_format (sheet));
  g_autoptr (GString) text = g_string_new (words);

  if (n_edits > 0)
    g_string_append_printf (text,
                            ngettext (" You changed %u cell; your file stays as it is.",
                                      " You changed %u cells; your file stays as it is.", n_edits),
                            n_edits);
  if (n_out > 0)
    g_string_append_printf (text,
                            ngettext (" You left %u row out; your file stays as it is.",
                                      " You left %u rows out; your file stays as it is.", n_out),
                            n_out);
  gtk_label_set_text (self->table_label, text->str);
}

static void
show_sheets (JlyImportView *self, JlySheet *sheet)
{
  const GPtrArray *sheets = jly_sheet_get_sheets (sheet);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = GTK_INVALID_LIST_POSITION;

  gtk_widget_set_visible (GTK_WIDGET (self->sheet_choice), sheets->len > 1);
  for (guint i = 0; i < sheets->len; i++)
    {
      const JlySheetInfo *info = g_ptr_array_index (sheets, i);
      /* Translators: %s is the name of a sheet that the spreadsheet program does not show. */
      g_autofree char *name = info->is_hidden ? g_strdup_printf (_ ("%s (hidden)"), info->name)
                                              : g_strdup (info->name);

      gtk_string_list_append (names, name);
      if (info->is_chosen)
        chosen = i;
    }
  self->quiet = TRUE;
  gtk_drop_down_set_model (self->sheet_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sheet_choice, chosen);
  self->quiet = FALSE;
}

/* The table of figures that nothing is known about yet: a preview, or no study wants it. */
static void
show_bare_sheet (JlyImportView *self, JlySheet *sheet)
{
  if (self->shown_file != sheet)
    {
      jly_sheet_view_forget (self->sheet_view);
      g_clear_pointer (&self->shown_file, jly_sheet_unref);
      self->shown_file = jly_sheet_ref (sheet);
      self->shown_rules = NULL;
      show_sheets (self, sheet);
      jly_import_notes_build (self->notes_list, sheet, self->session);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->kept_notice), FALSE);
  show_table_label (self, sheet, NULL);
  jly_sheet_view_set_sheet (self->sheet_view, sheet);
  jly_sheet_view_refresh (self->sheet_view);
}

static void
show_table (JlyImportView *self, JlyImport *import)
{
  JlySheet *file = jly_import_get_file (import);

  if (self->shown_file != file)
    {
      jly_sheet_view_forget (self->sheet_view);
      show_sheets (self, file);
      jly_import_notes_build (self->notes_list, file, self->session);
    }
  jly_import_preview_describe (self->sheet_view, import);
  show_table_label (self, file, jly_import_get_edits (import));
  jly_sheet_view_set_sheet (self->sheet_view, jly_import_get_sheet (import));
  jly_import_notes_show (self->notes_list, jly_import_get_sheet (import));
  jly_import_preview_mark (self->sheet_view, import);
  jly_sheet_view_refresh (self->sheet_view);
}

static void
show_matches (JlyImportView *self, JlyImport *import)
{
  const JlyRules *rules = jly_import_get_rules (import);
  const char *profile = jly_import_get_profile_words (import);

  if (self->matched_file != jly_import_get_file (import) || self->shown_rules != rules)
    jly_import_matches_build (self->match_list, import, self->session);
  jly_import_matches_show (self->match_list, import);
  gtk_widget_set_visible (GTK_WIDGET (self->profile_notice), profile != NULL);
  if (profile != NULL)
    jly_notice_set (self->profile_notice, JLY_STATUS_DONE, _ ("Jointly knows this kind of file"),
                    profile);
}

/* What a column will enter as; a dashed gap while only the person can say. */
static void
add_sentence (JlyImportView *self, JlyImport *import, guint k)
{
  const char *sentence = jly_import_get_read_back (import, k);
  const char *title = jly_rules_get_column (jly_import_get_rules (import), k)->title;
  g_autofree char *gap = NULL;

  if (!jly_import_questions_are_open (import, k))
    {
      if (sentence != NULL)
        jly_paper_add (self->paper, sentence);
      return;
    }
  /* Translators: %s is the title of a column. */
  gap = g_strdup_printf (_ ("%s: choose a reading above."), title);
  gtk_widget_add_css_class (GTK_WIDGET (jly_paper_add (self->paper, gap)), "gap");
}

/* Nothing is known of any column while the rows of names are not. */
static void
add_names_gap (JlyImportView *self, const JlyNamesQuestion *question)
{
  g_autofree char *gap
      = g_strdup_printf (_ ("What enters is said here once you have said above what row %u is."),
                         (guint)question->row);

  gtk_widget_add_css_class (GTK_WIDGET (jly_paper_add (self->paper, gap)), "gap");
}

static void
show_read_back (JlyImportView *self, JlyImport *import)
{
  g_autofree char *notes = self->notes != NULL ? g_strjoinv ("\n", self->notes) : NULL;

  jly_paper_clear (self->paper);
  if (jly_import_get_names_question (import) != NULL)
    add_names_gap (self, jly_import_get_names_question (import));
  else if (self->sentences != NULL)
    for (char **sentence = self->sentences; *sentence != NULL; sentence++)
      jly_paper_add (self->paper, *sentence);
  else
    {
      jly_paper_add (self->paper, jly_import_get_file_read_back (import));
      for (guint k = 0; k < jly_import_get_rules (import)->columns->len; k++)
        add_sentence (self, import, k);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notes_notice), notes != NULL && *notes != '\0');
  if (notes != NULL)
    jly_notice_set (self->notes_notice, JLY_STATUS_LOOK, _ ("Good to know about your file"), notes);
}

static void
show_rest (JlyImportView *self, JlyImport *import)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  show_matches (self, import);
  jly_import_questions_show (self->questions, import);
  jly_import_findings_show (self->finding_list, self->findings_label, import,
                            jly_import_view_has_form (self));
  show_read_back (self, import);
  self->matched_file = jly_import_get_file (import);
  self->shown_rules = jly_import_get_rules (import);
}

/* If somebody works on the import meanwhile, the rest is shown after that. */
static gboolean
rest_cb (gpointer data)
{
  JlyImportView *self = data;
  JlyImport *import = jly_import_session_get_import (self->session);

  self->rest_id = 0;
  if (import != NULL)
    show_rest (self, import);
  return G_SOURCE_REMOVE;
}

/* A new table makes many widgets: what stands below it comes in a second go of the main loop. */
static void
show_import (JlyImportView *self, JlyImport *import)
{
  const JlyEdits *edits = jly_import_get_edits (import);
  JlySheet *file = jly_import_get_file (import);

  show_table (self, import);
  jly_kept_notice_show (self->kept_notice, self->session);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.undo", jly_edits_can_undo (edits));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.redo", jly_edits_can_redo (edits));
  if (self->shown_file == file)
    {
      show_rest (self, import);
      return;
    }
  g_clear_pointer (&self->shown_file, jly_sheet_unref);
  self->shown_file = jly_sheet_ref (file);
  if (self->rest_id == 0)
    self->rest_id = g_idle_add_full (G_PRIORITY_DEFAULT, rest_cb, self, NULL);
}

gboolean
jly_import_view_has_form (JlyImportView *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_VIEW (self), FALSE);
  return adw_bin_get_child (self->form_bin) != NULL;
}

/* Only a file can be read again; also one that could not be read as it was meant. */
static void
show_reading (JlyImportView *self, JlySheet *sheet)
{
  const JlyImportReading *reading = jly_import_session_get_reading (self->session);
  const GError *error = jly_import_session_get_error (self->session);
  const gboolean was_chosen
      = reading->encoding != NULL || reading->delimiter != 0 || reading->n_name_rows > 0;
  const gboolean can
      = jly_import_session_get_path (self->session) != NULL
        && !jly_import_session_is_reading (self->session) && !jly_import_view_has_form (self)
        && (sheet != NULL || was_chosen || g_error_matches (error, JLY_ERROR, JLY_ERROR_DATA));

  gtk_widget_set_visible (GTK_WIDGET (self->reading_choice), can);
  if (can)
    jly_reading_choice_show (self->reading_choice, sheet);
}

/* Taken out with the focus in it, the form would leave the page behind where Tab finds nothing. */
static void
take_focus_from (GtkWidget *form)
{
  GtkRoot *root = gtk_widget_get_root (form);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, form))
    gtk_root_set_focus (root, NULL);
}

/* A file takes the place of what was typed, which is one press away from then on. */
static void
put_form_aside (JlyImportView *self)
{
  GtkWidget *form = adw_bin_get_child (self->form_bin);

  if (form == NULL)
    return;
  take_focus_from (form);
  g_set_object (&self->aside, form);
  adw_bin_set_child (self->form_bin, NULL);
}

static void
changed_cb (JlyImportSession *session, JlyImportView *self)
{
  JlyImport *import = jly_import_session_get_import (session);
  JlySheet *sheet = jly_import_session_get_sheet (session);
  const gboolean reading = jly_import_session_is_reading (session);
  gboolean has_form;

  self->is_let_go = FALSE;
  if (reading)
    put_form_aside (self);
  has_form = jly_import_view_has_form (self);
  show_error (self);
  show_progress (self);
  if (sheet == NULL)
    {
      jly_import_questions_forget (self->questions);
      g_clear_pointer (&self->shown_file, jly_sheet_unref);
    }
  gtk_widget_set_visible (self->source_box, sheet == NULL && !reading && !has_form);
  gtk_widget_set_visible (GTK_WIDGET (self->form_bin), has_form);
  gtk_widget_set_visible (self->aside_button, self->aside != NULL && !has_form && !reading);
  gtk_widget_set_visible (self->table_box, sheet != NULL && !has_form);
  gtk_widget_set_visible (GTK_WIDGET (self->match_list), !has_form);
  gtk_widget_set_visible (self->edit_hint, !reading);
  show_reading (self, sheet);
  gtk_widget_set_visible (self->understood_box,
                          sheet != NULL && !reading
                              && jly_import_session_get_rules (session) != NULL
                              && (import != NULL || gtk_widget_get_visible (self->understood_box)));
  if (import != NULL)
    show_import (self, import);
  else if (sheet != NULL && !jly_import_session_is_busy (session))
    show_bare_sheet (self, sheet);
  else if (sheet != NULL && jly_sheet_is_preview (sheet))
    show_bare_sheet (self, sheet);
}

static void
progress_cb (JlyImportSession *session, JlyImportView *self)
{
  show_progress (self);
}

void
jly_import_view_set_session (JlyImportView *self, JlyImportSession *session)
{
  g_return_if_fail (JLY_IS_IMPORT_VIEW (self) && self->session == NULL);
  self->session = g_object_ref (session);
  self->questions = jly_import_questions_new (self->questions_box, session);
  jly_reading_choice_set_session (self->reading_choice, session);
  jly_import_findings_listen (self->finding_list, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (session, "progress", G_CALLBACK (progress_cb), self, 0);
  changed_cb (session, self);
}

void
jly_import_view_set_source_text (JlyImportView *self,
                                 const char *title,
                                 const char *text,
                                 gboolean has_sample)
{
  g_return_if_fail (JLY_IS_IMPORT_VIEW (self));
  gtk_label_set_text (self->source_title, title);
  gtk_label_set_text (self->source_text, text);
  gtk_widget_set_visible (self->sample_button, has_sample);
}

void
jly_import_view_set_read_back (JlyImportView *self,
                               const char *const *sentences,
                               const char *const *notes)
{
  JlyImport *import;

  g_return_if_fail (JLY_IS_IMPORT_VIEW (self));
  g_clear_pointer (&self->sentences, g_strfreev);
  g_clear_pointer (&self->notes, g_strfreev);
  self->sentences = g_strdupv ((char **)sentences);
  self->notes = g_strdupv ((char **)notes);
  import = jly_import_session_get_import (self->session);
  if (import != NULL)
    show_read_back (self, import);
}

/* What lay on the clipboard. */
typedef struct
{
  char *text, *html;
} Pasted;

static void
free_pasted (gpointer data)
{
  Pasted *pasted = data;

  g_free (pasted->text);
  g_free (pasted->html);
  g_free (pasted);
}

static void
take_pasted (JlyImportView *self, gpointer data)
{
  const Pasted *pasted = data;

  if (self->session != NULL)
    jly_import_session_paste (self->session, pasted->text, pasted->html);
}

/* A table that is nowhere but here. */
static gboolean
has_pasted (JlyImportView *self)
{
  return !jly_import_view_has_form (self) && jly_import_session_get_sheet (self->session) != NULL
         && jly_import_session_get_path (self->session) == NULL;
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JlyImportView) self = user_data;
  Pasted *pasted;
  GError *error = NULL;

  if (self->session == NULL)
    return;
  pasted = g_new0 (Pasted, 1);
  if (!jly_clipboard_table_read_finish (result, &pasted->text, &pasted->html, &error))
    jly_import_session_fail (self->session, error);
  else if (has_pasted (self))
    {
      jly_import_leave_ask_to_replace (self, take_pasted, pasted, free_pasted);
      return;
    }
  else
    take_pasted (self, pasted);
  free_pasted (pasted);
}

void
jly_import_view_paste (JlyImportView *self)
{
  g_return_if_fail (JLY_IS_IMPORT_VIEW (self));
  jly_clipboard_table_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb,
                                  g_object_ref (self));
}

gboolean
jly_import_view_has_typed (JlyImportView *self)
{
  GtkWidget *form = adw_bin_get_child (self->form_bin);

  g_return_val_if_fail (JLY_IS_IMPORT_VIEW (self), FALSE);
  return (form != NULL && jly_form_view_is_typed (JLY_FORM_VIEW (form)))
         || (self->aside != NULL && jly_form_view_is_typed (JLY_FORM_VIEW (self->aside)));
}

/* A file is still where it was, and corrections of it are kept. */
gboolean
jly_import_view_would_lose (JlyImportView *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_VIEW (self), FALSE);
  return !self->is_let_go && (jly_import_view_has_typed (self) || has_pasted (self));
}

void
jly_import_view_let_go (JlyImportView *self)
{
  g_return_if_fail (JLY_IS_IMPORT_VIEW (self));
  self->is_let_go = TRUE;
}

static void
show_form_again (JlyImportView *self)
{
  g_autoptr (GtkWidget) form = g_steal_pointer (&self->aside);

  if (form == NULL)
    return;
  jly_import_session_clear (self->session);
  adw_bin_set_child (self->form_bin, form);
  changed_cb (self->session, self);
  jly_form_view_read_again (JLY_FORM_VIEW (form));
  gtk_widget_child_focus (GTK_WIDGET (self->form_bin), GTK_DIR_TAB_FORWARD);
}

static void
back_to_form (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_form_again (JLY_IMPORT_VIEW (widget));
}

/* What was typed before is not thrown away for an empty form. */
void
jly_import_view_type_in (JlyImportView *self, JlyForm *form)
{
  g_return_if_fail (JLY_IS_IMPORT_VIEW (self) && form != NULL);
  if (jly_import_view_has_typed (self))
    {
      jly_form_free (form);
      show_form_again (self);
      return;
    }
  g_clear_object (&self->aside);
  jly_import_session_clear (self->session);
  adw_bin_set_child (self->form_bin, jly_form_view_new (form, self->session));
  changed_cb (self->session, self);
  gtk_widget_child_focus (GTK_WIDGET (self->form_bin), GTK_DIR_TAB_FORWARD);
}

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_import_view_undo (JLY_IMPORT_VIEW (widget));
}

static void
redo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_import_view_redo (JLY_IMPORT_VIEW (widget));
}

static void
stop_reading (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_import_session_cancel (JLY_IMPORT_VIEW (widget)->session);
}

static void
paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_import_view_paste (JLY_IMPORT_VIEW (widget));
}

static void
jly_import_view_dispose (GObject *object)
{
  JlyImportView *self = JLY_IMPORT_VIEW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->questions, jly_import_questions_free);
  g_clear_object (&self->aside);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown_file, jly_sheet_unref);
  g_clear_pointer (&self->sentences, g_strfreev);
  g_clear_pointer (&self->notes, g_strfreev);
  G_OBJECT_CLASS (jly_import_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-import-view.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, notice);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, source_box);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, source_title);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, source_text);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, sample_button);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, progress_box);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, progress_label);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, form_bin);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, aside_button);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, table_box);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, table_label);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, sheet_choice);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, sheet_view);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, edit_hint);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, notes_list);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, reading_choice);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, understood_box);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, questions_box);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, kept_notice);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, profile_notice);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, match_list);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, findings_label);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, finding_list);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, paper);
  gtk_widget_class_bind_template_child (widget_class, JlyImportView, notes_notice);
  gtk_widget_class_bind_template_callback (widget_class, sheet_chosen_cb);
}

static void
jly_import_view_class_init (JlyImportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_import_view_dispose;
  g_type_ensure (JLY_TYPE_FINDING_LIST);
  g_type_ensure (JLY_TYPE_FOLD);
  g_type_ensure (JLY_TYPE_NOTICE);
  g_type_ensure (JLY_TYPE_PAPER);
  g_type_ensure (JLY_TYPE_READING_CHOICE);
  g_type_ensure (JLY_TYPE_SHEET_VIEW);
  g_type_ensure (JLY_TYPE_WRAP);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "import.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "import.back-to-form", NULL, back_to_form);
  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste);
  gtk_widget_class_install_action (widget_class, "import.stop-reading", NULL, stop_reading);
}

static void
jly_import_view_init (JlyImportView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  jly_accessible_set_live (self->progress_label);
  jly_accessible_set_live (self->findings_label);
  g_signal_connect (self->sheet_view, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect (self->sheet_view, "left-out", G_CALLBACK (row_left_out_cb), self);
  g_signal_connect (self->finding_list, "go-to", G_CALLBACK (go_to_cb), self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.redo", FALSE);
}
