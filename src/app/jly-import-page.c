/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings figures: opens files by chooser, by dropping them on the page or by action, and hands them
 * to the rehearsal. What is on the screen is always what would be computed with. */
#include "config.h"

#include "app/jly-import-page.h"

#include "app/jly-checks-page.h"
#include "app/jly-drop.h"
#include "app/jly-import-leave.h"
#include "app/jly-import-view.h"
#include "app/jly-notice.h"
#include "app/jly-resource.h"
#include "app/jly-row-layout.h"
#include "app/jly-running-page.h"
#include "app/jly-status.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "base/jly-paths.h"
#include "base/jly-plain.h"

#include <glib/gi18n.h>
#include <string.h>

#define TYPED_ROWS 100 /* of a long tender, the form begins with the first ones */

struct _JlyImportPage
{
  JlyPage parent_instance;

  GtkLabel *heading;
  AdwActionRow *tender_row;
  JlyStatus *tender_status;
  AdwActionRow *figures_row;
  JlyStatus *figures_status;
  AdwEntryRow *name_row;
  JlyNotice *notice;
  GtkWidget *checks_button;
  JlyImportView *view;

  JlyImportSession *session;
  JlyBidTender *tender;          /* NULL: none was read */
  JlyBidFiles *files;            /* both sides as they are shown; NULL: nothing is */
  GCancellable *reading;         /* of the tender; NULL while none is read */
  GtkFileChooserNative *chooser; /* kept until it answers */
  gboolean chooses_tender;
  gboolean name_is_own; /* the person typed it: a new file does not change it */
  gboolean writes_name;
};

G_DEFINE_FINAL_TYPE (JlyImportPage, jly_import_page, JLY_TYPE_PAGE)

static gboolean
has_name (JlyImportPage *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  return *g_strstrip (name) != '\0';
}

/* Why the button does not answer yet, or that it does; one sentence either way. */
static void
update_send_line (JlyImportPage *self)
{
  const char *reason = NULL;

  if (jly_import_page_is_reading (self))
    reason = _ ("Reading your file.");
  else if (jly_import_session_get_sheet (self->session) == NULL
           && self->files->figures_error == NULL)
    reason = _ ("Your company’s figures are still missing.");
  else if (self->files->tender_path == NULL)
    reason = _ ("The tender is still missing.");
  else if (!jly_bid_files_is_ready (self->files))
    reason = (self->files->figures_error != NULL && !jly_import_view_has_form (self->view))
                     || self->tender->error != NULL
                 ? _ ("One file cannot be used as it is.")
                 : _ ("Something is still to be answered or mended.");
  else if (!has_name (self))
    reason = _ ("Your company’s name is still missing.");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.rehearse", reason == NULL);
  if (reason == NULL)
    jly_page_set_send_line (JLY_PAGE (self), _ ("Nothing leaves this computer on this page."));
  else
    {
      /* Translators: %s is a whole sentence: why the button does not answer yet. */
      g_autofree char *line
          = g_strdup_printf (_ ("%s Nothing leaves this computer on this page."), reason);

      jly_page_set_send_line (JLY_PAGE (self), line);
    }
}

static void
show_row (
    AdwActionRow *row, JlyStatus *status, const char *path, const char *detail, const GError *error)
{
  g_autofree char *name = jly_plain_file_name (path);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (row, detail != NULL ? detail : "");
  if (error != NULL)
    jly_status_set (status, JLY_STATUS_FAILED, _ ("Not\u00a0usable"));
  else
    jly_status_set (status, JLY_STATUS_DONE, _ ("Understood"));
  gtk_widget_set_visible (GTK_WIDGET (status), error != NULL || detail != NULL);
}

static void
show_tender (JlyImportPage *self)
{
  const JlyBidTender *tender = self->tender;
  g_autofree char *detail = NULL;

  if (tender == NULL || tender->path == NULL)
    return;
  if (tender->tender != NULL)
    {
      guint n = tender->tender->rows->len;
      g_autofree char *count
          = g_strdup_printf (ngettext ("%u requirement", "%u requirements", n), n);

      detail = tender->beside ? g_strdup_printf (_ ("%s, found beside your file"), count)
                              : g_strdup (count);
    }
  show_row (self->tender_row, self->tender_status, tender->path, detail, tender->error);
}

