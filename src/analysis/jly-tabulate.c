/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-tabulate.h: shapes, names and the reference. The secure form is in
 * jly-tabulate-secure.c. */
#include "config.h"

#include "analysis/jly-tabulate.h"

#include "analysis/jly-limbs.h"
#include "analysis/jly-suppress.h"
#include "analysis/jly-figure.h"
#include "analysis/jly-tabulate-private.h"
#include "base/jly-error.h"
#include "engine/jly-count.h"
#include "engine/jly-gate.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define MAX_MEASURES 50

void
jly_measures_clear (JlyMeasures *self)
{
  jly_cells_clear (&self->cells);
  g_free (self->first);
}

JlyMeasures
jly_measures_read (const JlyTabulation *tabulation, const JlyQuery *query)
{
  JlyMeasures self
      = { .n = 1, .cells = jly_cells_read (query), .first = g_new0 (guint, MAX_MEASURES) };

  if (tabulation->column != NULL)
    self.n = jly_query_get_columns (query, tabulation->column, self.first, MAX_MEASURES);
  if (tabulation->other != NULL)
    jly_query_get_column (query, tabulation->other, &self.other);
  self.has_first = tabulation->column != NULL;
  self.has_other = tabulation->other != NULL;
  self.n_values = self.n * self.cells.n;
  return self;
}

gsize
jly_tabulate_count_values (const JlyTabulation *self, const JlyQuery *query)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);

  return measures.n_values;
}

const JlyInputColumn *
jly_tabulate_get_column (const JlyTabulation *self, const JlyQuery *query, gsize i)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);

  return measures.has_first ? &query->inputs->columns[measures.first[i / measures.cells.n]] : NULL;
}

char *
jly_tabulate_label (const JlyTabulation *self, const JlyQuery *query, gsize i)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);
  g_autofree char *cell = NULL;
  const char *column;

  if (i >= measures.n_values)
    return NULL;
  cell = jly_cells_label (&measures.cells, query->inputs, (guint)(i % measures.cells.n));
  if (measures.n == 1)
    return g_steal_pointer (&cell);
  column = query->inputs->columns[measures.first[i / measures.cells.n]].id;
  return g_strjoin ("/", column, cell, NULL);
}

gboolean
jly_tabulate_is_shown (const JlyTabulation *self, const JlyAnswer *answer, gsize i)
{
  return answer->outputs[self->n_terms].values[i] != 0;
}

/* Bits of the largest absolute value that a column's number can have. */
static guint
measure_column (const JlyInputColumn *column)
{
  guint64 largest = (guint64)MAX (column->most, -column->least);

  return MAX (1, g_bit_storage (largest));
}

/* Whether a value of the term may be below zero. */
static gboolean
is_signed (const JlyMeasures *self, const JlyQuery *query, JlyTerm term)
{
  const JlyInputColumn *columns = query->inputs->columns;
  gboolean other = self->has_other && columns[self->other].least < 0, first = FALSE;

  for (guint i = 0; self->has_first && i < self->n; i++)
    first = first || columns[self->first[i]].least < 0;
  switch (term)
    {
    case JLY_TERM_SUM:
      return first;
    case JLY_TERM_OTHER:
      return other;
    case JLY_TERM_PRODUCT:
      return first || other;
    default:
      return FALSE;
    }
}

/* n numbers of w bits add up to less than 2^(w + lg n). */
guint
jly_measures_get_width (const JlyMeasures *self, const JlyQuery *query, JlyTerm term)
{
  gsize most_rows = jly_inputs_count_most_rows (query->inputs);
  guint rows = jly_gate_log2 (most_rows) + is_signed (self, query, term), width = 0, other;

  if (term == JLY_TERM_COUNT || term == JLY_TERM_MISSING)
    return jly_count_width (most_rows);
  for (guint i = 0; i < self->n; i++)
    width = MAX (width, measure_column (&query->inputs->columns[self->first[i]]));
  other = self->has_other ? measure_column (&query->inputs->columns[self->other]) : 0;
  switch (term)
    {
    case JLY_TERM_OTHER:
      return other + rows;
    case JLY_TERM_SQUARE:
      return 2 * width + rows;
    case JLY_TERM_PRODUCT:
      return width + other + rows;
    default:
      return width + rows;
    }
}

