/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a report. The page computes nothing: what it says is in jly-bid-report.c. */
#include "config.h"

#include "app/jly-result-page.h"

#include "app/jly-accessible.h"
#include "app/jly-chart-view.h"
#include "app/jly-failed-view.h"
#include "app/jly-fold.h"
#include "app/jly-report-chart.h"
#include "app/jly-report-table.h"
#include "app/jly-notice.h"
#include "app/jly-resource.h"
#include "app/jly-status.h"
#include "app/jly-who-learned.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <glib/gi18n.h>

struct _JlyResultPage
{
  JlyPage parent_instance;

  GtkStack *stack;
  AdwViewStack *views;
  AdwViewSwitcherTitle *switcher_title;
  GtkWidget *switcher_bar;
  GtkMenuButton *export_button;
  GtkLabel *headline;
  GtkLabel *subtitle;
  GtkLabel *table_headline;
  JlyStatus *met_status;
  JlyChartView *chart_view;
  GtkLabel *chart_note;
  GtkWidget *own_card;
  JlyNotice *rejected_notice;
  GtkBox *parts_box;
  GtkWidget *income_box;
  GtkLabel *income_label;
  GtkLabel *reopened_label;
  JlyReportTable *table;
  JlyWhoLearned *who_learned;
  JlyFailedView *failed_view;

  JlyBidReport *report;          /* NULL if the run failed */
  GtkFileChooserNative *chooser; /* kept until it answers */
};

typedef enum
{
  SAVE_TABLE,
  SAVE_TABLE_WITH_PART,
  SAVE_PICTURE
} SaveKind;

G_DEFINE_FINAL_TYPE (JlyResultPage, jly_result_page, JLY_TYPE_PAGE)

static GtkWidget *
make_part (const JlyBidLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *amount = gtk_label_new (line->part);
  GtkWidget *name = gtk_label_new (line->name);

  gtk_label_set_xalign (GTK_LABEL (amount), 0);
  gtk_label_set_wrap (GTK_LABEL (amount), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (amount), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (amount, "title-3");
  gtk_widget_add_css_class (amount, "numeric");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_box_append (GTK_BOX (box), amount);
  gtk_box_append (GTK_BOX (box), name);
  return box;
}

/* What only this company was given; the card is left away where the document holds no part. */
static void
show_own_part (JlyResultPage *self)
{
  guint n_parts = 0;

  gtk_widget_set_visible (self->own_card, self->report->own_name != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->rejected_notice), self->report->rejected != NULL);
  if (self->report->rejected != NULL)
    jly_notice_set (self->rejected_notice, JLY_STATUS_LOOK, NULL, self->report->rejected);
  for (guint i = 0; i < self->report->lines->len; i++)
    {
      const JlyBidLine *line = g_ptr_array_index (self->report->lines, i);

      if (line->part == NULL || line->share <= 0)
        continue;
      gtk_box_append (self->parts_box, make_part (line));
      n_parts++;
    }
  if (n_parts == 0)
    {
      GtkWidget *none = gtk_label_new (_ ("None of the work falls to you."));

      gtk_label_set_wrap (GTK_LABEL (none), TRUE);
      gtk_label_set_xalign (GTK_LABEL (none), 0);
      gtk_box_append (self->parts_box, none);
    }
  gtk_widget_set_visible (self->income_box, self->report->income != NULL);
  gtk_label_set_text (self->income_label, self->report->income != NULL ? self->report->income : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reopened_label),
                          self->report->income == NULL && self->report->price != NULL);
}

static void
show_met (JlyResultPage *self)
{
  guint n = self->report->lines->len;
  g_autofree char *words = g_strdup_printf (_ ("%u of %u met"), self->report->n_met, n);

  jly_status_set (self->met_status, self->report->n_met == n ? JLY_STATUS_DONE : JLY_STATUS_LOOK,
                  words);
}

