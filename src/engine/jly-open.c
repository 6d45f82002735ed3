/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-open.h. Every component has two holders; whoever learns a value hears it from both, so a
 * single wrong holder, or a byte changed on the way, is found out before the value is used.
 */
#include "config.h"

#include "engine/jly-open.h"

#include "engine/jly-declassify.h"
#include "engine/jly-lanes.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define HASH_BYTES 32

/* The operation's number goes in, so that a hash of one opening fits no other. */
static void
hash_component (guint64 operation, const guint8 *bytes, gsize n, guint8 hash[HASH_BYTES])
{
  static const guint8 domain[] = "jointly engine opening";
  guint8 number[8];
  crypto_generichash_state state;

  for (guint i = 0; i < sizeof number; i++)
    number[i] = (guint8)(operation >> 8 * i);
  crypto_generichash_init (&state, NULL, 0, HASH_BYTES);
  crypto_generichash_update (&state, domain, sizeof domain);
  crypto_generichash_update (&state, number, sizeof number);
  crypto_generichash_update (&state, bytes, n);
  crypto_generichash_final (&state, hash, HASH_BYTES);
}

static gboolean
refuse_difference (const char *step, GError **error)
{
  JlyErrorDetail detail = {
    .step = step,
    .next = _ ("Start again; if it happens again, one of the computing parties must be replaced."),
  };

  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("Two computing parties hold different versions of the same piece of a "
                      "result, so the result was thrown away."));
}

/* values := own ^ prev ^ missing. */
static void
combine (const JlyBits *x, const guint8 *missing, guint64 *values)
{
  g_autoptr (JlyBits) sum = jly_bits_copy (x);
  gsize n_words = sum->words_per_plane * sum->width;

  jly_lanes_unpack (missing, x->n_lanes, x->width, sum->prev);
  for (gsize i = 0; i < n_words; i++)
    sum->prev[i] ^= x->own[i] ^ x->prev[i];
  jly_lanes_unslice (sum->prev, x->n_lanes, x->width, values);
  jly_declassify (values, x->n_lanes * sizeof *values);
}

/* values := own + prev + missing. */
static void
combine_ring (const JlyRing *x, const guint8 *missing, guint64 *values)
{
  jly_ring_unpack (missing, x->n, x->width, values);
  for (gsize i = 0; i < x->n; i++)
    values[i] = (values[i] + x->own[i] + x->prev[i]) & jly_ring_mask (x->width);
  jly_declassify (values, x->n * sizeof *values);
}

/* Sends prev and a hash of own, receives the missing component, and its hash. All three are of n
 * bytes and lie in buffer in this order; the first two are filled already. */
static gboolean
exchange_components (JlyEngine *engine, gsize n, guint8 *buffer, GError **error)
{
  JlyTransport *transport = jly_engine_get_transport (engine);
  guint64 operation = jly_randomness_next_operation (jly_engine_get_randomness (engine));
  guint8 *own = buffer, *prev = buffer + n, *missing = buffer + 2 * n;
  guint8 own_hash[HASH_BYTES], told_hash[HASH_BYTES], missing_hash[HASH_BYTES];
  gboolean is_same;

  hash_component (operation, own, n, own_hash);
  transport->step = "open";
  if (!jly_transport_exchange (transport,
                               &(JlyExchange){ .to_next = prev,
                                               .n_to_next = n,
                                               .to_prev = own_hash,
                                               .n_to_prev = HASH_BYTES,
                                               .from_prev = missing,
                                               .n_from_prev = n,
                                               .from_next = told_hash,
                                               .n_from_next = HASH_BYTES },
                               error))
    return FALSE;
  hash_component (operation, missing, n, missing_hash);
  is_same = sodium_memcmp (told_hash, missing_hash, HASH_BYTES) == 0;
  jly_declassify (&is_same, sizeof is_same);
  if (transport->is_dry || is_same)
    return TRUE;
  transport->is_failed = TRUE;
  return refuse_difference (transport->step, error);
}

