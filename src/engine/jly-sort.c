/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sort.h. Nothing here may depend on a key but through an opened answer. */
#include "config.h"

#include "engine/jly-sort.h"

#include "engine/jly-gate.h"
#include "engine/jly-key-rows.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "engine/jly-order.h"
#include "engine/jly-permutation.h"
#include "engine/jly-sort-cost.h"
#include "engine/jly-sort-private.h"
#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <glib/gi18n-lib.h>

/* One sort under way. */
typedef struct
{
  JlyEngine *engine;
  const JlySortKey *keys;
  gsize n_keys, n;
  GPtrArray *own;   /* JlyBits: what is made here, the index first */
  GPtrArray *parts; /* const JlyBits: planes of the key, lowest first */
  GArray *table;    /* JlyShuffleColumn: all that is shuffled */
  JlyKeyRows *key_rows;
  JlyOrder *order;
} Sort;

static void
sort_free (Sort *sort)
{
  g_clear_pointer (&sort->parts, g_ptr_array_unref);
  g_clear_pointer (&sort->own, g_ptr_array_unref);
  g_clear_pointer (&sort->table, g_array_unref);
  jly_key_rows_free (sort->key_rows);
  jly_order_free (sort->order);
  g_free (sort);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sort, sort_free)

/* 0, 1, 2, ... as shares: public until it is shuffled. */
static JlyBits *
make_index (gsize n, guint self)
{
  guint width = jly_gate_log2 (n);
  g_autofree guint64 *numbers = g_new (guint64, n);
  g_autoptr (JlyPublic) index = NULL;
  JlyBits *bits = jly_bits_new (n, width);

  for (gsize i = 0; i < n; i++)
    numbers[i] = i;
  index = jly_public_new (numbers, n, width);
  jly_bits_xor_public (bits, index, self);
  return bits;
}

static gboolean
has_column (const Sort *sort, const JlyBits *bits)
{
  for (guint i = 0; i < sort->table->len; i++)
    if (g_array_index (sort->table, JlyShuffleColumn, i).bits == bits)
      return TRUE;
  return FALSE;
}

/* The planes of bits become part of the key; they are shuffled once, and never in the caller's
 * hands unless it asked for that. */
static void
add_part (Sort *sort, const JlyBits *bits)
{
  const JlyBits *part = bits;

  if (!has_column (sort, bits))
    {
      JlyShuffleColumn column = { jly_bits_copy (bits), NULL };

      g_ptr_array_add (sort->own, column.bits);
      g_array_append_val (sort->table, column);
      part = column.bits;
    }
  g_ptr_array_add (sort->parts, (gpointer)part);
}

static gsize
get_rows (const JlySortKey *keys)
{
  return keys[0].bits->n_lanes;
}

static Sort *
sort_new (JlyEngine *engine,
          const JlySortKey *keys,
          gsize n_keys,
          const JlyShuffleColumn *columns,
          gsize n_columns)
{
  Sort *sort = g_new0 (Sort, 1);
  JlyShuffleColumn index = { NULL, NULL };

  sort->engine = engine;
  sort->keys = keys;
  sort->n_keys = n_keys;
  sort->n = get_rows (keys);
  sort->own = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  sort->parts = g_ptr_array_new ();
  sort->table = g_array_new (FALSE, FALSE, sizeof (JlyShuffleColumn));
  g_array_append_vals (sort->table, columns, (guint)n_columns);
  index.bits = make_index (sort->n, jly_engine_get_self (engine));
  g_ptr_array_add (sort->own, index.bits);
  g_ptr_array_add (sort->parts, index.bits);
  g_array_append_val (sort->table, index);
  for (gsize k = n_keys; k-- > 0;)
    add_part (sort, keys[k].bits);
  return sort;
}

/* The whole key, row after row, such that the smallest comes first. */
static void
take_keys (Sort *sort)
{
  guint first = jly_gate_log2 (sort->n), self = jly_engine_get_self (sort->engine);

  sort->key_rows = jly_key_rows_new ((const JlyBits *const *)sort->parts->pdata, sort->parts->len);
  for (gsize k = sort->n_keys; k-- > 0;)
    {
      const JlySortKey *key = &sort->keys[k];
      guint width = key->bits->width;

      if (key->is_descending)
        jly_key_rows_flip (sort->key_rows, first, width, self);
      if (key->is_signed)
        jly_key_rows_flip (sort->key_rows, first + width - 1, 1, self);
      first += width;
    }
  g_ptr_array_set_size (sort->parts, 0);
  g_ptr_array_set_size (sort->own, 0);
}

/* Opens whether row x[i] comes before row y[i]. */
static gboolean
compare (const Sort *sort,
         const guint32 *x,
         const guint32 *y,
         gsize n,
         guint64 *is_before,
         GError **error)
{
  JlyPool *pool = jly_engine_get_pool (sort->engine);
  g_autoptr (JlyBits) left = jly_bits_new_from (pool, n, sort->key_rows->width);
  g_autoptr (JlyBits) right = jly_bits_new_from (pool, n, sort->key_rows->width);
  g_autoptr (JlyBits) less = NULL;

  jly_key_rows_pick (sort->key_rows, x, left);
  jly_key_rows_pick (sort->key_rows, y, right);
  less = jly_gate_less_than (sort->engine, left, right, error);
  return less != NULL && jly_open_to_all (sort->engine, less, is_before, error);
}

