/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-vector.h: widths and the reference. The secure form is in jly-vector-secure.c. */
#include "config.h"

#include "analysis/jly-vector.h"

#include <stdlib.h>

/* Codes of both columns, and of their difference, fit into one bit more than the wider has. */
static guint
get_pair_width (const JlyVector *self, const JlyInputs *inputs)
{
  return MAX (inputs->columns[self->column].width, inputs->columns[self->minus].width);
}

gint64
jly_vector_get_base (const JlyVector *self, const JlyInputs *inputs)
{
  gint64 base = jly_input_column_get_base (&inputs->columns[self->column]);

  switch (self->kind)
    {
    case JLY_VECTOR_NUMBER:
    case JLY_VECTOR_GROUPED:
      return base;
    case JLY_VECTOR_DIFFERENCE:
      return base - jly_input_column_get_base (&inputs->columns[self->minus])
             - (((gint64)1 << get_pair_width (self, inputs)) - 1);
    default:
      return 0;
    }
}

guint64
jly_vector_get_most (const JlyVector *self, const JlyInputs *inputs, gsize n_rows)
{
  switch (self->kind)
    {
    case JLY_VECTOR_NUMBER:
    case JLY_VECTOR_GROUPED:
      return ((guint64)1 << inputs->columns[self->column].width) - 1;
    case JLY_VECTOR_DIFFERENCE:
      return ((guint64)1 << (get_pair_width (self, inputs) + 1)) - 1;
    case JLY_VECTOR_RANK:
    case JLY_VECTOR_RANK_AMONG:
    case JLY_VECTOR_DIFFERENCE_RANK:
      return 2 * (guint64)n_rows;
    default:
      return 1;
    }
}

guint
jly_vector_get_width (const JlyVector *self, const JlyInputs *inputs, gsize n_rows)
{
  return g_bit_storage (jly_vector_get_most (self, inputs, n_rows));
}

typedef struct
{
  guint64 key;
  gsize row;
} Ranked;

static int
compare_keys (const void *a, const void *b)
{
  const Ranked *x = a, *y = b;

  return (x->key > y->key) - (x->key < y->key);
}

/* Rows first to last of one run, counted from 0, get first + 1 + last + 1. */
static void
rank_rows (Ranked *ranked, gsize n, guint64 *ranks)
{
  qsort (ranked, n, sizeof *ranked, compare_keys);
  for (gsize first = 0, last; first < n; first = last + 1)
    {
      last = first;
      while (last + 1 < n && ranked[last + 1].key == ranked[first].key)
        last++;
      for (gsize i = first; i <= last; i++)
        ranks[ranked[i].row] = first + last + 2;
    }
}

typedef struct
{
  const JlyVector *vector;
  const JlyInputs *inputs;
  const JlyClearTable *table;
} Reading;

static guint64
get_code (const Reading *reading, guint column, gsize row)
{
  gint64 base = jly_input_column_get_base (&reading->inputs->columns[column]);

  return (guint64)(reading->table->values[column][row] - base);
}

static gint64
get_difference (const Reading *reading, gsize row)
{
  return reading->table->values[reading->vector->column][row]
         - reading->table->values[reading->vector->minus][row];
}

static gboolean
is_in (const Reading *reading, guint column, guint category, gsize row)
{
  return reading->table->values[column][row] == (gint64)category;
}

/* Whether a row takes part in the ranking, and with which key. */
static gboolean
get_key (const Reading *reading, gsize row, guint64 *key)
{
  const JlyVector *vector = reading->vector;
  gint64 difference;

  if (vector->kind == JLY_VECTOR_DIFFERENCE_RANK)
    {
      difference = get_difference (reading, row);
      *key = (guint64)ABS (difference);
      return difference != 0;
    }
  *key = get_code (reading, vector->column, row);
  return vector->kind == JLY_VECTOR_RANK || is_in (reading, vector->group, vector->category, row)
         || is_in (reading, vector->group, vector->category_2, row);
}

static void
rank (const Reading *reading, const gboolean *rows, gsize n, guint64 *numbers)
{
  g_autofree Ranked *ranked = g_new (Ranked, n);
  gsize n_ranked = 0;

  for (gsize row = 0; row < n; row++)
    if (rows[row] && get_key (reading, row, &ranked[n_ranked].key))
      ranked[n_ranked++].row = row;
  rank_rows (ranked, n_ranked, numbers);
}

static guint64
get_number (const Reading *reading, gsize row)
{
  const JlyVector *vector = reading->vector;

  switch (vector->kind)
    {
    case JLY_VECTOR_NUMBER:
      return get_code (reading, vector->column, row);
    case JLY_VECTOR_CATEGORY:
      return is_in (reading, vector->group, vector->category, row);
    case JLY_VECTOR_GROUPED:
      return is_in (reading, vector->group, vector->category, row)
                 ? get_code (reading, vector->column, row)
                 : 0;
    case JLY_VECTOR_CROSSED:
      return is_in (reading, vector->group, vector->category, row)
             && is_in (reading, vector->column, vector->category_2, row);
    case JLY_VECTOR_DIFFERENCE:
      return (guint64)(get_difference (reading, row)
                       - jly_vector_get_base (vector, reading->inputs));
    case JLY_VECTOR_IS_MORE:
      return get_difference (reading, row) > 0;
    case JLY_VECTOR_IS_OTHER:
      return get_difference (reading, row) != 0;
    default:
      return 1;
    }
}

guint64 *
jly_vector_clear (const JlyVector *self,
                  const JlyInputs *inputs,
                  const JlyClearTable *table,
                  const gboolean *rows)
{
  const Reading reading = { self, inputs, table };
  gsize n = jly_inputs_count_rows (inputs);
  guint64 *numbers = g_new0 (guint64, n);

  if (self->kind == JLY_VECTOR_RANK || self->kind == JLY_VECTOR_RANK_AMONG
      || self->kind == JLY_VECTOR_DIFFERENCE_RANK)
    {
      rank (&reading, rows, n, numbers);
      return numbers;
    }
  for (gsize row = 0; row < n; row++)
    if (rows[row])
      numbers[row] = get_number (&reading, row);
  return numbers;
}
