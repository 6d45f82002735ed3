/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of an upload until all are there. They lie here as they came: sealed and encrypted by the
 * provider, so that the file alone tells nothing. See jly-store-post.h. */
#include "config.h"

#include "store/jly-store-post-private.h"

const char jly_store_piece_tables[]
    = "CREATE TABLE piece ("
      "  study_id TEXT NOT NULL, other BLOB NOT NULL, number INTEGER NOT NULL,"
      "  upload BLOB NOT NULL, bytes BLOB NOT NULL,"
      "  PRIMARY KEY (study_id, other, number)) STRICT;";

static gboolean
add_piece (JlyStore *self,
           const char *study_id,
           GBytes *other,
           GBytes *upload,
           guint number,
           GBytes *bytes,
           GError **error)
{
  return jly_sql_run (self, error,
                      "DELETE FROM piece WHERE study_id = ? AND other = ? AND upload <> ?", "tbb",
                      study_id, other, upload)
         && jly_sql_run (self, error, "INSERT OR REPLACE INTO piece VALUES (?, ?, ?, ?, ?)",
                         "tbibb", study_id, other, (gint64)number, upload, bytes);
}

gboolean
jly_store_add_piece (JlyStore *self,
                     const char *study_id,
                     const guint8 sender[32],
                     const guint8 upload[32],
                     guint number,
                     GBytes *bytes,
                     GError **error)
{
  g_autoptr (GBytes) id = g_bytes_new (upload, 32);
  g_autoptr (GBytes) other = NULL;

  if (!jly_store_post_begin (self, error))
    return FALSE;
  other = jly_store_post_blind (self, study_id, sender);
  return jly_sql_end (self, add_piece (self, study_id, other, id, number, bytes, error), error);
}

static gboolean
list_pieces (JlyStore *self, const char *study_id, GBytes *other, GPtrArray *pieces, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT bytes FROM piece WHERE study_id = ? AND other = ? ORDER BY number", "tb",
      study_id, other);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  for (; code == SQLITE_ROW; code = jly_sql_step (self, stmt, error))
    g_ptr_array_add (pieces, jly_sql_dup_blob (stmt, 0));
  return code != SQLITE_ERROR;
}

GPtrArray *
jly_store_list_pieces (JlyStore *self,
                       const char *study_id,
                       const guint8 sender[32],
                       GError **error)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GBytes) other = NULL;

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error))
    return NULL;
  other = jly_store_post_blind (self, study_id, sender);
  if (!jly_sql_end (self, list_pieces (self, study_id, other, pieces, error), error))
    return NULL;
  return g_steal_pointer (&pieces);
}

static gboolean
count_pieces (JlyStore *self, const char *study_id, GBytes *other, guint *n, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT count (*) FROM piece WHERE study_id = ? AND other = ?", "tb", study_id,
      other);

  if (stmt == NULL || jly_sql_step (self, stmt, error) != SQLITE_ROW)
    return FALSE;
  *n = (guint)sqlite3_column_int (stmt, 0);
  return TRUE;
}

gboolean
jly_store_count_pieces (
    JlyStore *self, const char *study_id, const guint8 sender[32], guint *n, GError **error)
{
  g_autoptr (GBytes) other = NULL;

  if (!jly_store_check_unlocked (self, error) || !jly_sql_begin_read (self, error))
    return FALSE;
  other = jly_store_post_blind (self, study_id, sender);
  return jly_sql_end (self, count_pieces (self, study_id, other, n, error), error);
}

gboolean
jly_store_erase_pieces (JlyStore *self,
                        const char *study_id,
                        const guint8 sender[32],
                        GError **error)
{
  g_autoptr (GBytes) other = NULL;

  if (!jly_store_post_begin (self, error))
    return FALSE;
  other = jly_store_post_blind (self, study_id, sender);
  return jly_sql_end (self,
                      jly_sql_run (self, error,
                                   "DELETE FROM piece WHERE study_id = ? AND other = ?", "tb",
                                   study_id, other),
                      error);
}
