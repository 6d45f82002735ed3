/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-missing-list.h. Rows are changed in place, so that a screen reader does not begin anew
 * whenever somebody was called in vain once more. */
#include "config.h"

#include "app/jly-missing-list.h"

#include "app/jly-guide.h"
#include "app/jly-plain-row.h"

#include <glib/gi18n.h>

/* On another day with the day. */
static char *
describe_since (gint64 since)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (since);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean is_today = g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now)
                      && g_date_time_get_year (then) == g_date_time_get_year (now);

  /* Translators: hour and minute, and before that day, month and year, as g_date_time_format writes
   * them. */
  return g_date_time_format (then, is_today ? _ ("%H:%M") : _ ("%-d %B %Y, %H:%M"));
}

static void
fill_row (AdwActionRow *row, const JlyMissing *missing)
{
  g_autofree char *since = describe_since (missing->since);
  /* Translators: a party's name, and since when. */
  g_autofree char *title = g_strdup_printf (_ ("“%s” is missing since %s"), missing->name, since);
  g_autofree char *subtitle = g_strdup_printf ("%s %s", missing->cause, missing->next);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
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
          row = GTK_LIST_BOX_ROW (jly_plain_row_new ("", NULL));
          gtk_list_box_append (list, GTK_WIDGET (row));
        }
      fill_row (ADW_ACTION_ROW (row), missing->pdata[i]);
    }
  while (gtk_list_box_get_row_at_index (list, (int)n) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (gtk_list_box_get_row_at_index (list, (int)n)));
  gtk_widget_set_visible (GTK_WIDGET (list), n > 0);
}
