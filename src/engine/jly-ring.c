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

static JlyRing *
new_header (gsize n, guint width)
{
  JlyRing *x = g_new0 (JlyRing, 1);

  g_assert (n > 0 && width >= 1 && width <= JLY_RING_MAX_WIDTH);
  x->n = n;
  x->width = width;
  return x;
}

JlyRing *
jly_ring_new (gsize n, guint width)
{
  JlyRing *x = new_header (n, width);

  x->own = g_new0 (guint64, n);
  x->prev = g_new0 (guint64, n);
  return x;
}

JlyRing *
jly_ring_new_from (JlyPool *pool, gsize n, guint width)
{
  JlyRing *x = new_header (n, width);

  x->pool = pool;
  x->own = jly_pool_take (pool, n);
  x->prev = jly_pool_take (pool, n);
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
  if (x->pool != NULL)
    {
      jly_pool_give (x->pool, x->own);
      jly_pool_give (x->pool, x->prev);
    }
  else
    {
      sodium_memzero (x->own, x->n * sizeof *x->own);
      sodium_memzero (x->prev, x->n * sizeof *x->prev);
      g_free (x->own);
      g_free (x->prev);
    }
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

/* Widths that are whole words of the processor are copied number by number, which the compiler
 * turns into vector instructions. */
#define NARROW(type, numbers, n, bytes)                                                            \
  for (gsize i = 0; i < (n); i++)                                                                  \
    {                                                                                              \
      type narrow = (type)(numbers)[i];                                                            \
      memcpy ((bytes) + i * sizeof narrow, &narrow, sizeof narrow);                                \
    }
#define WIDEN(type, bytes, n, numbers)                                                             \
  for (gsize i = 0; i < (n); i++)                                                                  \
    {                                                                                              \
      type narrow;                                                                                 \
      memcpy (&narrow, (bytes) + i * sizeof narrow, sizeof narrow);                                \
      (numbers)[i] = narrow;                                                                       \
    }

/* Numbers are put together to words of 64 bits, and the last word is written as far as it goes. */
static void
pack_odd (const guint64 *numbers, gsize n, guint width, guint8 *bytes)
{
  guint64 pending = 0;
  guint n_pending = 0;

  for (gsize i = 0; i < n; i++)
    {
      pending |= numbers[i] << n_pending;
      n_pending += width;
      if (n_pending < 64)
        continue;
      memcpy (bytes, &pending, sizeof pending);
      bytes += sizeof pending;
      n_pending -= 64;
      pending = n_pending > 0 ? numbers[i] >> (width - n_pending) : 0;
    }
  memcpy (bytes, &pending, (n_pending + 7) / 8);
}

void
jly_ring_pack (const guint64 *numbers, gsize n, guint width, guint8 *bytes)
{
  switch (width)
    {
    case 64:
      memcpy (bytes, numbers, n * sizeof *numbers);
      break;
    case 32:
      NARROW (guint32, numbers, n, bytes);
      break;
    case 16:
      NARROW (guint16, numbers, n, bytes);
      break;
    case 8:
      NARROW (guint8, numbers, n, bytes);
      break;
    default:
      pack_odd (numbers, n, width, bytes);
    }
}

/* The number that begins at bit first of bytes, of which at least 9 from there on may be read. */
static inline guint64
read_number (const guint8 *bytes, gsize first, guint width)
{
  const guint shift = first % 8;
  guint64 word;

  bytes += first / 8;
  memcpy (&word, bytes, sizeof word);
  word >>= shift;
  /* Only with a shift can a number reach into a ninth byte, so the other shift is below 64. */
  if (shift + width > 64)
    word |= (guint64)bytes[sizeof word] << (64 - shift);
  return word & jly_ring_mask (width);
}

/* The last numbers, of 9 bytes or a little more, are read from a copy, behind which there is room.
 */
static void
unpack_odd (const guint8 *bytes, gsize n, guint width, guint64 *numbers)
{
  guint8 rest[40] = { 0 };
  const gsize n_fast = n - MIN (n, 72 / width + 1), skip = n_fast * width / 8;

  for (gsize i = 0; i < n_fast; i++)
    numbers[i] = read_number (bytes, i * width, width);
  memcpy (rest, bytes + skip, jly_ring_packed_size (n, width) - skip);
  for (gsize i = n_fast; i < n; i++)
    numbers[i] = read_number (rest, i * width - 8 * skip, width);
  sodium_memzero (rest, sizeof rest);
}

void
jly_ring_unpack (const guint8 *bytes, gsize n, guint width, guint64 *numbers)
{
  switch (width)
    {
    case 64:
      memcpy (numbers, bytes, n * sizeof *numbers);
      break;
    case 32:
      WIDEN (guint32, bytes, n, numbers);
      break;
    case 16:
      WIDEN (guint16, bytes, n, numbers);
      break;
    case 8:
      WIDEN (guint8, bytes, n, numbers);
      break;
    default:
      unpack_odd (bytes, n, width, numbers);
    }
}
