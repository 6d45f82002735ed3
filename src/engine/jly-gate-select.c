/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-gate.h. Choosing, and what is one AND deep. */
#include "config.h"

#include "engine/jly-gate.h"

#include "engine/jly-blocks.h"
#include "engine/jly-lanes.h"
#include "engine/jly-round.h"

void
jly_gate_tasks_clear (JlyGateTask *tasks, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_clear_pointer (&tasks[i].out, jly_bits_free);
}

guint
jly_gate_log2 (gsize n)
{
  g_assert (n > 0);
  return n == 1 ? 0 : g_bit_storage (n - 1);
}

/* out := linear ^ (x & (y ^ v)), a block of lanes after the other; linear and v may be NULL, and x
 * may have one plane where y has more. */
static JlyBits *
combine (JlyEngine *engine,
         const char *step,
         const JlyBits *linear,
         const JlyBits *x,
         const JlyBits *y,
         const JlyBits *v,
         GError **error)
{
  JlyPool *pool = jly_engine_get_pool (engine);
  g_autoptr (JlyRound) round = jly_round_new (engine, step);
  g_autoptr (JlyBits) out = jly_bits_new_from (pool, y->n_lanes, y->width);
  gsize n_block = jly_block_lanes (engine, 3 * y->width);

  for (gsize first = 0; first < y->n_lanes && y->width > 0; first += n_block)
    {
      gsize n = MIN (n_block, y->n_lanes - first);
      g_autoptr (JlyBits) factor = NULL;
      JlyBits out_block = jly_bits_view_lanes (out, first, n);
      JlyBits x_block = jly_bits_view_lanes (x, first, n);
      JlyBits y_block = jly_bits_view_lanes (y, first, n), v_block, linear_block;

      if (v != NULL)
        {
          v_block = jly_bits_view_lanes (v, first, n);
          factor = jly_bits_new_from (pool, n, y->width);
          jly_bits_set_xor (factor, &y_block, &v_block);
        }
      if (linear != NULL)
        linear_block = jly_bits_view_lanes (linear, first, n);
      jly_round_sum (round, &out_block, linear != NULL ? &linear_block : NULL);
      jly_round_add_product (round, factor != NULL ? factor : &y_block, &x_block, NULL);
      if (!jly_round_run (round, error))
        return NULL;
    }
  return g_steal_pointer (&out);
}

JlyBits *
jly_gate_and (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  return combine (engine, "and", NULL, y, x, NULL, error);
}

/* b ^ s (a ^ b) */
JlyBits *
jly_gate_mux (
    JlyEngine *engine, const JlyBits *s, const JlyBits *a, const JlyBits *b, GError **error)
{
  return combine (engine, "choose", b, s, a, b, error);
}

JlyBits *
jly_gate_min (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyBits) is_less = jly_gate_less_than (engine, x, y, error);

  return is_less != NULL ? jly_gate_mux (engine, is_less, x, y, error) : NULL;
}

JlyBits *
jly_gate_max (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyBits) is_less = jly_gate_less_than (engine, x, y, error);

  return is_less != NULL ? jly_gate_mux (engine, is_less, y, x, error) : NULL;
}

/* The upper half of the lanes meets the lower half; with an odd number the middle lane waits. */
JlyBits *
jly_gate_all_lanes (JlyEngine *engine, const JlyBits *x, GError **error)
{
  g_autoptr (JlyBits) rest = jly_bits_copy (x);

  g_assert (x->width == 1 && x->n_lanes > 0);
  while (rest->n_lanes > 1)
    {
      gsize half = rest->n_lanes / 2;
      g_autoptr (JlyBits) low = jly_bits_copy_lanes (rest, 0, half);
      g_autoptr (JlyBits) high = jly_bits_copy_lanes (rest, rest->n_lanes - half, half);
      g_autoptr (JlyBits) middle = jly_bits_copy_lanes (rest, half, rest->n_lanes - 2 * half);
      g_autoptr (JlyBits) both = combine (engine, "all", NULL, low, high, NULL, error);
      const JlyBits *parts[] = { both, middle };

      if (both == NULL)
        return NULL;
      jly_bits_free (rest);
      rest = jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), 1);
    }
  return g_steal_pointer (&rest);
}
