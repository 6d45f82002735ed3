/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-manifest.h. */
#include "config.h"

#include "party/jly-manifest.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "crypto/jly-identity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMAT 2

enum
{
  KEY_FORMAT = 1,
  KEY_STUDY,
  KEY_PROVIDER,
  KEY_NUMBER,
  KEY_ROWS,
  KEY_EXPLICIT,
  KEY_COLUMNS,
  KEY_BLOB_HASH,
  KEY_KEY_COMMITMENT,
  KEY_FIGURES,
  N_KEYS = KEY_FIGURES
};

JlyManifest *
jly_manifest_new (guint n_columns)
{
  JlyManifest *self = g_new0 (JlyManifest, 1);

  self->n_columns = n_columns;
  self->columns = g_new0 (JlyManifestColumn, n_columns);
  return self;
}

void
jly_manifest_free (JlyManifest *self)
{
  if (self == NULL)
    return;
  g_free (self->columns);
  g_free (self);
}

static void
put_uint (JlyCborWriter *writer, guint64 key, guint64 value)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_uint (writer, value);
}

static void
put_hash (JlyCborWriter *writer, guint64 key, const guint8 hash[32])
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_bytes (writer, hash, 32);
}

static void
put_columns (JlyCborWriter *writer, const JlyManifest *self)
{
  jly_cbor_put_key (writer, KEY_COLUMNS);
  jly_cbor_begin_array (writer, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_uint (writer, self->columns[i].width);
      jly_cbor_put_bytes (writer, self->columns[i].commitment[0], 32);
      jly_cbor_put_bytes (writer, self->columns[i].commitment[1], 32);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

GBytes *
jly_manifest_encode (const JlyManifest *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  put_uint (writer, KEY_FORMAT, FORMAT);
  put_hash (writer, KEY_STUDY, self->study);
  put_uint (writer, KEY_PROVIDER, self->provider);
  put_uint (writer, KEY_NUMBER, self->number);
  put_uint (writer, KEY_ROWS, self->n_rows);
  put_uint (writer, KEY_EXPLICIT, self->explicit_index);
  put_columns (writer, self);
  put_hash (writer, KEY_BLOB_HASH, self->blob_hash);
  put_hash (writer, KEY_KEY_COMMITMENT, self->key_commitment);
  put_hash (writer, KEY_FIGURES, self->figures);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static guint64
get_uint (JlyCborReader *reader, guint64 key, const char *field, guint64 max)
{
  guint64 value = 0;

  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_uint (reader, field, max, &value);
  return value;
}

static void
get_hash (JlyCborReader *reader, guint64 key, const char *field, guint8 hash[32])
{
  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_fixed_bytes (reader, field, hash, 32);
}

static void
get_column (JlyCborReader *reader, JlyManifestColumn *column)
{
  gsize n = 0;
  guint64 width = 0;

  if (jly_cbor_enter_array (reader, "columns", 3, &n) && n != 3)
    jly_cbor_refuse (reader, "columns");
  jly_cbor_get_uint (reader, "columns", 64, &width);
  column->width = (guint)width;
  jly_cbor_get_fixed_bytes (reader, "columns", column->commitment[0], 32);
  jly_cbor_get_fixed_bytes (reader, "columns", column->commitment[1], 32);
  jly_cbor_leave (reader);
}

static void
get_columns (JlyCborReader *reader, JlyManifest *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "columns", KEY_COLUMNS);
  jly_cbor_enter_array (reader, "columns", JLY_STUDY_MAX_COLUMNS, &n);
  self->n_columns = (guint)n;
  self->columns = g_new0 (JlyManifestColumn, n);
  for (gsize i = 0; i < n; i++)
    get_column (reader, &self->columns[i]);
  jly_cbor_leave (reader);
}

JlyManifest *
jly_manifest_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the manifest");
  g_autoptr (JlyManifest) self = jly_manifest_new (0);

  jly_cbor_enter_map (reader, "manifest", N_KEYS);
  if (get_uint (reader, KEY_FORMAT, "format", FORMAT) != FORMAT)
    jly_cbor_refuse (reader, "format");
  get_hash (reader, KEY_STUDY, "study", self->study);
  self->provider = (guint)get_uint (reader, KEY_PROVIDER, "provider", JLY_STUDY_MAX_PARTIES - 1);
  self->number = get_uint (reader, KEY_NUMBER, "number", G_MAXINT64);
  self->n_rows = get_uint (reader, KEY_ROWS, "rows", JLY_STUDY_MAX_OWN_ROWS);
  self->explicit_index = (guint)get_uint (reader, KEY_EXPLICIT, "explicit", 2);
  g_clear_pointer (&self->columns, g_free);
  get_columns (reader, self);
  get_hash (reader, KEY_BLOB_HASH, "blob", self->blob_hash);
  get_hash (reader, KEY_KEY_COMMITMENT, "key", self->key_commitment);
  get_hash (reader, KEY_FIGURES, "figures", self->figures);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
jly_manifest_hash (GBytes *bytes, guint8 hash[JLY_HASH_BYTES])
{
  jly_hash ("manifest", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), hash);
}

guint
jly_manifest_explicit_index (guint provider)
{
  return provider % JLY_STUDY_MINERS;
}

gboolean
jly_manifest_holds_blob (guint explicit_index, guint miner)
{
  return miner == explicit_index || miner == (explicit_index + 1) % JLY_STUDY_MINERS;
}

static gboolean
has_study_shape (const JlyManifest *self, const JlyStudy *study)
{
  gboolean has_rows = study->rows->len > 0 ? self->n_rows == study->rows->len
                                           : self->n_rows > 0 && self->n_rows <= study->most_rows;

  if (!has_rows || self->n_columns != study->columns->len)
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].width != jly_study_column_get_upload_width (study->columns->pdata[i]))
      return FALSE;
  return TRUE;
}

gboolean
jly_manifest_check (const JlyManifest *self,
                    const JlyStudy *study,
                    const guint8 study_hash[JLY_HASH_BYTES],
                    guint provider,
                    GError **error)
{
  const JlyParty *party = study->providers->pdata[provider];
  JlyErrorDetail detail = {
    .party = party->name,
    .step = "upload",
    .next = _ ("Ask this company to send its figures again with the same version of Jointly."),
  };

  if (memcmp (self->study, study_hash, JLY_HASH_BYTES) != 0)
    return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                     _ ("The figures of “%s” were made for another study."), party->name);
  if (self->provider != provider || self->number == 0
      || self->explicit_index != jly_manifest_explicit_index (provider))
    return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                     _ ("The figures of “%s” are not marked as this company's."), party->name);
  if (!has_study_shape (self, study))
    return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                     _ ("The figures of “%s” do not have the agreed rows and ranges."),
                     party->name);
  return TRUE;
}
