/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-fields.h. */
#include "config.h"

#include "study/jly-study-fields.h"

#include "study/jly-cbor-fields.h"

#define MAX_TIMES 1000000

void
jly_fields_put_parties (JlyCborWriter *writer, const GPtrArray *parties)
{
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

void
jly_fields_get_parties (JlyCborReader *reader, const char *field, GPtrArray *parties)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, field, JLY_STUDY_MAX_PARTIES, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, field, 4); i++)
    {
      JlyParty *party = jly_study_add_party (parties, NULL);

      jly_item_get_text (reader, field, JLY_STUDY_MAX_NAME, &party->name);
      jly_cbor_get_fixed_bytes (reader, field, party->keys.identity, sizeof party->keys.identity);
      jly_cbor_get_fixed_bytes (reader, field, party->keys.link, sizeof party->keys.link);
      jly_cbor_get_fixed_bytes (reader, field, party->keys.sealing, sizeof party->keys.sealing);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

void
jly_fields_put_categories (JlyCborWriter *writer, char *const *categories)
{
  guint n = categories != NULL ? g_strv_length ((char **)categories) : 0;

  jly_cbor_begin_array (writer, n);
  for (guint i = 0; i < n; i++)
    jly_cbor_put_text (writer, categories[i]);
  jly_cbor_end (writer);
}

void
jly_fields_get_categories (JlyCborReader *reader, const char *field, char ***categories)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, field, JLY_STUDY_MAX_ROWS, &n);
  if (n > 0)
    *categories = g_new0 (char *, n + 1);
  for (gsize i = 0; i < n; i++)
    jly_item_get_text (reader, field, JLY_STUDY_MAX_NAME, &(*categories)[i]);
  jly_cbor_leave (reader);
}

void
jly_fields_put_rows (JlyCborWriter *writer, const GPtrArray *rows)
{
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

void
jly_fields_get_rows (JlyCborReader *reader, GPtrArray *rows)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, "rows", JLY_STUDY_MAX_ROWS, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "rows", 3); i++)
    {
      JlyStudyRow *row = jly_study_rows_add (rows, NULL, NULL, 0);

      jly_item_get_text (reader, "rows", JLY_STUDY_MAX_NAME, &row->name);
      jly_item_get_text (reader, "rows", JLY_STUDY_MAX_NAME, &row->unit);
      row->need = jly_item_get_uint (reader, "rows", G_MAXUINT64);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

void
jly_fields_put_checks (JlyCborWriter *writer, const GPtrArray *checks)
{
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

void
jly_fields_get_checks (JlyCborReader *reader, GPtrArray *checks)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, "checks", JLY_STUDY_MAX_QUESTIONS, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "checks", 3); i++)
    {
      guint column = (guint)jly_item_get_uint (reader, "checks", JLY_STUDY_MAX_COLUMNS);
      guint other = (guint)jly_item_get_uint (reader, "checks", JLY_STUDY_MAX_COLUMNS);

      jly_study_checks_add (checks, column, other,
                            (guint)jly_item_get_uint (reader, "checks", MAX_TIMES));
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
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

void
jly_fields_put_questions (JlyCborWriter *writer, const GPtrArray *questions)
{
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
get_parameters (JlyCborReader *reader, JlyStudyQuestion *question)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, "questions", JLY_STUDY_MAX_PARAMETERS, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "questions", 2); i++)
    {
      g_autofree char *name = NULL, *value = NULL;

      jly_item_get_text (reader, "questions", JLY_STUDY_MAX_NAME, &name);
      jly_item_get_text (reader, "questions", JLY_STUDY_MAX_VALUE, &value);
      jly_study_question_set (question, name, value);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

void
jly_fields_get_questions (JlyCborReader *reader, GPtrArray *questions)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, "questions", JLY_STUDY_MAX_QUESTIONS, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "questions", 3); i++)
    {
      JlyStudyQuestion *question = jly_study_questions_add (questions, NULL, NULL);

      jly_item_get_text (reader, "questions", JLY_STUDY_MAX_NAME, &question->id);
      jly_item_get_text (reader, "questions", JLY_STUDY_MAX_NAME, &question->analysis);
      get_parameters (reader, question);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}
