/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-parcel.h. */
#include "config.h"

#include "engine/jly-parcel.h"

#include "engine/jly-lanes.h"

#include <sodium.h>

#define CHUNK 512 /* numbers */

/* One vector on its way. What arrives replaces words, or is added to them. */
typedef struct
{
  guint64 *words;
  gsize n;
  guint width;
  gboolean is_ring, is_sent, is_added, is_next;
} Part;

struct _JlyParcel
{
  JlyEngine *engine;
  const char *step;
  JlyPrgStream own, prev;
  GArray *parts; /* Part */
};

JlyParcel *
jly_parcel_new (JlyEngine *engine, const char *step, GError **error)
{
  JlyRandomness *randomness = jly_engine_get_randomness (engine);
  JlyParcel *parcel;
  JlyPrgStream own, prev;

  if (!jly_randomness_draw (randomness, jly_randomness_next_operation (randomness),
                            JLY_PURPOSE_SPREAD, &own, &prev, error))
    return NULL;
  parcel = g_new0 (JlyParcel, 1);
  parcel->engine = engine;
  parcel->step = step;
  parcel->own = own;
  parcel->prev = prev;
  parcel->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  jly_prg_stream_clear (&own);
  jly_prg_stream_clear (&prev);
  return parcel;
}

void
jly_parcel_free (JlyParcel *parcel)
{
  if (parcel == NULL)
    return;
  jly_prg_stream_clear (&parcel->own);
  jly_prg_stream_clear (&parcel->prev);
  g_array_unref (parcel->parts);
  g_free (parcel);
}

static void
queue (JlyParcel *parcel, guint peer, Part part)
{
  guint self = jly_engine_get_self (parcel->engine);

  g_assert (peer < 3 && peer != self);
  part.is_next = peer == (self + 1) % 3;
  if (part.n > 0 && part.width > 0)
    g_array_append_val (parcel->parts, part);
}

void
jly_parcel_send_bits (
    JlyParcel *parcel, guint peer, const guint64 *planes, gsize n_lanes, guint width)
{
  queue (parcel, peer, (Part){ (guint64 *)planes, n_lanes, width, .is_sent = TRUE });
}

void
jly_parcel_receive_bits (JlyParcel *parcel, guint peer, guint64 *planes, gsize n_lanes, guint width)
{
  queue (parcel, peer, (Part){ planes, n_lanes, width, .is_sent = FALSE });
}

void
jly_mask_ring (JlyPrgStream *stream, guint64 *numbers, gsize n, guint width)
{
  jly_prg_stream_read (stream, (guint8 *)numbers, n * sizeof *numbers);
  for (gsize i = 0; i < n && width < 64; i++)
    numbers[i] &= jly_ring_mask (width);
}

void
jly_mask_bits (JlyPrgStream *stream, guint64 *planes, gsize n_lanes, guint width)
{
  gsize words = jly_bits_words (n_lanes);

  for (guint b = 0; b < width; b++)
    {
      jly_prg_stream_read (stream, (guint8 *)(planes + b * words), words * sizeof *planes);
      jly_bits_clear_tail (planes + b * words, n_lanes);
    }
}

static void
subtract (guint64 *out, const guint64 *x, const guint64 *y, const Part *shape)
{
  gsize n = shape->is_ring ? shape->n : shape->width * jly_bits_words (shape->n);

  for (gsize i = 0; i < n; i++)
    out[i] = shape->is_ring ? (x[i] - y[i]) & jly_ring_mask (shape->width) : x[i] ^ y[i];
}

static gboolean
is_dry (const JlyParcel *parcel)
{
  return jly_engine_get_transport (parcel->engine)->is_dry;
}

static void
draw_mask (JlyPrgStream *stream, guint64 *words, const Part *shape)
{
  if (shape->is_ring)
    jly_mask_ring (stream, words, shape->n, shape->width);
  else
    jly_mask_bits (stream, words, shape->n, shape->width);
}

