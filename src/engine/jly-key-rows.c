/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-key-rows.h. Squares of 64 rows and 64 planes are turned one at a time. */
#include "config.h"

#include "engine/jly-key-rows.h"

#include "engine/jly-transpose.h"

#include "base/jly-secret.h"

#include <sodium.h>
#include <string.h>

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

/* Word number word of one component, of rows i * 64 and up of those picked. */
static void
pick_square (
    const JlyKeyRows *keys, const guint32 *rows, JlyBits *out, gsize i, guint word, gboolean is_own)
{
  guint64 square[64], *planes = is_own ? out->own : out->prev;
  gsize n = MIN (64, out->n_lanes - i * 64);
  guint at = is_own ? word : keys->n_words + word, n_planes = MIN (64, keys->width - 64 * word);

  for (gsize j = 0; j < n; j++)
    square[j] = get_row (keys, rows[i * 64 + j])[at];
  memset (square + n, 0, (64 - n) * sizeof *square);
  jly_transpose_64 (square);
  for (guint b = 0; b < n_planes; b++)
    planes[(64 * word + b) * out->words_per_plane + i] = square[b];
}

void
jly_key_rows_pick (const JlyKeyRows *keys, const guint32 *rows, JlyBits *out)
{
  g_assert (out->width == keys->width);
  for (gsize i = 0; i * 64 < out->n_lanes; i++)
    for (guint word = 0; word < keys->n_words; word++)
      {
        pick_square (keys, rows, out, i, word, TRUE);
        pick_square (keys, rows, out, i, word, FALSE);
      }
}
