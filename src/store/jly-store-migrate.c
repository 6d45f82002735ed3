/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables, version by version (SCHEMA.md describes them). A version that was released is never
 * changed: a new one is added below it.
 */
#include "config.h"

#include "store/jly-store-post-private.h"
#include "store/jly-store-study-seal.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

static const char version_1[]
    = "CREATE TABLE migration ("
      "  version INTEGER PRIMARY KEY, applied INTEGER NOT NULL) STRICT;"
      "CREATE TABLE study ("
      "  id TEXT PRIMARY KEY, case_id TEXT NOT NULL, title TEXT NOT NULL,"
      "  created INTEGER NOT NULL,"
      "  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),"
      "  headline TEXT, rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),"
      "  body BLOB NOT NULL, result TEXT,"
      "  log_length INTEGER NOT NULL DEFAULT 0, log_head BLOB) STRICT;"
      "CREATE TABLE log ("
      "  study_id TEXT NOT NULL REFERENCES study (id) ON DELETE CASCADE,"
      "  number INTEGER NOT NULL, moment INTEGER NOT NULL,"
      "  who TEXT NOT NULL, what TEXT NOT NULL, hash BLOB NOT NULL,"
      "  PRIMARY KEY (study_id, number)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE attempt ("
      "  study_id TEXT PRIMARY KEY REFERENCES study (id) ON DELETE CASCADE,"
      "  number INTEGER NOT NULL CHECK (number > 0)) STRICT;"
      "CREATE TABLE upload ("
      "  study_id TEXT NOT NULL REFERENCES study (id) ON DELETE CASCADE,"
      "  provider TEXT NOT NULL, manifest BLOB NOT NULL, sealed BLOB NOT NULL, blob BLOB,"
      "  PRIMARY KEY (study_id, provider)) STRICT;";

/* The log becomes a tree; attempts are no longer forgotten with their study. */
static const char version_2[]
    = "ALTER TABLE log RENAME TO log_1;"
      "CREATE TABLE owner ("
      "  one INTEGER PRIMARY KEY CHECK (one = 1), mark BLOB NOT NULL) STRICT;"
      "CREATE TABLE log ("
      "  id INTEGER PRIMARY KEY AUTOINCREMENT, study_id TEXT NOT NULL, number INTEGER NOT NULL,"
      "  sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)), entry BLOB NOT NULL, body BLOB,"
      "  UNIQUE (study_id, number)) STRICT;"
      "CREATE TABLE log_head ("
      "  study_id TEXT PRIMARY KEY, size INTEGER NOT NULL,"
      "  sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)), state BLOB NOT NULL) STRICT;"
      "ALTER TABLE attempt RENAME TO attempt_1;"
      "CREATE TABLE attempt ("
      "  study_id TEXT PRIMARY KEY, number INTEGER NOT NULL CHECK (number > 0)) STRICT;"
      "INSERT INTO attempt SELECT * FROM attempt_1;"
      "DROP TABLE attempt_1;";

static const struct
{
  const char *sql;
  gboolean (*move) (JlyStore *self, GError **error); /* what SQL cannot say; NULL for nothing */
} versions[] = { { version_1, NULL },
                 { version_2, jly_store_migrate_log },
                 { jly_store_post_tables, NULL },
                 { jly_store_piece_tables, NULL },
                 { jly_store_note_tables, NULL },
                 { jly_store_seal_columns, NULL } };

static int
read_version (JlyStore *self, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (self, error, "PRAGMA user_version", "");

  if (stmt == NULL || jly_sql_step (self, stmt, error) != SQLITE_ROW)
    return -1;
  return sqlite3_column_int (stmt, 0);
}

static gboolean
apply (JlyStore *self, int version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", version);

  return jly_sql_exec (self, versions[version - 1].sql, error)
         && (versions[version - 1].move == NULL || versions[version - 1].move (self, error))
         && jly_sql_run (self, error, "INSERT INTO migration VALUES (?, ?)", "ii", (gint64)version,
                         g_get_real_time () / G_USEC_PER_SEC)
         && jly_sql_exec (self, mark, error);
}

gboolean
jly_store_migrate (JlyStore *self, GError **error)
{
  int newest = (int)G_N_ELEMENTS (versions), version;
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  version = read_version (self, error);
  ok = version >= 0;
  if (ok && version > newest)
    {
      JlyErrorDetail detail = {
        .file = self->path,
        .next = _ ("Use the newer version of Jointly, or choose another folder with --data-dir."),
      };

      ok = jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("The file “%s” was written by a newer version of Jointly."), self->path);
    }
  while (ok && version < newest)
    ok = apply (self, ++version, error);
  return jly_sql_end (self, ok, error);
}
