/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bad-disk.h. */
#include "config.h"

#include "store/bad-disk.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* The real VFS takes less than 128 KiB at once. */
#define CHUNK 65536u

/* A write or, without bytes, a truncation since the last sync. */
typedef struct
{
  gint64 offset;
  GBytes *bytes;
} Change;

typedef struct
{
  sqlite3_file base;
  GByteArray *synced; /* the file as it was at its last sync; NULL for files that may get lost */
  GPtrArray *changes; /* Change* */
  sqlite3_file real;  /* as large as the real VFS needs */
} BadFile;

static sqlite3_vfs *real_vfs;
static GPtrArray *files; /* BadFile* that are open and count */
static BadDiskMode mode;
static guint fails_at, count;
static guint32 chance;

void
bad_disk_set (BadDiskMode new_mode, guint at, guint32 seed)
{
  mode = new_mode;
  fails_at = at;
  count = 0;
  chance = seed * 2654435761u + 1;
}

guint
bad_disk_get_count (void)
{
  return count;
}

static guint
draw (guint n)
{
  chance = chance * 1664525u + 1013904223u;
  return (chance >> 16) % n;
}

static void
free_change (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->bytes, g_bytes_unref);
  g_free (change);
}

static void
add_change (BadFile *file, gint64 offset, const void *bytes, int n)
{
  Change *change = g_new0 (Change, 1);

  change->offset = offset;
  change->bytes = bytes != NULL ? g_bytes_new (bytes, (gsize)n) : NULL;
  g_ptr_array_add (file->changes, change);
}

/* The part of a change that got onto the disk. */
static void
apply (GByteArray *image, const Change *change)
{
  gsize n = change->bytes != NULL ? g_bytes_get_size (change->bytes) : 0;
  guint before = image->len;

  if (change->bytes == NULL)
    {
      g_byte_array_set_size (image, (guint)change->offset);
      if (image->len > before)
        memset (image->data + before, 0, image->len - before);
      return;
    }
  if (draw (3) == 0)
    n = n > 512 ? 512 * draw ((guint)(n / 512)) : draw ((guint)n);
  if (n == 0)
    return;
  if (image->len < change->offset + (gint64)n)
    {
      g_byte_array_set_size (image, (guint)(change->offset + (gint64)n));
      memset (image->data + before, 0, image->len - before);
    }
  memcpy (image->data + change->offset, g_bytes_get_data (change->bytes, NULL), n);
}

static void
cut_power (void)
{
  for (guint i = 0; i < files->len; i++)
    {
      BadFile *file = files->pdata[i];
      sqlite3_file *real = &file->real;

      for (guint j = 0; j < file->changes->len; j++)
        if (draw (3) != 0)
          apply (file->synced, file->changes->pdata[j]);
      real->pMethods->xTruncate (real, 0);
      for (guint at = 0; at < file->synced->len; at += CHUNK)
        real->pMethods->xWrite (real, file->synced->data + at,
                                (int)MIN (CHUNK, file->synced->len - at), at);
    }
  _exit (BAD_DISK_EXIT);
}

/* Counts one operation; what it is to return if it is the one that fails. */
static int
meet (int failure)
{
  count++;
  if (mode == BAD_DISK_FULL && count >= fails_at)
    return failure == SQLITE_IOERR_FSYNC ? SQLITE_OK : SQLITE_FULL;
  if (count != fails_at)
    return SQLITE_OK;
  if (mode == BAD_DISK_POWER_CUT)
    cut_power ();
  return mode == BAD_DISK_ERROR ? failure : SQLITE_OK;
}

static BadFile *
as_bad (sqlite3_file *file)
{
  return (BadFile *)file;
}

static sqlite3_file *
as_real (sqlite3_file *file)
{
  return &as_bad (file)->real;
}

static int
close_file (sqlite3_file *file)
{
  BadFile *self = as_bad (file);

  if (self->changes != NULL)
    {
      g_ptr_array_remove (files, self);
      g_clear_pointer (&self->changes, g_ptr_array_unref);
      g_clear_pointer (&self->synced, g_byte_array_unref);
    }
  return as_real (file)->pMethods->xClose (as_real (file));
}

static int
read_file (sqlite3_file *file, void *out, int n, sqlite3_int64 offset)
{
  return as_real (file)->pMethods->xRead (as_real (file), out, n, offset);
}

