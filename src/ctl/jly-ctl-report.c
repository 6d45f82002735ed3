/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ctl-report.h. */
#include "config.h"

#include "ctl/jly-ctl-report.h"

#include "party/jly-result-words.h"
#include "study/jly-plan.h"
#include "table/jly-bid-table.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* A number of the document ("12.50"), grouped for reading; a place without one is a dash. */
static char *
format_value (const JlyResultItem *item)
{
  g_autofree char *digits = NULL;
  g_auto (GStrv) halves = NULL;
  guint64 steps;

  if (item == NULL || item->value == NULL)
    return g_strdup ("–");
  halves = g_strsplit (item->value, ".", 2);
  digits = g_strjoinv ("", halves);
  if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT64, &steps, NULL))
    return g_strdup (item->value);
  return jly_amount_format (steps, item->scale);
}

static const JlyResultItem *
find_row (JlyResult *result, const char *what, const char *row, const char *recipient)
{
  g_autofree char *id = g_strconcat (what, "/", row, NULL);

  return jly_result_find (result, id, recipient);
}

static gboolean
is_met (JlyResult *result, const char *row)
{
  const JlyResultItem *item = find_row (result, "met", row, "everyone");

  return item != NULL && g_strcmp0 (item->value, "true") == 0;
}

static char *
headline_of_bid (const JlyStudy *study, JlyResult *result)
{
  const JlyResultItem *price = jly_result_find (result, "price", "everyone");
  g_autofree char *amount = format_value (price);
  guint unmet = 0;

  for (guint i = 0; i < study->rows->len; i++)
    unmet += !is_met (result, ((const JlyStudyRow *)study->rows->pdata[i])->name);
  if (unmet == 0)
    return g_strdup_printf (_ ("Yes: together the three can bid, from %s %s."), amount,
                            study->currency);
  return g_strdup_printf (ngettext ("Not yet: %u of %u requirements is not met.",
                                    "Not yet: %u of %u requirements are not met.", unmet),
                          unmet, study->rows->len);
}

static gboolean
is_joint_bid (const JlyStudy *study)
{
  return g_str_equal (study->case_id, "a");
}

static const char *
get_setting (const JlyStudyQuestion *question, const char *name)
{
  for (guint i = 0; i < question->parameters->len; i++)
    {
      const JlyStudyParameter *parameter = question->parameters->pdata[i];

      if (g_str_equal (parameter->name, name))
        return parameter->value;
    }
  return NULL;
}

/* The title of the column that a setting names; NULL where there is no such setting. */
static const char *
find_title (const JlyStudy *study, const JlyStudyQuestion *question, const char *setting)
{
  const char *id = get_setting (question, setting);

  for (guint i = 0; id != NULL && i < study->columns->len; i++)
    {
      const JlyStudyColumn *column = study->columns->pdata[i];

      if (g_str_equal (column->id, id))
        return column->title;
    }
  return id;
}

/* "Sum, “Turnover”, where “Size” = small": what was asked, in words and not by its id. */
static char *
name_question (const JlyStudy *study, const JlyStudyQuestion *question)
{
  const JlyAnalysis *analysis = jly_analysis_find (question->analysis);
  const char *column = find_title (study, question, "column");
  const char *where = find_title (study, question, "where");
  GString *name = g_string_new (analysis != NULL ? _ (analysis->title) : question->analysis);

  if (column != NULL)
    {
      g_autofree char *plain = g_string_free (g_steal_pointer (&name), FALSE);

      name = g_string_new (NULL);
      /* Translators: what was computed, and of which column: Sum, “Turnover”. */
      g_string_printf (name, _ ("%s, “%s”"), plain, column);
    }
  if (where != NULL)
    /* Translators: a column, a comparison, a value: where “Size” = small. */
    g_string_append_printf (name, _ (", where “%s” %s %s"), where, get_setting (question, "is"),
                            get_setting (question, "value"));
  return g_string_free (name, FALSE);
}

/* A result is called by its question's id, and what follows it. */
static char *
name_opened (const JlyStudy *study, const char *what)
{
  const gsize length = strcspn (what, "/");

  if (g_str_equal (what, JLY_PLAN_REJECTED))
    return g_strdup (_ ("how many of its own rows the checks left out"));
  for (guint i = 0; i < study->questions->len; i++)
    {
      const JlyStudyQuestion *question = study->questions->pdata[i];
      g_autofree char *name = NULL;

      if (strlen (question->id) != length || strncmp (question->id, what, length) != 0)
        continue;
      name = name_question (study, question);
      return g_strconcat (name, what + length, NULL);
    }
  return g_strdup (what);
}

