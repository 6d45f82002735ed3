/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-plain-row.h. */
#include "config.h"

#include "app/jly-plain-row.h"

#include "app/jly-row-layout.h"

GtkWidget *
jly_plain_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  /* Before the words: setting them reads them. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  jly_row_layout_use (ADW_ACTION_ROW (row));
  return row;
}

void
jly_plain_row_tell_title (GtkWidget *field)
{
  g_return_if_fail (ADW_IS_ENTRY_ROW (field));
  g_object_bind_property (field, "title", field, "tooltip-text", G_BINDING_SYNC_CREATE);
}
