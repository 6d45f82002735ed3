/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-acceptance.h. */
#include "config.h"

#include "study/jly-acceptance.h"

#include "study/jly-cbor-fields.h"

#include "base/jly-plain.h"

#define FORMAT 1

enum
{
  KEY_FORMAT = 1,
  KEY_CONTRACT,
  KEY_NAME,
  KEY_IDENTITY,
  KEY_LINK,
  KEY_SEALING,
  KEY_SIDE,
  KEY_WORDING,
  KEY_MADE,
  KEY_LOG_SIZE,
  KEY_LOG_ROOT,
  N_KEYS = KEY_LOG_ROOT
};

JlyAcceptance *
jly_acceptance_new (void)
{
  JlyAcceptance *self = g_new0 (JlyAcceptance, 1);

  self->name = g_strdup ("");
  self->side = JLY_NO_SIDE;
  return self;
}

void
jly_acceptance_free (JlyAcceptance *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

GBytes *
jly_acceptance_encode (const JlyAcceptance *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  jly_field_put_uint (writer, KEY_FORMAT, FORMAT);
  jly_field_put_hash (writer, KEY_CONTRACT, self->contract_hash);
  jly_field_put_text (writer, KEY_NAME, self->name);
  jly_field_put_hash (writer, KEY_IDENTITY, self->keys.identity);
  jly_field_put_hash (writer, KEY_LINK, self->keys.link);
  jly_field_put_hash (writer, KEY_SEALING, self->keys.sealing);
  jly_field_put_uint (writer, KEY_SIDE, self->side);
  jly_field_put_uint (writer, KEY_WORDING, self->wording);
  jly_field_put_int (writer, KEY_MADE, self->made_at);
  jly_field_put_uint (writer, KEY_LOG_SIZE, self->log_size);
  jly_field_put_hash (writer, KEY_LOG_ROOT, self->log_root);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static void
get_name (JlyCborReader *reader, JlyAcceptance *self)
{
  jly_field_get_text (reader, KEY_NAME, "name", JLY_STUDY_MAX_NAME, &self->name);
  if (*self->name == '\0' || !jly_plain_is_line (self->name))
    jly_cbor_refuse (reader, "name");
}

JlyAcceptance *
jly_acceptance_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the acceptance");
  g_autoptr (JlyAcceptance) self = jly_acceptance_new ();

  jly_cbor_enter_map (reader, "acceptance", N_KEYS);
  if (jly_field_get_uint (reader, KEY_FORMAT, "format", FORMAT) != FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_field_get_hash (reader, KEY_CONTRACT, "contract", self->contract_hash);
  get_name (reader, self);
  jly_field_get_hash (reader, KEY_IDENTITY, "identity-key", self->keys.identity);
  jly_field_get_hash (reader, KEY_LINK, "link-key", self->keys.link);
  jly_field_get_hash (reader, KEY_SEALING, "sealing-key", self->keys.sealing);
  self->side = (guint)jly_field_get_uint (reader, KEY_SIDE, "side", JLY_NO_SIDE);
  if (self->side >= JLY_CONTRACT_MAX_SIDES && self->side != JLY_NO_SIDE)
    jly_cbor_refuse (reader, "side");
  self->wording = (guint)jly_field_get_uint (reader, KEY_WORDING, "wording", G_MAXUINT32);
  self->made_at = jly_field_get_int (reader, KEY_MADE, "made-at", 0, G_MAXINT64);
  self->log_size = jly_field_get_uint (reader, KEY_LOG_SIZE, "log-size", G_MAXINT64);
  jly_field_get_hash (reader, KEY_LOG_ROOT, "log-root", self->log_root);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}
