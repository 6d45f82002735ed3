/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-language.h. */
#include "config.h"

#include "app/jly-language.h"

#include "app/jly-choice.h"

#include <glib/gi18n.h>

#define NAME "language"
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

char *
jly_language_load (const char *dir)
{
  return jly_choice_load (dir, NAME);
}

gboolean
jly_language_save (const char *dir, const char *code, GError **error)
{
  return jly_choice_save (dir, NAME, code, _ ("Your choice of language could not be kept."), error);
}

void
jly_language_apply (const char *dir)
{
  g_autofree char *code = jly_language_load (dir);

  if (code != NULL)
    g_setenv ("LANGUAGE", code, TRUE);
}
