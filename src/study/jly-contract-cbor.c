/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contract's bytes: one map with the keys below, every field typed and bounded. The reader
 * refuses any other form of the same content, so the hash of the bytes is the hash of the meaning.
 */
#include "config.h"

#include "study/jly-contract.h"

#include "study/jly-cbor-fields.h"
#include "study/jly-policy-cbor.h"

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
  KEY_SIDES,
  KEY_PARTIES,
  KEY_COLUMNS,
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
  jly_cbor_begin_array (writer, 8);
  jly_cbor_put_text (writer, column->id);
  jly_cbor_put_text (writer, column->title);
  jly_cbor_put_text (writer, column->unit);
  jly_cbor_put_uint (writer, column->scale);
  jly_cbor_put_int (writer, column->min);
  jly_cbor_put_int (writer, column->max);
  jly_cbor_put_uint (writer, column->rights);
  jly_cbor_put_uint (writer, column->open_to);
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
  put_texts (writer, KEY_QUESTIONS, self->questions);
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
  put_members (writer, self);
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
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "columns", 8); i++)
    {
      get_column (reader, self);
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
  get_texts (reader, KEY_QUESTIONS, "questions", JLY_CONTRACT_MAX_QUESTIONS, self->questions);
  jly_cbor_get_key (reader, "policy", KEY_POLICY);
  jly_policy_get (reader, &self->policy);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}
