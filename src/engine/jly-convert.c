/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-convert.h. From bits to numbers.
 *
 * A bit is c ^ b_1 with c = b_0 ^ b_2, which miner 0 knows; as a number it is c + b_1 - 2 c b_1.
 * Miner 0 spreads c as (c_0, 0, c_2); the product is c_0 b_1, which miner 1 can compute, plus
 * c_2 b_1, which miner 2 can; b_1 itself is the sharing (0, b_1, 0).
 */
#include "config.h"

#include "engine/jly-convert.h"

#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-parcel.h"
#include "engine/jly-round.h"

#include "base/jly-secret.h"

#define TWICE_NEGATIVE (G_MAXUINT64 - 1) /* -2 */

/* n words that are wiped by free_words. */
static guint64 *
new_words (gsize n)
{
  guint64 *words = (guint64 *)jly_secret_buffer_new (n * sizeof *words);

  for (gsize i = 0; i < n; i++)
    words[i] = 0;
  return words;
}

static void
free_words (guint64 *words, gsize n)
{
  jly_secret_buffer_free ((guint8 *)words, n * sizeof *words);
}

/* Component 1 of x, or NULL for miner 0, who lacks it. */
static guint64 *
get_component_1 (guint64 *own, guint64 *prev, guint self)
{
  return self == 1 ? own : self == 2 ? prev : NULL;
}

/* Component 1 of b as words 0 and 1, all 0 for miner 0. */
static guint64 *
unslice_component_1 (const JlyBits *b, guint self)
{
  guint64 *words = new_words (b->n_lanes), *planes = get_component_1 (b->own, b->prev, self);

  if (planes != NULL)
    jly_lanes_unslice (planes, b->n_lanes, 1, words);
  return words;
}

/* Queues c = b_0 ^ b_2 as shared numbers. */
static JlyRing *
spread_outer (JlyParcel *parcel, const JlyBits *b, guint self, guint width)
{
  JlyRing *c = jly_ring_new (b->n_lanes, width);
  guint64 *known = new_words (b->n_lanes), *other = new_words (b->n_lanes);

  if (self == 0)
    {
      jly_lanes_unslice (b->own, b->n_lanes, 1, known);
      jly_lanes_unslice (b->prev, b->n_lanes, 1, other);
      for (gsize i = 0; i < b->n_lanes; i++)
        known[i] ^= other[i];
    }
  jly_parcel_spread_ring (parcel, c, known);
  free_words (known, b->n_lanes);
  free_words (other, b->n_lanes);
  return c;
}

/* c := c + b_1 - 2 product. */
static void
combine_bit (JlyRing *c, const guint64 *b_1, JlyRing *product, guint self)
{
  guint64 *component = get_component_1 (c->own, c->prev, self);

  jly_ring_scale (product, TWICE_NEGATIVE);
  jly_ring_add (c, product);
  for (gsize i = 0; i < c->n && component != NULL; i++)
    component[i] = (component[i] + b_1[i]) & jly_ring_mask (c->width);
}

/* The second round of a bit: c is what spread_outer gave, and becomes the numbers. */
static gboolean
finish_bit (JlyEngine *engine, JlyRing *c, const JlyBits *b, GError **error)
{
  guint self = jly_engine_get_self (engine);
  g_autoptr (JlyParcel) parcel = jly_parcel_new (engine, "convert bit", error);
  g_autoptr (JlyRing) product = jly_ring_new (c->n, c->width);
  guint64 *b_1, *part;
  gboolean is_done;

  if (parcel == NULL)
    return FALSE;
  b_1 = unslice_component_1 (b, self);
  part = new_words (c->n);
  /* Miner 1 has c_0 as prev, miner 2 has c_2 as own. */
  for (gsize i = 0; i < c->n; i++)
    part[i] = b_1[i] * (self == 1 ? c->prev[i] : c->own[i]);
  jly_parcel_reshare_ring (parcel, product, part);
  is_done = jly_parcel_run (parcel, error);
  if (is_done)
    combine_bit (c, b_1, product, self);
  free_words (b_1, c->n);
  free_words (part, c->n);
  return is_done;
}

JlyRing *
jly_convert_bit (JlyEngine *engine, const JlyBits *b, guint width, GError **error)
{
  g_autoptr (JlyParcel) parcel = jly_parcel_new (engine, "convert outer", error);
  g_autoptr (JlyRing) c = NULL;

  g_assert (b->width == 1);
  if (parcel == NULL)
    return NULL;
  c = spread_outer (parcel, b, jly_engine_get_self (engine), width);
  if (!jly_parcel_run (parcel, error) || !finish_bit (engine, c, b, error))
    return NULL;
  return g_steal_pointer (&c);
}

