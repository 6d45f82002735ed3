/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing what a contract says is not to be kept for longer: uploads, with the shares in them, and
 * answers. What was agreed, asked and decided stays, and so does the log, which says what went.
 * Freed pages are overwritten (secure_delete) and the write-ahead log is cut; what the file system
 * or the disk keeps below is not in our hands.
 */
#include "config.h"

#include "store/jly-log-table.h"
#include "store/jly-store-governance.h"
#include "store/jly-store-notes.h"
#include "store/jly-store-post-private.h"
#include "store/jly-store-study-seal.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

#define SECONDS_A_DAY 86400

gboolean
jly_sql_cut_log (JlyStore *self, GError **error)
{
  const JlyErrorDetail detail = {
    .file = self->path,
    .next = _ ("Close the other windows and programs of Jointly, then try again."),
  };
  g_autoptr (JlySqlStatement) stmt = NULL;
  gboolean ok, is_busy;

  g_mutex_lock (&self->mutex);
  stmt = jly_sql_prepare (self, error, "PRAGMA wal_checkpoint (TRUNCATE)", "");
  ok = stmt != NULL && jly_sql_step (self, stmt, error) == SQLITE_ROW;
  is_busy = ok && sqlite3_column_int (stmt, 0) != 0;
  g_clear_pointer (&stmt, jly_sql_done);
  g_mutex_unlock (&self->mutex);
  if (is_busy)
    return jly_fail (error, JLY_ERROR_IO, &detail,
                     _ ("What was erased is still in the file “%s-wal”, which another program "
                        "reads."),
                     self->path);
  return ok;
}

static gboolean
is_over (const JlyLogRows *log, gint64 now)
{
  for (guint i = log->rows->len; i > 0; i--)
    {
      const JlyLogRow *row = log->rows->pdata[i - 1];
      g_autoptr (GBytes) content = NULL;
      g_autoptr (JlyContract) contract = NULL;

      if (row->entry->kind != JLY_LOG_CONTRACT || row->body == NULL)
        continue;
      content = jly_log_body_get_content (row->body);
      contract = jly_contract_decode (content, NULL);
      return contract != NULL
             && now / SECONDS_A_DAY - contract->ends_at / SECONDS_A_DAY
                    > (gint64)contract->policy.days_kept;
    }
  return FALSE;
}

