/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invitations of a service, and the pass that carries one. */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-folder.h"
#include "service/jly-service-passes.h"

#include <string.h>

#define NOW 1000

static void
test_once (void)
{
  g_autofree char *dir = g_dir_make_tmp ("jly-passes-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyServicePasses) passes = jly_service_passes_load (dir, &error);
  g_autoptr (JlyServicePasses) again = NULL;
  guint8 first[JLY_PASS_SECRET_BYTES], second[JLY_PASS_SECRET_BYTES];

  g_assert_no_error (error);
  g_assert_true (jly_service_passes_add (passes, first, NOW + 10, &error));
  g_assert_true (jly_service_passes_add (passes, second, NOW + 20, &error));
  g_assert_cmpuint (jly_service_passes_count (passes, NOW), ==, 2);
  g_assert_cmpuint (jly_service_passes_count (passes, NOW + 10), ==, 1);
  g_assert_true (jly_service_passes_check (passes, first, NOW, &error));
  g_assert_false (jly_service_passes_check (passes, first, NOW + 10, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (jly_service_passes_burn (passes, first, &error));
  again = jly_service_passes_load (dir, &error);
  g_assert_no_error (error);
  g_assert_false (jly_service_passes_check (again, first, NOW, NULL));
  g_assert_true (jly_service_passes_check (again, second, NOW, &error));
  jly_folder_remove (dir);
}

static GBytes *
make_pass (const JlyIdentity *identity, const guint8 *secret)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = jly_pass_new (identity, "North Notary", "north.example.org:7461", secret, NOW + 5,
                                NOW, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_pass (void)
{
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  const guint8 secret[JLY_PASS_SECRET_BYTES] = "0123456789abcde";
  g_autoptr (GBytes) bytes = make_pass (identity, secret);
  g_autofree char *link = jly_pass_to_link (bytes);
  g_autoptr (GBytes) text = g_bytes_new_static (link, strlen (link));
  g_autoptr (GBytes) half = g_bytes_new_static (link, strlen (link) - 3);
  g_autoptr (GBytes) found = jly_pass_find (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyPass) pass = jly_pass_read (found, &error);
  g_autoptr (JlyPass) plain = NULL;
  g_autoptr (GBytes) card = make_pass (identity, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (pass->name, ==, "North Notary");
  g_assert_cmpstr (pass->where, ==, "north.example.org:7461");
  g_assert_true (pass->has_secret);
  g_assert_cmpmem (pass->secret, sizeof pass->secret, secret, sizeof secret);
  g_assert_cmpint (pass->expires_at, ==, NOW + 5);
  plain = jly_pass_read (card, &error);
  g_assert_no_error (error);
  g_assert_false (plain->has_secret);
  g_assert_null (jly_pass_find (half, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
}

/* No byte of it may be another. */
static void
test_changed (void)
{
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  const guint8 secret[JLY_PASS_SECRET_BYTES] = "0123456789abcde";
  g_autoptr (GBytes) bytes = make_pass (identity, secret);
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, n);
      g_autoptr (GBytes) changed = NULL;

      copy[i] ^= 1;
      changed = g_bytes_new (copy, n);
      g_assert_null (jly_pass_read (changed, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/passes/once", test_once);
  g_test_add_func ("/service/passes/pass", test_pass);
  g_test_add_func ("/service/passes/changed", test_changed);
  return g_test_run ();
}
