/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the person's own values on this computer; neither bars nor counts ever leave the row. */
#include "config.h"

#include "app/jly-range-row.h"

#include "app/jly-fold.h"
#include "app/jly-limit-field.h"
#include "app/jly-range-view.h"
#include "table/jly-bins.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAST_BINS 4
#define MOST_BINS 24
#define FOLD_BELOW 300

struct _JlyRangeRow
{
  GtkListBoxRow parent_instance;

  const JlyRules *rules;
  JlyRule rule;
  const JlyValues *values; /* NULL: none */
  GtkLabel *sentence;
  JlyStatus *status;
  JlyRangeView *view;
  JlyLimitField *fields[2];
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyRangeRow, jly_range_row, GTK_TYPE_LIST_BOX_ROW)

static const JlyRuleColumn *
get_column (JlyRangeRow *self)
{
  return jly_rules_get_column (self->rules, self->rule.column);
}

static gboolean
is_present (const JlyValues *values, gsize row)
{
  return values->states != NULL && values->states[row] == JLY_CELL_PRESENT;
}

gsize
jly_range_row_count_outside (JlyRangeRow *self)
{
  const JlyValues *values = self->values;
  gsize n = 0;

  for (gsize i = 0; values != NULL && i < values->n_rows; i++)
    if (is_present (values, i)
        && (values->values[i] < self->rule.least || values->values[i] > self->rule.most))
      n++;
  return n;
}

static gsize
count_own (JlyRangeRow *self)
{
  return self->values != NULL && self->values->states != NULL ? self->values->n_present : 0;
}

static void
show_status (JlyRangeRow *self)
{
  const gsize n = count_own (self);
  const gsize outside = jly_range_row_count_outside (self);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->status), n > 0);
  words = outside == 0
              ? g_strdup_printf (ngettext ("Your row fits", "All your %lu rows fit", n), (gulong)n)
              : g_strdup_printf (
                  ngettext ("%lu of your rows outside", "%lu of your rows outside", outside),
                  (gulong)outside);
  jly_status_set (self->status,
                  outside == 0         ? JLY_STATUS_DONE
                  : self->rule.is_soft ? JLY_STATUS_LOOK
                                       : JLY_STATUS_FAILED,
                  words);
}

static void
show_limits (JlyRangeRow *self)
{
  const JlyRuleColumn *column = get_column (self);
  g_autofree char *least = jly_value_format_with_unit (column, self->rule.least);
  g_autofree char *most = jly_value_format_with_unit (column, self->rule.most);
  g_autofree char *sentence = jly_rule_describe (self->rules, &self->rule);

  jly_range_view_set_limits (self->view, (double)self->rule.least, (double)self->rule.most, least,
                             most);
  jly_limit_field_set (self->fields[0], self->rule.least);
  jly_limit_field_set (self->fields[1], self->rule.most);
  gtk_label_set_text (self->sentence, sentence);
  show_status (self);
}

