/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-file.h. */
#include "config.h"

#include "table/jly-import-file.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

gboolean
jly_import_file_save (const char *path, GBytes *bytes, const char *what, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const JlyErrorDetail detail
      = { .file = path, .next = _ ("Check that the disk has room and that you may write there.") };

  if (bytes != NULL && g_mkdir_with_parents (folder, 0700) == 0
      && g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                   (gssize)g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, NULL))
    return TRUE;
  /* Translators: "Your corrections", and a folder. */
  return jly_fail (error, JLY_ERROR_IO, &detail, _ ("%s cannot be kept in %s."), what, folder);
}

GBytes *
jly_import_file_load (const char *path, gsize n_most)
{
  g_autoptr (GBytes) bytes = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return NULL;
  bytes = g_bytes_new_take (contents, length);
  return length <= n_most ? g_steal_pointer (&bytes) : NULL;
}
