/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sealed records: XChaCha20-Poly1305 under a key of the study, which comes from the key of the
 * store, which comes from the identity that unlocked it. Table, study, row and column are bound in,
 * so that a record cannot be put in another's place.
 */
#include "config.h"

#include "store/jly-store-sql.h"
#include "store/jly-store-study-seal.h"

#include "base/jly-cbor-writer.h"
#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define RECORD_VERSION 1

static GBytes *
make_context (const char *table, const char *column, const char *study_id, gint64 row)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_array (writer, 5);
  jly_cbor_put_uint (writer, RECORD_VERSION);
  jly_cbor_put_text (writer, table);
  jly_cbor_put_text (writer, column);
  jly_cbor_put_text (writer, study_id);
  jly_cbor_put_int (writer, row);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

GBytes *
jly_store_seal (JlyStore *self,
                const char *table,
                const char *column,
                const char *study_id,
                gint64 row,
                GBytes *plain)
{
  g_autoptr (GBytes) context = make_context (table, column, study_id, row);
  guint8 key[32];
  GBytes *sealed;

  jly_kdf (self->key, "store-study", (const guint8 *)study_id, strlen (study_id), key);
  sealed = jly_aead_seal (key, "store-record", context, plain);
  sodium_memzero (key, sizeof key);
  return sealed;
}

GBytes *
jly_store_unseal (JlyStore *self,
                  const char *table,
                  const char *column,
                  const char *study_id,
                  gint64 row,
                  GBytes *sealed,
                  GError **error)
{
  g_autoptr (GBytes) context = make_context (table, column, study_id, row);
  const JlyErrorDetail detail = {
    .file = self->path,
    .next = _ ("Put a copy of the whole folder back in its place, or begin the study anew."),
  };
  guint8 key[32];
  GBytes *plain;

  if (!jly_store_check_unlocked (self, error))
    return NULL;
  jly_kdf (self->key, "store-study", (const guint8 *)study_id, strlen (study_id), key);
  plain = jly_aead_open (key, "store-record", context, sealed);
  sodium_memzero (key, sizeof key);
  if (plain == NULL)
    jly_fail (error, JLY_ERROR_DATA, &detail,
              _ ("A sealed record in the file “%s” was changed after it was written."), self->path);
  return plain;
}

gboolean
jly_store_is_unlocked (JlyStore *self)
{
  return self->identity != NULL;
}

gboolean
jly_store_check_unlocked (JlyStore *self, GError **error)
{
  const JlyErrorDetail detail = {
    .file = self->path,
    .next = _ ("Unlock it with your passphrase first."),
  };

  return self->identity != NULL
         || jly_fail (error, JLY_ERROR_REFUSED, &detail, _ ("The file “%s” is locked."),
                      self->path);
}

/* The first identity that unlocks a store is its owner; what is kept of it tells nothing. */
static gboolean
check_owner (JlyStore *self, const guint8 *mark, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (self, error, "SELECT mark FROM owner", "");
  const JlyErrorDetail detail = {
    .file = self->path,
    .next = _ ("Bring back the keys that belong to this folder, or choose another folder."),
  };
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;
  g_autoptr (GBytes) fresh = g_bytes_new (mark, 32);

  if (code == SQLITE_ERROR)
    return FALSE;
  if (code == SQLITE_DONE)
    return jly_sql_run (self, error, "INSERT INTO owner VALUES (1, ?)", "b", fresh);
  if (sqlite3_column_bytes (stmt, 0) != 32
      || sodium_memcmp (sqlite3_column_blob (stmt, 0), mark, 32) != 0)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                     _ ("The file “%s” belongs to other keys than yours."), self->path);
  return TRUE;
}

static void
take_identity (JlyStore *self, const JlyIdentity *identity)
{
  guint8 *secret = jly_secret_alloc (JLY_IDENTITY_SECRET_BYTES);

  jly_identity_export_secret (identity, secret);
  g_clear_pointer (&self->checked, g_hash_table_unref);
  g_clear_pointer (&self->identity, jly_identity_free);
  self->identity = jly_identity_from_secret (secret);
  jly_secret_free (secret);
}

gboolean
jly_store_unlock (JlyStore *self, const JlyIdentity *identity, GError **error)
{
  guint8 *key = jly_secret_alloc (32);
  guint8 mark[32];
  gboolean ok;

  jly_identity_derive (identity, "store", key);
  jly_kdf (key, "store-owner", NULL, 0, mark);
  ok = jly_sql_begin (self, error) && jly_sql_end (self, check_owner (self, mark, error), error);
  if (!ok)
    {
      jly_secret_free (key);
      return FALSE;
    }
  g_mutex_lock (&self->mutex);
  take_identity (self, identity);
  jly_secret_free (self->key);
  self->key = key;
  g_mutex_unlock (&self->mutex);
  return jly_store_seal_studies (self, error);
}
