/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invitations that were made here: each lets one party in. See jly-store-post.h. */
#include "config.h"

#include "store/jly-store-post-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

gboolean
jly_store_add_invitation (
    JlyStore *self, const char *study_id, const guint8 hash[32], gint64 expires_at, GError **error)
{
  g_autoptr (GBytes) known = g_bytes_new (hash, 32);

  if (!jly_store_post_begin (self, error))
    return FALSE;
  return jly_sql_end (self,
                      jly_sql_run (self, error, "INSERT INTO invitation VALUES (?, ?, ?, NULL)",
                                   "tbi", study_id, known, expires_at),
                      error);
}

static gboolean
fail_burnt (GError **error, const char *why, const char *sentence)
{
  const JlyErrorDetail detail = {
    .step = why,
    .next = _ ("Make a new invitation, and send it to that party alone."),
  };

  return jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s", sentence);
}

/* *joiner is NULL for one that nobody has used. */
static gboolean
read_invitation (JlyStore *self,
                 const char *study_id,
                 GBytes *hash,
                 gint64 *expires_at,
                 GBytes **joiner,
                 GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT expires_at, joiner FROM invitation WHERE study_id = ? AND hash = ?",
      "tb", study_id, hash);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  if (code == SQLITE_DONE)
    return fail_burnt (error, "unknown", _ ("An answer came to an invitation that is not yours."));
  if (code != SQLITE_ROW)
    return FALSE;
  *expires_at = sqlite3_column_int64 (stmt, 0);
  *joiner = sqlite3_column_type (stmt, 1) != SQLITE_NULL ? jly_sql_dup_blob (stmt, 1) : NULL;
  return TRUE;
}

static gboolean
burn (
    JlyStore *self, const char *study_id, GBytes *hash, GBytes *joiner, gint64 now, GError **error)
{
  g_autoptr (GBytes) before = NULL;
  gint64 expires_at = 0;

  if (!read_invitation (self, study_id, hash, &expires_at, &before, error))
    return FALSE;
  if (before != NULL)
    return g_bytes_equal (before, joiner)
           || fail_burnt (error, "used",
                          _ ("Somebody else has already joined with this invitation."));
  if (now >= expires_at)
    return fail_burnt (error, "expired", _ ("The invitation is no longer valid."));
  return jly_sql_run (self, error,
                      "UPDATE invitation SET joiner = ? WHERE study_id = ? AND hash = ?", "btb",
                      joiner, study_id, hash);
}

gboolean
jly_store_burn_invitation (JlyStore *self,
                           const char *study_id,
                           const guint8 hash[32],
                           const guint8 joiner[32],
                           gint64 now,
                           GError **error)
{
  g_autoptr (GBytes) known = g_bytes_new (hash, 32);
  g_autoptr (GBytes) who = NULL;

  if (!jly_store_post_begin (self, error))
    return FALSE;
  who = jly_store_post_blind (self, study_id, joiner);
  return jly_sql_end (self, burn (self, study_id, known, who, now, error), error);
}