static void
show_figures (JlyImportPage *self)
{
  const JlyBidFiles *files = self->files;
  JlySheet *sheet = jly_import_session_get_sheet (self->session);
  g_autofree char *detail = NULL;

  if (sheet == NULL && files->figures_path == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->figures_row),
                                     jly_import_view_has_form (self->view) ? _ ("Typed in below")
                                                                           : _ ("No file yet"));
      gtk_widget_set_visible (GTK_WIDGET (self->figures_status), FALSE);
      return;
    }
  if (sheet != NULL)
    {
      gsize n = jly_sheet_get_n_rows (sheet);

      detail = g_strdup_printf (ngettext ("%lu row", "%lu rows", n), (gulong)n);
    }
  show_row (self->figures_row, self->figures_status,
            files->figures_path != NULL ? files->figures_path : jly_sheet_get_name (sheet), detail,
            files->figures_error);
  if (files->figures_error == NULL || jly_import_view_has_form (self->view))
    jly_status_set (self->figures_status, files->table != NULL ? JLY_STATUS_DONE : JLY_STATUS_LOOK,
                    files->table != NULL ? _ ("Understood") : _ ("Not\u00a0clear\u00a0yet"));
  gtk_widget_set_visible (GTK_WIDGET (self->figures_status),
                          files->tender != NULL || files->figures_error != NULL);
}

/* The keyboard is in the figures: what is typed must go nowhere else. */
static gboolean
is_at_work (JlyImportPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));
}

/* The sentence says what is wrong and where; the second line what to do. Keyboard and reader are
 * put there, but for a person who is still at work. A form that is not filled in yet is no failure.
 */
