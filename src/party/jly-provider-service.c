/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-provider-service.h. */
#include "config.h"

#include "party/jly-provider-service.h"

#include "base/jly-error.h"
#include "party/jly-control.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"
#include "party/jly-outcome-json.h"
#include "party/jly-provider.h"
#include "party/jly-tender-json.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

typedef struct
{
  JlyControl *control;
  JlyIdentity *identity;
  JlyTender *tender; /* of a joint bid; else NULL, and there is a draft */
  JlyStudy *draft;
  JlyFigures *figures;
  gboolean is_made_up;
  JlyStudy *study;
  guint index;
  char **addresses;
} Service;

/* A seed from the outside makes a rehearsal repeatable; otherwise nobody knows it. */
static JlyFigures *
make_up (Service *self, JsonObject *command, GError **error)
{
  g_autoptr (GBytes) given = jly_json_get_bytes (command, "seed");
  guint8 seed[32];
  JlyFigures *figures;

  if (self->tender == NULL)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("This company was given no file."));
      return NULL;
    }
  randombytes_buf (seed, sizeof seed);
  if (given != NULL && g_bytes_get_size (given) == sizeof seed)
    memcpy (seed, g_bytes_get_data (given, NULL), sizeof seed);
  self->is_made_up = TRUE;
  figures = jly_figures_make_up_bid (self->tender, seed, error);
  sodium_memzero (seed, sizeof seed);
  return figures;
}

static JlyFigures *
read_file (Service *self, const char *path, GError **error)
{
  GCancellable *cancellable = jly_control_get_cancellable (self->control);

  return self->tender != NULL ? jly_figures_read_bid (path, self->tender, cancellable, error)
                              : jly_figures_read (path, self->draft, cancellable, error);
}

/* Tells who this company is, and what of its figures is public: which of the tender's rows its file
 * has, so that a row that nobody has is found before anything is sent; or how many rows. */
static void
emit_ready (Service *self)
{
  JsonObject *event = jly_control_event ("ready");
  JsonArray *present = json_array_new ();

  for (gsize i = 0; self->figures->present != NULL && i < self->figures->n_rows; i++)
    json_array_add_boolean_element (present, self->figures->present[i]);
  jly_keys_to_json (self->identity, event);
  json_object_set_array_member (event, "present", present);
  json_object_set_int_member (event, "rows", (gint64)self->figures->n_rows);
  jly_control_emit (self->control, event);
}

/* What the figures are to be read for: a tender, or a study without parties. */
static gboolean
take_draft (Service *self, JsonObject *command, GError **error)
{
  g_autoptr (GBytes) draft = jly_json_get_bytes (command, "draft");

  if (draft == NULL)
    {
      self->tender = jly_tender_from_json (jly_json_get_object (command, "tender"), error);
      return self->tender != NULL;
    }
  self->draft = jly_study_decode (draft, error);
  return self->draft != NULL && jly_study_check_draft (self->draft, error);
}

static gboolean
start (gpointer service, JsonObject *command, GError **error)
{
  Service *self = service;
  const char *path = jly_json_get_text (command, "file", NULL);

  if (!take_draft (self, command, error))
    return FALSE;
  self->figures = path != NULL ? read_file (self, path, error) : make_up (self, command, error);
  if (self->figures == NULL)
    return FALSE;
  self->identity = jly_identity_generate ();
  emit_ready (self);
  return TRUE;
}

/* The figures were read for exactly this. */
static gboolean
check_asked (Service *self, GError **error)
{
  if (self->tender != NULL)
    return jly_tender_check_study (self->tender, self->study, error);
  return jly_study_is_of_draft (self->study, self->draft)
         || jly_fail (error, JLY_ERROR_REFUSED, NULL,
                      _ ("The study asks for something else than the figures were read for."));
}

static gboolean
take_study (gpointer service, JsonObject *command, GError **error)
{
  Service *self = service;
  g_autoptr (GBytes) body = jly_json_get_bytes (command, "study");
  gint64 index = jly_json_get_number (command, "index", -1);

  if (body == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The study is missing."));
  self->study = jly_study_decode (body, error);
  if (self->study == NULL || !jly_study_check (self->study, error) || !check_asked (self, error))
    return FALSE;
  if (index < 0 || index >= self->study->providers->len)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The study has no such company."));
  self->index = (guint)index;
  self->addresses = jly_control_read_addresses (command, JLY_STUDY_MINERS, error);
  return self->addresses != NULL
         && jly_keys_check_own (self->study->providers->pdata[self->index], self->identity, error);
}

static void
progress_cb (JlyProviderStep step, gpointer user_data)
{
  static const char *const names[] = {
    [JLY_PROVIDER_CONNECTED] = "connected",
    [JLY_PROVIDER_SENT] = "sent",
    [JLY_PROVIDER_RECEIPT] = "receipt",
    [JLY_PROVIDER_LETTER] = "letter",
  };
  Service *self = user_data;

  jly_control_emit_stage (self->control, names[step]);
}

/* A made-up company does not even tell its parent what it alone learned. */
static gboolean
emit_result (Service *self, JlyOutcome *outcome, GError **error)
{
  g_autoptr (JlyStudyInputs) inputs = jly_study_inputs_new (self->study, NULL, error);
  JsonObject *event;

  if (inputs == NULL)
    return FALSE;
  if (self->is_made_up)
    jly_outcome_forget_own (outcome, inputs);
  event = jly_control_event ("result");
  jly_outcome_to_json (outcome, event);
  jly_control_emit (self->control, event);
  return TRUE;
}

static gboolean
provide (gpointer service, GError **error)
{
  Service *self = service;
  JlyProvider provider = {
    .study = self->study,
    .index = self->index,
    .identity = self->identity,
    .figures = self->figures,
    .addresses = self->addresses,
    .progress = progress_cb,
    .progress_data = self,
  };
  g_autoptr (JlyOutcome) outcome
      = jly_provider_run (&provider, jly_control_get_cancellable (self->control), error);

  return outcome != NULL && emit_result (self, outcome, error);
}

int
jly_provider_service_run (int in, int out)
{
  Service self = { .control = jly_control_new (in, out) };
  int code = jly_control_serve (self.control, &self, start, take_study, provide);

  g_clear_pointer (&self.figures, jly_figures_free);
  g_clear_pointer (&self.tender, jly_tender_free);
  g_clear_pointer (&self.draft, jly_study_free);
  g_clear_pointer (&self.study, jly_study_free);
  g_clear_pointer (&self.identity, jly_identity_free);
  g_strfreev (self.addresses);
  jly_control_unref (self.control);
  return code;
}
