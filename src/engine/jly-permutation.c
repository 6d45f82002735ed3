/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-permutation.h. A long order is drawn bucket by bucket, because exchanging things all over
 * memory waits for memory each time: every thing chooses its bucket by itself, and each bucket is
 * put in random order. Any order of all is then as likely as any other: given how many things each
 * bucket has, which ones they are is uniform, and so is their order.
 */
#include "config.h"

#include "engine/jly-permutation.h"

#include "base/jly-secret.h"

#include <sodium.h>
#include <string.h>

#define CHUNK_WORDS 512
/* A bucket's order stays in the first cache, and so do the ends of all buckets. */
#define BUCKET_THINGS 4096
#define MOST_BUCKET_BITS 12

/* Words of a stream, read a chunk at a time. */
typedef struct
{
  JlyPrgStream *stream;
  guint64 words[CHUNK_WORDS];
  guint used;
} Source;

static guint64
next_word (Source *source)
{
  if (source->used == CHUNK_WORDS)
    {
      jly_prg_stream_read (source->stream, (guint8 *)source->words, sizeof source->words);
      source->used = 0;
    }
  return source->words[source->used++];
}

/* Uniform below bound: the upper half of word * bound, unless its lower half lies among the
 * 2^64 % bound values that some results have more of than others. */
static guint64
draw_below (Source *source, guint64 bound)
{
  guint64 surplus = (0 - bound) % bound;
  unsigned __int128 product;

  do
    product = (unsigned __int128)next_word (source) * bound;
  while ((guint64)product < surplus);
  return (guint64)(product >> 64);
}

/* Fisher and Yates on n things. */
static void
draw_order (Source *source, guint32 *from, gsize n)
{
  for (gsize i = n - 1; i > 0; i--)
    {
      gsize j = draw_below (source, i + 1);
      guint32 moved = from[i];

      from[i] = from[j];
      from[j] = moved;
    }
}

/* Half a word for each draw, where that is enough. */
typedef struct
{
  Source *source;
  guint64 word;
  gboolean has_half;
} HalfSource;

static guint32
next_half (HalfSource *half)
{
  half->word = half->has_half ? half->word >> 32 : next_word (half->source);
  half->has_half = !half->has_half;
  return (guint32)half->word;
}

/* As draw_below, with 32 bits. */
static guint32
draw_half_below (HalfSource *half, guint32 bound)
{
  guint64 product = (guint64)next_half (half) * bound;

  if ((guint32)product < bound)
    {
      guint32 surplus = (0 - bound) % bound;

      while ((guint32)product < surplus)
        product = (guint64)next_half (half) * bound;
    }
  return (guint32)(product >> 32);
}

static void
draw_short_order (HalfSource *half, guint32 *from, gsize n)
{
  for (gsize i = n; i > 1; i--)
    {
      gsize j = draw_half_below (half, (guint32)i);
      guint32 moved = from[i - 1];

      from[i - 1] = from[j];
      from[j] = moved;
    }
}

/* Each thing goes to a bucket of its own choice, drawn with n_bits bits; starts[b] becomes where
 * bucket b begins in from. */
static void
scatter (Source *source, guint32 *from, gsize n, guint n_bits, gsize *starts)
{
  g_autofree guint16 *buckets = g_new (guint16, n);
  gsize n_buckets = (gsize)1 << n_bits;
  g_autofree gsize *at = g_new0 (gsize, n_buckets);

  for (gsize i = 0; i < n; i += 4)
    {
      guint64 word = next_word (source);

      for (gsize k = i; k < MIN (i + 4, n); k++, word >>= 16)
        {
          buckets[k] = (guint16)(word & (n_buckets - 1));
          at[buckets[k]]++;
        }
    }
  starts[0] = 0;
  for (gsize b = 0; b < n_buckets; b++)
    {
      starts[b + 1] = starts[b] + at[b];
      at[b] = starts[b];
    }
  for (gsize i = 0; i < n; i++)
    from[at[buckets[i]]++] = (guint32)i;
  sodium_memzero (buckets, n * sizeof *buckets);
}

static void
draw_in_buckets (Source *source, guint32 *from, gsize n, guint n_bits)
{
  HalfSource half = { .source = source };
  gsize n_buckets = (gsize)1 << n_bits;
  g_autofree gsize *starts = g_new (gsize, n_buckets + 1);

  scatter (source, from, n, n_bits, starts);
  for (gsize b = 0; b < n_buckets; b++)
    draw_short_order (&half, from + starts[b], starts[b + 1] - starts[b]);
  sodium_memzero (&half, sizeof half);
}

JlyPermutation *
jly_permutation_draw_with (JlyPrgStream *stream, gsize n, guint n_bits)
{
  JlyPermutation *permutation = g_new (JlyPermutation, 1);
  Source source = { .stream = stream, .used = CHUNK_WORDS };

  g_assert (n >= 1 && n < G_MAXUINT32 && n_bits <= 16);
  permutation->n = n;
  permutation->from = g_new (guint32, n);
  if (n_bits > 0)
    draw_in_buckets (&source, permutation->from, n, n_bits);
  else
    {
      for (gsize i = 0; i < n; i++)
        permutation->from[i] = (guint32)i;
      draw_order (&source, permutation->from, n);
    }
  sodium_memzero (source.words, sizeof source.words);
  return permutation;
}

JlyPermutation *
jly_permutation_draw (JlyPrgStream *stream, gsize n)
{
  guint n_bits = 0;

  while (n >> n_bits > BUCKET_THINGS && n_bits < MOST_BUCKET_BITS)
    n_bits++;
  return jly_permutation_draw_with (stream, n, n_bits);
}

void
jly_permutation_free (JlyPermutation *permutation)
{
  if (permutation == NULL)
    return;
  sodium_memzero (permutation->from, permutation->n * sizeof *permutation->from);
  g_free (permutation->from);
  g_free (permutation);
}

void
jly_permutation_apply (const JlyPermutation *permutation, guint64 *words)
{
  gsize size = permutation->n * sizeof *words;
  guint64 *old = (guint64 *)jly_secret_buffer_new (size);

  memcpy (old, words, size);
  for (gsize i = 0; i < permutation->n; i++)
    words[i] = old[permutation->from[i]];
  jly_secret_buffer_free ((guint8 *)old, size);
}