/* With nobody there, what the questions cost on average is counted, and none is asked. */
static void
charge_questions (const Sort *sort)
{
  JlySortCost cost = jly_sort_predict_questions (sort->n, jly_engine_get_block_bytes (sort->engine),
                                                 sort->key_rows->width - jly_gate_log2 (sort->n));

  jly_transport_dry_charge (jly_engine_get_transport (sort->engine), cost.bytes, cost.rounds,
                            cost.most_bytes - cost.bytes, cost.most_rounds - cost.rounds);
}

static void
follow_moves (Sort *sort)
{
  const guint32 *moves = jly_order_take_moves (sort->order);

  if (moves != NULL)
    jly_key_rows_move (sort->key_rows, moves);
}

static gboolean
refuse_answers (GError **error)
{
  return jly_fail (error, JLY_ERROR_PROTOCOL,
                   &(JlyErrorDetail){ .step = "sort", .next = _ ("Start again.") },
                   _ ("The computing parties came to answers that contradict each other."));
}

static gboolean
put_in_order (Sort *sort, GError **error)
{
  gsize block = jly_engine_get_block_bytes (sort->engine) / JLY_SORT_BYTES_A_COMPARISON;
  gsize max = MIN (block, sort->n * sort->n);
  g_autofree guint32 *x = g_new (guint32, max), *y = g_new (guint32, max);
  g_autofree guint64 *answers = g_new (guint64, max);
  gsize n;

  sort->order = jly_order_new (sort->n);
  while (follow_moves (sort), (n = jly_order_ask (sort->order, x, y, max)) > 0)
    {
      if (!compare (sort, x, y, n, answers, error))
        return FALSE;
      if (!jly_order_answer (sort->order, answers))
        return refuse_answers (error);
    }
  return TRUE;
}

static void
move_bits (JlyBits *bits, const JlyPermutation *order, guint64 *words)
{
  jly_lanes_unslice (bits->own, bits->n_lanes, bits->width, words);
  jly_permutation_apply (order, words);
  jly_lanes_slice (words, bits->n_lanes, bits->width, bits->own);
  jly_lanes_unslice (bits->prev, bits->n_lanes, bits->width, words);
  jly_permutation_apply (order, words);
  jly_lanes_slice (words, bits->n_lanes, bits->width, bits->prev);
}

/* Where the rows go is public by now, so this is local. */
static void
move_columns (const Sort *sort, const JlyShuffleColumn *columns, gsize n_columns)
{
  JlyPermutation order = { sort->n, (guint32 *)jly_order_get_rows (sort->order) };
  gsize size = sort->n * sizeof (guint64);
  guint64 *words = (guint64 *)jly_secret_buffer_new (size);

  for (gsize c = 0; c < n_columns; c++)
    if (columns[c].bits != NULL)
      move_bits (columns[c].bits, &order, words);
    else
      {
        jly_permutation_apply (&order, columns[c].ring->own);
        jly_permutation_apply (&order, columns[c].ring->prev);
      }
  jly_secret_buffer_free ((guint8 *)words, size);
}

/* FALSE with an error if the keys do not fit. */
static gboolean
check_width (const JlySortKey *keys, gsize n_keys, GError **error)
{
  gsize width = jly_gate_log2 (get_rows (keys));

  for (gsize k = 0; k < n_keys; k++)
    {
      g_assert (keys[k].bits->n_lanes == get_rows (keys) && keys[k].bits->width > 0);
      width += keys[k].bits->width;
    }
  if (width <= JLY_BITS_MAX_WIDTH)
    return TRUE;
  return jly_fail (error, JLY_ERROR_USAGE,
                   &(JlyErrorDetail){ .step = "sort", .next = _ ("Sort by fewer columns.") },
                   _ ("The columns to sort by are too wide together."));
}

gboolean
jly_sort (JlyEngine *engine,
          const JlySortKey *keys,
          gsize n_keys,
          const JlyShuffleColumn *columns,
          gsize n_columns,
          GError **error)
{
  g_autoptr (Sort) sort = NULL;

  g_assert (n_keys > 0);
  if (get_rows (keys) < 2)
    return TRUE;
  if (!check_width (keys, n_keys, error))
    return FALSE;
  sort = sort_new (engine, keys, n_keys, columns, n_columns);
  if (!jly_shuffle (engine, (const JlyShuffleColumn *)sort->table->data, sort->table->len, error))
    return FALSE;
  take_keys (sort);
  if (jly_engine_get_transport (engine)->is_dry)
    {
      charge_questions (sort);
      return TRUE;
    }
  if (!put_in_order (sort, error))
    return FALSE;
  move_columns (sort, columns, n_columns);
  return TRUE;
}
