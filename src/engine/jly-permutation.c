/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-permutation.h. */
#include "config.h"

#include "engine/jly-permutation.h"

#include "base/jly-secret.h"

#include <sodium.h>
#include <string.h>

#define CHUNK_WORDS 512

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

JlyPermutation *
jly_permutation_draw (JlyPrgStream *stream, gsize n)
{
  JlyPermutation *permutation = g_new (JlyPermutation, 1);
  Source source = { .stream = stream, .used = CHUNK_WORDS };

  g_assert (n >= 1 && n < G_MAXUINT32);
  permutation->n = n;
  permutation->from = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    permutation->from[i] = (guint32)i;
  for (gsize i = n - 1; i > 0; i--)
    {
      gsize j = draw_below (&source, i + 1);
      guint32 moved = permutation->from[i];

      permutation->from[i] = permutation->from[j];
      permutation->from[j] = moved;
    }
  sodium_memzero (source.words, sizeof source.words);
  return permutation;
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
