/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-gate-signed.h. */
#include "config.h"

#include "engine/jly-gate-signed.h"

#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-ring.h"

/* x with its sign turned over: signed order becomes unsigned order, and back. */
static JlyBits *
copy_biased (const JlyBits *x, gboolean is_signed, guint self)
{
  JlyBits *copy = jly_bits_copy (x);
  JlyBits sign = jly_bits_view (copy, x->width - 1, 1);

  if (is_signed)
    jly_bits_flip (&sign, self);
  return copy;
}

JlyBits *
jly_gate_less_than_signed (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  guint self = jly_engine_get_self (engine);
  g_autoptr (JlyBits) x_biased = copy_biased (x, TRUE, self);
  g_autoptr (JlyBits) y_biased = copy_biased (y, TRUE, self);

  return jly_gate_less_than (engine, x_biased, y_biased, error);
}

JlyBits *
jly_gate_less_than_signed_public (JlyEngine *engine,
                                  const JlyBits *x,
                                  const JlyPublic *c,
                                  GError **error)
{
  g_autoptr (JlyBits) biased = copy_biased (x, TRUE, jly_engine_get_self (engine));
  gsize n_words = c->words_per_plane * c->width;
  g_autofree guint64 *planes = g_memdup2 (c->planes, n_words * sizeof *planes);
  JlyPublic c_biased = *c, sign;

  c_biased.planes = planes;
  sign = jly_public_view (&c_biased, c->width - 1, 1);
  jly_public_flip (&sign);
  return jly_gate_less_than_public (engine, biased, &c_biased, error);
}

JlyBits *
jly_gate_min_signed (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyBits) is_less = jly_gate_less_than_signed (engine, x, y, error);

  return is_less != NULL ? jly_gate_mux (engine, is_less, x, y, error) : NULL;
}

JlyBits *
jly_gate_max_signed (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  g_autoptr (JlyBits) is_less = jly_gate_less_than_signed (engine, x, y, error);

  return is_less != NULL ? jly_gate_mux (engine, is_less, y, x, error) : NULL;
}

JlyBits *
jly_gate_extend_signed (const JlyBits *x, guint width)
{
  JlyBits *out = jly_bits_copy_resized (x, width);
  JlyBits sign = jly_bits_view (x, x->width - 1, 1);

  g_assert (width >= x->width);
  for (guint b = x->width; b < width; b++)
    {
      JlyBits plane = jly_bits_view (out, b, 1);

      jly_bits_assign (&plane, &sign);
    }
  return out;
}

JlyBits *
jly_gate_clamp (JlyEngine *engine,
                const JlyBits *x,
                const JlyBits *low,
                const JlyBits *high,
                gboolean is_signed,
                GError **error)
{
  guint self = jly_engine_get_self (engine);
  g_autoptr (JlyBits) value = copy_biased (x, is_signed, self);
  g_autoptr (JlyBits) low_biased = copy_biased (low, is_signed, self);
  g_autoptr (JlyBits) high_biased = copy_biased (high, is_signed, self);
  g_autoptr (JlyBits) raised = NULL;
  JlyGateTask tasks[] = { { value, low_biased, NULL }, { high_biased, value, NULL } };
  JlyBits *out = NULL;

  if (!jly_gate_less_than_many (engine, tasks, G_N_ELEMENTS (tasks), error))
    return NULL;
  raised = jly_gate_mux (engine, tasks[0].out, low, x, error);
  if (raised != NULL)
    out = jly_gate_mux (engine, tasks[1].out, high, raised, error);
  jly_gate_tasks_clear (tasks, G_N_ELEMENTS (tasks));
  return out;
}

/* Two planes: x < low, and x > high, which is ~x < ~high; so both are lanes of one comparison. */
static JlyBits *
compare_both (JlyEngine *engine, const JlyBits *x, guint64 low, guint64 high, GError **error)
{
  gsize n = x->n_lanes;
  g_autofree guint64 *values = g_new (guint64, 2 * n);
  g_autoptr (JlyBits) flipped = jly_bits_copy (x), stacked = NULL, is_less = NULL;
  g_autoptr (JlyPublic) bounds = NULL;
  const JlyBits *parts[] = { x, flipped };

  jly_bits_flip (flipped, jly_engine_get_self (engine));
  for (gsize j = 0; j < n; j++)
    {
      values[j] = low;
      values[n + j] = ~high & jly_ring_mask (x->width);
    }
  stacked = jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), x->width);
  bounds = jly_public_new (values, 2 * n, x->width);
  is_less = jly_gate_less_than_public (engine, stacked, bounds, error);
  return is_less != NULL ? jly_bits_lanes_to_planes (is_less, n) : NULL;
}

/* The same two planes; a bound that nothing passes gets zeros. */
static JlyBits *
compare_bounds (JlyEngine *engine, const JlyBits *x, guint64 low, guint64 high, GError **error)
{
  gboolean is_low = low > 0;
  g_autoptr (JlyBits) only = NULL;
  JlyBits *out, plane;

  if (is_low && high < jly_ring_mask (x->width))
    return compare_both (engine, x, low, high, error);
  only = is_low ? jly_gate_less_than_constant (engine, x, low, error)
                : jly_gate_more_than_constant (engine, x, high, error);
  if (only == NULL)
    return NULL;
  out = jly_bits_new (x->n_lanes, 2);
  plane = jly_bits_view (out, is_low ? 0 : 1, 1);
  jly_bits_assign (&plane, only);
  return out;
}

/* out ^= bound where s is 1: a public factor, so nothing is sent. */
static void
put_bound (JlyBits *out, const JlyBits *s, guint64 bound)
{
  for (guint b = 0; b < out->width; b++)
    if (bound >> b & 1)
      {
        JlyBits plane = jly_bits_view (out, b, 1);

        jly_bits_xor (&plane, s);
      }
}

/* At most one of the two bounds is passed, so x stays where neither is, and the bounds are put in
 * its place locally. */
static JlyBits *
replace_outside (JlyEngine *engine,
                 const JlyBits *x,
                 const JlyBits *passed,
                 guint64 low,
                 guint64 high,
                 GError **error)
{
  JlyBits is_below = jly_bits_view (passed, 0, 1), is_above = jly_bits_view (passed, 1, 1);
  g_autoptr (JlyBits) is_inside = jly_bits_copy (&is_below);
  JlyBits *out;

  jly_bits_xor (is_inside, &is_above);
  jly_bits_flip (is_inside, jly_engine_get_self (engine));
  out = jly_gate_and (engine, x, is_inside, error);
  if (out == NULL)
    return NULL;
  put_bound (out, &is_below, low);
  put_bound (out, &is_above, high);
  return out;
}

JlyBits *
jly_gate_clamp_public (JlyEngine *engine,
                       const JlyBits *x,
                       guint64 low,
                       guint64 high,
                       gboolean is_signed,
                       GError **error)
{
  guint self = jly_engine_get_self (engine);
  guint64 mask = jly_ring_mask (x->width), sign = is_signed ? (mask >> 1) + 1 : 0;
  g_autoptr (JlyBits) value = copy_biased (x, is_signed, self), passed = NULL, kept = NULL;

  low ^= sign;
  high ^= sign;
  g_assert (low <= high && high <= mask);
  if (low == 0 && high == mask)
    return jly_bits_copy (x);
  passed = compare_bounds (engine, value, low, high, error);
  if (passed == NULL)
    return NULL;
  kept = replace_outside (engine, value, passed, low, high, error);
  return kept != NULL ? copy_biased (kept, is_signed, self) : NULL;
}
