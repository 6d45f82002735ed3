/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-log-page.h. What the lines say is as it was written: a log reads the same everywhere. */
#include "config.h"

#include "app/jly-log-page.h"

#include "app/jly-file-chooser.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-row-layout.h"
#include "app/jly-study-header.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "store/jly-log-verify.h"

#include <glib/gi18n.h>

struct _JlyLogPage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  JlyNotice *notice;
  GtkLabel *sentence;
  GtkListBox *lines;
};

/* Rows that are laid out alike are each measured for all: a long log would be slow to show. */
#define MOST_JOINED 40

G_DEFINE_FINAL_TYPE (JlyLogPage, jly_log_page, JLY_TYPE_PAGE)

/* What is signed and taken is written down by its kind; other lines are sentences already. */
static const struct
{
  const char *kind, *words;
} kinds[] = {
  { "contract", N_ ("A contract was added") },
  { "signature", N_ ("Signed the contract") },
  { "acceptance", N_ ("Joined the study") },
  { "mandate", N_ ("Let a representative act") },
  { "inputs", N_ ("The set of figures was closed") },
  { "question", N_ ("A question was added") },
  { "decision", N_ ("Decided about a question") },
  { "attempt", N_ ("A computation began") },
  { "failed", N_ ("A computation was stopped") },
  { "answer", N_ ("A question was answered") },
  { "refusal", N_ ("Something was refused by the rules") },
  { "head", N_ ("Said how its own log stands") },
  { "erased", N_ ("Figures were erased") },
};

static const char *
say (const char *what)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, what))
      return _ (kinds[i].words);
  return what;
}

static JlyLogExport *
export_log (JlyLogPage *self, GError **error)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);

  return jly_store_export_log (jly_agreement_get_member (self->agreement)->store,
                               contract->study_id, error);
}

/* The same check that others make of the exported file. */
static void
verify (JlyLogPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyLogExport) log = export_log (self, &error);

  if (log != NULL && jly_log_verify (log, &error))
    jly_notice_set (self->notice, JLY_STATUS_DONE, _ ("This log holds together"),
                    _ ("Nothing in it was changed, moved or left out since it was written, and "
                       "everything that it calls signed is signed by the party that it names."));
  else
    jly_notice_show_error (self->notice, _ ("This log does not hold together"), error);
}

static GtkWidget *
new_row (const JlyLogLine *line)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (line->when);
  /* Translators: day, month, year, hour and minute, as g_date_time_format writes them. */
  g_autofree char *moment
      = when != NULL ? g_date_time_format (when, _ ("%-d %B %Y, %H:%M")) : g_strdup ("");
  GtkWidget *row = jly_plain_row_new (say (line->what), line->who);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), jly_text_new (moment, "dim-label"));
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/* In a narrow window all dates stand beside what happened, or all below it. */
static void
join_rows (GtkListBox *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    jly_row_layout_join (ADW_ACTION_ROW (row), list);
}

static void
show (JlyLogPage *self)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = jly_store_get_log (
      jly_agreement_get_member (self->agreement)->store, contract->study_id, &error);
  guint n = lines != NULL ? lines->len : 0;
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u thing has happened in this study", "%u things have happened in this study", n),
      n);

  gtk_label_set_text (self->sentence, title);
  jly_guide_clear (GTK_WIDGET (self->lines));
  for (guint i = n; i > 0; i--)
    gtk_list_box_append (self->lines, new_row (lines->pdata[i - 1]));
  if (n <= MOST_JOINED)
    join_rows (self->lines);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), n > 0);
  if (lines == NULL)
    jly_notice_show_error (self->notice, _ ("This log cannot be read"), error);
  else
    verify (self);
}

static void export(GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyLogPage *self = JLY_LOG_PAGE (widget);
  g_autofree char *name
      = g_strconcat (jly_agreement_get_contract (self->agreement)->title, ".jointlylog", NULL);

  jly_file_chooser_save (widget, _ ("Export the Log"), name, "log.save-to",
                         g_variant_new_string ("log"));
}

static gboolean
save (JlyLogPage *self, const char *path, GError **error)
{
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another folder.") };
  g_autoptr (JlyLogExport) log = export_log (self, error);
  g_autoptr (GBytes) bytes = log != NULL ? jly_log_export_encode (log) : NULL;

  if (log == NULL)
    return FALSE;
  if (bytes == NULL)
    return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("The log is too long for one file."));
  return jly_file_chooser_write (path, bytes, 0666, error);
}

static void
save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyLogPage *self = JLY_LOG_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *path;

  g_variant_get (parameter, "(&s&s)", NULL, &path);
  if (!save (self, path, &error))
    jly_notice_show_error (self->notice, _ ("Not saved"), error);
  else
    jly_window_toast (jly_window_of (widget), _ ("Saved"));
}

static void
finalize (GObject *object)
{
  g_clear_object (&JLY_LOG_PAGE (object)->agreement);
  G_OBJECT_CLASS (jly_log_page_parent_class)->finalize (object);
}

static void
jly_log_page_class_init (JlyLogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (widget_class, "log.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "log.save-to", "(ss)", save_to);
}

static void
jly_log_page_init (JlyLogPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 700);

  jly_page_set_title (JLY_PAGE (self), _ ("Log"));
  jly_page_set_send_line (JLY_PAGE (self), _ ("Nothing leaves this computer on this page. The log "
                                              "holds no figures."));
  self->sentence = GTK_LABEL (jly_text_new ("", "title-2"));
  gtk_box_append (box, GTK_WIDGET (self->sentence));
  self->notice = g_object_new (JLY_TYPE_NOTICE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  self->lines = jly_guide_new_list (_ ("Log"));
  gtk_box_append (box, GTK_WIDGET (self->lines));
  jly_guide_add_button (JLY_PAGE (self), _ ("_Export…"), "log.export", FALSE);
}

JlyLogPage *
jly_log_page_new (JlyAgreement *agreement)
{
  JlyLogPage *self = g_object_new (JLY_TYPE_LOG_PAGE, NULL);

  self->agreement = g_object_ref (agreement);
  jly_study_header_add (JLY_PAGE (self), agreement, JLY_N_STEPS);
  g_signal_connect_object (agreement, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return self;
}
