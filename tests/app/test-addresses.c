/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where computing parties are reached: what is no address, what may still be told, what is kept,
 * and what this computer proposes for itself. */
#include "config.h"

#include "app/jly-addresses.h"

#include <glib/gstdio.h>
#include <string.h>

static const guint8 contract[JLY_HASH_BYTES] = { 1, 2, 3 };

static gint
find_wrong (const char *first, const char *second, const char *third, guint own)
{
  char *addresses[] = { (char *)first, (char *)second, (char *)third, NULL };

  return jly_addresses_find_wrong (addresses, own);
}

/* Others may tell theirs later; the own one is needed. */
static void
test_wrong (void)
{
  g_assert_cmpint (find_wrong ("10.0.0.1:1", "party.example:2", "[::1]:3", 0), ==, -1);
  g_assert_cmpint (find_wrong ("10.0.0.1:1", "", "", 0), ==, -1);
  g_assert_cmpint (find_wrong ("", "10.0.0.1:1", "", 0), ==, 0);
  g_assert_cmpint (find_wrong ("10.0.0.1:1", "somewhere", "", 0), ==, 1);
  g_assert_cmpint (find_wrong ("10.0.0.1:1", "", "10.0.0.2:0", 0), ==, 2);
}

static void
test_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("jly-addresses-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "study", NULL);
  const char *const addresses[] = { "10.0.0.1:1", "", "", NULL };
  g_auto (GStrv) kept = NULL;

  g_assert_no_error (error);
  g_assert_null (jly_addresses_load (folder, "study"));
  g_assert_true (jly_addresses_save (folder, "study", (char *const *)addresses, &error));
  g_assert_no_error (error);
  kept = jly_addresses_load (folder, "study");
  g_assert_nonnull (kept);
  g_assert_true (g_strv_equal ((const char *const *)kept, addresses));
  g_assert_true (g_file_set_contents (path, "10.0.0.1:1\nsomewhere\n", -1, &error));
  g_assert_null (jly_addresses_load (folder, "study"));
  g_unlink (path);
  g_rmdir (folder);
}

/* The way to this computer itself leads from its own inner address, with a port for each place. */
static void
test_guess (void)
{
  g_auto (GStrv) here = jly_addresses_for_here (contract);

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      g_autofree char *guess = jly_addresses_guess (contract, i, "127.0.0.1:7461");
      g_autofree char *anywhere = jly_addresses_guess (contract, i, NULL);
      g_autofree char *named = jly_addresses_guess (contract, i, "party.example:7461");
      char *all[] = { anywhere, named, guess, NULL };

      g_assert_cmpstr (guess, ==, here[i]);
      g_assert_cmpint (jly_addresses_find_wrong (all, 0), ==, -1);
      g_assert_true (g_str_has_suffix (anywhere, strrchr (here[i], ':')));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/addresses/wrong", test_wrong);
  g_test_add_func ("/app/addresses/kept", test_kept);
  g_test_add_func ("/app/addresses/guess", test_guess);
  return g_test_run ();
}
