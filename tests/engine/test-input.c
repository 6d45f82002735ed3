/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seeded upload: what a provider splits is what the three miners hold, and nothing odd gets in. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-input.h"

#include <string.h>

static const guint8 seeds[2][JLY_SEED_BYTES] = { { 1, 2, 3 }, { 4, 5, 6 } };

/* What miner self holds of a column: the two sources of its components. */
static JlyBits *
expand (guint self, guint e, gsize n, guint width, guint column, const guint8 *blob)
{
  guint place = (self + 3 - e) % 3;

  return jly_input_expand (self, e, n, width, column, place == 0 ? NULL : seeds[0],
                           place == 1 ? NULL : seeds[1], place == 2 ? NULL : blob,
                           jly_input_blob_size (n, width));
}

static void
check_round_trip (TestParties *parties, guint e, gsize n, guint width)
{
  g_autofree guint64 *values = g_new (guint64, n), *got = NULL;
  gsize size = jly_input_blob_size (n, width);
  g_autofree guint8 *blob = g_malloc (size + 1);
  TestSecret secret;

  for (gsize j = 0; j < n; j++)
    values[j] = test_parties_random (parties, width);
  blob[size] = 0x77;
  jly_input_split (values, n, width, 9, seeds, blob);
  g_assert_cmpuint (blob[size], ==, 0x77);
  for (guint i = 0; i < 3; i++)
    secret.held[i] = expand (i, e, n, width, 9, blob);
  got = test_secret_reveal (&secret);
  g_assert_cmpmem (got, n * sizeof *got, values, n * sizeof *values);
  test_secret_clear (&secret);
}

static void
test_round_trip (void)
{
  static const gsize lanes[] = { 1, 7, 63, 64, 65, 511, 512, 513 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint e = 0; e < 3; e++)
    for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
      for (guint width = 1; width <= 64; width = width * 2 + i % 2)
        check_round_trip (parties, e, lanes[i], width);
  check_round_trip (parties, 0, 130, 64);
  g_assert_cmpuint (jly_input_blob_size (0, 7), ==, 0);
  g_assert_cmpuint (jly_input_blob_size (9, 7), ==, 14);
}

/* Another column, width or seed makes another stream: equal figures never look alike. */
static void
test_streams (void)
{
  static const guint64 zeros[64] = { 0 };
  static const guint8 other[2][JLY_SEED_BYTES] = { { 1, 2, 3 }, { 4, 5, 7 } };
  guint8 blobs[4][8 * 32];

  jly_input_split (zeros, 64, 16, 1, seeds, blobs[0]);
  jly_input_split (zeros, 64, 16, 2, seeds, blobs[1]);
  jly_input_split (zeros, 64, 32, 1, seeds, blobs[2]);
  jly_input_split (zeros, 64, 16, 1, other, blobs[3]);
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < i; j++)
      for (guint a = 0; a < 16; a++)
        for (guint b = 0; b < 16; b++)
          g_assert_cmpint (memcmp (blobs[i] + 8 * a, blobs[j] + 8 * b, 8), !=, 0);
  /* Nor do two planes of one column. */
  for (guint a = 0; a < 32; a++)
    for (guint b = 0; b < a; b++)
      g_assert_cmpint (memcmp (blobs[2] + 8 * a, blobs[2] + 8 * b, 8), !=, 0);
}

static void
test_refuses (void)
{
  guint8 blob[14] = { 0 };
  JlyBits *x;

  /* Each miner lacks one thing that it must hold. */
  for (guint self = 0; self < 3; self++)
    for (guint e = 0; e < 3; e++)
      for (guint missing = 0; missing < 3; missing++)
        {
          guint place = (self + 3 - e) % 3;

          x = jly_input_expand (self, e, 9, 7, 0, missing == 0 ? NULL : seeds[0],
                                missing == 1 ? NULL : seeds[1], missing == 2 ? NULL : blob,
                                sizeof blob);
          /* Place 0 does without seed 0, place 1 without seed 1, place 2 without the blob. */
          g_assert_cmpint (x == NULL, ==, missing != place);
          jly_bits_free (x);
        }
  g_assert_null (jly_input_expand (0, 0, 9, 7, 0, NULL, seeds[1], blob, 13));
  g_assert_null (jly_input_expand (0, 0, 9, 7, 0, NULL, seeds[1], blob, 0));
  g_assert_null (jly_input_expand (0, 0, 9, 65, 0, NULL, seeds[1], blob, 14));
  g_assert_null (jly_input_expand (3, 0, 9, 7, 0, seeds[0], seeds[1], blob, 14));
  g_assert_null (jly_input_expand (0, 3, 9, 7, 0, seeds[0], seeds[1], blob, 14));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/input/round-trip", test_round_trip);
  g_test_add_func ("/input/streams", test_streams);
  g_test_add_func ("/input/refuses", test_refuses);
  return g_test_run ();
}
