/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters on the engine; see jly-filter.h. */
#include "config.h"

#include "analysis/jly-filter.h"

#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-public.h"

/* What all parts of one filter are computed on. */
typedef struct
{
  JlyEngine *engine;
  const JlyInputs *inputs;
  const JlySecretTable *table;
} Work;

static JlyBits *
make_constant (const Work *work, gboolean value)
{
  JlyBits *all = jly_bits_new (jly_inputs_count_rows (work->inputs), 1);

  if (value)
    jly_bits_flip (all, jly_engine_get_self (work->engine));
  return all;
}

/* The codes stop at 2^width - 1: beyond, every comparison is decided already. */
static gboolean
is_code (const JlyBits *codes, gint64 code)
{
  return code >= 0 && (codes->width > 62 || code >> codes->width == 0);
}

/* 1 where code < bound. */
static JlyBits *
compare_order (const Work *work, const JlyBits *codes, gint64 bound, GError **error)
{
  if (!is_code (codes, bound))
    return make_constant (work, bound > 0);
  return jly_gate_less_than_constant (work->engine, codes, (guint64)bound, error);
}

/* 1 where code = bound. */
static JlyBits *
compare_equal (const Work *work, const JlyBits *codes, gint64 bound, GError **error)
{
  g_autoptr (JlyPublic) number = NULL;
  g_autoptr (JlyBits) constant = NULL;

  if (!is_code (codes, bound))
    return make_constant (work, FALSE);
  number = jly_public_new_same ((guint64)bound, codes->n_lanes, codes->width);
  constant = jly_bits_new (codes->n_lanes, codes->width);
  jly_bits_xor_public (constant, number, jly_engine_get_self (work->engine));
  return jly_gate_equal (work->engine, codes, constant, error);
}

static JlyBits *
flip (const Work *work, JlyBits *plane)
{
  if (plane != NULL)
    jly_bits_flip (plane, jly_engine_get_self (work->engine));
  return plane;
}

/* All six from less-than and equal, some of them turned over. */
static JlyBits *
compare (
    const Work *work, JlyComparison comparison, const JlyBits *codes, gint64 bound, GError **error)
{
  switch (comparison)
    {
    case JLY_COMPARISON_LESS:
      return compare_order (work, codes, bound, error);
    case JLY_COMPARISON_AT_MOST:
      return compare_order (work, codes, bound + 1, error);
    case JLY_COMPARISON_EQUAL:
      return compare_equal (work, codes, bound, error);
    case JLY_COMPARISON_NOT_EQUAL:
      return flip (work, compare_equal (work, codes, bound, error));
    case JLY_COMPARISON_AT_LEAST:
      return flip (work, compare_order (work, codes, bound, error));
    case JLY_COMPARISON_MORE:
      return flip (work, compare_order (work, codes, bound + 1, error));
    }
  g_assert_not_reached ();
}

/* Below the end and not below the beginning: the second holds wherever the first does not hold, so
 * their XOR does without an AND. */
static JlyBits *
compare_range (const Work *work, const JlyBits *codes, gint64 least, gint64 most, GError **error)
{
  JlyBits *below_end = compare_order (work, codes, most + 1, error);
  g_autoptr (JlyBits) below_begin
      = below_end != NULL ? compare_order (work, codes, least, error) : NULL;

  if (below_begin == NULL)
    g_clear_pointer (&below_end, jly_bits_free);
  else
    jly_bits_xor (below_end, below_begin);
  return below_end;
}

/* At most one equality holds, so their XOR is their OR. */
static JlyBits *
compare_list (
    const Work *work, const JlyBits *codes, const GArray *values, gint64 base, GError **error)
{
  g_autoptr (JlyBits) any = make_constant (work, FALSE);

  for (guint i = 0; i < values->len; i++)
    {
      gint64 value = g_array_index (values, gint64, i);
      g_autoptr (JlyBits) one = compare_equal (work, codes, value - base, error);

      if (one == NULL)
        return NULL;
      jly_bits_xor (any, one);
    }
  return g_steal_pointer (&any);
}

static JlyBits *
judge_test (const Work *work, const JlyFilter *self, GError **error)
{
  const JlyBits *codes = work->table->columns[self->column];
  const JlyBits *there = jly_secret_table_get_there (work->table, self->column);
  gint64 base = jly_input_column_get_base (&work->inputs->columns[self->column]);
  const gint64 *values = (const gint64 *)(gconstpointer)self->values->data;
  g_autoptr (JlyBits) meets = NULL;

  if (self->kind == JLY_FILTER_COMPARE)
    meets = compare (work, self->comparison, codes, values[0] - base, error);
  else if (self->kind == JLY_FILTER_RANGE)
    meets = compare_range (work, codes, values[0] - base, values[1] - base, error);
  else
    meets = compare_list (work, codes, self->values, base, error);
  if (meets == NULL || there == NULL)
    return g_steal_pointer (&meets);
  return jly_gate_and (work->engine, meets, there, error);
}

static JlyBits *
judge_missing (const Work *work, const JlyFilter *self)
{
  const JlyBits *there = jly_secret_table_get_there (work->table, self->column);

  return there != NULL ? flip (work, jly_bits_copy (there)) : make_constant (work, FALSE);
}

static JlyBits *judge (const Work *work, const JlyFilter *self, GError **error);

/* The AND of all parts; of any, the AND of their opposites, turned over. */
static JlyBits *
judge_parts (const Work *work, const JlyFilter *self, GError **error)
{
  gboolean is_any = self->kind == JLY_FILTER_ANY;
  g_autoptr (JlyBits) all = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      g_autoptr (JlyBits) part = judge (work, self->parts->pdata[i], error);
      JlyBits *both;

      if (part != NULL && is_any)
        flip (work, part);
      both = part == NULL  ? NULL
             : all == NULL ? jly_bits_copy (part)
                           : jly_gate_and (work->engine, all, part, error);
      jly_bits_free (all);
      all = both;
      if (all == NULL)
        return NULL;
    }
  if (all == NULL)
    return make_constant (work, !is_any);
  return is_any ? flip (work, g_steal_pointer (&all)) : g_steal_pointer (&all);
}

static JlyBits *
judge (const Work *work, const JlyFilter *self, GError **error)
{
  switch (self->kind)
    {
    case JLY_FILTER_ALL:
    case JLY_FILTER_ANY:
      return judge_parts (work, self, error);
    case JLY_FILTER_NOT:
      return flip (work, judge (work, self->parts->pdata[0], error));
    case JLY_FILTER_MISSING:
      return judge_missing (work, self);
    case JLY_FILTER_COMPARE:
    case JLY_FILTER_RANGE:
    case JLY_FILTER_LIST:
      break;
    }
  return judge_test (work, self, error);
}

JlyBits *
jly_filter_secure (JlyEngine *engine,
                   const JlyFilter *self,
                   const JlyInputs *inputs,
                   const JlySecretTable *table,
                   GError **error)
{
  const Work work = { engine, inputs, table };

  return judge (&work, self, error);
}
