/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-missing-list.h. Rows are changed in place, so that a screen reader does not begin anew
 * whenever somebody was called in vain once more. */
#include "config.h"

#include "app/jly-missing-list.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"
#include "app/jly-plain-row.h"
#include "app/jly-window.h"

#include <glib/gi18n.h>

#define REMINDER "jly-reminder"

static void
copy_cb (GtkButton *button, gpointer user_data)
{
  JlyWindow *window = jly_window_of (GTK_WIDGET (button));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)),
                          g_object_get_data (G_OBJECT (button), REMINDER));
  jly_window_toast (window, _ ("Copied. Send it by mail or chat."));
}

static GtkWidget *
make_row (void)
{
  GtkWidget *row = jly_plain_row_new ("", NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), REMINDER, button);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
fill_button (GtkWidget *button, const JlyMissing *missing)
{
  /* Translators: a party's name. */
  g_autofree char *label = g_strdup_printf (_ ("Copy a Reminder for “%s”"), missing->name);

  gtk_widget_set_visible (button, missing->reminder != NULL);
  gtk_widget_set_tooltip_text (button, label);
  jly_accessible_set_label (button, label);
  g_object_set_data_full (G_OBJECT (button), REMINDER, g_strdup (missing->reminder), g_free);
}

static char *
make_title (const JlyMissing *missing)
{
  g_autofree char *since = NULL;

  if (missing->title != NULL)
    return g_strdup (missing->title);
  since = jly_missing_describe_moment (missing->since);
  /* Translators: a party's name, and since when. */
  return g_strdup_printf (_ ("“%s” is missing since %s"), missing->name, since);
}

static char *
make_subtitle (const JlyMissing *missing)
{
  g_autofree char *moment = NULL;
  g_autofree char *since = NULL;

  if (missing->title == NULL || missing->since == 0)
    return g_strdup_printf ("%s %s", missing->cause, missing->next);
  moment = jly_missing_describe_moment (missing->since);
  /* Translators: a moment from which on somebody is waited for. */
  since = g_strdup_printf (_ ("Waited for since %s."), moment);
  return g_strjoin (" ", since, missing->cause, missing->next, NULL);
}

static void
fill_row (AdwActionRow *row, const JlyMissing *missing)
{
  g_autofree char *title = make_title (missing);
  g_autofree char *subtitle = make_subtitle (missing);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  fill_button (g_object_get_data (G_OBJECT (row), REMINDER), missing);
}

GtkListBox *
jly_missing_list_new (void)
{
  GtkListBox *list = jly_guide_new_list (_ ("Who is missing"));

  gtk_widget_set_visible (GTK_WIDGET (list), FALSE);
  return list;
}

void
jly_missing_list_show (GtkListBox *list, const GPtrArray *missing)
{
  guint n = missing != NULL ? missing->len : 0;

  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, (int)i);

      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (make_row ());
          gtk_list_box_append (list, GTK_WIDGET (row));
        }
      fill_row (ADW_ACTION_ROW (row), missing->pdata[i]);
    }
  while (gtk_list_box_get_row_at_index (list, (int)n) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (gtk_list_box_get_row_at_index (list, (int)n)));
  gtk_widget_set_visible (GTK_WIDGET (list), n > 0);
}
