/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See vault-fixture.h. */
#include "config.h"

#include "store/vault-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

char *
vault_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("jly-vault-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
vault_remove_folder (const char *dir)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

char *
vault_read_file (const char *dir, const char *name, gsize *n)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  g_file_get_contents (path, &bytes, n, &error);
  g_assert_no_error (error);
  return bytes;
}

GBytes *
vault_words (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

void
vault_assert_same (JlyIdentity *a, JlyIdentity *b)
{
  guint8 first[JLY_IDENTITY_SECRET_BYTES], second[JLY_IDENTITY_SECRET_BYTES];

  g_assert_nonnull (a);
  g_assert_nonnull (b);
  jly_identity_export_secret (a, first);
  jly_identity_export_secret (b, second);
  g_assert_cmpmem (first, sizeof first, second, sizeof second);
}
