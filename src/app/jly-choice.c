/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-choice.h. */
#include "config.h"

#include "app/jly-choice.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define KEY "code"

static char *
make_path (const char *dir, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".ini", NULL);

  return g_build_filename (dir, file, NULL);
}

char *
jly_choice_load (const char *dir, const char *name)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = make_path (dir, name);

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  return g_key_file_get_string (file, name, KEY, NULL);
}

gboolean
jly_choice_save (
    const char *dir, const char *name, const char *code, const char *sentence, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = make_path (dir, name);
  const JlyErrorDetail detail
      = { .file = path,
          .next = _ ("Check that the disk is not full and that the folder may be written to.") };

  if (code == NULL)
    {
      g_unlink (path);
      return TRUE;
    }
  g_key_file_set_string (file, name, KEY, code);
  g_mkdir_with_parents (dir, 0700);
  return g_key_file_save_to_file (file, path, NULL)
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s", sentence);
}