/* A limit that passes the other one takes it along. */
static void
set_limit (JlyRangeRow *self, guint which, gint64 value)
{
  if (which == 0)
    {
      self->rule.least = value;
      self->rule.most = MAX (self->rule.most, value);
    }
  else
    {
      self->rule.most = value;
      self->rule.least = MIN (self->rule.least, value);
    }
  show_limits (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
least_entered_cb (JlyLimitField *field, gint64 value, JlyRangeRow *self)
{
  set_limit (self, 0, value);
}

static void
most_entered_cb (JlyLimitField *field, gint64 value, JlyRangeRow *self)
{
  set_limit (self, 1, value);
}

/* A hand on a knob means a round number: two digits of what the whole range is about. */
static gint64
round_off (JlyRangeRow *self, double value)
{
  const double about = MAX (fabs ((double)self->rule.most - (double)self->rule.least), 100);
  const double step = pow (10, floor (log10 (about)) - 2);
  const double rounded = round (value / step) * step;

  return rounded >= (double)G_MAXINT64 / 2    ? G_MAXINT64 / 2
         : rounded <= -(double)G_MAXINT64 / 2 ? -(G_MAXINT64 / 2)
                                              : (gint64)rounded;
}

static void
moved_cb (JlyRangeView *view, guint knob, double value, JlyRangeRow *self)
{
  set_limit (self, knob, round_off (self, value));
}

/* Decimals that all marks have as zeros say nothing. */
static char *
format_mark (gpointer data, gint64 value, gint64 step)
{
  JlyRuleColumn column = *get_column (data);

  if (column.kind != JLY_VALUE_NUMBER)
    return jly_value_format (&column, value);
  for (; column.scale > 0 && step % 10 == 0; step /= 10)
    {
      column.scale--;
      value /= 10;
    }
  return jly_value_format (&column, value);
}

static char *
describe_own (JlyRangeRow *self)
{
  const gsize n = count_own (self);
  g_autofree char *from = jly_value_format (get_column (self), self->values->least);
  g_autofree char *to = jly_value_format_with_unit (get_column (self), self->values->most);

  return g_strdup_printf (ngettext ("Your %lu row, seen only here: from %s to %s.",
                                    "Your %lu rows, seen only here: from %s to %s.", n),
                          (gulong)n, from, to);
}

/* So many bins that a typical one has a few rows. */
static guint
choose_n_bins (gsize n_rows)
{
  return (guint)CLAMP (ceil (sqrt ((double)n_rows) * 1.5), LEAST_BINS, MOST_BINS);
}

static void
show_own (JlyRangeRow *self, GtkLabel *caption)
{
  guint64 counts[MOST_BINS] = { 0 };
  g_autofree char *words = NULL;
  g_autoptr (GArray) bins = NULL;

  if (count_own (self) > 0)
    bins = jly_bins_count (self->values, choose_n_bins (count_own (self)));
  if (bins == NULL || bins->len == 0)
    {
      gtk_label_set_text (caption, _ ("Your own figures will stand here, seen by nobody else."));
      return;
    }
  for (guint i = 0; i < bins->len; i++)
    counts[i] = g_array_index (bins, JlyBin, i).count;
  jly_range_view_set_bins (self->view, (double)g_array_index (bins, JlyBin, 0).from,
                           (double)g_array_index (bins, JlyBin, bins->len - 1).to, counts,
                           bins->len);
  words = describe_own (self);
  gtk_label_set_text (caption, words);
  jly_range_view_set_reading (self->view, words);
}

static void
jly_range_row_class_init (JlyRangeRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_range_row_init (JlyRangeRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_fields (JlyRangeRow *self)
{
  const JlyRuleColumn *column = get_column (self);
  GtkWidget *fold = jly_fold_new (FOLD_BELOW, 50, 12);
  /* Translators: %s is the title of a column. */
  g_autofree char *least = g_strdup_printf (self->rule.is_soft ? _ ("Smallest usual value of %s")
                                                               : _ ("Smallest value of %s"),
                                            column->title);
  /* Translators: %s is the title of a column. */
  g_autofree char *most = g_strdup_printf (self->rule.is_soft ? _ ("Largest usual value of %s")
                                                              : _ ("Largest value of %s"),
                                           column->title);

  self->fields[0] = JLY_LIMIT_FIELD (jly_limit_field_new (_ ("Smallest"), least, column));
  self->fields[1] = JLY_LIMIT_FIELD (jly_limit_field_new (_ ("Largest"), most, column));
  g_signal_connect (self->fields[0], "entered", G_CALLBACK (least_entered_cb), self);
  g_signal_connect (self->fields[1], "entered", G_CALLBACK (most_entered_cb), self);
  jly_fold_add (JLY_FOLD (fold), GTK_WIDGET (self->fields[0]));
  jly_fold_add (JLY_FOLD (fold), GTK_WIDGET (self->fields[1]));
  return fold;
}

static void
build (JlyRangeRow *self)
{
  const JlyRuleColumn *column = get_column (self);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = jly_fold_new (FOLD_BELOW, 0, 6);
  GtkWidget *caption = new_label (NULL, "caption");

  self->status = JLY_STATUS (jly_status_new (JLY_STATUS_PLAIN, ""));
  self->sentence = GTK_LABEL (new_label (NULL, NULL));
  self->view = JLY_RANGE_VIEW (jly_range_view_new (column->title));
  jly_range_view_set_format (self->view, format_mark, self);
  gtk_widget_add_css_class (caption, "dim-label");
  g_signal_connect (self->view, "moved", G_CALLBACK (moved_cb), self);
  jly_fold_add (JLY_FOLD (head), new_label (column->title, "heading"));
  jly_fold_add (JLY_FOLD (head), GTK_WIDGET (self->status));
  gtk_box_append (GTK_BOX (lines), head);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (lines), caption);
  gtk_box_append (GTK_BOX (lines), new_fields (self));
  gtk_widget_add_css_class (lines, "card-box");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), lines);
  show_own (self, GTK_LABEL (caption));
  show_limits (self);
}

GtkWidget *
jly_range_row_new (const JlyRules *rules, const JlyRule *rule, const JlyValues *values)
{
  JlyRangeRow *self = g_object_new (JLY_TYPE_RANGE_ROW, NULL);

  self->rules = rules;
  self->rule = *rule;
  self->rule.categories = NULL;
  self->values = values;
  build (self);
  return GTK_WIDGET (self);
}

const JlyRule *
jly_range_row_get_rule (JlyRangeRow *self)
{
  return &self->rule;
}

void
jly_range_row_forget_own (JlyRangeRow *self)
{
  g_return_if_fail (JLY_IS_RANGE_ROW (self));
  self->values = NULL;
}
