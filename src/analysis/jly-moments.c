/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-moments.h: what is asked, its shapes, and the reference. The secure form is in
 * jly-moments-secure.c. */
#include "config.h"

#include "analysis/jly-moments-private.h"

#include "analysis/jly-condition.h"
#include "analysis/jly-figure.h"
#include "base/jly-error.h"
#include "engine/jly-count.h"

#include <glib/gi18n-lib.h>

#define MAX_WIDTH 127 /* jly_answer_get gives numbers with a sign */

JlyMoments *
jly_moments_new (const JlyQuery *query, guint n_outputs, gboolean is_whole)
{
  JlyMoments *self = g_new0 (JlyMoments, 1);

  self->query = query;
  self->n_outputs = n_outputs;
  self->is_whole = is_whole;
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->vectors = g_array_new (FALSE, FALSE, sizeof (JlyVector));
  self->pairs = g_array_new (FALSE, FALSE, sizeof (JlyMomentPair));
  self->cells = g_array_new (FALSE, FALSE, sizeof (JlyMomentCell));
  self->n_lines = 1;
  return self;
}

void
jly_moments_free (JlyMoments *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_array_unref (self->vectors);
  g_array_unref (self->pairs);
  g_array_unref (self->cells);
  g_free (self);
}

const JlyVector *
jly_moments_get_vector (const JlyMoments *self, guint i)
{
  return &g_array_index (self->vectors, JlyVector, i);
}

void
jly_moments_add_column (JlyMoments *self, guint column)
{
  g_array_append_val (self->columns, column);
}

static gboolean
is_same (const JlyVector *one, const JlyVector *other)
{
  return one->kind == other->kind && one->column == other->column && one->minus == other->minus
         && one->group == other->group && one->category == other->category
         && one->category_2 == other->category_2;
}

guint
jly_moments_add_vector (JlyMoments *self, const JlyVector *vector)
{
  for (guint i = 0; i < self->vectors->len; i++)
    if (is_same (jly_moments_get_vector (self, i), vector))
      return i;
  g_array_append_val (self->vectors, *vector);
  return self->vectors->len - 1;
}

void
jly_moments_add_pair (JlyMoments *self, guint output, guint first, guint second, guint cell)
{
  const JlyMomentPair pair = { output, first, second, cell };

  g_assert (output < self->n_outputs && first < self->vectors->len && second < self->vectors->len);
  g_assert (self->pairs->len == 0
            || jly_moments_get_pair (self, self->pairs->len - 1)->output <= output);
  g_array_append_val (self->pairs, pair);
}

guint
jly_moments_add_cell (JlyMoments *self, guint flag, guint amount, gboolean is_needed)
{
  const JlyMomentCell cell = { flag, amount, is_needed };

  g_array_append_val (self->cells, cell);
  return self->cells->len - 1;
}

void
jly_moments_end_table (JlyMoments *self, guint n)
{
  g_assert (n == self->cells->len);
  self->n_lines = n;
}

const JlyMomentPair *
jly_moments_get_pair (const JlyMoments *self, guint i)
{
  return &g_array_index (self->pairs, JlyMomentPair, i);
}

const JlyMomentCell *
jly_moments_get_cell (const JlyMoments *self, guint i)
{
  return &g_array_index (self->cells, JlyMomentCell, i);
}

guint
jly_moments_count_pairs (const JlyMoments *self, guint output, guint *first)
{
  guint n = 0;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      guint of = jly_moments_get_pair (self, i)->output;

      if (of == output && n++ == 0 && first != NULL)
        *first = i;
    }
  return n;
}

static guint
measure (unsigned __int128 number)
{
  guint64 high = (guint64)(number >> 64);

  return high != 0 ? 64 + g_bit_storage (high) : g_bit_storage ((guint64)number);
}