/* Of a part with nobody there: who sends what, and no masks. */
static void
queue_dry (JlyParcel *parcel, guint sender, guint receiver, Part shape)
{
  guint self = jly_engine_get_self (parcel->engine);

  if (self != sender && self != receiver)
    return;
  shape.is_sent = self == sender;
  queue (parcel, self == sender ? receiver : sender, shape);
}

/* own and prev are zero when this is called, so what is not written stays the zero component. */
static void
spread (JlyParcel *parcel, guint64 *own, guint64 *prev, const guint64 *known, Part shape)
{
  if (is_dry (parcel))
    {
      queue_dry (parcel, 0, 2, shape);
      return;
    }
  switch (jly_engine_get_self (parcel->engine))
    {
    case 0:
      draw_mask (&parcel->own, own, &shape);
      subtract (prev, known, own, &shape);
      shape.words = prev;
      shape.is_sent = TRUE;
      queue (parcel, 2, shape);
      break;
    case 1:
      draw_mask (&parcel->prev, prev, &shape);
      break;
    default:
      shape.words = own;
      queue (parcel, 0, shape);
    }
}

/* Queues the swap of two masked parts: what comes is added to what was sent. */
static void
swap (JlyParcel *parcel, guint peer, guint64 *words, Part shape)
{
  shape.words = words;
  shape.is_sent = TRUE;
  queue (parcel, peer, shape);
  shape.is_sent = FALSE;
  shape.is_added = TRUE;
  queue (parcel, peer, shape);
}

static void
reshare (JlyParcel *parcel, guint64 *own, guint64 *prev, const guint64 *part, Part shape)
{
  if (is_dry (parcel))
    {
      queue_dry (parcel, 1, 2, shape);
      queue_dry (parcel, 2, 1, shape);
      return;
    }
  switch (jly_engine_get_self (parcel->engine))
    {
    case 0:
      draw_mask (&parcel->own, own, &shape);
      draw_mask (&parcel->prev, prev, &shape);
      break;
    case 1:
      draw_mask (&parcel->prev, prev, &shape);
      subtract (own, part, prev, &shape);
      swap (parcel, 2, own, shape);
      break;
    default:
      draw_mask (&parcel->own, own, &shape);
      subtract (prev, part, own, &shape);
      swap (parcel, 1, prev, shape);
    }
}

void
jly_parcel_spread_ring (JlyParcel *parcel, JlyRing *out, const guint64 *known)
{
  spread (parcel, out->own, out->prev, known, (Part){ NULL, out->n, out->width, .is_ring = TRUE });
}

void
jly_parcel_spread_bits (JlyParcel *parcel, const JlyBits *out, const guint64 *known)
{
  spread (parcel, out->own, out->prev, known, (Part){ NULL, out->n_lanes, out->width });
}

void
jly_parcel_reshare_ring (JlyParcel *parcel, JlyRing *out, const guint64 *part)
{
  reshare (parcel, out->own, out->prev, part, (Part){ NULL, out->n, out->width, .is_ring = TRUE });
}

void
jly_parcel_reshare_bits (JlyParcel *parcel, const JlyBits *out, const guint64 *part)
{
  reshare (parcel, out->own, out->prev, part, (Part){ NULL, out->n_lanes, out->width });
}

static gsize
measure_part (const Part *part)
{
  return part->is_ring ? jly_ring_packed_size (part->n, part->width)
                       : jly_lanes_packed_size (part->n, part->width);
}

static gsize
measure (const JlyParcel *parcel, gboolean is_sent, gboolean is_next)
{
  gsize n = 0;

  for (guint i = 0; i < parcel->parts->len; i++)
    {
      const Part *part = &g_array_index (parcel->parts, Part, i);

      if (part->is_sent == is_sent && part->is_next == is_next)
        n += measure_part (part);
    }
  return n;
}

/* Adds what arrived to numbers, a chunk at a time; chunks are multiples of 8 numbers, so each
 * begins at a whole byte. */
