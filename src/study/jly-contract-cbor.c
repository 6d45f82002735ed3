/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contract's bytes: one map with the keys below, every field typed and bounded. The reader
 * refuses any other form of the same content, so the hash of the bytes is the hash of the meaning.
 */
#include "config.h"

#include "study/jly-contract.h"

#include "study/jly-cbor-fields.h"
#include "study/jly-policy-cbor.h"
#include "study/jly-study-fields.h"

#include "base/jly-error.h"

#include <string.h>

#define MAX_SCALE 9
#define MAX_ID 64
#define ALL_PARTIES (((JlyPartySet)1 << JLY_POLICY_MAX_PARTIES) - 1)

enum
{
  KEY_FORMAT = 1,
  KEY_STUDY,
  KEY_VERSION,
  KEY_PREVIOUS,
  KEY_CASE,
  KEY_TEMPLATE,
  KEY_WORDING,
  KEY_TITLE,
  KEY_PURPOSE,
  KEY_LEGAL_BASIS,
  KEY_MADE_AT,
  KEY_ENDS_AT,
  KEY_REHEARSAL,
  KEY_CURRENCY,
  KEY_SIDES,
  KEY_PARTIES,
  KEY_COLUMNS,
  KEY_ROWS,
  KEY_MOST_ROWS,
  KEY_CHECKS,
  KEY_QUESTIONS,
  KEY_POLICY,
  N_KEYS = KEY_POLICY
};

static void
put_texts (JlyCborWriter *writer, guint64 key, GPtrArray *texts)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_begin_array (writer, texts->len);
  for (guint i = 0; i < texts->len; i++)
    jly_cbor_put_text (writer, texts->pdata[i]);
  jly_cbor_end (writer);
}

static void
put_party (JlyCborWriter *writer, const JlyContractParty *party)
{
  jly_cbor_begin_array (writer, 10);
  jly_cbor_put_text (writer, party->name);
  jly_cbor_put_bytes (writer, party->keys.identity, sizeof party->keys.identity);
  jly_cbor_put_bytes (writer, party->keys.link, sizeof party->keys.link);
  jly_cbor_put_bytes (writer, party->keys.sealing, sizeof party->keys.sealing);
  jly_cbor_put_uint (writer, party->roles);
  jly_cbor_put_uint (writer, party->side);
  jly_cbor_put_text (writer, party->operated_by);
  jly_cbor_put_text (writer, party->administered_by);
  jly_cbor_put_text (writer, party->hosted_by);
  jly_cbor_put_text (writer, party->network_of);
  jly_cbor_end (writer);
}

static void
put_column (JlyCborWriter *writer, const JlyContractColumn *column)
{
  jly_cbor_begin_array (writer, 10);
  jly_cbor_put_text (writer, column->id);
  jly_cbor_put_text (writer, column->title);
  jly_cbor_put_text (writer, column->unit);
  jly_cbor_put_uint (writer, column->scale);
  jly_cbor_put_int (writer, column->min);
  jly_cbor_put_int (writer, column->max);
  jly_fields_put_categories (writer, column->categories);
  jly_cbor_put_uint (writer, column->may_be_missing != FALSE);
  jly_cbor_put_uint (writer, column->rights);
  jly_cbor_put_uint (writer, column->open_to);
  jly_cbor_end (writer);
}

