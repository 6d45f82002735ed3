/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealing to a key and under a key: opens for exactly one receiver, purpose and context, and for no
 * changed byte. */
#include "config.h"

#include "crypto/jly-identity.h"

#include <string.h>

typedef struct
{
  JlyIdentity *receiver;
  guint8 sealing[32];
  guint8 key[32];
  GBytes *context;
  GBytes *plain;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  guint8 unused[2][32];

  f->receiver = jly_identity_generate ();
  jly_identity_get_public (f->receiver, unused[0], unused[1], f->sealing);
  memset (f->key, 9, 32);
  f->context = g_bytes_new_static ("study 1", 7);
  f->plain = g_bytes_new_static ("the piece", 9);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  jly_identity_free (f->receiver);
  g_bytes_unref (f->context);
  g_bytes_unref (f->plain);
}

typedef GBytes *(*OpenFunc) (Fixture *f, const char *what, GBytes *context, GBytes *sealed);

static GBytes *
open_sealed (Fixture *f, const char *what, GBytes *context, GBytes *sealed)
{
  return jly_identity_unseal (f->receiver, what, context, sealed);
}

static GBytes *
open_keyed (Fixture *f, const char *what, GBytes *context, GBytes *sealed)
{
  return jly_aead_open (f->key, what, context, sealed);
}

static void
assert_only_opens_as_sealed (Fixture *f, GBytes *sealed, OpenFunc open)
{
  g_autoptr (GBytes) opened = open (f, "piece", f->context, sealed);
  g_autoptr (GBytes) other_context = g_bytes_new_static ("study 2", 7);
  gsize n;
  g_autofree guint8 *copy = NULL;

  g_assert_nonnull (opened);
  g_assert_true (g_bytes_equal (opened, f->plain));
  g_assert_null (open (f, "result", f->context, sealed));
  g_assert_null (open (f, "piece", other_context, sealed));
  g_assert_null (open (f, "piece", NULL, sealed));
  copy = g_memdup2 (g_bytes_get_data (sealed, &n), g_bytes_get_size (sealed));
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (copy, i);
      g_autoptr (GBytes) changed = NULL;

      copy[i] ^= 1 << i % 7; /* X25519 ignores bit 255, see test_ephemeral_high_bit */
      changed = g_bytes_new (copy, n);
      copy[i] ^= 1 << i % 7;
      g_assert_null (open (f, "piece", f->context, cut));
      g_assert_null (open (f, "piece", f->context, changed));
    }
}

static void
test_seal (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) sealed = jly_seal (f->sealing, "piece", f->context, f->plain);
  g_autoptr (JlyIdentity) other = jly_identity_generate ();

  g_assert_cmpuint (g_bytes_get_size (sealed), ==, 9 + 32 + 16);
  assert_only_opens_as_sealed (f, sealed, open_sealed);
  g_assert_null (jly_identity_unseal (other, "piece", f->context, sealed));
}

/* X25519 ignores the highest bit of a public key, but the key derivation does not. */
static void
test_ephemeral_high_bit (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) sealed = jly_seal (f->sealing, "piece", f->context, f->plain);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  g_autoptr (GBytes) changed = NULL;

  copy[31] ^= 0x80;
  changed = g_bytes_new (copy, g_bytes_get_size (sealed));
  g_assert_null (jly_identity_unseal (f->receiver, "piece", f->context, changed));
}

static void
test_zero_shared_secret (Fixture *f, gconstpointer data)
{
  guint8 zeros[64] = { 0 };
  g_autoptr (GBytes) hostile = g_bytes_new (zeros, sizeof zeros);

  g_assert_null (jly_seal (zeros, "piece", f->context, f->plain));
  g_assert_null (jly_identity_unseal (f->receiver, "piece", f->context, hostile));
}

static void
test_aead (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) sealed = jly_aead_seal (f->key, "piece", f->context, f->plain);
  g_autoptr (GBytes) again = jly_aead_seal (f->key, "piece", f->context, f->plain);

  g_assert_cmpuint (g_bytes_get_size (sealed), ==, 9 + 24 + 16);
  g_assert_false (g_bytes_equal (sealed, again));
  assert_only_opens_as_sealed (f, sealed, open_keyed);
  f->key[0] ^= 1;
  g_assert_null (open_keyed (f, "piece", f->context, sealed));
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) sealed = jly_seal (f->sealing, "piece", NULL, nothing);
  g_autoptr (GBytes) keyed = jly_aead_seal (f->key, "piece", NULL, nothing);
  g_autoptr (GBytes) one = open_sealed (f, "piece", NULL, sealed);
  g_autoptr (GBytes) two = open_keyed (f, "piece", NULL, keyed);

  g_assert_nonnull (one);
  g_assert_nonnull (two);
  g_assert_cmpuint (g_bytes_get_size (one) + g_bytes_get_size (two), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/crypto/seal/to-key", Fixture, NULL, set_up, test_seal, tear_down);
  g_test_add ("/crypto/seal/ephemeral-high-bit", Fixture, NULL, set_up, test_ephemeral_high_bit,
              tear_down);
  g_test_add ("/crypto/seal/zero-shared-secret", Fixture, NULL, set_up, test_zero_shared_secret,
              tear_down);
  g_test_add ("/crypto/seal/under-key", Fixture, NULL, set_up, test_aead, tear_down);
  g_test_add ("/crypto/seal/empty", Fixture, NULL, set_up, test_empty, tear_down);
  return g_test_run ();
}
