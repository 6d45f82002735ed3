/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-vector.h. */
#include "config.h"

#include "analysis/jly-vector.h"

#include "engine/jly-convert.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-one-hot.h"
#include "engine/jly-public.h"
#include "engine/jly-rank.h"
#include "engine/jly-ring.h"

typedef struct
{
  JlyEngine *engine;
  const JlyInputs *inputs;
  const JlySecretTable *table;
  const JlyBits *rows;
  GHashTable *hot; /* by column: one plane a category, of rows that count */
} Work;

/* Borrowed. */
static const JlyBits *
get_hot (const Work *work, guint column, GError **error)
{
  guint n = jly_input_column_count_categories (&work->inputs->columns[column]);
  JlyBits *hot = g_hash_table_lookup (work->hot, GUINT_TO_POINTER (column));

  if (hot != NULL)
    return hot;
  hot = jly_one_hot (work->engine, work->table->columns[column], work->rows, n, error);
  if (hot != NULL)
    g_hash_table_insert (work->hot, GUINT_TO_POINTER (column), hot);
  return hot;
}

static JlyBits *
get_category (const Work *work, guint column, guint category, GError **error)
{
  const JlyBits *hot = get_hot (work, column, error);
  JlyBits plane;

  if (hot == NULL)
    return NULL;
  plane = jly_bits_view (hot, category, 1);
  return jly_bits_copy (&plane);
}

static JlyBits *
keep (const Work *work, const JlyBits *x, const JlyBits *rows, GError **error)
{
  return jly_gate_and (work->engine, x, rows, error);
}

/* column + (2^w - 1 - minus): never below zero, w + 1 bits. */
static JlyBits *
subtract (const Work *work, const JlyVector *vector, GError **error)
{
  const JlyBits *x = work->table->columns[vector->column];
  const JlyBits *y = work->table->columns[vector->minus];
  guint width = MAX (x->width, y->width);
  g_autoptr (JlyBits) first = jly_bits_copy_resized (x, width);
  g_autoptr (JlyBits) second = jly_bits_copy_resized (y, width);
  g_autoptr (JlyBits) sum = NULL;

  jly_bits_flip (second, jly_engine_get_self (work->engine));
  sum = jly_gate_add (work->engine, first, second, error);
  return sum != NULL ? jly_bits_copy_resized (sum, width + 1) : NULL;
}

/* The number that subtract gives where both values are the same. */
static gint64
get_zero (const Work *work, const JlyVector *vector)
{
  const JlyVector difference = { JLY_VECTOR_DIFFERENCE, vector->column, vector->minus, 0, 0, 0 };

  return -jly_vector_get_base (&difference, work->inputs);
}

/* Whether difference is above (or else below) zero in rows that count. */
static JlyBits *
is_beyond (
    const Work *work, const JlyBits *difference, gint64 zero, gboolean is_above, GError **error)
{
  gint64 most = ((gint64)1 << difference->width) - 1;
  g_autoptr (JlyBits) beyond = NULL;

  if (zero < 0 || zero > most)
    {
      if (is_above == (zero < 0))
        return jly_bits_copy (work->rows);
      return jly_bits_new (difference->n_lanes, 1);
    }
  beyond = is_above ? jly_gate_more_than_constant (work->engine, difference, (guint64)zero, error)
                    : jly_gate_less_than_constant (work->engine, difference, (guint64)zero, error);
  return beyond != NULL ? keep (work, beyond, work->rows, error) : NULL;
}

/* Both signs never come together. */
static JlyBits *
is_other (const Work *work, const JlyBits *difference, gint64 zero, GError **error)
{
  g_autoptr (JlyBits) above = is_beyond (work, difference, zero, TRUE, error);
  JlyBits *below = above != NULL ? is_beyond (work, difference, zero, FALSE, error) : NULL;

  if (below != NULL)
    jly_bits_xor (below, above);
  return below;
}

/* |difference - zero|: in two's complement with room for both, turned over where it is negative. */
static JlyBits *
measure (const Work *work, const JlyBits *difference, gint64 zero, GError **error)
{
  guint width = MAX (difference->width, g_bit_storage ((guint64)ABS (zero))) + 2;
  g_autoptr (JlyBits) wide = jly_bits_copy_resized (difference, width);
  guint64 c = (guint64)-zero & jly_ring_mask (width);
  g_autoptr (JlyPublic) minus = jly_public_new_same (c, wide->n_lanes, width);
  g_autoptr (JlyBits) signed_one = NULL, turned = NULL, one = NULL, sum = NULL;
  JlyBits sign;

  sum = jly_gate_add_public (work->engine, wide, minus, FALSE, error);
  if (sum == NULL)
    return NULL;
  signed_one = jly_bits_copy_resized (sum, width);
  sign = jly_bits_view (signed_one, width - 1, 1);
  one = jly_bits_copy_resized (&sign, width);
  turned = jly_bits_copy (signed_one);
  for (guint b = 0; b < width; b++)
    {
      JlyBits plane = jly_bits_view (turned, b, 1);

      jly_bits_xor (&plane, &sign);
    }
  g_clear_pointer (&sum, jly_bits_free);
  sum = jly_gate_add (work->engine, turned, one, error);
  return sum != NULL ? jly_bits_copy_resized (sum, width - 1) : NULL;
}

