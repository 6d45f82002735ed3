/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-provider-service.h. */
#include "config.h"

#include "party/jly-provider-service.h"

#include "base/jly-error.h"
#include "party/jly-accord.h"
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
  gboolean is_silent; /* what this company alone learned is not told */
  JlyContract *contract;
  guint8 contract_hash[JLY_HASH_BYTES];
  JlyStudy *frame; /* what the figures are uploaded for */
  JlyStudy *asked; /* the same with the questions that this company knows of */
  guint index;
  char **addresses;
  JlyAgreed *agreed; /* what it has approved */
} Service;

/* A seed from the outside makes a rehearsal repeatable; otherwise nobody knows it. */
static JlyFigures *
make_up (Service *self, JsonObject *command, GError **error)
{
  g_autoptr (GBytes) given = jly_json_get_bytes (command, "seed");
  guint8 seed[32];
  JlyFigures *figures;

  randombytes_buf (seed, sizeof seed);
  if (given != NULL && g_bytes_get_size (given) == sizeof seed)
    memcpy (seed, g_bytes_get_data (given, NULL), sizeof seed);
  self->is_silent = !jly_json_get_bool (command, "tells-own", FALSE);
  figures = self->tender != NULL ? jly_figures_make_up_bid (self->tender, seed, error)
                                 : jly_figures_make_up (self->draft, seed, error);
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

/* The figures were read for exactly this table, and for the questions of the draft. */
static gboolean
check_table (Service *self, GError **error)
{
  g_autoptr (JlyStudy) table = NULL;

  if (self->tender != NULL)
    {
      self->asked = jly_tender_make_study (self->tender, self->frame->case_id);
      return jly_tender_check_study (self->tender, self->frame, error);
    }
  self->asked = jly_study_copy_draft (self->draft);
  table = jly_study_copy_draft (self->draft);
  g_ptr_array_set_size (table->questions, 0);
  return jly_study_is_of_draft (self->frame, table)
         || jly_fail (error, JLY_ERROR_REFUSED, NULL,
                      _ ("The study asks for something else than the figures were read for."));
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

static gboolean
take_contract (gpointer service, JsonObject *command, GError **error)
{
  Service *self = service;
  g_autoptr (GBytes) bytes = jly_json_get_bytes (command, "contract");
  gint64 index = jly_json_get_number (command, "index", -1);
  guint place;

  if (bytes == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The study is missing."));
  self->contract = jly_contract_decode (bytes, error);
  if (self->contract == NULL || !jly_contract_check (self->contract, error))
    return FALSE;
  jly_contract_hash (bytes, self->contract_hash);
  self->frame
      = jly_agreed_frame_new (self->contract, self->contract_hash, NULL, NULL, &place, error);
  if (!check_table (self, error))
    return FALSE;
  if (index < 0 || index >= self->frame->providers->len)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The study has no such company."));
  self->index = (guint)index;
  self->addresses = jly_control_read_addresses (command, JLY_STUDY_MINERS, error);
  if (self->addresses == NULL
      || !jly_keys_check_own (self->frame->providers->pdata[self->index], self->identity, error))
    return FALSE;
  emit_signed (self, bytes);
  return TRUE;
}

static void
emit_decision (Service *self, GBytes *proposal)
{
  JsonObject *event = jly_control_event ("decided");
  JlySigned item;

  jly_accord_decide (self->identity, self->index, self->contract_hash, proposal,
                     g_get_real_time () / G_USEC_PER_SEC, &item);
  jly_json_set_bytes (event, "signature", item.signature, sizeof item.signature);
  jly_json_set_bytes (event, "decision", g_bytes_get_data (item.bytes, NULL),
                      g_bytes_get_size (item.bytes));
  jly_control_emit (self->control, event);
  g_bytes_unref (item.bytes);
}

/* What is proposed over the uploads is approved if it is what this company knows of. */
static const JlyStudy *
agree (gpointer service, GError **error)
{
  Service *self = service;
  g_autoptr (JsonObject) command = jly_control_wait (self->control);
  g_autoptr (GBytes) proposal = NULL;

  if (command == NULL)
    {
      jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("The study was stopped."));
      return NULL;
    }
  proposal = jly_json_get_bytes (command, "proposal");
  if (proposal == NULL)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("What was agreed is missing."));
      return NULL;
    }
  if (!jly_accord_check_proposal (self->contract, self->contract_hash, self->asked, proposal,
                                  error))
    return NULL;
  self->agreed = jly_accord_read (self->contract, self->contract_hash, proposal, error);
  if (self->agreed == NULL)
    return NULL;
  emit_decision (self, proposal);
  return self->agreed->study;
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

/* A made-up company does not even tell its parent what it alone learned, unless it stands for the
 * person who looks on. */
static void
emit_result (Service *self, JlyOutcome *outcome)
{
  JsonObject *event = jly_control_event ("result");

  if (self->is_silent)
    jly_outcome_forget_own (outcome, self->agreed->plan->inputs);
  jly_outcome_to_json (outcome, event);
  jly_control_emit (self->control, event);
}

static gboolean
provide (gpointer service, GError **error)
{
  Service *self = service;
  JlyProvider provider = {
    .study = self->frame,
    .index = self->index,
    .identity = self->identity,
    .figures = self->figures,
    .addresses = self->addresses,
    .agree = agree,
    .progress = progress_cb,
    .data = self,
  };
  g_autoptr (JlyOutcome) outcome
      = jly_provider_run (&provider, jly_control_get_cancellable (self->control), error);

  if (outcome != NULL)
    emit_result (self, outcome);
  return outcome != NULL;
}

int
jly_provider_service_run (int in, int out)
{
  Service self = { .control = jly_control_new (in, out) };
  int code = jly_control_serve (self.control, &self, start, take_contract, provide);

  g_clear_pointer (&self.figures, jly_figures_free);
  g_clear_pointer (&self.tender, jly_tender_free);
  g_clear_pointer (&self.draft, jly_study_free);
  g_clear_pointer (&self.agreed, jly_agreed_free);
  g_clear_pointer (&self.asked, jly_study_free);
  g_clear_pointer (&self.frame, jly_study_free);
  g_clear_pointer (&self.contract, jly_contract_free);
  g_clear_pointer (&self.identity, jly_identity_free);
  g_strfreev (self.addresses);
  jly_control_unref (self.control);
  return code;
}
