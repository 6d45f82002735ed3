/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the children of a rehearsal tell, and what follows from it. */
#include "config.h"

#include "party/jly-rehearsal-run.h"

#include "base/jly-error.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"
#include "party/jly-outcome-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Milliseconds in which a party's death may still explain the others' errors. */
#define GRACE 400

void
jly_run_report (JlyRun *run, JlyStage stage, guint done, guint of)
{
  if (stage < run->stage)
    return;
  run->stage = stage;
  jly_rehearsal_report (run->rehearsal, stage, of > 0 ? (double)done / of : -1);
}

static gboolean
grace_over_cb (gpointer user_data)
{
  JlyRun *run = user_data;

  run->is_settled = TRUE;
  return G_SOURCE_REMOVE;
}

static void
begin_grace (JlyRun *run)
{
  g_autoptr (GSource) source = g_timeout_source_new (GRACE);

  g_source_set_callback (source, grace_over_cb, run, NULL);
  g_source_attach (source, run->context);
}

/* Errors that may be the consequence of another party's. */
static gboolean
is_consequence (const GError *error)
{
  return error->domain == JLY_ERROR
         && (error->code == JLY_ERROR_UNAVAILABLE || error->code == JLY_ERROR_IO
             || error->code == JLY_ERROR_CANCELLED);
}

void
jly_run_fail (JlyRun *run, GError *error)
{
  if (run->is_ending || run->is_settled)
    {
      g_error_free (error);
      return;
    }
  if (run->error == NULL)
    {
      run->error = error;
      begin_grace (run);
    }
  else if (is_consequence (run->error) && !is_consequence (error))
    {
      g_error_free (run->error);
      run->error = error;
    }
  else
    g_error_free (error);
  if (!is_consequence (run->error))
    run->is_settled = TRUE;
}

static void
fail_dead (JlyRunParty *party)
{
  JlyRun *run = party->run;
  JlyErrorDetail detail = {
    .party = party->name,
    .step = "rehearsal",
    .next = _ ("Start the rehearsal again."),
  };

  if (run->is_settled)
    return;
  g_clear_error (&run->error);
  jly_fail (&run->error, JLY_ERROR_UNAVAILABLE, &detail,
            _ ("The program of “%s” ended in the middle of the study."), party->name);
  run->is_settled = TRUE;
}

void
jly_run_exit_cb (JlyChild *child, gpointer user_data)
{
  JlyRunParty *party = user_data;
  JlyRehearsal *rehearsal = party->run->rehearsal;
  guint index = (guint)(party - party->run->parties);

  g_mutex_lock (&rehearsal->mutex);
  if (index < JLY_STUDY_MINERS)
    rehearsal->miner_pids[index] = 0;
  else
    rehearsal->provider_pids[index - JLY_STUDY_MINERS] = 0;
  g_mutex_unlock (&rehearsal->mutex);
  if (!party->run->is_ending && !party->is_failed)
    fail_dead (party);
}

void
jly_run_take_ready (JlyRunParty *party)
{
  JlyRun *run = party->run;

  party->is_ready = TRUE;
  run->n_ready++;
  jly_run_report (run, JLY_STAGE_STARTING, run->n_ready, run->n_parties);
}

void
jly_run_count_link (JlyRun *run)
{
  guint expected = JLY_STUDY_MINERS + run->n_companies * JLY_STUDY_MINERS;

  jly_run_report (run, JLY_STAGE_CONNECTING, ++run->n_links, expected);
}

/* Who opens has computed: its last report may only be on its way still, in another child's lines.
 */
static void
finish_computing (JlyRun *run)
{
  jly_run_report (run, JLY_STAGE_COMPUTING, 1, 1);
}

void
jly_run_take_result (JlyRun *run)
{
  finish_computing (run);
  jly_run_report (run, JLY_STAGE_OPENING, ++run->n_results, run->n_companies);
}

static void
fail_child (JlyRunParty *party, JsonObject *event)
{
  JsonObject *object = jly_json_get_object (event, "error");
  GError *error = jly_json_to_error (object);
  JlyErrorDetail detail = { .party = party->name };

  party->is_failed = TRUE;
  jly_error_adopt (&error, JLY_ERROR_INTERNAL, &detail);
  jly_run_fail (party->run, error);
}

