/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-accessible-gaps.h. */
#include "config.h"

#include "app/jly-accessible-gaps.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"

#include <glib/gi18n.h>

/* GTK names a button by its words, with the line that marks the shortcut, unless another name was
 * given. */
static gboolean
is_named_by_words (GtkAccessible *button, const char *words)
{
  g_autofree char *other = NULL;

  if (words == NULL)
    return FALSE;
  /* Meant for tests, but GTK has no other way to ask what is told. */
  other = gtk_test_accessible_check_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, words);
  return other == NULL;
}

/* What closes a line at the bottom has no name at all. */
static void
name_toast_button (GtkWidget *button)
{
  GType toast = g_type_from_name ("AdwToastWidget");

  if (toast != 0 && gtk_widget_get_ancestor (button, toast) != NULL)
    jly_accessible_set_label (button, _ ("Close This Message"));
}

static void
mend_button (GtkWidget *button)
{
  GtkAccessible *told = GTK_ACCESSIBLE (button);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  if (is_named_by_words (told, gtk_button_get_label (GTK_BUTTON (button))))
    {
      gtk_accessible_update_relation (told, GTK_ACCESSIBLE_RELATION_LABELLED_BY, child, NULL, -1);
      return;
    }
  if (GTK_IS_IMAGE (child)
      && !gtk_test_accessible_has_property (told, GTK_ACCESSIBLE_PROPERTY_LABEL))
    name_toast_button (button);
  if (GTK_IS_IMAGE (child)
      || gtk_test_accessible_has_property (told, GTK_ACCESSIBLE_PROPERTY_LABEL))
    gtk_accessible_reset_relation (told, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* Both lists of a line that unfolds, for its own words and for what comes below them. */
static void
mend_list (GtkWidget *list)
{
  GtkWidget *row = gtk_widget_get_ancestor (list, ADW_TYPE_EXPANDER_ROW);

  if (row != NULL)
    jly_accessible_set_label (list, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

/* A view is called by its title; one that has none is no more than a place. */
static void
mend_page (GtkStack *stack, GtkWidget *widget)
{
  GtkStackPage *page = gtk_stack_get_page (stack, widget);

  if (gtk_stack_page_get_title (page) == NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
}

/* What shows one of its children, or some of them. */
static gboolean
keeps_out_of_sight (GtkWidget *widget)
{
  return GTK_IS_STACK (widget) || ADW_IS_VIEW_STACK (widget) || ADW_IS_FLAP (widget)
         || JLY_IS_FOLD (widget);
}

static void
tell_of_children (GtkWidget *keeper)
{
  for (GtkWidget *child = gtk_widget_get_first_child (keeper); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    jly_accessible_set_hidden (child, !gtk_widget_get_visible (child)
                                          || !gtk_widget_get_child_visible (child));
}

static gboolean
unmapped_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  /* Not if all of the parent goes. */
  if (parent != NULL && gtk_widget_get_mapped (parent) && keeps_out_of_sight (parent))
    jly_accessible_set_hidden (widget, TRUE);
  return G_SOURCE_CONTINUE;
}

static gboolean
mapped_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_BUTTON (widget))
    mend_button (widget);
  else if (GTK_IS_LIST_BOX (widget))
    mend_list (widget);
  if (GTK_IS_STACK (parent))
    mend_page (GTK_STACK (parent), widget);
  if (keeps_out_of_sight (widget))
    tell_of_children (widget);
  if (parent != NULL && keeps_out_of_sight (parent))
    jly_accessible_set_hidden (widget, FALSE);
  return G_SOURCE_CONTINUE;
}

void
jly_accessible_close_gaps (void)
{
  static gboolean is_done = FALSE;

  if (is_done)
    return;
  is_done = TRUE;
  /* A class has signals once it is made use of. */
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, unmapped_cb, NULL,
                              NULL);
}
