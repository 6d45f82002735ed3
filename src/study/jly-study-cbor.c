/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study's bytes: one map with the keys below, every field typed and bounded. What is signed and
 * hashed is exactly this; the reader refuses any other form of the same content.
 */
#include "config.h"

#include "study/jly-study.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"

#include <string.h>

#define FORMAT 1
#define MAX_SCALE 9
#define MAX_WIDTH 64

enum
{
  KEY_FORMAT = 1,
  KEY_ID,
  KEY_CASE,
  KEY_TITLE,
  KEY_CURRENCY,
  KEY_PROVIDERS,
  KEY_MINERS,
  KEY_COLUMNS,
  KEY_ROWS,
  KEY_REHEARSAL,
  N_KEYS = KEY_REHEARSAL
};

static void
put_parties (JlyCborWriter *writer, guint64 key, GPtrArray *parties)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_begin_array (writer, parties->len);
  for (guint i = 0; i < parties->len; i++)
    {
      const JlyParty *party = parties->pdata[i];

      jly_cbor_begin_array (writer, 4);
      jly_cbor_put_text (writer, party->name);
      jly_cbor_put_bytes (writer, party->keys.identity, sizeof party->keys.identity);
      jly_cbor_put_bytes (writer, party->keys.link, sizeof party->keys.link);
      jly_cbor_put_bytes (writer, party->keys.sealing, sizeof party->keys.sealing);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_columns (JlyCborWriter *writer, GPtrArray *columns)
{
  jly_cbor_put_key (writer, KEY_COLUMNS);
  jly_cbor_begin_array (writer, columns->len);
  for (guint i = 0; i < columns->len; i++)
    {
      const JlyStudyColumn *column = columns->pdata[i];

      jly_cbor_begin_array (writer, 5);
      jly_cbor_put_text (writer, column->id);
      jly_cbor_put_text (writer, column->title);
      jly_cbor_put_uint (writer, column->scale);
      jly_cbor_put_uint (writer, column->max);
      jly_cbor_put_uint (writer, column->width);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_rows (JlyCborWriter *writer, GPtrArray *rows)
{
  jly_cbor_put_key (writer, KEY_ROWS);
  jly_cbor_begin_array (writer, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const JlyStudyRow *row = rows->pdata[i];

      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_text (writer, row->name);
      jly_cbor_put_text (writer, row->unit);
      jly_cbor_put_uint (writer, row->need);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_text (JlyCborWriter *writer, guint64 key, const char *text)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_text (writer, text);
}

static void
put_uint (JlyCborWriter *writer, guint64 key, guint64 value)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_put_uint (writer, value);
}

GBytes *
jly_study_encode (const JlyStudy *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  put_uint (writer, KEY_FORMAT, FORMAT);
  put_text (writer, KEY_ID, self->id);
  put_text (writer, KEY_CASE, self->case_id);
  put_text (writer, KEY_TITLE, self->title);
  put_text (writer, KEY_CURRENCY, self->currency);
  put_parties (writer, KEY_PROVIDERS, self->providers);
  put_parties (writer, KEY_MINERS, self->miners);
  put_columns (writer, self->columns);
  put_rows (writer, self->rows);
  put_uint (writer, KEY_REHEARSAL, self->rehearsal != 0);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static void
get_name (JlyCborReader *reader, const char *field, char **text)
{
  g_clear_pointer (text, g_free);
  if (!jly_cbor_get_text (reader, field, JLY_STUDY_MAX_NAME, text))
    *text = g_strdup ("");
}

static void
get_text (JlyCborReader *reader, guint64 key, const char *field, char **text)
{
  jly_cbor_get_key (reader, field, key);
  get_name (reader, field, text);
}

/* A failed reader leaves the value 0. */
static guint64
get_uint (JlyCborReader *reader, const char *field, guint64 max)
{
  guint64 value = 0;

  jly_cbor_get_uint (reader, field, max, &value);
  return value;
}

static guint64
get_keyed_uint (JlyCborReader *reader, guint64 key, const char *field, guint64 max)
{
  jly_cbor_get_key (reader, field, key);
  return get_uint (reader, field, max);
}

/* TRUE if an array of exactly n follows. */
static gboolean
enter_tuple (JlyCborReader *reader, const char *field, gsize n)
{
  gsize found;

  if (!jly_cbor_enter_array (reader, field, n, &found))
    return FALSE;
  return found == n || jly_cbor_refuse (reader, field);
}

static void
get_parties (JlyCborReader *reader, guint64 key, const char *field, GPtrArray *parties)
{
  gsize n = 0;

  jly_cbor_get_key (reader, field, key);
  jly_cbor_enter_array (reader, field, JLY_STUDY_MAX_PARTIES, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, field, 4); i++)
    {
      JlyParty *party = jly_study_add_party (parties, NULL);

      get_name (reader, field, &party->name);
      jly_cbor_get_fixed_bytes (reader, field, party->keys.identity, sizeof party->keys.identity);
      jly_cbor_get_fixed_bytes (reader, field, party->keys.link, sizeof party->keys.link);
      jly_cbor_get_fixed_bytes (reader, field, party->keys.sealing, sizeof party->keys.sealing);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_columns (JlyCborReader *reader, JlyStudy *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "columns", KEY_COLUMNS);
  jly_cbor_enter_array (reader, "columns", JLY_STUDY_MAX_PARTIES, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, "columns", 5); i++)
    {
      JlyStudyColumn *column = jly_study_add_column (self, NULL, NULL, 0, 0);

      get_name (reader, "columns", &column->id);
      get_name (reader, "columns", &column->title);
      column->scale = (guint)get_uint (reader, "columns", MAX_SCALE);
      column->max = get_uint (reader, "columns", G_MAXUINT64);
      column->width = (guint)get_uint (reader, "columns", MAX_WIDTH);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_rows (JlyCborReader *reader, JlyStudy *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "rows", KEY_ROWS);
  jly_cbor_enter_array (reader, "rows", JLY_STUDY_MAX_ROWS, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, "rows", 3); i++)
    {
      JlyStudyRow *row = jly_study_add_row (self, NULL, NULL, 0);

      get_name (reader, "rows", &row->name);
      get_name (reader, "rows", &row->unit);
      row->need = get_uint (reader, "rows", G_MAXUINT64);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static gboolean
is_id (const char *id)
{
  return strlen (id) == 32 && strspn (id, "0123456789abcdef") == 32;
}

JlyStudy *
jly_study_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the study");
  g_autoptr (JlyStudy) self = jly_study_new (NULL, NULL);

  jly_cbor_enter_map (reader, "study", N_KEYS);
  if (get_keyed_uint (reader, KEY_FORMAT, "format", FORMAT) != FORMAT)
    jly_cbor_refuse (reader, "format");
  get_text (reader, KEY_ID, "id", &self->id);
  if (!is_id (self->id))
    jly_cbor_refuse (reader, "id");
  get_text (reader, KEY_CASE, "case", &self->case_id);
  get_text (reader, KEY_TITLE, "title", &self->title);
  get_text (reader, KEY_CURRENCY, "currency", &self->currency);
  get_parties (reader, KEY_PROVIDERS, "providers", self->providers);
  get_parties (reader, KEY_MINERS, "miners", self->miners);
  get_columns (reader, self);
  get_rows (reader, self);
  self->rehearsal = get_keyed_uint (reader, KEY_REHEARSAL, "rehearsal", 1) == 1;
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}
