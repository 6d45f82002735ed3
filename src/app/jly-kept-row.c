/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-kept-row.h. */
#include "config.h"

#include "app/jly-kept-row.h"

#include "app/jly-accessible.h"
#include "app/jly-case-picture.h"
#include "app/jly-fold.h"
#include "app/jly-status.h"

#include <glib/gi18n.h>

/* Below this width, at 100 % text, the status stands under the lines. */
#define FOLD_BELOW 400

struct _JlyKeptRow
{
  GtkListBoxRow parent_instance;

  char *id;
  char *title;
  JlyStatus *status; /* in the row */
};

G_DEFINE_FINAL_TYPE (JlyKeptRow, jly_kept_row, GTK_TYPE_LIST_BOX_ROW)

static void
finalize (GObject *object)
{
  g_free (JLY_KEPT_ROW (object)->id);
  g_free (JLY_KEPT_ROW (object)->title);
  G_OBJECT_CLASS (jly_kept_row_parent_class)->finalize (object);
}

static void
jly_kept_row_class_init (JlyKeptRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
jly_kept_row_init (JlyKeptRow *self)
{
}

static GtkWidget *
new_line (const char *text, const char *style, const char *second_style)
{
  GtkWidget *line = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_widget_add_css_class (line, style);
  if (second_style)
    gtk_widget_add_css_class (line, second_style);
  return line;
}

static char *
dup_when (const JlyStudyRecord *record)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (record->created);
  g_autofree char *date = NULL;

  if (!when)
    return g_strdup ("");
  /* Translators: day, month, year, hour and minute, as g_date_time_format writes them. */
  date = g_date_time_format (when, _ ("%-d %B %Y, %H:%M"));
  return record->rehearsal ? g_strdup_printf (_ ("Rehearsal, %s"), date) : g_steal_pointer (&date);
}

static GtkWidget *
new_status (const JlyStudyRecord *record)
{
  if (g_strcmp0 (record->state, "done") == 0)
    return jly_status_new (JLY_STATUS_DONE, _ ("Result ready"));
  if (g_strcmp0 (record->state, "running") == 0)
    return jly_status_new (JLY_STATUS_RUNNING, _ ("Under way"));
  return jly_status_new (JLY_STATUS_FAILED, _ ("Stopped"));
}

static GtkWidget *
new_lines (const JlyStudyRecord *record)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *when = dup_when (record);

  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), new_line (record->title, "heading", NULL));
  if (record->headline && *record->headline)
    gtk_box_append (GTK_BOX (lines), new_line (record->headline, "body", NULL));
  gtk_box_append (GTK_BOX (lines), new_line (when, "caption", "dim-label"));
  return lines;
}

/* A study that runs cannot be removed. */
static GtkWidget *
new_remove_button (const JlyStudyRecord *record)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), record->title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_widget_set_visible (button, g_strcmp0 (record->state, "running") != 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "home.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", record->id);
  jly_accessible_set_label (button, label);
  return button;
}

GtkWidget *
jly_kept_row_new (const JlyStudyRecord *record, JlyCase *the_case)
{
  JlyKeptRow *self = g_object_new (JLY_TYPE_KEPT_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *fold = jly_fold_new (FOLD_BELOW, 0, 6);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *status = new_status (record);
  g_autofree char *label
      = g_strjoin (", ", record->title, jly_status_get_words (JLY_STATUS (status)), NULL);

  self->id = g_strdup (record->id);
  self->title = g_strdup (record->title);
  self->status = JLY_STATUS (status);
  if (the_case)
    {
      GtkWidget *picture = jly_case_picture_new (the_case, JLY_PICTURE_THUMBNAIL);

      gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), picture);
    }
  gtk_widget_set_hexpand (fold, TRUE);
  jly_fold_add (JLY_FOLD (fold), new_lines (record));
  gtk_widget_set_hexpand (status, TRUE);
  gtk_box_append (GTK_BOX (end), status);
  gtk_box_append (GTK_BOX (end), new_remove_button (record));
  jly_fold_add (JLY_FOLD (fold), end);
  gtk_box_append (GTK_BOX (box), fold);
  gtk_widget_add_css_class (box, "study-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  jly_accessible_set_label (GTK_WIDGET (self), label);
  if (record->headline)
    jly_accessible_set_description (GTK_WIDGET (self), record->headline);
  return GTK_WIDGET (self);
}

const char *
jly_kept_row_get_id (JlyKeptRow *self)
{
  g_return_val_if_fail (JLY_IS_KEPT_ROW (self), NULL);
  return self->id;
}

void
jly_kept_row_say (JlyKeptRow *self, const char *words)
{
  g_autofree char *label = g_strjoin (", ", self->title, words, NULL);

  g_return_if_fail (JLY_IS_KEPT_ROW (self));
  jly_status_set (self->status, JLY_STATUS_RUNNING, words);
  jly_accessible_set_label (GTK_WIDGET (self), label);
}