/* Queues w = b_1 v: miner 1 has v_0 and v_1, miner 2 has v_2. */
static JlyRing *
reshare_inner (JlyParcel *parcel, const JlyBits *b, const JlyRing *v, guint self)
{
  JlyRing *w = jly_ring_new (v->n, v->width);
  guint64 *part = unslice_component_1 (b, self);

  for (gsize i = 0; i < v->n; i++)
    part[i]
        = (part[i] * (self == 1 ? v->own[i] + v->prev[i] : v->own[i])) & jly_ring_mask (v->width);
  jly_parcel_reshare_ring (parcel, w, part);
  free_words (part, v->n);
  return w;
}

/* With w = b_1 v: b v = c v + w - 2 c w = c (v - 2 w) + w. */
JlyRing *
jly_convert_bit_times (JlyEngine *engine, const JlyBits *b, const JlyRing *v, GError **error)
{
  guint self = jly_engine_get_self (engine);
  g_autoptr (JlyParcel) parcel = jly_parcel_new (engine, "convert times", error);
  g_autoptr (JlyRound) round = jly_round_new (engine, "convert product");
  g_autoptr (JlyRing) c = NULL, w = NULL, factor = NULL, out = NULL;

  g_assert (b->width == 1 && b->n_lanes == v->n);
  if (parcel == NULL)
    return NULL;
  c = spread_outer (parcel, b, self, v->width);
  w = reshare_inner (parcel, b, v, self);
  if (!jly_parcel_run (parcel, error))
    return NULL;
  factor = jly_ring_copy (w);
  jly_ring_scale (factor, TWICE_NEGATIVE);
  jly_ring_add (factor, v);
  out = jly_ring_new (v->n, v->width);
  jly_round_multiply (round, out, c, factor);
  if (!jly_round_run (round, error))
    return NULL;
  jly_ring_add (out, w);
  return g_steal_pointer (&out);
}

/* What to_ring works with. r = a_0 + a_2 is known to miner 0; its low w bits are shared as bits,
 * its overflow as a number. */
typedef struct
{
  JlyRing *out;      /* (a_0, 0, a_2) at first */
  JlyBits *low;      /* r modulo 2^w */
  JlyRing *overflow; /* r >> w modulo 2^(width - w); NULL if width is w */
} Masked;

