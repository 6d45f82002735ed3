/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-matches.h. */
#include "config.h"

#include "app/jly-import-matches.h"

#include "app/jly-import-questions.h"
#include "app/jly-match-row.h"

#include <glib/gi18n.h>

/* What the person chose, on its way to the import. */
typedef struct
{
  guint column;
  int sheet_column;
} Choice;

static void
match (JlyImport *import, gpointer data)
{
  const Choice *choice = data;

  if (choice->sheet_column < (int)jly_sheet_get_n_columns (jly_import_get_file (import)))
    jly_import_set_match (import, choice->column, choice->sheet_column);
}

static void
chosen_cb (JlyMatchRow *row, int sheet_column, JlyImportSession *session)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->column = (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  choice->sheet_column = sheet_column;
  jly_import_session_change (session, match, choice, g_free);
}

static GtkStringList *
list_headers (JlySheet *sheet)
{
  GtkStringList *headers = gtk_string_list_new (NULL);

  gtk_string_list_append (headers, _ ("Not in my file"));
  for (guint i = 0; i < jly_sheet_get_n_columns (sheet); i++)
    {
      const char *header = jly_sheet_get_header (sheet, i);
      /* Translators: a column of a file that has no name; %u is its number. */
      g_autofree char *nameless = g_strdup_printf (_ ("Column %u, without a name"), i + 1);

      gtk_string_list_append (headers, *header != '\0' ? header : nameless);
    }
  return headers;
}

/* "Turnover, in euro": a column of the study as the page calls it. */
static char *
dup_title (const JlyRuleColumn *column)
{
  const char *unit = column->currency != NULL ? column->currency : column->unit;

  /* Translators: a column's name and its unit: "Turnover, in EUR". */
  return unit != NULL ? g_strdup_printf (_ ("%s, in %s"), column->title, unit)
                      : g_strdup (column->title);
}

void
jly_import_matches_build (GtkListBox *list, JlyImport *import, JlyImportSession *session)
{
  const JlyRules *rules = jly_import_get_rules (import);
  g_autoptr (GtkStringList) headers = list_headers (jly_import_get_file (import));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint k = 0; k < rules->columns->len; k++)
    {
      g_autofree char *title = dup_title (jly_rules_get_column (rules, k));

      row = jly_match_row_new (title, G_LIST_MODEL (headers));
      g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), session, 0);
      gtk_list_box_append (list, row);
    }
}

static void
show_match (JlyMatchRow *row, JlyImport *import, guint k)
{
  const JlyMatch *found = jly_import_get_match (import, k);
  const JlyRuleColumn *column = jly_rules_get_column (jly_import_get_rules (import), k);
  JlyStatusKind kind = JLY_STATUS_DONE;
  const char *words = _ ("Understood");
  const char *reason = found->words;

  if (found->sheet_column < 0)
    {
      kind = JLY_STATUS_FAILED;
      words = column->is_optional ? NULL : _ ("Missing");
      if (column->is_optional)
        reason = _ ("Not needed: a file without it is whole.");
    }
  else if (jly_import_questions_are_open (import, k))
    {
      kind = JLY_STATUS_LOOK;
      words = _ ("Has a question");
    }
  else if (found->reason == JLY_MATCH_SIMILAR || found->reason == JLY_MATCH_KIND)
    {
      kind = JLY_STATUS_LOOK;
      words = _ ("Is it this one?");
    }
  jly_match_row_set (row, found->sheet_column, kind, words, reason);
}

void
jly_import_matches_show (GtkListBox *list, JlyImport *import)
{
  const guint n = jly_import_get_rules (import)->columns->len;

  for (guint k = 0; k < n; k++)
    show_match (JLY_MATCH_ROW (gtk_list_box_get_row_at_index (list, (int)k)), import, k);
}
