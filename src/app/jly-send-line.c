/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-send-line.h. On a narrow page the sentence stands over the buttons, and these side by
 * side as far as they fit: one below the other they would take a third of a low window. */
#include "config.h"

#include "app/jly-send-line.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"
#include "app/jly-wrap.h"

/* Below this width, at 100 % text, sentence and buttons no longer stand side by side. */
#define FOLD_BELOW 560

struct _JlySendLine
{
  AdwBin parent_instance;

  char *sentence;
  gboolean sends;
  GtkImage *icon;
  GtkLabel *label;
  GtkWidget *actions;
};

enum
{
  PROP_0,
  PROP_SENTENCE,
  PROP_SENDS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (JlySendLine, jly_send_line, ADW_TYPE_BIN)

static void
show_state (JlySendLine *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->sentence && *self->sentence);
  gtk_label_set_label (self->label, self->sentence ? self->sentence : "");
  gtk_image_set_from_icon_name (self->icon,
                                self->sends ? "jly-sends-symbolic" : "jly-sends-nothing-symbolic");
  if (self->sends)
    gtk_widget_add_css_class (GTK_WIDGET (self), "sends");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "sends");
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  JlySendLine *self = JLY_SEND_LINE (object);

  if (id == PROP_SENTENCE)
    g_value_set_string (value, self->sentence);
  else
    g_value_set_boolean (value, self->sends);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  JlySendLine *self = JLY_SEND_LINE (object);

  if (id == PROP_SENTENCE)
    {
      g_free (self->sentence);
      self->sentence = g_value_dup_string (value);
    }
  else
    self->sends = g_value_get_boolean (value);
  show_state (self);
}

static void
finalize (GObject *object)
{
  g_free (JLY_SEND_LINE (object)->sentence);
  G_OBJECT_CLASS (jly_send_line_parent_class)->finalize (object);
}

static void
jly_send_line_class_init (JlySendLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->finalize = finalize;

  props[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  props[PROP_SENDS] = g_param_spec_boolean ("sends", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sendline");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
jly_send_line_init (JlySendLine *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = jly_accessible_new_icon (NULL);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *fold = jly_fold_new (FOLD_BELOW, 0, 12);
  GtkWidget *actions = jly_wrap_new (12);

  self->icon = GTK_IMAGE (icon);
  self->label = GTK_LABEL (label);
  jly_accessible_set_live (self->label);
  self->actions = actions;
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);
  gtk_widget_set_valign (row, GTK_ALIGN_CENTER);
  g_object_set (actions, "filled", TRUE, "visible", FALSE, "valign", GTK_ALIGN_CENTER, NULL);
  jly_fold_add (JLY_FOLD (fold), row);
  jly_fold_add (JLY_FOLD (fold), actions);
  adw_bin_set_child (ADW_BIN (self), fold);
  show_state (self);
}

/* Without a button there is no gap below the sentence. */
static void
show_actions (JlySendLine *self)
{
  gboolean any = FALSE;

  for (GtkWidget *button = gtk_widget_get_first_child (self->actions); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    any = any || gtk_widget_get_visible (button);
  gtk_widget_set_visible (self->actions, any);
}

void
jly_send_line_add_action (JlySendLine *self, GtkWidget *button)
{
  g_return_if_fail (JLY_IS_SEND_LINE (self));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  jly_wrap_add (JLY_WRAP (self->actions), button);
  g_signal_connect_object (button, "notify::visible", G_CALLBACK (show_actions), self,
                           G_CONNECT_SWAPPED);
  show_actions (self);
}
