/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-folder.h. */
#include "config.h"

#include "party/jly-folder.h"

#include <glib/gstdio.h>

void
jly_folder_remove (const char *dir)
{
  GDir *entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        jly_folder_remove (path);
      else
        g_unlink (path);
    }
  g_clear_pointer (&entries, g_dir_close);
  g_rmdir (dir);
}
