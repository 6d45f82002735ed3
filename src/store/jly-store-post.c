/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the post, and how it stands with one other party. See jly-store-post.h. */
#include "config.h"

#include "store/jly-store-post-private.h"

#include <sodium.h>
#include <string.h>

#define BLIND_BYTES 16

const char jly_store_post_tables[]
    = "CREATE TABLE post ("
      "  study_id TEXT NOT NULL, other BLOB NOT NULL,"
      "  sent INTEGER NOT NULL, acknowledged INTEGER NOT NULL,"
      "  received INTEGER NOT NULL, highest INTEGER NOT NULL, taken INTEGER NOT NULL,"
      "  CHECK (0 <= acknowledged AND acknowledged <= sent AND 0 <= taken"
      "    AND taken <= received AND received <= highest),"
      "  PRIMARY KEY (study_id, other)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE outbox ("
      "  study_id TEXT NOT NULL, other BLOB NOT NULL, number INTEGER NOT NULL,"
      "  about BLOB NOT NULL, envelope BLOB NOT NULL,"
      "  PRIMARY KEY (study_id, other, number)) STRICT;"
      "CREATE TABLE inbox ("
      "  study_id TEXT NOT NULL, other BLOB NOT NULL, number INTEGER NOT NULL,"
      "  hash BLOB NOT NULL, envelope BLOB,"
      "  PRIMARY KEY (study_id, other, number)) STRICT;"
      "CREATE TABLE invitation ("
      "  study_id TEXT NOT NULL, hash BLOB NOT NULL, expires_at INTEGER NOT NULL, joiner BLOB,"
      "  PRIMARY KEY (study_id, hash)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE verification (study_id TEXT PRIMARY KEY, state BLOB NOT NULL) STRICT;";

GBytes *
jly_store_post_blind (JlyStore *self, const char *study_id, const guint8 other[32])
{
  gsize n = strlen (study_id);
  g_autofree guint8 *both = g_malloc (n + 32);
  guint8 hash[32];
  GBytes *blind;

  memcpy (both, study_id, n);
  memcpy (both + n, other, 32);
  jly_kdf (self->key, "store-post", both, n + 32, hash);
  blind = g_bytes_new (hash, BLIND_BYTES);
  sodium_memzero (hash, sizeof hash);
  return blind;
}

gboolean
jly_store_post_begin (JlyStore *self, GError **error)
{
  return jly_store_check_unlocked (self, error) && jly_sql_begin (self, error);
}

gboolean
jly_store_post_read_state (
    JlyStore *self, const char *study_id, GBytes *other, JlyPostState *state, GError **error)
{
  g_autoptr (JlySqlStatement) stmt
      = jly_sql_prepare (self, error,
                         "SELECT sent, acknowledged, received, highest, taken FROM post "
                         "WHERE study_id = ? AND other = ?",
                         "tb", study_id, other);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  memset (state, 0, sizeof *state);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE;
  state->sent = (guint64)sqlite3_column_int64 (stmt, 0);
  state->acknowledged = (guint64)sqlite3_column_int64 (stmt, 1);
  state->received = (guint64)sqlite3_column_int64 (stmt, 2);
  state->highest = (guint64)sqlite3_column_int64 (stmt, 3);
  state->taken = (guint64)sqlite3_column_int64 (stmt, 4);
  return TRUE;
}

gboolean
jly_store_post_write_state (
    JlyStore *self, const char *study_id, GBytes *other, const JlyPostState *state, GError **error)
{
  return jly_sql_run (self, error, "INSERT OR REPLACE INTO post VALUES (?, ?, ?, ?, ?, ?, ?)",
                      "tbiiiii", study_id, other, (gint64)state->sent, (gint64)state->acknowledged,
                      (gint64)state->received, (gint64)state->highest, (gint64)state->taken);
}

gboolean
jly_store_post_get_state (JlyStore *self,
                          const char *study_id,
                          const guint8 other[32],
                          JlyPostState *state,
                          GError **error)
{
  g_autoptr (GBytes) blind = NULL;

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error))
    return FALSE;
  blind = jly_store_post_blind (self, study_id, other);
  return jly_sql_end (self, jly_store_post_read_state (self, study_id, blind, state, error), error);
}

static gboolean
count_written (JlyStore *self, const char *study_id, guint64 *n, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT TOTAL(sent) FROM post WHERE study_id = ?", "t", study_id);
  gboolean ok = stmt != NULL && jly_sql_step (self, stmt, error) == SQLITE_ROW;

  *n = ok ? (guint64)sqlite3_column_int64 (stmt, 0) : 0;
  return ok;
}

gboolean
jly_store_post_count_written (JlyStore *self, const char *study_id, guint64 *n, GError **error)
{
  return jly_store_check_unlocked (self, error) && jly_sql_begin_read (self, error)
         && jly_sql_end (self, count_written (self, study_id, n, error), error);
}

gboolean
jly_store_set_verification (JlyStore *self, const char *study_id, GBytes *state, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;

  if (!jly_store_post_begin (self, error))
    return FALSE;
  sealed = jly_store_seal (self, "verification", "state", study_id, 0, state);
  return jly_sql_end (self,
                      jly_sql_run (self, error, "INSERT OR REPLACE INTO verification VALUES (?, ?)",
                                   "tb", study_id, sealed),
                      error);
}

static gboolean
read_verification (JlyStore *self, const char *study_id, GBytes **state, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT state FROM verification WHERE study_id = ?", "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;
  g_autoptr (GBytes) sealed = code == SQLITE_ROW ? jly_sql_dup_blob (stmt, 0) : NULL;

  if (sealed != NULL)
    *state = jly_store_unseal (self, "verification", "state", study_id, 0, sealed, error);
  return code == SQLITE_DONE || *state != NULL;
}

GBytes *
jly_store_get_verification (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (GBytes) state = NULL;

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error)
      || !jly_sql_end (self, read_verification (self, study_id, &state, error), error))
    return NULL;
  return g_steal_pointer (&state);
}

/* Those that a contract was kept of, or a letter was written in. */
static gboolean
read_studies (JlyStore *self, GPtrArray *studies, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT study_id FROM log_head UNION SELECT study_id FROM post ORDER BY 1", "");
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  for (; code == SQLITE_ROW; code = jly_sql_step (self, stmt, error))
    g_ptr_array_add (studies, jly_sql_dup_text (stmt, 0));
  return code != SQLITE_ERROR;
}

GPtrArray *
jly_store_post_list_studies (JlyStore *self, GError **error)
{
  g_autoptr (GPtrArray) studies = g_ptr_array_new_with_free_func (g_free);

  if (!jly_sql_begin_read (self, error)
      || !jly_sql_end (self, read_studies (self, studies, error), error))
    return NULL;
  return g_steal_pointer (&studies);
}