static void
show_error (JlyImportPage *self, const GError *error)
{
  const char *next = jly_error_get_detail (error)->next;
  const gboolean was = gtk_widget_get_visible (GTK_WIDGET (self->notice)) || is_at_work (self);

  jly_notice_set (self->notice,
                  jly_import_view_has_form (self->view) ? JLY_STATUS_LOOK : JLY_STATUS_FAILED,
                  error->message, next != NULL ? next : _ ("Mend the file, then open it again."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  if (!was)
    jly_notice_focus (self->notice);
}

/* What only the page can tell: the tender's errors and what does not fit it. A file that cannot be
 * read is said by the view. */
static void
show_problem (JlyImportPage *self)
{
  const JlyBidFiles *files = self->files;
  const GError *unfit
      = jly_import_session_get_error (self->session) == NULL ? files->figures_error : NULL;

  if (self->tender != NULL && self->tender->error != NULL)
    show_error (self, self->tender->error);
  else if (unfit != NULL)
    show_error (self, unfit);
  else if (files->tender_path == NULL && jly_import_session_get_sheet (self->session) != NULL)
    {
      jly_notice_set (self->notice, JLY_STATUS_LOOK, _ ("Which tender is it?"),
                      _ ("Open the tender's file above. Your figures are then matched to what it "
                         "asks for."));
      gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
    }
  else
    gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
}

/* The bid's own sentence for the file; a column's sentence is the import's, with total, smallest,
 * largest and missing, unless rows of the file have no place in the tender. */
static void
show_read_back (JlyImportPage *self)
{
  const JlyBidTable *table = self->files->table;
  JlyImport *import = jly_import_session_get_import (self->session);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new ();
  guint n_present = 0;

  if (table == NULL || import == NULL)
    {
      jly_import_view_set_read_back (self->view, NULL, NULL);
      return;
    }
  for (guint i = 0; i < self->files->tender->rows->len; i++)
    n_present += table->present[i] ? 1 : 0;
  g_ptr_array_add (sentences, table->read_back);
  for (guint k = 0; k < JLY_BID_TABLE_COLUMNS; k++)
    g_ptr_array_add (sentences, n_present == jly_sheet_get_n_rows (table->sheet)
                                    ? (char *)jly_import_get_read_back (import, JLY_BID_AMOUNT + k)
                                    : table->columns[k].read_back);
  g_ptr_array_add (sentences, NULL);
  g_ptr_array_add (table->notes, NULL);
  jly_import_view_set_read_back (self->view, (const char *const *)sentences->pdata,
                                 (const char *const *)table->notes->pdata);
  g_ptr_array_remove_index (table->notes, table->notes->len - 1);
}

/* "north-2025.csv" gives "North 2025": a name to begin with, until the person types one. */
static char *
guess_name (const char *path)
{
  g_autofree char *base = jly_plain_file_name (path);
  char *dot = strrchr (base, '.');
  gunichar first;
  GString *name;

  if (dot != NULL && dot != base)
    *dot = '\0';
  g_strdelimit (base, "_-", ' ');
  if (*base == '\0')
    return g_strdup ("");
  first = g_unichar_totitle (g_utf8_get_char (base));
  name = g_string_new (NULL);
  g_string_append_unichar (name, first);
  g_string_append (name, g_utf8_next_char (base));
  return g_string_free (name, FALSE);
}

static void
propose_name (JlyImportPage *self)
{
  g_autofree char *name = NULL;

  if (self->name_is_own || self->files->table == NULL || self->files->figures_path == NULL)
    return;
  name = guess_name (self->files->figures_path);
  self->writes_name = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  self->writes_name = FALSE;
}

static void
show_files (JlyImportPage *self)
{
  const gboolean any = jly_import_session_get_sheet (self->session) != NULL;

  gtk_label_set_text (self->heading,
                      any ? _ ("Is this what you meant?") : _ ("Bring your company’s figures"));
  show_tender (self);
  show_figures (self);
  propose_name (self);
  show_problem (self);
  show_read_back (self);
  gtk_widget_set_visible (self->checks_button,
                          jly_import_session_get_rules (self->session) != NULL);
  update_send_line (self);
}

/* What the page is about now: the tender, and what the session made of the figures. */
static void
collect_files (JlyImportPage *self)
{
  JlyBidFiles *result = jly_import_session_get_result (self->session);
  const GError *error = jly_import_session_get_error (self->session);
  const GError *unfit = jly_import_session_get_result_error (self->session);

  g_clear_pointer (&self->files, jly_bid_files_unref);
  if (result != NULL && error == NULL && result->source == self->tender)
    self->files = jly_bid_files_ref (result);
  else
    self->files = jly_bid_files_new (self->tender, NULL);
  if (self->files->figures_path == NULL)
    self->files->figures_path = g_strdup (jly_import_session_get_path (self->session));
  if (self->files->figures_error != NULL || self->files->table != NULL)
    return;
  /* JLY_ERROR_USAGE: it was too early; the view says what is asked and what is wrong. */
  if (error != NULL)
    self->files->figures_error = g_error_copy (error);
  else if (unfit != NULL && !g_error_matches (unfit, JLY_ERROR, JLY_ERROR_USAGE))
    self->files->figures_error = g_error_copy (unfit);
}

static void
session_cb (JlyImportSession *session, JlyImportPage *self)
{
  /* While something is worked on, the screen stays as it is. */
  if (jly_import_page_is_reading (self))
    {
      update_send_line (self);
      return;
    }
  collect_files (self);
  show_files (self);
}

static gpointer
understand (JlyImport *import, gpointer data, GError **error)
{
  JlyBidTender *tender = data;
  JlyBidTable *table = jly_bid_table_read_import (import, tender->tender, error);

  return table != NULL ? jly_bid_files_new (tender, table) : NULL;
}

static void
tender_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JlyImportPage) self = user_data;
  JlyBidTender *tender = jly_bid_tender_read_finish (result, NULL);
  g_autoptr (JlyRules) rules = NULL;

  /* NULL: another file was opened meanwhile, and its answer comes later. */
  if (tender == NULL)
    return;
  g_clear_object (&self->reading);
  g_clear_pointer (&self->tender, jly_bid_tender_unref);
  self->tender = tender;
  if (tender->tender != NULL)
    {
      rules = jly_bid_rules_new (tender->tender);
      jly_import_session_set_finish (self->session, understand, jly_bid_tender_ref (tender),
                                     (GDestroyNotify)jly_bid_tender_unref,
                                     (GDestroyNotify)jly_bid_files_unref);
    }
  jly_import_session_set_rules (self->session, rules);
  session_cb (self->session, self);
}

static void
read_tender (JlyImportPage *self, const char *path, const char *figures_path)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  jly_bid_tender_read_async (path, figures_path, self->reading, tender_cb, g_object_ref (self));
}

void
jly_import_page_open (JlyImportPage *self, const char *tender_path, const char *figures_path)
{
  /* A tender that was found by itself belongs to its neighbour only. */
  const gboolean needs_tender
      = self->tender == NULL || self->tender->path == NULL || self->tender->beside;

  if (tender_path != NULL || (figures_path != NULL && needs_tender))
    read_tender (self, tender_path, figures_path);
  if (figures_path != NULL)
    jly_import_session_open (self->session, figures_path);
  update_send_line (self);
}

JlyBidFiles *
jly_import_page_get_files (JlyImportPage *self)
{
  return self->files;
}

gboolean
jly_import_page_is_reading (JlyImportPage *self)
{
  return self->reading != NULL || jly_import_session_is_busy (self->session);
}

