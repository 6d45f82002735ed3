/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-miner-service.h. Keys are born here or come on the standard input; never in arguments or
 * the environment, where other programs could read them. */
#include "config.h"

#include "party/jly-miner-service.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"
#include "party/jly-accord.h"
#include "party/jly-control.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"
#include "party/jly-session-events.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  JlyControl *control;
  guint index;
  JlyIdentity *identity;
  JlyListener *listener;
  JlyStore *store;
  char *dir;
  JlyStoreGovernance *governance;
  JlyStudy *frame; /* what figures are uploaded for */
  char **addresses;
  JlyAgreed *agreed; /* what is computed, once that is agreed */
  JlyGate gate;
} Service;

/* The given identity, or a fresh one if none is given: then no other program ever has its keys. */
static JlyIdentity *
take_identity (JsonObject *command, GError **error)
{
  g_autoptr (GBytes) secret = NULL;

  if (!json_object_has_member (command, "identity"))
    return jly_identity_generate ();
  secret = jly_json_get_bytes (command, "identity");
  if (secret == NULL || g_bytes_get_size (secret) != JLY_IDENTITY_SECRET_BYTES)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL,
                _ ("The identity given to the computing party is not "
                   "usable."));
      return NULL;
    }
  return jly_identity_from_secret (g_bytes_get_data (secret, NULL));
}

static void
emit_listening (Service *self)
{
  JsonObject *event = jly_control_event ("listening");

  json_object_set_int_member (event, "port", jly_listener_get_port (self->listener));
  jly_keys_to_json (self->identity, event);
  jly_control_emit (self->control, event);
}

/* First command: who this miner is, where it listens and where it keeps its state. */
static gboolean
start (gpointer service, JsonObject *command, GError **error)
{
  Service *self = service;
  const char *dir = jly_json_get_text (command, "dir", NULL);
  const char *host = jly_json_get_text (command, "host", "127.0.0.1");
  gint64 port = jly_json_get_number (command, "port", 0);
  gint64 index = jly_json_get_number (command, "index", -1);

  if (dir == NULL || port < 0 || port > G_MAXUINT16 || index < 0 || index >= JLY_STUDY_MINERS)
    return jly_fail (error, JLY_ERROR_USAGE, NULL,
                     _ ("The computing party was not told its number, port and folder."));
  self->index = (guint)index;
  self->identity = take_identity (command, error);
  if (self->identity == NULL)
    return FALSE;
  self->dir = g_strdup (dir);
  self->store = jly_store_open (dir, error);
  if (self->store == NULL || !jly_store_unlock (self->store, self->identity, error))
    return FALSE;
  self->listener = jly_listener_new (host, (guint16)port, error);
  if (self->listener == NULL)
    return FALSE;
  emit_listening (self);
  return TRUE;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* In the list of studies, and its contract in the log. */
static gboolean
keep_contract (Service *self, const JlyContract *contract, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) kept = jly_store_get_contract (self->store, contract->study_id, 0, NULL);
  JlyStudyRecord record = {
    .id = contract->study_id,
    .case_id = contract->case_id,
    .title = contract->title,
    .created = get_now (),
    .state = (char *)"running",
    .rehearsal = contract->rehearsal,
  };

  if (kept != NULL)
    return jly_fail (error, JLY_ERROR_REFUSED, NULL,
                     _ ("This computing party already has a study under the same number."));
  return jly_store_add_study (self->store, &record, bytes, error)
         && jly_store_add_contract (self->store, bytes, get_now (), error);
}

static void
emit_signed (Service *self, GBytes *contract)
{
  JsonObject *event = jly_control_event ("signed");
  guint8 signature[JLY_SIGNATURE_BYTES];

  jly_accord_sign (self->identity, contract, signature);
  jly_json_set_bytes (event, "signature", signature, sizeof signature);
  jly_control_emit (self->control, event);
}

