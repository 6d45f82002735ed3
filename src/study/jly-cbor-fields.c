/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-cbor-fields.h. */
#include "config.h"

#include "study/jly-cbor-fields.h"

void
jly_field_put_text (JlyCborWriter *writer, guint64 key, const char *text)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_text (writer, text);
}

void
jly_field_put_uint (JlyCborWriter *writer, guint64 key, guint64 value)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_uint (writer, value);
}

void
jly_field_put_int (JlyCborWriter *writer, guint64 key, gint64 value)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_int (writer, value);
}

void
jly_field_put_hash (JlyCborWriter *writer, guint64 key, const guint8 hash[32])
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_bytes (writer, hash, 32);
}

void
jly_item_get_text (JlyCborReader *reader, const char *field, gsize max, char **text)
{
  g_clear_pointer (text, g_free);
  if (!jly_cbor_get_text (reader, field, max, text))
    *text = g_strdup ("");
}

guint64
jly_item_get_uint (JlyCborReader *reader, const char *field, guint64 max)
{
  guint64 value = 0;

  jly_cbor_get_uint (reader, field, max, &value);
  return value;
}

gint64
jly_item_get_int (JlyCborReader *reader, const char *field, gint64 min, gint64 max)
{
  gint64 value = 0;

  jly_cbor_get_int (reader, field, min, max, &value);
  return value;
}

gboolean
jly_item_enter_tuple (JlyCborReader *reader, const char *field, gsize n)
{
  gsize found;

  if (!jly_cbor_enter_array (reader, field, n, &found))
    return FALSE;
  return found == n || jly_cbor_refuse (reader, field);
}

void
jly_field_get_text (JlyCborReader *reader, guint64 key, const char *field, gsize max, char **text)
{
  jly_cbor_get_key (reader, field, key);
  jly_item_get_text (reader, field, max, text);
}

guint64
jly_field_get_uint (JlyCborReader *reader, guint64 key, const char *field, guint64 max)
{
  jly_cbor_get_key (reader, field, key);
  return jly_item_get_uint (reader, field, max);
}

gint64
jly_field_get_int (JlyCborReader *reader, guint64 key, const char *field, gint64 min, gint64 max)
{
  jly_cbor_get_key (reader, field, key);
  return jly_item_get_int (reader, field, min, max);
}

void
jly_field_get_hash (JlyCborReader *reader, guint64 key, const char *field, guint8 hash[32])
{
  jly_cbor_get_key (reader, field, key);
  jly_cbor_get_fixed_bytes (reader, field, hash, 32);
}
