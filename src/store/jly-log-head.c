/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-log-head.h. */
#include "config.h"

#include "store/jly-log-head.h"

#include "base/jly-cbor-reader.h"

#include <string.h>

#define FORMAT 1

enum
{
  KEY_FORMAT,
  KEY_STUDY,
  KEY_OWNER,
  KEY_SIZE,
  KEY_ROOT,
  KEY_MOMENT,
  N_KEYS
};

GBytes *
jly_log_head_encode (const JlyLogHead *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  jly_cbor_put_key (writer, KEY_FORMAT);
  jly_cbor_put_uint (writer, FORMAT);
  jly_cbor_put_key (writer, KEY_STUDY);
  jly_cbor_put_text (writer, self->study_id);
  jly_cbor_put_key (writer, KEY_OWNER);
  jly_cbor_put_bytes (writer, self->owner, sizeof self->owner);
  jly_cbor_put_key (writer, KEY_SIZE);
  jly_cbor_put_uint (writer, self->size);
  jly_cbor_put_key (writer, KEY_ROOT);
  jly_cbor_put_bytes (writer, self->root.bytes, JLY_MERKLE_BYTES);
  jly_cbor_put_key (writer, KEY_MOMENT);
  jly_cbor_put_uint (writer, (guint64)self->moment);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static guint64
get_uint (JlyCborReader *reader, guint64 key, const char *field)
{
  guint64 value = 0;

  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_uint (reader, field, G_MAXINT64, &value);
  return value;
}

gboolean
jly_log_head_decode (GBytes *bytes, JlyLogHead *self, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the head of the log");
  g_autofree char *study_id = NULL;

  memset (self, 0, sizeof *self);
  jly_cbor_enter_map (reader, "head", N_KEYS);
  if (get_uint (reader, KEY_FORMAT, "format") != FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_cbor_get_key (reader, "study", KEY_STUDY);
  if (jly_cbor_get_text (reader, "study", JLY_LOG_MAX_STUDY_ID, &study_id))
    g_strlcpy (self->study_id, study_id, sizeof self->study_id);
  jly_cbor_get_key (reader, "owner", KEY_OWNER);
  jly_cbor_get_fixed_bytes (reader, "owner", self->owner, sizeof self->owner);
  self->size = get_uint (reader, KEY_SIZE, "size");
  jly_cbor_get_key (reader, "root", KEY_ROOT);
  jly_cbor_get_fixed_bytes (reader, "root", self->root.bytes, JLY_MERKLE_BYTES);
  self->moment = (gint64)get_uint (reader, KEY_MOMENT, "moment");
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, error);
}

void
jly_log_head_sign (JlyLogHead *self, const JlyIdentity *identity, guint8 signature[64])
{
  g_autoptr (GBytes) bytes = NULL;
  guint8 link[32], sealing[32];

  jly_identity_get_public (identity, self->owner, link, sealing);
  bytes = jly_log_head_encode (self);
  jly_identity_sign (identity, JLY_SIGNS_LOG_HEAD, g_bytes_get_data (bytes, NULL),
                     g_bytes_get_size (bytes), signature);
}

gboolean
jly_log_head_verify (const JlyLogHead *self, const guint8 signature[64])
{
  g_autoptr (GBytes) bytes = jly_log_head_encode (self);

  return jly_verify (self->owner, JLY_SIGNS_LOG_HEAD, g_bytes_get_data (bytes, NULL),
                     g_bytes_get_size (bytes), signature);
}
