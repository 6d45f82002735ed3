/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies and their results. */
#include "config.h"

#include "store/jly-log-table.h"
#include "store/jly-store-study-seal.h"

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

/* What is written while nobody has unlocked the store is in clear until somebody does. */
static gboolean
add_study (JlyStore *self, const JlyStudyRecord *record, GBytes *body, GError **error)
{
  gboolean is_sealed = jly_store_is_unlocked (self);
  g_autoptr (GBytes) about = NULL;
  g_autoptr (GBytes) sealed = NULL;

  if (is_sealed)
    {
      about = jly_store_seal_about (self, record->id, record->title, record->headline);
      sealed = jly_store_seal_body (self, record->id, body);
    }
  return jly_sql_run (self, error,
                      "INSERT INTO study (id, case_id, title, created, state, headline, rehearsal, "
                      "body, sealed, about) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "tttittibib", record->id, record->case_id, is_sealed ? "" : record->title,
                      record->created, record->state, is_sealed ? NULL : record->headline,
                      (gint64)(record->rehearsal != 0), is_sealed ? sealed : body,
                      (gint64)is_sealed, about);
}

gboolean
jly_store_add_study (JlyStore *self, const JlyStudyRecord *record, GBytes *body, GError **error)
{
  return jly_sql_begin (self, error)
         && jly_sql_end (self, add_study (self, record, body, error), error);
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

static gboolean
set_state (
    JlyStore *self, const char *study_id, const char *state, const char *headline, GError **error)
{
  return jly_store_set_headline (self, study_id, headline, error)
         && jly_sql_run (self, error, "UPDATE study SET state = ? WHERE id = ?", "tt", state,
                         study_id);
}

gboolean
jly_store_set_state (
    JlyStore *self, const char *study_id, const char *state, const char *headline, GError **error)
{
  return jly_sql_begin (self, error)
         && end_one_changed (self, set_state (self, study_id, state, headline, error), error);
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

static gboolean
set_result (JlyStore *self, const char *study_id, const char *json, GError **error)
{
  g_autoptr (GBytes) about = NULL;
  g_autoptr (GBytes) document = NULL;

  if (!jly_store_find_about (self, study_id, &about, error))
    return FALSE;
  if (about == NULL)
    return jly_sql_run (self, error, "UPDATE study SET result = ? WHERE id = ?", "tt", json,
                        study_id);
  if (!jly_store_check_unlocked (self, error))
    return FALSE;
  document = jly_store_seal_document (self, study_id, json);
  return jly_sql_run (self, error, "UPDATE study SET document = ? WHERE id = ?", "bt", document,
                      study_id);
}

gboolean
jly_store_set_result (JlyStore *self, const char *study_id, const char *json, GError **error)
{
  return jly_sql_begin (self, error)
         && end_one_changed (self, set_result (self, study_id, json, error), error);
}

/* Of one that cannot be read now it is said that it is there. */
static void
read_about (JlyStore *self, sqlite3_stmt *stmt, JlyStudyRecord *record)
{
  g_autoptr (GBytes) about = NULL;

  if (sqlite3_column_int (stmt, 7) == 0)
    return;
  about = jly_sql_dup_blob (stmt, 8);
  g_clear_pointer (&record->title, g_free);
  g_clear_pointer (&record->headline, g_free);
  if (jly_store_is_unlocked (self)
      && jly_store_unseal_about (self, record->id, about, &record->title, &record->headline, NULL))
    return;
  g_free (record->title);
  g_free (record->headline);
  record->title = g_strdup (jly_store_is_unlocked (self) ? _ ("Damaged") : _ ("Locked"));
  record->headline = NULL;
}

static JlyStudyRecord *
read_record (JlyStore *self, sqlite3_stmt *stmt)
{
  JlyStudyRecord *record = g_new0 (JlyStudyRecord, 1);

  record->id = jly_sql_dup_text (stmt, 0);
  record->case_id = jly_sql_dup_text (stmt, 1);
  record->title = jly_sql_dup_text (stmt, 2);
  record->created = sqlite3_column_int64 (stmt, 3);
  record->state = jly_sql_dup_text (stmt, 4);
  record->headline = jly_sql_dup_text (stmt, 5);
  record->rehearsal = sqlite3_column_int (stmt, 6) != 0;
  read_about (self, stmt, record);
  return record;
}

static GPtrArray *
read_studies (JlyStore *self, GError **error)
{
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_study_record_free);
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error,
      "SELECT id, case_id, title, created, state, headline, rehearsal, sealed, about "
      "FROM study ORDER BY created DESC, rowid DESC",
      "");
  int code = SQLITE_ERROR;

  while (stmt != NULL && (code = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (records, read_record (self, stmt));
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

/* The column of a study, and whether it is sealed; *value is NULL where it is. */
static int
read_column (JlyStore *self,
             const char *sql,
             const char *study_id,
             gboolean *is_sealed,
             GBytes **value,
             GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (self, error, sql, "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  *value = NULL;
  *is_sealed = code == SQLITE_ROW && sqlite3_column_int (stmt, 0) != 0;
  if (code == SQLITE_ROW && sqlite3_column_type (stmt, 1) != SQLITE_NULL)
    *value = jly_sql_dup_blob (stmt, 1);
  return code;
}

char *
jly_store_get_result (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (GBytes) value = NULL;
  gboolean is_sealed;

  g_mutex_lock (&self->mutex);
  read_column (self,
               "SELECT sealed, CASE WHEN sealed THEN document ELSE CAST (result AS BLOB) END"
               " FROM study WHERE id = ?",
               study_id, &is_sealed, &value, error);
  g_mutex_unlock (&self->mutex);
  if (value == NULL)
    return NULL;
  return is_sealed ? jly_store_unseal_document (self, study_id, value, error)
                   : g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
}

GBytes *
jly_store_get_study (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (GBytes) body = NULL;
  gboolean is_sealed;
  int code;

  g_mutex_lock (&self->mutex);
  code = read_column (self, "SELECT sealed, body FROM study WHERE id = ?", study_id, &is_sealed,
                      &body, error);
  g_mutex_unlock (&self->mutex);
  if (code == SQLITE_DONE)
    jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This study is not kept on this computer."));
  if (body != NULL && is_sealed)
    return jly_store_unseal_body (self, study_id, body, error);
  return g_steal_pointer (&body);
}
