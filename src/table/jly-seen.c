/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-seen.h. A table of mixtures with open addressing. It is far larger than the
 * processor's caches, so a text waits in a queue while the memory of its slot is on its way. */
#include "config.h"

#include "table/jly-seen.h"

#include <string.h>

#define FIRST_SIZE 1024 /* a power of two */
#define QUEUE 32

struct _JlySeen
{
  guint64 *slots; /* 0: free */
  gsize size;
  gsize n;
  guint64 queue[QUEUE];
  guint n_queued;
};

JlySeen *
jly_seen_new (void)
{
  JlySeen *self = g_new0 (JlySeen, 1);

  self->size = FIRST_SIZE;
  self->slots = g_new0 (guint64, self->size);
  return self;
}

void
jly_seen_free (JlySeen *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

/* Both halves of a product of 64 bits by 64 bits. */
static guint64
mix (guint64 a, guint64 b)
{
  const unsigned __int128 product = (unsigned __int128)a * b;

  return (guint64)product ^ (guint64)(product >> 64);
}

/* The text's last bytes, 8 at most, without a loop or a call for each length. What came before is
 * mixed in already, so that bytes which are taken twice do no harm. */
static guint64
read_last (const char *end, gsize length)
{
  guint64 eight = 0;
  guint32 first, last;

  if (length >= sizeof eight)
    {
      memcpy (&eight, end - sizeof eight, sizeof eight);
      return eight;
    }
  if (length >= sizeof first)
    {
      memcpy (&first, end - length, sizeof first);
      memcpy (&last, end - sizeof last, sizeof last);
      return first | (guint64)last << 32;
    }
  for (gsize i = length; i > 0; i--)
    eight = eight << 8 | (guint8)end[-(gssize)i];
  return eight;
}

guint64
jly_seen_mix (const char *text)
{
  const gsize length = strlen (text);
  const char *const end = text + length;
  guint64 mixture = length + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  for (; (gsize)(end - text) > sizeof mixture; text += sizeof mixture)
    {
      guint64 piece;

      memcpy (&piece, text, sizeof piece);
      mixture = mix (mixture ^ piece, G_GUINT64_CONSTANT (0xd6e8feb86659fd93));
    }
  mixture = mix (mixture ^ read_last (end, length), G_GUINT64_CONSTANT (0xd6e8feb86659fd93));
  return mixture != 0 ? mixture : 1;
}

static gsize
get_place (gsize size, guint64 mixture)
{
  return (mixture >> 20) & (size - 1);
}

/* Where the mixture is, or where it belongs. */
static guint64 *
find (guint64 *slots, gsize size, guint64 mixture)
{
  gsize at = get_place (size, mixture);

  while (slots[at] != 0 && slots[at] != mixture)
    at = (at + 1) & (size - 1);
  return &slots[at];
}

static void
grow (JlySeen *self)
{
  const gsize size = self->size * 2;
  guint64 *slots = g_new0 (guint64, size);

  for (gsize i = 0; i < self->size; i++)
    if (self->slots[i] != 0)
      *find (slots, size, self->slots[i]) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->size = size;
}

static void
insert (JlySeen *self, guint64 mixture)
{
  guint64 *slot = find (self->slots, self->size, mixture);

  if (*slot != 0)
    return;
  *slot = mixture;
  self->n++;
  if (self->n > self->size / 8 * 5)
    grow (self);
}

static void
empty_queue (JlySeen *self)
{
  for (guint i = 0; i < self->n_queued; i++)
    insert (self, self->queue[i]);
  self->n_queued = 0;
}

void
jly_seen_add (JlySeen *self, const char *text)
{
  jly_seen_add_mixture (self, jly_seen_mix (text));
}

void
jly_seen_add_mixture (JlySeen *self, guint64 mixture)
{
  __builtin_prefetch (&self->slots[get_place (self->size, mixture)], 1);
  self->queue[self->n_queued++] = mixture;
  if (self->n_queued == QUEUE)
    empty_queue (self);
}

gsize
jly_seen_count (JlySeen *self)
{
  empty_queue (self);
  return self->n;
}

void
jly_seen_clear (JlySeen *self)
{
  self->n = self->n_queued = 0;
  memset (self->slots, 0, self->size * sizeof *self->slots);
}
