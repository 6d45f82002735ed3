/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-paths.h. The source and build folders are looked at only by a program that itself lies in
 * the build folder: an installed program must not take cases or programs from wherever somebody
 * once compiled it. */
#include "config.h"

#include "base/jly-paths.h"

#include <string.h>

static const char *const program_rooms[][2] = {
  { "jointly", "src/app" },
  { "jointlyctl", "src/ctl" },
  { "jointly-miner", "src/miner" },
};

static char *
dup_own_folder (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  return self == NULL ? NULL : g_path_get_dirname (self);
}

static gboolean
is_uninstalled (void)
{
  g_autofree char *folder = dup_own_folder ();
  gsize n = strlen (JLY_BUILDDIR);

  return folder != NULL && g_str_has_prefix (folder, JLY_BUILDDIR)
         && (folder[n] == '\0' || folder[n] == G_DIR_SEPARATOR);
}

static void
add_folder (GPtrArray *folders, char *path)
{
  g_autofree char *owned = path;

  if (g_file_test (owned, G_FILE_TEST_IS_DIR))
    g_ptr_array_add (folders, g_steal_pointer (&owned));
}

char **
jly_paths_data (const char *kind)
{
  GPtrArray *folders = g_ptr_array_new ();
  const char *chosen = g_getenv ("JLY_DATADIR");
  g_autofree char *user = jly_paths_user_data ();

  if (chosen != NULL && *chosen != '\0')
    add_folder (folders, g_build_filename (chosen, kind, NULL));
  add_folder (folders, g_build_filename (user, kind, NULL));
  if (is_uninstalled ())
    add_folder (folders, g_build_filename (JLY_SOURCE_DATADIR, kind, NULL));
  add_folder (folders, g_build_filename (JLY_PKGDATADIR, kind, NULL));
  g_ptr_array_add (folders, NULL);
  return (char **)g_ptr_array_free (folders, FALSE);
}

static char *
dup_if_program (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (path, G_FILE_TEST_IS_DIR)
             ? g_steal_pointer (&path)
             : NULL;
}

static char *
dup_built_program (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (program_rooms); i++)
    {
      g_autofree char *folder = NULL;

      if (strcmp (program_rooms[i][0], name) != 0)
        continue;
      folder = g_build_filename (JLY_BUILDDIR, program_rooms[i][1], NULL);
      return dup_if_program (folder, name);
    }
  return NULL;
}

char *
jly_paths_program (const char *name)
{
  g_autofree char *own = dup_own_folder ();
  char *found = own == NULL ? NULL : dup_if_program (own, name);

  if (found == NULL && is_uninstalled ())
    found = dup_built_program (name);
  if (found == NULL)
    found = dup_if_program (JLY_BINDIR, name);
  return found;
}

char *
jly_paths_user_data (void)
{
  return g_build_filename (g_get_user_data_dir (), "jointly", NULL);
}
