/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-cells.h. */
#include "config.h"

#include "analysis/jly-cells.h"

#include "analysis/jly-condition.h"
#include "base/jly-decimal.h"
#include "base/jly-error.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-one-hot.h"
#include "engine/jly-round.h"

#include <glib/gi18n-lib.h>

static void
add_dimension (JlyCells *self, guint column, guint n, GArray *edges)
{
  self->dimensions[self->n_dimensions++] = (JlyDimension){ column, n, edges };
}

static void
add_categories (JlyCells *self, const JlyQuery *query, const char *name)
{
  const JlyInputColumn *column;
  guint index;

  if (jly_query_get (query, name) == NULL)
    return;
  column = jly_query_get_column (query, name, &index);
  add_dimension (self, index, jly_input_column_count_categories (column), NULL);
}

JlyCells
jly_cells_read (const JlyQuery *query)
{
  JlyCells self = { .n_dimensions = 0 };

  if (jly_query_get (query, "edges") != NULL)
    {
      GArray *edges = jly_query_get_edges (query, "edges", "column");
      guint index;

      jly_query_get_column (query, "column", &index);
      add_dimension (&self, index, edges->len + 1, edges);
    }
  add_categories (&self, query, "by");
  if (self.n_dimensions < 2)
    add_categories (&self, query, "by-2");
  self.n_lines = self.n_dimensions > 0 ? self.dimensions[0].n : 1;
  self.n_across = self.n_dimensions > 1 ? self.dimensions[1].n : 1;
  self.n = self.n_lines * self.n_across;
  return self;
}

void
jly_cells_clear (JlyCells *self)
{
  for (guint i = 0; i < self->n_dimensions; i++)
    g_clear_pointer (&self->dimensions[i].edges, g_array_unref);
}

gboolean
jly_cells_check (const JlyQuery *query, GError **error)
{
  const char *by = jly_query_get (query, "by"), *by_2 = jly_query_get (query, "by-2");
  g_auto (JlyCells) self = { .n_dimensions = 0 };
  JlyErrorDetail detail = { .step = "study" };

  if (by_2 != NULL && (by == NULL || g_str_equal (by, by_2)))
    {
      detail.next = _ ("Name another column in “by”, or leave “by-2” out.");
      return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                       _ ("A table by two columns needs two different ones."));
    }
  self = jly_cells_read (query);
  detail.next = _ ("Group by columns with fewer categories.");
  return self.n <= JLY_CELLS_MAX
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("The question has %u groups; up to %d are possible."), self.n,
                      JLY_CELLS_MAX);
}

static char *
label_one (const JlyDimension *dimension, const JlyInputs *inputs, guint i)
{
  const JlyInputColumn *column = &inputs->columns[dimension->column];
  g_autofree char *least = NULL, *end = NULL;

  if (dimension->edges == NULL)
    return g_strdup (column->categories[i]);
  if (i > 0)
    least = jly_decimal_format (g_array_index (dimension->edges, gint64, i - 1), column->scale);
  if (i < dimension->edges->len)
    end = jly_decimal_format (g_array_index (dimension->edges, gint64, i), column->scale);
  if (least == NULL)
    return g_strdup_printf (_ ("below %s"), end);
  if (end == NULL)
    return g_strdup_printf (_ ("%s and more"), least);
  return g_strdup_printf (_ ("%s to below %s"), least, end);
}

char *
jly_cells_label (const JlyCells *self, const JlyInputs *inputs, guint cell)
{
  g_autofree char *line = NULL, *across = NULL;

  if (self->n_dimensions == 0)
    return NULL;
  line = label_one (&self->dimensions[0], inputs, cell / self->n_across);
  if (self->n_dimensions == 1)
    return g_steal_pointer (&line);
  across = label_one (&self->dimensions[1], inputs, cell % self->n_across);
  return g_strconcat (line, "/", across, NULL);
}

char *
jly_cells_describe (const JlyCells *self, const JlyInputs *inputs)
{
  const char *first, *second;

  if (self->n_dimensions == 0)
    return NULL;
  first = inputs->columns[self->dimensions[0].column].title;
  if (self->n_dimensions == 1)
    return g_strdup (first);
  second = inputs->columns[self->dimensions[1].column].title;
  return g_strdup_printf (_ ("%s and %s"), first, second);
}

/* -1: in none. */
static int
place_one (const JlyDimension *dimension, const JlyClearTable *table, gsize row)
{
  gint64 value = table->values[dimension->column][row];
  guint i = 0;

  if (!jly_clear_table_has (table, dimension->column, row))
    return -1;
  if (dimension->edges == NULL)
    return value >= 0 && value < dimension->n ? (int)value : -1;
  while (i < dimension->edges->len && value >= g_array_index (dimension->edges, gint64, i))
    i++;
  return (int)i;
}

