/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Studies of one's own as sealed records: title, headline, text and result document of the table
 * `study`. What was written while the store was locked, or by a program before version 6 of the
 * tables, is sealed once somebody unlocks it; in clear nothing of it is left in the file then.
 */
#include "config.h"

#include "store/jly-store-study-seal.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-cbor-writer.h"

#include <string.h>

#define TABLE "study"
#define MAX_TEXT 65536u

const char jly_store_seal_columns[]
    = "ALTER TABLE study ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1));"
      "ALTER TABLE study ADD COLUMN about BLOB;"
      "ALTER TABLE study ADD COLUMN document BLOB;";

static GBytes *
encode_about (const char *title, const char *headline)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_array (writer, headline != NULL ? 2 : 1);
  jly_cbor_put_text (writer, title);
  if (headline != NULL)
    jly_cbor_put_text (writer, headline);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

GBytes *
jly_store_seal_about (JlyStore *self, const char *study_id, const char *title, const char *headline)
{
  g_autoptr (GBytes) plain = encode_about (title, headline);

  return jly_store_seal (self, TABLE, "about", study_id, 0, plain);
}

gboolean
jly_store_unseal_about (JlyStore *self,
                        const char *study_id,
                        GBytes *sealed,
                        char **title,
                        char **headline,
                        GError **error)
{
  g_autoptr (GBytes) plain = jly_store_unseal (self, TABLE, "about", study_id, 0, sealed, error);
  g_autoptr (JlyCborReader) reader = NULL;
  gsize n = 0;

  *title = *headline = NULL;
  if (plain == NULL)
    return FALSE;
  reader = jly_cbor_reader_new (plain, "a study");
  jly_cbor_enter_array (reader, "about", 2, &n);
  jly_cbor_get_text (reader, "title", MAX_TEXT, title);
  if (n == 2)
    jly_cbor_get_text (reader, "headline", MAX_TEXT, headline);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, error) && *title != NULL;
}

GBytes *
jly_store_seal_document (JlyStore *self, const char *study_id, const char *json)
{
  g_autoptr (GBytes) plain = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;

  return plain != NULL ? jly_store_seal (self, TABLE, "document", study_id, 0, plain) : NULL;
}

GBytes *
jly_store_seal_body (JlyStore *self, const char *study_id, GBytes *body)
{
  return jly_store_seal (self, TABLE, "body", study_id, 0, body);
}

GBytes *
jly_store_unseal_body (JlyStore *self, const char *study_id, GBytes *sealed, GError **error)
{
  return jly_store_unseal (self, TABLE, "body", study_id, 0, sealed, error);
}

char *
jly_store_unseal_document (JlyStore *self, const char *study_id, GBytes *sealed, GError **error)
{
  g_autoptr (GBytes) plain = jly_store_unseal (self, TABLE, "document", study_id, 0, sealed, error);

  return plain != NULL ? g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain))
                       : NULL;
}

gboolean
jly_store_find_about (JlyStore *self, const char *study_id, GBytes **about, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT about FROM study WHERE id = ? AND sealed = 1", "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  *about = code == SQLITE_ROW ? jly_sql_dup_blob (stmt, 0) : NULL;
  return code != SQLITE_ERROR;
}

gboolean
jly_store_set_headline (JlyStore *self, const char *study_id, const char *headline, GError **error)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) about = NULL;
  g_autofree char *title = NULL;
  g_autofree char *unused = NULL;

  if (!jly_store_find_about (self, study_id, &before, error))
    return FALSE;
  if (before == NULL)
    return jly_sql_run (self, error, "UPDATE study SET headline = ? WHERE id = ?", "tt", headline,
                        study_id);
  if (!jly_store_unseal_about (self, study_id, before, &title, &unused, error))
    return FALSE;
  about = jly_store_seal_about (self, study_id, title, headline);
  return jly_sql_run (self, error, "UPDATE study SET about = ? WHERE id = ?", "bt", about,
                      study_id);
}

/* The columns id, title, headline, body, result of one that is in clear. */
static gboolean
seal_one (JlyStore *self, sqlite3_stmt *stmt, GError **error)
{
  g_autofree char *id = jly_sql_dup_text (stmt, 0);
  g_autofree char *title = jly_sql_dup_text (stmt, 1);
  g_autofree char *headline = jly_sql_dup_text (stmt, 2);
  g_autoptr (GBytes) body = jly_sql_dup_blob (stmt, 3);
  g_autofree char *json = jly_sql_dup_text (stmt, 4);
  g_autoptr (GBytes) about = jly_store_seal_about (self, id, title, headline);
  g_autoptr (GBytes) sealed = jly_store_seal_body (self, id, body);
  g_autoptr (GBytes) document = jly_store_seal_document (self, id, json);

  return jly_sql_run (self, error,
                      "UPDATE study SET title = '', headline = NULL, result = NULL, sealed = 1,"
                      " about = ?, body = ?, document = ? WHERE id = ?",
                      "bbbt", about, sealed, document, id);
}

static gboolean
seal_all (JlyStore *self, guint *n, GError **error)
{
  int code;

  do
    {
      g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
          self, error,
          "SELECT id, title, headline, body, result FROM study WHERE sealed = 0 LIMIT 1", "");

      code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;
      if (code == SQLITE_ROW && !seal_one (self, stmt, error))
        return FALSE;
      *n += code == SQLITE_ROW;
    }
  while (code == SQLITE_ROW);
  return code == SQLITE_DONE;
}

gboolean
jly_store_seal_studies (JlyStore *self, GError **error)
{
  guint n = 0;

  if (!jly_sql_begin (self, error) || !jly_sql_end (self, seal_all (self, &n, error), error))
    return FALSE;
  if (n == 0)
    return TRUE;
  /* Shorter rows leave bytes of longer ones behind in pages that were moved around: all pages are
   * written anew. While another program reads, the log is cut when the last one closes the file. */
  g_mutex_lock (&self->mutex);
  sqlite3_exec (self->db, "VACUUM", NULL, NULL, NULL);
  g_mutex_unlock (&self->mutex);
  jly_sql_cut_log (self, NULL);
  return TRUE;
}
