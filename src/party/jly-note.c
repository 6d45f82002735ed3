/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-note.h. */
#include "config.h"

#include "party/jly-note.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAGIC "JLYPOST1"
#define MAGIC_BYTES 8
#define MAX_KIND 32
#define MAX_BYTES (64u << 20)

JlyNote *
jly_note_new (const char *kind)
{
  JlyNote *self = g_new0 (JlyNote, 1);

  self->kind = g_strdup (kind);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  return self;
}

void
jly_note_free (JlyNote *self)
{
  if (self == NULL)
    return;
  g_free (self->kind);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

JlyNote *
jly_note_add (JlyNote *self, const guint8 *bytes, gsize n)
{
  g_ptr_array_add (self->parts, g_bytes_new (bytes, n));
  return self;
}

JlyNote *
jly_note_add_bytes (JlyNote *self, GBytes *bytes)
{
  g_ptr_array_add (self->parts, g_bytes_ref (bytes));
  return self;
}

GBytes *
jly_note_get (const JlyNote *self, guint part)
{
  return part < self->parts->len ? self->parts->pdata[part] : NULL;
}

gboolean
jly_note_copy (const JlyNote *self, guint part, guint8 *out, gsize n)
{
  GBytes *bytes = jly_note_get (self, part);

  if (bytes == NULL || g_bytes_get_size (bytes) != n)
    return FALSE;
  memcpy (out, g_bytes_get_data (bytes, NULL), n);
  return TRUE;
}

void
jly_note_sign (JlyNote *self, const JlyIdentity *identity, const char *what, GBytes *bytes)
{
  guint8 link[32], sealing[32];
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_identity_get_public (identity, self->signer, link, sealing);
  jly_identity_sign (identity, what, data, n, self->signature);
}

gboolean
jly_note_verify (const JlyNote *self, const char *what, GBytes *bytes)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  return jly_verify (self->signer, what, data, n, self->signature);
}

GBytes *
jly_note_encode (const JlyNote *self)
{
  g_auto (JlyWriter) writer = { 0 };
  gsize n_kind = strlen (self->kind);

  jly_writer_init (&writer, MAX_BYTES);
  jly_writer_put_bytes (&writer, (const guint8 *)MAGIC, MAGIC_BYTES);
  jly_writer_put_u8 (&writer, (guint8)n_kind);
  jly_writer_put_bytes (&writer, (const guint8 *)self->kind, n_kind);
  jly_writer_put_bytes (&writer, self->signer, sizeof self->signer);
  jly_writer_put_bytes (&writer, self->signature, sizeof self->signature);
  jly_writer_put_u8 (&writer, (guint8)self->parts->len);
  for (guint i = 0; i < self->parts->len; i++)
    {
      gsize n;
      const guint8 *data = g_bytes_get_data (self->parts->pdata[i], &n);

      jly_writer_put_u32 (&writer, (guint32)n);
      if (n > 0)
        jly_writer_put_bytes (&writer, data, n);
    }
  return jly_writer_finish (&writer);
}

void
jly_note_hash (GBytes *bytes, guint8 hash[32])
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_hash ("post", data, n, hash);
}

static gboolean
read_kind (JlyReader *reader, JlyNote *self)
{
  const guint8 *magic = jly_reader_peek (reader, MAGIC_BYTES);
  const guint8 *kind;
  guint8 n = 0;

  if (magic == NULL || memcmp (magic, MAGIC, MAGIC_BYTES) != 0 || !jly_reader_get_u8 (reader, &n)
      || n == 0 || n > MAX_KIND || (kind = jly_reader_peek (reader, n)) == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_ascii_islower (kind[i]))
      return FALSE;
  g_free (self->kind);
  self->kind = g_strndup ((const char *)kind, n);
  return TRUE;
}

static gboolean
read_parts (JlyReader *reader, JlyNote *self)
{
  guint8 n_parts = 0;

  if (!jly_reader_get_u8 (reader, &n_parts) || n_parts > JLY_NOTE_MAX_PARTS)
    return FALSE;
  for (guint i = 0; i < n_parts; i++)
    {
      guint32 n = 0;
      const guint8 *bytes;

      if (!jly_reader_get_u32 (reader, &n) || (bytes = jly_reader_peek (reader, n)) == NULL)
        return FALSE;
      jly_note_add (self, bytes, n);
    }
  return jly_reader_is_done (reader);
}

JlyNote *
jly_note_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyNote) self = jly_note_new ("");
  JlyReader reader;
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_reader_init (&reader, data, n, MAX_BYTES);
  if (!read_kind (&reader, self)
      || !jly_reader_get_bytes (&reader, self->signer, sizeof self->signer)
      || !jly_reader_get_bytes (&reader, self->signature, sizeof self->signature)
      || !read_parts (&reader, self))
    {
      jly_fail (error, JLY_ERROR_PROTOCOL, NULL, _ ("This file is nothing that Jointly sent."));
      return NULL;
    }
  jly_note_hash (bytes, self->hash);
  return g_steal_pointer (&self);
}
