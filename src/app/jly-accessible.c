/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-accessible.h. */
#include "config.h"

#include "app/jly-accessible.h"

void
jly_accessible_set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
jly_accessible_set_description (GtkWidget *widget, const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

/* The keyboard is in the text within a row of an entry, and readers are told of that. */
static GtkAccessible *
get_target (GtkWidget *field)
{
  if (ADW_IS_ENTRY_ROW (field))
    return GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (field)));
  return GTK_ACCESSIBLE (field);
}

void
jly_accessible_describe_by (GtkWidget *field, GtkWidget *hint)
{
  gtk_accessible_update_relation (get_target (field), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, hint,
                                  NULL, -1);
}

void
jly_accessible_set_refused (GtkWidget *field, GtkWidget *message, gboolean is_refused)
{
  GtkAccessible *target = get_target (field);

  gtk_accessible_update_state (
      target, GTK_ACCESSIBLE_STATE_INVALID,
      is_refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (is_refused)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
  if (is_refused)
    gtk_accessible_update_relation (target, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, message, -1);
  else
    gtk_accessible_reset_relation (target, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
}

static GtkWidget *
find_second_line (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "subtitle"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_second_line (child);
  return found;
}

void
jly_accessible_describe_by_row (GtkWidget *field, GtkWidget *row)
{
  GtkWidget *line = find_second_line (row);

  if (line != NULL)
    jly_accessible_describe_by (field, line);
}

/* GTK 4.8 tells of a name only where a reader has asked for the widget before, or where it could
 * get the keyboard: for a moment it can. And it tells of a text by gtk_label_set_text alone. */
static void
tell_cb (GtkWidget *words)
{
  const char *text = gtk_label_get_text (GTK_LABEL (words));

  if (!gtk_widget_get_mapped (words) || *text == '\0')
    return;
  if (!gtk_widget_get_focusable (words))
    {
      gtk_widget_set_focusable (words, TRUE);
      gtk_widget_set_focusable (words, FALSE);
    }
  jly_accessible_set_label (words, text);
}

void
jly_accessible_set_live (GtkLabel *words)
{
  g_object_set (words, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  g_signal_connect (words, "notify::label", G_CALLBACK (tell_cb), NULL);
  g_signal_connect_after (words, "map", G_CALLBACK (tell_cb), NULL);
}

void
jly_accessible_set_hidden (GtkWidget *widget, gboolean is_hidden)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, is_hidden, -1);
}

void
jly_accessible_name_menu_button (GtkMenuButton *button, const char *name)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), name);
  jly_accessible_set_label (GTK_WIDGET (button), name);
}

GtkWidget *
jly_accessible_new_icon (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}
