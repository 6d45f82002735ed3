/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generators against published and independently computed bytes, and the rule that no address
 * is used twice. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-round.h"

#include "base/jly-error.h"

#include <string.h>

static void
read_zero_key (JlyPrgKind kind, guint8 *out, gsize n)
{
  static const guint8 key[JLY_PRG_KEY_BYTES] = { 0 };
  JlyPrgStream stream;

  jly_prg_stream_init (&stream, kind, key);
  jly_prg_stream_read (&stream, out, n);
  jly_prg_stream_clear (&stream);
}

/* RFC 8439 appendix A.1, test vector 1: all-zero key and nonce, block 0. */
static void
test_chacha20 (void)
{
  static const guint8 expected[]
      = { 0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90, 0x40, 0x5d, 0x6a,
          0xe5, 0x53, 0x86, 0xbd, 0x28, 0xbd, 0xd2, 0x19, 0xb8, 0xa0, 0x8d,
          0xed, 0x1a, 0xa8, 0x36, 0xef, 0xcc, 0x8b, 0x77, 0x0d, 0xc7 };
  guint8 out[sizeof expected];

  read_zero_key (JLY_PRG_CHACHA20, out, sizeof out);
  g_assert_cmpmem (out, sizeof out, expected, sizeof expected);
}

/* A plain AES-128 after FIPS 197, byte by byte; slow, and only for comparing. */
static guint8
times (guint8 a, guint8 b)
{
  guint8 product = 0;

  for (; b != 0; b >>= 1)
    {
      if (b & 1)
        product ^= a;
      a = (guint8)(a << 1 ^ (a & 0x80 ? 0x1b : 0));
    }
  return product;
}

static guint8
substitute (guint8 a)
{
  guint8 inverse = a, out = 0x63;

  /* a^254 is the inverse, and 0 for 0. */
  for (guint i = 0; i < 6; i++)
    inverse = times (times (inverse, inverse), a);
  inverse = times (inverse, inverse);
  for (guint i = 0; i < 5; i++)
    out ^= (guint8)(inverse << i | inverse >> (8 - i));
  return out;
}

static void
next_round_key (guint8 key[16], guint8 constant)
{
  guint8 last[4] = { substitute (key[13]) ^ constant, substitute (key[14]), substitute (key[15]),
                     substitute (key[12]) };

  for (guint i = 0; i < 16; i++)
    key[i] ^= i < 4 ? last[i] : key[i - 4];
}

static void
mix_column (guint8 column[4])
{
  guint8 old[4];

  memcpy (old, column, 4);
  for (guint i = 0; i < 4; i++)
    column[i]
        = times (old[i], 2) ^ times (old[(i + 1) % 4], 3) ^ old[(i + 2) % 4] ^ old[(i + 3) % 4];
}

static void
encrypt_plainly (const guint8 key[16], guint8 state[16])
{
  guint8 round_key[16], shifted[16], constant = 1;

  memcpy (round_key, key, 16);
  for (guint i = 0; i < 16; i++)
    state[i] ^= round_key[i];
  for (guint round = 1; round <= 10; round++, constant = times (constant, 2))
    {
      for (guint i = 0; i < 16; i++)
        shifted[i] = substitute (state[(i + 4 * (i % 4)) % 16]);
      for (guint i = 0; i < 4 && round < 10; i++)
        mix_column (shifted + 4 * i);
      next_round_key (round_key, constant);
      for (guint i = 0; i < 16; i++)
        state[i] = shifted[i] ^ round_key[i];
    }
}

static void
test_aes (void)
{
  /* AES-128 of the zero block under the zero key. */
  static const guint8 zero[] = { 0x66, 0xe9, 0x4b, 0xd4, 0xef, 0x8a, 0x2c, 0x3b,
                                 0x88, 0x4c, 0xfa, 0x59, 0xca, 0x34, 0x2b, 0x2e };
  guint8 key[JLY_PRG_KEY_BYTES], out[16 * 21], block[16];
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  JlyPrgStream stream;

  g_test_message ("seed %u", seed);
  if (!jly_prg_is_available (JLY_PRG_AES128_CTR))
    {
      g_test_skip ("this processor has no AES instructions");
      return;
    }
  read_zero_key (JLY_PRG_AES128_CTR, out, sizeof out);
  g_assert_cmpmem (out, 16, zero, 16);
  for (guint i = 0; i < sizeof key; i++)
    key[i] = (guint8)g_rand_int (rand);
  jly_prg_stream_init (&stream, JLY_PRG_AES128_CTR, key);
  jly_prg_stream_read (&stream, out, sizeof out);
  for (guint8 i = 0; i < sizeof out / 16; i++)
    {
      memset (block, 0, sizeof block);
      block[0] = i;
      encrypt_plainly (key, block);
      g_assert_cmpmem (out + 16 * i, 16, block, 16);
    }
}