/* One sentence per question. */
static char *
join_headlines (const JlyStudy *study, JlyResult *result)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < study->questions->len; i++)
    {
      const JlyStudyQuestion *question = study->questions->pdata[i];
      g_autofree char *headline = jly_result_headline (result, study, i, jly_amount_format_signed);
      g_autofree char *title = name_question (study, question);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", title,
                              headline != NULL ? headline : "–");
    }
  return g_string_free (text, FALSE);
}

char *
jly_ctl_report_headline (const JlyStudy *study, JlyResult *result)
{
  if (!is_joint_bid (study))
    return join_headlines (study, result);
  return headline_of_bid (study, result);
}

/* Cells of a table, rows of n_columns; all owned. */
static void
append_table (GString *text, GPtrArray *cells, guint n_columns)
{
  g_autofree glong *widths = g_new0 (glong, n_columns);

  for (guint i = 0; i < cells->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns], g_utf8_strlen (cells->pdata[i], -1));
  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = cells->pdata[i];
      int space = (int)(widths[i % n_columns] - g_utf8_strlen (cell, -1));
      gboolean is_text = i % n_columns == 0 || i % n_columns == 2;

      g_string_append (text, i % n_columns == 0 ? "  " : "   ");
      if (is_text)
        g_string_append_printf (text, "%s%*s", cell, space, "");
      else
        g_string_append_printf (text, "%*s%s", space, "", cell);
      if (i % n_columns == n_columns - 1)
        g_string_append_c (text, '\n');
    }
}

static void
add_row_cells (GPtrArray *cells, const JlyStudy *study, JlyResult *result, const JlyStudyRow *row)
{
  const JlyStudyColumn *amount = study->columns->pdata[0];
  g_autofree char *need = jly_amount_format (row->need, amount->scale);

  g_ptr_array_add (cells, g_strdup (row->name));
  g_ptr_array_add (cells, g_strdup_printf ("%s %s", need, row->unit));
  g_ptr_array_add (cells, g_strdup (is_met (result, row->name) ? _ ("met") : _ ("not met")));
  for (guint i = 0; i < study->providers->len; i++)
    {
      const JlyParty *party = study->providers->pdata[i];

      g_ptr_array_add (cells, format_value (find_row (result, "part", row->name, party->name)));
    }
}

static void
append_requirements (GString *text, const JlyStudy *study, JlyResult *result)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (_ ("Requirement")));
  g_ptr_array_add (cells, g_strdup (_ ("Required")));
  g_ptr_array_add (cells, g_strdup (""));
  for (guint i = 0; i < study->providers->len; i++)
    g_ptr_array_add (
        cells, g_strdup_printf (_ ("Part of %s"), ((JlyParty *)study->providers->pdata[i])->name));
  for (guint i = 0; i < study->rows->len; i++)
    add_row_cells (cells, study, result, study->rows->pdata[i]);
  append_table (text, cells, 3 + study->providers->len);
}

static void
append_learned (GString *text, const JlyStudy *study, JlyResult *result)
{
  gboolean priced = jly_result_find (result, "price", "everyone")->value != NULL;

  g_string_append_printf (text, "\n%s\n", _ ("Who learned what"));
  g_string_append_printf (text, "  %s\n",
                          priced
                              ? _ ("All three: each requirement is met, and the price.")
                              : _ ("All three: which requirements are met. No price was opened."));
  for (guint i = 0; i < study->providers->len; i++)
    {
      g_string_append (text, "  ");
      g_string_append_printf (text, _ ("Only %s: its own part."),
                              ((JlyParty *)study->providers->pdata[i])->name);
      g_string_append_c (text, '\n');
    }
  g_string_append_printf (
      text, "  %s\n",
      _ ("Nobody: any company's amounts, costs, revenues or asks, nor who was cheapest."));
  if (priced)
    g_string_append_printf (text, "  %s\n",
                            _ ("From the price and its own part each company can work out what the "
                               "other two cost together."));
}

static void
append_opened (GString *text, const JlyStudy *study, JlyResult *result)
{
  g_string_append_printf (text, "\n%s\n", _ ("Opened, and to whom"));
  for (guint i = 0; i < result->opened->len; i++)
    {
      const JlyResultOpened *opened = result->opened->pdata[i];
      g_autofree char *what = name_opened (study, opened->what);

      g_string_append_printf (text, "  %s → %s\n", what,
                              g_str_equal (opened->to, "every provider") ? _ ("every company")
                                                                         : opened->to);
    }
}