int *
jly_cells_place (const JlyCells *self, const JlyQuery *query, const JlyClearTable *table)
{
  g_autofree gboolean *counts = jly_condition_judge (query, table);
  gsize n = jly_inputs_count_rows (query->inputs);
  int *cells = g_new (int, n);

  for (gsize row = 0; row < n; row++)
    {
      cells[row] = counts[row] ? 0 : -1;
      for (guint d = 0; d < self->n_dimensions && cells[row] >= 0; d++)
        {
          int place = place_one (&self->dimensions[d], table, row);

          cells[row] = place >= 0 ? cells[row] * (int)self->dimensions[d].n + place : -1;
        }
    }
  return cells;
}

/* Below each edge, and everything: what lies in a range is in one of these and not in the one
 * before. */
static JlyBits *
split_ranges (JlyEngine *engine,
              const JlyDimension *dimension,
              const JlyInputs *inputs,
              const JlyBits *codes,
              const JlyBits *weight,
              GError **error)
{
  gint64 base = jly_input_column_get_base (&inputs->columns[dimension->column]);
  guint n_edges = dimension->edges->len;
  g_autofree guint64 *bounds = g_new (guint64, n_edges);
  g_autoptr (JlyBits) below = NULL, counted = NULL, planes = NULL;
  JlyBits all, first;

  for (guint i = 0; i < n_edges; i++)
    bounds[i] = (guint64)(g_array_index (dimension->edges, gint64, i) - base);
  below = jly_gate_less_than_constants (engine, codes, bounds, n_edges, error);
  counted = below != NULL ? jly_gate_and (engine, below, weight, error) : NULL;
  if (counted == NULL)
    return NULL;
  planes = jly_bits_copy_resized (counted, n_edges + 1);
  all = jly_bits_view (planes, n_edges, 1);
  jly_bits_assign (&all, weight);
  for (guint i = n_edges; i > 0; i--)
    {
      JlyBits plane = jly_bits_view (planes, i, 1);

      first = jly_bits_view (planes, i - 1, 1);
      jly_bits_xor (&plane, &first);
    }
  return g_steal_pointer (&planes);
}

/* weight where the dimension's cell is there. */
static JlyBits *
leave_out_missing (JlyEngine *engine,
                   const JlySecretTable *table,
                   guint column,
                   const JlyBits *weight,
                   GError **error)
{
  const JlyBits *there = jly_secret_table_get_there (table, column);

  return there != NULL ? jly_gate_and (engine, weight, there, error) : jly_bits_copy (weight);
}

static JlyBits *
split_one (JlyEngine *engine,
           const JlyDimension *dimension,
           const JlyInputs *inputs,
           const JlySecretTable *table,
           const JlyBits *weight,
           GError **error)
{
  const JlyBits *codes = table->columns[dimension->column];
  g_autoptr (JlyBits) counted = leave_out_missing (engine, table, dimension->column, weight, error);

  if (counted == NULL)
    return NULL;
  if (dimension->edges != NULL)
    return split_ranges (engine, dimension, inputs, codes, counted, error);
  return jly_one_hot (engine, codes, counted, dimension->n, error);
}

/* Every plane of lines with every plane of across. */
static JlyBits *
cross (JlyEngine *engine, const JlyBits *lines, const JlyBits *across, GError **error)
{
  g_autoptr (JlyBits) planes = jly_bits_new (lines->n_lanes, lines->width * across->width);
  g_autoptr (JlyRound) round = jly_round_new (engine, "groups");

  for (guint i = 0; i < lines->width; i++)
    {
      JlyBits out = jly_bits_view (planes, i * across->width, across->width);
      JlyBits line = jly_bits_view (lines, i, 1);

      jly_round_and (round, &out, across, &line);
    }
  return jly_round_run (round, error) ? g_steal_pointer (&planes) : NULL;
}

JlyBits *
jly_cells_secure (JlyEngine *engine,
                  const JlyCells *self,
                  const JlyInputs *inputs,
                  const JlySecretTable *table,
                  const JlyBits *weight,
                  GError **error)
{
  g_autoptr (JlyBits) ones = jly_bits_new (weight->n_lanes, 1);
  g_autoptr (JlyBits) lines = NULL, across = NULL;

  if (self->n_dimensions == 0)
    return jly_bits_copy (weight);
  lines = split_one (engine, &self->dimensions[0], inputs, table, weight, error);
  if (lines == NULL || self->n_dimensions == 1)
    return g_steal_pointer (&lines);
  jly_bits_flip (ones, jly_engine_get_self (engine));
  across = split_one (engine, &self->dimensions[1], inputs, table, ones, error);
  return across != NULL ? cross (engine, lines, across, error) : NULL;
}
