/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-note.h. */
#include "config.h"

#include "party/jly-note.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "JLYPOST1"
#define MAGIC_BYTES 8
#define MAX_KIND 32
#define MAX_BYTES (64u << 20)
#define SUFFIX ".jointly"
#define MAX_NUMBER 99999999 /* a greater one is no number of ours, and none would follow it */

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
  jly_hash ("post", data, n, self->hash);
  return g_steal_pointer (&self);
}

static gboolean
fail_folder (const char *folder, GError **error)
{
  const JlyErrorDetail detail = {
    .file = folder,
    .next = _ ("Check that the folder is there, that you may write to it, and that there is room."),
  };

  return jly_fail (error, JLY_ERROR_IO, &detail,
                   _ ("The folder “%s” of what the parties send cannot be used."), folder);
}

static guint
read_number (const char *name)
{
  guint64 number = g_str_has_suffix (name, SUFFIX) ? g_ascii_strtoull (name, NULL, 10) : 0;

  return number <= MAX_NUMBER ? (guint)number : 0;
}

static guint
find_last (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint last = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    last = MAX (last, read_number (name));
  return last;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize n, done = 0;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  while (done < n)
    {
      gssize written = write (fd, data + done, n - done);

      if (written < 0 && errno != EINTR)
        return FALSE;
      done += written > 0 ? (gsize)written : 0;
    }
  return fsync (fd) == 0;
}

/* The name is taken with the file complete: a reader never sees half of one. */
static gboolean
write_as (const char *folder, const JlyNote *self, guint number, GBytes *bytes)
{
  g_autofree char *name = g_strdup_printf ("%06u-%s" SUFFIX, number, self->kind);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *half = g_strdup_printf ("%s/.%06u-%d.part", folder, number, (int)getpid ());
  int fd = g_open (half, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  gboolean ok = fd >= 0 && write_all (fd, bytes);

  if (fd >= 0)
    close (fd);
  ok = ok && link (half, path) == 0;
  g_unlink (half);
  return ok;
}

/* Two parties may take one number, with different kinds: the order between them is then that of
 * the names. */
gboolean
jly_note_put (JlyNote *self, const char *folder, GError **error)
{
  g_autoptr (GBytes) bytes = jly_note_encode (self);

  if (bytes == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    return fail_folder (folder, error);
  jly_hash ("post", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), self->hash);
  for (guint attempt = 0; attempt < 100; attempt++)
    {
      self->number = find_last (folder) + 1;
      if (write_as (folder, self, self->number, bytes))
        return TRUE;
      if (errno != EEXIST)
        break;
    }
  return fail_folder (folder, error);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (*name != '.' && g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Only a file, and not more than a note may have: a pipe would be waited for without end, and what
 * somebody put there by mistake may be larger than the memory. NULL without. */
static GBytes *
read_file (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  g_autofree guint8 *data = NULL;
  struct stat info;
  gsize done = 0;
  gssize n = -1;

  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_size <= MAX_BYTES)
    {
      data = g_malloc ((gsize)info.st_size + 1);
      do
        {
          n = read (fd, data + done, (gsize)info.st_size - done);
          done += n > 0 ? (gsize)n : 0;
        }
      while (n > 0 || (n < 0 && errno == EINTR));
    }
  if (fd >= 0)
    close (fd);
  return n == 0 ? g_bytes_new_take (g_steal_pointer (&data), done) : NULL;
}

GPtrArray *
jly_note_list (const char *folder, GPtrArray *strangers, GError **error)
{
  g_autoptr (GPtrArray) names = list_names (folder);
  GPtrArray *posts = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_note_free);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autoptr (GBytes) bytes = read_file (path);
      JlyNote *post = bytes != NULL ? jly_note_decode (bytes, NULL) : NULL;

      if (post == NULL)
        {
          if (strangers != NULL)
            g_ptr_array_add (strangers, jly_plain_line (names->pdata[i]));
          continue;
        }
      post->number = read_number (names->pdata[i]);
      g_ptr_array_add (posts, post);
    }
  return posts;
}
