/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sanity.h. */
#include "config.h"

#include "analysis/jly-sanity.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "base/jly-decimal.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define FEW_ROWS 5 /* below this a group is likely to be about single people */

static void
free_note (gpointer data)
{
  JlySanityNote *note = data;

  g_free (note->words);
  g_free (note);
}

/* Takes words. */
static void
add (GPtrArray *notes, const char *id, gboolean is_warning, char *words)
{
  JlySanityNote *note = g_new (JlySanityNote, 1);

  *note = (JlySanityNote){ id, is_warning, words };
  g_ptr_array_add (notes, note);
}

static void
add_contributors (GPtrArray *notes, const JlyInputs *inputs)
{
  guint64 n_rows = jly_inputs_count_rows (inputs);
  guint64 n_most = jly_inputs_count_most_rows (inputs);
  g_autofree char *parties
      = g_strdup_printf (ngettext ("%u party", "%u parties", inputs->n_sources), inputs->n_sources);
  g_autofree char *rows
      = g_strdup_printf (ngettext ("%" PRIu64 " row", "%" PRIu64 " rows", (gulong)n_rows), n_rows);

  /* A plan that was made before anybody brought rows counts the most that each may bring. */
  if (n_rows == n_most)
    add (notes, "contributors", FALSE,
         g_strdup_printf (_ ("%s brought figures, with up to %s in all."), parties, rows));
  else
    add (notes, "contributors", FALSE,
         g_strdup_printf (_ ("%s brought %s in all; up to %" PRIu64 " were agreed."), parties, rows,
                          n_most));
}

/* Where figures of a name may lie, in steps of their scale. */
typedef struct
{
  __int128 least, most;
  gboolean is_known;
} Bounds;

static gboolean
is_any_of (const char *id, const char *const *names)
{
  gsize n = strcspn (id, "/");

  for (; *names != NULL; names++)
    if (strlen (*names) == n && strncmp (id, *names, n) == 0)
      return TRUE;
  return FALSE;
}

/* Of the columns that the question measures, if it names any. */
static gboolean
read_ends (const JlyQuery *query, gint64 *least, gint64 *most, guint *scale)
{
  guint columns[256];
  guint n = jly_query_get (query, "column") != NULL
                ? jly_query_get_columns (query, "column", columns, G_N_ELEMENTS (columns))
                : 0;

  for (guint i = 0; i < n; i++)
    {
      const JlyInputColumn *column = &query->inputs->columns[columns[i]];

      if (column->kind != JLY_VALUE_NUMBER)
        return FALSE;
      *least = i == 0 ? column->least : MIN (*least, column->least);
      *most = i == 0 ? column->most : MAX (*most, column->most);
      *scale = column->scale;
    }
  return n > 0;
}

static Bounds
find_bounds (const JlyQuery *query, const JlyFigure *figure, guint *scale)
{
  static const char *const like_values[]
      = { "mean", "median", "quartiles", "percentile", "box", NULL };
  static const char *const like_sums[] = { "sum", NULL }, *const like_counts[] = { "count", NULL };
  gint64 least = 0, most = 0;
  __int128 n = (gint64)jly_inputs_count_rows (query->inputs);

  *scale = 0;
  if (is_any_of (figure->id, like_counts))
    return (Bounds){ 0, n, TRUE };
  if (!read_ends (query, &least, &most, scale))
    return (Bounds){ 0 };
  if (is_any_of (figure->id, like_values))
    return (Bounds){ least, most, TRUE };
  if (is_any_of (figure->id, like_sums))
    return (Bounds){ MIN (least, 0) * n, MAX (most, 0) * n, TRUE };
  return (Bounds){ 0 };
}

/* As doubles: what is off by a rounding is not off. */
static gboolean
is_inside (const JlyFigure *figure, const Bounds *bounds, guint scale)
{
  double value = g_ascii_strtod (figure->value, NULL), unit = 1, slack;

  for (guint i = 0; i < scale; i++)
    unit *= 10;
  slack = 1e-9 * (1 + (double)bounds->most / unit - (double)bounds->least / unit);
  return value >= (double)bounds->least / unit - slack
         && value <= (double)bounds->most / unit + slack;
}

static void
add_range (GPtrArray *notes, const JlyQuery *query, const GPtrArray *figures)
{
  guint n_judged = 0, n_outside = 0;

  for (guint i = 0; i < figures->len; i++)
    {
      const JlyFigure *figure = figures->pdata[i];
      guint scale;
      Bounds bounds;

      if (figure->kind != JLY_FIGURE_NUMBER || figure->is_own)
        continue;
      bounds = find_bounds (query, figure, &scale);
      n_judged += bounds.is_known;
      n_outside += bounds.is_known && !is_inside (figure, &bounds, scale);
    }
  if (n_outside > 0)
    add (notes, "range", TRUE,
         g_strdup_printf (
             ngettext ("%u figure is larger or smaller than the agreed ranges allow. Do "
                       "not use this result before that is explained.",
                       "%u figures are larger or smaller than the agreed ranges allow. "
                       "Do not use this result before that is explained.",
                       n_outside),
             n_outside));
  else if (n_judged > 0)
    add (notes, "range", FALSE,
         g_strdup (
             _ ("No figure is larger or smaller than the agreed ranges allow. Only you can say "
                "whether it is about as large as you expected.")));
}

