/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer-rows.h. */
#include "config.h"

#include "app/jly-answer-rows.h"

#include "app/jly-guide.h"
#include "app/jly-plain-row.h"
#include "app/jly-status.h"

#include <glib/gi18n.h>

/* Nothing happens when it is pressed, so nobody gets to it by Tab. */
static void
keep_still (GtkWidget *row)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
}

GtkWidget *
jly_answer_rows_new_line (const JlyAnswerLine *line)
{
  GtkWidget *row = jly_plain_row_new (line->name, line->reason);

  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row), line->value != NULL ? jly_text_new (line->value, "numeric")
                                                : jly_status_new (JLY_STATUS_HIDDEN, _ ("Hidden")));
  keep_still (row);
  return row;
}

GtkWidget *
jly_answer_rows_new_note (const JlyAnswerNote *note)
{
  GtkWidget *row = jly_plain_row_new (note->words, NULL);

  if (note->is_warning)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), jly_status_new (JLY_STATUS_LOOK, _ ("Look")));
  keep_still (row);
  return row;
}

static gboolean
has_warning (const JlyAnswerPart *part)
{
  for (guint i = 0; i < part->notes->len; i++)
    if (((const JlyAnswerNote *)part->notes->pdata[i])->is_warning)
      return TRUE;
  return FALSE;
}

/* The last sentence is the one that nobody else gets, where there is one. */
static const char *
get_told (const JlyAnswerPart *part)
{
  return part->told->len > 0 ? part->told->pdata[part->told->len - 1] : part->asked;
}

GtkWidget *
jly_answer_rows_new_part (const JlyAnswerPart *part)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_told (part));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), part->asked);
  if (has_warning (part))
    adw_expander_row_add_action (ADW_EXPANDER_ROW (row),
                                 jly_status_new (JLY_STATUS_LOOK, _ ("Look")));
  for (guint i = 0; i < part->lines->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              jly_answer_rows_new_line (part->lines->pdata[i]));
  for (guint i = 0; i < part->notes->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              jly_answer_rows_new_note (part->notes->pdata[i]));
  return row;
}
