/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ring.h. */
#include "config.h"

#include "engine/jly-ring.h"

#include <sodium.h>
#include <string.h>

guint64
jly_ring_mask (guint width)
{
  return width == 64 ? G_MAXUINT64 : ((guint64)1 << width) - 1;
}

JlyRing *
jly_ring_new (gsize n, guint width)
{
  JlyRing *x = g_new0 (JlyRing, 1);

  g_assert (n > 0 && width >= 1 && width <= JLY_RING_MAX_WIDTH);
  x->n = n;
  x->width = width;
  x->own = g_new0 (guint64, n);
  x->prev = g_new0 (guint64, n);
  return x;
}

JlyRing *
jly_ring_copy (const JlyRing *x)
{
  JlyRing *copy = jly_ring_new (x->n, x->width);

  memcpy (copy->own, x->own, x->n * sizeof *x->own);
  memcpy (copy->prev, x->prev, x->n * sizeof *x->prev);
  return copy;
}

void
jly_ring_free (JlyRing *x)
{
  if (x == NULL)
    return;
  sodium_memzero (x->own, x->n * sizeof *x->own);
  sodium_memzero (x->prev, x->n * sizeof *x->prev);
  g_free (x->own);
  g_free (x->prev);
  g_free (x);
}

/* to := to + factor * from; -1 as a factor subtracts. */
static void
add_component (guint64 *to, const guint64 *from, guint64 factor, gsize n, guint width)
{
  guint64 mask = jly_ring_mask (width);

  for (gsize i = 0; i < n; i++)
    to[i] = (to[i] + factor * from[i]) & mask;
}

static void
add_multiple (JlyRing *x, const JlyRing *y, guint64 factor)
{
  g_assert (x->n == y->n && x->width == y->width);
  add_component (x->own, y->own, factor, x->n, x->width);
  add_component (x->prev, y->prev, factor, x->n, x->width);
}

void
jly_ring_add (JlyRing *x, const JlyRing *y)
{
  add_multiple (x, y, 1);
}

void
jly_ring_subtract (JlyRing *x, const JlyRing *y)
{
  add_multiple (x, y, G_MAXUINT64);
}

void
jly_ring_scale (JlyRing *x, guint64 c)
{
  add_multiple (x, x, c - 1);
}

void
jly_ring_add_public (JlyRing *x, const guint64 *c, guint self)
{
  if (self == 0)
    add_component (x->own, c, 1, x->n, x->width);
  else if (self == 1)
    add_component (x->prev, c, 1, x->n, x->width);
}

JlyRing *
jly_ring_sum (const JlyRing *x)
{
  JlyRing *sum = jly_ring_new (1, x->width);

  for (gsize i = 0; i < x->n; i++)
    {
      sum->own[0] += x->own[i];
      sum->prev[0] += x->prev[i];
    }
  sum->own[0] &= jly_ring_mask (x->width);
  sum->prev[0] &= jly_ring_mask (x->width);
  return sum;
}

gsize
jly_ring_packed_size (gsize n, guint width)
{
  /* In this order so that n * width cannot wrap. */
  return n / 8 * width + (n % 8 * width + 7) / 8;
}

void
jly_ring_pack (const guint64 *numbers, gsize n, guint width, guint8 *bytes)
{
  unsigned __int128 pending = 0;
  guint n_pending = 0;

  if (width == 64)
    {
      memcpy (bytes, numbers, n * sizeof *numbers);
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      pending |= (unsigned __int128)numbers[i] << n_pending;
      for (n_pending += width; n_pending >= 8; n_pending -= 8, pending >>= 8)
        *bytes++ = (guint8)pending;
    }
  if (n_pending > 0)
    *bytes = (guint8)pending;
}

void
jly_ring_unpack (const guint8 *bytes, gsize n, guint width, guint64 *numbers)
{
  unsigned __int128 pending = 0;
  guint n_pending = 0;

  if (width == 64)
    {
      memcpy (numbers, bytes, n * sizeof *numbers);
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      for (; n_pending < width; n_pending += 8)
        pending |= (unsigned __int128)*bytes++ << n_pending;
      numbers[i] = (guint64)pending & jly_ring_mask (width);
      pending >>= width;
      n_pending -= width;
    }
}