/* A child that breaks the protocol is our own mistake, or somebody else's program. */
static void
fail_event (JlyRunParty *party)
{
  JlyErrorDetail detail = { .party = party->name, .step = "control" };
  GError *error = NULL;

  jly_fail (&error, JLY_ERROR_INTERNAL, &detail,
            _ ("The program of “%s” answered what it must not."), party->name);
  jly_run_fail (party->run, error);
}

static gboolean
take_keys (JlyRunParty *party, JsonObject *event)
{
  return !party->is_ready && jly_keys_from_json (event, &party->keys);
}

static void
take_listening (JlyRunParty *party, JsonObject *event)
{
  gint64 port = jly_json_get_number (event, "port", 0);

  if (!take_keys (party, event) || port <= 0 || port > G_MAXUINT16)
    {
      fail_event (party);
      return;
    }
  party->port = (guint16)port;
  jly_run_take_ready (party);
}

static void
take_miner_stage (JlyRun *run, const char *stage)
{
  if (g_str_equal (stage, "connected"))
    jly_run_count_link (run);
  else if (g_str_equal (stage, "accepted"))
    jly_run_report (run, JLY_STAGE_ACCEPTED, ++run->n_accepted, JLY_STUDY_MINERS);
  else if (g_str_equal (stage, "opened"))
    {
      finish_computing (run);
      jly_run_report (run, JLY_STAGE_OPENING, run->n_results, run->n_companies);
    }
  else if (g_str_equal (stage, "erased"))
    jly_run_report (run, JLY_STAGE_ERASING, ++run->n_erased, JLY_STUDY_MINERS);
}

/* All three together: the mean of what they told, each of which only grows. */
static void
take_progress (JlyRunParty *party, JsonObject *event)
{
  JlyRun *run = party->run;
  double *told = &run->shares[party - run->parties];
  double share = jly_json_get_double (event, "share", -1);
  double sum = 0;

  if (!(share >= *told && share <= 1))
    {
      fail_event (party);
      return;
    }
  *told = share;
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    sum += run->shares[i];
  if (run->stage > JLY_STAGE_COMPUTING)
    return;
  run->stage = JLY_STAGE_COMPUTING;
  jly_rehearsal_report (run->rehearsal, run->stage, sum / JLY_STUDY_MINERS);
}

static void
take_done (JlyRunParty *party, JsonObject *event)
{
  JlyRun *run = party->run;

  run->bytes[party - run->parties] = (guint64)jly_json_get_number (event, "bytes", 0);
  run->rounds = (guint64)jly_json_get_number (event, "rounds", 0);
  run->n_done++;
}

guint
jly_run_get_place (const JlyRunParty *party)
{
  guint index = (guint)(party - party->run->parties);

  return index < JLY_STUDY_MINERS ? party->run->n_companies + index : index - JLY_STUDY_MINERS;
}

void
jly_run_take_signature (JlyRunParty *party, const guint8 signature[JLY_SIGNATURE_BYTES])
{
  party->has_signed = TRUE;
  party->run->n_signed++;
  jly_accord_add_signature (party->run->accord, jly_run_get_place (party), signature);
}

void
jly_run_take_decision (JlyRunParty *party, const JlySigned *item)
{
  party->has_decided = TRUE;
  party->run->n_decided++;
  jly_accord_add_decision (party->run->accord, item);
}

/* Whether it is a signature was said is for the computing parties to see. */
static gboolean
read_signature (JsonObject *event, guint8 signature[JLY_SIGNATURE_BYTES])
{
  g_autoptr (GBytes) bytes = jly_json_get_bytes (event, "signature");

  if (bytes == NULL || g_bytes_get_size (bytes) != JLY_SIGNATURE_BYTES)
    return FALSE;
  memcpy (signature, g_bytes_get_data (bytes, NULL), JLY_SIGNATURE_BYTES);
  return TRUE;
}

static void
take_signed (JlyRunParty *party, JsonObject *event)
{
  guint8 signature[JLY_SIGNATURE_BYTES];

  if (!party->has_signed && read_signature (event, signature))
    jly_run_take_signature (party, signature);
  else
    fail_event (party);
}