static void
add_ring (const Part *part, const guint8 *bytes)
{
  guint64 numbers[CHUNK], mask = jly_ring_mask (part->width);

  for (gsize first = 0; first < part->n; first += CHUNK)
    {
      gsize n = MIN (CHUNK, part->n - first);

      jly_ring_unpack (bytes + first / 8 * part->width, n, part->width, numbers);
      for (gsize i = 0; i < n; i++)
        part->words[first + i] = (part->words[first + i] + numbers[i]) & mask;
    }
  sodium_memzero (numbers, sizeof numbers);
}

/* The same for planes; bytes beyond the last lane are dropped. */
static void
add_bits (const Part *part, const guint8 *bytes)
{
  gsize words = jly_bits_words (part->n), n_plane = jly_lanes_packed_size (part->n, 1);

  for (guint b = 0; b < part->width; b++)
    {
      guint8 *plane = (guint8 *)(part->words + b * words);

      for (gsize i = 0; i < n_plane; i++)
        plane[i] ^= bytes[b * n_plane + i];
      jly_bits_clear_tail (part->words + b * words, part->n);
    }
}

static void
unpack_part (const Part *part, const guint8 *bytes)
{
  if (part->is_added)
    (part->is_ring ? add_ring : add_bits) (part, bytes);
  else if (part->is_ring)
    jly_ring_unpack (bytes, part->n, part->width, part->words);
  else
    jly_lanes_unpack (bytes, part->n, part->width, part->words);
}

/* Packs or unpacks all parts of one direction, one after the other. */
static void
move_parts (const JlyParcel *parcel, gboolean is_sent, gboolean is_next, guint8 *bytes)
{
  for (guint i = 0; i < parcel->parts->len; i++)
    {
      const Part *part = &g_array_index (parcel->parts, Part, i);

      if (part->is_sent != is_sent || part->is_next != is_next)
        continue;
      if (!is_sent)
        unpack_part (part, bytes);
      else if (part->is_ring)
        jly_ring_pack (part->words, part->n, part->width, bytes);
      else
        jly_lanes_pack (part->words, part->n, part->width, bytes);
      bytes += measure_part (part);
    }
}

/* What goes over the wire and in which direction, with no bytes yet. */
static JlyExchange
measure_all (const JlyParcel *parcel)
{
  return (JlyExchange){
    .n_to_next = measure (parcel, TRUE, TRUE),
    .n_to_prev = measure (parcel, TRUE, FALSE),
    .n_from_next = measure (parcel, FALSE, TRUE),
    .n_from_prev = measure (parcel, FALSE, FALSE),
  };
}

static gboolean
run_dry (JlyParcel *parcel, const JlyExchange *x, GError **error)
{
  g_array_set_size (parcel->parts, 0);
  return jly_transport_exchange (jly_engine_get_transport (parcel->engine), x, error);
}

gboolean
jly_parcel_run (JlyParcel *parcel, GError **error)
{
  JlyTransport *transport = jly_engine_get_transport (parcel->engine);
  JlyExchange x = measure_all (parcel);
  gsize n = x.n_to_next + x.n_to_prev + x.n_from_next + x.n_from_prev;
  JlyPool *pool = jly_engine_get_pool (parcel->engine);
  guint64 *buffer;
  guint8 *to_next, *to_prev;
  gboolean is_done;

  if (is_dry (parcel))
    return run_dry (parcel, &x, error);
  buffer = jly_pool_take (pool, n / sizeof (guint64) + 1);
  to_next = (guint8 *)buffer;
  to_prev = to_next + x.n_to_next;
  x.to_next = to_next;
  x.to_prev = to_prev;
  x.from_next = to_prev + x.n_to_prev;
  x.from_prev = x.from_next + x.n_from_next;
  move_parts (parcel, TRUE, TRUE, to_next);
  move_parts (parcel, TRUE, FALSE, to_prev);
  transport->step = parcel->step;
  is_done = jly_transport_exchange (transport, &x, error);
  if (is_done)
    {
      move_parts (parcel, FALSE, TRUE, x.from_next);
      move_parts (parcel, FALSE, FALSE, x.from_prev);
    }
  g_array_set_size (parcel->parts, 0);
  jly_pool_give (pool, buffer);
  return is_done;
}
