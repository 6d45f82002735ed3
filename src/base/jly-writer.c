/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-writer.h. All writes go through jly_writer_put_bytes, which holds the one bounds check.
 */
#include "config.h"

#include "base/jly-writer.h"

#include "base/jly-secret.h"

#include <string.h>

#define FIRST_ROOM 256

void
jly_writer_init (JlyWriter *self, gsize max)
{
  g_assert (max <= G_MAXUINT);
  *self = (JlyWriter){ .max = max };
}

void
jly_writer_clear (JlyWriter *self)
{
  jly_secret_buffer_free (self->bytes, self->room);
  self->bytes = NULL;
  self->n = self->room = 0;
}

/* Room for n more bytes. What grows by realloc may leave a copy behind, so this copies by itself
 * and wipes the old. */
static void
reserve (JlyWriter *self, gsize n)
{
  gsize room = MAX (self->room, FIRST_ROOM);
  guint8 *larger;

  if (n <= self->room - self->n)
    return;
  while (n > room - self->n)
    room *= 2;
  larger = jly_secret_buffer_new (room);
  if (self->n > 0)
    memcpy (larger, self->bytes, self->n);
  jly_secret_buffer_free (self->bytes, self->room);
  self->bytes = larger;
  self->room = room;
}

gboolean
jly_writer_put_bytes (JlyWriter *self, const guint8 *bytes, gsize n)
{
  if (self->failed || n > self->max - self->n)
    {
      self->failed = TRUE;
      return FALSE;
    }
  if (n == 0)
    return TRUE;
  reserve (self, n);
  memcpy (self->bytes + self->n, bytes, n);
  self->n += n;
  return TRUE;
}

static gboolean
write_number (JlyWriter *self, gsize width, guint64 value)
{
  guint8 bytes[8];

  for (gsize i = 0; i < width; i++)
    bytes[i] = (guint8)(value >> 8 * (width - 1 - i));
  return jly_writer_put_bytes (self, bytes, width);
}

gboolean
jly_writer_put_u8 (JlyWriter *self, guint8 value)
{
  return write_number (self, 1, value);
}

gboolean
jly_writer_put_u16 (JlyWriter *self, guint16 value)
{
  return write_number (self, 2, value);
}

gboolean
jly_writer_put_u32 (JlyWriter *self, guint32 value)
{
  return write_number (self, 4, value);
}

gboolean
jly_writer_put_u64 (JlyWriter *self, guint64 value)
{
  return write_number (self, 8, value);
}

gsize
jly_writer_get_size (const JlyWriter *self)
{
  return self->n;
}

GBytes *
jly_writer_finish (JlyWriter *self)
{
  GBytes *all = NULL;

  if (!self->failed)
    {
      g_autoptr (GBytes) whole = jly_secret_bytes_take (g_steal_pointer (&self->bytes), self->room);

      all = g_bytes_new_from_bytes (whole, 0, self->n);
    }
  jly_writer_clear (self);
  return all;
}
