/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-paper.h. */
#include "config.h"

#include "app/jly-paper.h"

struct _JlyPaper
{
  GtkBox parent_instance;

  GtkLabel *heading;
};

enum
{
  PROP_0,
  PROP_HEADING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (JlyPaper, jly_paper, GTK_TYPE_BOX)

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, gtk_label_get_label (JLY_PAPER (object)->heading));
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  jly_paper_set_heading (JLY_PAPER (object), g_value_get_string (value));
}

static void
jly_paper_class_init (JlyPaperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  props[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (JlyPaper *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
jly_paper_init (JlyPaper *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_widget_add_css_class (GTK_WIDGET (self), "paper");
  self->heading = add_label (self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), FALSE);
}

void
jly_paper_set_heading (JlyPaper *self, const char *heading)
{
  g_return_if_fail (JLY_IS_PAPER (self));
  gtk_label_set_label (self->heading, heading ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading && *heading);
}

GtkLabel *
jly_paper_add (JlyPaper *self, const char *sentence)
{
  g_return_val_if_fail (JLY_IS_PAPER (self), NULL);
  return add_label (self, sentence);
}

void
jly_paper_clear (JlyPaper *self)
{
  GtkWidget *child;

  g_return_if_fail (JLY_IS_PAPER (self));
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self)))
         && child != GTK_WIDGET (self->heading))
    gtk_box_remove (GTK_BOX (self), child);
}
