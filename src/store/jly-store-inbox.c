/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way in: letters until they were made use of, and numbers for ever. See jly-store-post.h. */
#include "config.h"

#include "store/jly-log-table.h"
#include "store/jly-store-post-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Stands in place of the hash of a letter that its sender gave up: no letter has it. */
static const guint8 given_up_mark[32];

typedef struct
{
  gboolean is_kept, is_same, is_given_up;
} Known;

/* What is kept under a number. */
static gboolean
compare_hash (JlyStore *self,
              const char *study_id,
              GBytes *other,
              guint64 number,
              const guint8 hash[32],
              Known *known,
              GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT hash FROM inbox WHERE study_id = ? AND other = ? AND number = ?", "tbi",
      study_id, other, (gint64)number);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  known->is_kept = code == SQLITE_ROW && sqlite3_column_bytes (stmt, 0) == 32;
  known->is_same = known->is_kept && memcmp (sqlite3_column_blob (stmt, 0), hash, 32) == 0;
  known->is_given_up
      = known->is_kept && memcmp (sqlite3_column_blob (stmt, 0), given_up_mark, 32) == 0;
  return code != SQLITE_ERROR;
}

/* As far as there is no gap. */
static gboolean
advance (JlyStore *self, const char *study_id, GBytes *other, JlyPostState *state, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error,
      "SELECT number FROM inbox WHERE study_id = ? AND other = ? AND number > ? ORDER BY number",
      "tbi", study_id, other, (gint64)state->received);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  while (code == SQLITE_ROW && (guint64)sqlite3_column_int64 (stmt, 0) == state->received + 1)
    {
      state->received++;
      code = jly_sql_step (self, stmt, error);
    }
  return code != SQLITE_ERROR;
}

static gboolean
keep (JlyStore *self,
      const char *study_id,
      GBytes *other,
      guint64 number,
      const guint8 hash[32],
      GBytes *envelope,
      JlyPostState *state,
      GError **error)
{
  g_autoptr (GBytes) known = g_bytes_new (hash, 32);

  state->highest = MAX (state->highest, number);
  return jly_sql_run (self, error, "INSERT OR REPLACE INTO inbox VALUES (?, ?, ?, ?, ?)", "tbibb",
                      study_id, other, (gint64)number, known, envelope)
         && advance (self, study_id, other, state, error)
         && jly_store_post_write_state (self, study_id, other, state, error);
}

static gboolean
receive (JlyStore *self,
         const char *study_id,
         GBytes *other,
         guint64 number,
         const guint8 hash[32],
         GBytes *envelope,
         JlyArrival *arrival,
         GError **error)
{
  Known known = { FALSE, FALSE, FALSE };
  JlyPostState state;

  if (!jly_store_post_read_state (self, study_id, other, &state, error)
      || !compare_hash (self, study_id, other, number, hash, &known, error))
    return FALSE;
  if (known.is_given_up)
    *arrival = number > state.taken ? JLY_ARRIVAL_NEW : JLY_ARRIVAL_TOO_LATE;
  else if (known.is_kept)
    *arrival = known.is_same ? JLY_ARRIVAL_KNOWN : JLY_ARRIVAL_CONTRADICTS;
  else if (number == 0 || number > state.received + JLY_STORE_POST_WINDOW)
    *arrival = JLY_ARRIVAL_TOO_EARLY;
  else
    *arrival = JLY_ARRIVAL_NEW;
  return *arrival != JLY_ARRIVAL_NEW
         || keep (self, study_id, other, number, hash, envelope, &state, error);
}

gboolean
jly_store_post_receive (JlyStore *self,
                        const char *study_id,
                        const guint8 sender[32],
                        guint64 number,
                        const guint8 hash[32],
                        GBytes *envelope,
                        JlyArrival *arrival,
                        GError **error)
{
  g_autoptr (GBytes) other = NULL;

  if (!jly_store_post_begin (self, error))
    return FALSE;
  other = jly_store_post_blind (self, study_id, sender);
  return jly_sql_end (self, receive (self, study_id, other, number, hash, envelope, arrival, error),
                      error);
}

/* Numbers of one stretch that are not in the inbox get a row of their own. */
static gboolean
pass_over (JlyStore *self,
           const char *study_id,
           GBytes *other,
           const JlyGivenUp *given_up,
           JlyPostState *state,
           guint *n,
           GError **error)
{
  guint64 first = MAX (given_up->first, state->received + 1);
  guint64 last = MIN (given_up->last, state->received + JLY_STORE_POST_WINDOW);
  g_autoptr (GBytes) mark = g_bytes_new_static (given_up_mark, sizeof given_up_mark);

  for (guint64 number = first; number <= last; number++)
    {
      Known known;

      if (!compare_hash (self, study_id, other, number, given_up_mark, &known, error))
        return FALSE;
      if (known.is_kept)
        continue;
      if (!jly_sql_run (self, error, "INSERT INTO inbox VALUES (?, ?, ?, ?, ?)", "tbibb", study_id,
                        other, (gint64)number, mark, NULL))
        return FALSE;
      state->highest = MAX (state->highest, number);
      ++*n;
    }
  return TRUE;
}

