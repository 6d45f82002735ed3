/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-gate-constant.h. */
#include "config.h"

#include "engine/jly-gate-constant.h"

#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-ring.h"

/* One plane with the same public bit in every lane. */
static JlyBits *
new_plane (gsize n_lanes, gboolean bit, guint self)
{
  JlyBits *plane = jly_bits_new (n_lanes, 1);

  if (bit)
    jly_bits_flip (plane, self);
  return plane;
}

/* 1 where all planes of x are 0. */
static JlyBits *
is_zero (JlyEngine *engine, const JlyBits *x, GError **error)
{
  g_autoptr (JlyBits) zero = jly_bits_new (x->n_lanes, x->width);

  return jly_gate_equal (engine, x, zero, error);
}

/* 1 where not all planes of x are 1. */
static JlyBits *
is_not_full (JlyEngine *engine, const JlyBits *x, GError **error)
{
  guint self = jly_engine_get_self (engine);
  g_autoptr (JlyBits) rest = jly_bits_copy (x);
  JlyBits *out;

  jly_bits_flip (rest, self);
  out = is_zero (engine, rest, error);
  if (out != NULL)
    jly_bits_flip (out, self);
  return out;
}

JlyBits *
jly_gate_less_than_constant (JlyEngine *engine, const JlyBits *x, guint64 c, GError **error)
{
  guint self = jly_engine_get_self (engine), n_zeros = 0;
  g_autoptr (JlyPublic) same = NULL;
  JlyBits high;

  g_assert (x->width >= 1 && x->width <= JLY_RING_MAX_WIDTH);
  if (c == 0 || c > jly_ring_mask (x->width))
    return new_plane (x->n_lanes, c != 0, self);
  for (; (c & 1) == 0; c >>= 1)
    n_zeros++;
  high = jly_bits_view (x, n_zeros, x->width - n_zeros);
  if (c == 1)
    return is_zero (engine, &high, error);
  if (c == jly_ring_mask (high.width))
    return is_not_full (engine, &high, error);
  same = jly_public_new_same (c, high.n_lanes, high.width);
  return jly_gate_less_than_public (engine, &high, same, error);
}

JlyBits *
jly_gate_more_than_constant (JlyEngine *engine, const JlyBits *x, guint64 c, GError **error)
{
  guint self = jly_engine_get_self (engine);
  g_autoptr (JlyBits) flipped = NULL;

  g_assert (x->width >= 1 && x->width <= JLY_RING_MAX_WIDTH);
  if (c >= jly_ring_mask (x->width))
    return new_plane (x->n_lanes, FALSE, self);
  flipped = jly_bits_copy (x);
  jly_bits_flip (flipped, self);
  return jly_gate_less_than_constant (engine, flipped, ~c & jly_ring_mask (x->width), error);
}

JlyBits *
jly_gate_less_than_constants (JlyEngine *engine,
                              const JlyBits *x,
                              const guint64 *constants,
                              guint n_constants,
                              GError **error)
{
  gsize n = x->n_lanes;
  g_autofree const JlyBits **parts = g_new (const JlyBits *, n_constants);
  g_autofree guint64 *values = g_new (guint64, n * n_constants);
  g_autoptr (JlyBits) stacked = NULL, is_less = NULL;
  g_autoptr (JlyPublic) same = NULL;

  g_assert (n_constants >= 1 && n_constants <= JLY_BITS_MAX_WIDTH);
  for (guint i = 0; i < n_constants; i++)
    {
      g_assert (constants[i] <= jly_ring_mask (x->width));
      parts[i] = x;
      for (gsize j = 0; j < n; j++)
        values[i * n + j] = constants[i];
    }
  stacked = jly_bits_join_lanes (parts, n_constants, x->width);
  same = jly_public_new (values, stacked->n_lanes, x->width);
  is_less = jly_gate_less_than_public (engine, stacked, same, error);
  return is_less != NULL ? jly_bits_lanes_to_planes (is_less, n) : NULL;
}
