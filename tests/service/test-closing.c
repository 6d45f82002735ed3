/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-folder.h"
#include "service/jly-service-closing.h"

#include <glib/gstdio.h>

#define WAITS JLY_SERVICE_CLOSING_PATIENCE

static char *
make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("jly-closing-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

static void
test_patience (void)
{
  g_autofree char *dir = make_dir ();
  g_autoptr (JlyServiceClosing) closing = jly_service_closing_new (dir, 1);

  g_assert_cmpint (jly_service_closing_get_latest (closing), ==, 0);
  g_assert_false (jly_service_closing_is_due (closing, 0, 1));
  g_assert_true (jly_service_closing_ask (closing, NULL, 1, NULL));
  g_assert_true (jly_service_closing_is_due (closing, 0, 1));
  g_assert_false (jly_service_closing_is_due (closing, 1, 1));
  g_assert_false (jly_service_closing_is_due (closing, 1, WAITS));
  g_assert_true (jly_service_closing_is_due (closing, 1, 1 + WAITS));
  jly_folder_remove (dir);
}

static void
test_outlives_the_service (void)
{
  g_autofree char *dir = make_dir ();
  const char *const names[] = { "Late", "“Q & A”", NULL };
  JlyServiceClosing *closing = jly_service_closing_new (dir, 1);
  g_auto (GStrv) kept = NULL, none = NULL;
  guint64 wish;

  g_assert_true (jly_service_closing_ask (closing, names, 1, NULL));
  jly_service_closing_free (closing);

  closing = jly_service_closing_new (dir, 100);
  g_assert_cmpint (jly_service_closing_get_latest (closing), ==, 100 + WAITS);
  wish = jly_service_closing_get_wish (closing, &kept);
  g_assert_cmpuint (wish, !=, 0);
  g_assert_cmpstrv (kept, names);
  jly_service_closing_forget (closing, wish);
  g_assert_cmpint (jly_service_closing_get_latest (closing), ==, 0);
  g_assert_cmpuint (jly_service_closing_get_wish (closing, &none), ==, 0);
  g_assert_null (none);
  jly_service_closing_free (closing);

  closing = jly_service_closing_new (dir, 200);
  g_assert_cmpint (jly_service_closing_get_latest (closing), ==, 0);
  jly_service_closing_free (closing);
  jly_folder_remove (dir);
}

/* A service that ended after it had closed the set, and before it could forget the wish, closes no
 * second one; and a wish that comes meanwhile is another. */
static void
test_once (void)
{
  g_autofree char *dir = make_dir ();
  JlyServiceClosing *closing = jly_service_closing_new (dir, 1);
  g_auto (GStrv) none = NULL, late = NULL;
  const char *const names[] = { "Late", NULL };
  gboolean is_done;
  guint64 wish;

  g_assert_true (jly_service_closing_ask (closing, NULL, 1, NULL));
  wish = jly_service_closing_get_wish (closing, &none);
  g_assert_true (jly_service_closing_begin (closing, wish, "", &is_done, NULL));
  g_assert_false (is_done);
  g_assert_true (jly_service_closing_begin (closing, wish, "", &is_done, NULL));
  g_assert_false (is_done);
  jly_service_closing_free (closing);

  closing = jly_service_closing_new (dir, 1);
  wish = jly_service_closing_get_wish (closing, &none);
  g_assert_true (jly_service_closing_begin (closing, wish, "a set", &is_done, NULL));
  g_assert_true (is_done);
  g_assert_true (jly_service_closing_ask (closing, names, 1, NULL));
  jly_service_closing_forget (closing, wish);
  wish = jly_service_closing_get_wish (closing, &late);
  g_assert_cmpstrv (late, names);
  g_assert_true (jly_service_closing_begin (closing, wish, "a set", &is_done, NULL));
  g_assert_false (is_done);
  jly_service_closing_free (closing);
  jly_folder_remove (dir);
}

/* Nothing is closed by a file that nobody wrote in full, and nothing is promised that is not kept.
 */
static void
test_disk (void)
{
  g_autofree char *dir = make_dir (), *path = g_build_filename (dir, "closing", NULL);
  g_autofree char *gone = g_build_filename (dir, "gone", NULL);
  g_autoptr (JlyServiceClosing) damaged = NULL, without_folder = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "{\"without\":[\"La", -1, NULL));
  damaged = jly_service_closing_new (dir, 1);
  g_assert_cmpint (jly_service_closing_get_latest (damaged), ==, 0);

  without_folder = jly_service_closing_new (gone, 1);
  g_assert_false (jly_service_closing_ask (without_folder, NULL, 1, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  g_assert_cmpint (jly_service_closing_get_latest (without_folder), ==, 0);
  jly_folder_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/closing/patience", test_patience);
  g_test_add_func ("/service/closing/outlives-the-service", test_outlives_the_service);
  g_test_add_func ("/service/closing/once", test_once);
  g_test_add_func ("/service/closing/disk", test_disk);
  return g_test_run ();
}
