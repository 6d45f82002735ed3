/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-reader.h. All reads go through jly_reader_peek, which holds the one bounds check. */
#include "config.h"

#include "base/jly-reader.h"

#include <string.h>

void
jly_reader_init (JlyReader *self, const guint8 *bytes, gsize n, gsize max)
{
  /* An empty buffer may have no address at all, which is no place to count from. */
  static const guint8 nothing[1] = { 0 };

  *self = (JlyReader){ .bytes = n == 0 ? nothing : bytes, .n = n, .failed = n > max };
}

const guint8 *
jly_reader_peek (JlyReader *self, gsize n)
{
  const guint8 *here;

  if (self->failed || n > self->n - self->at)
    {
      self->failed = TRUE;
      return NULL;
    }
  here = self->bytes + self->at;
  self->at += n;
  return here;
}

static gboolean
read_number (JlyReader *self, gsize width, guint64 *value)
{
  const guint8 *here = jly_reader_peek (self, width);

  if (here == NULL)
    return FALSE;
  *value = 0;
  for (gsize i = 0; i < width; i++)
    *value = *value << 8 | here[i];
  return TRUE;
}

gboolean
jly_reader_get_u8 (JlyReader *self, guint8 *value)
{
  guint64 wide;

  if (!read_number (self, 1, &wide))
    return FALSE;
  *value = (guint8)wide;
  return TRUE;
}

gboolean
jly_reader_get_u16 (JlyReader *self, guint16 *value)
{
  guint64 wide;

  if (!read_number (self, 2, &wide))
    return FALSE;
  *value = (guint16)wide;
  return TRUE;
}

gboolean
jly_reader_get_u32 (JlyReader *self, guint32 *value)
{
  guint64 wide;

  if (!read_number (self, 4, &wide))
    return FALSE;
  *value = (guint32)wide;
  return TRUE;
}

gboolean
jly_reader_get_u64 (JlyReader *self, guint64 *value)
{
  guint64 wide;

  if (!read_number (self, 8, &wide))
    return FALSE;
  *value = wide;
  return TRUE;
}

gboolean
jly_reader_get_bytes (JlyReader *self, guint8 *out, gsize n)
{
  const guint8 *here = jly_reader_peek (self, n);

  if (here == NULL)
    return FALSE;
  if (n > 0)
    memcpy (out, here, n);
  return TRUE;
}

gsize
jly_reader_get_left (const JlyReader *self)
{
  return self->failed ? 0 : self->n - self->at;
}

gboolean
jly_reader_is_done (const JlyReader *self)
{
  return !self->failed && self->at == self->n;
}
