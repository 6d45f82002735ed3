/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-convert.h. From numbers to bits: x = m + x_1 with m = x_0 + x_2, which miner 0 knows and
 * spreads as bits (m_0, 0, m_2), while (0, x_1, 0) is a sharing of the bits of x_1 already. What
 * the addition generates at first, m & x_1, is m_0 x_1, which miner 1 can compute, plus m_2 x_1,
 * which miner 2 can.
 */
#include "config.h"

#include "engine/jly-convert.h"

#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-parcel.h"

#include "base/jly-secret.h"

static JlyBits *
spread_outer (JlyEngine *engine, const JlyRing *x, guint width, GError **error)
{
  g_autoptr (JlyParcel) parcel = jly_parcel_new (engine, "bits outer", error);
  g_autoptr (JlyBits) m = jly_bits_new (x->n, width), known = jly_bits_new (x->n, width);
  gsize n = x->n * sizeof (guint64);
  guint64 *sums;

  if (parcel == NULL)
    return NULL;
  if (jly_engine_get_self (engine) == 0)
    {
      sums = (guint64 *)jly_secret_buffer_new (n);
      for (gsize i = 0; i < x->n; i++)
        sums[i] = x->own[i] + x->prev[i];
      jly_lanes_slice (sums, x->n, width, known->own);
      jly_secret_buffer_free ((guint8 *)sums, n);
    }
  jly_parcel_spread_bits (parcel, m, known->own);
  return jly_parcel_run (parcel, error) ? g_steal_pointer (&m) : NULL;
}

/* The bits of x_1 as (0, x_1, 0). */
static JlyBits *
slice_inner (const JlyRing *x, guint self, guint width)
{
  JlyBits *inner = jly_bits_new (x->n, width);

  if (self == 1)
    jly_lanes_slice (x->own, x->n, width, inner->own);
  else if (self == 2)
    jly_lanes_slice (x->prev, x->n, width, inner->prev);
  return inner;
}

/* m & inner: of each, miners 1 and 2 hold what their part of the product needs. */
static JlyBits *
multiply_sparse (JlyEngine *engine, const JlyBits *m, const JlyBits *inner, GError **error)
{
  g_autoptr (JlyParcel) parcel = jly_parcel_new (engine, "bits product", error);
  g_autoptr (JlyBits) g = jly_bits_new (m->n_lanes, m->width), part = jly_bits_copy (g);
  gsize n_words = m->words_per_plane * m->width;
  gboolean is_1 = jly_engine_get_self (engine) == 1;

  if (parcel == NULL)
    return NULL;
  for (gsize i = 0; i < n_words; i++)
    part->own[i] = is_1 ? m->prev[i] & inner->own[i] : m->own[i] & inner->prev[i];
  jly_parcel_reshare_bits (parcel, g, part->own);
  return jly_parcel_run (parcel, error) ? g_steal_pointer (&g) : NULL;
}

/* The carry out of the top bit is not wanted: the lower bits are added, and their carry completes
 * the top bit. */
JlyBits *
jly_convert_to_bits (JlyEngine *engine, const JlyRing *x, guint width, GError **error)
{
  guint top = width - 1;
  g_autoptr (JlyBits) m = NULL, inner = NULL, g = NULL, sum = NULL;
  JlyBits m_low, inner_low, p_top, sum_top;

  g_assert (width >= 1 && width <= x->width);
  m = spread_outer (engine, x, width, error);
  if (m == NULL)
    return NULL;
  inner = slice_inner (x, jly_engine_get_self (engine), width);
  m_low = jly_bits_view (m, 0, top);
  inner_low = jly_bits_view (inner, 0, top);
  if (top > 0)
    g = multiply_sparse (engine, &m_low, &inner_low, error);
  if (top > 0 && g == NULL)
    return NULL;
  jly_bits_xor (m, inner); /* from here on what propagates */
  if (top == 0)
    return g_steal_pointer (&m);
  sum = jly_gate_add_pairs (engine, g, &m_low, error);
  if (sum == NULL)
    return NULL;
  p_top = jly_bits_view (m, top, 1);
  sum_top = jly_bits_view (sum, top, 1);
  jly_bits_xor (&sum_top, &p_top);
  return g_steal_pointer (&sum);
}
