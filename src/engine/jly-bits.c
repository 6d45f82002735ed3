/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-bits.h. Memory and the operations that are free in this sharing. */
#include "config.h"

#include "engine/jly-bits.h"

#include "engine/jly-kernel.h"

#include <sodium.h>
#include <string.h>

#define BLOCK_WORDS (JLY_BITS_BLOCK_LANES / 64)

G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN); /* planes go on the wire as they lie */

gsize
jly_bits_words (gsize n_lanes)
{
  return (n_lanes + JLY_BITS_BLOCK_LANES - 1) / JLY_BITS_BLOCK_LANES * BLOCK_WORDS;
}

static gsize
count_words (const JlyBits *x)
{
  return x->words_per_plane * x->width;
}

static JlyBits *
new_header (gsize n_lanes, guint width)
{
  JlyBits *x = g_new0 (JlyBits, 1);

  g_assert (width <= JLY_BITS_MAX_WIDTH);
  x->n_lanes = n_lanes;
  x->width = width;
  x->words_per_plane = jly_bits_words (n_lanes);
  return x;
}

JlyBits *
jly_bits_new (gsize n_lanes, guint width)
{
  JlyBits *x = new_header (n_lanes, width);

  x->own = g_new0 (guint64, count_words (x));
  x->prev = g_new0 (guint64, count_words (x));
  return x;
}

JlyBits *
jly_bits_new_from (JlyPool *pool, gsize n_lanes, guint width)
{
  JlyBits *x = new_header (n_lanes, width);

  x->pool = pool;
  x->own = jly_pool_take (pool, count_words (x));
  x->prev = jly_pool_take (pool, count_words (x));
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

JlyBits *
jly_bits_tighten (JlyBits *x)
{
  gsize words = (x->n_lanes + 63) / 64;
  JlyBits *tight;

  if (2 * words > x->words_per_plane)
    return x;
  tight = new_header (x->n_lanes, x->width);
  tight->words_per_plane = words;
  tight->own = g_new (guint64, count_words (tight));
  tight->prev = g_new (guint64, count_words (tight));
  for (guint b = 0; b < x->width; b++)
    {
      memcpy (tight->own + b * words, x->own + b * x->words_per_plane, words * sizeof *x->own);
      memcpy (tight->prev + b * words, x->prev + b * x->words_per_plane, words * sizeof *x->own);
    }
  jly_bits_free (x);
  return tight;
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
  if (x->pool != NULL)
    {
      jly_pool_give (x->pool, x->own);
      jly_pool_give (x->pool, x->prev);
    }
  else
    {
      wipe_words (x->own, count_words (x));
      wipe_words (x->prev, count_words (x));
    }
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

JlyBits
jly_bits_view_lanes (const JlyBits *x, gsize first, gsize n_lanes)
{
  JlyBits view = *x;

  g_assert (first % JLY_BITS_BLOCK_LANES == 0);
  g_assert (first <= x->n_lanes && n_lanes <= x->n_lanes - first);
  g_assert (n_lanes % JLY_BITS_BLOCK_LANES == 0 || first + n_lanes == x->n_lanes);
  view.n_lanes = n_lanes;
  view.own += first / 64;
  view.prev += first / 64;
  return view;
}

static gboolean
is_same_shape (const JlyBits *x, const JlyBits *y)
{
  return x->n_lanes == y->n_lanes && x->width == y->width;
}

/* Planes of x lie without gaps, so that all of them are one run of words. */
static gboolean
is_dense (const JlyBits *x)
{
  return x->width <= 1 || x->words_per_plane == jly_bits_words (x->n_lanes);
}

/* Something that is done to a run of n words of one component. */
typedef void (*RunFunc) (guint64 *x, const guint64 *y, const guint64 *z, gsize n);

/* Does it to both components, plane by plane where planes have gaps. */
static void
for_each_run (RunFunc func, JlyBits *x, const JlyBits *y, const JlyBits *z)
{
  gsize n = jly_bits_words (x->n_lanes);
  guint n_runs = x->width;

  g_assert (is_same_shape (x, y) && is_same_shape (x, z));
  if (x->width > 0 && is_dense (x) && is_dense (y) && is_dense (z))
    {
      n *= x->width;
      n_runs = 1;
    }
  for (guint b = 0; b < n_runs && n > 0; b++)
    {
      gsize x_at = b * x->words_per_plane, y_at = b * y->words_per_plane;
      gsize z_at = b * z->words_per_plane;

      func (x->own + x_at, y->own + y_at, z->own + z_at, n);
      func (x->prev + x_at, y->prev + y_at, z->prev + z_at, n);
    }
}

static void
copy_run (guint64 *x, const guint64 *y, const guint64 *z, gsize n)
{
  memmove (x, y, n * sizeof *x);
}

static void
add_run (guint64 *x, const guint64 *y, const guint64 *z, gsize n)
{
  jly_kernel_xor (x, y, n);
}

void
jly_bits_assign (JlyBits *x, const JlyBits *y)
{
  for_each_run (copy_run, x, y, y);
}

void
jly_bits_xor (JlyBits *x, const JlyBits *y)
{
  for_each_run (add_run, x, y, y);
}

void
jly_bits_set_xor (JlyBits *x, const JlyBits *y, const JlyBits *z)
{
  for_each_run (jly_kernel_set_xor, x, y, z);
}

void
jly_bits_set_same (JlyBits *x, const JlyBits *y, const JlyBits *z, guint self)
{
  jly_bits_set_xor (x, y, z);
  jly_bits_flip (x, self);
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
  for (guint b = 0; b < x->width; b++)
    {
      guint64 *plane = component + b * x->words_per_plane;

      for (gsize i = 0; i < jly_bits_words (x->n_lanes); i++)
        plane[i] = ~plane[i];
      jly_bits_clear_tail (plane, x->n_lanes);
    }
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
