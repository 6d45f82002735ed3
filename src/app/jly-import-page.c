/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings figures: opens files by chooser, by dropping them on the page or by action, and hands them
 * to the rehearsal. What is on the screen is always what would be computed with. */
#include "config.h"

#include "app/jly-import-page.h"

#include "app/jly-import-reading.h"
#include "app/jly-notice.h"
#include "app/jly-resource.h"
#include "app/jly-running-page.h"
#include "app/jly-sheet-view.h"
#include "app/jly-status.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "base/jly-paths.h"

#include <glib/gi18n.h>
#include <string.h>

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
  GtkWidget *drop_box;
  GtkWidget *understood_box;
  JlySheetView *sheet_view;
  GtkListBox *columns_list;
  GtkLabel *read_back_label;
  JlyNotice *notes_notice;

  JlyBidFiles *files;
  GCancellable *reading;         /* NULL while nothing is read */
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

  if (self->reading != NULL)
    reason = _ ("Reading your file.");
  else if (self->files == NULL || self->files->figures_path == NULL)
    reason = _ ("Your company’s file is still missing.");
  else if (self->files->tender_path == NULL)
    reason = _ ("The tender is still missing.");
  else if (!jly_bid_files_is_ready (self->files))
    reason = _ ("One file cannot be used as it is.");
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
  g_autofree char *name = g_path_get_basename (path);

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
  const JlyBidFiles *files = self->files;
  g_autofree char *detail = NULL;

  if (files->tender_path == NULL)
    return;
  if (files->tender != NULL)
    {
      guint n = files->tender->rows->len;
      g_autofree char *count
          = g_strdup_printf (ngettext ("%u requirement", "%u requirements", n), n);

      detail = files->beside ? g_strdup_printf (_ ("%s, found beside your file"), count)
                             : g_strdup (count);
    }
  show_row (self->tender_row, self->tender_status, files->tender_path, detail, files->tender_error);
}

static void
show_figures (JlyImportPage *self)
{
  const JlyBidFiles *files = self->files;
  g_autofree char *detail = NULL;

  if (files->figures_path == NULL)
    return;
  if (files->table != NULL)
    {
      gsize n = jly_sheet_get_n_rows (files->table->sheet);

      detail = g_strdup_printf (ngettext ("%lu row", "%lu rows", n), (gulong)n);
    }
  show_row (self->figures_row, self->figures_status, files->figures_path, detail,
            files->figures_error);
}

/* The sentence says what is wrong and where; the second line what to do. Keyboard and reader are
 * put there. */
static void
show_error (JlyImportPage *self, const GError *error)
{
  const char *next = jly_error_get_detail (error)->next;

  jly_notice_set (self->notice, JLY_STATUS_FAILED, error->message,
                  next != NULL ? next : _ ("Mend the file, then open it again."));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  jly_notice_focus (self->notice);
}

static void
show_problem (JlyImportPage *self)
{
  const JlyBidFiles *files = self->files;

  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (files->tender_error != NULL)
    show_error (self, files->tender_error);
  else if (files->figures_error != NULL)
    show_error (self, files->figures_error);
  else if (files->tender_path == NULL)
    {
      jly_notice_set (self->notice, JLY_STATUS_LOOK, _ ("Which tender is it?"),
                      _ ("Open the tender's file above. Your figures are then matched to what it "
                         "asks for."));
      gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
    }
}

static void
show_understood (JlyImportPage *self)
{
  const JlyBidTable *table = self->files->table;
  g_autofree char *read_back = NULL;
  g_autofree char *notes = NULL;
  int columns[JLY_BID_TABLE_COLUMNS];

  gtk_widget_set_visible (self->understood_box, table != NULL);
  gtk_widget_set_visible (self->drop_box, self->files->figures_path == NULL);
  if (table == NULL)
    return;
  for (guint i = 0; i < JLY_BID_TABLE_COLUMNS; i++)
    columns[i] = table->columns[i].sheet_column;
  jly_sheet_view_set_sheet (self->sheet_view, table->sheet, columns, JLY_BID_TABLE_COLUMNS);
  jly_import_reading_fill (self->columns_list, table);
  read_back = jly_import_reading_dup_text (table);
  gtk_label_set_text (self->read_back_label, read_back);
  notes = jly_import_reading_dup_notes (table);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_notice), notes != NULL);
  if (notes != NULL)
    jly_notice_set (self->notes_notice, JLY_STATUS_LOOK, _ ("Good to know about your file"), notes);
}

