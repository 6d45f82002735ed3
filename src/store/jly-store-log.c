/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study's log as others use it: lines for people. How it is kept is in jly-log-table.c. */
#include "config.h"

#include "store/jly-log-table.h"
#include "store/jly-store-clock.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

void
jly_log_line_free (JlyLogLine *line)
{
  if (line == NULL)
    return;
  g_free (line->who);
  g_free (line->what);
  g_free (line);
}

static gboolean
check_known (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (JlySqlStatement) stmt
      = jly_sql_prepare (self, error,
                         "SELECT 1 FROM study WHERE id = ?1 "
                         "UNION ALL SELECT 1 FROM log_head WHERE study_id = ?1",
                         "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  if (code == SQLITE_DONE)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This study is not kept on this computer."));
  return code == SQLITE_ROW;
}

gboolean
jly_store_log (
    JlyStore *self, const char *study_id, const char *who, const char *what, GError **error)
{
  g_autoptr (JlyLogEntry) entry
      = jly_log_entry_new (JLY_LOG_NOTE, g_get_real_time () / G_USEC_PER_SEC, who, what);
  gboolean ok;

  if (!jly_sql_begin (self, error))
    return FALSE;
  ok = check_known (self, study_id, error) && jly_log_append (self, study_id, entry, NULL, error);
  return jly_sql_end (self, ok, error);
}

static JlyLogRows *
read_known (JlyStore *self, const char *study_id, GError **error)
{
  JlyLogRows *log = NULL;

  if (!jly_sql_begin_read (self, error))
    return NULL;
  if (check_known (self, study_id, error))
    log = jly_log_read (self, study_id, error);
  if (jly_sql_end (self, log != NULL, log != NULL ? error : NULL))
    return log;
  jly_log_rows_free (log);
  return NULL;
}

/* What an entry is called where it has no words of its own. */
static JlyLogLine *
make_line (const JlyLogEntry *entry)
{
  JlyLogLine *line = g_new0 (JlyLogLine, 1);

  line->when = entry->moment;
  line->kind = entry->kind;
  line->who = g_strdup (entry->who);
  line->what = g_strdup (entry->what[0] != '\0' ? entry->what : jly_log_kind_name (entry->kind));
  return line;
}

GPtrArray *
jly_store_get_log (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_log_line_free);
  g_autoptr (JlyLogRows) log = read_known (self, study_id, error);

  if (log == NULL)
    return NULL;
  for (guint i = 0; i < log->rows->len; i++)
    g_ptr_array_add (lines, make_line (((JlyLogRow *)log->rows->pdata[i])->entry));
  return g_steal_pointer (&lines);
}

gboolean
jly_store_verify_log (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (JlyLogRows) log = read_known (self, study_id, error);

  return log != NULL;
}

gboolean
jly_store_get_log_head (
    JlyStore *self, const char *study_id, JlyLogHead *head, guint8 signature[64], GError **error)
{
  g_autoptr (JlyLogRows) log = NULL;

  if (!jly_store_check_unlocked (self, error))
    return FALSE;
  log = read_known (self, study_id, error);
  if (log == NULL)
    return FALSE;
  *head = log->head;
  jly_log_head_sign (head, self->identity, signature);
  return TRUE;
}

gboolean
jly_store_find_latest (
    JlyStore *self, const char *study_id, guint version, gint64 *latest, GError **error)
{
  g_autoptr (JlyLogRows) log = read_known (self, study_id, error);

  *latest = 0;
  for (guint i = 0; log != NULL && i < log->rows->len; i++)
    {
      const JlyLogEntry *entry = ((const JlyLogRow *)log->rows->pdata[i])->entry;

      if (entry->kind == JLY_LOG_CONTRACT && entry->version == version)
        *latest = 0;
      *latest = MAX (*latest, entry->moment);
    }
  return log != NULL;
}