/* In the log of a study that has one: not before there is a contract. */
static gboolean
log_passed_over (JlyStore *self, const char *study_id, const char *name, guint n, GError **error)
{
  g_autoptr (JlySqlStatement) stmt
      = jly_sql_prepare (self, error, "SELECT 1 FROM log_head WHERE study_id = ?", "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;
  g_autofree char *what
      = g_strdup_printf ("%u messages were erased by their sender before they came", n);
  g_autoptr (JlyLogEntry) entry
      = jly_log_entry_new (JLY_LOG_NOTE, g_get_real_time () / G_USEC_PER_SEC, name, what);

  g_clear_pointer (&stmt, jly_sql_done);
  return code == SQLITE_DONE
         || (code == SQLITE_ROW && jly_log_append (self, study_id, entry, NULL, error));
}

static gboolean
pass_all_over (JlyStore *self,
               const char *study_id,
               GBytes *other,
               const char *name,
               const GArray *given_up,
               guint *n,
               GError **error)
{
  JlyPostState state;

  if (!jly_store_post_read_state (self, study_id, other, &state, error))
    return FALSE;
  for (guint i = 0; i < given_up->len; i++)
    if (!pass_over (self, study_id, other, &g_array_index (given_up, JlyGivenUp, i), &state, n,
                    error))
      return FALSE;
  return *n == 0
         || (advance (self, study_id, other, &state, error)
             && jly_store_post_write_state (self, study_id, other, &state, error)
             && log_passed_over (self, study_id, name, *n, error));
}

gboolean
jly_store_post_pass_over (JlyStore *self,
                          const char *study_id,
                          const guint8 sender[32],
                          const char *name,
                          const GArray *given_up,
                          guint *n,
                          GError **error)
{
  g_autoptr (GBytes) other = NULL;

  *n = 0;
  if (!jly_store_post_begin (self, error))
    return FALSE;
  other = jly_store_post_blind (self, study_id, sender);
  return jly_sql_end (self, pass_all_over (self, study_id, other, name, given_up, n, error), error);
}

/* Letters that were erased after their days, unread, or given up, are passed over. */
static gboolean
read_next (JlyStore *self,
           const char *study_id,
           GBytes *other,
           guint64 *number,
           GBytes **envelope,
           GError **error)
{
  g_autoptr (JlySqlStatement) stmt = NULL;
  JlyPostState state;
  int code;

  if (!jly_store_post_read_state (self, study_id, other, &state, error))
    return FALSE;
  stmt = jly_sql_prepare (self, error,
                          "SELECT envelope, number FROM inbox"
                          " WHERE study_id = ? AND other = ? AND number > ? AND number <= ?"
                          " AND envelope IS NOT NULL ORDER BY number LIMIT 1",
                          "tbii", study_id, other, (gint64)state.taken, (gint64)state.received);
  code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;
  if (code == SQLITE_ROW)
    {
      *envelope = jly_sql_dup_blob (stmt, 0);
      *number = (guint64)sqlite3_column_int64 (stmt, 1);
    }
  return code != SQLITE_ERROR;
}

GBytes *
jly_store_post_next (
    JlyStore *self, const char *study_id, const guint8 sender[32], guint64 *number, GError **error)
{
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GBytes) envelope = NULL;

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error))
    return NULL;
  other = jly_store_post_blind (self, study_id, sender);
  if (!jly_sql_end (self, read_next (self, study_id, other, number, &envelope, error), error))
    return NULL;
  return g_steal_pointer (&envelope);
}

static gboolean
take (JlyStore *self, const char *study_id, GBytes *other, guint64 number, GError **error)
{
  g_autoptr (GBytes) envelope = NULL;
  guint64 next = 0;
  JlyPostState state;

  if (!jly_store_post_read_state (self, study_id, other, &state, error)
      || !read_next (self, study_id, other, &next, &envelope, error))
    return FALSE;
  if (number == 0 || number != next)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("Messages are read in their order."));
  state.taken = number;
  return jly_store_post_write_state (self, study_id, other, &state, error)
         && jly_sql_run (self, error,
                         "UPDATE inbox SET envelope = NULL "
                         "WHERE study_id = ? AND other = ? AND number = ?",
                         "tbi", study_id, other, (gint64)number);
}

gboolean
jly_store_post_take (
    JlyStore *self, const char *study_id, const guint8 sender[32], guint64 number, GError **error)
{
  g_autoptr (GBytes) other = NULL;

  if (!jly_store_post_begin (self, error))
    return FALSE;
  other = jly_store_post_blind (self, study_id, sender);
  return jly_sql_end (self, take (self, study_id, other, number, error), error);
}
