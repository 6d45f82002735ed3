/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and sentences of the read-back. All words about figures come from the table's own reading,
 * so that page and terminal say the same. */
#include "config.h"

#include "app/jly-import-reading.h"

#include "app/jly-status.h"

#include <glib/gi18n.h>

/* The needed column, the file's own title for it, how its cells were read, and that they were. */
static GtkWidget *
make_row (const char *title, const JlyColumnReading *reading)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *status = jly_status_new (JLY_STATUS_DONE, _ ("Understood"));
  /* Translators: the title of a column in the person's own file, and how it was read. */
  g_autofree char *subtitle
      = g_strdup_printf (_ ("from “%s”\n%s"), reading->header, reading->understood);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (status, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), status);
  return row;
}

void
jly_import_reading_fill (GtkListBox *list, const JlyBidTable *table)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; i < JLY_BID_TABLE_COLUMNS; i++)
    gtk_list_box_append (list, make_row (jly_bid_table_get_title (i), &table->columns[i]));
}

char *
jly_import_reading_dup_text (const JlyBidTable *table)
{
  GString *text = g_string_new (table->read_back);

  for (guint i = 0; i < JLY_BID_TABLE_COLUMNS; i++)
    g_string_append_printf (text, "\n%s", table->columns[i].read_back);
  return g_string_free (text, FALSE);
}

char *
jly_import_reading_dup_notes (const JlyBidTable *table)
{
  GString *text;

  if (table->notes == NULL || table->notes->len == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < table->notes->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            (const char *)g_ptr_array_index (table->notes, i));
  return g_string_free (text, FALSE);
}