/* The folder with the made-up tender and companies, or NULL. */
static char *
find_samples (void)
{
  g_auto (GStrv) folders = jly_paths_data ("samples/a");

  for (char **folder = folders; *folder != NULL; folder++)
    {
      g_autofree char *tender = g_build_filename (*folder, "tender.csv", NULL);

      if (g_file_test (tender, G_FILE_TEST_IS_REGULAR))
        return g_strdup (*folder);
    }
  return NULL;
}

static void
use_sample (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *folder = find_samples ();
  g_autofree char *tender = g_build_filename (folder, "tender.csv", NULL);
  g_autofree char *figures = g_build_filename (folder, "north.csv", NULL);

  jly_import_page_open (JLY_IMPORT_PAGE (widget), tender, figures);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, JlyImportPage *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    jly_import_page_open (self, self->chooses_tender ? path : NULL,
                          self->chooses_tender ? NULL : path);
  g_clear_object (&self->chooser);
}

static void
add_filters (GtkFileChooser *chooser)
{
  static const char *const suffixes[] = { "xlsx", "ods", "csv", "tsv", "txt" };
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _ ("Tables (Excel, LibreOffice, CSV)"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (tables, suffixes[i]);
  gtk_file_chooser_add_filter (chooser, tables);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

/* Begins beside the file that is open, or among the samples, so that there is something to try. */
static void
set_first_folder (JlyImportPage *self, GtkFileChooser *chooser)
{
  g_autofree char *folder = NULL;
  g_autoptr (GFile) file = NULL;

  if (self->files->figures_path != NULL)
    folder = g_path_get_dirname (self->files->figures_path);
  else
    folder = find_samples ();
  if (folder == NULL)
    return;
  file = g_file_new_for_path (folder);
  gtk_file_chooser_set_current_folder (chooser, file, NULL);
}

static void
choose_file (JlyImportPage *self, gboolean tender)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->chooser != NULL)
    return;
  self->chooses_tender = tender;
  self->chooser = gtk_file_chooser_native_new (
      tender ? _ ("Open the Tender") : _ ("Open Your Company’s Figures"), window,
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  add_filters (GTK_FILE_CHOOSER (self->chooser));
  set_first_folder (self, GTK_FILE_CHOOSER (self->chooser));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
choose_tender (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_file (JLY_IMPORT_PAGE (widget), TRUE);
}

static void
choose_figures (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_file (JLY_IMPORT_PAGE (widget), FALSE);
}

static void
rehearse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyImportPage *self = JLY_IMPORT_PAGE (widget);
  JlyWindow *window = jly_window_of (widget);
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  /* A second click while the next page slides in must not start a second run. */
  if (window == NULL || jly_window_get_page (window) != JLY_PAGE (self))
    return;
  if (!jly_bid_files_is_ready (self->files) || jly_import_page_is_reading (self))
    return;
  jly_import_session_remember (self->session);
  jly_import_view_let_go (self->view);
  jly_window_push (window, JLY_PAGE (jly_running_page_new (self->files, g_strstrip (name))));
}

static void
ask_for_tender (JlyImportPage *self)
{
  /* What is wrong with a tender that was opened is said already. */
  if (self->tender == NULL || self->tender->error == NULL)
    jly_notice_set (self->notice, JLY_STATUS_LOOK, _ ("The tender comes first"),
                    _ ("The form has a row for each thing that the tender asks for. Open its file "
                       "above."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  jly_notice_focus (self->notice);
}

/* A form with the tender's rows in it already. */
static void
type_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyImportPage *self = JLY_IMPORT_PAGE (widget);
  JlyForm *form;

  if (self->reading != NULL)
    return;
  if (self->tender == NULL || self->tender->tender == NULL)
    {
      ask_for_tender (self);
      return;
    }
  form = jly_form_new (jly_import_session_get_rules (self->session));
  for (guint i = 0; i < self->tender->tender->rows->len && i < TYPED_ROWS; i++)
    {
      const JlyTenderRow *row = g_ptr_array_index (self->tender->tender->rows, i);

      if (i > 0)
        jly_form_add_row (form);
      jly_form_set_cell (form, i, JLY_BID_RESOURCE, row->name);
      jly_form_set_cell (form, i, JLY_BID_UNIT, row->unit);
    }
  jly_import_view_type_in (self->view, form);
}

static void
show_checks (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyImportPage *self = JLY_IMPORT_PAGE (widget);
  JlyWindow *window = jly_window_of (widget);

  if (window != NULL && jly_window_get_page (window) == JLY_PAGE (self)
      && jly_import_session_get_rules (self->session) != NULL && !jly_import_page_is_reading (self))
    jly_window_push (window, JLY_PAGE (jly_checks_page_new (self->session)));
}

/* Keys of the whole page; a field that has the keyboard takes them first. */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  JlyImportPage *self = JLY_IMPORT_PAGE (widget);
  const char key = (char)g_variant_get_byte (arguments);

  if (key == 'v')
    jly_import_view_paste (self->view);
  else if (key == 'z')
    jly_import_view_undo (self->view);
  else
    jly_import_view_redo (self->view);
  return TRUE;
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, key_cb, "y", 'v');
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, key_cb, "y", 'z');
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, key_cb,
                                "y", 'y');
  gtk_widget_class_add_binding (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, key_cb, "y", 'y');
}

