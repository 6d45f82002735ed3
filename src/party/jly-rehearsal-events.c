/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the children of a rehearsal tell, and what follows from it. */
#include "config.h"

#include "party/jly-rehearsal-run.h"

#include "base/jly-error.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"

#include <glib/gi18n-lib.h>

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
  jly_run_report (run, JLY_STAGE_STARTING, run->n_ready, JLY_RUN_PARTIES);
}

void
jly_run_count_link (JlyRun *run)
{
  guint expected = JLY_STUDY_MINERS + JLY_REHEARSAL_COMPANIES * JLY_STUDY_MINERS;

  jly_run_report (run, JLY_STAGE_CONNECTING, ++run->n_links, expected);
}

void
jly_run_take_result (JlyRun *run)
{
  jly_run_report (run, JLY_STAGE_OPENING, ++run->n_results, JLY_REHEARSAL_COMPANIES);
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
    jly_run_report (run, JLY_STAGE_OPENING, run->n_results, JLY_REHEARSAL_COMPANIES);
  else if (g_str_equal (stage, "erased"))
    jly_run_report (run, JLY_STAGE_ERASING, ++run->n_erased, JLY_STUDY_MINERS);
}

static void
take_progress (JlyRunParty *party, JsonObject *event)
{
  JlyRun *run = party->run;
  guint64 sent = 0, expected = 0;

  run->bytes[party - run->parties] = (guint64)jly_json_get_number (event, "bytes", 0);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      sent += run->bytes[i];
      expected += run->plan->bytes[i];
    }
  if (run->stage <= JLY_STAGE_COMPUTING && expected > 0)
    {
      run->stage = JLY_STAGE_COMPUTING;
      jly_rehearsal_report (run->rehearsal, run->stage, MIN (1.0, (double)sent / (double)expected));
    }
}

static void
take_done (JlyRunParty *party, JsonObject *event)
{
  JlyRun *run = party->run;

  run->bytes[party - run->parties] = (guint64)jly_json_get_number (event, "bytes", 0);
  run->rounds = (guint64)jly_json_get_number (event, "rounds", 0);
  run->n_done++;
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
  else if (g_str_equal (name, "stage"))
    take_miner_stage (run, jly_json_get_text (event, "stage", ""));
  else if (g_str_equal (name, "upload"))
    jly_run_report (run, JLY_STAGE_SENDING, ++run->n_uploads,
                    JLY_STUDY_MINERS * JLY_REHEARSAL_COMPANIES);
  else if (g_str_equal (name, "progress"))
    take_progress (party, event);
  else if (g_str_equal (name, "done"))
    take_done (party, event);
}

static void
take_company_ready (JlyRunParty *party, JsonObject *event)
{
  guint n_rows = party->run->rehearsal->tender->rows->len;
  JsonArray *present = jly_json_get_array (event, "present");

  if (!take_keys (party, event) || present == NULL || json_array_get_length (present) != n_rows)
    {
      fail_event (party);
      return;
    }
  party->present = g_new0 (gboolean, n_rows);
  for (guint i = 0; i < n_rows; i++)
    party->present[i] = jly_json_element_bool (present, i, FALSE);
  jly_run_take_ready (party);
}

static gboolean
read_number (const char *text, guint64 *number)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, number, NULL);
}

/* A made-up company says no part; the array is empty then. */
static gboolean
read_part (JsonArray *array, guint n_rows, JlyCompanyResult *result)
{
  guint length = json_array_get_length (array);

  if (length == 0)
    return TRUE;
  if (length != n_rows)
    return FALSE;
  result->part = g_new0 (guint64, n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (!read_number (jly_json_element_text (array, i), &result->part[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_result (JsonObject *event, guint n_rows, JlyCompanyResult *result)
{
  JsonArray *met = jly_json_get_array (event, "met"), *part = jly_json_get_array (event, "part");
  const char *attempt = jly_json_get_text (event, "attempt", NULL);
  const char *price = jly_json_get_text (event, "price", NULL);

  if (result->is_there || attempt == NULL || met == NULL || part == NULL
      || json_array_get_length (met) != n_rows)
    return FALSE;
  result->is_there = TRUE;
  result->attempt = g_strdup (attempt);
  result->met = g_new0 (gboolean, n_rows);
  for (guint i = 0; i < n_rows; i++)
    result->met[i] = jly_json_element_bool (met, i, FALSE);
  result->has_price = price != NULL;
  return (price == NULL || read_number (price, &result->price)) && read_part (part, n_rows, result);
}

void
jly_run_company_event_cb (JlyChild *child, JsonObject *event, gpointer user_data)
{
  JlyRunParty *party = user_data;
  JlyRun *run = party->run;
  guint index = (guint)(party - run->parties) - JLY_STUDY_MINERS;
  const char *name = jly_json_get_text (event, "event", "");

  if (g_str_equal (name, "ready"))
    take_company_ready (party, event);
  else if (g_str_equal (name, "failed"))
    fail_child (party, event);
  else if (run->plan == NULL)
    fail_event (party);
  else if (g_str_equal (name, "stage"))
    {
      if (g_str_equal (jly_json_get_text (event, "stage", ""), "connected"))
        jly_run_count_link (run);
    }
  else if (g_str_equal (name, "result"))
    {
      if (read_result (event, run->study->rows->len, &run->results[index]))
        jly_run_take_result (run);
      else
        fail_event (party);
    }
}
