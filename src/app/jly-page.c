/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The base of all pages. The frame's widgets are bound to the properties in ui/jly-page.ui; here
 * are the properties, the template's extra child types, and what a page does unless it says
 * otherwise.
 */
#include "config.h"

#include "app/jly-page.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"
#include "app/jly-page-body.h"
#include "app/jly-resource.h"
#include "app/jly-send-line.h"

#include <glib/gi18n.h>

#define NARROWEST 340 /* pixels */

typedef struct
{
  char *title;
  char *subtitle;
  char *send_line;
  gboolean sends;
  gboolean rehearsal;
  gboolean can_go_back;

  AdwHeaderBar *header_bar;
  GtkWidget *back_button;
  JlyPageBody *content;
  AdwFlap *flap; /* NULL: there is no rail */
  JlySendLine *send_bar;
} JlyPagePrivate;

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_SEND_LINE,
  PROP_SENDS,
  PROP_REHEARSAL,
  PROP_CAN_GO_BACK,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static GtkBuildableIface *parent_buildable;

static void jly_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (JlyPage,
                                  jly_page,
                                  ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (JlyPage)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                             jly_page_buildable_init))

static JlyPagePrivate *
get_private (JlyPage *self)
{
  return jly_page_get_instance_private (self);
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  JlyPage *self = JLY_PAGE (buildable);

  if (g_strcmp0 (type, "header-start") == 0)
    jly_page_add_header_start (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "header-end") == 0)
    jly_page_add_header_end (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "header-title") == 0)
    jly_page_set_header_title (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "send-action") == 0)
    jly_page_add_send_action (self, GTK_WIDGET (child));
  else if (get_private (self)->content && GTK_IS_WIDGET (child) && type == NULL)
    jly_page_set_content (self, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
jly_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  JlyPagePrivate *priv = get_private (JLY_PAGE (object));

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_SEND_LINE:
      g_value_set_string (value, priv->send_line);
      break;
    case PROP_SENDS:
      g_value_set_boolean (value, priv->sends);
      break;
    case PROP_REHEARSAL:
      g_value_set_boolean (value, priv->rehearsal);
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, priv->can_go_back);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  JlyPage *self = JLY_PAGE (object);

  switch (id)
    {
    case PROP_TITLE:
      jly_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      jly_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_SEND_LINE:
      jly_page_set_send_line (self, g_value_get_string (value));
      break;
    case PROP_SENDS:
      jly_page_set_sends (self, g_value_get_boolean (value));
      break;
    case PROP_REHEARSAL:
      jly_page_set_rehearsal (self, g_value_get_boolean (value));
      break;
    case PROP_CAN_GO_BACK:
      jly_page_set_can_go_back (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
finalize (GObject *object)
{
  JlyPagePrivate *priv = get_private (JLY_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_free (priv->send_line);

  G_OBJECT_CLASS (jly_page_parent_class)->finalize (object);
}

static void
focus_first_child (JlyPage *self)
{
  JlyPagePrivate *priv = get_private (self);

  if (!gtk_widget_child_focus (GTK_WIDGET (priv->content), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (priv->send_bar), GTK_DIR_TAB_FORWARD);
}

static void
jly_page_class_init (JlyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->finalize = finalize;
  klass->focus_first = focus_first_child;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  props[PROP_SEND_LINE] = g_param_spec_string ("send-line", NULL, NULL, NULL, flags);
  props[PROP_SENDS] = g_param_spec_boolean ("sends", NULL, NULL, FALSE, flags);
  props[PROP_REHEARSAL] = g_param_spec_boolean ("rehearsal", NULL, NULL, FALSE, flags);
  props[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (JLY_TYPE_PAGE_BODY);
  g_type_ensure (JLY_TYPE_SEND_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, JLY_RESOURCE ("ui/jly-page.ui"));
  gtk_widget_class_bind_template_child_private (widget_class, JlyPage, header_bar);
  gtk_widget_class_bind_template_child_private (widget_class, JlyPage, back_button);
  gtk_widget_class_bind_template_child_private (widget_class, JlyPage, content);
  gtk_widget_class_bind_template_child_private (widget_class, JlyPage, send_bar);
}

static void
jly_page_init (JlyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_string (JlyPage *self, char **field, const char *value, guint prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
set_flag (JlyPage *self, gboolean *field, gboolean value, guint prop)
{
  if (*field == !!value)
    return;

  *field = !!value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
jly_page_set_title (JlyPage *self, const char *title)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  set_string (self, &get_private (self)->title, title, PROP_TITLE);
}

const char *
jly_page_get_title (JlyPage *self)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), NULL);
  return get_private (self)->title;
}

void
jly_page_set_subtitle (JlyPage *self, const char *subtitle)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  set_string (self, &get_private (self)->subtitle, subtitle, PROP_SUBTITLE);
}

const char *
jly_page_get_subtitle (JlyPage *self)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), NULL);
  return get_private (self)->subtitle;
}

