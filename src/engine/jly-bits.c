/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-bits.h. Memory and the operations that are free in this sharing. */
#include "config.h"

#include "engine/jly-bits.h"

#include "engine/jly-kernel.h"

#include <sodium.h>
#include <string.h>

#define BLOCK_WORDS 8

G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN); /* planes go on the wire as they lie */

gsize
jly_bits_words (gsize n_lanes)
{
  return (n_lanes + BLOCK_WORDS * 64 - 1) / (BLOCK_WORDS * 64) * BLOCK_WORDS;
}

static gsize
count_words (const JlyBits *x)
{
  return x->words_per_plane * x->width;
}

JlyBits *
jly_bits_new (gsize n_lanes, guint width)
{
  JlyBits *x = g_new0 (JlyBits, 1);

  g_assert (width <= JLY_BITS_MAX_WIDTH);
  x->n_lanes = n_lanes;
  x->width = width;
  x->words_per_plane = jly_bits_words (n_lanes);
  x->own = g_new0 (guint64, count_words (x));
  x->prev = g_new0 (guint64, count_words (x));
  return x;
}

JlyBits *
jly_bits_copy_resized (const JlyBits *x, guint width)
{
  JlyBits *copy = jly_bits_new (x->n_lanes, width);
  guint common = MIN (width, x->width);
  JlyBits from = jly_bits_view (x, 0, common), to = jly_bits_view (copy, 0, common);

  jly_bits_assign (&to, &from);
  return copy;
}

JlyBits *
jly_bits_copy (const JlyBits *x)
{
  return jly_bits_copy_resized (x, x->width);
}

static void
wipe_words (guint64 *words, gsize n)
{
  if (n > 0)
    sodium_memzero (words, n * sizeof *words);
  g_free (words);
}

void
jly_bits_free (JlyBits *x)
{
  if (x == NULL)
    return;
  wipe_words (x->own, count_words (x));
  wipe_words (x->prev, count_words (x));
  g_free (x);
}

JlyBits
jly_bits_view (const JlyBits *x, guint first, guint width)
{
  JlyBits view = *x;

  g_assert (first <= x->width && width <= x->width - first);
  view.width = width;
  view.own += first * x->words_per_plane;
  view.prev += first * x->words_per_plane;
  return view;
}

static gboolean
is_same_shape (const JlyBits *x, const JlyBits *y)
{
  return x->n_lanes == y->n_lanes && x->width == y->width;
}

void
jly_bits_assign (JlyBits *x, const JlyBits *y)
{
  g_assert (is_same_shape (x, y));
  if (count_words (x) == 0)
    return;
  memmove (x->own, y->own, count_words (x) * sizeof *x->own);
  memmove (x->prev, y->prev, count_words (x) * sizeof *x->prev);
}

void
jly_bits_xor (JlyBits *x, const JlyBits *y)
{
  g_assert (is_same_shape (x, y));
  jly_kernel_xor (x->own, y->own, count_words (x));
  jly_kernel_xor (x->prev, y->prev, count_words (x));
}

guint64 *
jly_bits_get_component_0 (JlyBits *x, guint self)
{
  return self == 0 ? x->own : self == 1 ? x->prev : NULL;
}

void
jly_bits_flip (JlyBits *x, guint self)
{
  guint64 *component = jly_bits_get_component_0 (x, self);

  if (component == NULL)
    return;
  for (gsize i = 0; i < count_words (x); i++)
    component[i] = ~component[i];
  for (guint b = 0; b < x->width; b++)
    jly_bits_clear_tail (component + b * x->words_per_plane, x->n_lanes);
}

void
jly_bits_clear_tail (guint64 *plane, gsize n_lanes)
{
  gsize full = n_lanes / 64, end = jly_bits_words (n_lanes);

  if (n_lanes % 64 != 0)
    plane[full++] &= ((guint64)1 << n_lanes % 64) - 1;
  for (gsize i = full; i < end; i++)
    plane[i] = 0;
}