/* A free setting has no value: else one meaning would have two forms. */
static void
put_question (JlyCborWriter *writer, const JlyContractQuestion *question)
{
  jly_cbor_begin_array (writer, 2);
  jly_cbor_put_text (writer, question->analysis);
  jly_cbor_begin_array (writer, question->settings->len);
  for (guint i = 0; i < question->settings->len; i++)
    {
      const JlyContractSetting *setting = question->settings->pdata[i];

      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_text (writer, setting->name);
      jly_cbor_put_uint (writer, setting->is_free != FALSE);
      jly_cbor_put_text (writer, setting->value);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
  jly_cbor_end (writer);
}

static void
put_questions (JlyCborWriter *writer, const JlyContract *self)
{
  jly_cbor_put_key (writer, KEY_ROWS);
  jly_fields_put_rows (writer, self->rows);
  jly_field_put_uint (writer, KEY_MOST_ROWS, self->most_rows);
  jly_cbor_put_key (writer, KEY_CHECKS);
  jly_fields_put_checks (writer, self->checks);
  jly_cbor_put_key (writer, KEY_QUESTIONS);
  jly_cbor_begin_array (writer, self->questions->len);
  for (guint i = 0; i < self->questions->len; i++)
    put_question (writer, self->questions->pdata[i]);
  jly_cbor_end (writer);
}

static void
put_members (JlyCborWriter *writer, const JlyContract *self)
{
  put_texts (writer, KEY_SIDES, self->sides);
  jly_cbor_put_key (writer, KEY_PARTIES);
  jly_cbor_begin_array (writer, self->parties->len);
  for (guint i = 0; i < self->parties->len; i++)
    put_party (writer, self->parties->pdata[i]);
  jly_cbor_end (writer);
  jly_cbor_put_key (writer, KEY_COLUMNS);
  jly_cbor_begin_array (writer, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    put_column (writer, self->columns->pdata[i]);
  jly_cbor_end (writer);
}

GBytes *
jly_contract_encode (const JlyContract *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  jly_field_put_uint (writer, KEY_FORMAT, JLY_CONTRACT_FORMAT);
  jly_field_put_text (writer, KEY_STUDY, self->study_id);
  jly_field_put_uint (writer, KEY_VERSION, self->version);
  jly_field_put_hash (writer, KEY_PREVIOUS, self->previous);
  jly_field_put_text (writer, KEY_CASE, self->case_id);
  jly_field_put_hash (writer, KEY_TEMPLATE, self->template_hash);
  jly_field_put_uint (writer, KEY_WORDING, self->wording);
  jly_field_put_text (writer, KEY_TITLE, self->title);
  jly_field_put_text (writer, KEY_PURPOSE, self->purpose);
  jly_field_put_text (writer, KEY_LEGAL_BASIS, self->legal_basis);
  jly_field_put_int (writer, KEY_MADE_AT, self->made_at);
  jly_field_put_int (writer, KEY_ENDS_AT, self->ends_at);
  jly_field_put_uint (writer, KEY_REHEARSAL, self->rehearsal != FALSE);
  jly_field_put_text (writer, KEY_CURRENCY, self->currency);
  put_members (writer, self);
  put_questions (writer, self);
  jly_cbor_put_key (writer, KEY_POLICY);
  jly_policy_put (writer, &self->policy);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static void
get_texts (JlyCborReader *reader, guint64 key, const char *field, gsize max, GPtrArray *texts)
{
  gsize n = 0;

  jly_cbor_get_key (reader, field, key);
  jly_cbor_enter_array (reader, field, max, &n);
  for (gsize i = 0; i < n; i++)
    {
      char *text = NULL;

      jly_item_get_text (reader, field, JLY_STUDY_MAX_NAME, &text);
      g_ptr_array_add (texts, text);
    }
  jly_cbor_leave (reader);
}

static void
get_party (JlyCborReader *reader, JlyContract *self)
{
  JlyContractParty *party = jly_contract_add_party (self, "", 0, JLY_NO_SIDE);

  jly_item_get_text (reader, "party-name", JLY_STUDY_MAX_NAME, &party->name);
  jly_cbor_get_fixed_bytes (reader, "party-key", party->keys.identity, 32);
  jly_cbor_get_fixed_bytes (reader, "party-key", party->keys.link, 32);
  jly_cbor_get_fixed_bytes (reader, "party-key", party->keys.sealing, 32);
  party->roles = (guint)jly_item_get_uint (reader, "party-roles", JLY_ROLE_FLAGS_ALL);
  party->side = (guint)jly_item_get_uint (reader, "party-side", JLY_NO_SIDE);
  if (party->side != JLY_NO_SIDE && party->side >= self->sides->len)
    jly_cbor_refuse (reader, "party-side");
  jly_item_get_text (reader, "operated-by", JLY_STUDY_MAX_NAME, &party->operated_by);
  jly_item_get_text (reader, "administered-by", JLY_STUDY_MAX_NAME, &party->administered_by);
  jly_item_get_text (reader, "hosted-by", JLY_STUDY_MAX_NAME, &party->hosted_by);
  jly_item_get_text (reader, "network-of", JLY_STUDY_MAX_NAME, &party->network_of);
}

static void
get_column (JlyCborReader *reader, JlyContract *self)
{
  JlyContractColumn *column = jly_contract_add_column (self, "", "", 0, 0, 0);

  jly_item_get_text (reader, "column-id", MAX_ID, &column->id);
  jly_item_get_text (reader, "column-title", JLY_STUDY_MAX_NAME, &column->title);
  jly_item_get_text (reader, "column-unit", JLY_STUDY_MAX_NAME, &column->unit);
  column->scale = (guint)jly_item_get_uint (reader, "column-scale", MAX_SCALE);
  column->min = jly_item_get_int (reader, "column-min", G_MININT64, G_MAXINT64);
  column->max = jly_item_get_int (reader, "column-max", G_MININT64, G_MAXINT64);
  jly_fields_get_categories (reader, "column-categories", &column->categories);
  column->may_be_missing = jly_item_get_uint (reader, "column-missing", 1) != 0;
  column->rights = (guint)jly_item_get_uint (reader, "column-rights", JLY_USE_FLAGS_ALL);
  column->open_to = jly_item_get_uint (reader, "column-open-to", ALL_PARTIES);
}

static void
get_parties (JlyCborReader *reader, JlyContract *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "parties", KEY_PARTIES);
  jly_cbor_enter_array (reader, "parties", JLY_POLICY_MAX_PARTIES, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "parties", 10); i++)
    {
      get_party (reader, self);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_columns (JlyCborReader *reader, JlyContract *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "columns", KEY_COLUMNS);
  jly_cbor_enter_array (reader, "columns", JLY_CONTRACT_MAX_COLUMNS, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "columns", 10); i++)
    {
      get_column (reader, self);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_setting (JlyCborReader *reader, JlyContractQuestion *question)
{
  g_autofree char *name = NULL, *value = NULL;
  gboolean is_free;
  guint n = question->settings->len;

  jly_item_get_text (reader, "setting", JLY_STUDY_MAX_NAME, &name);
  is_free = jly_item_get_uint (reader, "setting", 1) != 0;
  jly_item_get_text (reader, "setting", JLY_STUDY_MAX_NAME, &value);
  jly_contract_question_set (question, name, is_free ? NULL : value);
  if (question->settings->len == n || (is_free && *value != '\0'))
    jly_cbor_refuse (reader, "setting");
}

static void
get_question (JlyCborReader *reader, JlyContract *self)
{
  JlyContractQuestion *question = jly_contract_add_question (self, "");
  gsize n = 0;

  jly_item_get_text (reader, "question", MAX_ID, &question->analysis);
  jly_cbor_enter_array (reader, "setting", JLY_STUDY_MAX_PARAMETERS, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "setting", 3); i++)
    {
      get_setting (reader, question);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_questions (JlyCborReader *reader, JlyContract *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "rows", KEY_ROWS);
  jly_fields_get_rows (reader, self->rows);
  self->most_rows
      = (guint)jly_field_get_uint (reader, KEY_MOST_ROWS, "most-rows", JLY_STUDY_MAX_OWN_ROWS);
  jly_cbor_get_key (reader, "checks", KEY_CHECKS);
  jly_fields_get_checks (reader, self->checks);
  for (guint i = 0; i < self->checks->len; i++)
    {
      const JlyStudyCheck *check = self->checks->pdata[i];

      if (check->column >= self->columns->len || check->other >= self->columns->len)
        jly_cbor_refuse (reader, "checks");
    }
  jly_cbor_get_key (reader, "questions", KEY_QUESTIONS);
  jly_cbor_enter_array (reader, "questions", JLY_CONTRACT_MAX_QUESTIONS, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "questions", 2); i++)
    {
      get_question (reader, self);
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
get_heading (JlyCborReader *reader, JlyContract *self)
{
  if (jly_field_get_uint (reader, KEY_FORMAT, "format", JLY_CONTRACT_FORMAT) != JLY_CONTRACT_FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_field_get_text (reader, KEY_STUDY, "study", MAX_ID, &self->study_id);
  if (!is_id (self->study_id))
    jly_cbor_refuse (reader, "study");
  self->version = (guint)jly_field_get_uint (reader, KEY_VERSION, "version", G_MAXUINT32);
  if (self->version == 0)
    jly_cbor_refuse (reader, "version");
  jly_field_get_hash (reader, KEY_PREVIOUS, "previous", self->previous);
  jly_field_get_text (reader, KEY_CASE, "case", MAX_ID, &self->case_id);
  jly_field_get_hash (reader, KEY_TEMPLATE, "template", self->template_hash);
  self->wording = (guint)jly_field_get_uint (reader, KEY_WORDING, "wording", G_MAXUINT32);
  jly_field_get_text (reader, KEY_TITLE, "title", JLY_STUDY_MAX_NAME, &self->title);
  jly_field_get_text (reader, KEY_PURPOSE, "purpose", JLY_CONTRACT_MAX_TEXT, &self->purpose);
  jly_field_get_text (reader, KEY_LEGAL_BASIS, "legal-basis", JLY_CONTRACT_MAX_TEXT,
                      &self->legal_basis);
  self->made_at = jly_field_get_int (reader, KEY_MADE_AT, "made-at", 0, G_MAXINT64);
  self->ends_at = jly_field_get_int (reader, KEY_ENDS_AT, "ends-at", 0, G_MAXINT64);
  self->rehearsal = jly_field_get_uint (reader, KEY_REHEARSAL, "rehearsal", 1) != 0;
  jly_field_get_text (reader, KEY_CURRENCY, "currency", JLY_STUDY_MAX_NAME, &self->currency);
}

JlyContract *
jly_contract_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the contract");
  g_autoptr (JlyContract) self = jly_contract_new ();

  jly_cbor_enter_map (reader, "contract", N_KEYS);
  get_heading (reader, self);
  get_texts (reader, KEY_SIDES, "sides", JLY_CONTRACT_MAX_SIDES, self->sides);
  get_parties (reader, self);
  get_columns (reader, self);
  get_questions (reader, self);
  jly_cbor_get_key (reader, "policy", KEY_POLICY);
  jly_policy_get (reader, &self->policy);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}