void
jly_page_set_send_line (JlyPage *self, const char *sentence)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  set_string (self, &get_private (self)->send_line, sentence, PROP_SEND_LINE);
}

const char *
jly_page_get_send_line (JlyPage *self)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), NULL);
  return get_private (self)->send_line;
}

void
jly_page_set_sends (JlyPage *self, gboolean sends)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  set_flag (self, &get_private (self)->sends, sends, PROP_SENDS);
}

gboolean
jly_page_get_sends (JlyPage *self)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), FALSE);
  return get_private (self)->sends;
}

void
jly_page_set_rehearsal (JlyPage *self, gboolean rehearsal)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  set_flag (self, &get_private (self)->rehearsal, rehearsal, PROP_REHEARSAL);
}

gboolean
jly_page_get_rehearsal (JlyPage *self)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), FALSE);
  return get_private (self)->rehearsal;
}

void
jly_page_set_can_go_back (JlyPage *self, gboolean can_go_back)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  set_flag (self, &get_private (self)->can_go_back, can_go_back, PROP_CAN_GO_BACK);
}

gboolean
jly_page_get_can_go_back (JlyPage *self)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), FALSE);
  return get_private (self)->can_go_back;
}

void
jly_page_set_content (JlyPage *self, GtkWidget *content)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  jly_page_body_set_child (get_private (self)->content, content);
}

GtkWidget *
jly_page_get_content (JlyPage *self)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), NULL);
  return jly_page_body_get_child (get_private (self)->content);
}

void
jly_page_set_header_title (JlyPage *self, GtkWidget *widget)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  adw_header_bar_set_title_widget (get_private (self)->header_bar, widget);
}

static gboolean
show_rail_button_cb (gpointer button)
{
  AdwFlap *flap = g_object_get_data (button, "flap");

  gtk_widget_set_visible (button, flap != NULL && adw_flap_get_folded (flap));
  return G_SOURCE_REMOVE;
}

/* A flap folds while it is laid out, when no widget may come or go. */
static void
folded_cb (AdwFlap *flap, GParamSpec *pspec, GtkWidget *button)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_rail_button_cb, g_object_ref (button),
                   g_object_unref);
}

static void
add_rail_button (JlyPage *self, AdwFlap *flap)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "view-list-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Steps"));
  jly_accessible_set_label (button, _ ("Steps"));
  gtk_widget_set_visible (button, FALSE);
  g_object_set_data_full (G_OBJECT (button), "flap", g_object_ref (flap), g_object_unref);
  g_signal_connect_object (flap, "notify::folded", G_CALLBACK (folded_cb), button, 0);
  g_object_bind_property (flap, "reveal-flap", button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  jly_page_add_header_start (self, button);
}

