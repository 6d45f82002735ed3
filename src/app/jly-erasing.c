/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-erasing.h. The list below names what Jointly writes into its data folder; the test erases
 * a folder with a whole study in it, and finds what is missing here. */
#include "config.h"

#include "app/jly-erasing.h"

#include "base/jly-error.h"
#include "party/jly-folder.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK "erase-everything"

/* Files, and folders with all in them. Keys first: without them the rest is not to be opened. */
static const char *const ours[] = {
  "identity.jly", "jointly.db", "jointly.db-wal", "jointly.db-shm", "jointly.db-journal",
  "jointly.lock", "person.ini", "messenger.ini",  "language.ini",   "appearance.ini",
  "addresses",    "drafts",     "imports",        "invited-by",     "prepared",
  "refused",      "saved",      "uploads",        "invitations",    "unsent",
};

static char *
make_mark (const char *dir)
{
  return g_build_filename (dir, MARK, NULL);
}

gboolean
jly_erasing_ask (const char *dir, GError **error)
{
  g_autofree char *mark = make_mark (dir);
  const JlyErrorDetail detail
      = { .file = dir,
          .next = _ ("Whoever looks after this computer can let you write to the folder. Then try "
                     "again.") };

  return g_file_set_contents (mark, "", 0, NULL)
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s",
                      _ ("Nothing was erased: the folder of your studies cannot be written to."));
}

gboolean
jly_erasing_is_due (const char *dir)
{
  g_autofree char *mark = make_mark (dir);

  return g_file_test (mark, G_FILE_TEST_EXISTS);
}

/* In place, so that it is not simply found again. */
static void
overwrite (const char *path)
{
  static const guint8 zeros[64 * 1024];
  GStatBuf info;
  int fd = g_lstat (path, &info) == 0 && S_ISREG (info.st_mode) ? g_open (path, O_WRONLY, 0) : -1;

  if (fd < 0)
    return;
  for (goffset left = info.st_size; left > 0;)
    {
      gssize n = write (fd, zeros, (gsize)MIN (left, (goffset)sizeof zeros));

      if (n <= 0)
        break;
      left -= n;
    }
  fsync (fd);
  close (fd);
}

static gboolean
erase_one (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    jly_folder_remove (path);
  else
    {
      overwrite (path);
      g_unlink (path);
    }
  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
jly_erasing_finish (const char *dir, GError **error)
{
  g_autofree char *mark = make_mark (dir);

  if (!jly_erasing_is_due (dir))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      g_autofree char *path = g_build_filename (dir, ours[i], NULL);
      const JlyErrorDetail detail
          = { .file = path,
              .next = _ ("Close other programs that use the folder, or remove the file yourself; "
                         "then start Jointly again.") };

      if (!erase_one (path))
        return jly_fail (error, JLY_ERROR_IO, &detail, _ ("“%s” could not be erased."), path);
    }
  g_unlink (mark);
  /* Somebody else's files keep it. */
  g_rmdir (dir);
  return TRUE;
}

guint64
jly_erasing_count_bytes (const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  guint64 n = 0;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) != 0)
        continue;
      n += S_ISDIR (info.st_mode)   ? jly_erasing_count_bytes (path)
           : S_ISREG (info.st_mode) ? (guint64)info.st_size
                                    : 0;
    }
  return n;
}