/* Second command: the contract that this miner is a party of, and where the others are. */
static gboolean
take_contract (gpointer service, JsonObject *command, GError **error)
{
  Service *self = service;
  g_autoptr (GBytes) bytes = jly_json_get_bytes (command, "contract");
  g_autoptr (JlyContract) contract = NULL;
  guint8 hash[JLY_HASH_BYTES];
  guint provider;

  if (bytes == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The study is missing."));
  contract = jly_contract_decode (bytes, error);
  if (contract == NULL || !jly_contract_check (contract, error))
    return FALSE;
  jly_contract_hash (bytes, hash);
  self->frame = jly_agreed_frame_new (contract, hash, NULL, NULL, &provider, error);
  self->addresses = jly_control_read_addresses (command, JLY_STUDY_MINERS, error);
  if (self->addresses == NULL
      || !jly_keys_check_own (self->frame->miners->pdata[self->index], self->identity, error)
      || !keep_contract (self, contract, bytes, error))
    return FALSE;
  self->governance = jly_store_load_governance (self->store, contract->study_id, get_now (), error);
  if (self->governance == NULL)
    return FALSE;
  emit_signed (self, bytes);
  return TRUE;
}

/* What this miner holds of each provider. */
static JlySubmission *
list_submissions (Service *self, JlyUploadPart **parts)
{
  guint n = self->frame->providers->len;
  JlySubmission *list = g_new0 (JlySubmission, n);

  for (guint i = 0; i < n; i++)
    {
      const JlyParty *party = self->frame->providers->pdata[i];
      g_autoptr (JlyManifest) manifest = jly_manifest_decode (parts[i]->manifest, NULL);

      memcpy (list[i].provider, party->keys.identity, sizeof list[i].provider);
      jly_manifest_hash (parts[i]->manifest, list[i].upload);
      list[i].n_rows = manifest->n_rows;
    }
  return list;
}

static void
emit_inputs (Service *self, const JlySubmission *submissions)
{
  JsonObject *event = jly_control_event ("inputs");
  guint8 root[JLY_HASH_BYTES];

  jly_submissions_root (submissions, self->frame->providers->len, root);
  jly_json_set_bytes (event, "root", root, sizeof root);
  json_object_set_int_member (event, "count", self->frame->providers->len);
  jly_control_emit (self->control, event);
}

/* Third command: what all parties signed over these figures. */
static JlyAccord *
wait_accord (Service *self, GError **error)
{
  g_autoptr (JsonObject) command = jly_control_wait (self->control);
  JlyAccord *accord = command != NULL ? jly_accord_from_json (command) : NULL;

  if (command == NULL)
    jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("The study was stopped."));
  else if (accord == NULL)
    jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("What was agreed is missing."));
  return accord;
}

static JlyAgreed *
make_agreed (Service *self, GBytes *proposal, const JlySubmission *submissions, GError **error)
{
  g_autoptr (JlyProposal) decoded = jly_proposal_decode (proposal, error);
  const JlyContract *contract = jly_store_governance_get_contract (self->governance);
  guint8 hash[JLY_HASH_BYTES];

  if (decoded == NULL)
    return NULL;
  jly_proposal_hash (proposal, hash);
  return jly_agreed_new (contract, self->frame->contract_hash, decoded, hash, submissions,
                         self->frame->providers->len, NULL, error);
}

/* The set of figures is closed with what came, and the rest is for the gate to look at. */
static const JlyGate *
agree (JlyUploadPart **parts, gpointer service, GError **error)
{
  Service *self = service;
  g_autofree JlySubmission *submissions = list_submissions (self, parts);
  g_autoptr (JlyAccord) accord = NULL;

  emit_inputs (self, submissions);
  accord = wait_accord (self, error);
  if (accord == NULL
      || !jly_accord_keep (accord, self->governance, submissions, self->frame->providers->len,
                           get_now (), &self->gate.question, error))
    return NULL;
  self->agreed = make_agreed (self, accord->proposal, submissions, error);
  if (self->agreed == NULL)
    return NULL;
  self->gate.governance = self->governance;
  self->gate.agreed = self->agreed;
  self->gate.parts = parts;
  self->gate.identity = self->identity;
  self->gate.miner = self->index;
  self->gate.now = get_now ();
  return &self->gate;
}

static void
session_cb (const JlySessionNews *news, gpointer user_data)
{
  jly_session_events_emit (((Service *)user_data)->control, news);
}

static gboolean
compute (gpointer service, GError **error)
{
  Service *self = service;
  const char *name = ((const JlyParty *)self->frame->miners->pdata[self->index])->name;
  JlySessionConfig config = {
    .agree_func = agree,
    .study = self->frame,
    .self = self->index,
    .identity = self->identity,
    .listener = self->listener,
    .store = self->store,
    .addresses = self->addresses,
    .evidence_dir = self->dir,
    .func = session_cb,
    .func_data = self,
  };
  JlySessionSummary summary;
  gboolean ok
      = jly_session_run (&config, &summary, jly_control_get_cancellable (self->control), error);

  if (!jly_store_set_state (self->store, self->frame->id, ok ? "done" : "failed", NULL,
                            ok ? error : NULL)
      || !jly_store_log (self->store, self->frame->id, name, ok ? "computed" : "stopped",
                         ok ? error : NULL))
    return FALSE;
  if (ok)
    jly_session_events_emit_done (self->control, &summary);
  return ok;
}

int
jly_miner_service_run (int in, int out)
{
  Service self = { .control = jly_control_new (in, out) };
  int code = jly_control_serve (self.control, &self, start, take_contract, compute);

  g_clear_pointer (&self.listener, jly_listener_free);
  g_clear_pointer (&self.governance, jly_store_governance_free);
  g_clear_pointer (&self.store, jly_store_close);
  g_clear_pointer (&self.identity, jly_identity_free);
  g_clear_pointer (&self.agreed, jly_agreed_free);
  g_clear_pointer (&self.frame, jly_study_free);
  g_strfreev (self.addresses);
  g_free (self.dir);
  jly_control_unref (self.control);
  return code;
}
