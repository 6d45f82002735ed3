/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way out: numbers, and letters until they are acknowledged. See jly-store-post.h. */
#include "config.h"

#include "store/jly-store-post-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TABLE "outbox"
#define COLUMN "about"
#define ABOUT_BYTES 33 /* receiver's key, kind */

void
jly_outgoing_free (JlyOutgoing *outgoing)
{
  if (outgoing == NULL)
    return;
  g_clear_pointer (&outgoing->envelope, g_bytes_unref);
  g_free (outgoing);
}

/* For whom and what, as a sealed record. */
static GBytes *
seal_about (
    JlyStore *self, const char *study_id, const guint8 receiver[32], guint kind, guint64 number)
{
  guint8 about[ABOUT_BYTES];
  g_autoptr (GBytes) plain = NULL;

  memcpy (about, receiver, 32);
  about[32] = (guint8)kind;
  plain = g_bytes_new (about, sizeof about);
  return jly_store_seal (self, TABLE, COLUMN, study_id, (gint64)number, plain);
}

static gboolean
send (JlyStore *self,
      const char *study_id,
      const guint8 receiver[32],
      guint kind,
      JlyStoreWriteFunc write,
      gpointer user_data,
      guint64 *number,
      GError **error)
{
  g_autoptr (GBytes) other = jly_store_post_blind (self, study_id, receiver);
  g_autoptr (GBytes) about = NULL;
  g_autoptr (GBytes) envelope = NULL;
  JlyPostState state;

  if (!jly_store_post_read_state (self, study_id, other, &state, error))
    return FALSE;
  *number = ++state.sent;
  envelope = write (*number, user_data, error);
  if (envelope == NULL)
    return FALSE;
  about = seal_about (self, study_id, receiver, kind, *number);
  return jly_store_post_write_state (self, study_id, other, &state, error)
         && jly_sql_run (self, error, "INSERT INTO outbox VALUES (?, ?, ?, ?, ?)", "tbibb",
                         study_id, other, (gint64)*number, about, envelope);
}

gboolean
jly_store_post_send (JlyStore *self,
                     const char *study_id,
                     const guint8 receiver[32],
                     guint kind,
                     JlyStoreWriteFunc write,
                     gpointer user_data,
                     guint64 *number,
                     GError **error)
{
  guint64 drawn = 0;
  gboolean ok;

  g_assert (kind <= G_MAXUINT8);
  if (!jly_store_post_begin (self, error))
    return FALSE;
  ok = send (self, study_id, receiver, kind, write, user_data, &drawn, error);
  ok = jly_sql_end (self, ok, error);
  if (ok && number != NULL)
    *number = drawn;
  return ok;
}

static JlyOutgoing *
read_outgoing (JlyStore *self, const char *study_id, sqlite3_stmt *stmt, GError **error)
{
  guint64 number = (guint64)sqlite3_column_int64 (stmt, 0);
  g_autoptr (GBytes) sealed = jly_sql_dup_blob (stmt, 1);
  g_autoptr (GBytes) about
      = jly_store_unseal (self, TABLE, COLUMN, study_id, (gint64)number, sealed, error);
  const guint8 *bytes;
  JlyOutgoing *outgoing;

  if (about == NULL)
    return NULL;
  g_assert (g_bytes_get_size (about) == ABOUT_BYTES); /* sealed by nobody but us */
  bytes = g_bytes_get_data (about, NULL);
  outgoing = g_new0 (JlyOutgoing, 1);
  memcpy (outgoing->receiver, bytes, 32);
  outgoing->kind = bytes[32];
  outgoing->number = number;
  outgoing->envelope = jly_sql_dup_blob (stmt, 2);
  return outgoing;
}

GPtrArray *
jly_store_post_list_waiting (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (GPtrArray) letters
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_outgoing_free);
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT number, about, NULL FROM outbox WHERE study_id = ?", "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  for (; code == SQLITE_ROW; code = jly_sql_step (self, stmt, error))
    {
      JlyOutgoing *outgoing = read_outgoing (self, study_id, stmt, error);

      if (outgoing == NULL)
        return NULL;
      g_ptr_array_add (letters, outgoing);
    }
  return code != SQLITE_ERROR ? g_steal_pointer (&letters) : NULL;
}

