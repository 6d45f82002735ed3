/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A party's three key pairs, and signatures. See jly-identity.h. */
#include "config.h"

#include "crypto/jly-identity-private.h"

#include "base/jly-secret.h"
#include "crypto/jly-domain.h"

#include <string.h>

#define SEED_BYTES 32

G_STATIC_ASSERT (3 * SEED_BYTES == JLY_IDENTITY_SECRET_BYTES);
G_STATIC_ASSERT (crypto_sign_SEEDBYTES == SEED_BYTES && crypto_box_SEEDBYTES == SEED_BYTES);
G_STATIC_ASSERT (crypto_sign_PUBLICKEYBYTES == 32 && crypto_box_PUBLICKEYBYTES == 32);

/* Makes the key pairs from self->secrets->seeds. */
static void
derive_keys (JlyIdentity *self)
{
  JlyIdentitySecrets *secrets = self->secrets;
  guint8 unused[crypto_sign_SECRETKEYBYTES];

  crypto_sign_seed_keypair (self->identity, secrets->identity, secrets->seeds);
  /* The link's secret key is made by TLS from the seed; only the public half is of use here. */
  crypto_sign_seed_keypair (self->link, unused, secrets->seeds + SEED_BYTES);
  sodium_memzero (unused, sizeof unused);
  crypto_box_seed_keypair (self->sealing, secrets->sealing, secrets->seeds + 2 * SEED_BYTES);
}

static JlyIdentity *
identity_new (void)
{
  JlyIdentity *self = g_new0 (JlyIdentity, 1);

  self->secrets = jly_secret_alloc (sizeof *self->secrets);
  return self;
}

JlyIdentity *
jly_identity_generate (void)
{
  JlyIdentity *self = identity_new ();

  randombytes_buf (self->secrets->seeds, sizeof self->secrets->seeds);
  derive_keys (self);
  return self;
}

JlyIdentity *
jly_identity_from_secret (const guint8 secret[JLY_IDENTITY_SECRET_BYTES])
{
  JlyIdentity *self = identity_new ();

  memcpy (self->secrets->seeds, secret, sizeof self->secrets->seeds);
  derive_keys (self);
  return self;
}

void
jly_identity_export_secret (const JlyIdentity *self, guint8 secret[JLY_IDENTITY_SECRET_BYTES])
{
  memcpy (secret, self->secrets->seeds, JLY_IDENTITY_SECRET_BYTES);
}

JlyIdentity *
jly_identity_copy (const JlyIdentity *self)
{
  return jly_identity_from_secret (self->secrets->seeds);
}

void
jly_identity_free (JlyIdentity *self)
{
  if (self == NULL)
    return;
  jly_secret_free (self->secrets);
  g_free (self);
}

void
jly_identity_get_public (const JlyIdentity *self,
                         guint8 identity[32],
                         guint8 link[32],
                         guint8 sealing[32])
{
  memcpy (identity, self->identity, 32);
  memcpy (link, self->link, 32);
  memcpy (sealing, self->sealing, 32);
}

void
jly_identity_get_link_seed (const JlyIdentity *self, guint8 seed[32])
{
  memcpy (seed, self->secrets->seeds + SEED_BYTES, SEED_BYTES);
}

void
jly_identity_derive (const JlyIdentity *self, const char *what, guint8 key[32])
{
  guint8 *root = jly_secret_alloc (32);

  jly_hash ("identity-root", self->secrets->seeds, sizeof self->secrets->seeds, root);
  jly_kdf (root, what, NULL, 0, key);
  jly_secret_free (root);
}

/* "jointly/<what>/v1" | 0 | bytes, which is what Ed25519 signs. */
static guint8 *
dup_signed_bytes (const char *what, const guint8 *bytes, gsize n, gsize *n_all)
{
  gsize n_words;
  g_autofree char *words = jly_domain_new (what, &n_words);
  guint8 *all = g_malloc (n_words + n);

  memcpy (all, words, n_words);
  if (n > 0)
    memcpy (all + n_words, bytes, n);
  *n_all = n_words + n;
  return all;
}

void
jly_identity_sign (
    const JlyIdentity *self, const char *what, const guint8 *bytes, gsize n, guint8 signature[64])
{
  gsize n_all;
  g_autofree guint8 *all = dup_signed_bytes (what, bytes, n, &n_all);

  crypto_sign_detached (signature, NULL, all, n_all, self->secrets->identity);
}

gboolean
jly_verify (const guint8 identity[32],
            const char *what,
            const guint8 *bytes,
            gsize n,
            const guint8 signature[64])
{
  gsize n_all;
  g_autofree guint8 *all = dup_signed_bytes (what, bytes, n, &n_all);

  jly_secret_init ();
  return crypto_sign_verify_detached (signature, all, n_all, identity) == 0;
}
