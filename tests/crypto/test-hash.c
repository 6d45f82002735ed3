/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hash, commitment and key derivation against values from an independent implementation (Python's
 * hashlib.blake2b with person=), and that each kind and purpose is apart from the others. */
#include "config.h"

#include "crypto/jly-identity.h"

#include <string.h>

static void
assert_hex (const guint8 bytes[32], const char *expected)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < 32; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  g_assert_cmpstr (hex->str, ==, expected);
}

static void
test_known (void)
{
  const guint8 *abc = (const guint8 *)"abc";
  guint8 ones[32], twos[32], threes[32], out[32];

  memset (ones, 1, 32);
  memset (twos, 2, 32);
  memset (threes, 3, 32);
  jly_hash ("study", abc, 3, out);
  assert_hex (out, "18979cb0cb6a0be7d65be33cec71d2d8e649f46bc0c256945238dc3ef64fed51");
  jly_commit ("nonce", ones, twos, out);
  assert_hex (out, "c41b13ec9d0eda84abadd12a5ac7b834eca5e30c8d4c7806afc37dff97869469");
  jly_kdf (threes, "pair", abc, 3, out);
  assert_hex (out, "0936ec57f4f0517d91fefebdff68a77f5302dc68da36c4763fd3586bab79b6e9");
}

static void
test_apart (void)
{
  guint8 pair[64], key[32], outs[5][32];

  memset (pair, 1, sizeof pair);
  memset (key, 1, sizeof key);
  jly_hash ("x", pair, 64, outs[0]);
  jly_hash ("y", pair, 64, outs[1]);
  jly_commit ("x", pair, pair + 32, outs[2]);
  jly_kdf (key, "x", pair, 64, outs[3]);
  /* The NUL after what keeps "x" | "y..." and "xy" | "..." apart. */
  jly_hash ("x/v1", pair, 64, outs[4]);
  for (guint i = 0; i < 5; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (memcmp (outs[i], outs[j], 32), !=, 0);
}

static void
test_commitment (void)
{
  guint8 secret[32] = { 5 }, salt[32] = { 6 }, commitment[32];

  jly_commit ("nonce", secret, salt, commitment);
  g_assert_true (jly_commit_check ("nonce", secret, salt, commitment));
  g_assert_false (jly_commit_check ("other", secret, salt, commitment));
  secret[31] ^= 1;
  g_assert_false (jly_commit_check ("nonce", secret, salt, commitment));
  secret[31] ^= 1;
  salt[0] ^= 1;
  g_assert_false (jly_commit_check ("nonce", secret, salt, commitment));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/hash/known", test_known);
  g_test_add_func ("/crypto/hash/apart", test_apart);
  g_test_add_func ("/crypto/hash/commitment", test_commitment);
  return g_test_run ();
}
