/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-round.h. Masks are made a few kilobytes at a time, so that they never leave the cache. */
#include "config.h"

#include "engine/jly-round.h"

#include "engine/jly-kernel.h"
#include "engine/jly-lanes.h"

#include "base/jly-secret.h"

#include <sodium.h>

#define CHUNK_WORDS 512

typedef struct
{
  JlyBits out, x, y;
} AndItem;

/* out has as many numbers as x, or one: then it is the dot product. */
typedef struct
{
  JlyRing *out;
  const JlyRing *x, *y;
  gboolean is_dot;
} ProductItem;

struct _JlyRound
{
  JlyEngine *engine;
  const char *step;
  GArray *items;    /* AndItem; first on the wire, */
  GArray *products; /* then ProductItem */
  guint8 *to_next, *from_prev;
  gsize n_allocated; /* bytes of each of the two */
};

JlyRound *
jly_round_new (JlyEngine *engine, const char *step)
{
  JlyRound *round = g_new0 (JlyRound, 1);

  round->engine = engine;
  round->step = step;
  round->items = g_array_new (FALSE, FALSE, sizeof (AndItem));
  round->products = g_array_new (FALSE, FALSE, sizeof (ProductItem));
  return round;
}

static void
free_messages (JlyRound *round)
{
  jly_secret_buffer_free (round->to_next, round->n_allocated);
  jly_secret_buffer_free (round->from_prev, round->n_allocated);
}

void
jly_round_free (JlyRound *round)
{
  if (round == NULL)
    return;
  free_messages (round);
  g_array_unref (round->items);
  g_array_unref (round->products);
  g_free (round);
}

void
jly_round_and (JlyRound *round, const JlyBits *out, const JlyBits *x, const JlyBits *y)
{
  AndItem item = { *out, *x, *y };

  g_assert (out->n_lanes == x->n_lanes && x->n_lanes == y->n_lanes);
  g_assert (out->width == x->width && (y->width == x->width || y->width == 1));
  if (x->width > 0 && x->n_lanes > 0)
    g_array_append_val (round->items, item);
}

static void
queue_product (JlyRound *round, ProductItem item)
{
  g_assert (item.x->n == item.y->n && item.out->n == (item.is_dot ? 1 : item.x->n));
  g_assert (item.x->width == item.y->width && item.out->width == item.x->width);
  g_array_append_val (round->products, item);
}

void
jly_round_multiply (JlyRound *round, JlyRing *out, const JlyRing *x, const JlyRing *y)
{
  queue_product (round, (ProductItem){ out, x, y, FALSE });
}

void
jly_round_dot (JlyRound *round, JlyRing *out, const JlyRing *x, const JlyRing *y)
{
  queue_product (round, (ProductItem){ out, x, y, TRUE });
}

static gsize
measure (const JlyRound *round)
{
  gsize n = 0;

  for (guint i = 0; i < round->items->len; i++)
    {
      const JlyBits *out = &g_array_index (round->items, AndItem, i).out;

      n += jly_lanes_packed_size (out->n_lanes, out->width);
    }
  for (guint i = 0; i < round->products->len; i++)
    {
      const JlyRing *out = g_array_index (round->products, ProductItem, i).out;

      n += jly_ring_packed_size (out->n, out->width);
    }
  return n;
}

static void
reserve_messages (JlyRound *round, gsize n)
{
  if (n <= round->n_allocated)
    return;
  free_messages (round);
  round->to_next = jly_secret_buffer_new (n);
  round->from_prev = jly_secret_buffer_new (n);
  round->n_allocated = n;
}

/* This miner's component of one plane of the result. */
static void
multiply_plane (const AndItem *item, guint b, JlyPrgStream *own, JlyPrgStream *prev)
{
  guint64 rho_own[CHUNK_WORDS], rho_prev[CHUNK_WORDS];
  gsize words = item->x.words_per_plane;
  gsize x = b * words, y = item->y.width == 1 ? 0 : x;

  for (gsize done = 0; done < words; done += CHUNK_WORDS)
    {
      gsize n = MIN (CHUNK_WORDS, words - done);

      jly_prg_stream_read (own, (guint8 *)rho_own, n * sizeof *rho_own);
      jly_prg_stream_read (prev, (guint8 *)rho_prev, n * sizeof *rho_prev);
      jly_kernel_and (item->out.own + x + done, item->x.own + x + done, item->x.prev + x + done,
                      item->y.own + y + done, item->y.prev + y + done, rho_own, rho_prev, n);
    }
  sodium_memzero (rho_own, sizeof rho_own);
  sodium_memzero (rho_prev, sizeof rho_prev);
}

