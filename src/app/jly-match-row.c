/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Title, drop-down and status side by side, or one below the other where it is narrow; the reason
 * stands under all of them. */
#include "config.h"

#include "app/jly-match-row.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"

#include <glib/gi18n.h>

/* Below these widths, at 100 % text, what follows stands below. */
#define FOLD_BELOW 470
#define SEARCH_FROM 12 /* so many columns are easier found by typing */

struct _JlyMatchRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkDropDown *choice;
  JlyStatus *status;
  GtkLabel *reason;
  gboolean quiet;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyMatchRow, jly_match_row, GTK_TYPE_LIST_BOX_ROW)

static void
jly_match_row_class_init (JlyMatchRowClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
selected_cb (GtkDropDown *choice, GParamSpec *pspec, JlyMatchRow *self)
{
  if (!self->quiet && gtk_drop_down_get_selected (choice) != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[CHOSEN], 0, jly_match_row_get_column (self));
}

static GtkWidget *
new_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
jly_match_row_init (JlyMatchRow *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *fold = jly_fold_new (FOLD_BELOW, 40, 12);
  GtkWidget *right = jly_fold_new (220, 62, 12);
  GtkWidget *choice = gtk_drop_down_new (NULL, NULL);
  GtkWidget *status = jly_status_new (JLY_STATUS_PLAIN, "");

  self->title = GTK_LABEL (new_label ());
  self->reason = GTK_LABEL (new_label ());
  self->choice = GTK_DROP_DOWN (choice);
  self->status = JLY_STATUS (status);
  gtk_widget_set_valign (GTK_WIDGET (self->title), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "dim-label");
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (status, GTK_ALIGN_CENTER);
  jly_fold_add (JLY_FOLD (right), choice);
  jly_fold_add (JLY_FOLD (right), status);
  jly_fold_add (JLY_FOLD (fold), GTK_WIDGET (self->title));
  jly_fold_add (JLY_FOLD (fold), right);
  gtk_box_append (GTK_BOX (lines), fold);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->reason));
  gtk_widget_add_css_class (lines, "match-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), lines);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
jly_match_row_new (const char *title, GListModel *headers)
{
  JlyMatchRow *self = g_object_new (JLY_TYPE_MATCH_ROW, NULL);
  /* Translators: %s is a column that the study needs. */
  g_autofree char *name = g_strdup_printf (_ ("Column of your file for %s"), title);
  g_autoptr (GtkExpression) text
      = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_label_set_text (self->title, title);
  gtk_drop_down_set_expression (self->choice, text);
  gtk_drop_down_set_enable_search (self->choice, g_list_model_get_n_items (headers) > SEARCH_FROM);
  gtk_drop_down_set_model (self->choice, headers);
  jly_accessible_set_label (GTK_WIDGET (self->choice), name);
  jly_accessible_describe_by (GTK_WIDGET (self->choice), GTK_WIDGET (self->reason));
  g_signal_connect (self->choice, "notify::selected", G_CALLBACK (selected_cb), self);
  return GTK_WIDGET (self);
}

void
jly_match_row_set (
    JlyMatchRow *self, int column, JlyStatusKind kind, const char *words, const char *reason)
{
  g_return_if_fail (JLY_IS_MATCH_ROW (self) && column >= -1);
  self->quiet = TRUE;
  gtk_drop_down_set_selected (self->choice, (guint)(column + 1));
  self->quiet = FALSE;
  jly_status_set (self->status, kind, words);
  gtk_widget_set_visible (GTK_WIDGET (self->status), words != NULL);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL && *reason != '\0');
  jly_accessible_set_description (GTK_WIDGET (self->choice), reason != NULL ? reason : "");
}

int
jly_match_row_get_column (JlyMatchRow *self)
{
  return (int)gtk_drop_down_get_selected (self->choice) - 1;
}
