/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys from seeds and signatures. The known signature is from an independent implementation
 * (pyca/cryptography). */
#include "config.h"

#include "crypto/jly-identity.h"

#include <string.h>

static JlyIdentity *
identity_of (guint8 fill)
{
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];

  memset (secret, fill, sizeof secret);
  return jly_identity_from_secret (secret);
}

static void
test_signature_is_ed25519 (void)
{
  static const guint8 expected[8] = { 0xfd, 0x37, 0xda, 0x07, 0x3f, 0x3c, 0x86, 0x32 };
  g_autoptr (JlyIdentity) identity = identity_of (7);
  guint8 signature[64];

  jly_identity_sign (identity, "manifest", (const guint8 *)"abc", 3, signature);
  g_assert_cmpmem (signature, sizeof expected, expected, sizeof expected);
}

static void
test_verify (void)
{
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  guint8 public[3][32], signature[64], bytes[10] = "ten bytes";

  jly_identity_get_public (identity, public[0], public[1], public[2]);
  jly_identity_sign (identity, "manifest", bytes, sizeof bytes, signature);
  g_assert_true (jly_verify (public[0], "manifest", bytes, sizeof bytes, signature));
  g_assert_false (jly_verify (public[0], "receipt", bytes, sizeof bytes, signature));
  g_assert_false (jly_verify (public[1], "manifest", bytes, sizeof bytes, signature));
  g_assert_false (jly_verify (public[0], "manifest", bytes, sizeof bytes - 1, signature));
  for (guint bit = 0; bit < 512; bit += 7)
    {
      signature[bit / 8] ^= 1 << bit % 8;
      g_assert_false (jly_verify (public[0], "manifest", bytes, sizeof bytes, signature));
      signature[bit / 8] ^= 1 << bit % 8;
    }
}

static void
test_export (void)
{
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  g_autoptr (JlyIdentity) again = NULL;
  guint8 secret[JLY_IDENTITY_SECRET_BYTES], seed[32], first[3][32], second[3][32];

  jly_identity_export_secret (identity, secret);
  again = jly_identity_from_secret (secret);
  jly_identity_get_public (identity, first[0], first[1], first[2]);
  jly_identity_get_public (again, second[0], second[1], second[2]);
  g_assert_cmpmem (first, sizeof first, second, sizeof second);
  jly_identity_get_link_seed (again, seed);
  g_assert_cmpmem (seed, 32, secret + 32, 32);
}

/* One purpose per key: even from equal seeds no two public keys of different use are the same
 * bytes with the same meaning, and two identities share nothing. */
static void
test_generated_differ (void)
{
  g_autoptr (JlyIdentity) one = jly_identity_generate ();
  g_autoptr (JlyIdentity) two = jly_identity_generate ();
  guint8 keys[6][32];

  jly_identity_get_public (one, keys[0], keys[1], keys[2]);
  jly_identity_get_public (two, keys[3], keys[4], keys[5]);
  for (guint i = 0; i < 6; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (memcmp (keys[i], keys[j], 32), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/identity/ed25519", test_signature_is_ed25519);
  g_test_add_func ("/crypto/identity/verify", test_verify);
  g_test_add_func ("/crypto/identity/export", test_export);
  g_test_add_func ("/crypto/identity/generated-differ", test_generated_differ);
  return g_test_run ();
}
