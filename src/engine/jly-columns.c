/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-columns.h. */
#include "config.h"

#include "engine/jly-columns.h"

#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-round.h"

/* Lanes are folded as long as the highest column stays below this: high columns lose a third of
 * their planes a round, low ones less. */
#define FOLDED_HEIGHT 13

struct _JlyColumns
{
  gsize n_lanes;
  guint width;
  gsize n_sums;                           /* into which the lanes are summed; 0 if they are not */
  GPtrArray *columns[JLY_BITS_MAX_WIDTH]; /* JlyBits* of one plane */
};

static GPtrArray *
new_column (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
}

JlyColumns *
jly_columns_new (gsize n_lanes, guint width)
{
  JlyColumns *columns = g_new0 (JlyColumns, 1);

  g_assert (n_lanes > 0 && width >= 1 && width <= JLY_BITS_MAX_WIDTH);
  columns->n_lanes = n_lanes;
  columns->width = width;
  for (guint b = 0; b < width; b++)
    columns->columns[b] = new_column ();
  return columns;
}

void
jly_columns_free (JlyColumns *columns)
{
  if (columns == NULL)
    return;
  for (guint b = 0; b < columns->width; b++)
    g_ptr_array_unref (columns->columns[b]);
  g_free (columns);
}

void
jly_columns_add (JlyColumns *columns, const JlyBits *x, guint weight)
{
  g_assert (x->n_lanes == columns->n_lanes && columns->n_sums == 0);
  for (guint b = 0; b < x->width && weight + b < columns->width; b++)
    {
      JlyBits plane = jly_bits_view (x, b, 1);

      g_ptr_array_add (columns->columns[weight + b], jly_bits_copy (&plane));
    }
}

gboolean
jly_columns_add_product (
    JlyColumns *columns, JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "multiply");
  g_autoptr (GPtrArray) products = new_column ();

  for (guint b = 0; b < y->width; b++)
    {
      JlyBits *product = jly_bits_new (x->n_lanes, x->width);
      JlyBits factor = jly_bits_view (y, b, 1);

      g_ptr_array_add (products, product);
      jly_round_and (round, product, x, &factor);
    }
  if (!jly_round_run (round, error))
    return FALSE;
  for (guint b = 0; b < y->width; b++)
    jly_columns_add (columns, products->pdata[b], b);
  return TRUE;
}

void
jly_columns_sum_lanes (JlyColumns *columns)
{
  jly_columns_sum_lanes_by (columns, 1);
}

void
jly_columns_sum_lanes_by (JlyColumns *columns, gsize n_sums)
{
  g_assert (n_sums > 0 && columns->n_lanes % n_sums == 0);
  columns->n_sums = n_sums;
}

static guint
get_height (const JlyColumns *columns)
{
  guint height = 0;

  for (guint b = 0; b < columns->width; b++)
    height = MAX (height, columns->columns[b]->len);
  return height;
}

/* Each plane becomes two of half the lanes; the upper one is padded with zero lanes if need be. A
 * lane moves by a multiple of n_sums. */
static void
fold_lanes (JlyColumns *columns)
{
  gsize half = (columns->n_lanes / columns->n_sums + 1) / 2 * columns->n_sums;
  gsize rest = columns->n_lanes - half;

  for (guint b = 0; b < columns->width; b++)
    {
      GPtrArray *folded = new_column ();

      for (guint i = 0; i < columns->columns[b]->len; i++)
        {
          const JlyBits *plane = columns->columns[b]->pdata[i];
          g_autoptr (JlyBits) high = jly_bits_copy_lanes (plane, half, rest);
          g_autoptr (JlyBits) padding = jly_bits_new (half - rest, 1);
          const JlyBits *parts[] = { high, padding };

          g_ptr_array_add (folded, jly_bits_copy_lanes (plane, 0, half));
          g_ptr_array_add (folded, jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), 1));
        }
      g_ptr_array_unref (columns->columns[b]);
      columns->columns[b] = folded;
    }
  columns->n_lanes = half;
}

/* One full adder (three planes) or half adder (two) under way. */
typedef struct
{
  guint weight;
  JlyBits *sum;   /* a ^ b ^ c */
  JlyBits *carry; /* (a ^ c) (b ^ c), then ^ c: the majority; without c just a b */
  JlyBits *left, *right, *c;
} Compressor;

static void
compressor_clear (gpointer data)
{
  Compressor *compressor = data;

  g_clear_pointer (&compressor->sum, jly_bits_free);
  g_clear_pointer (&compressor->carry, jly_bits_free);
  g_clear_pointer (&compressor->left, jly_bits_free);
  g_clear_pointer (&compressor->right, jly_bits_free);
  g_clear_pointer (&compressor->c, jly_bits_free);
}

/* Takes the last n_planes (2 or 3) planes of the column. */
static void
start_compressor (JlyColumns *columns, guint weight, guint n_planes, GArray *compressors)
{
  GPtrArray *column = columns->columns[weight];
  Compressor compressor = { .weight = weight };

  g_assert (column->len >= n_planes);

  if (n_planes == 3)
    compressor.c = g_ptr_array_steal_index (column, column->len - 1);
  compressor.left = g_ptr_array_steal_index (column, column->len - 1);
  compressor.right = g_ptr_array_steal_index (column, column->len - 1);
  compressor.sum = jly_bits_copy (compressor.left);
  jly_bits_xor (compressor.sum, compressor.right);
  if (compressor.c != NULL)
    {
      jly_bits_xor (compressor.sum, compressor.c);
      jly_bits_xor (compressor.left, compressor.c);
      jly_bits_xor (compressor.right, compressor.c);
    }
  g_array_append_val (compressors, compressor);
}