/* "north-2025.csv" gives "North 2025": a name to begin with, until the person types one. */
static char *
guess_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');
  gunichar first;
  GString *name;

  if (dot != NULL && dot != base)
    *dot = '\0';
  g_strdelimit (base, "_-", ' ');
  if (!g_utf8_validate (base, -1, NULL) || *base == '\0')
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

  if (self->name_is_own || self->files->table == NULL)
    return;
  name = guess_name (self->files->figures_path);
  self->writes_name = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  self->writes_name = FALSE;
}

static void
show_files (JlyImportPage *self)
{
  gtk_label_set_text (self->heading, self->files->table != NULL
                                         ? _ ("Is this what you meant?")
                                         : _ ("Bring your company’s figures"));
  show_tender (self);
  show_figures (self);
  show_understood (self);
  propose_name (self);
  show_problem (self);
  update_send_line (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JlyImportPage) self = user_data;
  JlyBidFiles *files = jly_bid_files_read_finish (result, NULL);

  /* NULL: another file was opened meanwhile, and its answer comes later. */
  if (files == NULL)
    return;
  g_clear_object (&self->reading);
  g_clear_pointer (&self->files, jly_bid_files_unref);
  self->files = files;
  show_files (self);
}

void
jly_import_page_open (JlyImportPage *self, const char *tender_path, const char *figures_path)
{
  if (self->files != NULL)
    {
      /* A tender that was found by itself belongs to its neighbour only. */
      gboolean keeps_tender = figures_path == NULL || !self->files->beside;

      if (tender_path == NULL && keeps_tender)
        tender_path = self->files->tender_path;
      if (figures_path == NULL)
        figures_path = self->files->figures_path;
    }
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  jly_bid_files_read_async (tender_path, figures_path, self->reading, read_cb, g_object_ref (self));
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
  return self->reading != NULL;
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

  if (self->files != NULL && self->files->figures_path != NULL)
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
  if (self->files != NULL && jly_bid_files_is_ready (self->files))
    jly_window_push (window, JLY_PAGE (jly_running_page_new (self->files, g_strstrip (name))));
}

static void
name_changed_cb (GtkEditable *editable, JlyImportPage *self)
{
  if (!self->writes_name)
    self->name_is_own = *gtk_editable_get_text (editable) != '\0';
  update_send_line (self);
}

/* A dropped file is the tender if it is called so, else the company’s figures. */
static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, JlyImportPage *self)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));
  g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *lower = base != NULL ? g_utf8_strdown (base, -1) : NULL;
  gboolean tender = lower != NULL && g_str_has_prefix (lower, "tender");

  if (path == NULL)
    return FALSE;
  jly_import_page_open (self, tender ? path : NULL, tender ? NULL : path);
  return TRUE;
}

static void
jly_import_page_dispose (GObject *object)
{
  JlyImportPage *self = JLY_IMPORT_PAGE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->files, jly_bid_files_unref);
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
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, drop_box);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, understood_box);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, sheet_view);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, columns_list);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, read_back_label);
  gtk_widget_class_bind_template_child (widget_class, JlyImportPage, notes_notice);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
jly_import_page_class_init (JlyImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_import_page_dispose;
  g_type_ensure (JLY_TYPE_STATUS);
  g_type_ensure (JLY_TYPE_NOTICE);
  g_type_ensure (JLY_TYPE_SHEET_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.choose-tender", NULL, choose_tender);
  gtk_widget_class_install_action (widget_class, "import.choose-figures", NULL, choose_figures);
  gtk_widget_class_install_action (widget_class, "import.use-sample", NULL, use_sample);
  gtk_widget_class_install_action (widget_class, "import.rehearse", NULL, rehearse);
}

static void
jly_import_page_init (JlyImportPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  g_autofree char *samples = find_samples ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (self->heading, _ ("Bring your company’s figures"));
  gtk_widget_set_visible (GTK_WIDGET (self->tender_status), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->figures_status), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.use-sample", samples != NULL);
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  update_send_line (self);
}

JlyImportPage *
jly_import_page_new (void)
{
  return g_object_new (JLY_TYPE_IMPORT_PAGE, NULL);
}