static int
write_file (sqlite3_file *file, const void *bytes, int n, sqlite3_int64 offset)
{
  int code = SQLITE_OK;

  if (as_bad (file)->changes != NULL)
    {
      add_change (as_bad (file), offset, bytes, n);
      code = meet (SQLITE_IOERR_WRITE);
    }
  return code != SQLITE_OK ? code
                           : as_real (file)->pMethods->xWrite (as_real (file), bytes, n, offset);
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  int code = SQLITE_OK;

  if (as_bad (file)->changes != NULL)
    {
      add_change (as_bad (file), size, NULL, 0);
      code = meet (SQLITE_IOERR_TRUNCATE);
    }
  return code != SQLITE_OK ? code : as_real (file)->pMethods->xTruncate (as_real (file), size);
}

static void
remember (BadFile *self)
{
  sqlite3_int64 size = 0;

  self->real.pMethods->xFileSize (&self->real, &size);
  g_byte_array_set_size (self->synced, (guint)size);
  for (guint at = 0; at < self->synced->len; at += CHUNK)
    self->real.pMethods->xRead (&self->real, self->synced->data + at,
                                (int)MIN (CHUNK, self->synced->len - at), at);
  g_ptr_array_set_size (self->changes, 0);
}

static int
sync_file (sqlite3_file *file, int flags)
{
  int code;

  if (as_bad (file)->changes == NULL)
    return SQLITE_OK;
  code = meet (SQLITE_IOERR_FSYNC);
  if (code == SQLITE_OK)
    remember (as_bad (file));
  return code;
}

static int
get_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return as_real (file)->pMethods->xFileSize (as_real (file), size);
}

static int
lock (sqlite3_file *file, int level)
{
  return as_real (file)->pMethods->xLock (as_real (file), level);
}

static int
unlock (sqlite3_file *file, int level)
{
  return as_real (file)->pMethods->xUnlock (as_real (file), level);
}

static int
check_lock (sqlite3_file *file, int *out)
{
  return as_real (file)->pMethods->xCheckReservedLock (as_real (file), out);
}

static int
control (sqlite3_file *file, int op, void *argument)
{
  return as_real (file)->pMethods->xFileControl (as_real (file), op, argument);
}

static int
get_sector (sqlite3_file *file)
{
  return 512;
}

/* None of what file systems promise beyond POSIX. */
static int
get_promises (sqlite3_file *file)
{
  return 0;
}

static int
map_shared (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return as_real (file)->pMethods->xShmMap (as_real (file), page, size, extend, out);
}

static int
lock_shared (sqlite3_file *file, int offset, int n, int flags)
{
  return as_real (file)->pMethods->xShmLock (as_real (file), offset, n, flags);
}

static void
order_shared (sqlite3_file *file)
{
  as_real (file)->pMethods->xShmBarrier (as_real (file));
}

static int
unmap_shared (sqlite3_file *file, int remove)
{
  return as_real (file)->pMethods->xShmUnmap (as_real (file), remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = get_size,
  .xLock = lock,
  .xUnlock = unlock,
  .xCheckReservedLock = check_lock,
  .xFileControl = control,
  .xSectorSize = get_sector,
  .xDeviceCharacteristics = get_promises,
  .xShmMap = map_shared,
  .xShmLock = lock_shared,
  .xShmBarrier = order_shared,
  .xShmUnmap = unmap_shared,
};

static int
open_file (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  static const int counted = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
  BadFile *self = as_bad (file);
  int code = real_vfs->xOpen (real_vfs, name, &self->real, flags, out_flags);

  self->base.pMethods = code == SQLITE_OK ? &methods : NULL;
  self->changes = NULL;
  self->synced = NULL;
  if (code == SQLITE_OK && (flags & counted) != 0)
    {
      self->changes = g_ptr_array_new_with_free_func (free_change);
      self->synced = g_byte_array_new ();
      remember (self);
      g_ptr_array_add (files, self);
    }
  return code;
}

void
bad_disk_install (void)
{
  static sqlite3_vfs vfs;

  real_vfs = sqlite3_vfs_find (NULL);
  files = g_ptr_array_new ();
  vfs = *real_vfs;
  vfs.zName = "bad-disk";
  vfs.szOsFile = (int)G_STRUCT_OFFSET (BadFile, real) + real_vfs->szOsFile;
  vfs.xOpen = open_file;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}
