/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outbox, inbox and invitations: numbers without gaps, nothing twice, nothing forgotten. */
#include "config.h"

#include "store/jly-store-post.h"

#include "base/jly-error.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define STUDY "00112233445566778899aabbccddeeff"
#define OTHER_STUDY "ffeeddccbbaa99887766554433221100"

static const guint8 north[32] = "the key of a party named North..";
static const guint8 south[32] = "the key of a party named South..";

typedef struct
{
  char *dir;
  JlyIdentity *identity;
  JlyStore *store;
} Fixture;

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  jly_store_close (fixture->store);
  fixture->store = jly_store_open (fixture->dir, &error);
  g_assert_no_error (error);
  jly_store_unlock (fixture->store, fixture->identity, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("jly-post-XXXXXX", NULL);
  fixture->identity = jly_identity_generate ();
  reopen (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "jointly.db", "jointly.db-wal", "jointly.db-shm", "jointly.lock" };

  jly_store_close (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->dir);
  jly_identity_free (fixture->identity);
}

static GBytes *
write_number (guint64 number, gpointer text, GError **error)
{
  char *words = g_strdup_printf ("%s %" G_GUINT64_FORMAT, (const char *)text, number);

  return g_bytes_new_take (words, strlen (words));
}

static GBytes *
refuse_to_write (guint64 number, gpointer text, GError **error)
{
  jly_fail (error, JLY_ERROR_USAGE, NULL, "no");
  return NULL;
}

static void
send (Fixture *fixture, const guint8 receiver[32], guint64 expected)
{
  g_autoptr (GError) error = NULL;
  guint64 number = 0;

  g_assert_true (jly_store_post_send (fixture->store, STUDY, receiver, 10, write_number,
                                      (gpointer) "letter", &number, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (number, ==, expected);
}

static guint
count (Fixture *fixture, const guint8 *receiver, guint64 after, gsize max)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) letters
      = jly_store_post_list (fixture->store, STUDY, receiver, after, max, &error);

  g_assert_no_error (error);
  return letters->len;
}

static void
assert_next (Fixture *fixture, const guint8 sender[32], const char *expected)
{
  g_autoptr (GError) error = NULL;
  guint64 number = 0;
  g_autoptr (GBytes) envelope
      = jly_store_post_next (fixture->store, STUDY, sender, &number, &error);

  g_assert_no_error (error);
  g_assert_true ((envelope != NULL) == (expected != NULL));
  if (expected != NULL)
    g_assert_cmpmem (g_bytes_get_data (envelope, NULL), g_bytes_get_size (envelope), expected,
                     strlen (expected));
}

static JlyArrival
receive (Fixture *fixture, guint64 number, const char *text)
{
  g_autoptr (GBytes) envelope = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  guint8 hash[32];
  JlyArrival arrival = JLY_ARRIVAL_TOO_EARLY;

  jly_hash ("test", (const guint8 *)text, strlen (text), hash);
  g_assert_true (jly_store_post_receive (fixture->store, STUDY, north, number, hash, envelope,
                                         &arrival, &error));
  g_assert_no_error (error);
  return arrival;
}

static JlyPostState
get_state (Fixture *fixture, const guint8 other[32])
{
  JlyPostState state;
  g_autoptr (GError) error = NULL;

  jly_store_post_get_state (fixture->store, STUDY, other, &state, &error);
  g_assert_no_error (error);
  return state;
}

static void
test_outbox (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) letters = NULL;
  const JlyOutgoing *first;

  send (fixture, north, 1);
  send (fixture, south, 1);
  send (fixture, north, 2);
  reopen (fixture);
  send (fixture, north, 3);
  g_assert_cmpuint (count (fixture, NULL, 0, G_MAXSIZE), ==, 4);
  g_assert_cmpuint (count (fixture, north, 0, G_MAXSIZE), ==, 3);
  g_assert_cmpuint (count (fixture, north, 1, G_MAXSIZE), ==, 2);
  g_assert_cmpuint (count (fixture, north, 0, 1), ==, 1);
  g_assert_true (jly_store_post_acknowledge (fixture->store, STUDY, north, 2, &error));
  g_assert_true (jly_store_post_acknowledge (fixture->store, STUDY, north, 1, &error));
  g_assert_no_error (error);
  letters = jly_store_post_list (fixture->store, STUDY, north, 0, G_MAXSIZE, &error);
  g_assert_cmpuint (letters->len, ==, 1);
  first = letters->pdata[0];
  g_assert_cmpuint (first->number, ==, 3);
  g_assert_cmpuint (first->kind, ==, 10);
  g_assert_cmpmem (first->receiver, 32, north, 32);
  g_assert_cmpmem (g_bytes_get_data (first->envelope, NULL), g_bytes_get_size (first->envelope),
                   "letter 3", 8);
  g_assert_cmpuint (get_state (fixture, north).acknowledged, ==, 2);
  g_assert_cmpuint (get_state (fixture, north).sent, ==, 3);
  g_assert_cmpuint (get_state (fixture, south).acknowledged, ==, 0);
}

static void
test_number_of_unwritten_letter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      jly_store_post_send (fixture->store, STUDY, north, 1, refuse_to_write, NULL, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  send (fixture, north, 1);
}

