/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-notice.h. */
#include "config.h"

#include "app/jly-notice.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"
#include "base/jly-error.h"

/* Below this width, at 100 % text, the button stands under the lines. */
#define FOLD_BELOW 420

struct _JlyNotice
{
  AdwBin parent_instance;

  JlyStatusKind kind;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  JlyFold *fold;
  GtkWidget *button;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_TITLE,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (JlyNotice, jly_notice, ADW_TYPE_BIN)

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  JlyNotice *self = JLY_NOTICE (object);

  if (id == PROP_KIND)
    g_value_set_enum (value, self->kind);
  else
    g_value_set_string (value, gtk_label_get_label (id == PROP_TITLE ? self->title : self->text));
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  JlyNotice *self = JLY_NOTICE (object);
  g_autofree char *title = g_strdup (gtk_label_get_label (self->title));
  g_autofree char *text = g_strdup (gtk_label_get_label (self->text));

  if (id == PROP_KIND)
    jly_notice_set (self, g_value_get_enum (value), title, text);
  else if (id == PROP_TITLE)
    jly_notice_set (self, self->kind, g_value_get_string (value), text);
  else
    jly_notice_set (self, self->kind, title, g_value_get_string (value));
}

static void
jly_notice_class_init (JlyNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  props[PROP_KIND]
      = g_param_spec_enum ("kind", NULL, NULL, JLY_TYPE_STATUS_KIND, JLY_STATUS_PLAIN, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "notice");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static GtkLabel *
add_line (GtkBox *lines)
{
  GtkWidget *line = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_widget_set_hexpand (line, TRUE);
  gtk_box_append (lines, line);
  return GTK_LABEL (line);
}

static void
jly_notice_init (JlyNotice *self)
{
  GtkWidget *fold = jly_fold_new (FOLD_BELOW, 0, 12);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = jly_accessible_new_icon (NULL);

  self->kind = JLY_STATUS_PLAIN;
  self->icon = GTK_IMAGE (icon);
  self->fold = JLY_FOLD (fold);
  self->title = add_line (GTK_BOX (lines));
  self->text = add_line (GTK_BOX (lines));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), lines);
  jly_fold_add (self->fold, row);
  adw_bin_set_child (ADW_BIN (self), fold);
}

static void
set_line (GtkLabel *line, const char *text)
{
  gtk_label_set_label (line, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (line), text && *text);
}

/* Dim words would be hard to read on a tint. */
static const char *
get_style (JlyStatusKind kind)
{
  const char *style = jly_status_kind_get_style (kind);

  return g_str_equal (style, "dim-label") ? "plain" : style;
}

void
jly_notice_set (JlyNotice *self, JlyStatusKind kind, const char *title, const char *text)
{
  g_return_if_fail (JLY_IS_NOTICE (self));
  gtk_widget_remove_css_class (GTK_WIDGET (self), get_style (self->kind));
  self->kind = kind;
  gtk_widget_add_css_class (GTK_WIDGET (self), get_style (kind));
  /* What went wrong is worth copying; what only informs would just take the keyboard. */
  gtk_label_set_selectable (self->text, kind == JLY_STATUS_FAILED || kind == JLY_STATUS_LOOK);
  gtk_image_set_from_icon_name (self->icon, jly_status_kind_get_icon (kind));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), kind != JLY_STATUS_PLAIN);
  set_line (self->title, title);
  set_line (self->text, text);
  jly_accessible_set_label (GTK_WIDGET (self), title ? title : "");
}

void
jly_notice_show_error (JlyNotice *self, const char *title, const GError *error)
{
  const char *next = jly_error_get_detail (error)->next;
  g_autofree char *text
      = title != NULL ? jly_error_say (error, "\n") : g_strdup (next != NULL ? next : "");

  jly_notice_set (self, JLY_STATUS_LOOK, title != NULL ? title : error->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
jly_notice_set_button (JlyNotice *self, GtkWidget *button)
{
  g_return_if_fail (JLY_IS_NOTICE (self));
  g_clear_pointer (&self->button, gtk_widget_unparent);
  if (!button)
    return;
  self->button = button;
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  jly_fold_add (self->fold, button);
}

void
jly_notice_focus (JlyNotice *self)
{
  g_return_if_fail (JLY_IS_NOTICE (self));
  gtk_label_set_selectable (self->text, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  /* Taking the keyboard selects a label's whole text, which nobody asked for. */
  gtk_label_select_region (self->text, 0, 0);
}