static void
take_inputs (JlyRunParty *party, JsonObject *event)
{
  g_autoptr (GBytes) root = jly_json_get_bytes (event, "root");

  if (party->has_inputs || root == NULL || g_bytes_get_size (root) != JLY_HASH_BYTES)
    {
      fail_event (party);
      return;
    }
  memcpy (party->root, g_bytes_get_data (root, NULL), JLY_HASH_BYTES);
  party->has_inputs = TRUE;
  party->run->n_inputs++;
}

static void
take_decided (JlyRunParty *party, JsonObject *event)
{
  JlySigned item
      = { .bytes = jly_json_get_bytes (event, "decision"), .signer = jly_run_get_place (party) };

  if (!party->has_decided && party->run->agreed != NULL && item.bytes != NULL
      && read_signature (event, item.signature))
    {
      jly_run_take_decision (party, &item);
      return;
    }
  g_clear_pointer (&item.bytes, g_bytes_unref);
  fail_event (party);
}

void
jly_run_miner_event_cb (JlyChild *child, JsonObject *event, gpointer user_data)
{
  JlyRunParty *party = user_data;
  JlyRun *run = party->run;
  const char *name = jly_json_get_text (event, "event", "");

  if (g_str_equal (name, "listening"))
    take_listening (party, event);
  else if (g_str_equal (name, "failed"))
    fail_child (party, event);
  else if (run->plan == NULL)
    fail_event (party); /* nothing else can happen before the study is known */
  else if (g_str_equal (name, "signed"))
    take_signed (party, event);
  else if (g_str_equal (name, "inputs"))
    take_inputs (party, event);
  else if (g_str_equal (name, "stage"))
    take_miner_stage (run, jly_json_get_text (event, "stage", ""));
  else if (g_str_equal (name, "upload"))
    jly_run_report (run, JLY_STAGE_SENDING, ++run->n_uploads, JLY_STUDY_MINERS * run->n_companies);
  else if (g_str_equal (name, "progress"))
    take_progress (party, event);
  else if (g_str_equal (name, "done"))
    take_done (party, event);
}

/* Of a tender's company which rows it has, of another one how many. */
static gboolean
take_rows (JlyRunParty *party, JsonObject *event)
{
  const JlyTender *tender = party->run->rehearsal->tender;
  JsonArray *present = jly_json_get_array (event, "present");
  gint64 n_rows = jly_json_get_number (event, "rows", 0);

  if (present == NULL || n_rows <= 0 || n_rows > JLY_STUDY_MAX_OWN_ROWS)
    return FALSE;
  party->n_rows = (gsize)n_rows;
  if (tender == NULL)
    return TRUE;
  if (n_rows != tender->rows->len || json_array_get_length (present) != tender->rows->len)
    return FALSE;
  party->present = g_new0 (gboolean, tender->rows->len);
  for (guint i = 0; i < tender->rows->len; i++)
    party->present[i] = jly_json_element_bool (present, i, FALSE);
  return TRUE;
}

static void
take_company_ready (JlyRunParty *party, JsonObject *event)
{
  if (take_keys (party, event) && take_rows (party, event))
    jly_run_take_ready (party);
  else
    fail_event (party);
}

static void
take_result (JlyRunParty *party, JsonObject *event)
{
  JlyRun *run = party->run;
  JlyOutcome **outcome = &run->outcomes[party - run->parties - JLY_STUDY_MINERS];

  if (*outcome == NULL && run->agreed != NULL)
    {
      *outcome = jly_outcome_from_json (event, run->agreed->plan->inputs);
      if (*outcome != NULL)
        {
          jly_run_take_result (run);
          return;
        }
    }
  fail_event (party);
}

void
jly_run_company_event_cb (JlyChild *child, JsonObject *event, gpointer user_data)
{
  JlyRunParty *party = user_data;
  JlyRun *run = party->run;
  const char *name = jly_json_get_text (event, "event", "");

  if (g_str_equal (name, "ready"))
    take_company_ready (party, event);
  else if (g_str_equal (name, "failed"))
    fail_child (party, event);
  else if (run->plan == NULL)
    fail_event (party);
  else if (g_str_equal (name, "signed"))
    take_signed (party, event);
  else if (g_str_equal (name, "decided"))
    take_decided (party, event);
  else if (g_str_equal (name, "stage"))
    {
      if (g_str_equal (jly_json_get_text (event, "stage", ""), "connected"))
        jly_run_count_link (run);
    }
  else if (g_str_equal (name, "result"))
    take_result (party, event);
}