static void
append_cost (GString *text, JlyResult *result)
{
  g_string_append_printf (text, "\n%s\n  ", _ ("What it cost"));
  g_string_append_printf (
      text,
      _ ("The three computing parties sent %" PRIu64 ", %" PRIu64 " and %" PRIu64
         " bytes in %" PRIu64 " rounds; all took %.2f seconds."),
      result->bytes[0], result->bytes[1], result->bytes[2], result->rounds, result->seconds);
  g_string_append_c (text, '\n');
}

/* What the agreed checks left out, where a company's file is known here. */
static void
append_rejected (GString *text, JlyResult *result)
{
  for (guint i = 0; i < result->items->len; i++)
    {
      const JlyResultItem *item = result->items->pdata[i];

      if (!g_str_equal (item->analysis, "checks") || g_strcmp0 (item->value, "0") == 0
          || item->reason == NULL)
        continue;
      g_string_append (text, "  ");
      g_string_append_printf (text, _ ("Only %s: %s"), item->recipient, item->reason);
      g_string_append_c (text, '\n');
    }
}

/* Whether an item is a figure of the question: "total", "total/small". */
static gboolean
is_of_question (const JlyResultItem *item, const char *question)
{
  gsize n = strlen (question);

  return strncmp (item->id, question, n) == 0 && (item->id[n] == '\0' || item->id[n] == '/')
         && !g_str_equal (item->kind, "text") && !g_str_equal (item->kind, "bool");
}

/* The figures of questions that have several. */
static void
append_figures (GString *text, const JlyStudy *study, JlyResult *result)
{
  for (guint i = 0; i < study->questions->len; i++)
    {
      const char *id = ((const JlyStudyQuestion *)study->questions->pdata[i])->id;
      g_autofree char *headline = g_strconcat (id, "/headline", NULL);

      for (guint k = 0; k < result->items->len; k++)
        {
          const JlyResultItem *item = result->items->pdata[k];
          g_autofree char *value = NULL;

          if (jly_result_find (result, headline, "everyone") == NULL || !is_of_question (item, id))
            continue;
          value = item->value != NULL ? format_value (item) : g_strdup (item->reason);
          if (!g_str_equal (item->recipient, "everyone"))
            g_string_append_printf (text, _ ("  Only %s:"), item->recipient);
          g_string_append_printf (text, "  %s: %s%s%s\n", item->id, value,
                                  item->value != NULL && item->unit != NULL ? " " : "",
                                  item->value != NULL && item->unit != NULL ? item->unit : "");
        }
    }
  g_string_append_c (text, '\n');
}

/* What to look at before one believes a result, question by question; what warns has a mark. */
static void
append_sanity (GString *text, const JlyStudy *study, JlyResult *result)
{
  static const char *const notes[] = { "contributors", "range", "left-out", "hidden", "personal" };

  g_string_append_printf (text, "%s\n", _ ("Before you use this"));
  for (guint i = 0; i < study->questions->len; i++)
    {
      g_autofree char *title = name_question (study, study->questions->pdata[i]);

      g_string_append_printf (text, "  %s\n", title);
      for (guint k = 0; k < G_N_ELEMENTS (notes); k++)
        {
          g_autofree char *id = jly_study_name_sanity (study, i, notes[k]);
          const JlyResultItem *item = jly_result_find (result, id, JLY_STUDY_EVERYONE);

          if (item != NULL && item->value != NULL)
            g_string_append_printf (text, "  %s %s\n", item->reason != NULL ? "!" : "·",
                                    item->value);
        }
    }
  g_string_append_c (text, '\n');
}

/* Who learns what, as each analysis says it. */
static void
append_who (GString *text, const JlyStudy *study)
{
  g_string_append_printf (text, "%s\n", _ ("Who learned what"));
  for (guint i = 0; i < study->questions->len; i++)
    {
      const JlyStudyQuestion *question = study->questions->pdata[i];
      const JlyAnalysis *analysis = jly_analysis_find (question->analysis);

      g_autofree char *title = name_question (study, question);

      g_string_append_printf (text, "  %s: %s\n", title,
                              analysis != NULL ? _ (analysis->who) : "–");
    }
}

char *
jly_ctl_report_text (const JlyStudy *study, JlyResult *result)
{
  g_autofree char *headline = jly_ctl_report_headline (study, result);
  GString *text = g_string_new (headline);

  g_string_append (text, "\n\n");
  if (is_joint_bid (study))
    {
      append_requirements (text, study, result);
      append_learned (text, study, result);
    }
  else
    {
      append_figures (text, study, result);
      append_sanity (text, study, result);
      append_who (text, study);
    }
  append_rejected (text, result);
  append_opened (text, study, result);
  append_cost (text, result);
  return g_string_free (text, FALSE);
}
