/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-pick.h. */
#include "config.h"

#include "engine/jly-pick.h"

#include "engine/jly-lanes.h"

#include "base/jly-secret.h"

#include <string.h>

#define WORD_BITS 64
#define FEW_PLANES 6 /* so many are moved bit by bit, more as words */

static void
pick_plane (const guint64 *from, guint64 *to, const guint32 *rows, gsize n)
{
  for (gsize i = 0; i * WORD_BITS < n; i++)
    {
      gsize n_here = MIN (WORD_BITS, n - i * WORD_BITS);
      guint64 word = 0;

      for (gsize j = 0; j < n_here; j++)
        {
          guint32 row = rows[i * WORD_BITS + j];

          word |= (from[row / WORD_BITS] >> row % WORD_BITS & 1) << j;
        }
      to[i] = word;
    }
}

/* Up to 64 planes as one word a row. */
static void
pick_words (
    const guint64 *from, gsize n_from, guint64 *to, const guint32 *rows, gsize n, guint width)
{
  gsize n_all = n_from + n;
  guint64 *words = (guint64 *)jly_secret_buffer_new (n_all * sizeof *words);
  guint64 *picked = words + n_from;

  jly_lanes_unslice (from, n_from, width, words);
  for (gsize j = 0; j < n; j++)
    picked[j] = words[rows[j]];
  jly_lanes_slice (picked, n, width, to);
  jly_secret_buffer_free ((guint8 *)words, n_all * sizeof *words);
}

static void
pick_component (
    const JlyBits *x, const guint64 *from, const JlyBits *out, guint64 *to, const guint32 *rows)
{
  guint width;

  for (guint b = 0; b < x->width; b += width)
    {
      const guint64 *from_here = from + b * x->words_per_plane;
      guint64 *to_here = to + b * out->words_per_plane;

      width = x->width - b <= FEW_PLANES ? 1 : MIN (WORD_BITS, x->width - b);
      if (width == 1)
        pick_plane (from_here, to_here, rows, out->n_lanes);
      else
        pick_words (from_here, x->n_lanes, to_here, rows, out->n_lanes, width);
    }
}

JlyBits *
jly_pick_bits (const JlyBits *x, const guint32 *rows, gsize n)
{
  JlyBits *out = jly_bits_new (n, x->width);

  pick_component (x, x->own, out, out->own, rows);
  pick_component (x, x->prev, out, out->prev, rows);
  return out;
}

JlyRing *
jly_pick_ring (const JlyRing *x, const guint32 *rows, gsize n)
{
  JlyRing *out = jly_ring_new (n, x->width);

  for (gsize j = 0; j < n; j++)
    {
      out->own[j] = x->own[rows[j]];
      out->prev[j] = x->prev[rows[j]];
    }
  return out;
}

void
jly_pick_all (const JlyShuffleColumn *columns, gsize n_columns, const guint32 *rows)
{
  for (gsize c = 0; c < n_columns; c++)
    if (columns[c].bits != NULL)
      {
        JlyBits *x = columns[c].bits;
        g_autoptr (JlyBits) moved = jly_pick_bits (x, rows, x->n_lanes);

        jly_bits_assign (x, moved);
      }
    else
      {
        JlyRing *x = columns[c].ring;
        g_autoptr (JlyRing) moved = jly_pick_ring (x, rows, x->n);

        memcpy (x->own, moved->own, x->n * sizeof *x->own);
        memcpy (x->prev, moved->prev, x->n * sizeof *x->prev);
      }
}

JlyRing *
jly_pick_first (const JlyRing *x, gsize n)
{
  JlyRing *out = jly_ring_new (n, x->width);

  g_assert (n <= x->n);
  memcpy (out->own, x->own, n * sizeof *x->own);
  memcpy (out->prev, x->prev, n * sizeof *x->prev);
  return out;
}

JlyRing *
jly_pick_numbers (gsize n, guint width, guint self)
{
  JlyRing *numbers = jly_ring_new (n, width);
  g_autofree guint64 *values = g_new (guint64, n);

  for (gsize j = 0; j < n; j++)
    values[j] = j;
  jly_ring_add_public (numbers, values, self);
  return numbers;
}

JlyBits *
jly_pick_join_planes (const JlyBits *const *columns, gsize n_columns)
{
  guint width = 0, first = 0;
  JlyBits *out;

  for (gsize c = 0; c < n_columns; c++)
    width += columns[c]->width;
  out = jly_bits_new (columns[0]->n_lanes, width);
  for (gsize c = n_columns; c-- > 0;)
    {
      JlyBits planes = jly_bits_view (out, first, columns[c]->width);

      jly_bits_assign (&planes, columns[c]);
      first += columns[c]->width;
    }
  return out;
}
