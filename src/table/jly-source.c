/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-source.h. Positions are told to each read, so that going back cannot fail. */
#include "config.h"

#include "table/jly-source.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _JlySource
{
  char *name;
  int fd;              /* -1: bytes */
  const guint8 *bytes; /* borrowed */
  gsize size;
  gsize offset;
  GCancellable *cancellable;
  JlySourceProgress progress;
  gpointer data;
};

/* Takes fd, -1 for bytes. */
static JlySource *
make (const char *path, int fd, const guint8 *bytes, gsize size)
{
  JlySource *self = g_new0 (JlySource, 1);

  self->name = jly_plain_file_name (path);
  self->fd = fd;
  self->bytes = bytes;
  self->size = size;
  return self;
}

/* A folder, a device or a pipe could be endless or wait for ever: only plain files are read. */
static gboolean
check_plain (const char *name, const struct stat *about, GError **error)
{
  const JlyErrorDetail detail
      = { .file = name, .next = _ ("Choose the file that holds your figures.") };

  if (S_ISDIR (about->st_mode))
    return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s is a folder, not a file."), name);
  if (!S_ISREG (about->st_mode))
    return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s is not a plain file."), name);
  return TRUE;
}

static gboolean
fail_open (const char *name, int problem, GError **error)
{
  JlyErrorDetail detail = { .file = name, .next = _ ("Check that you may read it.") };

  if (problem != ENOENT && problem != ENOTDIR)
    return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s cannot be opened."), name);
  detail.next = _ ("Choose the file that holds your figures.");
  return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s cannot be found."), name);
}

JlySource *
jly_source_open (const char *path, GError **error)
{
  /* Without O_NONBLOCK a pipe would wait for somebody to write. */
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  g_autoptr (JlySource) self = make (path, fd, NULL, 0);
  struct stat about;

  if (fd < 0 || fstat (fd, &about) != 0)
    {
      fail_open (self->name, errno, error);
      return NULL;
    }
  if (!check_plain (self->name, &about, error))
    return NULL;
  self->size = (gsize)about.st_size;
  return g_steal_pointer (&self);
}

JlySource *
jly_source_new_for_bytes (const char *name, const guint8 *bytes, gsize n_bytes)
{
  return make (name, -1, bytes, n_bytes);
}

void
jly_source_free (JlySource *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  g_free (self);
}

void
jly_source_watch (JlySource *self,
                  GCancellable *cancellable,
                  JlySourceProgress progress,
                  gpointer data)
{
  self->cancellable = cancellable;
  self->progress = progress;
  self->data = data;
}

void
jly_source_report (JlySource *self, double fraction)
{
  if (self->progress != NULL)
    self->progress (CLAMP (fraction, 0, 1), self->data);
}

gboolean
jly_source_check (JlySource *self, GError **error)
{
  const JlyErrorDetail detail = { .file = self->name };

  if (!g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  return jly_fail (error, JLY_ERROR_CANCELLED, &detail, _ ("Reading %s was stopped."), self->name);
}

const char *
jly_source_get_name (JlySource *self)
{
  return self->name;
}

gsize
jly_source_get_size (JlySource *self)
{
  return self->size;
}

gsize
jly_source_get_offset (JlySource *self)
{
  return self->offset;
}

gboolean
jly_source_check_size (JlySource *self, gsize most, GError **error)
{
  const JlyErrorDetail detail
      = { .file = self->name, .next = _ ("Leave out what this study does not need.") };

  if (self->size <= most)
    return TRUE;
  return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s is larger than %u MiB."), self->name,
                   (guint)(most >> 20));
}

/* One read of the system's, which may give less. */
static gssize
read_some (JlySource *self, guint8 *to, gsize n)
{
  gssize got;

  if (self->fd < 0)
    {
      memcpy (to, self->bytes + self->offset, n);
      return (gssize)n;
    }
  do
    got = pread (self->fd, to, n, (off_t)self->offset);
  while (got < 0 && errno == EINTR);
  return got;
}

gssize
jly_source_read (JlySource *self, guint8 *to, gsize n, GError **error)
{
  const JlyErrorDetail detail
      = { .file = self->name, .next = _ ("Check that the file is still there and try again.") };
  const gsize wanted = MIN (n, self->size - self->offset);
  gsize done = 0;

  if (!jly_source_check (self, error))
    return -1;
  while (done < wanted)
    {
      const gssize got = read_some (self, to + done, wanted - done);

      /* A file that became shorter meanwhile must not look complete. */
      if (got <= 0)
        {
          jly_fail (error, JLY_ERROR_IO, &detail, _ ("%s changed while it was read."), self->name);
          return -1;
        }
      done += (gsize)got;
      self->offset += (gsize)got;
    }
  return (gssize)done;
}

void
jly_source_rewind (JlySource *self)
{
  self->offset = 0;
}