static void
show_report (JlyResultPage *self, JlyBidReport *report)
{
  self->report = report;
  jly_page_set_rehearsal (JLY_PAGE (self), report->rehearsal);
  adw_view_switcher_title_set_title (self->switcher_title, report->study_title);
  gtk_label_set_text (self->headline, report->headline);
  gtk_label_set_text (self->subtitle, report->subtitle);
  gtk_label_set_text (self->table_headline, report->headline);
  show_met (self);
  jly_chart_view_set_chart (self->chart_view, _ ("Requirements of the tender"),
                            jly_report_chart_new (report, TRUE));
  gtk_label_set_text (self->chart_note,
                      jly_bid_report_is_all_met (report)
                          ? _ ("Agreed answer: yes or no. How far the three of you exceed a "
                               "requirement stays hidden.")
                          : _ ("Agreed answer: yes or no. How much is missing stays hidden, and "
                               "so does how far the others are exceeded."));
  show_own_part (self);
  jly_report_table_set_report (self->table, report);
  jly_who_learned_set_report (self->who_learned, report);
}

static void
show_error (JlyResultPage *self, const GError *error, gboolean is_unreadable)
{
  if (is_unreadable)
    jly_failed_view_show_unreadable (self->failed_view, error);
  else
    jly_failed_view_show_error (self->failed_view, error, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher_title, FALSE);
  adw_view_switcher_title_set_title (self->switcher_title, _ ("Result"));
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), FALSE);
  jly_page_set_rehearsal (JLY_PAGE (self), TRUE);
}

gboolean
jly_result_page_save_table (JlyResultPage *self,
                            const char *path,
                            gboolean with_own_part,
                            GError **error)
{
  g_autofree char *csv = jly_bid_report_dup_csv (self->report, with_own_part);

  if (g_file_set_contents (path, csv, -1, error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_IO,
                   &(JlyErrorDetail){ .file = path, .next = _ ("Choose another folder.") });
  return FALSE;
}

gboolean
jly_result_page_save_picture (JlyResultPage *self, const char *path, GError **error)
{
  return jly_report_chart_save_png (self->report, path, error);
}

static void
save_to (JlyResultPage *self, SaveKind kind, const char *path)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  gboolean saved
      = kind == SAVE_PICTURE
            ? jly_result_page_save_picture (self, path, &error)
            : jly_result_page_save_table (self, path, kind == SAVE_TABLE_WITH_PART, &error);
  g_autofree char *name = jly_plain_file_name (path);
  g_autofree char *done = g_strdup_printf (_ ("Saved as %s"), name);

  if (window != NULL)
    jly_window_toast (window, saved ? done : error->message);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, JlyResultPage *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    save_to (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "save-kind")), path);
  g_clear_object (&self->chooser);
}

/* Where people look for what they saved, not where the program happened to be started. */
static void
set_first_folder (GtkFileChooser *chooser)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GFile) folder
      = g_file_new_for_path (documents != NULL ? documents : g_get_home_dir ());

  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

static void
choose_file (JlyResultPage *self, SaveKind kind)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  /* Translators: the name of a file to be saved, without its ending. */
  g_autofree char *name
      = g_strconcat (_ ("joint-bid"), kind == SAVE_PICTURE ? ".png" : ".csv", NULL);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      kind == SAVE_PICTURE ? _ ("Save the Picture") : _ ("Save the Table"), window,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  set_first_folder (GTK_FILE_CHOOSER (self->chooser));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_object_set_data (G_OBJECT (self->chooser), "save-kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
copy_table (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyResultPage *self = JLY_RESULT_PAGE (widget);
  JlyWindow *window = jly_window_of (widget);
  g_autofree char *csv = jly_bid_report_dup_csv (self->report, FALSE);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), csv);
  if (window != NULL)
    jly_window_toast (window, _ ("Table copied, without your part"));
}

static void
save_table (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_file (JLY_RESULT_PAGE (widget), SAVE_TABLE);
}

static void
save_table_with_part (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_file (JLY_RESULT_PAGE (widget), SAVE_TABLE_WITH_PART);
}

static void
save_picture (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_file (JLY_RESULT_PAGE (widget), SAVE_PICTURE);
}

static void
show_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_view_stack_set_visible_child_name (JLY_RESULT_PAGE (widget)->views,
                                         g_str_has_suffix (action, "who") ? "who" : "table");
}

static void
show_table_cb (JlyChartView *view, JlyResultPage *self)
{
  adw_view_stack_set_visible_child_name (self->views, "table");
}

static void
jly_result_page_dispose (GObject *object)
{
  JlyResultPage *self = JLY_RESULT_PAGE (object);

  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (jly_result_page_parent_class)->dispose (object);
}

