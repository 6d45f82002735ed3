/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of letters: whole, or a sentence that says what is wrong with it. */
#include "config.h"

#include "post/jly-bundle.h"

#include "base/jly-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static GPtrArray *
make (guint n)
{
  GPtrArray *envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < n; i++)
    {
      char *text = g_strdup_printf ("envelope %u", i);

      g_ptr_array_add (envelopes, g_bytes_new_take (text, strlen (text)));
    }
  return envelopes;
}

static void
assert_refused (const guint8 *bytes, gsize n, int code, const char *part)
{
  g_autoptr (GBytes) all = g_bytes_new (bytes, n);
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_bundle_decode (all, "from North", &error));
  g_assert_error (error, JLY_ERROR, code);
  g_assert_nonnull (strstr (error->message, "“from North”"));
  g_assert_nonnull (jly_error_get_detail (error)->next);
  if (part != NULL && strstr (error->message, part) == NULL)
    g_error ("“%s” is not in: %s", part, error->message);
}

static void
test_whole (void)
{
  for (guint n = 0; n < 4; n++)
    {
      g_autoptr (GPtrArray) envelopes = make (n);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = jly_bundle_encode (envelopes, &error);
      g_autoptr (GPtrArray) back = jly_bundle_decode (bytes, "file", &error);

      g_assert_no_error (error);
      g_assert_cmpuint (back->len, ==, n);
      for (guint i = 0; i < n; i++)
        g_assert_true (g_bytes_equal (back->pdata[i], envelopes->pdata[i]));
    }
}

static void
test_wrong (void)
{
  g_autoptr (GPtrArray) envelopes = make (3);
  g_autoptr (GBytes) bytes = jly_bundle_encode (envelopes, NULL);
  gsize n = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_malloc (n + 1);

  for (gsize i = 0; i < n; i++)
    {
      memcpy (copy, g_bytes_get_data (bytes, NULL), n);
      assert_refused (copy, i, JLY_ERROR_PROTOCOL,
                      i < 16 ? "is not a file of messages" : "ends in the middle");
      copy[i] ^= 1;
      if (i != 16 && i != 17) /* the version */
        assert_refused (copy, n, JLY_ERROR_PROTOCOL, NULL);
    }
  memcpy (copy, g_bytes_get_data (bytes, NULL), n);
  copy[n] = 0;
  assert_refused (copy, n + 1, JLY_ERROR_PROTOCOL, "is damaged");
  copy[17] = 2;
  assert_refused (copy, n, JLY_ERROR_CONFIG, "a newer version");
  memcpy (copy, g_bytes_get_data (bytes, NULL), n);
  memset (copy + 18, 0xff, 4);
  assert_refused (copy, n, JLY_ERROR_PROTOCOL, "is damaged");
}

static void
test_too_much (void)
{
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (envelopes,
                   g_bytes_new_take (g_malloc0 (JLY_BUNDLE_MAX_BYTES), JLY_BUNDLE_MAX_BYTES));
  g_assert_null (jly_bundle_encode (envelopes, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
}

static void
test_files (void)
{
  g_autofree char *dir = g_dir_make_tmp ("jly-bundle-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "to South.jointly-letters", NULL);
  g_autofree char *large = g_build_filename (dir, "large", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "no folder", "file", NULL);
  g_autoptr (GPtrArray) envelopes = make (3);
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (jly_bundle_save (path, envelopes, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  back = jly_bundle_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 3);
  g_assert_false (jly_bundle_save (path, envelopes, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (jly_bundle_save (nowhere, envelopes, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_SYSTEM);
  g_clear_error (&error);
  g_assert_null (jly_bundle_load (nowhere, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
  g_clear_error (&error);
  g_assert_null (jly_bundle_load (dir, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (large, "", 0, NULL));
  g_assert_cmpint (truncate (large, JLY_BUNDLE_MAX_BYTES + 1), ==, 0);
  g_assert_null (jly_bundle_load (large, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_unlink (large);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bundle/whole", test_whole);
  g_test_add_func ("/bundle/wrong", test_wrong);
  g_test_add_func ("/bundle/too-much", test_too_much);
  g_test_add_func ("/bundle/files", test_files);
  return g_test_run ();
}