/* Starts as many adders as bring every column, with the carries that come in from the right, down
 * to target planes. */
static void
start_stage (JlyColumns *columns, guint target, GArray *compressors)
{
  guint n_carries = 0;

  for (guint b = 0; b < columns->width; b++)
    {
      guint height = columns->columns[b]->len + n_carries;

      n_carries = 0;
      for (; height > target; n_carries++)
        {
          guint n_planes = height > target + 1 ? 3 : 2;

          start_compressor (columns, b, n_planes, compressors);
          height -= n_planes - 1;
        }
    }
}

static void
finish_compressor (JlyColumns *columns, Compressor *compressor)
{
  if (compressor->c != NULL && compressor->carry != NULL)
    jly_bits_xor (compressor->carry, compressor->c);
  g_ptr_array_add (columns->columns[compressor->weight], g_steal_pointer (&compressor->sum));
  if (compressor->carry != NULL)
    g_ptr_array_add (columns->columns[compressor->weight + 1],
                     g_steal_pointer (&compressor->carry));
}

/* One round: the columns shrink to target planes. The top column's carries would count 2^width and
 * are never computed. */
static gboolean
squeeze (JlyColumns *columns, JlyEngine *engine, guint target, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "carry-save");
  g_autoptr (GArray) compressors = g_array_new (FALSE, FALSE, sizeof (Compressor));

  g_array_set_clear_func (compressors, compressor_clear);
  start_stage (columns, target, compressors);
  for (guint i = 0; i < compressors->len; i++)
    {
      Compressor *compressor = &g_array_index (compressors, Compressor, i);

      if (compressor->weight + 1 == columns->width)
        continue;
      compressor->carry = jly_bits_new (columns->n_lanes, 1);
      jly_round_and (round, compressor->carry, compressor->left, compressor->right);
    }
  if (!jly_round_run (round, error))
    return FALSE;
  for (guint i = 0; i < compressors->len; i++)
    finish_compressor (columns, &g_array_index (compressors, Compressor, i));
  return TRUE;
}

/* Dadda's heights are 2, 3, 4, 6, 9, 13 ...; the largest one below height. */
static guint
find_target (guint height)
{
  guint target = 2;

  while (target * 3 / 2 < height)
    target = target * 3 / 2;
  return target;
}

/* Row i of what is left: plane i of each column, zero where there is none. */
static JlyBits *
copy_row (const JlyColumns *columns, guint i)
{
  JlyBits *row = jly_bits_new (columns->n_lanes, columns->width);

  for (guint b = 0; b < columns->width; b++)
    if (i < columns->columns[b]->len)
      {
        JlyBits plane = jly_bits_view (row, b, 1);

        jly_bits_assign (&plane, columns->columns[b]->pdata[i]);
      }
  return row;
}

/* The two rows are added as far as their carries count: the top bit needs none, so the sum of the
 * lower bits gives the top one its carry. */
static JlyBits *
add_rows (JlyColumns *columns, JlyEngine *engine, GError **error)
{
  g_autoptr (JlyBits) x = copy_row (columns, 0), y = copy_row (columns, 1);
  guint top = columns->width - 1;
  JlyBits x_low = jly_bits_view (x, 0, top), y_low = jly_bits_view (y, 0, top);
  JlyBits x_top = jly_bits_view (x, top, 1), y_top = jly_bits_view (y, top, 1);
  JlyBits *sum = jly_gate_add (engine, &x_low, &y_low, error);

  if (sum != NULL)
    {
      JlyBits sum_top = jly_bits_view (sum, top, 1);

      jly_bits_xor (&sum_top, &x_top);
      jly_bits_xor (&sum_top, &y_top);
    }
  return sum;
}

static gboolean
is_foldable (const JlyColumns *columns)
{
  return columns->n_sums > 0 && columns->n_lanes > columns->n_sums;
}

JlyBits *
jly_columns_resolve (JlyColumns *columns, JlyEngine *engine, GError **error)
{
  for (;;)
    {
      guint height = get_height (columns);

      while (is_foldable (columns) && 2 * height <= FOLDED_HEIGHT)
        {
          fold_lanes (columns);
          height *= 2;
        }
      if (height <= 2)
        break;
      if (!squeeze (columns, engine, find_target (height), error))
        return NULL;
    }
  if (get_height (columns) < 2)
    return copy_row (columns, 0);
  return add_rows (columns, engine, error);
}

JlyBits *
jly_gate_multiply (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyColumns) columns = jly_columns_new (x->n_lanes, x->width + y->width);

  if (!jly_columns_add_product (columns, engine, x, y, error))
    return NULL;
  return jly_columns_resolve (columns, engine, error);
}

static guint
get_widest (const JlyBits *const *vectors, gsize n)
{
  guint width = 0;

  for (gsize i = 0; i < n; i++)
    width = MAX (width, vectors[i]->width);
  return width;
}

JlyBits *
jly_gate_sum (JlyEngine *engine, const JlyBits *const *vectors, gsize n, GError **error)
{
  g_autoptr (JlyColumns) columns = NULL;

  g_assert (n > 0);
  columns = jly_columns_new (vectors[0]->n_lanes, get_widest (vectors, n) + jly_gate_log2 (n));
  for (gsize i = 0; i < n; i++)
    jly_columns_add (columns, vectors[i], 0);
  return jly_columns_resolve (columns, engine, error);
}

JlyBits *
jly_gate_sum_lanes (JlyEngine *engine, const JlyBits *x, GError **error)
{
  g_autoptr (JlyColumns) columns
      = jly_columns_new (x->n_lanes, x->width + jly_gate_log2 (x->n_lanes));

  jly_columns_add (columns, x, 0);
  jly_columns_sum_lanes (columns);
  return jly_columns_resolve (columns, engine, error);
}
