/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashes, commitments and derived keys of jly-identity.h: BLAKE2b-256 (RFC 7693), told apart by its
 * personal field and by the words for what. */
#include "config.h"

#include "crypto/jly-identity.h"

#include "crypto/jly-domain.h"

#define HASH_BYTES 32

static void
finish (crypto_generichash_blake2b_state *state, guint8 out[HASH_BYTES])
{
  crypto_generichash_blake2b_final (state, out, HASH_BYTES);
  sodium_memzero (state, sizeof *state);
}

void
jly_hash (const char *what, const guint8 *bytes, gsize n, guint8 hash[32])
{
  crypto_generichash_blake2b_state state;

  jly_domain_hash_init (&state, JLY_DOMAIN_HASH, NULL, what);
  crypto_generichash_blake2b_update (&state, bytes, n);
  finish (&state, hash);
}

void
jly_commit (const char *what, const guint8 secret[32], const guint8 salt[32], guint8 commitment[32])
{
  crypto_generichash_blake2b_state state;

  jly_domain_hash_init (&state, JLY_DOMAIN_COMMIT, NULL, what);
  crypto_generichash_blake2b_update (&state, salt, 32);
  crypto_generichash_blake2b_update (&state, secret, 32);
  finish (&state, commitment);
}

gboolean
jly_commit_check (const char *what,
                  const guint8 secret[32],
                  const guint8 salt[32],
                  const guint8 commitment[32])
{
  guint8 expected[HASH_BYTES];

  jly_commit (what, secret, salt, expected);
  return sodium_memcmp (expected, commitment, sizeof expected) == 0;
}

void
jly_kdf (const guint8 key[32], const char *what, const guint8 *context, gsize n, guint8 out[32])
{
  crypto_generichash_blake2b_state state;

  jly_domain_hash_init (&state, JLY_DOMAIN_KDF, key, what);
  crypto_generichash_blake2b_update (&state, context, n);
  finish (&state, out);
}