static gboolean
may_lack_cells (const JlyInputs *inputs)
{
  for (guint i = 0; i < inputs->n_columns; i++)
    if (inputs->columns[i].may_be_missing)
      return TRUE;
  return FALSE;
}

static void
add_left_out (GPtrArray *notes, const JlyQuery *query)
{
  g_autofree char *where = jly_condition_describe (query);
  GString *words = g_string_new (NULL);

  if (where != NULL)
    g_string_append_printf (words, _ ("Only rows count %s."), where);
  else
    g_string_append (words, _ ("The question leaves no rows out."));
  g_string_append_c (words, ' ');
  g_string_append (words, _ ("Rows that break the agreed checks are left out; each party learns "
                             "how many of its own these were."));
  if (may_lack_cells (query->inputs))
    {
      g_string_append_c (words, ' ');
      g_string_append (words, _ ("Rows whose cell is empty are left out of what is asked of it."));
    }
  add (notes, "left-out", FALSE, g_string_free (words, FALSE));
}

static void
add_hidden (GPtrArray *notes,
            const JlyAnalysis *analysis,
            const JlyQuery *query,
            const GPtrArray *figures)
{
  g_autofree char *why = jly_limits_explain (&query->inputs->limits);
  GString *words = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < figures->len; i++)
    n += ((const JlyFigure *)figures->pdata[i])->kind == JLY_FIGURE_HIDDEN;
  if (n > 0)
    g_string_append_printf (
        words, ngettext ("%u figure is not shown.", "%u figures are not shown.", n), n);
  else
    g_string_append (words, _ ("No figure is hidden."));
  if (n > 0 && why != NULL)
    g_string_append_printf (words, _ (" What may be %s."), why);
  g_string_append_c (words, ' ');
  g_string_append (words, _ (analysis->who));
  add (notes, "hidden", FALSE, g_string_free (words, FALSE));
}

/* Shown numbers of rows that are small. */
static guint
count_few (const GPtrArray *figures)
{
  static const char *const counts[] = { "count", NULL };
  guint n = 0;

  for (guint i = 0; i < figures->len; i++)
    {
      const JlyFigure *figure = figures->pdata[i];

      if (figure->kind == JLY_FIGURE_NUMBER && is_any_of (figure->id, counts))
        {
          double rows = g_ascii_strtod (figure->value, NULL);

          n += rows > 0 && rows < FEW_ROWS;
        }
    }
  return n;
}

static gboolean
shows_ends (const JlyQuery *query)
{
  guint tenths = jly_query_get_tenths (query, "percent", 500);

  return g_strcmp0 (jly_query_get (query, "whiskers"), "ends") == 0 || tenths == 0
         || tenths == 1000;
}

static void
add_personal (GPtrArray *notes, const JlyQuery *query, const GPtrArray *figures)
{
  const JlyLimits *limits = &query->inputs->limits;
  guint n_few = count_few (figures);

  if (shows_ends (query))
    add (notes, "personal", TRUE,
         g_strdup (_ ("The least and the largest value are somebody's own figures: treat the "
                      "result as personal data if rows are about people.")));
  else if (n_few > 0)
    add (notes, "personal", TRUE,
         g_strdup_printf (ngettext ("%u shown group has fewer than 5 rows: treat the result as "
                                    "personal data if rows are about people.",
                                    "%u shown groups have fewer than 5 rows: treat the result as "
                                    "personal data if rows are about people.",
                                    n_few),
                          n_few));
  else if (limits->min_rows < FEW_ROWS)
    add (notes, "personal", TRUE,
         g_strdup (_ ("This study does not hide small groups: if rows are about people, the result "
                      "may itself be personal data.")));
  else
    add (notes, "personal", FALSE,
         g_strdup_printf (_ ("At least %u rows are behind every figure that is shown. Somebody "
                             "who knows nearly all of them may still work out something about "
                             "the rest."),
                          limits->min_rows));
}

/* Sentences give a p in brackets, which few people know how to read. */
static void
add_chance (GPtrArray *notes, const GPtrArray *figures)
{
  for (guint i = 0; i < figures->len; i++)
    if (g_strcmp0 (((const JlyFigure *)figures->pdata[i])->id, "p-value") == 0)
      {
        add (notes, "chance", FALSE,
             g_strdup (_ ("“p” says how often mere chance brings out something at least this "
                          "clear: 0.05 means 5 times in 100. Below that it counts as more than "
                          "chance.")));
        return;
      }
}

GPtrArray *
jly_sanity_list (const JlyAnalysis *analysis, const JlyQuery *query, const JlyAnswer *answer)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (free_note);
  g_autoptr (GPtrArray) figures = jly_figures_list (analysis, query, answer);

  add_contributors (notes, query->inputs);
  add_range (notes, query, figures);
  add_left_out (notes, query);
  add_hidden (notes, analysis, query, figures);
  add_personal (notes, query, figures);
  add_chance (notes, figures);
  return notes;
}
