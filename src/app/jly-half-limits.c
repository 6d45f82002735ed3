/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-half-limits.h. Kept are the contract as it was then and the one that it would become. */
#include "config.h"

#include "app/jly-half-limits.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-cbor-writer.h"
#include "study/jly-contract-limits.h"

#define MOST_BYTES (4u << 20)

/* NULL if a text in it cannot be written. */
static JlyContract *
copy (JlyDraft *draft)
{
  g_autoptr (GBytes) bytes = jly_draft_encode (draft);

  return bytes != NULL ? jly_contract_decode (bytes, NULL) : NULL;
}

static void
put (JlyCborWriter *writer, GBytes *bytes)
{
  jly_cbor_put_bytes (writer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

gboolean
jly_half_limits_keep (JlyDraft *draft, const JlyRules *rules)
{
  g_autoptr (JlyContract) becomes = copy (draft);
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) before = jly_draft_encode (draft);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) both = NULL;

  if (becomes == NULL || jly_contract_take_limits (becomes, rules) == 0)
    {
      jly_draft_forget (draft, JLY_DRAFT_LIMITS);
      return FALSE;
    }
  after = jly_contract_encode (becomes);
  if (after == NULL)
    return FALSE;
  jly_cbor_begin_array (writer, 2);
  put (writer, before);
  put (writer, after);
  jly_cbor_end (writer);
  both = jly_cbor_writer_finish (writer, NULL);
  if (both != NULL)
    jly_draft_keep (draft, JLY_DRAFT_LIMITS, both);
  return both != NULL;
}

/* NULL if it is no contract. */
static JlyContract *
get_contract (JlyCborReader *reader)
{
  g_autoptr (GBytes) bytes = NULL;

  return jly_cbor_get_bytes (reader, "contract", MOST_BYTES, &bytes)
             ? jly_contract_decode (bytes, NULL)
             : NULL;
}

JlyRules *
jly_half_limits_find (JlyDraft *draft)
{
  g_autoptr (GBytes) both = jly_draft_find (draft, JLY_DRAFT_LIMITS);
  g_autoptr (JlyCborReader) reader = NULL;
  g_autoptr (JlyContract) now = copy (draft);
  g_autoptr (JlyContract) before = NULL;
  g_autoptr (JlyContract) after = NULL;
  g_autoptr (JlyRules) was = NULL;
  g_autoptr (JlyRules) becomes = NULL;
  gsize n;

  if (both == NULL || now == NULL)
    return NULL;
  reader = jly_cbor_reader_new (both, "limits");
  jly_cbor_enter_array (reader, "limits", 2, &n);
  before = get_contract (reader);
  after = get_contract (reader);
  if (before == NULL || after == NULL)
    return NULL;
  was = jly_contract_make_rules (before);
  becomes = jly_contract_make_rules (after);
  if (jly_contract_take_limits (now, was) != 0 || jly_contract_take_limits (now, becomes) == 0)
    return NULL;
  return jly_contract_make_rules (now);
}
