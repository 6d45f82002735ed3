/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-miner-service.h. Keys are born here or come on the standard input; never in arguments or
 * the environment, where other programs could read them. */
#include "config.h"

#include "party/jly-miner-service.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"
#include "party/jly-control.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"
#include "party/jly-miner-session.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

typedef struct
{
  JlyControl *control;
  guint index;
  JlyIdentity *identity;
  JlyListener *listener;
  JlyStore *store;
  char *dir;
  JlyStudy *study;
  char **addresses;
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
  if (self->store == NULL)
    return FALSE;
  self->listener = jly_listener_new (host, (guint16)port, error);
  if (self->listener == NULL)
    return FALSE;
  emit_listening (self);
  return TRUE;
}

/* A study that this folder holds already goes on with the next attempt's number. */
static gboolean
keep_study (Service *self, GBytes *body, GError **error)
{
  g_autoptr (GBytes) kept = jly_store_get_study (self->store, self->study->id, NULL);
  JlyStudyRecord record = {
    .id = self->study->id,
    .case_id = self->study->case_id,
    .title = self->study->title,
    .created = g_get_real_time () / G_USEC_PER_SEC,
    .state = (char *)"running",
    .rehearsal = self->study->rehearsal,
  };

  if (kept == NULL)
    return jly_store_add_study (self->store, &record, body, error);
  if (!g_bytes_equal (kept, body))
    return jly_fail (error, JLY_ERROR_REFUSED, NULL,
                     _ ("This computing party already has another study under the same number."));
  return jly_store_set_state (self->store, self->study->id, "running", NULL, error);
}

static gboolean
take_study (gpointer service, JsonObject *command, GError **error)
{
  Service *self = service;
  g_autoptr (GBytes) body = jly_json_get_bytes (command, "study");

  if (body == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The study is missing."));
  self->study = jly_study_decode (body, error);
  if (self->study == NULL || !jly_study_check (self->study, error))
    return FALSE;
  self->addresses = jly_control_read_addresses (command, JLY_STUDY_MINERS, error);
  return self->addresses != NULL
         && jly_keys_check_own (self->study->miners->pdata[self->index], self->identity, error)
         && keep_study (self, body, error);
}

static void
emit_progress (Service *self, const JlySessionNews *news)
{
  JsonObject *event = jly_control_event ("progress");

  json_object_set_int_member (event, "rounds", (gint64)news->rounds);
  json_object_set_int_member (event, "bytes", (gint64)news->bytes);
  json_object_set_double_member (event, "share", news->share);
  jly_control_emit (self->control, event);
}

static void
emit_upload (Service *self, const char *party)
{
  JsonObject *event = jly_control_event ("upload");

  json_object_set_string_member (event, "party", party);
  jly_control_emit (self->control, event);
}

static void
session_cb (const JlySessionNews *news, gpointer user_data)
{
  Service *self = user_data;

  switch (news->step)
    {
    case JLY_SESSION_CONNECTED:
      jly_control_emit_stage (self->control, "connected");
      break;
    case JLY_SESSION_UPLOAD:
      emit_upload (self, news->party);
      break;
    case JLY_SESSION_ACCEPTED:
      jly_control_emit_stage (self->control, "accepted");
      break;
    case JLY_SESSION_COMPUTING:
      emit_progress (self, news);
      break;
    case JLY_SESSION_OPENING:
      jly_control_emit_stage (self->control, "opened");
      break;
    case JLY_SESSION_ERASED:
      jly_control_emit_stage (self->control, "erased");
      break;
    case JLY_SESSION_TURNED_AWAY:
      jly_control_emit_error (self->control, "turned-away", news->error);
      break;
    }
}

static void
emit_done (Service *self, const JlySessionSummary *summary)
{
  JsonObject *event = jly_control_event ("done");
  char attempt[2 * JLY_HASH_BYTES + 1];

  sodium_bin2hex (attempt, sizeof attempt, summary->attempt, sizeof summary->attempt);
  json_object_set_string_member (event, "attempt", attempt);
  json_object_set_int_member (event, "rounds", (gint64)summary->rounds);
  json_object_set_int_member (event, "bytes", (gint64)summary->bytes);
  jly_control_emit (self->control, event);
}

static gboolean
compute (gpointer service, GError **error)
{
  Service *self = service;
  const char *name = ((const JlyParty *)self->study->miners->pdata[self->index])->name;
  JlySessionConfig config = {
    .study = self->study,
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

  if (!jly_store_set_state (self->store, self->study->id, ok ? "done" : "failed", NULL,
                            ok ? error : NULL)
      || !jly_store_log (self->store, self->study->id, name, ok ? "computed" : "stopped",
                         ok ? error : NULL))
    return FALSE;
  if (ok)
    emit_done (self, &summary);
  return ok;
}

int
jly_miner_service_run (int in, int out)
{
  Service self = { .control = jly_control_new (in, out) };
  int code = jly_control_serve (self.control, &self, start, take_study, compute);

  g_clear_pointer (&self.listener, jly_listener_free);
  g_clear_pointer (&self.store, jly_store_close);
  g_clear_pointer (&self.identity, jly_identity_free);
  g_clear_pointer (&self.study, jly_study_free);
  g_strfreev (self.addresses);
  g_free (self.dir);
  jly_control_unref (self.control);
  return code;
}
