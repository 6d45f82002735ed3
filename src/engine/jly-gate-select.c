/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-gate.h. Choosing, and what is one AND deep. */
#include "config.h"

#include "engine/jly-gate.h"

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

static JlyBits *
multiply_bits (
    JlyEngine *engine, const char *step, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, step);
  g_autoptr (JlyBits) out = jly_bits_new (x->n_lanes, x->width);

  jly_round_and (round, out, x, y);
  return jly_round_run (round, error) ? g_steal_pointer (&out) : NULL;
}

JlyBits *
jly_gate_and (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  return multiply_bits (engine, "and", x, y, error);
}

/* b ^ s (a ^ b) */
JlyBits *
jly_gate_mux (
    JlyEngine *engine, const JlyBits *s, const JlyBits *a, const JlyBits *b, GError **error)
{
  g_autoptr (JlyBits) difference = jly_bits_copy (a);
  JlyBits *out;

  jly_bits_xor (difference, b);
  out = multiply_bits (engine, "choose", difference, s, error);
  if (out != NULL)
    jly_bits_xor (out, b);
  return out;
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
      g_autoptr (JlyBits) both = multiply_bits (engine, "all", low, high, error);
      const JlyBits *parts[] = { both, middle };

      if (both == NULL)
        return NULL;
      jly_bits_free (rest);
      rest = jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), 1);
    }
  return g_steal_pointer (&rest);
}