static void
jly_result_page_finalize (GObject *object)
{
  JlyResultPage *self = JLY_RESULT_PAGE (object);

  /* The table reads it until its last row is gone. */
  g_clear_pointer (&self->report, jly_bid_report_free);
  G_OBJECT_CLASS (jly_result_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-result-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, views);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, headline);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, table_headline);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, met_status);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, chart_view);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, chart_note);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, own_card);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, rejected_notice);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, parts_box);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, income_box);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, income_label);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, reopened_label);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, table);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, who_learned);
  gtk_widget_class_bind_template_child (widget_class, JlyResultPage, failed_view);
  gtk_widget_class_bind_template_callback (widget_class, show_table_cb);
}

static void
jly_result_page_class_init (JlyResultPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_result_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = jly_result_page_finalize;
  g_type_ensure (JLY_TYPE_NOTICE);
  g_type_ensure (JLY_TYPE_CHART_VIEW);
  g_type_ensure (JLY_TYPE_FAILED_VIEW);
  g_type_ensure (JLY_TYPE_FOLD);
  g_type_ensure (JLY_TYPE_REPORT_TABLE);
  g_type_ensure (JLY_TYPE_STATUS);
  g_type_ensure (JLY_TYPE_WHO_LEARNED);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "result.copy-table", NULL, copy_table);
  gtk_widget_class_install_action (widget_class, "result.save-table", NULL, save_table);
  gtk_widget_class_install_action (widget_class, "result.save-table-with-part", NULL,
                                   save_table_with_part);
  gtk_widget_class_install_action (widget_class, "result.save-picture", NULL, save_picture);
  gtk_widget_class_install_action (widget_class, "result.show-table", NULL, show_view);
  gtk_widget_class_install_action (widget_class, "result.show-who", NULL, show_view);
}

/* libadwaita would cut off names of views that are long in somebody's language. */
static void
break_names (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_CENTER);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    break_names (child);
}

static void
jly_result_page_init (JlyResultPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  break_names (self->switcher_bar);
  jly_accessible_name_menu_button (self->export_button, _ ("Export"));
}

JlyResultPage *
jly_result_page_new (JlyBidReport *report)
{
  JlyResultPage *self = g_object_new (JLY_TYPE_RESULT_PAGE, NULL);

  show_report (self, report);
  return self;
}

/* The report of a kept study, or why there is none: it ended so, or (*is_unreadable) what is kept
 * is damaged. */
static JlyBidReport *
load_report (JlyStore *store, const char *study_id, gboolean *is_unreadable, GError **error)
{
  g_autoptr (GBytes) bytes = jly_store_get_study (store, study_id, error);
  g_autofree char *json = bytes != NULL ? jly_store_get_result (store, study_id, error) : NULL;
  g_autoptr (JlyStudy) study = NULL;
  g_autoptr (JlyResult) result = NULL;

  *is_unreadable = json != NULL || g_error_matches (*error, JLY_ERROR, JLY_ERROR_DATA);
  if (json == NULL)
    {
      if (*error == NULL)
        jly_fail (error, JLY_ERROR_UNAVAILABLE,
                  &(JlyErrorDetail){ .next = _ ("Run the rehearsal again.") },
                  _ ("The program ended before there was a result."));
      return NULL;
    }
  study = jly_study_decode (bytes, error);
  result = study != NULL ? jly_result_from_json (json, error) : NULL;
  if (result == NULL)
    return NULL;
  if (result->error != NULL)
    {
      *is_unreadable = FALSE;
      g_propagate_error (error, g_error_copy (result->error));
      return NULL;
    }
  return jly_bid_report_new (result, study, NULL, error);
}

JlyResultPage *
jly_result_page_new_from_store (JlyStore *store, const char *study_id)
{
  JlyResultPage *self = g_object_new (JLY_TYPE_RESULT_PAGE, NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_unreadable;
  JlyBidReport *report = load_report (store, study_id, &is_unreadable, &error);

  if (report != NULL)
    show_report (self, report);
  else
    show_error (self, error, is_unreadable);
  return self;
}

const JlyBidReport *
jly_result_page_get_report (JlyResultPage *self)
{
  return self->report;
}
