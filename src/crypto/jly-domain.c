/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-domain.h. */
#include "config.h"

#include "crypto/jly-domain.h"

#include "base/jly-secret.h"

#include <string.h>

#define HASH_BYTES 32

char *
jly_domain_new (const char *what, gsize *n)
{
  char *words = g_strdup_printf ("jointly/%s/v1", what);

  *n = strlen (words) + 1;
  return words;
}

void
jly_domain_hash_init (crypto_generichash_blake2b_state *state,
                      const char kind[16],
                      const guint8 *key,
                      const char *what)
{
  gsize n;
  g_autofree char *words = jly_domain_new (what, &n);
  guint8 personal[crypto_generichash_blake2b_PERSONALBYTES];

  jly_secret_init ();
  memcpy (personal, kind, sizeof personal);
  crypto_generichash_blake2b_init_salt_personal (state, key, key == NULL ? 0 : HASH_BYTES,
                                                 HASH_BYTES, NULL, personal);
  crypto_generichash_blake2b_update (state, (const guint8 *)words, n);
}

const guint8 *
jly_domain_context (GBytes *context, gsize *n)
{
  *n = 0;
  return context == NULL ? NULL : g_bytes_get_data (context, n);
}