static GPtrArray *
list (JlyStore *self,
      const char *study_id,
      GBytes *other,
      guint64 after,
      gsize max_bytes,
      GError **error)
{
  g_autoptr (GPtrArray) letters
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_outgoing_free);
  g_autoptr (JlySqlStatement) stmt
      = jly_sql_prepare (self, error,
                         "SELECT number, about, envelope FROM outbox WHERE study_id = ? "
                         "AND (? IS NULL OR other = ?) AND number > ? ORDER BY other, number",
                         "tbbi", study_id, other, other, (gint64)after);
  gsize n = 0;
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  while (code == SQLITE_ROW)
    {
      JlyOutgoing *outgoing = read_outgoing (self, study_id, stmt, error);

      if (outgoing == NULL)
        return NULL;
      n += g_bytes_get_size (outgoing->envelope);
      if (letters->len > 0 && n > max_bytes)
        {
          jly_outgoing_free (outgoing);
          break;
        }
      g_ptr_array_add (letters, outgoing);
      code = jly_sql_step (self, stmt, error);
    }
  return code != SQLITE_ERROR ? g_steal_pointer (&letters) : NULL;
}

GPtrArray *
jly_store_post_list (JlyStore *self,
                     const char *study_id,
                     const guint8 *receiver,
                     guint64 after,
                     gsize max_bytes,
                     GError **error)
{
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GPtrArray) letters = NULL;

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error))
    return NULL;
  if (receiver != NULL)
    other = jly_store_post_blind (self, study_id, receiver);
  letters = list (self, study_id, other, after, max_bytes, error);
  if (!jly_sql_end (self, letters != NULL, error))
    return NULL;
  return g_steal_pointer (&letters);
}

static gboolean
acknowledge (JlyStore *self, const char *study_id, GBytes *other, guint64 number, GError **error)
{
  const JlyErrorDetail detail = {
    .file = self->path,
    .step = "rolled-back",
    .next = _ ("If this folder was put back from a copy, put back the newest one; else ask the "
               "others to begin the study anew without these keys."),
  };
  JlyPostState state;

  if (!jly_store_post_read_state (self, study_id, other, &state, error))
    return FALSE;
  if (number > state.sent)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("Another party has messages of yours that this computer does not know of; "
                        "the file “%s” is older than they are."),
                     self->path);
  if (number <= state.acknowledged)
    return TRUE;
  state.acknowledged = number;
  return jly_store_post_write_state (self, study_id, other, &state, error)
         && jly_sql_run (self, error,
                         "DELETE FROM outbox WHERE study_id = ? AND other = ? AND number <= ?",
                         "tbi", study_id, other, (gint64)number);
}

gboolean
jly_store_post_acknowledge (
    JlyStore *self, const char *study_id, const guint8 receiver[32], guint64 number, GError **error)
{
  g_autoptr (GBytes) other = NULL;

  if (!jly_store_post_begin (self, error))
    return FALSE;
  other = jly_store_post_blind (self, study_id, receiver);
  return jly_sql_end (self, acknowledge (self, study_id, other, number, error), error);
}

/* Of all numbers after the last acknowledged one, those that no row has. */
static gboolean
list_given_up (
    JlyStore *self, const char *study_id, GBytes *other, GArray *given_up, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = NULL;
  JlyPostState state;
  guint64 next;
  int code;

  if (!jly_store_post_read_state (self, study_id, other, &state, error))
    return FALSE;
  next = state.acknowledged + 1;
  stmt = jly_sql_prepare (
      self, error,
      "SELECT number FROM outbox WHERE study_id = ? AND other = ? AND number > ?"
      " UNION ALL SELECT ? ORDER BY 1",
      "tbii", study_id, other, (gint64)state.acknowledged, (gint64)state.sent + 1);
  code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;
  while (code == SQLITE_ROW && given_up->len < JLY_STORE_MAX_GIVEN_UP)
    {
      guint64 number = (guint64)sqlite3_column_int64 (stmt, 0);
      const JlyGivenUp gap = { next, number - 1 };

      if (number > next)
        g_array_append_val (given_up, gap);
      next = number + 1;
      code = jly_sql_step (self, stmt, error);
    }
  return code != SQLITE_ERROR;
}

GArray *
jly_store_post_list_given_up (JlyStore *self,
                              const char *study_id,
                              const guint8 receiver[32],
                              GError **error)
{
  g_autoptr (GArray) given_up = g_array_new (FALSE, FALSE, sizeof (JlyGivenUp));
  g_autoptr (GBytes) other = NULL;

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error))
    return NULL;
  other = jly_store_post_blind (self, study_id, receiver);
  if (!jly_sql_end (self, list_given_up (self, study_id, other, given_up, error), error))
    return NULL;
  return g_steal_pointer (&given_up);
}
