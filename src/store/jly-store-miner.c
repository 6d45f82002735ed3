/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a miner must not forget (attempt numbers) and what it must be able to forget (uploads).
 * Uploads lie here as they came: sealed, so that the file alone tells nothing.
 */
#include "config.h"

#include "store/jly-store-sql.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

static gboolean
read_attempt (JlyStore *self, const char *study_id, guint64 *number, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT number FROM attempt WHERE study_id = ?", "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  *number = code == SQLITE_ROW ? (guint64)sqlite3_column_int64 (stmt, 0) : 0;
  return code != SQLITE_ERROR;
}

gboolean
jly_store_count_attempt (JlyStore *self, const char *study_id, guint64 *number, GError **error)
{
  guint64 last = 0;

  if (!read_attempt (self, study_id, &last, error)
      || !jly_sql_run (self, error,
                       "INSERT INTO attempt VALUES (?, ?) ON CONFLICT (study_id) "
                       "DO UPDATE SET number = excluded.number",
                       "ti", study_id, (gint64)last + 1))
    return FALSE;
  *number = last + 1;
  return TRUE;
}

gboolean
jly_store_next_attempt (JlyStore *self, const char *study_id, guint64 *number, GError **error)
{
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = jly_store_count_attempt (self, study_id, number, error);
  return jly_sql_end (self, ok, error);
}

static gboolean
has_upload (
    JlyStore *self, const char *study_id, const char *provider, gboolean *has, GError **error)
{
  g_autoptr (JlySqlStatement) stmt
      = jly_sql_prepare (self, error, "SELECT 1 FROM upload WHERE study_id = ? AND provider = ?",
                         "tt", study_id, provider);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  *has = code == SQLITE_ROW;
  return code != SQLITE_ERROR;
}

static gboolean
insert_upload (JlyStore *self,
               const char *study_id,
               const char *provider,
               GBytes *manifest,
               GBytes *sealed,
               GBytes *blob,
               GError **error)
{
  JlyErrorDetail detail = {
    .party = provider,
    .step = "upload",
    .next = _ ("Begin a new study if the figures have changed."),
  };
  gboolean has;

  if (!has_upload (self, study_id, provider, &has, error))
    return FALSE;
  if (has)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("“%s” has already sent its figures for this study."), provider);
  return jly_sql_run (self, error, "INSERT INTO upload VALUES (?, ?, ?, ?, ?)", "ttbbb", study_id,
                      provider, manifest, sealed, blob);
}

gboolean
jly_store_add_upload (JlyStore *self,
                      const char *study_id,
                      const char *provider,
                      GBytes *manifest,
                      GBytes *sealed,
                      GBytes *blob,
                      GError **error)
{
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = insert_upload (self, study_id, provider, manifest, sealed, blob, error);
  return jly_sql_end (self, ok, error);
}

gboolean
jly_store_erase_uploads (JlyStore *self, const char *study_id, GError **error)
{
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = jly_sql_run (self, error, "DELETE FROM upload WHERE study_id = ?", "t", study_id);
  if (!jly_sql_end (self, ok, error))
    return FALSE;
  /* The deleted pages also stand in the write-ahead log until it is written back and cut. */
  return jly_sql_cut_log (self, error);
}

gboolean
jly_store_count_uploads (JlyStore *self, const char *study_id, guint *count, GError **error)
{
  sqlite3_stmt *stmt;
  gboolean ok;

  g_mutex_lock (&self->mutex);
  stmt = jly_sql_prepare (self, error, "SELECT count (*) FROM upload WHERE study_id = ?", "t",
                          study_id);
  ok = stmt != NULL && jly_sql_step (self, stmt, error) == SQLITE_ROW;
  *count = ok ? (guint)sqlite3_column_int (stmt, 0) : 0;
  jly_sql_done (stmt);
  g_mutex_unlock (&self->mutex);
  return ok;
}
