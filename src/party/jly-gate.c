/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-gate.h. The rules themselves are decisions of src/study/jly-governance.h. */
#include "config.h"

#include "party/jly-gate.h"

#include "base/jly-cbor-writer.h"
#include "base/jly-error.h"

#include <string.h>

gboolean
jly_gate_check (const JlyGate *self, GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, error);

  return governance != NULL
         && jly_governance_check_start (governance, self->question, self->agreed->plan->hash,
                                        self->now, error);
}

gboolean
jly_gate_is_answered (const JlyGate *self)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, NULL);

  return governance != NULL
         && jly_governance_get_stage (governance, self->question, self->now)
                == JLY_PROPOSAL_ANSWERED;
}

gboolean
jly_gate_start (const JlyGate *self, guint64 *number, GError **error)
{
  guint attempt;

  return jly_store_start_attempt (self->governance, self->question, self->agreed->plan->hash,
                                  self->now, &attempt, number, error);
}

static const JlyParty *
find_joined (const JlyGate *self, const guint8 key[32])
{
  for (guint i = 0; self->joined != NULL && i < self->joined->len; i++)
    {
      const JlyParty *party = self->joined->pdata[i];

      if (memcmp (party->keys.identity, key, sizeof party->keys.identity) == 0)
        return party;
    }
  return NULL;
}

/* The figures of all columns of the contract, of which those of the question are kept. */
static gboolean
open_one (const JlyGate *self, guint provider, JlyBits **bits, GError **error)
{
  const JlyParty *party = self->agreed->study->providers->pdata[provider];
  const JlyContract *contract = jly_store_governance_get_contract (self->governance);
  g_autoptr (JlyStudy) frame = NULL;
  g_autofree JlyBits **all = NULL;
  gboolean is_open;
  guint place;

  frame = jly_agreed_frame_new (contract, self->agreed->study->contract_hash, party->keys.identity,
                                find_joined (self, party->keys.identity), &place, error);
  if (frame == NULL)
    return FALSE;
  all = g_new0 (JlyBits *, frame->columns->len);
  is_open = jly_upload_open (self->parts[provider], frame, place, self->miner, self->identity, all,
                             error);
  for (guint k = 0; is_open && k < self->agreed->n_columns; k++)
    bits[k] = g_steal_pointer (&all[self->agreed->columns[k]]);
  for (guint k = 0; k < frame->columns->len; k++)
    g_clear_pointer (&all[k], jly_bits_free);
  return is_open;
}

gboolean
jly_gate_open_uploads (const JlyGate *self,
                       JlyBits ***bits,
                       guint8 (*hashes)[JLY_HASH_BYTES],
                       GError **error)
{
  for (guint i = 0; i < self->agreed->study->providers->len; i++)
    {
      const JlyParty *party = self->agreed->study->providers->pdata[i];

      if (self->parts[i] == NULL)
        return jly_refuse (error, JLY_REFUSAL_INPUTS, party->name);
      jly_manifest_hash (self->parts[i]->manifest, hashes[i]);
      if (memcmp (hashes[i], self->agreed->uploads[i], JLY_HASH_BYTES) != 0)
        return jly_refuse (error, JLY_REFUSAL_INPUTS, party->name);
      if (!open_one (self, i, bits[i], error))
        return FALSE;
      if (bits[i][0]->n_lanes != self->agreed->n_rows[i])
        return jly_refuse (error, JLY_REFUSAL_INPUTS, party->name);
    }
  return TRUE;
}

gboolean
jly_gate_finish (const JlyGate *self, const GPtrArray *letters, GError **error)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) document = NULL;

  jly_cbor_begin_array (writer, letters->len);
  for (guint i = 0; i < letters->len; i++)
    jly_cbor_put_bytes (writer, g_bytes_get_data (letters->pdata[i], NULL),
                        g_bytes_get_size (letters->pdata[i]));
  jly_cbor_end (writer);
  document = jly_cbor_writer_finish (writer, error);
  return document != NULL
         && jly_store_answer (self->governance, self->question, document, self->now, error);
}

gboolean
jly_gate_fail (const JlyGate *self, const GError *why, GError **error)
{
  JlyAttemptEnd end = JLY_ATTEMPT_MAY_RETRY;

  if (jly_refusal_get_rule (why) == JLY_REFUSAL_OVERLAP)
    end = JLY_ATTEMPT_UNSEEN;
  else if (g_error_matches (why, JLY_ERROR, JLY_ERROR_PROTOCOL))
    end = JLY_ATTEMPT_IS_FINAL;

  return jly_store_fail_attempt (self->governance, self->question, end, self->now, error);
}