/* However a stream is read, block by block or at once, the bytes are the same. */
static void
test_blocks (gconstpointer data)
{
  JlyPrgKind kind = (JlyPrgKind)GPOINTER_TO_INT (data);
  static const guint8 key[JLY_PRG_KEY_BYTES] = { 3, 1, 4 };
  guint8 whole[64 * 9], parts[64 * 9];
  JlyPrgStream stream;

  if (!jly_prg_is_available (kind))
    {
      g_test_skip ("this processor has no AES instructions");
      return;
    }
  jly_prg_stream_init (&stream, kind, key);
  jly_prg_stream_read (&stream, whole, sizeof whole);
  jly_prg_stream_init (&stream, kind, key);
  memset (parts, 0, sizeof parts);
  jly_prg_stream_read (&stream, parts, 64 * 3);
  /* The rest of a block that was begun is dropped. */
  jly_prg_stream_read (&stream, parts + 64 * 3, 1);
  g_assert_cmpuint (parts[64 * 3 + 1], ==, 0);
  jly_prg_stream_read (&stream, parts + 64 * 4, 64 * 5);
  g_assert_cmpmem (parts, 64 * 3 + 1, whole, 64 * 3 + 1);
  g_assert_cmpmem (parts + 64 * 4, 64 * 5, whole + 64 * 4, 64 * 5);
}

static const guint8 key_a[JLY_PRG_KEY_BYTES] = { 1 }, key_b[JLY_PRG_KEY_BYTES] = { 2 };

static gboolean
draw (JlyRandomness *randomness, guint64 operation, guint8 own[16], guint8 prev[16], GError **error)
{
  JlyPrgStream streams[2];

  if (!jly_randomness_draw (randomness, operation, JLY_PURPOSE_ZERO, &streams[0], &streams[1],
                            error))
    return FALSE;
  jly_prg_stream_read (&streams[0], own, 16);
  jly_prg_stream_read (&streams[1], prev, 16);
  return TRUE;
}

/* Both holders of a key draw the same; operations and keys differ from each other. */
static void
test_addresses (void)
{
  g_autoptr (JlyRandomness) left = jly_randomness_new (JLY_PRG_CHACHA20, key_a, key_b);
  g_autoptr (JlyRandomness) right = jly_randomness_new (JLY_PRG_CHACHA20, key_b, key_a);
  guint8 seen[4][16], own[16], prev[16];

  g_assert_true (draw (left, jly_randomness_next_operation (left), seen[0], seen[1], NULL));
  g_assert_true (draw (right, jly_randomness_next_operation (right), own, prev, NULL));
  g_assert_cmpmem (own, 16, seen[1], 16);
  g_assert_cmpmem (prev, 16, seen[0], 16);
  g_assert_true (draw (left, jly_randomness_next_operation (left), seen[2], seen[3], NULL));
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (memcmp (seen[i], seen[j], 16), !=, 0);
}

static void
assert_spent (JlyRandomness *randomness, guint64 operation)
{
  g_autoptr (GError) error = NULL;
  guint8 bytes[16];

  g_assert_false (draw (randomness, operation, bytes, bytes, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_INTERNAL);
}

static void
test_reuse (void)
{
  guint8 bytes[16];

  /* The same address again, then also fresh ones: nothing may follow. */
  g_autoptr (JlyRandomness) same = jly_randomness_new (JLY_PRG_CHACHA20, key_a, key_b);
  g_autoptr (JlyRandomness) earlier = jly_randomness_new (JLY_PRG_CHACHA20, key_a, key_b);

  g_assert_true (draw (same, 5, bytes, bytes, NULL));
  assert_spent (same, 5);
  assert_spent (same, 6);
  g_assert_true (draw (earlier, 5, bytes, bytes, NULL));
  g_assert_true (draw (earlier, 7, bytes, bytes, NULL));
  assert_spent (earlier, 5);
}

/* A round whose address was used before sends nothing. */
static void
test_reuse_in_round (void)
{
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  JlyEngine *engine = parties->engines[0];
  g_autoptr (JlyBits) x = jly_bits_new (3, 2), out = jly_bits_new (3, 2);
  g_autoptr (JlyRound) round = jly_round_new (engine, "test");
  g_autoptr (GError) error = NULL;
  guint8 bytes[16];

  g_assert_true (draw (jly_engine_get_randomness (engine), 1, bytes, bytes, NULL));
  jly_round_and (round, out, x, x);
  g_assert_false (jly_round_run (round, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_INTERNAL);
  g_assert_cmpuint (jly_engine_get_transport (engine)->bytes_sent, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prg/chacha20", test_chacha20);
  g_test_add_func ("/prg/aes", test_aes);
  g_test_add_data_func ("/prg/blocks/chacha20", GINT_TO_POINTER (JLY_PRG_CHACHA20), test_blocks);
  g_test_add_data_func ("/prg/blocks/aes", GINT_TO_POINTER (JLY_PRG_AES128_CTR), test_blocks);
  g_test_add_func ("/prg/addresses", test_addresses);
  g_test_add_func ("/prg/reuse", test_reuse);
  g_test_add_func ("/prg/reuse-in-round", test_reuse_in_round);
  return g_test_run ();
}