/* This miner's component of the products, a chunk at a time; a dot product is masked once. */
static void
multiply_numbers (const ProductItem *item, JlyPrgStream *own, JlyPrgStream *prev)
{
  guint64 rho_own[CHUNK_WORDS], rho_prev[CHUNK_WORDS];
  guint64 mask = jly_ring_mask (item->out->width);
  const JlyRing *x = item->x, *y = item->y, *out = item->out;

  for (gsize done = 0; done < out->n; done += CHUNK_WORDS)
    {
      gsize n = MIN (CHUNK_WORDS, out->n - done);

      jly_prg_stream_read (own, (guint8 *)rho_own, n * sizeof *rho_own);
      jly_prg_stream_read (prev, (guint8 *)rho_prev, n * sizeof *rho_prev);
      if (item->is_dot)
        out->own[0]
            = jly_kernel_dot (x->own, x->prev, y->own, y->prev, x->n, rho_own[0], rho_prev[0]);
      else
        jly_kernel_multiply (out->own + done, x->own + done, x->prev + done, y->own + done,
                             y->prev + done, rho_own, rho_prev, n);
      for (gsize i = 0; i < n; i++)
        out->own[done + i] &= mask;
    }
  sodium_memzero (rho_own, sizeof rho_own);
  sodium_memzero (rho_prev, sizeof rho_prev);
}

static void
prepare_products (JlyRound *round, guint8 *to_next, JlyPrgStream *own, JlyPrgStream *prev)
{
  for (guint i = 0; i < round->products->len; i++)
    {
      const ProductItem *item = &g_array_index (round->products, ProductItem, i);

      multiply_numbers (item, own, prev);
      jly_ring_pack (item->out->own, item->out->n, item->out->width, to_next);
      to_next += jly_ring_packed_size (item->out->n, item->out->width);
    }
}

static void
finish_products (JlyRound *round, const guint8 *from_prev)
{
  for (guint i = 0; i < round->products->len; i++)
    {
      JlyRing *out = g_array_index (round->products, ProductItem, i).out;

      jly_ring_unpack (from_prev, out->n, out->width, out->prev);
      from_prev += jly_ring_packed_size (out->n, out->width);
    }
}

/* What lies beyond the last lane in the last byte of a plane is sent as it came out of the masks,
 * so that every byte on the wire is uniform; then it is made zero again here. */
static void
prepare (JlyRound *round, JlyPrgStream *own, JlyPrgStream *prev)
{
  guint8 *to_next = round->to_next;

  for (guint i = 0; i < round->items->len; i++)
    {
      const AndItem *item = &g_array_index (round->items, AndItem, i);
      const JlyBits *out = &item->out;

      for (guint b = 0; b < out->width; b++)
        {
          guint64 *plane = out->own + b * out->words_per_plane;

          multiply_plane (item, b, own, prev);
          jly_lanes_pack (plane, out->n_lanes, 1, to_next);
          to_next += jly_lanes_packed_size (out->n_lanes, 1);
          jly_bits_clear_tail (plane, out->n_lanes);
        }
    }
  prepare_products (round, to_next, own, prev);
}

static void
finish (JlyRound *round)
{
  const guint8 *from_prev = round->from_prev;

  for (guint i = 0; i < round->items->len; i++)
    {
      const JlyBits *out = &g_array_index (round->items, AndItem, i).out;

      jly_lanes_unpack (from_prev, out->n_lanes, out->width, out->prev);
      from_prev += jly_lanes_packed_size (out->n_lanes, out->width);
    }
  finish_products (round, from_prev);
}

gboolean
jly_round_run (JlyRound *round, GError **error)
{
  JlyRandomness *randomness = jly_engine_get_randomness (round->engine);
  JlyTransport *transport = jly_engine_get_transport (round->engine);
  gsize n = measure (round);
  JlyPrgStream own, prev;
  gboolean is_done;

  if (n == 0)
    return TRUE;
  if (!jly_randomness_draw (randomness, jly_randomness_next_operation (randomness),
                            JLY_PURPOSE_ZERO, &own, &prev, error))
    return FALSE;
  reserve_messages (round, n);
  prepare (round, &own, &prev);
  jly_prg_stream_clear (&own);
  jly_prg_stream_clear (&prev);

  transport->step = round->step;
  is_done = jly_transport_exchange (transport,
                                    &(JlyExchange){ .to_next = round->to_next,
                                                    .n_to_next = n,
                                                    .from_prev = round->from_prev,
                                                    .n_from_prev = n },
                                    error);
  if (is_done)
    finish (round);
  g_array_set_size (round->items, 0);
  g_array_set_size (round->products, 0);
  return is_done;
}
