/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies of one's own are sealed once there are keys: also those that a program before version 6
 * of the tables has written, and nothing of them is left in the files. */
#include "config.h"

#include "store/jly-store-sql.h"

#include "base/jly-error.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define STUDY "00112233445566778899aabbccddeeff"
#define N_OLD 40
static const char *const markers[]
    = { "MARKERTITLE", "MARKERHEADLINE", "MARKERBODY", "MARKERRESULT" };

typedef struct
{
  char *dir;
  char *path;
  JlyIdentity *identity;
  JlyStore *store;
} Fixture;

static void
reopen (Fixture *self, gboolean unlock)
{
  g_autoptr (GError) error = NULL;

  jly_store_close (self->store);
  self->store = jly_store_open (self->dir, &error);
  g_assert_no_error (error);
  if (unlock)
    g_assert_true (jly_store_unlock (self->store, self->identity, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("jly-sealed-XXXXXX", NULL);
  self->path = g_build_filename (self->dir, "jointly.db", NULL);
  self->identity = jly_identity_generate ();
  reopen (self, FALSE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const names[]
      = { "jointly.db", "jointly.db-wal", "jointly.db-shm", "jointly.lock" };

  jly_store_close (self->store);
  jly_identity_free (self->identity);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->dir, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->dir), ==, 0);
  g_free (self->path);
  g_free (self->dir);
}

/* The tables as version 5 had them, with studies that it wrote; long ones, so that they lie on
 * pages of their own, and some that were changed and removed again. */
static void
become_old (Fixture *self)
{
  g_autoptr (GString) sql = g_string_new (
      "ALTER TABLE study DROP COLUMN about; ALTER TABLE study DROP COLUMN document;"
      "ALTER TABLE study DROP COLUMN sealed; DELETE FROM migration WHERE version > 5;"
      "PRAGMA user_version = 5;");
  g_autofree char *filler = g_strnfill (3000, 'x');
  sqlite3 *db = NULL;

  g_clear_pointer (&self->store, jly_store_close);
  for (guint i = 0; i < N_OLD; i++)
    {
      g_autofree char *id = i == 0 ? g_strdup (STUDY) : g_strdup_printf ("%032u", i);

      g_string_append_printf (
          sql,
          "INSERT INTO study (id, case_id, title, created, state, headline, rehearsal, body, "
          "result)"
          " VALUES ('%s', 'a', 'MARKERTITLE %u', %u, 'done', 'MARKERHEADLINE %u', 1,"
          " CAST ('MARKERBODY %u %s' AS BLOB), 'MARKERRESULT %u %s');",
          id, i, i, i, i, i % 3 == 0 ? filler : "", i, i % 2 == 0 ? filler : "");
    }
  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql->str, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* How many of the markers are in the database and beside it. */
static guint
count_markers (const Fixture *self)
{
  static const char *const names[] = { "jointly.db", "jointly.db-wal" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->dir, names[i], NULL);
      g_autofree char *data = NULL;
      gsize size = 0;

      if (!g_file_get_contents (path, &data, &size, NULL))
        continue;
      for (guint m = 0; m < G_N_ELEMENTS (markers); m++)
        n += memmem (data, size, markers[m], strlen (markers[m])) != NULL;
    }
  return n;
}

static void
check_first (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = jly_store_list_studies (self->store, &error);
  g_autofree char *json = jly_store_get_result (self->store, STUDY, &error);
  g_autoptr (GBytes) body = jly_store_get_study (self->store, STUDY, &error);
  const JlyStudyRecord *record;

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, N_OLD);
  record = records->pdata[N_OLD - 1];
  g_assert_cmpstr (record->title, ==, "MARKERTITLE 0");
  g_assert_cmpstr (record->headline, ==, "MARKERHEADLINE 0");
  g_assert_true (g_str_has_prefix (json, "MARKERRESULT 0"));
  g_assert_cmpuint (g_bytes_get_size (body), >, 3000);
  g_assert_cmpint (memcmp (g_bytes_get_data (body, NULL), "MARKERBODY 0", 12), ==, 0);
}

static void
test_old (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  become_old (self);
  g_assert_cmpuint (count_markers (self), ==, 4);
  reopen (self, FALSE); /* without keys it reads as before */
  check_first (self);
  g_assert_true (jly_store_unlock (self->store, self->identity, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_markers (self), ==, 0);
  check_first (self);
  reopen (self, TRUE);
  check_first (self);
  reopen (self, FALSE);
  records = jly_store_list_studies (self->store, &error);
  g_assert_cmpuint (records->len, ==, N_OLD);
  g_assert_cmpstr (((const JlyStudyRecord *)records->pdata[0])->title, ==, "Locked");
  g_assert_null (((const JlyStudyRecord *)records->pdata[0])->headline);
  g_assert_null (jly_store_get_result (self->store, STUDY, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
}

static void
add (Fixture *self)
{
  JlyStudyRecord record = { .id = (char *)STUDY,
                            .case_id = (char *)"a",
                            .title = (char *)"MARKERTITLE",
                            .created = 7,
                            .state = (char *)"running",
                            .rehearsal = TRUE };
  g_autoptr (GBytes) body = g_bytes_new_static ("MARKERBODY", 10);
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_store_add_study (self->store, &record, body, &error));
  g_assert_no_error (error);
}

/* Written while unlocked, not one byte of it is ever in clear. */
static void
test_new (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *json = NULL;
  const JlyStudyRecord *record;

  reopen (self, TRUE);
  add (self);
  g_assert_true (jly_store_set_result (self->store, STUDY, "MARKERRESULT", &error));
  g_assert_true (jly_store_set_state (self->store, STUDY, "done", "MARKERHEADLINE", &error));
  g_assert_cmpuint (count_markers (self), ==, 0);
  records = jly_store_list_studies (self->store, &error);
  record = records->pdata[0];
  g_assert_cmpstr (record->title, ==, "MARKERTITLE");
  g_assert_cmpstr (record->headline, ==, "MARKERHEADLINE");
  g_assert_cmpstr (record->state, ==, "done");
  json = jly_store_get_result (self->store, STUDY, &error);
  g_assert_cmpstr (json, ==, "MARKERRESULT");
  reopen (self, FALSE);
  g_assert_false (jly_store_set_state (self->store, STUDY, "failed", NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (jly_store_set_result (self->store, STUDY, "MARKERRESULT", &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
}

/* One study's record in another's place is no record. */
static void
test_swapped (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  become_old (self);
  reopen (self, TRUE);
  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db,
                    "UPDATE study SET document = (SELECT document FROM study WHERE created = 5)"
                    " WHERE created = 0",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_null (jly_store_get_result (self->store, STUDY, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/sealed/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("old", test_old);
  ADD ("new", test_new);
  ADD ("swapped", test_swapped);
#undef ADD
  return g_test_run ();
}
