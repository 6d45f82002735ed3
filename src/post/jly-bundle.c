/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-bundle.h. */
#include "config.h"

#include "post/jly-bundle.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "crypto/jly-identity.h"
#include "base/jly-own-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PURPOSE "letters-file"
#define VERSION 1
#define MAGIC "jointly-letters\n"
#define MAGIC_BYTES 16
#define HASH_BYTES 32

G_STATIC_ASSERT (sizeof MAGIC - 1 == MAGIC_BYTES);
G_STATIC_ASSERT (MAGIC_BYTES + 2 + 4 + HASH_BYTES == JLY_BUNDLE_FRAME_BYTES);

static gboolean
fail (GError **error, JlyErrorCode code, const char *what, const char *sentence, const char *next)
{
  const JlyErrorDetail detail = { .file = what, .step = "letters-file", .next = next };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return jly_fail (error, code, &detail, sentence, what);
#pragma GCC diagnostic pop
}

GBytes *
jly_bundle_encode (GPtrArray *envelopes, GError **error)
{
  g_auto (JlyWriter) writer = { 0 };
  guint8 hash[HASH_BYTES];
  GBytes *bytes;

  jly_writer_init (&writer, JLY_BUNDLE_MAX_BYTES);
  jly_writer_put_bytes (&writer, (const guint8 *)MAGIC, MAGIC_BYTES);
  jly_writer_put_u16 (&writer, VERSION);
  jly_writer_put_u32 (&writer, envelopes->len);
  for (guint i = 0; i < envelopes->len; i++)
    {
      gsize n;
      const guint8 *envelope = g_bytes_get_data (envelopes->pdata[i], &n);

      jly_writer_put_u32 (&writer, (guint32)n);
      jly_writer_put_bytes (&writer, envelope, n);
    }
  if (!writer.failed)
    {
      jly_hash (PURPOSE, writer.bytes, writer.n, hash);
      jly_writer_put_bytes (&writer, hash, sizeof hash);
    }
  bytes = envelopes->len <= JLY_BUNDLE_MAX_LETTERS ? jly_writer_finish (&writer) : NULL;
  if (bytes == NULL)
    jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("These are too many messages for one file."));
  return bytes;
}

static gboolean
fail_cut (const char *what, GError **error)
{
  return fail (error, JLY_ERROR_PROTOCOL, what, _ ("“%s” ends in the middle of a message."),
               _ ("Copy or send the file again; the copy is not complete."));
}

static gboolean
fail_damaged (const char *what, GError **error)
{
  return fail (error, JLY_ERROR_PROTOCOL, what, _ ("“%s” is damaged: it is not as it was saved."),
               _ ("Copy or send the file again; e-mail programs sometimes change attachments, so "
                  "try to put it into an archive first."));
}

static gboolean
check_head (JlyReader *reader, const char *what, guint32 *n_letters, GError **error)
{
  guint8 magic[MAGIC_BYTES] = { 0 };
  guint16 version = 0;

  jly_reader_get_bytes (reader, magic, sizeof magic);
  if (memcmp (magic, MAGIC, sizeof magic) != 0)
    return fail (error, JLY_ERROR_PROTOCOL, what, _ ("“%s” is not a file of messages."),
                 _ ("Choose the file that another party saved for you with “Save Messages to "
                    "Send…”."));
  jly_reader_get_u16 (reader, &version);
  if (!reader->failed && version > VERSION)
    return fail (error, JLY_ERROR_CONFIG, what,
                 _ ("“%s” was written by a newer version of Jointly."),
                 _ ("Install the newer version of Jointly, then open the file again."));
  jly_reader_get_u32 (reader, n_letters);
  return version == VERSION || reader->failed || fail_damaged (what, error);
}

/* The last 32 bytes are the check of all before them. */
static gboolean
check_hash (GBytes *bytes, JlyReader *reader, const char *what, GError **error)
{
  guint8 hash[HASH_BYTES], expected[HASH_BYTES];

  jly_hash (PURPOSE, g_bytes_get_data (bytes, NULL), reader->at, expected);
  if (!jly_reader_get_bytes (reader, hash, sizeof hash))
    return fail_cut (what, error);
  return (jly_reader_is_done (reader) && memcmp (hash, expected, sizeof hash) == 0)
         || fail_damaged (what, error);
}

GPtrArray *
jly_bundle_decode (GBytes *bytes, const char *what, GError **error)
{
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  JlyReader reader;
  guint32 n_letters = 0;
  gsize n;
  const guint8 *start = g_bytes_get_data (bytes, &n);

  jly_reader_init (&reader, start, n, JLY_BUNDLE_MAX_BYTES);
  if (!check_head (&reader, what, &n_letters, error))
    return NULL;
  if (n_letters > JLY_BUNDLE_MAX_LETTERS)
    {
      fail_damaged (what, error);
      return NULL;
    }
  for (guint32 i = 0; i < n_letters; i++)
    {
      guint32 size = 0;
      const guint8 *envelope;

      jly_reader_get_u32 (&reader, &size);
      envelope = jly_reader_peek (&reader, size);
      if (envelope == NULL)
        {
          fail_cut (what, error);
          return NULL;
        }
      g_ptr_array_add (envelopes, g_bytes_new_from_bytes (bytes, (gsize)(envelope - start), size));
    }
  if (!check_hash (bytes, &reader, what, error))
    return NULL;
  return g_steal_pointer (&envelopes);
}

gboolean
jly_bundle_save (const char *path, GPtrArray *envelopes, GError **error)
{
  g_autoptr (GBytes) bytes = jly_bundle_encode (envelopes, error);

  return bytes != NULL && jly_own_file_save (path, bytes, error);
}

GPtrArray *
jly_bundle_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = jly_own_file_load (path, JLY_BUNDLE_MAX_BYTES, error);
  g_autofree char *name = g_filename_display_basename (path);

  return bytes != NULL ? jly_bundle_decode (bytes, name, error) : NULL;
}