guint
jly_moments_get_width (const JlyMoments *self, guint pair, gsize n_rows)
{
  const JlyMomentPair *p = jly_moments_get_pair (self, pair);
  const JlyInputs *inputs = self->query->inputs;
  const JlyVector *one = jly_moments_get_vector (self, p->first);
  const JlyVector *other = jly_moments_get_vector (self, p->second);
  unsigned __int128 product = (unsigned __int128)jly_vector_get_most (one, inputs, n_rows)
                              * jly_vector_get_most (other, inputs, n_rows);

  /* Of what would not fit into the product either, the bits are an upper bound. */
  if (measure (product) + g_bit_storage (n_rows) > 128)
    return measure (product) + g_bit_storage (n_rows);
  /* A single word is read with its sign (jly_answer_get): one whose top bit may be set has two. */
  if (measure (product * n_rows) == 64)
    return 65;
  return MAX (1, measure (product * n_rows));
}

/* Bits of a cell's amount, with its sign. */
static guint
get_amount_width (const JlyMoments *self, const JlyMomentCell *cell)
{
  const JlyInputs *inputs = self->query->inputs;
  const JlyVector *vector;
  gsize n_rows = jly_inputs_count_most_rows (inputs);
  __int128 base, most;

  if (cell->amount == JLY_MOMENTS_NONE)
    return 0;
  vector = jly_moments_get_vector (self, cell->amount);
  base = jly_vector_get_base (vector, inputs);
  most = base + (__int128)jly_vector_get_most (vector, inputs, n_rows);
  most = MAX (most, base < 0 ? -base : base);
  return measure ((unsigned __int128)most) + g_bit_storage (n_rows) + 1;
}

JlyTables
jly_moments_get_tables (const JlyMoments *self)
{
  const JlyInputs *inputs = self->query->inputs;
  const JlyLimits *limits = &inputs->limits;
  gboolean is_split = limits->min_parties > 1 || (limits->top_share > 0 && limits->top_share < 100);
  guint sum_width = 0;

  for (guint i = 0; i < self->cells->len; i++)
    sum_width = MAX (sum_width, get_amount_width (self, jly_moments_get_cell (self, i)));
  return (JlyTables){
    .n_tables = self->cells->len / self->n_lines,
    .n_lines = self->n_lines,
    .n_across = 1,
    .n_parties = is_split ? inputs->n_sources : 1,
    .count_width = jly_count_width (jly_inputs_count_most_rows (inputs)),
    .sum_width = sum_width,
  };
}

static gboolean
refuse_wide (const JlyMoments *self, GError **error)
{
  guint column = g_array_index (self->columns, guint, 0);
  JlyErrorDetail detail = {
    .step = "study",
    .column = self->query->inputs->columns[column].title,
    .next = _ ("Agree on smaller ranges, on fewer decimals or on fewer rows."),
  };

  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   _ ("The agreed ranges are too wide: sums of products of “%s” could not be "
                      "computed exactly."),
                   detail.column);
}

gboolean
jly_moments_check (const JlyMoments *self, JlyOutputShape *shapes, GError **error)
{
  const JlyInputs *inputs = self->query->inputs;
  JlyErrorDetail detail = { .step = "study", .next = _ ("Ask for fewer columns or groups.") };
  JlyTables tables = jly_moments_get_tables (self);

  if (self->pairs->len > JLY_MOMENTS_MAX_PAIRS)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("The question needs %u sums; up to %d are possible."), self->pairs->len,
                     JLY_MOMENTS_MAX_PAIRS);
  for (guint k = 0; k <= self->n_outputs; k++)
    shapes[k] = (JlyOutputShape){ .n = 0, .width = 1 };
  for (guint i = 0; i < self->pairs->len; i++)
    {
      JlyOutputShape *shape = &shapes[jly_moments_get_pair (self, i)->output];

      shape->n++;
      shape->width = MAX (shape->width,
                          jly_moments_get_width (self, i, jly_inputs_count_most_rows (inputs)));
      if (shape->width > MAX_WIDTH)
        return refuse_wide (self, error);
    }
  shapes[self->n_outputs].n = self->is_whole ? 1 : self->cells->len;
  /* Amounts of parties are one word each. */
  return (tables.sum_width < 64 && jly_tables_is_exact (&tables, &inputs->limits))
         || refuse_wide (self, error);
}

static gboolean *
judge_rows (const JlyMoments *self, const JlyClearTable *table)
{
  gboolean *rows = jly_condition_judge (self->query, table);
  gsize n = jly_inputs_count_rows (self->query->inputs);

  for (guint c = 0; c < self->columns->len; c++)
    for (gsize row = 0; row < n; row++)
      rows[row]
          = rows[row] && jly_clear_table_has (table, g_array_index (self->columns, guint, c), row);
  return rows;
}

