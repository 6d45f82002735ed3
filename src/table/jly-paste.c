/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-paste.h. */
#include "config.h"

#include "table/jly-paste.h"

#include "table/jly-amount.h"
#include "table/jly-date.h"
#include "table/jly-names.h"
#include "table/jly-paste-html.h"
#include "table/jly-sheet-private.h"
#include "table/jly-synonyms.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_figure (const char *cell)
{
  const JlyAmountFormat format = { .max = G_MAXINT64, .currency = "", .rounds = TRUE };
  gint64 steps;

  return jly_date_look (cell) != JLY_DATE_NOT
         || jly_amount_read_signed (cell, &format, &steps) == JLY_AMOUNT_OK;
}

static gboolean
is_study_name (const char *cell, const JlyRules *rules)
{
  g_autofree char *folded = jly_header_fold (cell);

  for (guint i = 0; rules != NULL && i < rules->columns->len; i++)
    {
      g_autofree char *title = jly_header_fold (jly_rules_get_column (rules, i)->title);

      if (g_str_equal (folded, title))
        return TRUE;
    }
  return FALSE;
}

/* The cells of the first line that holds anything; the marks around a cell do not matter here. */
static char **
split_first (const char *text)
{
  g_autofree char *line = NULL;

  while (*text == '\n' || *text == '\r')
    text++;
  line = g_strndup (text, strcspn (text, "\r\n"));
  g_strdelimit (line, "\"", ' ');
  return g_strsplit (line, "\t", -1);
}

/* Names are no figures; a year may be one ("2025"), so that most cells must be figures, unless one
 * of them is a name of the study. */
static gboolean
has_names (char **first, const JlyRules *rules)
{
  guint n_figures = 0, n_filled = 0;

  for (guint i = 0; first[i] != NULL; i++)
    {
      const char *cell = g_strstrip (first[i]);

      if (is_study_name (cell, rules))
        return TRUE;
      n_filled += cell[0] != '\0';
      n_figures += !jly_synonym_is_empty (cell) && is_figure (cell);
    }
  return n_figures * 2 < n_filled || n_figures == 0;
}

static void
append_name (GString *text, const char *name, gboolean is_last)
{
  g_string_append_c (text, '"');
  for (const char *at = name; *at != '\0'; at++)
    g_string_append_printf (text, *at == '"' ? "\"%c" : "%c", *at);
  g_string_append (text, is_last ? "\"\n" : "\"\t");
}

/* The text under a line of names. */
static char *
add_names (const char *text, guint n, const JlyRules *rules)
{
  const gboolean are_studys = rules != NULL && rules->columns->len == n;
  GString *named = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *numbered = g_strdup_printf (_ ("Column %u"), i + 1);

      append_name (named, are_studys ? jly_rules_get_column (rules, i)->title : numbered,
                   i + 1 == n);
    }
  g_string_append (named, text);
  return g_string_free (named, FALSE);
}

static JlySheet *
read_nameless (const char *name,
               const char *text,
               guint n_columns,
               const JlySheetOptions *options,
               const JlyRules *rules,
               GError **error)
{
  g_autofree char *named = add_names (text, n_columns, rules);
  JlySheet *sheet
      = jly_sheet_parse_with (name, (const guint8 *)named, strlen (named), options, NULL, error);

  if (sheet != NULL)
    jly_sheet_add_note (
        sheet, JLY_NOTE_NAMES, 0, n_columns, TRUE,
        g_strdup (rules != NULL && rules->columns->len == n_columns
                      ? _ ("There was no row of names, so the columns were taken in the order of "
                           "the study.")
                      : _ ("There was no row of names, so the columns were numbered.")));
  return sheet;
}

static JlySheet *
read_text (const char *text, guint n_name_rows, const JlyRules *rules, GError **error)
{
  /* Translators: stands where a file's name stands in other sentences. */
  const char *name = _ ("What you pasted");
  const JlySheetOptions options
      = { .delimiter = '\t', .encoding = "UTF-8", .n_name_rows = n_name_rows };
  const JlySheetOptions found = { .n_name_rows = n_name_rows };
  const gboolean has_tabs = strchr (text, '\t') != NULL;
  g_auto (GStrv) first = split_first (text);

  /* Rows of one column, as long as no other mark stands between cells. */
  if (!has_tabs && strpbrk (text, ";|") != NULL)
    return jly_sheet_parse_with (name, (const guint8 *)text, strlen (text), &found, NULL, error);
  if (has_names (first, rules))
    return jly_sheet_parse_with (name, (const guint8 *)text, strlen (text), &options, NULL, error);
  return read_nameless (name, text, g_strv_length (first), &options, rules, error);
}

static gboolean
check_text (const char *text, GError **error)
{
  const JlyTablePlace place = { .file = _ ("What you pasted") };

  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    return jly_table_fail (error, &place, _ ("Copy the cells once more, then paste them."),
                           _ ("There is nothing to paste."));
  if (strlen (text) > JLY_PASTE_BYTES_MAX)
    return jly_table_fail (error, &place, _ ("Save the table as a file and open that."),
                           _ ("This is larger than 64 MiB."));
  if (!g_utf8_validate (text, -1, NULL))
    return jly_table_fail (error, &place, _ ("Save the table as a file and open that."),
                           _ ("This is no text."));
  return TRUE;
}

JlySheet *
jly_paste_read (
    const char *text, const char *html, guint n_name_rows, const JlyRules *rules, GError **error)
{
  g_autofree char *from_page = NULL;

  if (html != NULL && strlen (html) <= JLY_PASTE_BYTES_MAX
      && (text == NULL || strchr (text, '\t') == NULL))
    from_page = jly_paste_html_to_text (html);
  if (from_page != NULL && from_page[0] != '\0')
    text = from_page;
  return check_text (text, error) ? read_text (text, n_name_rows, rules, error) : NULL;
}
