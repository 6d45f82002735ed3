/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-writer.h. All writes go through jly_writer_put_bytes, which holds the one bounds check.
 */
#include "config.h"

#include "base/jly-writer.h"

void
jly_writer_init (JlyWriter *self, gsize max)
{
  g_assert (max <= G_MAXUINT);
  *self = (JlyWriter){ .bytes = g_byte_array_new (), .max = max };
}

void
jly_writer_clear (JlyWriter *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

gboolean
jly_writer_put_bytes (JlyWriter *self, const guint8 *bytes, gsize n)
{
  if (self->failed || n > self->max - self->bytes->len)
    {
      self->failed = TRUE;
      return FALSE;
    }
  if (n > 0)
    g_byte_array_append (self->bytes, bytes, (guint)n);
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
  return self->bytes == NULL ? 0 : self->bytes->len;
}

GBytes *
jly_writer_finish (JlyWriter *self)
{
  GBytes *all = NULL;

  if (!self->failed)
    all = g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
  jly_writer_clear (self);
  return all;
}
