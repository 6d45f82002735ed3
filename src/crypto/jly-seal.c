/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * jly_seal and jly_identity_unseal of jly-identity.h.
 *
 * Sealed: ephemeral X25519 public key (32) | ciphertext | tag (16). The key is BLAKE2b, keyed with
 * the shared secret, over "jointly/<what>/v1" | 0 | ephemeral public key | receiver's public key |
 * context, so what was sealed for one purpose or study yields another key for any other. As every
 * message has a key of its own, the nonce is zero. (The shape of libsodium's sealed boxes and of
 * RFC 9180's base mode, with the context bound into the key.)
 */
#include "config.h"

#include "crypto/jly-identity-private.h"

#include "base/jly-secret.h"
#include "crypto/jly-domain.h"

#include <string.h>

#define KEY_BYTES 32
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

static const guint8 zero_nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES] = { 0 };

/* FALSE if the other side's key is one of the few that make every shared secret zero. */
static gboolean
derive_key (const guint8 own_secret[KEY_BYTES],
            const guint8 other_public[KEY_BYTES],
            const guint8 ephemeral[KEY_BYTES],
            const guint8 receiver[KEY_BYTES],
            const char *what,
            GBytes *context,
            guint8 key[KEY_BYTES])
{
  crypto_generichash_blake2b_state state;
  guint8 shared[KEY_BYTES];
  gsize n;
  const guint8 *bytes = jly_domain_context (context, &n);
  gboolean ok;

  ok = crypto_scalarmult (shared, own_secret, other_public) == 0
       && !sodium_is_zero (shared, sizeof shared);
  if (ok)
    {
      jly_domain_hash_init (&state, JLY_DOMAIN_SEAL, shared, what);
      crypto_generichash_blake2b_update (&state, ephemeral, KEY_BYTES);
      crypto_generichash_blake2b_update (&state, receiver, KEY_BYTES);
      crypto_generichash_blake2b_update (&state, bytes, n);
      crypto_generichash_blake2b_final (&state, key, KEY_BYTES);
      sodium_memzero (&state, sizeof state);
    }
  sodium_memzero (shared, sizeof shared);
  return ok;
}

GBytes *
jly_seal (const guint8 sealing[32], const char *what, GBytes *context, GBytes *plain)
{
  gsize n;
  const guint8 *message = g_bytes_get_data (plain, &n);
  guint8 *sealed = g_malloc (KEY_BYTES + n + TAG_BYTES);
  guint8 secret[KEY_BYTES], key[KEY_BYTES];
  gboolean ok;

  jly_secret_init ();
  crypto_box_keypair (sealed, secret);
  ok = derive_key (secret, sealing, sealed, sealing, what, context, key);
  if (ok)
    crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + KEY_BYTES, NULL, message, n, NULL, 0, NULL,
                                                zero_nonce, key);
  sodium_memzero (secret, sizeof secret);
  sodium_memzero (key, sizeof key);
  if (!ok)
    {
      g_free (sealed);
      return NULL;
    }
  return g_bytes_new_take (sealed, KEY_BYTES + n + TAG_BYTES);
}

GBytes *
jly_identity_unseal (const JlyIdentity *self, const char *what, GBytes *context, GBytes *sealed)
{
  gsize n_sealed, n;
  const guint8 *bytes = g_bytes_get_data (sealed, &n_sealed);
  guint8 key[KEY_BYTES];
  guint8 *plain;
  gboolean ok;

  if (n_sealed < KEY_BYTES + TAG_BYTES)
    return NULL;
  n = n_sealed - KEY_BYTES - TAG_BYTES;
  plain = jly_secret_buffer_new (n);
  ok = derive_key (self->secrets->sealing, bytes, bytes, self->sealing, what, context, key)
       && crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, bytes + KEY_BYTES,
                                                      n + TAG_BYTES, NULL, 0, zero_nonce, key)
              == 0;
  sodium_memzero (key, sizeof key);
  if (!ok)
    {
      jly_secret_buffer_free (plain, n);
      return NULL;
    }
  return jly_secret_bytes_take (plain, n);
}