static void
name_changed_cb (GtkEditable *editable, JlyImportPage *self)
{
  if (!self->writes_name)
    self->name_is_own = *gtk_editable_get_text (editable) != '\0';
  update_send_line (self);
}

/* A dropped file is the tender if it is called so, else the company’s figures. */
static void
use_dropped (GtkWidget *widget, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *lower = g_utf8_strdown (base, -1);
  gboolean tender = g_str_has_prefix (lower, "tender");

  jly_import_page_open (JLY_IMPORT_PAGE (widget), tender ? path : NULL, tender ? NULL : path);
}

static gboolean
hold_back (JlyPage *page, const char *action)
{
  return jly_import_leave_hold_back (page, JLY_IMPORT_PAGE (page)->view, action);
}

static void
jly_import_page_dispose (GObject *object)
{
  JlyImportPage *self = JLY_IMPORT_PAGE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->chooser);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->files, jly_bid_files_unref);
  g_clear_pointer (&self->tender, jly_bid_tender_unref);
  G_OBJECT_CLASS (jly_import_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-import-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, heading);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, tender_row);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, tender_status);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, figures_row);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, figures_status);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, notice);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, checks_button);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, view);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
jly_import_page_class_init (JlyImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_import_page_dispose;
  JLY_PAGE_CLASS (klass)->hold_back = hold_back;
  g_type_ensure (JLY_TYPE_STATUS);
  g_type_ensure (JLY_TYPE_NOTICE);
  g_type_ensure (JLY_TYPE_IMPORT_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.choose-tender", NULL, choose_tender);
  gtk_widget_class_install_action (widget_class, "import.choose-figures", NULL, choose_figures);
  gtk_widget_class_install_action (widget_class, "import.use-sample", NULL, use_sample);
  gtk_widget_class_install_action (widget_class, "import.rehearse", NULL, rehearse);
  gtk_widget_class_install_action (widget_class, "import.type-in", NULL, type_in);
  gtk_widget_class_install_action (widget_class, "import.show-checks", NULL, show_checks);
  add_bindings (widget_class);
}

static void
jly_import_page_init (JlyImportPage *self)
{
  g_autofree char *samples = find_samples ();
  JlyApplication *application = jly_application_get ();
  g_autofree char *folder
      = application != NULL ? jly_application_build_imports_folder (application) : NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  jly_row_layout_use (self->tender_row);
  jly_row_layout_use (self->figures_row);
  self->session = jly_import_session_new (folder);
  /* No study is there before the rehearsal: corrections are the case's. */
  jly_import_session_set_study (self->session, "a");
  self->files = jly_bid_files_new (NULL, NULL);
  jly_import_view_set_source_text (
      self->view, _ ("Drop your company’s file here, or open it"),
      _ ("Excel, LibreOffice or CSV: one row for each thing the tender asks for, with the amount "
         "you have free, what a unit costs you, and the least you want for it. A tender.xlsx, .ods "
         "or .csv beside it is found by itself."),
      samples != NULL);
  jly_import_view_set_session (self->view, self->session);
  g_signal_connect (self->session, "changed", G_CALLBACK (session_cb), self);
  gtk_label_set_text (self->heading, _ ("Bring your company’s figures"));
  gtk_widget_set_visible (GTK_WIDGET (self->tender_status), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->figures_status), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.use-sample", samples != NULL);
  jly_drop_accept (GTK_WIDGET (self), jly_drop_tables,
                   N_ ("This file holds no table. Drop one of Excel, LibreOffice or CSV here."),
                   use_dropped);
  update_send_line (self);
}

JlyImportPage *
jly_import_page_new (void)
{
  return g_object_new (JLY_TYPE_IMPORT_PAGE, NULL);
}
