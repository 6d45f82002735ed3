/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-key-rows.h. Rows are picked for eight squares of 64 rows and 64 planes at a time, because
 * eight words of a plane are a line of the cache. */
#include "config.h"

#include "engine/jly-key-rows.h"

#include "engine/jly-transpose.h"

#include "base/jly-secret.h"

#include <sodium.h>
#include <string.h>

#define SQUARES 8
#define CHUNK_LANES (64 * SQUARES)
#define MAX_WORDS ((JLY_BITS_MAX_WIDTH + 63) / 64)

G_STATIC_ASSERT (CHUNK_LANES == JLY_BITS_BLOCK_LANES); /* a plane ends with a whole chunk */

static gsize
measure (const JlyKeyRows *keys)
{
  return keys->n * 2 * keys->n_words * sizeof *keys->words;
}

static guint64 *
get_row (const JlyKeyRows *keys, gsize row)
{
  return keys->words + row * 2 * keys->n_words;
}

/* Where plane b of the key lies: parts are stacked. */
static const guint64 *
find_plane (const JlyBits *const *parts, guint b, gboolean is_own)
{
  const JlyBits *part = *parts;

  while (b >= part->width)
    {
      b -= part->width;
      part = *++parts;
    }
  return (is_own ? part->own : part->prev) + b * part->words_per_plane;
}

/* Word number word of all rows, from planes 64 word and up. at is where it lies in a row. */
static void
load_words (JlyKeyRows *keys, const JlyBits *const *parts, guint word, gboolean is_own)
{
  const guint64 *planes[64];
  guint at = is_own ? word : keys->n_words + word, n_planes = MIN (64, keys->width - 64 * word);
  guint64 square[64];

  for (guint b = 0; b < n_planes; b++)
    planes[b] = find_plane (parts, 64 * word + b, is_own);
  for (gsize i = 0; i * 64 < keys->n; i++)
    {
      gsize n = MIN (64, keys->n - i * 64);

      memset (square, 0, sizeof square);
      for (guint b = 0; b < n_planes; b++)
        square[b] = planes[b][i];
      jly_transpose_64 (square);
      for (gsize j = 0; j < n; j++)
        get_row (keys, i * 64 + j)[at] = square[j];
    }
  sodium_memzero (square, sizeof square);
}

JlyKeyRows *
jly_key_rows_new (const JlyBits *const *parts, gsize n_parts)
{
  JlyKeyRows *keys = g_new0 (JlyKeyRows, 1);

  keys->n = parts[0]->n_lanes;
  for (gsize i = 0; i < n_parts; i++)
    {
      g_assert (parts[i]->n_lanes == keys->n);
      keys->width += parts[i]->width;
    }
  keys->n_words = (keys->width + 63) / 64;
  keys->words = (guint64 *)jly_secret_buffer_new (measure (keys));
  for (guint word = 0; word < keys->n_words; word++)
    {
      load_words (keys, parts, word, TRUE);
      load_words (keys, parts, word, FALSE);
    }
  return keys;
}

void
jly_key_rows_free (JlyKeyRows *keys)
{
  if (keys == NULL)
    return;
  jly_secret_buffer_free ((guint8 *)keys->words, measure (keys));
  g_free (keys);
}

void
jly_key_rows_flip (JlyKeyRows *keys, guint first, guint n_bits, guint self)
{
  guint start = self == 0 ? 0 : keys->n_words; /* where a row's component 0 lies */

  g_assert (first <= keys->width && n_bits <= keys->width - first);
  if (self == 2)
    return;
  for (gsize row = 0; row < keys->n; row++)
    for (guint b = first; b < first + n_bits; b++)
      get_row (keys, row)[start + b / 64] ^= (guint64)1 << b % 64;
}

/* Rows of n_words words, at most a chunk of them: one square for every 64 rows and word. */
static inline __attribute__ ((always_inline)) void
gather_words (const guint64 *words,
              const guint32 *rows,
              gsize n,
              guint64 (*squares)[SQUARES][64],
              gsize n_words)
{
  for (gsize j = 0; j < n; j++)
    {
      const guint64 *row = words + rows[j] * n_words;

      for (gsize w = 0; w < n_words; w++)
        squares[w][j / 64][j % 64] = row[w];
    }
  for (gsize j = n; j < CHUNK_LANES; j++)
    for (gsize w = 0; w < n_words; w++)
      squares[w][j / 64][j % 64] = 0;
}

/* The common sizes are written out, so that a row is copied by a few instructions. */
static void
gather (const JlyKeyRows *keys, const guint32 *rows, gsize n, guint64 (*squares)[SQUARES][64])
{
  switch (keys->n_words)
    {
    case 1:
      gather_words (keys->words, rows, n, squares, 2);
      break;
    case 2:
      gather_words (keys->words, rows, n, squares, 4);
      break;
    default:
      gather_words (keys->words, rows, n, squares, 2 * keys->n_words);
    }
}

/* Whole lines of up to 64 planes. */
static void
scatter (guint64 (*squares)[64], guint n_planes, guint64 *planes, gsize words_per_plane)
{
  for (guint s = 0; s < SQUARES; s++)
    jly_transpose_64 (squares[s]);
  for (guint b = 0; b < n_planes; b++)
    for (guint s = 0; s < SQUARES; s++)
      planes[b * words_per_plane + s] = squares[s][b];
}

void
jly_key_rows_pick (const JlyKeyRows *keys, const guint32 *rows, JlyBits *out)
{
  guint64 squares[2 * MAX_WORDS][SQUARES][64];

  g_assert (out->width == keys->width && keys->n_words <= MAX_WORDS);
  for (gsize first = 0; first < out->n_lanes; first += CHUNK_LANES)
    {
      gather (keys, rows + first, MIN (CHUNK_LANES, out->n_lanes - first), squares);
      for (guint w = 0; w < keys->n_words; w++)
        {
          gsize at = 64 * w * out->words_per_plane + first / 64;
          guint n_planes = MIN (64, keys->width - 64 * w);

          scatter (squares[w], n_planes, out->own + at, out->words_per_plane);
          scatter (squares[keys->n_words + w], n_planes, out->prev + at, out->words_per_plane);
        }
    }
  sodium_memzero (squares, 2 * keys->n_words * sizeof *squares);
}

void
jly_key_rows_move (JlyKeyRows *keys, const guint32 *from)
{
  g_autofree guint8 *is_moved = g_malloc0 (keys->n);
  guint64 first[2 * MAX_WORDS];
  gsize size = 2 * keys->n_words * sizeof *first;

  for (gsize start = 0; start < keys->n; start++)
    {
      gsize row = start;

      if (is_moved[start])
        continue;
      memcpy (first, get_row (keys, start), size);
      for (; from[row] != start; row = from[row])
        {
          memcpy (get_row (keys, row), get_row (keys, from[row]), size);
          is_moved[row] = TRUE;
        }
      memcpy (get_row (keys, row), first, size);
      is_moved[row] = TRUE;
    }
  sodium_memzero (first, sizeof first);
}
