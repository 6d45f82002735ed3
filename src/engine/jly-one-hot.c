/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-one-hot.h. */
#include "config.h"

#include "engine/jly-one-hot.h"

#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-prefix.h"
#include "engine/jly-round.h"

/* One plane of ones. */
static JlyBits *
new_ones (gsize n_lanes, guint self)
{
  JlyBits *ones = jly_bits_new (n_lanes, 1);

  jly_bits_flip (ones, self);
  return ones;
}

/* hot has n planes for the bits below: plane c becomes plane c where the bit is 0 and plane n + c
 * where it is 1. The planes add up to valid, so the last product is the bit (which is 0 where valid
 * is) less the others. */
static gboolean
split_planes (JlyEngine *engine, JlyBits *hot, guint n, const JlyBits *bit, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "one-hot");
  JlyBits low = jly_bits_view (hot, 0, n), high = jly_bits_view (hot, n, n);
  JlyBits factors = jly_bits_view (hot, 0, n - 1), products = jly_bits_view (hot, n, n - 1);
  JlyBits last = jly_bits_view (hot, 2 * n - 1, 1);

  jly_round_and (round, &products, &factors, bit);
  if (!jly_round_run (round, error))
    return FALSE;
  jly_bits_assign (&last, bit);
  for (guint c = 0; c + 1 < n; c++)
    {
      JlyBits product = jly_bits_view (hot, n + c, 1);

      jly_bits_xor (&last, &product);
    }
  jly_bits_xor (&low, &high);
  return TRUE;
}

JlyBits *
jly_one_hot (
    JlyEngine *engine, const JlyBits *x, const JlyBits *valid, guint n_codes, GError **error)
{
  guint n_all = x->width < 32 ? 1U << x->width : 0;
  g_autoptr (JlyBits) bits
      = valid != NULL ? jly_gate_and (engine, x, valid, error) : jly_bits_copy (x);
  g_autoptr (JlyBits) ones = new_ones (x->n_lanes, jly_engine_get_self (engine)), hot = NULL;
  JlyBits first, codes;

  g_assert (x->width >= 1 && n_codes >= 1 && n_codes <= n_all && n_all <= JLY_BITS_MAX_WIDTH);
  if (bits == NULL)
    return NULL;
  hot = jly_bits_new (x->n_lanes, n_all);
  first = jly_bits_view (hot, 0, 1);
  jly_bits_assign (&first, valid != NULL ? valid : ones);
  for (guint b = 0; b < x->width; b++)
    {
      JlyBits bit = jly_bits_view (bits, b, 1);

      if (!split_planes (engine, hot, 1U << b, &bit, error))
        return NULL;
    }
  codes = jly_bits_view (hot, 0, n_codes);
  return jly_bits_copy (&codes);
}

gboolean
jly_one_hot_sums (JlyEngine *engine,
                  const JlyBits *x,
                  const JlyBits *valid,
                  guint n_codes,
                  const JlyRing *const *values,
                  guint n_values,
                  JlyRing **sums,
                  JlyRing **counts,
                  GError **error)
{
  g_autoptr (JlyBits) flags = jly_one_hot (engine, x, valid, n_codes, error);

  return flags != NULL
         && jly_count_sums (engine, flags, values, n_values, sums, jly_count_width (x->n_lanes),
                            counts, error);
}

/* Plane e: x < edges[e] and valid; and valid itself on top. */
static JlyBits *
flag_edges (JlyEngine *engine,
            const JlyBits *x,
            const JlyBits *valid,
            const guint64 *edges,
            guint n_edges,
            GError **error)
{
  g_autoptr (JlyBits) ones = new_ones (x->n_lanes, jly_engine_get_self (engine));
  g_autoptr (JlyBits) is_less = NULL, kept = NULL;
  JlyBits *flags, below, all;

  is_less = jly_gate_less_than_constants (engine, x, edges, n_edges, error);
  if (is_less == NULL)
    return NULL;
  kept = valid != NULL ? jly_gate_and (engine, is_less, valid, error) : jly_bits_copy (is_less);
  if (kept == NULL)
    return NULL;
  flags = jly_bits_new (x->n_lanes, n_edges + 1);
  below = jly_bits_view (flags, 0, n_edges);
  all = jly_bits_view (flags, n_edges, 1);
  jly_bits_assign (&below, kept);
  jly_bits_assign (&all, valid != NULL ? valid : ones);
  return flags;
}

/* The counts below each edge are sums of bins, so their differences are the bins. */
JlyRing *
jly_histogram (JlyEngine *engine,
               const JlyBits *x,
               const JlyBits *valid,
               const guint64 *edges,
               guint n_edges,
               gboolean is_signed,
               JlyCountWay way,
               GError **error)
{
  g_autoptr (JlyBits) value = jly_bits_copy (x), flags = NULL;
  JlyBits sign = jly_bits_view (value, x->width - 1, 1);
  g_autofree guint64 *unsigned_edges = g_new (guint64, n_edges);
  JlyRing *bins;

  if (is_signed)
    jly_bits_flip (&sign, jly_engine_get_self (engine));
  for (guint e = 0; e < n_edges; e++)
    {
      unsigned_edges[e] = edges[e] ^ (is_signed ? (guint64)1 << (x->width - 1) : 0);
      g_assert (e == 0 || unsigned_edges[e] > unsigned_edges[e - 1]);
    }
  flags = flag_edges (engine, value, valid, unsigned_edges, n_edges, error);
  bins = flags != NULL ? jly_count (engine, flags, way, error) : NULL;
  if (bins != NULL)
    jly_prefix_difference (bins);
  return bins;
}
