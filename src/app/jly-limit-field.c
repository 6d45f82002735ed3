/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed is read as a cell of a file would be: exactly, and never guessed. */
#include "config.h"

#include "app/jly-limit-field.h"

#include "app/jly-accessible.h"
#include "table/jly-amount.h"
#include "table/jly-date.h"
#include "table/jly-values.h"

#include <glib/gi18n.h>

struct _JlyLimitField
{
  GtkBox parent_instance;

  const JlyRuleColumn *column;
  GtkEditable *entry;
  GtkLabel *problem;
  gint64 value;
};

enum
{
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyLimitField, jly_limit_field, GTK_TYPE_BOX)

/* NULL if text is a value; else why it is none, owned by the caller. */
static char *
read_value (JlyLimitField *self, const char *text, gint64 *value)
{
  const JlyRuleColumn *column = self->column;
  const JlyAmountFormat format = {
    .scale = column->scale, .max = G_MAXINT64, .unit = column->unit, .currency = column->currency
  };
  JlyAmountProblem problem;
  const char *next;
  guint32 day;

  if (column->kind == JLY_VALUE_DATE)
    {
      if (!jly_date_read (text, JLY_DATE_ORDER_NONE, &day))
        return g_strdup (_ ("Write a date as 2025-12-31."));
      *value = day;
      return NULL;
    }
  problem = jly_amount_read_signed (text, &format, value);
  return problem == JLY_AMOUNT_OK ? NULL : jly_amount_explain (problem, text, &format, &next);
}

static void
show_problem (JlyLimitField *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  jly_accessible_set_refused (GTK_WIDGET (self->entry), GTK_WIDGET (self->problem),
                              problem != NULL);
}

static void
show_value (JlyLimitField *self)
{
  g_autofree char *text = jly_value_format (self->column, self->value);

  gtk_editable_set_text (self->entry, text);
  show_problem (self, NULL);
}

static void
changed_cb (GtkEditable *entry, JlyLimitField *self)
{
  gint64 value;
  g_autofree char *problem = read_value (self, gtk_editable_get_text (entry), &value);

  show_problem (self, problem);
}

static void
take (JlyLimitField *self)
{
  gint64 value;
  g_autofree char *problem = read_value (self, gtk_editable_get_text (self->entry), &value);

  if (problem != NULL || value == self->value)
    return;
  self->value = value;
  show_value (self);
  g_signal_emit (self, signals[ENTERED], 0, value);
}

static void
activate_cb (GtkEntry *entry, JlyLimitField *self)
{
  take (self);
}

static void
leave_cb (GtkEventControllerFocus *focus, JlyLimitField *self)
{
  take (self);
}

static void
jly_limit_field_class_init (JlyLimitFieldClass *klass)
{
  signals[ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
jly_limit_field_init (JlyLimitField *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *problem = gtk_label_new (NULL);

  self->entry = GTK_EDITABLE (entry);
  self->problem = GTK_LABEL (problem);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_editable_set_width_chars (self->entry, 6);
  gtk_widget_add_css_class (entry, "numeric");
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (problem, "error");
  gtk_widget_add_css_class (problem, "caption");
  gtk_widget_set_visible (problem, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (entry, focus);
}

GtkWidget *
jly_limit_field_new (const char *title, const char *name, const JlyRuleColumn *column)
{
  JlyLimitField *self = g_object_new (JLY_TYPE_LIMIT_FIELD, NULL);
  GtkWidget *label = gtk_label_new (title);

  self->column = column;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self), label);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->problem));
  jly_accessible_set_label (GTK_WIDGET (self->entry), name);
  jly_accessible_describe_by (GTK_WIDGET (self->entry), GTK_WIDGET (self->problem));
  return GTK_WIDGET (self);
}

void
jly_limit_field_set (JlyLimitField *self, gint64 value)
{
  g_return_if_fail (JLY_IS_LIMIT_FIELD (self));
  self->value = value;
  show_value (self);
}