/* Twice the midrank of keys among the rows of a plane, which come first in the order; elsewhere
 * zero. */
static JlyBits *
rank_among (const Work *work, const JlyBits *keys, const JlyBits *among, GError **error)
{
  guint width = jly_rank_width (keys->n_lanes);
  g_autoptr (JlyBits) outside = jly_bits_copy (among), bits = NULL;
  const JlySortKey order[] = { { outside, FALSE, FALSE }, { keys, FALSE, FALSE } };
  g_autoptr (JlyRing) ranks = NULL;

  jly_bits_flip (outside, jly_engine_get_self (work->engine));
  ranks = jly_rank_radix (work->engine, order, 2, JLY_RANK_TWICE_MEAN, width, error);
  bits = ranks != NULL ? jly_convert_to_bits (work->engine, ranks, width, error) : NULL;
  return bits != NULL ? keep (work, bits, among, error) : NULL;
}

static JlyBits *
rank_groups (const Work *work, const JlyVector *vector, GError **error)
{
  g_autoptr (JlyBits) first = get_category (work, vector->group, vector->category, error);
  g_autoptr (JlyBits) second
      = first != NULL ? get_category (work, vector->group, vector->category_2, error) : NULL;

  if (second == NULL)
    return NULL;
  jly_bits_xor (first, second);
  return rank_among (work, work->table->columns[vector->column], first, error);
}

static JlyBits *
make_of_difference (const Work *work, const JlyVector *vector, GError **error)
{
  g_autoptr (JlyBits) difference = subtract (work, vector, error), far = NULL, other = NULL;
  gint64 zero = get_zero (work, vector);

  if (difference == NULL)
    return NULL;
  switch (vector->kind)
    {
    case JLY_VECTOR_DIFFERENCE:
      return keep (work, difference, work->rows, error);
    case JLY_VECTOR_IS_MORE:
      return is_beyond (work, difference, zero, TRUE, error);
    case JLY_VECTOR_IS_OTHER:
      return is_other (work, difference, zero, error);
    default:
      other = is_other (work, difference, zero, error);
      far = other != NULL ? measure (work, difference, zero, error) : NULL;
      return far != NULL ? rank_among (work, far, other, error) : NULL;
    }
}

static JlyBits *
make_of_category (const Work *work, const JlyVector *vector, GError **error)
{
  g_autoptr (JlyBits) plane = get_category (work, vector->group, vector->category, error);
  g_autoptr (JlyBits) other = NULL;

  if (plane == NULL || vector->kind == JLY_VECTOR_CATEGORY)
    return g_steal_pointer (&plane);
  if (vector->kind == JLY_VECTOR_GROUPED)
    return keep (work, work->table->columns[vector->column], plane, error);
  other = get_category (work, vector->column, vector->category_2, error);
  return other != NULL ? keep (work, other, plane, error) : NULL;
}

static JlyBits *
make (const Work *work, const JlyVector *vector, GError **error)
{
  const JlyBits *codes = work->table->columns[vector->column];

  switch (vector->kind)
    {
    case JLY_VECTOR_ONE:
      return jly_bits_copy (work->rows);
    case JLY_VECTOR_NUMBER:
      return keep (work, codes, work->rows, error);
    case JLY_VECTOR_CATEGORY:
    case JLY_VECTOR_GROUPED:
    case JLY_VECTOR_CROSSED:
      return make_of_category (work, vector, error);
    case JLY_VECTOR_RANK:
      return rank_among (work, codes, work->rows, error);
    case JLY_VECTOR_RANK_AMONG:
      return rank_groups (work, vector, error);
    default:
      return make_of_difference (work, vector, error);
    }
}

GPtrArray *
jly_vectors_secure (JlyEngine *engine,
                    const JlyVector *vectors,
                    guint n,
                    const JlyInputs *inputs,
                    const JlySecretTable *table,
                    const JlyBits *rows,
                    GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (GHashTable) hot
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)jly_bits_free);
  const Work work = { engine, inputs, table, rows, hot };

  for (guint i = 0; i < n; i++)
    {
      guint width = jly_vector_get_width (&vectors[i], inputs, rows->n_lanes);
      g_autoptr (JlyBits) one = make (&work, &vectors[i], error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (made, jly_bits_copy_resized (one, width));
    }
  return g_steal_pointer (&made);
}
