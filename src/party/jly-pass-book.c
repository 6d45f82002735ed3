/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-pass-book.h. A file each, called by the key. */
#include "config.h"

#include "party/jly-pass-book.h"

#include "base/jly-error.h"
#include "base/jly-own-file.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define FILE_MAX_BYTES (4 * JLY_PASS_MAX_BYTES) /* a file may hold the link, which is longer */

static char *
build_path (const char *dir, const guint8 key[32])
{
  char hex[65];

  sodium_bin2hex (hex, sizeof hex, key, 32);
  return g_build_filename (dir, "invited-by", hex, NULL);
}

GBytes *
jly_pass_book_load (const char *text, GError **error)
{
  g_autoptr (GBytes) contents = g_str_has_prefix (text, "jointly:")
                                    ? g_bytes_new (text, strlen (text))
                                    : jly_own_file_load (text, FILE_MAX_BYTES, error);
  g_autoptr (GBytes) bytes = contents != NULL ? jly_pass_find (contents, error) : NULL;
  g_autoptr (JlyPass) pass = bytes != NULL ? jly_pass_read (bytes, error) : NULL;

  return pass != NULL ? g_steal_pointer (&bytes) : NULL;
}

gboolean
jly_pass_book_keep (const char *dir, GBytes *bytes, JlyPass **pass, GError **error)
{
  g_autofree char *path = NULL, *folder = NULL;

  *pass = jly_pass_read (bytes, error);
  if (*pass == NULL)
    return FALSE;
  path = build_path (dir, (*pass)->keys.identity);
  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) == 0
      && g_file_set_contents_full (
          path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
    return TRUE;
  g_clear_pointer (pass, jly_pass_free);
  return jly_fail (error, JLY_ERROR_IO,
                   &(JlyErrorDetail){ .file = path, .next = _ ("See that there is room.") },
                   _ ("What you were handed could not be kept."));
}

JlyPass *
jly_pass_book_find (const char *dir, const guint8 key[32])
{
  g_autofree char *path = build_path (dir, key);
  g_autoptr (GBytes) bytes = jly_own_file_load (path, JLY_PASS_MAX_BYTES, NULL);
  g_autoptr (JlyPass) pass = bytes != NULL ? jly_pass_read (bytes, NULL) : NULL;

  /* A file that was renamed would lend one party's secret to another. */
  if (pass == NULL || memcmp (pass->keys.identity, key, 32) != 0)
    return NULL;
  return g_steal_pointer (&pass);
}
