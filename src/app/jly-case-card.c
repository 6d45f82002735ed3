/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-case-card.h. The whole card takes the press, so nothing in it does. */
#include "config.h"

#include "app/jly-case-card.h"

#include "app/jly-accessible.h"
#include "app/jly-case-picture.h"
#include "app/jly-status.h"

#include <glib/gi18n.h>

struct _JlyCaseCard
{
  GtkFlowBoxChild parent_instance;

  JlyCase *the_case;
};

G_DEFINE_FINAL_TYPE (JlyCaseCard, jly_case_card, GTK_TYPE_FLOW_BOX_CHILD)

static void
finalize (GObject *object)
{
  g_clear_object (&JLY_CASE_CARD (object)->the_case);
  G_OBJECT_CLASS (jly_case_card_parent_class)->finalize (object);
}

static void
jly_case_card_class_init (JlyCaseCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
jly_case_card_init (JlyCaseCard *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_add_css_class (widget, "card");
  gtk_widget_add_css_class (widget, "activatable");
  gtk_widget_add_css_class (widget, "case-card");
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}

static void
add_line (GtkWidget *lines, const char *text, const char *style)
{
  GtkWidget *line = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (line), 20);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_widget_add_css_class (line, style);
  gtk_box_append (GTK_BOX (lines), line);
}

/* At the card's foot, so that a row of cards has them in one line. */
static GtkWidget *
new_state (JlyCase *the_case)
{
  gboolean is_there = jly_case_get_runs (the_case) || jly_case_proposes_table (the_case);
  gboolean is_whole = is_there && jly_case_get_later (the_case) == NULL;
  GtkWidget *state
      = is_whole ? jly_status_new (JLY_STATUS_DONE, _ ("Ready to use"))
                 : gtk_label_new (is_there ? _ ("In part for now") : _ ("Not yet in this version"));

  gtk_widget_add_css_class (state, "caption");
  gtk_widget_add_css_class (state, "case-card-state");
  if (GTK_IS_LABEL (state))
    {
      gtk_label_set_wrap (GTK_LABEL (state), TRUE);
      gtk_widget_add_css_class (state, "dim-label");
    }
  gtk_widget_set_halign (state, GTK_ALIGN_START);
  gtk_widget_set_valign (state, GTK_ALIGN_END);
  gtk_widget_set_vexpand (state, TRUE);
  return state;
}

static void
describe (JlyCaseCard *self)
{
  const char *question = jly_case_get_question (self->the_case);
  const char *later = jly_case_get_later (self->the_case);
  /* Said by screen readers: the card's question, and what of it comes later. */
  g_autofree char *description = g_strjoin (" ", question, later, NULL);

  jly_accessible_set_label (GTK_WIDGET (self), jly_case_get_title (self->the_case));
  jly_accessible_set_description (GTK_WIDGET (self), description);
}

GtkWidget *
jly_case_card_new (JlyCase *the_case)
{
  JlyCaseCard *self = g_object_new (JLY_TYPE_CASE_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->the_case = g_object_ref (the_case);
  gtk_widget_add_css_class (lines, "case-card-lines");
  add_line (lines, jly_case_get_title (the_case), "heading");
  add_line (lines, jly_case_get_question (the_case), "dim-label");
  gtk_widget_set_vexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), new_state (the_case));
  gtk_box_append (GTK_BOX (box), jly_case_picture_new (the_case, JLY_PICTURE_CARD));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self), box);
  describe (self);
  return GTK_WIDGET (self);
}

JlyCase *
jly_case_card_get_case (JlyCaseCard *self)
{
  g_return_val_if_fail (JLY_IS_CASE_CARD (self), NULL);
  return self->the_case;
}
