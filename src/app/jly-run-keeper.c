/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-run-keeper.h. Log lines are in English and name stages only: a log is for whoever mends
 * things, and it must read the same on every computer. */
#include "config.h"

#include "app/jly-run-keeper.h"

#include "study/jly-study.h"

#include <glib/gi18n.h>

struct _JlyRunKeeper
{
  JlyStore *store;
  char *study_id;
  int logged; /* last stage in the log, -1: none */
};

static const char *const stage_names[JLY_N_STAGES] = {
  [JLY_STAGE_STARTING] = "starting all parties",
  [JLY_STAGE_CONNECTING] = "checking keys and connecting",
  [JLY_STAGE_SENDING] = "sending sealed pieces",
  [JLY_STAGE_ACCEPTED] = "pieces received and receipted",
  [JLY_STAGE_COMPUTING] = "computing",
  [JLY_STAGE_OPENING] = "opening the result",
  [JLY_STAGE_ERASING] = "erasing the pieces",
};

JlyRunKeeper *
jly_run_keeper_new (JlyStore *store, GBytes *study_bytes, const char *case_id, GError **error)
{
  g_autoptr (JlyStudy) study = jly_study_decode (study_bytes, error);
  g_autoptr (JlyRunKeeper) self = NULL;
  JlyStudyRecord record = { .state = (char *)"running" };

  if (study == NULL)
    return NULL;
  record.id = study->id;
  record.case_id = case_id != NULL ? (char *)case_id : study->case_id;
  record.title = study->title;
  record.created = g_get_real_time () / G_USEC_PER_SEC;
  record.rehearsal = study->rehearsal;
  if (!jly_store_add_study (store, &record, study_bytes, error))
    return NULL;
  self = g_new0 (JlyRunKeeper, 1);
  self->store = store;
  self->study_id = g_strdup (study->id);
  self->logged = -1;
  return g_steal_pointer (&self);
}

void
jly_run_keeper_free (JlyRunKeeper *self)
{
  g_free (self->study_id);
  g_free (self);
}

gboolean
jly_run_keeper_log_stage (JlyRunKeeper *self, JlyStage stage, GError **error)
{
  if ((int)stage <= self->logged)
    return TRUE;
  self->logged = stage;
  return jly_store_log (self->store, self->study_id, "jointly", stage_names[stage], error);
}

static gboolean
keep_result (JlyRunKeeper *self, JlyResult *result, GError **error)
{
  g_autofree char *json = jly_result_to_json (result, FALSE);

  return jly_store_set_result (self->store, self->study_id, json, error);
}

gboolean
jly_run_keeper_finish (JlyRunKeeper *self, JlyResult *result, const char *headline, GError **error)
{
  return keep_result (self, result, error)
         && jly_store_log (self->store, self->study_id, "jointly", "result kept", error)
         && jly_store_set_state (self->store, self->study_id, "done", headline, error);
}

gboolean
jly_run_keeper_fail (JlyRunKeeper *self, const GError *reason, GError **error)
{
  g_autoptr (JlyResult) result = jly_result_new_failed (self->study_id, reason);

  return keep_result (self, result, error)
         && jly_store_log (self->store, self->study_id, "jointly", "stopped, nothing opened", error)
         && jly_store_set_state (self->store, self->study_id, "failed", reason->message, error);
}