static gboolean
has_answers (const JlyLogRows *log)
{
  for (guint i = 0; i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];

      if (row->entry->kind == JLY_LOG_ANSWER && row->body != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
erase_answers (JlyStore *self, const JlyLogRows *log, GError **error)
{
  for (guint i = 0; i < log->rows->len; i++)
    {
      const JlyLogRow *row = log->rows->pdata[i];

      if (row->entry->kind == JLY_LOG_ANSWER
          && !jly_sql_run (self, error, "UPDATE log SET body = NULL WHERE id = ?", "i", row->id))
        return FALSE;
    }
  return TRUE;
}

/* Uploads, results, and letters that may hold either. */
static gboolean
has_figures (JlyStore *self, const char *study_id, gboolean *has, GError **error)
{
  g_autoptr (JlySqlStatement) stmt
      = jly_sql_prepare (self, error,
                         "SELECT (SELECT count (*) FROM upload WHERE study_id = ?1)"
                         " + (SELECT count (result) + count (document) FROM study WHERE id = ?1)"
                         " + (SELECT count (*) FROM piece WHERE study_id = ?1)"
                         " + (SELECT count (envelope) FROM inbox WHERE study_id = ?1)"
                         " + (SELECT count (*) FROM note WHERE study_id = ?1 AND flags & ?2 = 0)",
                         "ti", study_id, (gint64)JLY_NOTE_LASTING);

  if (stmt == NULL || jly_sql_step (self, stmt, error) != SQLITE_ROW)
    return FALSE;
  *has = *has || sqlite3_column_int64 (stmt, 0) > 0;
  return TRUE;
}

/* Letters of what was agreed and asked travel on; their numbers are no gap for anybody. *has: there
 * were others, which are gone now. */
static gboolean
erase_letters (JlyStore *self, const char *study_id, gboolean *has, GError **error)
{
  g_autoptr (GPtrArray) letters = jly_store_post_list_waiting (self, study_id, error);

  for (guint i = 0; letters != NULL && i < letters->len; i++)
    {
      const JlyOutgoing *letter = letters->pdata[i];
      g_autoptr (GBytes) other = jly_store_post_blind (self, study_id, letter->receiver);

      if (letter->kind != JLY_STORE_POST_ANSWER && letter->kind != JLY_STORE_POST_PIECE)
        continue;
      *has = TRUE;
      if (!jly_sql_run (self, error,
                        "DELETE FROM outbox WHERE study_id = ? AND other = ? AND number = ?", "tbi",
                        study_id, other, (gint64)letter->number))
        return FALSE;
    }
  return letters != NULL;
}

static gboolean
erase_figures (JlyStore *self, const char *study_id, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM upload WHERE study_id = ?",
    "UPDATE study SET result = NULL, document = NULL WHERE id = ?",
    "DELETE FROM piece WHERE study_id = ?",
    "UPDATE inbox SET envelope = NULL WHERE study_id = ?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!jly_sql_run (self, error, statements[i], "t", study_id))
      return FALSE;
  return jly_store_set_headline (self, study_id, NULL, error)
         && jly_sql_run (self, error, "DELETE FROM note WHERE study_id = ? AND flags & ? = 0", "ti",
                         study_id, (gint64)JLY_NOTE_LASTING);
}

/* Inside a transaction; *erased is left alone if nothing was there to erase. */
static gboolean
erase_study (JlyStore *self,
             const char *study_id,
             gint64 now,
             gboolean by_hand,
             guint *erased,
             GError **error)
{
  g_autoptr (JlyLogRows) log = jly_log_read (self, study_id, error);
  g_autoptr (JlyLogEntry) entry = jly_log_entry_new (
      JLY_LOG_ERASED, now, "",
      by_hand ? "uploads and answers, by hand" : "uploads and answers, after their days");
  gboolean has = FALSE;

  if (log == NULL)
    return FALSE;
  if (!by_hand && !is_over (log, now))
    return TRUE;
  if (!erase_letters (self, study_id, &has, error) || !has_figures (self, study_id, &has, error))
    return FALSE;
  if (!has && !has_answers (log))
    return TRUE;
  ++*erased;
  return erase_figures (self, study_id, error) && erase_answers (self, log, error)
         && jly_log_append (self, study_id, entry, NULL, error);
}

/* char* of every study that has a contract, or NULL. */
static GPtrArray *
list_agreed (JlyStore *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT DISTINCT study_id FROM log WHERE body IS NOT NULL", "");
  int code = SQLITE_ERROR;

  while (stmt != NULL && (code = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, jly_sql_dup_text (stmt, 0));
  return code == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
erase_all (JlyStore *self, gint64 now, guint *erased, GError **error)
{
  g_autoptr (GPtrArray) ids = list_agreed (self, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!erase_study (self, ids->pdata[i], now, FALSE, erased, error))
      return FALSE;
  return ids != NULL;
}

gboolean
jly_store_erase_expired (JlyStore *self, gint64 now, guint *erased, GError **error)
{
  gboolean ok;

  *erased = 0;
  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin (self, error))
    return FALSE;
  ok = erase_all (self, now, erased, error);
  /* Also when nothing was erased now: cutting may have failed the last time. */
  return jly_sql_end (self, ok, error) && jly_sql_cut_log (self, error);
}

gboolean
jly_store_erase_expired_study (
    JlyStore *self, const char *study_id, gint64 now, guint *erased, GError **error)
{
  *erased = 0;
  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin (self, error))
    return FALSE;
  return jly_sql_end (self, erase_study (self, study_id, now, FALSE, erased, error), error)
         && jly_sql_cut_log (self, error);
}

gboolean
jly_store_erase_study (
    JlyStore *self, const char *study_id, gint64 now, guint *erased, GError **error)
{
  *erased = 0;
  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin (self, error))
    return FALSE;
  return jly_sql_end (self, erase_study (self, study_id, now, TRUE, erased, error), error)
         && jly_sql_cut_log (self, error);
}
