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

#define FORMAT 2
#define MAX_TIMES 1000000
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
  KEY_MOST_ROWS,
  KEY_CHECKS,
  KEY_QUESTIONS,
  N_KEYS = KEY_QUESTIONS
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
put_categories (JlyCborWriter *writer, char **categories)
{
  guint n = categories != NULL ? g_strv_length (categories) : 0;

  jly_cbor_begin_array (writer, n);
  for (guint i = 0; i < n; i++)
    jly_cbor_put_text (writer, categories[i]);
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

      jly_cbor_begin_array (writer, 8);
      jly_cbor_put_text (writer, column->id);
      jly_cbor_put_text (writer, column->title);
      jly_cbor_put_text (writer, column->unit);
      jly_cbor_put_uint (writer, column->scale);
      jly_cbor_put_int (writer, column->least);
      jly_cbor_put_int (writer, column->max);
      jly_cbor_put_uint (writer, column->width);
      put_categories (writer, column->categories);
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
put_checks (JlyCborWriter *writer, GPtrArray *checks)
{
  jly_cbor_put_key (writer, KEY_CHECKS);
  jly_cbor_begin_array (writer, checks->len);
  for (guint i = 0; i < checks->len; i++)
    {
      const JlyStudyCheck *check = checks->pdata[i];

      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_uint (writer, check->column);
      jly_cbor_put_uint (writer, check->other);
      jly_cbor_put_uint (writer, check->times);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_parameters (JlyCborWriter *writer, GPtrArray *parameters)
{
  jly_cbor_begin_array (writer, parameters->len);
  for (guint i = 0; i < parameters->len; i++)
    {
      const JlyStudyParameter *parameter = parameters->pdata[i];

      jly_cbor_begin_array (writer, 2);
      jly_cbor_put_text (writer, parameter->name);
      jly_cbor_put_text (writer, parameter->value);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_questions (JlyCborWriter *writer, GPtrArray *questions)
{
  jly_cbor_put_key (writer, KEY_QUESTIONS);
  jly_cbor_begin_array (writer, questions->len);
  for (guint i = 0; i < questions->len; i++)
    {
      const JlyStudyQuestion *question = questions->pdata[i];

      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_text (writer, question->id);
      jly_cbor_put_text (writer, question->analysis);
      put_parameters (writer, question->parameters);
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
  put_uint (writer, KEY_MOST_ROWS, self->most_rows);
  put_checks (writer, self->checks);
  put_questions (writer, self->questions);
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

static gint64
get_int (JlyCborReader *reader, const char *field)
{
  gint64 value = 0;

  jly_cbor_get_int (reader, field, G_MININT64, G_MAXINT64, &value);
  return value;
}

/* No categories: the column holds numbers. */
static void
get_categories (JlyCborReader *reader, JlyStudyColumn *column)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, "columns", JLY_STUDY_MAX_ROWS, &n);
  if (n > 0)
    column->categories = g_new0 (char *, n + 1);
  for (gsize i = 0; i < n; i++)
    get_name (reader, "columns", &column->categories[i]);
  jly_cbor_leave (reader);
}

static void
get_columns (JlyCborReader *reader, JlyStudy *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "columns", KEY_COLUMNS);
  jly_cbor_enter_array (reader, "columns", JLY_STUDY_MAX_COLUMNS, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, "columns", 8); i++)
    {
      JlyStudyColumn *column = jly_study_add_column (self, NULL, NULL, 0, 0);

      get_name (reader, "columns", &column->id);
      get_name (reader, "columns", &column->title);
      get_name (reader, "columns", &column->unit);
      column->scale = (guint)get_uint (reader, "columns", MAX_SCALE);
      column->least = get_int (reader, "columns");
      column->max = get_int (reader, "columns");
      column->width = (guint)get_uint (reader, "columns", MAX_WIDTH);
      get_categories (reader, column);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_checks (JlyCborReader *reader, JlyStudy *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "checks", KEY_CHECKS);
  jly_cbor_enter_array (reader, "checks", JLY_STUDY_MAX_QUESTIONS, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, "checks", 3); i++)
    {
      guint column = (guint)get_uint (reader, "checks", JLY_STUDY_MAX_COLUMNS);
      guint other = (guint)get_uint (reader, "checks", JLY_STUDY_MAX_COLUMNS);

      jly_study_add_check (self, column, other, (guint)get_uint (reader, "checks", MAX_TIMES));
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_parameters (JlyCborReader *reader, JlyStudyQuestion *question)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, "questions", JLY_STUDY_MAX_PARAMETERS, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, "questions", 2); i++)
    {
      g_autofree char *name = NULL, *value = NULL;

      get_name (reader, "questions", &name);
      get_name (reader, "questions", &value);
      jly_study_question_set (question, name, value);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_questions (JlyCborReader *reader, JlyStudy *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "questions", KEY_QUESTIONS);
  jly_cbor_enter_array (reader, "questions", JLY_STUDY_MAX_QUESTIONS, &n);
  for (gsize i = 0; i < n && enter_tuple (reader, "questions", 3); i++)
    {
      JlyStudyQuestion *question = jly_study_add_question (self, NULL, NULL);

      get_name (reader, "questions", &question->id);
      get_name (reader, "questions", &question->analysis);
      get_parameters (reader, question);
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
  self->most_rows = (guint)get_keyed_uint (reader, KEY_MOST_ROWS, "most rows", JLY_STUDY_MAX_ROWS);
  get_checks (reader, self);
  get_questions (reader, self);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}
