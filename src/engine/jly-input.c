/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-input.h. */
#include "config.h"

#include "engine/jly-input.h"

#include "engine/jly-lanes.h"

#include "base/jly-secret.h"

#include <sodium.h>
#include <string.h>

/* The key of a column's stream under one seed: no two columns or widths share one. */
static void
derive_stream_key (const guint8 seed[JLY_SEED_BYTES], guint column, guint width, guint8 key[32])
{
  guint8 address[]
      = { 'j', 'o', 'i', 'n', 't', 'l', 'y', ' ', 'i', 'n', 'p', 'u', 't', 0, 0, 0, 0, 0 };

  for (guint i = 0; i < 4; i++)
    address[13 + i] = (guint8)(column >> 8 * i);
  address[17] = (guint8)width;
  crypto_generichash (key, 32, address, sizeof address, seed, JLY_SEED_BYTES);
}

/* XORs the component that seed stands for, packed, to bytes. Each plane has a nonce of its own. */
static void
add_seeded (
    const guint8 seed[JLY_SEED_BYTES], gsize n_lanes, guint width, guint column, guint8 *bytes)
{
  gsize n = jly_lanes_packed_size (n_lanes, 1);
  guint8 key[32], nonce[crypto_stream_chacha20_NONCEBYTES] = { 0 };

  derive_stream_key (seed, column, width, key);
  for (guint b = 0; b < width; b++)
    {
      nonce[0] = (guint8)b;
      crypto_stream_chacha20_xor (bytes + b * n, bytes + b * n, n, nonce, key);
    }
  sodium_memzero (key, sizeof key);
}

gsize
jly_input_blob_size (gsize n_lanes, guint width)
{
  return jly_lanes_packed_size (n_lanes, width);
}

void
jly_input_split (const guint64 *values,
                 gsize n_lanes,
                 guint width,
                 guint column,
                 const guint8 seed[2][JLY_SEED_BYTES],
                 guint8 *blob)
{
  g_autoptr (JlyBits) x = jly_bits_new (n_lanes, width);

  jly_lanes_slice (values, n_lanes, width, x->own);
  jly_lanes_pack (x->own, n_lanes, width, blob);
  add_seeded (seed[0], n_lanes, width, column, blob);
  add_seeded (seed[1], n_lanes, width, column, blob);
}

static void
expand_seed (const guint8 seed[JLY_SEED_BYTES], guint column, const JlyBits *x, guint64 *planes)
{
  gsize n = jly_lanes_packed_size (x->n_lanes, x->width);
  guint8 *bytes = jly_secret_buffer_new (n);

  memset (bytes, 0, n);
  add_seeded (seed, x->n_lanes, x->width, column, bytes);
  jly_lanes_unpack (bytes, x->n_lanes, x->width, planes);
  jly_secret_buffer_free (bytes, n);
}

JlyBits *
jly_input_expand (guint self,
                  guint explicit_index,
                  gsize n_lanes,
                  guint width,
                  guint column,
                  const guint8 *seed_0,
                  const guint8 *seed_1,
                  const guint8 *blob,
                  gsize n_blob)
{
  /* Component e is the blob, e + 1 comes from seed 0, e + 2 from seed 1. */
  const guint8 *sources[3] = { blob, seed_0, seed_1 };
  JlyBits *x;

  if (self > 2 || explicit_index > 2 || width > JLY_VALUE_MAX_WIDTH)
    return NULL;
  if (blob != NULL && n_blob != jly_input_blob_size (n_lanes, width))
    return NULL;
  x = jly_bits_new (n_lanes, width);
  for (guint held = 0; held < 2; held++)
    {
      guint component = (self + 3 - held) % 3, source = (component + 3 - explicit_index) % 3;
      guint64 *planes = held == 0 ? x->own : x->prev;

      if (sources[source] == NULL)
        g_clear_pointer (&x, jly_bits_free);
      if (x == NULL)
        break;
      if (source == 0)
        jly_lanes_unpack (blob, n_lanes, width, planes);
      else
        expand_seed (sources[source], column, x, planes);
    }
  return x;
}
