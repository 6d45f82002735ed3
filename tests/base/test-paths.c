/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where files of ours are looked for, and in which order. */
#include "config.h"

#include "base/jly-paths.h"

#include <glib/gstdio.h>

static void
test_order (void)
{
  g_autofree char *chosen = g_dir_make_tmp ("jly-paths-XXXXXX", NULL);
  g_autofree char *chosen_cases = g_build_filename (chosen, "cases", NULL);
  g_autofree char *user = jly_paths_user_data ();
  g_autofree char *user_cases = g_build_filename (user, "cases", NULL);
  g_autofree char *source_cases = g_build_filename (JLY_SOURCE_DATADIR, "cases", NULL);
  g_auto (GStrv) folders = NULL;

  g_setenv ("JLY_DATADIR", chosen, TRUE);
  g_assert_cmpint (g_mkdir (chosen_cases, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (user_cases, 0700), ==, 0);
  folders = jly_paths_data ("cases");
  g_assert_cmpstr (folders[0], ==, chosen_cases);
  g_assert_cmpstr (folders[1], ==, user_cases);
  g_assert_cmpstr (folders[2], ==, source_cases);
  g_rmdir (user_cases);
  g_rmdir (chosen_cases);
  g_rmdir (chosen);
  g_unsetenv ("JLY_DATADIR");
}

static void
test_nothing_there (void)
{
  g_auto (GStrv) folders = jly_paths_data ("no-such-kind");

  g_assert_null (folders[0]);
}

static void
test_program (void)
{
  g_autofree char *none = jly_paths_program ("jointly-nothing");
  g_autofree char *beside = jly_paths_program ("test-base-paths");

  g_assert_null (none);
  g_assert_nonnull (beside);
  g_assert_true (g_path_is_absolute (beside));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/paths/order", test_order);
  g_test_add_func ("/base/paths/nothing-there", test_nothing_there);
  g_test_add_func ("/base/paths/program", test_program);
  return g_test_run ();
}
