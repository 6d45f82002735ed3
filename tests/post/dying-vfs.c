/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See dying-vfs.h: a thin layer over sqlite's own way to the files. */
#include "config.h"

#include "post/dying-vfs.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* behind this struct, in the same memory */
} DyingFile;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static sqlite3_io_methods methods; /* of the newest file; all have the same */
static guint deadline, count;

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((DyingFile *)(gpointer)file)->real;
}

static gboolean
is_the_end (void)
{
  return ++count == deadline;
}

static int
dying_write (sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
  sqlite3_file *real = real_of (file);

  if (is_the_end ())
    {
      if (count % 2 == 0)
        real->pMethods->xWrite (real, bytes, n / 2, at);
      _exit (DYING_STATUS);
    }
  return real->pMethods->xWrite (real, bytes, n, at);
}

static int
dying_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (is_the_end ())
    _exit (DYING_STATUS);
  return real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
dying_sync (sqlite3_file *file, int flags)
{
  if (is_the_end ())
    _exit (DYING_STATUS);
  return real_of (file)->pMethods->xSync (real_of (file), flags);
}

#define PASS(name, parameters, arguments)                                                          \
  static int pass_##name parameters { return real_of (file)->pMethods->name arguments; }
PASS (xRead, (sqlite3_file * file, void *to, int n, sqlite3_int64 at), (real_of (file), to, n, at))
PASS (xFileSize, (sqlite3_file * file, sqlite3_int64 *size), (real_of (file), size))
PASS (xLock, (sqlite3_file * file, int lock), (real_of (file), lock))
PASS (xUnlock, (sqlite3_file * file, int lock), (real_of (file), lock))
PASS (xCheckReservedLock, (sqlite3_file * file, int *is), (real_of (file), is))
PASS (xFileControl, (sqlite3_file * file, int op, void *arg), (real_of (file), op, arg))
PASS (xSectorSize, (sqlite3_file * file), (real_of (file)))
PASS (xDeviceCharacteristics, (sqlite3_file * file), (real_of (file)))
PASS (xShmMap,
      (sqlite3_file * file, int page, int size, int extend, void volatile **map),
      (real_of (file), page, size, extend, map))
PASS (xShmLock, (sqlite3_file * file, int at, int n, int flags), (real_of (file), at, n, flags))
PASS (xShmUnmap, (sqlite3_file * file, int remove), (real_of (file), remove))

static void
pass_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
pass_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
dying_open (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  DyingFile *dying = (DyingFile *)(gpointer)file;
  int code;

  dying->real = (sqlite3_file *)(gpointer)(dying + 1);
  code = real_vfs->xOpen (real_vfs, name, dying->real, flags, out_flags);
  file->pMethods = dying->real->pMethods != NULL ? &methods : NULL;
  return code;
}

void
dying_vfs_install (guint die_at)
{
  deadline = die_at;
  count = 0;
  if (real_vfs != NULL)
    return;
  real_vfs = sqlite3_vfs_find (NULL);
  methods = (sqlite3_io_methods){ .iVersion = 2,
                                  .xClose = pass_close,
                                  .xRead = pass_xRead,
                                  .xWrite = dying_write,
                                  .xTruncate = dying_truncate,
                                  .xSync = dying_sync,
                                  .xFileSize = pass_xFileSize,
                                  .xLock = pass_xLock,
                                  .xUnlock = pass_xUnlock,
                                  .xCheckReservedLock = pass_xCheckReservedLock,
                                  .xFileControl = pass_xFileControl,
                                  .xSectorSize = pass_xSectorSize,
                                  .xDeviceCharacteristics = pass_xDeviceCharacteristics,
                                  .xShmMap = pass_xShmMap,
                                  .xShmLock = pass_xShmLock,
                                  .xShmBarrier = pass_barrier,
                                  .xShmUnmap = pass_xShmUnmap };
  vfs = *real_vfs;
  vfs.zName = "dying";
  vfs.pNext = NULL;
  vfs.szOsFile = (int)sizeof (DyingFile) + real_vfs->szOsFile;
  vfs.xOpen = dying_open;
  sqlite3_vfs_register (&vfs, 1);
}

guint
dying_vfs_count (void)
{
  return count;
}
