/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jly_aead_* of jly-identity.h: nonce (24) | ciphertext | tag (16). The nonce is random and long
 * enough that a key may seal any number of messages. */
#include "config.h"

#include "crypto/jly-identity.h"

#include "base/jly-secret.h"
#include "crypto/jly-domain.h"

#include <string.h>

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

/* The associated data: the words for what, then the context. */
static GBytes *
bind (const char *what, GBytes *context)
{
  gsize n_words, n_context;
  g_autofree char *words = jly_domain_new (what, &n_words);
  const guint8 *bytes = jly_domain_context (context, &n_context);
  guint8 *bound = g_malloc (n_words + n_context);

  memcpy (bound, words, n_words);
  if (n_context > 0)
    memcpy (bound + n_words, bytes, n_context);
  return g_bytes_new_take (bound, n_words + n_context);
}

GBytes *
jly_aead_seal (const guint8 key[32], const char *what, GBytes *context, GBytes *plain)
{
  g_autoptr (GBytes) bound = bind (what, context);
  gsize n, n_bound;
  const guint8 *message = g_bytes_get_data (plain, &n);
  const guint8 *associated = g_bytes_get_data (bound, &n_bound);
  guint8 *sealed = g_malloc (NONCE_BYTES + n + TAG_BYTES);

  jly_secret_init ();
  randombytes_buf (sealed, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + NONCE_BYTES, NULL, message, n, associated,
                                              n_bound, NULL, sealed, key);
  return g_bytes_new_take (sealed, NONCE_BYTES + n + TAG_BYTES);
}

GBytes *
jly_aead_open (const guint8 key[32], const char *what, GBytes *context, GBytes *sealed)
{
  g_autoptr (GBytes) bound = bind (what, context);
  gsize n_sealed, n_bound, n;
  const guint8 *bytes = g_bytes_get_data (sealed, &n_sealed);
  const guint8 *associated = g_bytes_get_data (bound, &n_bound);
  guint8 *plain;

  if (n_sealed < NONCE_BYTES + TAG_BYTES)
    return NULL;
  jly_secret_init ();
  n = n_sealed - NONCE_BYTES - TAG_BYTES;
  plain = jly_secret_buffer_new (n);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, bytes + NONCE_BYTES,
                                                  n + TAG_BYTES, associated, n_bound, bytes, key)
      != 0)
    {
      jly_secret_buffer_free (plain, n);
      return NULL;
    }
  return jly_secret_bytes_take (plain, n);
}