gboolean
jly_open_to_all (JlyEngine *engine, const JlyBits *x, guint64 *values, GError **error)
{
  gsize n = jly_lanes_packed_size (x->n_lanes, x->width);
  guint8 *buffer;
  gboolean is_done;

  if (n == 0)
    return TRUE;
  buffer = jly_secret_buffer_new (3 * n);
  jly_lanes_pack (x->own, x->n_lanes, x->width, buffer);
  jly_lanes_pack (x->prev, x->n_lanes, x->width, buffer + n);
  is_done = exchange_components (engine, n, buffer, error);
  if (is_done)
    combine (x, buffer + 2 * n, values);
  jly_secret_buffer_free (buffer, 3 * n);
  return is_done;
}

gboolean
jly_open_ring_to_all (JlyEngine *engine, const JlyRing *x, guint64 *values, GError **error)
{
  gsize n = jly_ring_packed_size (x->n, x->width);
  guint8 *buffer = jly_secret_buffer_new (3 * n);
  gboolean is_done;

  jly_ring_pack (x->own, x->n, x->width, buffer);
  jly_ring_pack (x->prev, x->n, x->width, buffer + n);
  is_done = exchange_components (engine, n, buffer, error);
  if (is_done)
    combine_ring (x, buffer + 2 * n, values);
  jly_secret_buffer_free (buffer, 3 * n);
  return is_done;
}

GBytes *
jly_open_piece (const JlyBits *x)
{
  gsize n = jly_lanes_packed_size (x->n_lanes, x->width);
  guint8 *piece = jly_secret_buffer_new (2 * n);

  jly_lanes_pack (x->own, x->n_lanes, x->width, piece);
  jly_lanes_pack (x->prev, x->n_lanes, x->width, piece + n);
  return jly_secret_bytes_take (piece, 2 * n);
}

GBytes *
jly_open_ring_piece (const JlyRing *x)
{
  gsize n = jly_ring_packed_size (x->n, x->width);
  guint8 *piece = jly_secret_buffer_new (2 * n);

  jly_ring_pack (x->own, x->n, x->width, piece);
  jly_ring_pack (x->prev, x->n, x->width, piece + n);
  return jly_secret_bytes_take (piece, 2 * n);
}

/* The two halves of each piece; FALSE if one is not as long as the shape says. */
static gboolean
split_pieces (GBytes *const pieces[3], gsize n, const guint8 *own[3], const guint8 *prev[3])
{
  for (guint i = 0; i < 3; i++)
    {
      gsize n_piece = 0;

      own[i] = pieces[i] != NULL ? g_bytes_get_data (pieces[i], &n_piece) : NULL;
      if (pieces[i] == NULL || n_piece != 2 * n)
        return FALSE;
      prev[i] = own[i] + n;
    }
  return TRUE;
}

/* The three components, of n bytes each, if both holders of each say the same. */
static gboolean
check_pieces (GBytes *const pieces[3], gsize n, const guint8 *components[3], GError **error)
{
  const guint8 *prev[3];

  if (!split_pieces (pieces, n, components, prev))
    return jly_fail (error, JLY_ERROR_PROTOCOL,
                     &(JlyErrorDetail){ .step = "join", .next = _ ("Start again.") },
                     _ ("A computing party sent a piece of a result that has the wrong length."));
  for (guint i = 0; i < 3 && n > 0; i++)
    if (sodium_memcmp (components[i], prev[(i + 1) % 3], n) != 0)
      return refuse_difference ("join", error);
  return TRUE;
}

gboolean
jly_open_join (GBytes *const pieces[3], gsize n_lanes, guint width, guint64 *values, GError **error)
{
  const guint8 *components[3];
  g_autoptr (JlyBits) x = NULL;

  if (!check_pieces (pieces, jly_lanes_packed_size (n_lanes, width), components, error))
    return FALSE;
  x = jly_bits_new (n_lanes, width);
  jly_lanes_unpack (components[0], n_lanes, width, x->own);
  jly_lanes_unpack (components[1], n_lanes, width, x->prev);
  combine (x, components[2], values);
  return TRUE;
}

gboolean
jly_open_ring_join (GBytes *const pieces[3], gsize n, guint width, guint64 *values, GError **error)
{
  const guint8 *components[3];
  g_autoptr (JlyRing) x = NULL;

  if (!check_pieces (pieces, jly_ring_packed_size (n, width), components, error))
    return FALSE;
  x = jly_ring_new (n, width);
  jly_ring_unpack (components[0], n, width, x->own);
  jly_ring_unpack (components[1], n, width, x->prev);
  combine_ring (x, components[2], values);
  return TRUE;
}
