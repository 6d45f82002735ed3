/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout of bit-sliced vectors: slicing, packing, cutting, joining, and padding kept zero. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-lanes.h"
#include "engine/jly-public.h"
#include "engine/jly-kernel.h"
#include "engine/jly-transpose.h"

#include <string.h>

static const gsize lane_counts[] = { 1, 2, 7, 8, 9, 63, 64, 65, 511, 512, 513, 700 };

static void
check_transpose (const guint64 rows[64], void (*transpose) (guint64 rows[64]))
{
  guint64 turned[64];

  memcpy (turned, rows, sizeof turned);
  transpose (turned);
  for (guint i = 0; i < 64; i++)
    for (guint j = 0; j < 64; j++)
      g_assert_cmpuint ((rows[i] >> j) & 1, ==, (turned[j] >> i) & 1);
}

static void
test_transpose (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint64 rows[64];

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 64; i++)
    rows[i] = (guint64)g_rand_int (rand) << 32 | g_rand_int (rand);
  check_transpose (rows, jly_transpose_64);
  check_transpose (rows, jly_transpose_64_portable);
  if (jly_kernel_has_avx2 ())
    check_transpose (rows, jly_transpose_64_avx2);
}

static void
share_random (TestParties *parties, gsize n, guint width, TestSecret *secret, guint64 **values)
{
  *values = g_new (guint64, n);
  for (gsize j = 0; j < n; j++)
    (*values)[j] = test_parties_random (parties, width);
  test_secret_share (secret, parties, *values, n, width);
}

static void
test_pack (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (lane_counts); i++)
    for (guint width = 0; width <= 64; width += 1 + width / 4)
      {
        gsize n = lane_counts[i], size = jly_lanes_packed_size (n, width);
        g_autofree guint8 *bytes = g_malloc (size + 1);
        g_autofree guint64 *values = NULL, *again = NULL;
        TestSecret secret;

        g_assert_cmpuint (size, ==, width * ((n + 7) / 8));
        share_random (parties, n, width, &secret, &values);
        bytes[size] = 0x5a;
        for (guint m = 0; m < 3; m++)
          {
            JlyBits *x = secret.held[m];

            jly_lanes_pack (x->own, n, width, bytes);
            g_assert_cmpuint (bytes[size], ==, 0x5a);
            /* What a peer puts beyond the last lane must not get in. */
            for (guint b = 0; b < width && n % 8 != 0; b++)
              bytes[(b + 1) * (size / width) - 1] |= (guint8)(0xff << n % 8);
            jly_lanes_unpack (bytes, n, width, x->own);
          }
        again = test_secret_reveal (&secret);
        for (gsize j = 0; j < n && width > 0; j++)
          g_assert_cmpuint (values[j], ==, again[j]);
        test_secret_clear (&secret);
      }
}

static void
test_cut_and_join (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 200; i++)
    {
      gsize n = 1 + test_parties_random (parties, 10), cut = test_parties_random (parties, 10) % n;
      g_autofree guint64 *values = NULL, *again = NULL, *upper = NULL;
      TestSecret secret, joined, high;

      share_random (parties, n, 9, &secret, &values);
      for (guint m = 0; m < 3; m++)
        {
          g_autoptr (JlyBits) low = jly_bits_copy_lanes (secret.held[m], 0, cut);

          high.held[m] = jly_bits_copy_lanes (secret.held[m], cut, n - cut);
          joined.held[m]
              = jly_bits_join_lanes ((const JlyBits *[]){ high.held[m], low, high.held[m] }, 3, 11);
        }
      upper = test_secret_reveal (&high);
      again = test_secret_reveal (&joined);
      for (gsize j = 0; j < n - cut; j++)
        g_assert_cmpuint (upper[j], ==, values[cut + j]);
      for (gsize j = 0; j < 2 * n - cut; j++)
        g_assert_cmpuint (again[j], ==, values[(cut + j) % n]);
      test_secret_clear (&secret);
      test_secret_clear (&joined);
      test_secret_clear (&high);
    }
}

/* NOT and public numbers, which only the holders of component 0 apply. */
static void
test_public (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (lane_counts); i++)
    {
      gsize n = lane_counts[i];
      g_autofree guint64 *values = NULL, *publics = NULL, *flipped = NULL, *added = NULL,
                         *masked = NULL;
      g_autoptr (JlyPublic) c = NULL;
      TestSecret secret, other;

      share_random (parties, n, 13, &secret, &values);
      share_random (parties, n, 13, &other, &publics);
      c = jly_public_new (publics, n, 13);
      for (guint m = 0; m < 3; m++)
        jly_bits_flip (secret.held[m], m);
      flipped = test_secret_reveal (&secret);
      for (guint m = 0; m < 3; m++)
        jly_bits_xor_public (secret.held[m], c, m);
      added = test_secret_reveal (&secret);
      jly_public_flip (c);
      for (guint m = 0; m < 3; m++)
        jly_bits_and_public (secret.held[m], c);
      masked = test_secret_reveal (&secret);
      for (gsize j = 0; j < n; j++)
        {
          g_assert_cmpuint (flipped[j], ==, values[j] ^ 0x1fff);
          g_assert_cmpuint (added[j], ==, values[j] ^ 0x1fff ^ publics[j]);
          g_assert_cmpuint (masked[j], ==, added[j] & (publics[j] ^ 0x1fff));
        }
      test_secret_clear (&secret);
      test_secret_clear (&other);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bits/transpose", test_transpose);
  g_test_add_func ("/bits/pack", test_pack);
  g_test_add_func ("/bits/cut-and-join", test_cut_and_join);
  g_test_add_func ("/bits/public", test_public);
  return g_test_run ();
}