static void
masked_clear (Masked *masked)
{
  g_clear_pointer (&masked->out, jly_ring_free);
  g_clear_pointer (&masked->low, jly_bits_free);
  g_clear_pointer (&masked->overflow, jly_ring_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Masked, masked_clear)

/* a_0 and a_2 come from the keys of their holders, so they cost nothing. */
static gboolean
draw_values (JlyEngine *engine, JlyRing *out, guint width, GError **error)
{
  JlyRandomness *randomness = jly_engine_get_randomness (engine);
  guint self = jly_engine_get_self (engine);
  JlyPrgStream own, prev;

  if (!jly_randomness_draw (randomness, jly_randomness_next_operation (randomness),
                            JLY_PURPOSE_VALUE, &own, &prev, error))
    return FALSE;
  if (self != 1)
    jly_mask_ring (&own, out->own, out->n, width);
  if (self != 2)
    jly_mask_ring (&prev, out->prev, out->n, width);
  jly_prg_stream_clear (&own);
  jly_prg_stream_clear (&prev);
  return TRUE;
}

static gboolean
share_mask (JlyEngine *engine, Masked *masked, guint w, GError **error)
{
  const JlyRing *out = masked->out;
  g_autoptr (JlyParcel) parcel = jly_parcel_new (engine, "convert mask", error);
  gsize n_planes = masked->low->words_per_plane * w;
  guint64 *known, *planes;
  gboolean is_done;

  if (parcel == NULL)
    return FALSE;
  known = new_words (out->n);
  planes = new_words (n_planes);
  /* Where the overflow is kept, w is below 64, so that it is not lost here. */
  for (gsize i = 0; i < out->n; i++)
    known[i] = out->own[i] + out->prev[i];
  jly_lanes_slice (known, out->n, w, planes);
  jly_parcel_spread_bits (parcel, masked->low, planes);
  if (masked->overflow != NULL)
    {
      for (gsize i = 0; i < out->n; i++)
        known[i] >>= w;
      jly_parcel_spread_ring (parcel, masked->overflow, known);
    }
  is_done = jly_parcel_run (parcel, error);
  free_words (known, out->n);
  free_words (planes, n_planes);
  return is_done;
}

/* Opens y to miners 1 and 2, as component 1 of out. Each lacks one of a_0 and a_2, so that y is
 * uniform to it; miner 0, who knows both, must not see y and is sent nothing. */
static void
queue_opening (JlyParcel *parcel, const JlyBits *y, guint64 *missing, guint self)
{
  if (self == 1)
    jly_parcel_send_bits (parcel, 2, y->prev, y->n_lanes, y->width);
  else if (self == 2)
    jly_parcel_send_bits (parcel, 1, y->own, y->n_lanes, y->width);
  if (self != 0)
    jly_parcel_receive_bits (parcel, 3 - self, missing, y->n_lanes, y->width);
}

static void
set_component_1 (JlyRing *out, const JlyBits *y, guint64 *missing, guint self)
{
  guint64 *component = get_component_1 (out->own, out->prev, self);
  gsize n_words = y->words_per_plane * y->width;

  if (component == NULL)
    return;
  for (gsize i = 0; i < n_words; i++)
    missing[i] ^= y->own[i] ^ y->prev[i];
  jly_lanes_unslice (missing, y->n_lanes, y->width, component);
}

/* out := out - 2^w overflow, of which only the low width - w bits count. */
static void
subtract_overflow (JlyRing *out, const JlyRing *overflow, guint w)
{
  guint64 mask = jly_ring_mask (out->width);

  for (gsize i = 0; i < out->n; i++)
    {
      out->own[i] = (out->own[i] - (overflow->own[i] << w)) & mask;
      out->prev[i] = (out->prev[i] - (overflow->prev[i] << w)) & mask;
    }
}

/* y is opened while the borrow is on its way to be a number. */
static gboolean
finish_ring (
    JlyEngine *engine, Masked *masked, const JlyBits *y, const JlyBits *borrow, GError **error)
{
  guint self = jly_engine_get_self (engine);
  g_autoptr (JlyParcel) parcel = jly_parcel_new (engine, "convert open", error);
  g_autoptr (JlyRing) c = NULL;
  gsize n_words = y->words_per_plane * y->width;
  guint64 *missing;
  gboolean is_done;

  if (parcel == NULL)
    return FALSE;
  missing = new_words (n_words);
  queue_opening (parcel, y, missing, self);
  if (masked->overflow != NULL)
    c = spread_outer (parcel, borrow, self, masked->overflow->width);
  is_done = jly_parcel_run (parcel, error) && (c == NULL || finish_bit (engine, c, borrow, error));
  if (is_done)
    set_component_1 (masked->out, y, missing, self);
  free_words (missing, n_words);
  if (is_done && c != NULL)
    {
      jly_ring_add (masked->overflow, c);
      subtract_overflow (masked->out, masked->overflow, y->width);
    }
  return is_done;
}

/* x + y modulo 2^w: the lower bits are added, and their carry completes the top bit. */
static JlyBits *
add_modulo (JlyEngine *engine, const JlyBits *x, const JlyBits *y, GError **error)
{
  guint top = x->width - 1;
  JlyBits x_low = jly_bits_view (x, 0, top), y_low = jly_bits_view (y, 0, top);
  JlyBits x_top = jly_bits_view (x, top, 1), y_top = jly_bits_view (y, top, 1);
  JlyBits *sum = jly_gate_add (engine, &x_low, &y_low, error);
  JlyBits sum_top;

  if (sum == NULL)
    return NULL;
  sum_top = jly_bits_view (sum, top, 1);
  jly_bits_xor (&sum_top, &x_top);
  jly_bits_xor (&sum_top, &y_top);
  return sum;
}

/* With r = a_0 + a_2 = r' + 2^w o and y = x - r' + 2^w borrow, both below 2^w:
 * x = a_0 + y + a_2 - 2^w (o + borrow). The subtraction is an addition, since
 * x - r' = ~(~x + r') in w bits, and ~x + r' carries exactly where x < r'. */
JlyRing *
jly_convert_to_ring (JlyEngine *engine, const JlyBits *x, guint width, GError **error)
{
  guint self = jly_engine_get_self (engine), w = x->width;
  g_auto (Masked) masked = { NULL };
  g_autoptr (JlyBits) flipped = jly_bits_copy (x), sum = NULL;
  JlyBits y, borrow = { 0 };

  g_assert (w >= 1 && width >= w);
  masked.out = jly_ring_new (x->n_lanes, width);
  masked.low = jly_bits_new (x->n_lanes, w);
  if (width > w)
    masked.overflow = jly_ring_new (x->n_lanes, width - w);
  if (!draw_values (engine, masked.out, w, error) || !share_mask (engine, &masked, w, error))
    return NULL;
  jly_bits_flip (flipped, self);
  sum = width > w ? jly_gate_add (engine, flipped, masked.low, error)
                  : add_modulo (engine, flipped, masked.low, error);
  if (sum == NULL)
    return NULL;
  y = jly_bits_view (sum, 0, w);
  if (width > w)
    borrow = jly_bits_view (sum, w, 1);
  jly_bits_flip (&y, self);
  if (!finish_ring (engine, &masked, &y, &borrow, error))
    return NULL;
  return g_steal_pointer (&masked.out);
}
