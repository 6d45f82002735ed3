/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes over logs of version 1 of the tables: lines whose hashes formed a chain, each hash over the
 * one before and the line, the last one in the study's row. Their lines become notes of the tree,
 * and the entry after them says whether the chain still held.
 */
#include "config.h"

#include "store/jly-log-table.h"

#include "base/jly-error.h"
#include "crypto/jly-identity.h"

#include <string.h>

#define HASH_BYTES 32

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

static void
hash_line (const char *study_id, guint64 number, const JlyLogEntry *line, guint8 chain[HASH_BYTES])
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, chain, HASH_BYTES);
  append_text (bytes, study_id);
  append_number (bytes, number);
  append_number (bytes, (guint64)line->moment);
  append_text (bytes, line->who);
  append_text (bytes, line->what);
  jly_hash ("log-line", bytes->data, bytes->len, chain);
}

/* At most half of what an entry can hold, at the end of a character. */
static char *
dup_fitting (sqlite3_stmt *stmt, int column)
{
  g_autofree char *text = jly_sql_dup_text (stmt, column);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  if (strlen (valid) > JLY_LOG_MAX_TEXT / 4)
    *g_utf8_find_prev_char (valid, valid + JLY_LOG_MAX_TEXT / 4) = '\0';
  return g_steal_pointer (&valid);
}

/* One line of the columns number, moment, who, what, hash; *holds tells whether the chain does. */
static gboolean
move_line (JlyStore *self,
           const char *study_id,
           sqlite3_stmt *stmt,
           guint64 number,
           guint8 chain[HASH_BYTES],
           gboolean *holds,
           GError **error)
{
  g_autofree char *who = dup_fitting (stmt, 2);
  g_autofree char *what = dup_fitting (stmt, 3);
  g_autoptr (JlyLogEntry) entry
      = jly_log_entry_new (JLY_LOG_NOTE, sqlite3_column_int64 (stmt, 1), who, what);

  hash_line (study_id, number, entry, chain);
  *holds &= (guint64)sqlite3_column_int64 (stmt, 0) == number
            && sqlite3_column_bytes (stmt, 4) == HASH_BYTES
            && memcmp (chain, sqlite3_column_blob (stmt, 4), HASH_BYTES) == 0;
  return jly_log_append (self, study_id, entry, NULL, error);
}

static gboolean
move_lines (JlyStore *self,
            const char *study_id,
            guint64 *n,
            guint8 chain[HASH_BYTES],
            gboolean *holds,
            GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error,
      "SELECT number, moment, who, what, hash FROM log_1 WHERE study_id = ? ORDER BY number", "t",
      study_id);
  int code = SQLITE_ERROR;

  *n = 0;
  while (stmt != NULL && (code = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    if (!move_line (self, study_id, stmt, ++*n, chain, holds, error))
      return FALSE;
  return code == SQLITE_DONE;
}

/* The columns id, log_length, log_head. */
static gboolean
move_log (JlyStore *self, sqlite3_stmt *study, GError **error)
{
  g_autofree char *study_id = jly_sql_dup_text (study, 0);
  g_autoptr (JlyLogEntry) entry = NULL;
  guint8 chain[HASH_BYTES] = { 0 };
  gboolean holds = TRUE;
  guint64 n;

  if (!move_lines (self, study_id, &n, chain, &holds, error))
    return FALSE;
  holds &= n == (guint64)sqlite3_column_int64 (study, 1)
           && (n == 0
               || (sqlite3_column_bytes (study, 2) == HASH_BYTES
                   && memcmp (chain, sqlite3_column_blob (study, 2), HASH_BYTES) == 0));
  if (n == 0 && holds)
    return TRUE;
  entry = jly_log_entry_new (JLY_LOG_EARLIER, g_get_real_time () / G_USEC_PER_SEC, "",
                             holds ? JLY_LOG_CHAIN_HELD : JLY_LOG_CHAIN_BROKEN);
  return jly_log_append (self, study_id, entry, NULL, error);
}

gboolean
jly_store_migrate_log (JlyStore *self, GError **error)
{
  sqlite3_stmt *stmt
      = jly_sql_prepare (self, error, "SELECT id, log_length, log_head FROM study", "");
  int code = SQLITE_ERROR;

  while (stmt != NULL && (code = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    if (!move_log (self, stmt, error))
      {
        code = SQLITE_ERROR;
        break;
      }
  jly_sql_done (stmt);
  return code == SQLITE_DONE
         && jly_sql_exec (self,
                          "DROP TABLE log_1;"
                          "ALTER TABLE study DROP COLUMN log_length;"
                          "ALTER TABLE study DROP COLUMN log_head;",
                          error);
}