/* The content moves into a flap, in its own place of the frame. */
static AdwFlap *
make_flap (JlyPage *self)
{
  GtkWidget *content = GTK_WIDGET (get_private (self)->content);
  GtkWidget *frame = gtk_widget_get_parent (content);
  GtkWidget *before = gtk_widget_get_prev_sibling (content);
  AdwFlap *flap = ADW_FLAP (adw_flap_new ());

  g_object_ref (content);
  gtk_box_remove (GTK_BOX (frame), content);
  adw_flap_set_content (flap, content);
  g_object_unref (content);
  /* Beside the rail a page has at least the room that it has without it on a narrow screen. */
  gtk_widget_set_size_request (content, jly_fold_scale (content, NARROWEST), -1);
  adw_flap_set_fold_threshold_policy (flap, ADW_FOLD_THRESHOLD_POLICY_MINIMUM);
  adw_flap_set_separator (flap, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_flap_set_swipe_to_open (flap, FALSE);
  adw_flap_set_swipe_to_close (flap, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (flap), TRUE);
  gtk_box_insert_child_after (GTK_BOX (frame), GTK_WIDGET (flap), before);
  return flap;
}

void
jly_page_set_rail (JlyPage *self, GtkWidget *rail)
{
  JlyPagePrivate *priv = get_private (self);

  g_return_if_fail (JLY_IS_PAGE (self) && GTK_IS_WIDGET (rail));
  if (priv->flap == NULL)
    {
      priv->flap = make_flap (self);
      add_rail_button (self, priv->flap);
    }
  adw_flap_set_flap (priv->flap, rail);
}

void
jly_page_add_header_start (JlyPage *self, GtkWidget *widget)
{
  g_return_if_fail (JLY_IS_PAGE (self) && GTK_IS_WIDGET (widget));
  adw_header_bar_pack_start (get_private (self)->header_bar, widget);
}

void
jly_page_add_header_end (JlyPage *self, GtkWidget *widget)
{
  g_return_if_fail (JLY_IS_PAGE (self) && GTK_IS_WIDGET (widget));
  adw_header_bar_pack_end (get_private (self)->header_bar, widget);
}

void
jly_page_add_send_action (JlyPage *self, GtkWidget *button)
{
  g_return_if_fail (JLY_IS_PAGE (self) && GTK_IS_WIDGET (button));
  jly_send_line_add_action (get_private (self)->send_bar, button);
}

int
jly_page_get_foot (JlyPage *self)
{
  GtkWidget *bar;

  g_return_val_if_fail (JLY_IS_PAGE (self), 0);
  bar = GTK_WIDGET (get_private (self)->send_bar);
  return gtk_widget_get_visible (bar) ? gtk_widget_get_height (bar) : 0;
}

/* A field that holds something would be selected, and lost with the first key. */
static void
unselect (GtkWidget *focus)
{
  if (GTK_IS_TEXT (focus))
    gtk_editable_set_position (GTK_EDITABLE (focus), -1);
}

void
jly_page_focus_first (JlyPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_return_if_fail (JLY_IS_PAGE (self));
  JLY_PAGE_GET_CLASS (self)->focus_first (self);
  if (root != NULL)
    unselect (gtk_root_get_focus (root));
}

gboolean
jly_page_hold_back (JlyPage *self, const char *action)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), FALSE);
  return JLY_PAGE_GET_CLASS (self)->hold_back
         && JLY_PAGE_GET_CLASS (self)->hold_back (self, action);
}

gboolean
jly_page_show_news (JlyPage *self)
{
  g_return_val_if_fail (JLY_IS_PAGE (self), FALSE);
  return JLY_PAGE_GET_CLASS (self)->show_news != NULL
         && JLY_PAGE_GET_CLASS (self)->show_news (self);
}

gboolean
jly_page_show_news_by_refresh (JlyPage *self)
{
  jly_page_refresh (self);
  return TRUE;
}

void
jly_page_refresh (JlyPage *self)
{
  g_return_if_fail (JLY_IS_PAGE (self));
  if (JLY_PAGE_GET_CLASS (self)->refresh)
    JLY_PAGE_GET_CLASS (self)->refresh (self);
}
