/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder's mark is the same while nothing is written, and another one after each write, be it of
 * the same size. Times of files are set, so that nothing waits for a clock. */
#include "config.h"

#include "app/jly-folder-mark.h"

#include <glib/gstdio.h>
#include <utime.h>

#define LONG_AGO 1000000000

static void
write_at (const char *path, const char *text, gint64 seconds)
{
  const struct utimbuf times = { seconds, seconds };

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
age (const char *path)
{
  const struct utimbuf times = { LONG_AGO, LONG_AGO };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
test_mark (void)
{
  g_autofree char *dir = g_dir_make_tmp ("jointly-mark-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (dir, "below", NULL);
  g_autofree char *path = g_build_filename (below, "file", NULL);
  g_autofree char *index = g_build_filename (dir, "database-shm", NULL);
  g_autofree char *first = NULL, *same = NULL, *other = NULL;

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  write_at (path, "one", LONG_AGO);
  age (below);
  first = jly_folder_mark_new (dir);
  write_at (index, "read by somebody", LONG_AGO + 7);
  same = jly_folder_mark_new (dir);
  g_assert_cmpstr (first, ==, same);
  write_at (path, "two", LONG_AGO + 1);
  age (below);
  other = jly_folder_mark_new (dir);
  g_assert_cmpstr (first, !=, other);
  g_unlink (path);
  g_unlink (index);
  g_rmdir (below);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/folder-mark/mark", test_mark);
  return g_test_run ();
}
