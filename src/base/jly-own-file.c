/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-own-file.h. */
#include "config.h"

#include "base/jly-own-file.h"

#include "base/jly-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail_load (const char *path, int reason, GError **error)
{
  const JlyErrorDetail detail = {
    .file = path,
    .next = _ ("Check the name of the file, and that you may read it."),
  };

  return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("“%s” cannot be read: %s."), path,
                   g_strerror (reason));
}

/* A pipe would be waited for without end, and a device may never come to one. */
static gboolean
check_plain (int fd, const char *path, GError **error)
{
  const JlyErrorDetail detail = {
    .file = path,
    .next = _ ("Choose the file itself."),
  };
  struct stat info;

  if (fstat (fd, &info) != 0)
    return fail_load (path, errno, error);
  if (S_ISDIR (info.st_mode))
    return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("“%s” is a folder, not a file."), path);
  return S_ISREG (info.st_mode)
         || jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("“%s” is not a plain file."), path);
}

/* Reads one byte more than is allowed, so that a larger file is noticed without trusting its size.
 */
static gboolean
read_all (int fd, GByteArray *all, gsize max, const char *path, GError **error)
{
  const JlyErrorDetail detail = {
    .file = path,
    .next = _ ("Choose the file that another party has sent to you."),
  };
  guint8 block[65536];
  gssize n;

  while ((n = read (fd, block, sizeof block)) > 0)
    {
      g_byte_array_append (all, block, (guint)n);
      if (all->len > max)
        return jly_fail (error, JLY_ERROR_DATA, &detail,
                         _ ("“%s” is larger than any file of this kind."), path);
    }
  return n == 0 || fail_load (path, errno, error);
}

GBytes *
jly_own_file_load (const char *path, gsize max, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  gboolean ok;

  if (fd < 0)
    {
      fail_load (path, errno, error);
      return NULL;
    }
  ok = check_plain (fd, path, error) && read_all (fd, all, max, path, error);
  close (fd);
  return ok ? g_byte_array_free_to_bytes (g_steal_pointer (&all)) : NULL;
}

static gboolean
fail_save (const char *path, int reason, GError **error)
{
  const JlyErrorDetail exists = {
    .file = path,
    .next = _ ("Choose another name, or remove that file first."),
  };
  const JlyErrorDetail other = {
    .file = path,
    .next = _ ("Choose a folder that you may write to, with room on its disk."),
  };

  if (reason == EEXIST)
    return jly_fail (error, JLY_ERROR_USAGE, &exists, _ ("There is a file “%s” already."), path);
  return jly_fail (error, JLY_ERROR_SYSTEM, &other, _ ("“%s” cannot be written: %s."), path,
                   g_strerror (reason));
}

static gboolean
write_all (int fd, const guint8 *bytes, gsize n)
{
  while (n > 0)
    {
      gssize step = write (fd, bytes, n);

      if (step < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (step, 0);
      n -= (gsize)MAX (step, 0);
    }
  return fsync (fd) == 0;
}

/* Gives the finished file its name, unless there is one with it. Sticks with old file systems know
 * no such renaming; there a look before must do. */
static int
name_file (const char *draft, const char *path)
{
  if (renameat2 (AT_FDCWD, draft, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return -1;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      errno = EEXIST;
      return -1;
    }
  return g_rename (draft, path);
}

gboolean
jly_own_file_save (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *draft = g_strdup_printf ("%s.part-XXXXXX", path);
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  int fd = g_mkstemp_full (draft, O_WRONLY | O_CLOEXEC, 0600), reason = 0;

  if (fd < 0)
    return fail_save (path, errno, error);
  if (!write_all (fd, data, n) || name_file (draft, path) != 0)
    reason = errno;
  close (fd);
  if (reason != 0)
    g_unlink (draft);
  return reason == 0 || fail_save (path, reason, error);
}
