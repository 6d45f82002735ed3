/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * AES-128 in counter mode on the AES instructions (FIPS 197, NIST SP 800-38A), eight blocks at a
 * time to keep the pipeline full. Constant time by the hardware. Never called where the processor
 * lacks the instructions.
 */
#include "config.h"

#include "engine/jly-prg.h"

#include <sodium.h>
#include <string.h>
#include <wmmintrin.h>

#define N_ROUNDS 10
#define N_LANES 8
#define BLOCK 16

static __m128i
mix_round_key (__m128i key, __m128i assist)
{
  key = _mm_xor_si128 (key, _mm_slli_si128 (key, 4));
  key = _mm_xor_si128 (key, _mm_slli_si128 (key, 8));
  return _mm_xor_si128 (key, _mm_shuffle_epi32 (assist, 0xff));
}

/* The round constant must be a literal, so the ten steps cannot be a loop. */
#define NEXT_ROUND_KEY(key, constant)                                                              \
  mix_round_key ((key), _mm_aeskeygenassist_si128 ((key), (constant)))

void
jly_prg_aes_expand (guint8 round_keys[11][16], const guint8 key[16])
{
  __m128i k[N_ROUNDS + 1];

  k[0] = _mm_loadu_si128 ((const __m128i *)key);
  k[1] = NEXT_ROUND_KEY (k[0], 0x01);
  k[2] = NEXT_ROUND_KEY (k[1], 0x02);
  k[3] = NEXT_ROUND_KEY (k[2], 0x04);
  k[4] = NEXT_ROUND_KEY (k[3], 0x08);
  k[5] = NEXT_ROUND_KEY (k[4], 0x10);
  k[6] = NEXT_ROUND_KEY (k[5], 0x20);
  k[7] = NEXT_ROUND_KEY (k[6], 0x40);
  k[8] = NEXT_ROUND_KEY (k[7], 0x80);
  k[9] = NEXT_ROUND_KEY (k[8], 0x1b);
  k[10] = NEXT_ROUND_KEY (k[9], 0x36);
  memcpy (round_keys, k, sizeof k);
  sodium_memzero (k, sizeof k);
}

/* Encrypts the counters first .. first + 7, as 64-bit numbers in the low half of the block. */
static inline void
encrypt_counters (const __m128i k[N_ROUNDS + 1], guint64 first, __m128i out[N_LANES])
{
  for (guint i = 0; i < N_LANES; i++)
    out[i] = _mm_xor_si128 (_mm_set_epi64x (0, (gint64)(first + i)), k[0]);
  for (guint round = 1; round < N_ROUNDS; round++)
    for (guint i = 0; i < N_LANES; i++)
      out[i] = _mm_aesenc_si128 (out[i], k[round]);
  for (guint i = 0; i < N_LANES; i++)
    out[i] = _mm_aesenclast_si128 (out[i], k[N_ROUNDS]);
}

void
jly_prg_aes_fill (const guint8 round_keys[11][16], guint64 first_counter, guint8 *out, gsize n)
{
  __m128i k[N_ROUNDS + 1], blocks[N_LANES];

  memcpy (k, round_keys, sizeof k);
  for (; n >= sizeof blocks; n -= sizeof blocks, out += sizeof blocks, first_counter += N_LANES)
    {
      encrypt_counters (k, first_counter, blocks);
      for (guint i = 0; i < N_LANES; i++)
        _mm_storeu_si128 ((__m128i *)(out + i * BLOCK), blocks[i]);
    }
  if (n > 0)
    {
      encrypt_counters (k, first_counter, blocks);
      memcpy (out, blocks, n);
    }
  sodium_memzero (k, sizeof k);
  sodium_memzero (blocks, sizeof blocks);
}
