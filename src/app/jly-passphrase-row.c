/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-passphrase-row.h. What GTK itself holds of a passphrase cannot be wiped by us. */
#include "config.h"

#include "app/jly-passphrase-row.h"

#include "app/jly-accessible.h"
#include "app/jly-person.h"
#include "app/jly-plain-row.h"
#include "base/jly-secret.h"

#include <glib/gi18n.h>
#include <string.h>

/* The one that shows what is typed has an icon alone. */
static void
name_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child))
        {
          gtk_widget_set_tooltip_text (child, _ ("Show or Hide the Passphrase"));
          jly_accessible_set_label (child, _ ("Show or Hide the Passphrase"));
        }
      name_buttons (child);
    }
}

GtkWidget *
jly_passphrase_row_new (const char *title)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  jly_plain_row_tell_title (row);
  name_buttons (row);
  return row;
}

GBytes *
jly_passphrase_row_take (GtkWidget *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  gsize n = strlen (text);
  guint8 *buffer = jly_secret_buffer_new (n);

  memcpy (buffer, text, n);
  return jly_secret_bytes_take (buffer, n);
}

void
jly_passphrase_row_show_strength (GtkWidget *row, JlyStatus *status)
{
  static const struct
  {
    JlyStatusKind kind;
    const char *words;
  } looks[] = {
    [JLY_STRENGTH_TOO_SHORT] = { JLY_STATUS_WAITING, N_ ("At least 10 characters") },
    [JLY_STRENGTH_WEAK] = { JLY_STATUS_LOOK, N_ ("Easy to guess: add words") },
    [JLY_STRENGTH_FAIR] = { JLY_STATUS_DONE, N_ ("Takes long to guess") },
    [JLY_STRENGTH_GOOD] = { JLY_STATUS_DONE, N_ ("Hard to guess") },
  };
  JlyStrength strength = jly_person_rate (gtk_editable_get_text (GTK_EDITABLE (row)));

  jly_status_set (status, looks[strength].kind, _ (looks[strength].words));
}