static gboolean
refuse_wide (const JlyInputColumn *column, GError **error)
{
  JlyErrorDetail detail = {
    .step = "study",
    .column = column->title,
    .next = _ ("Agree on a smaller range, on fewer decimals or on fewer rows."),
  };

  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   _ ("The agreed range of “%s” is too wide: what is asked of it could not be "
                      "computed exactly."),
                   column->title);
}

JlyTables
jly_measures_get_tables (const JlyMeasures *self,
                         const JlyTabulation *tabulation,
                         const JlyQuery *query)
{
  const JlyLimits *limits = &query->inputs->limits;
  gboolean is_split = limits->min_parties > 1 || (limits->top_share > 0 && limits->top_share < 100);
  gboolean has_sum = self->has_first && tabulation->n_terms > 0;

  has_sum = has_sum && tabulation->terms[0] == JLY_TERM_SUM;
  return (JlyTables){
    .n_tables = self->n,
    .n_lines = self->cells.n_lines,
    .n_across = self->cells.n_across,
    .n_parties = is_split ? query->inputs->n_sources : 1,
    .count_width = jly_measures_get_width (self, query, JLY_TERM_COUNT),
    .sum_width = has_sum ? jly_measures_get_width (self, query, JLY_TERM_SUM) + 1 : 0,
  };
}

static guint
get_scale (const JlyInputColumn *first, const JlyInputColumn *other, JlyTerm term)
{
  switch (term)
    {
    case JLY_TERM_SUM:
      return first->scale;
    case JLY_TERM_OTHER:
      return other->scale;
    case JLY_TERM_SQUARE:
      return 2 * first->scale;
    case JLY_TERM_PRODUCT:
      return first->scale + other->scale;
    default:
      return 0;
    }
}

/* Measures side by side share their outputs, so they must count alike. */
static gboolean
check_alike (const JlyMeasures *self, const JlyQuery *query, GError **error)
{
  const JlyInputColumn *first = &query->inputs->columns[self->first[0]];
  JlyErrorDetail detail
      = { .step = "study", .next = _ ("Ask about them in questions of their own.") };

  for (guint i = 1; self->has_first && i < self->n; i++)
    {
      const JlyInputColumn *column = &query->inputs->columns[self->first[i]];

      if (column->scale != first->scale || !g_str_equal (column->unit, first->unit))
        return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                         _ ("“%s” and “%s” have different units or decimals."), first->title,
                         column->title);
    }
  return TRUE;
}

gboolean
jly_tabulate_check (const JlyTabulation *self,
                    const JlyQuery *query,
                    JlyOutputShape *shapes,
                    GError **error)
{
  g_auto (JlyMeasures) measures = { .n = 0 };
  const JlyInputColumn *first, *other;
  JlyErrorDetail detail = { .step = "study", .next = _ ("Ask for fewer columns or groups.") };
  JlyTables tables;

  if (!jly_cells_check (query, error))
    return FALSE;
  measures = jly_measures_read (self, query);
  if (!check_alike (&measures, query, error))
    return FALSE;
  if (measures.n_values > JLY_TABULATE_MAX_VALUES)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("The question has %u results; up to %d are possible."),
                     (guint)measures.n_values, JLY_TABULATE_MAX_VALUES);
  first = &query->inputs->columns[measures.first[0]];
  other = &query->inputs->columns[measures.other];
  for (guint i = 0; i < self->n_terms; i++)
    {
      const JlyInputColumn *of = self->terms[i] == JLY_TERM_OTHER ? other : first;
      gboolean is_amount = self->terms[i] == JLY_TERM_SUM || self->terms[i] == JLY_TERM_OTHER;

      shapes[i] = (JlyOutputShape){
        .n = measures.n_values,
        .width = jly_measures_get_width (&measures, query, self->terms[i]),
        .is_signed = is_signed (&measures, query, self->terms[i]),
        .scale = get_scale (first, other, self->terms[i]),
        .unit = is_amount && *of->unit != '\0' ? of->unit : NULL,
      };
      /* What does not fit a word comes in two of them. */
      if (shapes[i].width > JLY_TABULATE_MOST)
        return refuse_wide (of, error);
      if (shapes[i].width > JLY_TABULATE_WORD)
        shapes[i].width = JLY_LIMBS_WIDTH;
    }
  shapes[self->n_terms] = (JlyOutputShape){ .n = measures.n_values, .width = 1 };
  tables = jly_measures_get_tables (&measures, self, query);
  return jly_tables_is_exact (&tables, &query->inputs->limits) || refuse_wide (first, error);
}

