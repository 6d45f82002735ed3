/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-work.h: names, places in the work and times for the operator; no figures. */
#include "config.h"

#include "service/jly-service-work-private.h"

#include "party/jly-json.h"
#include "party/jly-pass.h"

static const char *
name_stage (JlyProposalStage stage)
{
  static const char *const names[]
      = { "proposed", "approved", "rejected", "withdrawn", "running", "answered", "failed" };

  return (guint)stage < G_N_ELEMENTS (names) ? names[stage] : "unknown";
}

static JsonArray *
describe_questions (JlyServiceWork *self)
{
  const JlyGovernance *governance = jly_store_governance_get (self->member->governance, NULL);
  JsonArray *array = json_array_new ();

  for (guint i = 0; governance != NULL && i < jly_governance_count_questions (governance); i++)
    {
      const JlyServiceTrial *trial = g_hash_table_lookup (self->trials, GUINT_TO_POINTER (i));
      JsonObject *one = json_object_new ();

      json_object_set_int_member (one, "number", i + 1);
      jly_json_set_text (one, "stage",
                         name_stage (jly_governance_get_stage (governance, i, self->member->now)));
      jly_json_set_text (one, "problem", trial != NULL ? trial->problem : NULL);
      json_array_add_object_element (array, one);
    }
  return array;
}

static JsonArray *
describe_parties (JlyServiceWork *self)
{
  JsonArray *array = json_array_new ();

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->n_peers; i++)
    {
      const JlyContractParty *party = self->member->contract->parties->pdata[i];
      g_autofree char *address = jly_member_find_address (self->member, party->keys.identity);
      JsonObject *one = json_object_new ();

      jly_json_set_text (one, "name", party->name);
      json_object_set_boolean_member (one, "computes", (party->roles & JLY_ROLE_FLAG_MINER) != 0);
      jly_json_set_text (one, "address", address);
      json_object_set_int_member (one, "last-seen", self->peers[i].last_seen);
      json_object_set_int_member (one, "round-trip", self->peers[i].round_trip);
      jly_json_set_text (one, "problem", self->peers[i].problem);
      json_array_add_object_element (array, one);
    }
  g_mutex_unlock (&self->mutex);
  return array;
}

static const char *
name_state (JlyServiceWork *self)
{
  const JlyGovernance *governance = jly_store_governance_get (self->member->governance, NULL);
  guint8 root[JLY_HASH_BYTES];
  guint n;

  if (self->is_refused)
    return "refused";
  if (governance == NULL || jly_governance_get_unsigned (governance) != 0)
    return "signing";
  if (jly_service_closing_get_latest (self->closing) != 0)
    return "closing";
  return jly_member_get_inputs (self->member, root, &n, NULL) ? "closed" : "collecting";
}

JsonObject *
jly_service_work_describe (JlyServiceWork *self)
{
  const JlyContract *contract = self->member->contract;
  JsonObject *object = json_object_new ();
  guint held, expected;

  jly_member_count_held (self->member, &held, &expected);
  jly_json_set_text (object, "id", contract->study_id);
  jly_json_set_text (object, "title", contract->title);
  jly_json_set_text (object, "case", contract->case_id);
  jly_json_set_text (object, "state", name_state (self));
  json_object_set_int_member (object, "ends", contract->ends_at);
  json_object_set_int_member (object, "figures", held);
  json_object_set_int_member (object, "providers", expected);
  json_object_set_int_member (object, "bytes", (gint64)self->bytes);
  json_object_set_array_member (object, "parties", describe_parties (self));
  json_object_set_array_member (object, "questions", describe_questions (self));
  return object;
}