/* Rows and amounts of every party and cell. */
static void
add_cells (const JlyMoments *self,
           const JlyTables *tables,
           guint64 *const *numbers,
           gint64 *counts,
           gint64 *sums)
{
  const JlyInputs *inputs = self->query->inputs;
  gsize row = 0;

  for (guint party = 0; party < inputs->n_sources; party++)
    for (gsize i = 0; i < inputs->n_rows[party]; i++, row++)
      for (guint c = 0; c < self->cells->len; c++)
        {
          const JlyMomentCell *cell = jly_moments_get_cell (self, c);
          gsize at = (tables->n_parties > 1 ? party : 0) * self->cells->len + c;
          gint64 is_in = (gint64)numbers[cell->flag][row];

          counts[at] += is_in;
          if (cell->amount != JLY_MOMENTS_NONE)
            sums[at] += (gint64)numbers[cell->amount][row]
                        + is_in
                              * jly_vector_get_base (jly_moments_get_vector (self, cell->amount),
                                                     inputs);
        }
}

static void
find_shown (const JlyMoments *self, guint64 *const *numbers, gboolean *is_shown)
{
  JlyTables tables = jly_moments_get_tables (self);
  gsize n = (gsize)tables.n_parties * self->cells->len;
  g_autofree gint64 *counts = g_new0 (gint64, n), *sums = g_new0 (gint64, n);
  gboolean is_whole = TRUE;

  add_cells (self, &tables, numbers, counts, sums);
  jly_suppress_clear (&tables, &self->query->inputs->limits, counts,
                      tables.sum_width > 0 ? sums : NULL, is_shown);
  for (guint c = 0; c < self->cells->len; c++)
    is_whole = is_whole && (is_shown[c] || !jly_moments_get_cell (self, c)->is_needed);
  if (self->is_whole)
    is_shown[0] = is_whole;
}

static __int128
add_products (const guint64 *x, const guint64 *y, gsize n)
{
  unsigned __int128 sum = 0;

  for (gsize row = 0; row < n; row++)
    sum += (unsigned __int128)x[row] * y[row];
  return (__int128)sum;
}

static void
fill (const JlyMoments *self, guint64 *const *numbers, const gboolean *is_shown, JlyAnswer *answer)
{
  gsize n = jly_inputs_count_rows (self->query->inputs);
  guint at = 0, before = JLY_MOMENTS_NONE;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const JlyMomentPair *pair = jly_moments_get_pair (self, i);

      at = pair->output == before ? at + 1 : 0;
      before = pair->output;
      if (is_shown[self->is_whole ? 0 : pair->cell])
        jly_answer_set (answer, pair->output, at,
                        add_products (numbers[pair->first], numbers[pair->second], n));
    }
}

JlyAnswer *
jly_moments_clear (const JlyMoments *self, const JlyClearTable *table)
{
  g_autofree gboolean *rows = judge_rows (self, table);
  g_autofree gboolean *is_shown = g_new0 (gboolean, MAX (1, self->cells->len));
  g_autofree JlyOutputShape *shapes = g_new0 (JlyOutputShape, self->n_outputs + 1);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  JlyAnswer *answer = jly_answer_new (self->n_outputs + 1);
  gboolean is_fine = jly_moments_check (self, shapes, NULL);
  guint64 *shown;

  g_assert (is_fine); /* the query was checked */
  for (guint i = 0; i < self->vectors->len; i++)
    g_ptr_array_add (numbers, jly_vector_clear (jly_moments_get_vector (self, i),
                                                self->query->inputs, table, rows));
  find_shown (self, (guint64 *const *)numbers->pdata, is_shown);
  for (guint k = 0; k < self->n_outputs; k++)
    jly_output_shape_open (&shapes[k], answer, k);
  shown = jly_output_shape_open (&shapes[self->n_outputs], answer, self->n_outputs);
  for (guint i = 0; i < shapes[self->n_outputs].n; i++)
    shown[i] = is_shown[i] != 0;
  fill (self, (guint64 *const *)numbers->pdata, is_shown, answer);
  return answer;
}
