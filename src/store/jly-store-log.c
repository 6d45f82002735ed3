/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study's log. Each line's hash covers the hash of the line before, so that a line cannot be
 * changed, dropped or moved without every later hash changing; the study's row holds length and
 * last hash, so that the end cannot be cut off either. Lines never hold values.
 */
#include "config.h"

#include "store/jly-store-sql.h"

#include "base/jly-error.h"
#include "crypto/jly-identity.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define HASH_BYTES 32

void
jly_log_line_free (JlyLogLine *line)
{
  if (line == NULL)
    return;
  g_free (line->who);
  g_free (line->what);
  g_free (line);
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

/* Every field has its length before it, so that no two lines have the same bytes. */
static void
hash_line (const guint8 before[HASH_BYTES],
           const char *study_id,
           guint64 number,
           const JlyLogLine *line,
           guint8 hash[HASH_BYTES])
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, before, HASH_BYTES);
  append_text (bytes, study_id);
  append_number (bytes, number);
  append_number (bytes, (guint64)line->when);
  append_text (bytes, line->who);
  append_text (bytes, line->what);
  jly_hash ("log-line", bytes->data, bytes->len, hash);
}

/* Length and last hash as the study's row has them; a study without lines has a hash of zeros. */
static gboolean
read_head (
    JlyStore *self, const char *study_id, guint64 *length, guint8 head[HASH_BYTES], GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT log_length, log_head FROM study WHERE id = ?", "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  if (code == SQLITE_DONE)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This study is not kept on this computer."));
  if (code != SQLITE_ROW)
    return FALSE;
  *length = (guint64)sqlite3_column_int64 (stmt, 0);
  memset (head, 0, HASH_BYTES);
  if (sqlite3_column_bytes (stmt, 1) == HASH_BYTES)
    memcpy (head, sqlite3_column_blob (stmt, 1), HASH_BYTES);
  return TRUE;
}

static gboolean
append_line (JlyStore *self, const char *study_id, const JlyLogLine *line, GError **error)
{
  guint8 before[HASH_BYTES], hash[HASH_BYTES];
  guint64 length;
  g_autoptr (GBytes) head = NULL;

  if (!read_head (self, study_id, &length, before, error))
    return FALSE;
  hash_line (before, study_id, length + 1, line, hash);
  head = g_bytes_new (hash, sizeof hash);
  return jly_sql_run (self, error, "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", "tiittb", study_id,
                      (gint64)length + 1, line->when, line->who, line->what, head)
         && jly_sql_run (self, error, "UPDATE study SET log_length = ?, log_head = ? WHERE id = ?",
                         "ibt", (gint64)length + 1, head, study_id);
}

gboolean
jly_store_log (
    JlyStore *self, const char *study_id, const char *who, const char *what, GError **error)
{
  JlyLogLine line = {
    .when = g_get_real_time () / G_USEC_PER_SEC,
    .who = (char *)who,
    .what = (char *)what,
  };
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = append_line (self, study_id, &line, error);
  return jly_sql_end (self, ok, error);
}

static sqlite3_stmt *
select_lines (JlyStore *self, const char *study_id, GError **error)
{
  return jly_sql_prepare (
      self, error,
      "SELECT number, moment, who, what, hash FROM log WHERE study_id = ? ORDER BY number", "t",
      study_id);
}

static JlyLogLine *
read_line (sqlite3_stmt *stmt)
{
  JlyLogLine *line = g_new0 (JlyLogLine, 1);

  line->when = sqlite3_column_int64 (stmt, 1);
  line->who = jly_sql_dup_text (stmt, 2);
  line->what = jly_sql_dup_text (stmt, 3);
  return line;
}

static GPtrArray *
read_lines (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_log_line_free);
  g_autoptr (JlySqlStatement) stmt = select_lines (self, study_id, error);
  int code = SQLITE_ERROR;

  while (stmt != NULL && (code = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (lines, read_line (stmt));
  return code == SQLITE_DONE ? g_steal_pointer (&lines) : NULL;
}

GPtrArray *
jly_store_get_log (JlyStore *self, const char *study_id, GError **error)
{
  GPtrArray *lines;

  g_mutex_lock (&self->mutex);
  lines = read_lines (self, study_id, error);
  g_mutex_unlock (&self->mutex);
  return lines;
}

static gboolean
fail_changed (guint64 number, GError **error)
{
  JlyErrorDetail detail = {
    .row = number,
    .next = _ ("Do not rely on this log; compare it with the other parties' logs."),
  };

  return jly_fail (
      error, JLY_ERROR_DATA, &detail,
      _ ("Line %" PRIu64 " of this study's log was changed or removed after it was written."),
      number);
}

/* Takes one row into the chain; FALSE if it is not what was written. */
static gboolean
check_line (sqlite3_stmt *stmt, const char *study_id, guint64 number, guint8 chain[HASH_BYTES])
{
  JlyLogLine *line = read_line (stmt);
  gboolean ok = (guint64)sqlite3_column_int64 (stmt, 0) == number && line->who != NULL
                && line->what != NULL && sqlite3_column_bytes (stmt, 4) == HASH_BYTES;

  if (ok)
    {
      hash_line (chain, study_id, number, line, chain);
      ok = memcmp (chain, sqlite3_column_blob (stmt, 4), HASH_BYTES) == 0;
    }
  jly_log_line_free (line);
  return ok;
}

static gboolean
verify (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = NULL;
  guint8 head[HASH_BYTES], chain[HASH_BYTES] = { 0 };
  guint64 length, number = 0;
  int code;

  if (!read_head (self, study_id, &length, head, error))
    return FALSE;
  stmt = select_lines (self, study_id, error);
  if (stmt == NULL)
    return FALSE;
  while ((code = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    if (!check_line (stmt, study_id, ++number, chain))
      return fail_changed (number, error);
  if (code != SQLITE_DONE)
    return FALSE;
  if (number != length || memcmp (chain, head, HASH_BYTES) != 0)
    return fail_changed (number + 1, error);
  return TRUE;
}

gboolean
jly_store_verify_log (JlyStore *self, const char *study_id, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->mutex);
  ok = verify (self, study_id, error);
  g_mutex_unlock (&self->mutex);
  return ok;
}
