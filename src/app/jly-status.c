/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-status.h. */
#include "config.h"

#include "app/jly-status.h"

#include "app/jly-accessible.h"

static const struct
{
  const char *nick;
  const char *icon;
  const char *style;
} kinds[JLY_N_STATUS_KINDS] = {
  [JLY_STATUS_YOUR_TURN] = { "your-turn", "jly-your-turn-symbolic", "accent" },
  [JLY_STATUS_RUNNING] = { "running", "jly-running-symbolic", "accent" },
  [JLY_STATUS_DONE] = { "done", "jly-done-symbolic", "success" },
  [JLY_STATUS_WAITING] = { "waiting", "jly-waiting-symbolic", "dim-label" },
  [JLY_STATUS_LOOK] = { "look", "jly-look-symbolic", "warning" },
  [JLY_STATUS_FAILED] = { "failed", "jly-failed-symbolic", "error" },
  [JLY_STATUS_HIDDEN] = { "hidden", "jly-hidden-symbolic", "dim-label" },
  [JLY_STATUS_PLAIN] = { "plain", "jly-hidden-symbolic", "plain" },
};

GType
jly_status_kind_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      static GEnumValue values[JLY_N_STATUS_KINDS + 1];

      for (int i = 0; i < JLY_N_STATUS_KINDS; i++)
        values[i] = (GEnumValue){ i, kinds[i].nick, kinds[i].nick };
      g_once_init_leave (&type, g_enum_register_static ("JlyStatusKind", values));
    }
  return type;
}

const char *
jly_status_kind_get_icon (JlyStatusKind kind)
{
  return kinds[kind].icon;
}

const char *
jly_status_kind_get_style (JlyStatusKind kind)
{
  return kinds[kind].style;
}

struct _JlyStatus
{
  AdwBin parent_instance;

  JlyStatusKind kind;
  GtkImage *icon;
  GtkLabel *label;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_WORDS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (JlyStatus, jly_status, ADW_TYPE_BIN)

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  JlyStatus *self = JLY_STATUS (object);

  if (id == PROP_KIND)
    g_value_set_enum (value, self->kind);
  else
    g_value_set_string (value, jly_status_get_words (self));
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  JlyStatus *self = JLY_STATUS (object);

  if (id == PROP_KIND)
    jly_status_set (self, g_value_get_enum (value), jly_status_get_words (self));
  else
    jly_status_set (self, self->kind, g_value_get_string (value));
}

static void
jly_status_class_init (JlyStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  props[PROP_KIND]
      = g_param_spec_enum ("kind", NULL, NULL, JLY_TYPE_STATUS_KIND, JLY_STATUS_WAITING, flags);
  props[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "status");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
jly_status_init (JlyStatus *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = jly_accessible_new_icon (NULL);
  GtkWidget *label = gtk_label_new (NULL);

  self->kind = JLY_STATUS_WAITING;
  self->icon = GTK_IMAGE (icon);
  self->label = GTK_LABEL (label);
  gtk_label_set_wrap (self->label, TRUE);
  /* In a row that is high enough for two lines GTK would else break words that have room. */
  gtk_label_set_natural_wrap_mode (self->label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (self->label, 0);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), kinds[self->kind].style);
  gtk_image_set_from_icon_name (self->icon, kinds[self->kind].icon);
}

GtkWidget *
jly_status_new (JlyStatusKind kind, const char *words)
{
  return g_object_new (JLY_TYPE_STATUS, "kind", kind, "words", words, NULL);
}

GtkWidget *
jly_status_new_icon (JlyStatusKind kind)
{
  gboolean is_plain = kind == JLY_STATUS_PLAIN;
  GtkWidget *icon = jly_accessible_new_icon (is_plain ? NULL : kinds[kind].icon);

  gtk_widget_add_css_class (icon, "status-icon");
  if (!is_plain)
    gtk_widget_add_css_class (icon, kinds[kind].style);
  return icon;
}

void
jly_status_set_one_line (JlyStatus *self)
{
  gtk_label_set_wrap (self->label, FALSE);
}

void
jly_status_set_live (JlyStatus *self)
{
  g_return_if_fail (JLY_IS_STATUS (self));
  jly_accessible_set_live (self->label);
}

void
jly_status_describe (JlyStatus *self, GtkWidget *field)
{
  g_return_if_fail (JLY_IS_STATUS (self));
  jly_status_set_live (self);
  jly_accessible_describe_by (field, GTK_WIDGET (self->label));
}

void
jly_status_set (JlyStatus *self, JlyStatusKind kind, const char *words)
{
  g_autofree char *kept = g_strdup (words ? words : "");

  g_return_if_fail (JLY_IS_STATUS (self));
  gtk_widget_remove_css_class (GTK_WIDGET (self), kinds[self->kind].style);
  self->kind = kind;
  gtk_widget_add_css_class (GTK_WIDGET (self), kinds[kind].style);
  gtk_image_set_from_icon_name (self->icon, kinds[kind].icon);
  gtk_label_set_label (self->label, kept);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KIND]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WORDS]);
}

JlyStatusKind
jly_status_get_kind (JlyStatus *self)
{
  g_return_val_if_fail (JLY_IS_STATUS (self), JLY_STATUS_WAITING);
  return self->kind;
}

const char *
jly_status_get_words (JlyStatus *self)
{
  g_return_val_if_fail (JLY_IS_STATUS (self), NULL);
  return gtk_label_get_label (self->label);
}
