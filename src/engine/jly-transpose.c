/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-transpose.h. Swaps the off-diagonal quarters of ever smaller squares. */
#include "config.h"

#include "engine/jly-transpose.h"

#include "engine/jly-kernel.h"

void
jly_transpose_64_portable (guint64 rows[64])
{
  guint64 low_half = 0xffffffff;

  for (guint size = 32; size > 0; size /= 2, low_half ^= low_half << size)
    for (guint top = 0; top < 64; top = (top + size + 1) & ~size)
      {
        guint64 difference = ((rows[top] >> size) ^ rows[top + size]) & low_half;

        rows[top] ^= difference << size;
        rows[top + size] ^= difference;
      }
}

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#define WITH_AVX2 __attribute__ ((target ("avx2")))
#define N_VECTORS 16 /* of four rows */

/* Squares of size rows, a whole number of vectors: the same as above, four rows at a time. */
#define SWAP_VECTORS(v, size, low_half)                                                            \
  for (guint block = 0; block < N_VECTORS; block += (size) / 2)                                    \
    for (guint i = block; i < block + (size) / 4; i++)                                             \
      {                                                                                            \
        __m256i difference = _mm256_and_si256 (                                                    \
            _mm256_xor_si256 (_mm256_srli_epi64 ((v)[i], (size)), (v)[i + (size) / 4]),            \
            _mm256_set1_epi64x (low_half));                                                        \
                                                                                                   \
        (v)[i] = _mm256_xor_si256 ((v)[i], _mm256_slli_epi64 (difference, (size)));                \
        (v)[i + (size) / 4] = _mm256_xor_si256 ((v)[i + (size) / 4], difference);                  \
      }

/* Squares of two rows or one, within a vector: other is the vector with the rows swapped that
 * belong together. Upper rows take its low half to their left, lower rows its high half to their
 * right; a shift by 64 leaves nothing. */
static inline __attribute__ ((always_inline)) WITH_AVX2 __m256i
swap_within (__m256i rows, __m256i other, __m256i left, __m256i right, __m256i kept)
{
  __m256i moved
      = _mm256_or_si256 (_mm256_sllv_epi64 (other, left), _mm256_srlv_epi64 (other, right));

  return _mm256_or_si256 (_mm256_and_si256 (rows, kept), _mm256_andnot_si256 (kept, moved));
}

WITH_AVX2 void
jly_transpose_64_avx2 (guint64 rows[64])
{
  const gint64 low_2 = 0x3333333333333333, low_1 = 0x5555555555555555;
  __m256i v[N_VECTORS];

  for (guint i = 0; i < N_VECTORS; i++)
    v[i] = _mm256_loadu_si256 ((const __m256i *)(rows + 4 * i));
  SWAP_VECTORS (v, 32, 0x00000000ffffffff);
  SWAP_VECTORS (v, 16, 0x0000ffff0000ffff);
  SWAP_VECTORS (v, 8, 0x00ff00ff00ff00ff);
  SWAP_VECTORS (v, 4, 0x0f0f0f0f0f0f0f0f);
  for (guint i = 0; i < N_VECTORS; i++)
    {
      v[i] = swap_within (v[i], _mm256_permute4x64_epi64 (v[i], 0x4e),
                          _mm256_setr_epi64x (2, 2, 64, 64), _mm256_setr_epi64x (64, 64, 2, 2),
                          _mm256_setr_epi64x (low_2, low_2, ~low_2, ~low_2));
      v[i] = swap_within (v[i], _mm256_shuffle_epi32 (v[i], 0x4e),
                          _mm256_setr_epi64x (1, 64, 1, 64), _mm256_setr_epi64x (64, 1, 64, 1),
                          _mm256_setr_epi64x (low_1, ~low_1, low_1, ~low_1));
      _mm256_storeu_si256 ((__m256i *)(rows + 4 * i), v[i]);
    }
}

#else

void
jly_transpose_64_avx2 (guint64 rows[64])
{
  jly_transpose_64_portable (rows);
}

#endif

void
jly_transpose_64 (guint64 rows[64])
{
  if (jly_kernel_has_avx2 ())
    jly_transpose_64_avx2 (rows);
  else
    jly_transpose_64_portable (rows);
}
