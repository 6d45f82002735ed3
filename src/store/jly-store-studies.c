/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies and their results. */
#include "config.h"

#include "store/jly-log-table.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

void
jly_study_record_free (JlyStudyRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->id);
  g_free (record->case_id);
  g_free (record->title);
  g_free (record->state);
  g_free (record->headline);
  g_free (record);
}

gboolean
jly_store_add_study (JlyStore *self, const JlyStudyRecord *record, GBytes *body, GError **error)
{
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = jly_sql_run (self, error,
                    "INSERT INTO study (id, case_id, title, created, state, headline, rehearsal, "
                    "body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    "tttittib", record->id, record->case_id, record->title, record->created,
                    record->state, record->headline, (gint64)(record->rehearsal != 0), body);
  return jly_sql_end (self, ok, error);
}

/* A statement that must change exactly one study: an unknown id is our own mistake, but one that
 * must be seen. */
static gboolean
end_one_changed (JlyStore *self, gboolean ok, GError **error)
{
  if (ok && sqlite3_changes (self->db) != 1)
    ok = jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This study is not kept on this computer."));
  return jly_sql_end (self, ok, error);
}

gboolean
jly_store_set_state (
    JlyStore *self, const char *study_id, const char *state, const char *headline, GError **error)
{
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = jly_sql_run (self, error, "UPDATE study SET state = ?, headline = ? WHERE id = ?", "ttt",
                    state, headline, study_id);
  return end_one_changed (self, ok, error);
}

/* A contract, and what was asked under it, stays: forgetting it would give the budget back. */
static gboolean
remove_log (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT 1 FROM log WHERE study_id = ? AND body IS NOT NULL LIMIT 1", "t",
      study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  return code == SQLITE_DONE ? jly_log_delete (self, study_id, error) : code == SQLITE_ROW;
}

gboolean
jly_store_remove_study (JlyStore *self, const char *study_id, GError **error)
{
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = remove_log (self, study_id, error)
       && jly_sql_run (self, error, "DELETE FROM study WHERE id = ?", "t", study_id);
  return end_one_changed (self, ok, error);
}

gboolean
jly_store_set_result (JlyStore *self, const char *study_id, const char *json, GError **error)
{
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = jly_sql_run (self, error, "UPDATE study SET result = ? WHERE id = ?", "tt", json, study_id);
  return end_one_changed (self, ok, error);
}

static JlyStudyRecord *
read_record (sqlite3_stmt *stmt)
{
  JlyStudyRecord *record = g_new0 (JlyStudyRecord, 1);

  record->id = jly_sql_dup_text (stmt, 0);
  record->case_id = jly_sql_dup_text (stmt, 1);
  record->title = jly_sql_dup_text (stmt, 2);
  record->created = sqlite3_column_int64 (stmt, 3);
  record->state = jly_sql_dup_text (stmt, 4);
  record->headline = jly_sql_dup_text (stmt, 5);
  record->rehearsal = sqlite3_column_int (stmt, 6) != 0;
  return record;
}

static GPtrArray *
read_studies (JlyStore *self, GError **error)
{
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_study_record_free);
  g_autoptr (JlySqlStatement) stmt
      = jly_sql_prepare (self, error,
                         "SELECT id, case_id, title, created, state, headline, rehearsal "
                         "FROM study ORDER BY created DESC, rowid DESC",
                         "");
  int code = SQLITE_ERROR;

  while (stmt != NULL && (code = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (records, read_record (stmt));
  return code == SQLITE_DONE ? g_steal_pointer (&records) : NULL;
}

GPtrArray *
jly_store_list_studies (JlyStore *self, GError **error)
{
  GPtrArray *records;

  g_mutex_lock (&self->mutex);
  records = read_studies (self, error);
  g_mutex_unlock (&self->mutex);
  return records;
}

char *
jly_store_get_result (JlyStore *self, const char *study_id, GError **error)
{
  sqlite3_stmt *stmt;
  char *json = NULL;

  g_mutex_lock (&self->mutex);
  stmt = jly_sql_prepare (self, error, "SELECT result FROM study WHERE id = ?", "t", study_id);
  if (stmt != NULL && jly_sql_step (self, stmt, error) == SQLITE_ROW)
    json = jly_sql_dup_text (stmt, 0);
  sqlite3_finalize (stmt);
  g_mutex_unlock (&self->mutex);
  return json;
}

GBytes *
jly_store_get_study (JlyStore *self, const char *study_id, GError **error)
{
  sqlite3_stmt *stmt;
  GBytes *body = NULL;
  int code = SQLITE_ERROR;

  g_mutex_lock (&self->mutex);
  stmt = jly_sql_prepare (self, error, "SELECT body FROM study WHERE id = ?", "t", study_id);
  if (stmt != NULL)
    code = jly_sql_step (self, stmt, error);
  if (code == SQLITE_ROW)
    body = jly_sql_dup_blob (stmt, 0);
  sqlite3_finalize (stmt);
  g_mutex_unlock (&self->mutex);
  if (code == SQLITE_DONE)
    jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This study is not kept on this computer."));
  return body;
}
