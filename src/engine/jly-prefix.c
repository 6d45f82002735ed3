/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-prefix.h. */
#include "config.h"

#include "engine/jly-prefix.h"

#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-round.h"

static void
sum_component (guint64 *x, gsize n, guint64 mask)
{
  guint64 sum = 0;

  for (gsize j = 0; j < n; j++)
    x[j] = sum = (sum + x[j]) & mask;
}

static void
subtract_before (guint64 *x, gsize n, guint64 mask)
{
  for (gsize j = n; j-- > 1;)
    x[j] = (x[j] - x[j - 1]) & mask;
}

void
jly_prefix_sum (JlyRing *x)
{
  sum_component (x->own, x->n, jly_ring_mask (x->width));
  sum_component (x->prev, x->n, jly_ring_mask (x->width));
}

void
jly_prefix_difference (JlyRing *x)
{
  subtract_before (x->own, x->n, jly_ring_mask (x->width));
  subtract_before (x->prev, x->n, jly_ring_mask (x->width));
}

/* Within a word by doubling; then what the word ends with is carried into all bits of the next. */
static void
xor_plane (guint64 *plane, gsize n_words)
{
  guint64 carry = 0;

  for (gsize i = 0; i < n_words; i++)
    {
      guint64 word = plane[i];

      for (guint shift = 1; shift < 64; shift *= 2)
        word ^= word << shift;
      plane[i] = word ^ carry;
      carry = 0 - (plane[i] >> 63);
    }
}

/* plane ^= plane with every lane moved up by one. */
static void
xor_plane_before (guint64 *plane, gsize n_words)
{
  for (gsize i = n_words; i-- > 0;)
    plane[i] ^= plane[i] << 1 | (i > 0 ? plane[i - 1] >> 63 : 0);
}

typedef void (*PlaneFunc) (guint64 *plane, gsize n_words);

static void
change_planes (JlyBits *x, PlaneFunc func)
{
  for (guint b = 0; b < x->width; b++)
    {
      guint64 *own = x->own + b * x->words_per_plane, *prev = x->prev + b * x->words_per_plane;

      func (own, x->words_per_plane);
      func (prev, x->words_per_plane);
      jly_bits_clear_tail (own, x->n_lanes);
      jly_bits_clear_tail (prev, x->n_lanes);
    }
}

void
jly_prefix_xor (JlyBits *x)
{
  change_planes (x, xor_plane);
}

void
jly_prefix_xor_difference (JlyBits *x)
{
  change_planes (x, xor_plane_before);
}

/* Lane j takes lane j - by. */
static JlyBits *
copy_moved_down (const JlyBits *x, gsize by)
{
  g_autoptr (JlyBits) zeros = jly_bits_new (by, x->width);
  g_autoptr (JlyBits) rest = jly_bits_copy_lanes (x, 0, x->n_lanes - by);
  const JlyBits *parts[] = { zeros, rest };

  return jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), x->width);
}

JlyBits *
jly_prefix_row_before (const JlyBits *x)
{
  return copy_moved_down (x, 1);
}

JlyBits *
jly_prefix_row_after (const JlyBits *x)
{
  g_autoptr (JlyBits) rest = jly_bits_copy_lanes (x, 1, x->n_lanes - 1);
  g_autoptr (JlyBits) zero = jly_bits_new (1, x->width);
  const JlyBits *parts[] = { rest, zero };

  return jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), x->width);
}

/* q: the value where the row takes what is above it in its run, else 0. */
static JlyBits *
multiply_by_joined (JlyEngine *engine, const JlyBits *x, const JlyBits *starts, GError **error)
{
  g_autoptr (JlyBits) is_joined = jly_bits_copy (starts);

  jly_bits_flip (is_joined, jly_engine_get_self (engine));
  return jly_gate_and (engine, x, is_joined, error);
}

/* What covers one stretch of rows combines with the stretch of the same length above it: its value
 * v becomes v ^ (q & ~v_above), and q becomes q & q_above. Nothing lies above the first rows: there
 * zeros move in, and ~0 must not reach v; so v_above is flipped before it is moved. */
static gboolean
combine (JlyEngine *engine, JlyBits *v, JlyBits *q, gsize by, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "running and");
  g_autoptr (JlyBits) flipped = jly_bits_copy (v), not_above = NULL, q_above = NULL;
  g_autoptr (JlyBits) change = jly_bits_new (v->n_lanes, v->width), both = jly_bits_copy (change);

  jly_bits_flip (flipped, jly_engine_get_self (engine));
  not_above = copy_moved_down (flipped, by);
  q_above = copy_moved_down (q, by);
  jly_round_and (round, change, q, not_above);
  jly_round_and (round, both, q, q_above);
  if (!jly_round_run (round, error))
    return FALSE;
  jly_bits_xor (v, change);
  jly_bits_assign (q, both);
  return TRUE;
}

JlyBits *
jly_prefix_and (JlyEngine *engine, const JlyBits *x, const JlyBits *starts, GError **error)
{
  g_autoptr (JlyBits) v = jly_bits_copy (x);
  g_autoptr (JlyBits) q = multiply_by_joined (engine, x, starts, error);

  g_assert (starts->width == 1);
  if (q == NULL)
    return NULL;
  for (gsize by = 1; by < x->n_lanes; by *= 2)
    if (!combine (engine, v, q, by, error))
      return NULL;
  return g_steal_pointer (&v);
}
