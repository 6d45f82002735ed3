/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way in: letters until they were made use of, and numbers for ever. See jly-store-post.h. */
#include "config.h"

#include "store/jly-store-post-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The hash that is kept for a number: *is_kept says whether there is one. */
static gboolean
compare_hash (JlyStore *self,
              const char *study_id,
              GBytes *other,
              guint64 number,
              const guint8 hash[32],
              gboolean *is_kept,
              gboolean *is_same,
              GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT hash FROM inbox WHERE study_id = ? AND other = ? AND number = ?", "tbi",
      study_id, other, (gint64)number);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  *is_kept = code == SQLITE_ROW;
  *is_same = *is_kept && sqlite3_column_bytes (stmt, 0) == 32
             && memcmp (sqlite3_column_blob (stmt, 0), hash, 32) == 0;
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
  return jly_sql_run (self, error, "INSERT INTO inbox VALUES (?, ?, ?, ?, ?)", "tbibb", study_id,
                      other, (gint64)number, known, envelope)
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
  gboolean is_kept = FALSE, is_same = FALSE;
  JlyPostState state;

  if (!jly_store_post_read_state (self, study_id, other, &state, error)
      || !compare_hash (self, study_id, other, number, hash, &is_kept, &is_same, error))
    return FALSE;
  if (is_kept)
    *arrival = is_same ? JLY_ARRIVAL_KNOWN : JLY_ARRIVAL_CONTRADICTS;
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

/* Letters that were erased after their days, unread, are passed over. */
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
