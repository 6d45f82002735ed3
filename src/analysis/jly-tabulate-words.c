/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences on tables; see jly-tabulate.h. */
#include "config.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_DECIMALS 4 /* of a number in a sentence; all its digits are in the table */
#define MOST_SAID 4     /* results in a sentence; one more is said before "and 2 more" */
#define LARGEST 9e17    /* steps that can be printed */

/* "Mean of Turnover by Size". */
static char *
name_table (const JlyTabulation *self, const JlyQuery *query, const char *name)
{
  g_auto (JlyCells) cells = jly_cells_read (query);
  g_autofree char *by = jly_cells_describe (&cells, query->inputs);
  g_autofree char *of = NULL, *where = jly_condition_describe (query);
  const JlyInputColumn *column = jly_tabulate_get_column (self, query, 0);
  GString *text = g_string_new (name);

  if (column != NULL && jly_tabulate_count_values (self, query) == cells.n)
    g_string_append_printf (text, _ (" of “%s”"), column->title);
  if (by != NULL)
    g_string_append_printf (text, _ (" by %s"), by);
  if (where != NULL)
    g_string_append_printf (text, ", %s", where);
  return g_string_free (text, FALSE);
}

char *
jly_tabulate_describe_counts (
    const JlyTabulation *self, const JlyQuery *query, const char *name, gsize n, gsize n_hidden)
{
  g_autofree char *title = name_table (self, query, name), *results = NULL;

  results = g_strdup_printf (ngettext ("%u result", "%u results", (gulong)n), (guint)n);
  if (n_hidden == 0)
    return g_strdup_printf (_ ("%s: %s, none hidden"), title, results);
  return g_strdup_printf (
      ngettext ("%s: %s, %u of them hidden", "%s: %s, %u of them hidden", (gulong)n_hidden), title,
      results, (guint)n_hidden);
}

char *
jly_tabulate_describe (const JlyTabulation *self,
                       const JlyQuery *query,
                       const JlyAnswer *answer,
                       const char *name)
{
  gsize n = jly_tabulate_count_values (self, query), n_hidden = 0;

  for (gsize i = 0; i < n; i++)
    n_hidden += !jly_tabulate_is_shown (self, answer, i);
  return jly_tabulate_describe_counts (self, query, name, n, n_hidden);
}

/* "12.50 EUR"; NULL if the figure is no number or too large for a sentence. */
static char *
print_figure (const JlyFigure *figure, JlyFormatFunc format)
{
  guint scale = MIN (figure->scale, MOST_DECIMALS);
  g_autofree char *number = NULL;
  double steps;

  if (figure->kind != JLY_FIGURE_NUMBER)
    return NULL;
  steps = g_ascii_strtod (figure->value, NULL) * pow (10, scale);
  if (!(fabs (steps) < LARGEST))
    return NULL;
  number = format (llround (steps), scale);
  if (figure->unit == NULL || *figure->unit == '\0')
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s %s", number, figure->unit);
}

char *
jly_tabulate_say_all (const JlyTabulation *self,
                      const JlyAnalysis *analysis,
                      const JlyQuery *query,
                      const JlyAnswer *answer,
                      const char *name,
                      JlyFormatFunc format)
{
  g_autoptr (GPtrArray) figures = jly_figures_list (analysis, query, answer);
  g_autofree char *title = name_table (self, query, name);
  g_autoptr (GString) text = g_string_new (title);

  for (guint i = 0; i < figures->len; i++)
    {
      g_autofree char *value = print_figure (figures->pdata[i], format);

      if (value == NULL)
        return NULL;
      g_string_append_printf (text, "%s %s", i > 0 ? "," : ":", value);
    }
  return g_strdup (text->str);
}

/* What value i is of, in words: "Turnover", "small", "Turnover, small". Owned by the caller. */
static char *
name_value (const JlyTabulation *self, const JlyQuery *query, const JlyCells *cells, gsize i)
{
  const JlyInputColumn *column = jly_tabulate_get_column (self, query, i);
  g_autofree char *cell = jly_cells_label (cells, query->inputs, (guint)(i % cells->n));

  if (column == NULL || jly_tabulate_count_values (self, query) == cells->n)
    return g_steal_pointer (&cell);
  return cell != NULL ? g_strdup_printf ("%s, %s", column->title, cell) : g_strdup (column->title);
}

/* "small 12.50 EUR; large 30.00 EUR; and 3 more". */
static char *
list_values (const JlyTabulation *self,
             const JlyQuery *query,
             const JlyAnswer *answer,
             const GPtrArray *figures,
             const char *figure,
             JlyFormatFunc format)
{
  g_auto (JlyCells) cells = jly_cells_read (query);
  gsize n = jly_tabulate_count_values (self, query), n_said = n <= MOST_SAID + 1 ? n : MOST_SAID;
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_said; i++)
    {
      g_autofree char *name = name_value (self, query, &cells, i);
      g_autofree char *label = jly_tabulate_label (self, query, i);
      g_autofree char *id = g_strdup_printf ("%s/%s", figure, label);
      const JlyFigure *found = jly_figures_find (figures, id);
      g_autofree char *value = found != NULL ? print_figure (found, format) : NULL;

      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", name,
                              !jly_tabulate_is_shown (self, answer, i) ? _ ("hidden")
                              : value != NULL                          ? value
                                                                       : "–");
    }
  if (n > n_said)
    /* Translators: follows a list of results: "small 12.50 EUR; large 30.00 EUR; and 3 more". */
    g_string_append_printf (text, ngettext ("; and %u more", "; and %u more", (gulong)(n - n_said)),
                            (guint)(n - n_said));
  return g_string_free (text, FALSE);
}

char *
jly_tabulate_say (const JlyTabulation *self,
                  const JlyAnalysis *analysis,
                  const JlyQuery *query,
                  const JlyAnswer *answer,
                  const char *name,
                  const char *figure,
                  JlyFormatFunc format)
{
  g_autoptr (GPtrArray) figures = jly_figures_list (analysis, query, answer);
  const JlyFigure *found = jly_figures_find (figures, figure);
  g_autofree char *title = name_table (self, query, name);
  g_autofree char *value = NULL;

  if (jly_tabulate_count_values (self, query) > 1)
    value = list_values (self, query, answer, figures, figure, format);
  else if (found != NULL)
    value = print_figure (found, format);
  /* Without limits there is a reason that can be said: there are no rows, or a zero below the line.
   */
  if (value == NULL && found != NULL && found->kind == JLY_FIGURE_HIDDEN
      && !jly_limits_is_any (&query->inputs->limits))
    value = g_strdup (found->reason);
  return value != NULL ? g_strdup_printf ("%s: %s", title, value)
                       : jly_tabulate_describe (self, query, answer, name);
}

void
jly_tabulate_derive (const JlyTabulation *self,
                     const JlyQuery *query,
                     const JlyAnswer *answer,
                     GPtrArray *figures,
                     JlyTabulateDeriveFunc func)
{
  gsize n = jly_tabulate_count_values (self, query);

  for (gsize i = 0; i < n; i++)
    {
      const JlyInputColumn *column = jly_tabulate_get_column (self, query, i);
      g_autofree char *name = jly_tabulate_label (self, query, i);

      func (query, answer, figures, column, name, i);
    }
}