/* An acknowledgement of what was never written shows that this folder is an old copy. */
static void
test_rolled_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  send (fixture, north, 1);
  g_assert_false (jly_store_post_acknowledge (fixture->store, STUDY, north, 2, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_assert_cmpstr (jly_error_get_detail (error)->step, ==, "rolled-back");
  g_assert_cmpuint (count (fixture, north, 0, G_MAXSIZE), ==, 1);
}

static void
test_inbox_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (receive (fixture, 2, "two"), ==, JLY_ARRIVAL_NEW);
  assert_next (fixture, north, NULL);
  g_assert_cmpuint (get_state (fixture, north).received, ==, 0);
  g_assert_cmpuint (get_state (fixture, north).highest, ==, 2);
  g_assert_false (jly_store_post_take (fixture->store, STUDY, north, 1, &error));
  g_clear_error (&error);
  g_assert_cmpint (receive (fixture, 1, "one"), ==, JLY_ARRIVAL_NEW);
  reopen (fixture);
  g_assert_cmpuint (get_state (fixture, north).received, ==, 2);
  assert_next (fixture, north, "one");
  assert_next (fixture, north, "one");
  g_assert_false (jly_store_post_take (fixture->store, STUDY, north, 2, &error));
  g_clear_error (&error);
  g_assert_true (jly_store_post_take (fixture->store, STUDY, north, 1, &error));
  assert_next (fixture, north, "two");
  assert_next (fixture, south, NULL);
  g_assert_true (jly_store_post_take (fixture->store, STUDY, north, 2, &error));
  g_assert_no_error (error);
  assert_next (fixture, north, NULL);
}

static void
test_nothing_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (receive (fixture, 1, "one"), ==, JLY_ARRIVAL_NEW);
  g_assert_cmpint (receive (fixture, 1, "one"), ==, JLY_ARRIVAL_KNOWN);
  g_assert_cmpint (receive (fixture, 1, "another one"), ==, JLY_ARRIVAL_CONTRADICTS);
  g_assert_true (jly_store_post_take (fixture->store, STUDY, north, 1, &error));
  reopen (fixture);
  g_assert_cmpint (receive (fixture, 1, "one"), ==, JLY_ARRIVAL_KNOWN);
  g_assert_cmpint (receive (fixture, 1, "another one"), ==, JLY_ARRIVAL_CONTRADICTS);
  assert_next (fixture, north, NULL);
  g_assert_cmpint (receive (fixture, 1 + JLY_STORE_POST_WINDOW, "far"), ==, JLY_ARRIVAL_NEW);
  g_assert_cmpint (receive (fixture, 2 + JLY_STORE_POST_WINDOW, "too far"), ==,
                   JLY_ARRIVAL_TOO_EARLY);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  jly_store_close (fixture->store);
  fixture->store = jly_store_open (fixture->dir, &error);
  g_assert_false (jly_store_post_send (fixture->store, STUDY, north, 1, write_number,
                                       (gpointer) "letter", NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (jly_store_post_list (fixture->store, STUDY, NULL, 0, G_MAXSIZE, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
}

/* Neither the files nor their names tell who the others are. */
static void
test_file_tells_nobody (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "jointly.db", "jointly.db-wal" };

  send (fixture, north, 1);
  receive (fixture, 1, "one");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);
      g_autofree char *bytes = NULL;
      gsize n;

      g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
      g_assert_null (memmem (bytes, n, north, 32));
    }
}

static void
burn (Fixture *fixture, const char *study_id, const guint8 joiner[32], gint64 now, const char *why)
{
  static const guint8 hash[32] = { 5 };
  g_autoptr (GError) error = NULL;
  gboolean ok = jly_store_burn_invitation (fixture->store, study_id, hash, joiner, now, &error);

  g_assert_true (ok == (why == NULL));
  if (why == NULL)
    return;
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_assert_cmpstr (jly_error_get_detail (error)->step, ==, why);
}

static void
test_invitation (Fixture *fixture, gconstpointer data)
{
  static const guint8 hash[32] = { 5 };
  g_autoptr (GError) error = NULL;

  burn (fixture, STUDY, north, 10, "unknown");
  g_assert_true (jly_store_add_invitation (fixture->store, STUDY, hash, 100, &error));
  g_assert_no_error (error);
  burn (fixture, OTHER_STUDY, north, 10, "unknown");
  burn (fixture, STUDY, north, 100, "expired");
  burn (fixture, STUDY, north, 99, NULL);
  reopen (fixture);
  burn (fixture, STUDY, south, 99, "used");
  burn (fixture, STUDY, north, 200, NULL);
}

static void
test_verification (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) first = g_bytes_new_static ("first", 5);
  g_autoptr (GBytes) second = g_bytes_new_static ("second", 6);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GPtrArray) studies = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_store_get_verification (fixture->store, STUDY, &error));
  g_assert_no_error (error);
  g_assert_true (jly_store_set_verification (fixture->store, STUDY, first, &error));
  g_assert_true (jly_store_set_verification (fixture->store, STUDY, second, &error));
  reopen (fixture);
  back = jly_store_get_verification (fixture->store, STUDY, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, second));
  send (fixture, north, 1);
  studies = jly_store_post_list_studies (fixture->store, &error);
  g_assert_cmpuint (studies->len, ==, 1);
  g_assert_cmpstr (studies->pdata[0], ==, STUDY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store-post/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("outbox", test_outbox);
  ADD ("unwritten", test_number_of_unwritten_letter);
  ADD ("rolled-back", test_rolled_back);
  ADD ("in-order", test_inbox_in_order);
  ADD ("nothing-twice", test_nothing_twice);
  ADD ("locked", test_locked);
  ADD ("tells-nobody", test_file_tells_nobody);
  ADD ("invitation", test_invitation);
  ADD ("verification", test_verification);
#undef ADD
  return g_test_run ();
}
