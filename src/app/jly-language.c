/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-language.h. */
#include "config.h"

#include "app/jly-language.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define FILE_NAME "language.ini"
#define GROUP "language"
#define KEY "code"
#define ENGLISH "en"

static void
free_language (gpointer data)
{
  JlyLanguage *language = data;

  g_free (language->code);
  g_free (language->name);
  g_free (language);
}

static void
add (GPtrArray *list, const char *code, const char *name)
{
  JlyLanguage *language = g_new0 (JlyLanguage, 1);

  language->code = g_strdup (code);
  language->name = g_strdup (name);
  g_ptr_array_add (list, language);
}

/* A translation calls itself by its own name; one that does not is called by its code. */
static void
add_translation (GPtrArray *list, const char *folder, const char *code)
{
  g_autofree char *path
      = g_build_filename (folder, code, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    add (list, code, code);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
jly_language_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_language);
  const char *own = g_getenv ("JLY_LOCALEDIR");
  const char *folder = own != NULL && *own != '\0' ? own : JLY_LOCALEDIR;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  const char *code;

  add (list, ENGLISH, "English");
  while (dir != NULL && (code = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (codes, g_strdup (code));
  g_ptr_array_sort (codes, compare);
  for (guint i = 0; i < codes->len; i++)
    add_translation (list, folder, codes->pdata[i]);
  return list;
}

static char *
make_path (const char *dir)
{
  return g_build_filename (dir, FILE_NAME, NULL);
}

char *
jly_language_load (const char *dir)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = make_path (dir);

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  return g_key_file_get_string (file, GROUP, KEY, NULL);
}

gboolean
jly_language_save (const char *dir, const char *code, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = make_path (dir);
  const JlyErrorDetail detail
      = { .file = path,
          .next = _ ("Check that the disk is not full and that the folder may be written to.") };

  if (code == NULL)
    {
      g_unlink (path);
      return TRUE;
    }
  g_key_file_set_string (file, GROUP, KEY, code);
  g_mkdir_with_parents (dir, 0700);
  return g_key_file_save_to_file (file, path, NULL)
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s",
                      _ ("Your choice of language could not be kept."));
}

void
jly_language_apply (const char *dir)
{
  g_autofree char *code = jly_language_load (dir);

  if (code != NULL)
    g_setenv ("LANGUAGE", code, TRUE);
}
