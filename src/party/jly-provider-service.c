/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-provider-service.h. */
#include "config.h"

#include "party/jly-provider-service.h"

#include "base/jly-error.h"
#include "party/jly-control.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"
#include "party/jly-provider.h"
#include "party/jly-tender-json.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <sysexits.h>

typedef struct
{
  JlyControl *control;
  JlyIdentity *identity;
  JlyTender *tender;
  JlyBidTable *table;
  gboolean is_made_up;
  JlyStudy *study;
  guint index;
  char **addresses;
} Service;

/* A seed from the outside makes a rehearsal repeatable; otherwise nobody knows it. */
static gboolean
make_up (Service *self, JsonObject *command, GError **error)
{
  g_autoptr (GBytes) given = jly_json_get_bytes (command, "seed");
  guint8 seed[32];

  randombytes_buf (seed, sizeof seed);
  if (given != NULL && g_bytes_get_size (given) == sizeof seed)
    memcpy (seed, g_bytes_get_data (given, NULL), sizeof seed);
  self->is_made_up = TRUE;
  self->table = jly_bid_table_make_up (self->tender, seed);
  sodium_memzero (seed, sizeof seed);
  return self->table != NULL
         || jly_fail (error, JLY_ERROR_INTERNAL, NULL, _ ("No figures could be made up."));
}

static gboolean
read_table (Service *self, const char *path, GError **error)
{
  g_autoptr (JlySheet) sheet
      = jly_sheet_load (path, jly_control_get_cancellable (self->control), error);
  JlyErrorDetail detail = { .file = path };

  if (sheet != NULL)
    self->table = jly_bid_table_read (sheet, self->tender, error);
  if (self->table == NULL)
    jly_error_adopt (error, JLY_ERROR_NO_INPUT, &detail);
  return self->table != NULL;
}

/* Tells who this company is, and which of the tender's rows its file has: the one thing about its
 * figures that the parent learns, so that a row that nobody has is found before anything is sent.
 */
static void
emit_ready (Service *self)
{
  JsonObject *event = jly_control_event ("ready");
  JsonArray *present = json_array_new ();

  for (guint i = 0; i < self->tender->rows->len; i++)
    json_array_add_boolean_element (present, self->is_made_up || self->table->present[i]);
  jly_keys_to_json (self->identity, event);
  json_object_set_array_member (event, "present", present);
  jly_control_emit (self->control, event);
}

static gboolean
start (Service *self, JsonObject *command, GError **error)
{
  const char *path = jly_json_get_text (command, "file", NULL);

  self->tender = jly_tender_from_json (jly_json_get_object (command, "tender"), error);
  if (self->tender == NULL)
    return FALSE;
  if (!(path != NULL ? read_table (self, path, error) : make_up (self, command, error)))
    return FALSE;
  self->identity = jly_identity_generate ();
  emit_ready (self);
  return TRUE;
}

static gboolean
take_study (Service *self, JsonObject *command, GError **error)
{
  g_autoptr (GBytes) body = jly_json_get_bytes (command, "study");
  gint64 index = jly_json_get_number (command, "index", -1);

  if (body == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The study is missing."));
  self->study = jly_study_decode (body, error);
  if (self->study == NULL || !jly_study_check (self->study, error)
      || !jly_tender_check_study (self->tender, self->study, error))
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

static void
add_number (JsonArray *array, guint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  json_array_add_string_element (array, text);
}

static void
emit_result (Service *self, const JlyOutcome *outcome)
{
  JsonObject *event = jly_control_event ("result");
  JsonArray *met = json_array_new (), *part = json_array_new ();
  g_autofree char *price = g_strdup_printf ("%" G_GUINT64_FORMAT, outcome->price);
  char attempt[2 * JLY_HASH_BYTES + 1];

  for (gsize i = 0; i < outcome->n_rows; i++)
    json_array_add_boolean_element (met, outcome->met[i]);
  for (gsize i = 0; !self->is_made_up && i < outcome->n_rows; i++)
    add_number (part, outcome->part[i]);
  sodium_bin2hex (attempt, sizeof attempt, outcome->attempt, sizeof outcome->attempt);
  json_object_set_string_member (event, "attempt", attempt);
  json_object_set_array_member (event, "met", met);
  jly_json_set_text (event, "price", outcome->all_met ? price : NULL);
  json_object_set_array_member (event, "part", part);
  jly_control_emit (self->control, event);
}

static gboolean
provide (Service *self, GError **error)
{
  JlyProvider provider = {
    .study = self->study,
    .index = self->index,
    .identity = self->identity,
    .values = (const guint64 *const *)self->table->values,
    .addresses = self->addresses,
    .progress = progress_cb,
    .progress_data = self,
  };
  g_autoptr (JlyOutcome) outcome
      = jly_provider_run (&provider, jly_control_get_cancellable (self->control), error);

  if (outcome == NULL)
    return FALSE;
  emit_result (self, outcome);
  return TRUE;
}

static gboolean
serve (Service *self, GError **error)
{
  g_autoptr (JsonObject) first = jly_control_wait (self->control);
  g_autoptr (JsonObject) second = NULL;

  if (first == NULL)
    return TRUE;
  if (!start (self, first, error))
    return FALSE;
  second = jly_control_wait (self->control);
  if (second == NULL)
    return TRUE;
  return take_study (self, second, error) && provide (self, error);
}

int
jly_provider_service_run (int in, int out)
{
  Service self = { .control = jly_control_new (in, out) };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) rest = NULL;
  int code = EX_OK;

  if (!serve (&self, &error))
    {
      jly_control_emit_error (self.control, "failed", error);
      code = jly_error_exit_code (error);
    }
  /* The parent decides when this process goes: it has read everything by then. */
  rest = jly_control_wait (self.control);
  g_clear_pointer (&self.table, jly_bid_table_free);
  g_clear_pointer (&self.tender, jly_tender_free);
  g_clear_pointer (&self.study, jly_study_free);
  g_clear_pointer (&self.identity, jly_identity_free);
  g_strfreev (self.addresses);
  jly_control_unref (self.control);
  return code;
}
