/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The local database: what was kept is there after reopening, and what is wrong is said. */
#include "config.h"

#include "store/jly-store-sql.h"

#include "base/jly-error.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define STUDY "00112233445566778899aabbccddeeff"

typedef struct
{
  char *root;
  char *dir; /* made by the store */
  char *path;
  JlyStore *store;
} Fixture;

static void
add_study (JlyStore *store, const char *id, gint64 created, const char *state)
{
  JlyStudyRecord record = {
    .id = (char *)id,
    .case_id = (char *)"a",
    .title = (char *)"A school roof",
    .created = created,
    .state = (char *)state,
    .rehearsal = TRUE,
  };
  g_autoptr (GBytes) body = g_bytes_new_static ("body", 4);
  g_autoptr (GError) error = NULL;

  jly_store_add_study (store, &record, body, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->root = g_dir_make_tmp ("jly-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->dir = g_build_filename (fixture->root, "inner", NULL);
  fixture->path = g_build_filename (fixture->dir, "jointly.db", NULL);
  fixture->store = jly_store_open (fixture->dir, &error);
  g_assert_no_error (error);
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
  g_assert_cmpint (g_rmdir (fixture->root), ==, 0);
  g_free (fixture->root);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  jly_store_close (fixture->store);
  fixture->store = jly_store_open (fixture->dir, &error);
  g_assert_no_error (error);
}

/* Runs SQL behind the store's back, as a person with an editor would. */
static void
tamper (Fixture *fixture, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  struct stat info;

  add_study (fixture->store, STUDY, 1, "done");
  g_assert_cmpint (stat (fixture->dir, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (wal, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_studies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  const JlyStudyRecord *record;

  add_study (fixture->store, "older", 10, "done");
  add_study (fixture->store, STUDY, 20, "running");
  g_assert_null (jly_store_get_result (fixture->store, STUDY, &error));
  g_assert_no_error (error);
  g_assert_true (jly_store_set_result (fixture->store, STUDY, "{\"status\":\"done\"}", &error));
  g_assert_true (jly_store_set_state (fixture->store, STUDY, "done", "Yes, together.", &error));
  reopen (fixture);
  records = jly_store_list_studies (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  record = records->pdata[0];
  g_assert_cmpstr (record->id, ==, STUDY);
  g_assert_cmpstr (record->case_id, ==, "a");
  g_assert_cmpstr (record->title, ==, "A school roof");
  g_assert_cmpstr (record->state, ==, "done");
  g_assert_cmpstr (record->headline, ==, "Yes, together.");
  g_assert_cmpint (record->created, ==, 20);
  g_assert_true (record->rehearsal);
  json = jly_store_get_result (fixture->store, STUDY, &error);
  g_assert_cmpstr (json, ==, "{\"status\":\"done\"}");
  body = jly_store_get_study (fixture->store, STUDY, &error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "body", 4);
  g_assert_true (jly_store_remove_study (fixture->store, STUDY, &error));
  g_assert_null (jly_store_get_study (fixture->store, STUDY, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
}

static void
test_dead_study (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (JlyStore) beside = NULL;
  g_autoptr (GError) error = NULL;

  add_study (fixture->store, STUDY, 1, "running");
  /* A second program that opens the folder meanwhile must not end it. */
  beside = jly_store_open (fixture->dir, &error);
  g_assert_no_error (error);
  records = jly_store_list_studies (beside, &error);
  g_assert_cmpstr (((JlyStudyRecord *)records->pdata[0])->state, ==, "running");
  g_clear_pointer (&records, g_ptr_array_unref);
  g_clear_pointer (&beside, jly_store_close);
  reopen (fixture);
  records = jly_store_list_studies (fixture->store, &error);
  g_assert_cmpstr (((JlyStudyRecord *)records->pdata[0])->state, ==, "failed");
}

static void
write_log (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  add_study (fixture->store, STUDY, 1, "done");
  g_assert_true (jly_store_verify_log (fixture->store, STUDY, &error));
  for (guint i = 0; i < 4; i++)
    g_assert_true (jly_store_log (fixture->store, STUDY, "north",
                                  i % 2 == 0 ? "sent its figures" : "checked a receipt", &error));
  g_assert_true (jly_store_verify_log (fixture->store, STUDY, &error));
  g_assert_no_error (error);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  write_log (fixture);
  reopen (fixture);
  lines = jly_store_get_log (fixture->store, STUDY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 4);
  g_assert_cmpstr (((JlyLogLine *)lines->pdata[0])->who, ==, "north");
  g_assert_cmpstr (((JlyLogLine *)lines->pdata[1])->what, ==, "checked a receipt");
  g_assert_true (jly_store_verify_log (fixture->store, STUDY, &error));
}

static void
test_log_tampered (Fixture *fixture, gconstpointer sql)
{
  g_autoptr (GError) error = NULL;

  write_log (fixture);
  tamper (fixture, sql);
  g_assert_false (jly_store_verify_log (fixture->store, STUDY, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
}

/* Once a store has an owner, a head that anybody could have written is not believed. */
static void
test_head_without_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  g_autoptr (JlySqlStatement) stmt = NULL;
  g_autoptr (GBytes) entry = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GError) error = NULL;

  write_log (fixture);
  g_assert_true (jly_store_unlock (fixture->store, identity, &error));
  stmt = jly_sql_prepare (fixture->store, &error, "SELECT entry FROM log WHERE number = 4", "");
  g_assert_cmpint (jly_sql_step (fixture->store, stmt, &error), ==, SQLITE_ROW);
  entry = jly_sql_dup_blob (stmt, 0);
  g_clear_pointer (&stmt, sqlite3_finalize);
  sealed = jly_store_seal (fixture->store, "log", "entry", STUDY, 4, entry);
  g_assert_true (jly_sql_run (fixture->store, &error,
                              "UPDATE log SET sealed = 1, entry = ? WHERE number = 4", "b",
                              sealed));
  g_assert_false (jly_store_verify_log (fixture->store, STUDY, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
}

/* The head's record, as it is or with another last byte of the signature. */
static void
seal_head (Fixture *fixture, GBytes *plain, gboolean is_changed)
{
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GError) error = NULL;

  bytes[g_bytes_get_size (plain) - 1] ^= is_changed;
  changed = g_bytes_new (bytes, g_bytes_get_size (plain));
  sealed = jly_store_seal (fixture->store, "log_head", "state", STUDY, 4, changed);
  g_assert_true (
      jly_sql_run (fixture->store, &error, "UPDATE log_head SET state = ?", "b", sealed));
}

/* That a head was good a moment ago says nothing of another one. */
static void
test_head_signature (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  g_autoptr (JlySqlStatement) stmt = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_store_unlock (fixture->store, identity, &error));
  write_log (fixture);
  stmt = jly_sql_prepare (fixture->store, &error, "SELECT state FROM log_head", "");
  g_assert_cmpint (jly_sql_step (fixture->store, stmt, &error), ==, SQLITE_ROW);
  sealed = jly_sql_dup_blob (stmt, 0);
  g_clear_pointer (&stmt, sqlite3_finalize);
  plain = jly_store_unseal (fixture->store, "log_head", "state", STUDY, 4, sealed, &error);
  g_assert_no_error (error);
  g_assert_true (jly_store_verify_log (fixture->store, STUDY, &error));
  seal_head (fixture, plain, TRUE);
  g_assert_false (jly_store_verify_log (fixture->store, STUDY, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_clear_error (&error);
  seal_head (fixture, plain, FALSE);
  g_assert_true (jly_store_verify_log (fixture->store, STUDY, &error));
}

/* A sealed record opens in its own place alone. */
static void
test_sealed_place (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *table, *column, *study_id;
    gint64 row;
  } places[] = { { "log", "body", STUDY, 1 },
                 { "log", "body", STUDY, 2 },
                 { "log", "entry", STUDY, 1 },
                 { "log_head", "body", STUDY, 1 },
                 { "log", "body", "another", 1 } };
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  g_autoptr (GBytes) plain = g_bytes_new_static ("plain", 5);
  g_autoptr (GBytes) sealed = NULL;

  g_assert_true (jly_store_unlock (fixture->store, identity, NULL));
  sealed = jly_store_seal (fixture->store, "log", "body", STUDY, 1, plain);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) opened
          = jly_store_unseal (fixture->store, places[i].table, places[i].column, places[i].study_id,
                              places[i].row, sealed, &error);

      g_assert_true ((opened != NULL) == (i == 0));
      g_assert_true ((error == NULL) == (i == 0));
    }
}

static void
append_number (GByteArray *bytes, guint64 number)
{
  guint64 big = GUINT64_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *)&big, sizeof big);
}

static void
append_text (GByteArray *bytes, const char *text)
{
  append_number (bytes, strlen (text));
  g_byte_array_append (bytes, (const guint8 *)text, (guint)strlen (text));
}

/* Three lines as the first version of the tables had them. */
static void
write_earlier_lines (sqlite3 *db)
{
  guint8 chain[32] = { 0 };

  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (JlySqlStatement) stmt = NULL;

      g_byte_array_append (bytes, chain, sizeof chain);
      append_text (bytes, STUDY);
      append_number (bytes, i);
      append_number (bytes, 100 + i);
      append_text (bytes, "north");
      append_text (bytes, "sent its figures");
      jly_hash ("log-line", bytes->data, bytes->len, chain);
      sqlite3_prepare_v2 (db, "INSERT INTO log VALUES (?, ?, ?, 'north', 'sent its figures', ?)",
                          -1, &stmt, NULL);
      sqlite3_bind_text (stmt, 1, STUDY, -1, SQLITE_STATIC);
      sqlite3_bind_int (stmt, 2, (int)i);
      sqlite3_bind_int (stmt, 3, 100 + (int)i);
      sqlite3_bind_blob (stmt, 4, chain, sizeof chain, SQLITE_TRANSIENT);
      g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
    }
  {
    g_autoptr (JlySqlStatement) stmt = NULL;

    sqlite3_prepare_v2 (db, "UPDATE study SET log_length = 3, log_head = ?", -1, &stmt, NULL);
    sqlite3_bind_blob (stmt, 1, chain, sizeof chain, SQLITE_TRANSIENT);
    g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  }
}

static const char earlier_tables[]
    = "CREATE TABLE migration (version INTEGER PRIMARY KEY, applied INTEGER NOT NULL) STRICT;"
      "CREATE TABLE study (id TEXT PRIMARY KEY, case_id TEXT NOT NULL, title TEXT NOT NULL,"
      "  created INTEGER NOT NULL, state TEXT NOT NULL, headline TEXT,"
      "  rehearsal INTEGER NOT NULL, body BLOB NOT NULL, result TEXT,"
      "  log_length INTEGER NOT NULL DEFAULT 0, log_head BLOB) STRICT;"
      "CREATE TABLE log (study_id TEXT NOT NULL REFERENCES study (id) ON DELETE CASCADE,"
      "  number INTEGER NOT NULL, moment INTEGER NOT NULL, who TEXT NOT NULL,"
      "  what TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (study_id, number))"
      "  STRICT, WITHOUT ROWID;"
      "CREATE TABLE attempt (study_id TEXT PRIMARY KEY REFERENCES study (id) ON DELETE CASCADE,"
      "  number INTEGER NOT NULL CHECK (number > 0)) STRICT;"
      "CREATE TABLE upload (study_id TEXT NOT NULL REFERENCES study (id) ON DELETE CASCADE,"
      "  provider TEXT NOT NULL, manifest BLOB NOT NULL, sealed BLOB NOT NULL, blob BLOB,"
      "  PRIMARY KEY (study_id, provider)) STRICT;"
      "INSERT INTO migration VALUES (1, 1); PRAGMA user_version = 1;"
      "INSERT INTO study (id, case_id, title, created, state, rehearsal, body)"
      "  VALUES ('" STUDY "', 'a', 'A school roof', 1, 'done', 1, x'00');"
      "INSERT INTO attempt VALUES ('" STUDY "', 7);";

/* A database of the first version is taken over whole; a log that had been changed in it says so
 * for ever, whatever came after. */
static void
test_earlier (Fixture *fixture, gconstpointer sql)
{
  gboolean is_changed = strncmp (sql, "UPDATE migration", 16) != 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint64 number = 0;
  sqlite3 *db;

  g_clear_pointer (&fixture->store, jly_store_close);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, earlier_tables, NULL, NULL, NULL), ==, SQLITE_OK);
  write_earlier_lines (db);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  reopen (fixture);
  g_assert_true (jly_store_next_attempt (fixture->store, STUDY, &number, &error));
  g_assert_cmpuint (number, ==, 8);
  g_assert_true (jly_store_log (fixture->store, STUDY, "north", "went on", &error));
  g_assert_cmpint (jly_store_verify_log (fixture->store, STUDY, &error), ==, !is_changed);
  if (is_changed)
    {
      g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
      return;
    }
  lines = jly_store_get_log (fixture->store, STUDY, &error);
  g_assert_cmpuint (lines->len, ==, 5);
  g_assert_cmpint (((JlyLogLine *)lines->pdata[1])->when, ==, 102);
  g_assert_cmpstr (((JlyLogLine *)lines->pdata[2])->what, ==, "sent its figures");
}

static void
test_attempts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint64 number = 0;

  add_study (fixture->store, STUDY, 1, "running");
  for (guint64 i = 1; i <= 3; i++)
    {
      g_assert_true (jly_store_next_attempt (fixture->store, STUDY, &number, &error));
      g_assert_cmpuint (number, ==, i);
      reopen (fixture);
    }
  /* A study that is removed and brought again must not begin with numbers that were used. */
  g_assert_true (jly_store_remove_study (fixture->store, STUDY, &error));
  add_study (fixture->store, STUDY, 1, "running");
  g_assert_true (jly_store_next_attempt (fixture->store, STUDY, &number, &error));
  g_assert_cmpuint (number, ==, 4);
  g_assert_no_error (error);
}

/* The number must survive a kill right after the call. */
static void
test_attempt_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint64 number = 0;
  pid_t child;
  int status;

  add_study (fixture->store, STUDY, 1, "running");
  g_clear_pointer (&fixture->store, jly_store_close);
  child = fork ();
  if (child == 0)
    {
      JlyStore *store = jly_store_open (fixture->dir, NULL);

      if (store == NULL || !jly_store_next_attempt (store, STUDY, &number, NULL))
        _exit (1);
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  reopen (fixture);
  g_assert_true (jly_store_next_attempt (fixture->store, STUDY, &number, &error));
  g_assert_cmpuint (number, ==, 2);
}

/* Another process opens the folder, writes and leaves, once it is told to: begun before this one
 * has it open, since sqlite does not live through a fork. */
static pid_t
fork_visitor (Fixture *fixture, int fds[2])
{
  guint64 number;
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  if (child == 0)
    {
      JlyStore *store = NULL;

      if (read (fds[0], &byte, 1) == 1)
        store = jly_store_open (fixture->dir, NULL);
      if (store == NULL || !jly_store_next_attempt (store, STUDY, &number, NULL))
        _exit (1);
      jly_store_close (store);
      _exit (0);
    }
  return child;
}

/* Opened and closed a second time here, the folder still is this process's too: a visitor that
 * leaves must not take itself for the last one, and clear away the log that is written to here. */
static void
test_visitor (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JlyStore *second;
  guint64 number = 0;
  pid_t child;
  int fds[2], status;

  add_study (fixture->store, STUDY, 1, "running");
  g_clear_pointer (&fixture->store, jly_store_close);
  child = fork_visitor (fixture, fds);
  reopen (fixture);
  g_assert_true (jly_store_next_attempt (fixture->store, STUDY, &number, &error));
  second = jly_store_open (fixture->dir, &error);
  g_assert_no_error (error);
  jly_store_close (second);
  g_assert_cmpint (write (fds[1], "", 1), ==, 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  second = jly_store_open (fixture->dir, &error);
  g_assert_no_error (error);
  jly_store_next_attempt (second, STUDY, &number, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (number, ==, 3);
  jly_store_next_attempt (fixture->store, STUDY, &number, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (number, ==, 4);
  jly_store_close (second);
  reopen (fixture);
  g_assert_true (jly_store_next_attempt (fixture->store, STUDY, &number, &error));
  g_assert_cmpuint (number, ==, 5);
  close (fds[0]);
  close (fds[1]);
}

static gboolean
add_upload (Fixture *fixture, const char *marker, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (marker, strlen (marker));

  return jly_store_add_upload (fixture->store, STUDY, "north", bytes, bytes, bytes, error);
}

static void
assert_file_lacks (const char *path, const char *marker)
{
  g_autofree char *bytes = NULL;
  gsize n;

  if (g_file_get_contents (path, &bytes, &n, NULL))
    g_assert_null (memmem (bytes, n, marker, strlen (marker)));
}

static void
test_uploads (Fixture *fixture, gconstpointer data)
{
  static const char marker[] = "a marker that can be found again 4711";
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint count;
  gsize n;

  add_study (fixture->store, STUDY, 1, "running");
  g_assert_true (add_upload (fixture, marker, &error));
  g_assert_false (add_upload (fixture, marker, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, "north");
  g_clear_error (&error);
  g_assert_true (jly_store_count_uploads (fixture->store, STUDY, &count, &error));
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (g_file_get_contents (wal, &bytes, &n, NULL));
  g_assert_nonnull (memmem (bytes, n, marker, strlen (marker)));
  g_assert_true (jly_store_erase_uploads (fixture->store, STUDY, &error));
  g_assert_true (jly_store_count_uploads (fixture->store, STUDY, &count, &error));
  g_assert_cmpuint (count, ==, 0);
  assert_file_lacks (fixture->path, marker);
  assert_file_lacks (wal, marker);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->store, jly_store_close);
  tamper (fixture, "PRAGMA user_version = 99");
  g_assert_null (jly_store_open (fixture->dir, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "newer version"));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->store, jly_store_close);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  g_assert_null (jly_store_open (fixture->dir, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_cmpstr (jly_error_get_detail (error)->file, ==, fixture->path);
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

/* A folder on a medium that may only be read. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_study (fixture->store, STUDY, 1, "done");
  g_assert_true (jly_sql_exec (fixture->store, "PRAGMA query_only = ON", &error));
  g_assert_false (jly_store_log (fixture->store, STUDY, "north", "spoke", &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "may be read, but not written"));
}

/* A page in the middle that was overwritten. */
static void
test_damaged_page (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStore) store = NULL;
  gsize n;

  write_log (fixture);
  g_clear_pointer (&fixture->store, jly_store_close);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &n, &error));
  memset (bytes + 4096, 0xa5, n - 4096);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)n, &error));
  store = jly_store_open (fixture->dir, &error);
  g_assert_null (store);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "damaged"));
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *below = g_build_filename (fixture->path, "below", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_store_open (below, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_SYSTEM);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/private", test_private, NULL);
  add ("/store/studies", test_studies, NULL);
  add ("/store/dead-study", test_dead_study, NULL);
  add ("/store/log", test_log, NULL);
  add ("/store/log/changed", test_log_tampered,
       "UPDATE log SET entry = (SELECT entry FROM log WHERE number = 4) WHERE number = 2");
  add ("/store/log/reworded", test_log_tampered,
       "UPDATE log SET entry = CAST (replace (CAST (entry AS TEXT), 'sent', 'lost') AS BLOB) "
       "WHERE number = 1");
  add ("/store/log/head-without-key", test_head_without_key, NULL);
  add ("/store/log/head-signature", test_head_signature, NULL);
  add ("/store/log/earlier", test_earlier, "UPDATE migration SET version = version");
  add ("/store/log/earlier-changed", test_earlier, "UPDATE log SET what = 'no' WHERE number = 2");
  add ("/store/log/earlier-cut", test_earlier, "DELETE FROM log WHERE number = 3");
  add ("/store/log/moved", test_log_tampered,
       "UPDATE log SET number = 9 WHERE number = 1; UPDATE log SET number = 1 WHERE number = 2;"
       "UPDATE log SET number = 2 WHERE number = 9");
  add ("/store/log/dropped", test_log_tampered, "DELETE FROM log WHERE number = 2");
  add ("/store/log/cut", test_log_tampered, "DELETE FROM log WHERE number = 4");
  add ("/store/log/cut-counted", test_log_tampered,
       "DELETE FROM log WHERE number = 4; UPDATE log_head SET size = 3");
  add ("/store/sealed-place", test_sealed_place, NULL);
  add ("/store/attempts", test_attempts, NULL);
  add ("/store/attempts/killed", test_attempt_killed, NULL);
  add ("/store/visitor", test_visitor, NULL);
  add ("/store/uploads", test_uploads, NULL);
  add ("/store/newer", test_newer, NULL);
  add ("/store/damaged", test_damaged, NULL);
  add ("/store/damaged-page", test_damaged_page, NULL);
  add ("/store/read-only", test_read_only, NULL);
  add ("/store/no-folder", test_no_folder, NULL);
  return g_test_run ();
}
