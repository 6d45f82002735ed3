/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-folder-mark.h. Order of names is the folder's own, which stays while nothing changes. */
#include "config.h"

#include "app/jly-folder-mark.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define DEPTH 3
/* Microseconds; no file system's clock is coarser that has nanoseconds at all. */
#define FRESH (100 * 1000)

typedef struct
{
  GString *text;
  gint64 newest; /* of all files, microseconds since 1970 */
} Look;

static void look_into (Look *self, const char *dir, guint depth);

static void
look_at (Look *self, const char *path, guint depth)
{
  GStatBuf seen;
  gint64 changed;

  /* An index that a database keeps in memory is written by reading, too. */
  if (g_str_has_suffix (path, "-shm") || g_lstat (path, &seen) != 0)
    return;
  /* A log of writes that is emptied at each look says nothing new. */
  if (S_ISREG (seen.st_mode) && seen.st_size == 0)
    return;
  changed = (gint64)seen.st_mtim.tv_sec * G_USEC_PER_SEC + seen.st_mtim.tv_nsec / 1000;
  self->newest = MAX (self->newest, changed);
  g_string_append_printf (self->text, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n", path,
                          (gint64)seen.st_size, (gint64)seen.st_mtim.tv_sec, seen.st_mtim.tv_nsec);
  if (S_ISDIR (seen.st_mode))
    look_into (self, path, depth + 1);
}

static void
look_into (Look *self, const char *dir, guint depth)
{
  g_autoptr (GDir) open = depth < DEPTH ? g_dir_open (dir, 0, NULL) : NULL;
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      look_at (self, path, depth);
    }
}

char *
jly_folder_mark_new (const char *dir)
{
  static guint count = 0;
  Look self = { g_string_new (NULL), 0 };
  const gint64 now = g_get_real_time ();

  look_into (&self, dir, 0);
  if (ABS (now - self.newest) < FRESH)
    g_string_append_printf (self.text, "fresh %u", ++count);
  return g_string_free (self.text, FALSE);
}
