/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-condition.h. */
#include "config.h"

#include "analysis/jly-condition.h"

#include "engine/jly-gate.h"
#include "engine/jly-public.h"

static const struct
{
  const char *text;
  gboolean is_order;
} comparisons[] = {
  [JLY_COMPARISON_LESS] = { "<", TRUE },      [JLY_COMPARISON_AT_MOST] = { "<=", TRUE },
  [JLY_COMPARISON_EQUAL] = { "=", FALSE },    [JLY_COMPARISON_NOT_EQUAL] = { "<>", FALSE },
  [JLY_COMPARISON_AT_LEAST] = { ">=", TRUE }, [JLY_COMPARISON_MORE] = { ">", TRUE },
};

gboolean
jly_comparison_parse (const char *text, gboolean has_order, JlyComparison *comparison)
{
  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    if (g_str_equal (comparisons[i].text, text) && (has_order || !comparisons[i].is_order))
      {
        if (comparison != NULL)
          *comparison = (JlyComparison)i;
        return TRUE;
      }
  return FALSE;
}

typedef struct
{
  const JlyInputColumn *column;
  guint index;
  JlyComparison comparison;
  gint64 bound; /* in steps */
} Condition;

/* FALSE if the query has none. */
static gboolean
read_condition (const JlyQuery *query, Condition *self)
{
  if (jly_query_get (query, "where") == NULL)
    return FALSE;
  self->column = jly_query_get_column (query, "where", &self->index);
  self->bound = jly_query_get_value (query, "value", "where");
  return jly_comparison_parse (jly_query_get (query, "is"), TRUE, &self->comparison);
}

gboolean
jly_condition_holds (const JlyQuery *query, const gint64 *const *values, gsize row)
{
  Condition self;
  gint64 value;

  if (!read_condition (query, &self))
    return TRUE;
  value = values[self.index][row];
  switch (self.comparison)
    {
    case JLY_COMPARISON_LESS:
      return value < self.bound;
    case JLY_COMPARISON_AT_MOST:
      return value <= self.bound;
    case JLY_COMPARISON_EQUAL:
      return value == self.bound;
    case JLY_COMPARISON_NOT_EQUAL:
      return value != self.bound;
    case JLY_COMPARISON_AT_LEAST:
      return value >= self.bound;
    case JLY_COMPARISON_MORE:
      return value > self.bound;
    }
  g_assert_not_reached ();
}

static JlyBits *
make_constant (JlyEngine *engine, gsize n_lanes, gboolean value)
{
  JlyBits *all = jly_bits_new (n_lanes, 1);

  if (value)
    jly_bits_flip (all, jly_engine_get_self (engine));
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
compare_order (JlyEngine *engine, const JlyBits *codes, gint64 bound, GError **error)
{
  g_autoptr (JlyPublic) number = NULL;

  if (!is_code (codes, bound))
    return make_constant (engine, codes->n_lanes, bound > 0);
  number = jly_public_new_same ((guint64)bound, codes->n_lanes, codes->width);
  return jly_gate_less_than_public (engine, codes, number, error);
}

/* 1 where code = bound. */
static JlyBits *
compare_equal (JlyEngine *engine, const JlyBits *codes, gint64 bound, GError **error)
{
  g_autoptr (JlyPublic) number = NULL;
  g_autoptr (JlyBits) constant = NULL;

  if (!is_code (codes, bound))
    return make_constant (engine, codes->n_lanes, FALSE);
  number = jly_public_new_same ((guint64)bound, codes->n_lanes, codes->width);
  constant = jly_bits_new (codes->n_lanes, codes->width);
  jly_bits_xor_public (constant, number, jly_engine_get_self (engine));
  return jly_gate_equal (engine, codes, constant, error);
}

/* All six from less-than and equal, some of them turned over. */
static JlyBits *
compare (JlyEngine *engine, const Condition *self, const JlyBits *codes, GError **error)
{
  gint64 bound = self->bound - jly_input_column_get_base (self->column);
  gboolean is_above
      = self->comparison == JLY_COMPARISON_AT_MOST || self->comparison == JLY_COMPARISON_MORE;
  gboolean is_equality
      = self->comparison == JLY_COMPARISON_EQUAL || self->comparison == JLY_COMPARISON_NOT_EQUAL;
  gboolean is_turned = self->comparison == JLY_COMPARISON_NOT_EQUAL
                       || self->comparison == JLY_COMPARISON_AT_LEAST
                       || self->comparison == JLY_COMPARISON_MORE;
  JlyBits *result = is_equality ? compare_equal (engine, codes, bound, error)
                                : compare_order (engine, codes, bound + is_above, error);

  if (result != NULL && is_turned)
    jly_bits_flip (result, jly_engine_get_self (engine));
  return result;
}

JlyBits *
jly_condition_weigh (JlyEngine *engine,
                     const JlyQuery *query,
                     const JlySecretTable *table,
                     GError **error)
{
  g_autoptr (JlyBits) meets = NULL;
  Condition self;

  if (!read_condition (query, &self))
    return table->valid != NULL
               ? jly_bits_copy (table->valid)
               : make_constant (engine, jly_inputs_count_rows (query->inputs), TRUE);
  meets = compare (engine, &self, table->columns[self.index], error);
  if (meets == NULL || table->valid == NULL)
    return g_steal_pointer (&meets);
  return jly_gate_and (engine, meets, table->valid, error);
}