/* Whether a row has the measure's cells. */
static gboolean
has_measure (const JlyMeasures *self, const JlyClearTable *table, guint measure, gsize row)
{
  return (!self->has_first || jly_clear_table_has (table, self->first[measure], row))
         && (!self->has_other || jly_clear_table_has (table, self->other, row));
}

static __int128
get_term (
    const JlyMeasures *self, const JlyClearTable *table, guint measure, gsize row, JlyTerm term)
{
  gint64 first = self->has_first ? table->values[self->first[measure]][row] : 0;
  gint64 other = self->has_other ? table->values[self->other][row] : 0;

  switch (term)
    {
    case JLY_TERM_COUNT:
    case JLY_TERM_MISSING:
      return 1;
    case JLY_TERM_SUM:
      return first;
    case JLY_TERM_OTHER:
      return other;
    case JLY_TERM_SQUARE:
      return (__int128)first * first;
    case JLY_TERM_PRODUCT:
      return (__int128)first * other;
    }
  g_assert_not_reached ();
}

typedef struct
{
  const JlyTabulation *self;
  const JlyMeasures *measures;
  const JlyTables *tables;
  gint64 *counts; /* [party][value] */
  __int128 *sums; /* the same */
  __int128 *terms[JLY_TABULATE_MAX_TERMS];
} Totals;

static void
add_row (const Totals *totals, const JlyClearTable *table, gsize row, guint party, int cell)
{
  const JlyMeasures *measures = totals->measures;
  guint p = totals->tables->n_parties > 1 ? party : 0;

  for (guint m = 0; m < measures->n; m++)
    {
      gsize i = m * measures->cells.n + (guint)cell;
      gboolean is_there = has_measure (measures, table, m, row);

      for (guint t = 0; t < totals->self->n_terms; t++)
        if (is_there == (totals->self->terms[t] != JLY_TERM_MISSING))
          totals->terms[t][i] += get_term (measures, table, m, row, totals->self->terms[t]);
      if (!is_there)
        continue;
      totals->counts[p * measures->n_values + i]++;
      if (measures->has_first)
        totals->sums[p * measures->n_values + i]
            += get_term (measures, table, m, row, JLY_TERM_SUM);
    }
}

static void
add_rows (const Totals *totals, const JlyQuery *query, const JlyClearTable *table)
{
  g_autofree int *cells = jly_cells_place (&totals->measures->cells, query, table);
  gsize row = 0;

  for (guint party = 0; party < query->inputs->n_sources; party++)
    for (gsize i = 0; i < query->inputs->n_rows[party]; i++, row++)
      if (cells[row] >= 0)
        add_row (totals, table, row, party, cells[row]);
}

JlyAnswer *
jly_tabulate_clear (const JlyTabulation *self, const JlyQuery *query, const JlyClearTable *table)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);
  JlyTables tables = jly_measures_get_tables (&measures, self, query);
  gsize n = measures.n_values;
  g_autofree gint64 *counts = g_new0 (gint64, tables.n_parties * n);
  g_autofree __int128 *sums = g_new0 (__int128, tables.n_parties *n);
  g_autofree __int128 *terms = g_new0 (__int128, n *JLY_TABULATE_MAX_TERMS);
  g_autofree gboolean *is_shown = g_new (gboolean, n);
  Totals totals = { self, &measures, &tables, counts, sums, { NULL } };
  JlyAnswer *answer = jly_answer_new (self->n_terms + 1);
  JlyOutputShape shapes[JLY_TABULATE_MAX_TERMS + 1];
  guint64 *shown;

  if (!jly_tabulate_check (self, query, shapes, NULL))
    g_assert_not_reached (); /* the query was checked */
  for (guint t = 0; t < self->n_terms; t++)
    {
      jly_output_shape_open (&shapes[t], answer, t);
      totals.terms[t] = terms + t * n;
    }
  shown = jly_answer_open (answer, self->n_terms, n);
  add_rows (&totals, query, table);
  jly_suppress_clear_wide (&tables, &query->inputs->limits, counts,
                           tables.sum_width > 0 ? sums : NULL, is_shown);
  for (gsize i = 0; i < n; i++)
    {
      shown[i] = is_shown[i];
      for (guint t = 0; t < self->n_terms; t++)
        jly_answer_set (answer, t, i, is_shown[i] ? totals.terms[t][i] : 0);
    }
  return answer;
}
