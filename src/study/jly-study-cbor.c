/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study's bytes: one map with the keys below, every field typed and bounded. What is hashed is
 * exactly this; the reader refuses any other form of the same content.
 */
#include "config.h"

#include "study/jly-study.h"

#include "base/jly-error.h"
#include "study/jly-cbor-fields.h"
#include "study/jly-study-fields.h"

#include <string.h>

#define FORMAT 4
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
  KEY_CONTRACT,
  KEY_PROPOSAL,
  KEY_RECIPIENTS,
  KEY_OWN_PARTS,
  KEY_LIMITS,
  N_KEYS = KEY_LIMITS
};

static void
put_columns (JlyCborWriter *writer, GPtrArray *columns)
{
  jly_cbor_put_key (writer, KEY_COLUMNS);
  jly_cbor_begin_array (writer, columns->len);
  for (guint i = 0; i < columns->len; i++)
    {
      const JlyStudyColumn *column = columns->pdata[i];

      jly_cbor_begin_array (writer, 9);
      jly_cbor_put_text (writer, column->id);
      jly_cbor_put_text (writer, column->title);
      jly_cbor_put_text (writer, column->unit);
      jly_cbor_put_uint (writer, column->scale);
      jly_cbor_put_int (writer, column->least);
      jly_cbor_put_int (writer, column->max);
      jly_cbor_put_uint (writer, column->width);
      jly_fields_put_categories (writer, column->categories);
      jly_cbor_put_uint (writer, column->may_be_missing != 0);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_agreement (JlyCborWriter *writer, const JlyStudy *self)
{
  jly_field_put_hash (writer, KEY_CONTRACT, self->contract_hash);
  jly_field_put_hash (writer, KEY_PROPOSAL, self->proposal_hash);
  jly_cbor_put_key (writer, KEY_RECIPIENTS);
  jly_fields_put_parties (writer, self->recipients);
  jly_field_put_uint (writer, KEY_OWN_PARTS, self->own_parts != FALSE);
}

static void
put_limits (JlyCborWriter *writer, const JlyLimits *limits)
{
  jly_cbor_put_key (writer, KEY_LIMITS);
  jly_cbor_begin_array (writer, 4);
  jly_cbor_put_uint (writer, limits->min_rows);
  jly_cbor_put_uint (writer, limits->min_parties);
  jly_cbor_put_uint (writer, limits->top_share);
  jly_cbor_put_uint (writer, limits->may_show_ends != 0);
  jly_cbor_end (writer);
}

GBytes *
jly_study_encode (const JlyStudy *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  jly_field_put_uint (writer, KEY_FORMAT, FORMAT);
  jly_field_put_text (writer, KEY_ID, self->id);
  jly_field_put_text (writer, KEY_CASE, self->case_id);
  jly_field_put_text (writer, KEY_TITLE, self->title);
  jly_field_put_text (writer, KEY_CURRENCY, self->currency);
  jly_cbor_put_key (writer, KEY_PROVIDERS);
  jly_fields_put_parties (writer, self->providers);
  jly_cbor_put_key (writer, KEY_MINERS);
  jly_fields_put_parties (writer, self->miners);
  put_columns (writer, self->columns);
  jly_cbor_put_key (writer, KEY_ROWS);
  jly_fields_put_rows (writer, self->rows);
  jly_field_put_uint (writer, KEY_REHEARSAL, self->rehearsal != 0);
  jly_field_put_uint (writer, KEY_MOST_ROWS, self->most_rows);
  jly_cbor_put_key (writer, KEY_CHECKS);
  jly_fields_put_checks (writer, self->checks);
  jly_cbor_put_key (writer, KEY_QUESTIONS);
  jly_fields_put_questions (writer, self->questions);
  put_agreement (writer, self);
  put_limits (writer, &self->limits);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static void
get_parties (JlyCborReader *reader, guint64 key, const char *field, GPtrArray *parties)
{
  jly_cbor_get_key (reader, field, key);
  jly_fields_get_parties (reader, field, parties);
}

static void
get_columns (JlyCborReader *reader, JlyStudy *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "columns", KEY_COLUMNS);
  jly_cbor_enter_array (reader, "columns", JLY_STUDY_MAX_COLUMNS, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "columns", 9); i++)
    {
      JlyStudyColumn *column = jly_study_add_column (self, NULL, NULL, 0, 0);

      jly_item_get_text (reader, "columns", JLY_STUDY_MAX_NAME, &column->id);
      jly_item_get_text (reader, "columns", JLY_STUDY_MAX_NAME, &column->title);
      jly_item_get_text (reader, "columns", JLY_STUDY_MAX_NAME, &column->unit);
      column->scale = (guint)jly_item_get_uint (reader, "columns", MAX_SCALE);
      column->least = jly_item_get_int (reader, "columns", G_MININT64, G_MAXINT64);
      column->max = jly_item_get_int (reader, "columns", G_MININT64, G_MAXINT64);
      column->width = (guint)jly_item_get_uint (reader, "columns", MAX_WIDTH);
      jly_fields_get_categories (reader, "columns", &column->categories);
      column->may_be_missing = jly_item_get_uint (reader, "columns", 1) == 1;
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static gboolean
is_id (const char *id)
{
  return strlen (id) == 32 && strspn (id, "0123456789abcdef") == 32;
}

static void
get_heading (JlyCborReader *reader, JlyStudy *self)
{
  if (jly_field_get_uint (reader, KEY_FORMAT, "format", FORMAT) != FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_field_get_text (reader, KEY_ID, "id", JLY_STUDY_MAX_NAME, &self->id);
  if (!is_id (self->id))
    jly_cbor_refuse (reader, "id");
  jly_field_get_text (reader, KEY_CASE, "case", JLY_STUDY_MAX_NAME, &self->case_id);
  jly_field_get_text (reader, KEY_TITLE, "title", JLY_STUDY_MAX_NAME, &self->title);
  jly_field_get_text (reader, KEY_CURRENCY, "currency", JLY_STUDY_MAX_NAME, &self->currency);
}

static void
get_agreement (JlyCborReader *reader, JlyStudy *self)
{
  jly_field_get_hash (reader, KEY_CONTRACT, "contract", self->contract_hash);
  jly_field_get_hash (reader, KEY_PROPOSAL, "proposal", self->proposal_hash);
  get_parties (reader, KEY_RECIPIENTS, "recipients", self->recipients);
  self->own_parts = jly_field_get_uint (reader, KEY_OWN_PARTS, "own parts", 1) == 1;
}

static void
get_limits (JlyCborReader *reader, JlyLimits *limits)
{
  jly_cbor_get_key (reader, "limits", KEY_LIMITS);
  if (!jly_item_enter_tuple (reader, "limits", 4))
    return;
  limits->min_rows = (guint)jly_item_get_uint (reader, "limits", JLY_STUDY_MAX_OWN_ROWS);
  limits->min_parties = (guint)jly_item_get_uint (reader, "limits", JLY_STUDY_MAX_PARTIES);
  limits->top_share = (guint)jly_item_get_uint (reader, "limits", 100);
  limits->may_show_ends = jly_item_get_uint (reader, "limits", 1) == 1;
  jly_cbor_leave (reader);
}

JlyStudy *
jly_study_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the study");
  g_autoptr (JlyStudy) self = jly_study_new (NULL, NULL);

  jly_cbor_enter_map (reader, "study", N_KEYS);
  get_heading (reader, self);
  get_parties (reader, KEY_PROVIDERS, "providers", self->providers);
  get_parties (reader, KEY_MINERS, "miners", self->miners);
  get_columns (reader, self);
  jly_cbor_get_key (reader, "rows", KEY_ROWS);
  jly_fields_get_rows (reader, self->rows);
  self->rehearsal = jly_field_get_uint (reader, KEY_REHEARSAL, "rehearsal", 1) == 1;
  self->most_rows
      = (guint)jly_field_get_uint (reader, KEY_MOST_ROWS, "most rows", JLY_STUDY_MAX_OWN_ROWS);
  jly_cbor_get_key (reader, "checks", KEY_CHECKS);
  jly_fields_get_checks (reader, self->checks);
  jly_cbor_get_key (reader, "questions", KEY_QUESTIONS);
  jly_fields_get_questions (reader, self->questions);
  get_agreement (reader, self);
  get_limits (reader, &self->limits);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}
