/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rehearsal in which every party but the person's own company is a process. This thread starts
 * them, tells them the study, and listens until all are done or one is not; then all are ended, in
 * every case. The own company runs in a thread beside.
 */
#include "config.h"

#include "party/jly-rehearsal-private.h"

#include "base/jly-error.h"
#include "base/jly-paths.h"
#include "party/jly-folder.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"
#include "party/jly-provider.h"
#include "party/jly-rehearsal-run.h"
#include "party/jly-tender-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIME_LIMIT (15 * 60) /* seconds, for the whole run */
#define END_LIMIT 1000       /* milliseconds in which children clean up and end by themselves */

/* The own company, in a thread of its own. */
typedef struct
{
  JlyRun *run;
  guint index;
  const JlyBidTable *table;
  JlyFigures *figures;
  JlyIdentity *identity;
  GCancellable *cancellable;
  char **addresses;
  JlyStudy *frame;
  GAsyncQueue *proposals; /* GBytes*: the one that is asked about, or without bytes: the end */
  JlyAgreed *agreed;      /* the thread's */
  JlySigned decision;     /* the thread's, until it has told */
  GThread *thread;
  JlyOutcome *outcome; /* valid when the thread has ended */
  GError *error;
} OwnCompany;

static JlyRunParty *
get_company (JlyRun *run, guint index)
{
  return &run->parties[JLY_STUDY_MINERS + index];
}

static void
post (JlyRun *run, GSourceFunc func, gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, run->context);
}

static gboolean
own_link_cb (gpointer data)
{
  jly_run_count_link (((OwnCompany *)data)->run);
  return G_SOURCE_REMOVE;
}

static gboolean
own_end_cb (gpointer data)
{
  OwnCompany *own = data;

  if (own->outcome == NULL)
    jly_run_fail (own->run, g_steal_pointer (&own->error));
  else
    {
      own->run->outcomes[own->index] = g_steal_pointer (&own->outcome);
      jly_run_take_result (own->run);
    }
  return G_SOURCE_REMOVE;
}

static void
own_progress_cb (JlyProviderStep step, gpointer user_data)
{
  OwnCompany *own = user_data;

  if (step == JLY_PROVIDER_CONNECTED)
    post (own->run, own_link_cb, own);
}

static gboolean
own_decision_cb (gpointer data)
{
  OwnCompany *own = data;

  jly_run_take_decision (get_company (own->run, own->index), &own->decision);
  own->decision.bytes = NULL;
  return G_SOURCE_REMOVE;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* As a company of its own program does (jly-provider-service.c). */
static const JlyStudy *
own_agree_cb (gpointer user_data, GError **error)
{
  OwnCompany *own = user_data;
  const JlyRun *run = own->run;
  g_autoptr (GBytes) proposal = g_async_queue_pop (own->proposals);

  if (g_bytes_get_size (proposal) == 0)
    {
      jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("The rehearsal was stopped."));
      return NULL;
    }
  if (!jly_accord_check_proposal (run->contract, run->contract_hash, run->study, proposal, error))
    return NULL;
  own->agreed = jly_accord_read (run->contract, run->contract_hash, proposal, error);
  if (own->agreed == NULL)
    return NULL;
  jly_accord_decide (own->identity, own->index, run->contract_hash, proposal, get_now (),
                     &own->decision);
  post (own->run, own_decision_cb, own);
  return own->agreed->study;
}

static gpointer
own_worker (gpointer data)
{
  OwnCompany *own = data;
  JlyProvider provider = {
    .study = own->frame,
    .index = own->index,
    .identity = own->identity,
    .figures = own->figures,
    .addresses = own->addresses,
    .agree = own_agree_cb,
    .progress = own_progress_cb,
    .data = own,
  };

  own->outcome = jly_provider_run (&provider, own->cancellable, &own->error);
  post (own->run, own_end_cb, own);
  return NULL;
}

/* The own company shows its keys like the others, but needs no process to do so. */
static void
prepare_own (OwnCompany *own)
{
  JlyRunParty *party = get_company (own->run, own->index);

  own->figures = jly_figures_from_bid (own->table, own->run->rehearsal->tender);
  own->identity = jly_identity_generate ();
  jly_keys_of (own->identity, &party->keys);
  party->n_rows = own->figures->n_rows;
  party->present = g_memdup2 (own->figures->present, party->n_rows * sizeof *party->present);
  jly_run_take_ready (party);
}

static void
clear_own (OwnCompany *own)
{
  g_async_queue_push (own->proposals, g_bytes_new (NULL, 0));
  g_clear_pointer (&own->thread, g_thread_join);
  g_async_queue_unref (own->proposals);
  g_clear_pointer (&own->decision.bytes, g_bytes_unref);
  g_clear_pointer (&own->agreed, jly_agreed_free);
  g_clear_pointer (&own->frame, jly_study_free);
  g_clear_pointer (&own->figures, jly_figures_free);
  g_clear_pointer (&own->identity, jly_identity_free);
  g_clear_pointer (&own->outcome, jly_outcome_free);
  g_clear_error (&own->error);
  g_strfreev (own->addresses);
  g_clear_object (&own->cancellable);
}

static char *
find_program (const char *name, GError **error)
{
  char *path = jly_paths_program (name);
  JlyErrorDetail detail = {
    .file = name,
    .next = _ ("Install Jointly again, or start it from the folder where it was built."),
  };

  if (path == NULL)
    jly_fail (error, JLY_ERROR_SYSTEM, &detail,
              _ ("The program “%s”, which belongs to Jointly, was not found."), name);
  return path;
}

static gboolean
start_miner (JlyRun *run, guint index, const char *program, const char *dir, GError **error)
{
  const char *const argv[] = { program, NULL };
  JlyRunParty *party = &run->parties[index];
  g_autofree char *name = g_strdup_printf ("computing-party-%u", index + 1);
  g_autofree char *own_dir = g_build_filename (dir, name, NULL);
  guint16 base = run->rehearsal->base_port;
  JsonObject *command = json_object_new ();

  party->child
      = jly_child_new (party->name, argv, jly_run_miner_event_cb, jly_run_exit_cb, party, error);
  if (party->child == NULL)
    {
      json_object_unref (command);
      return FALSE;
    }
  json_object_set_string_member (command, "command", "start");
  json_object_set_int_member (command, "index", index);
  json_object_set_int_member (command, "port", base > 0 ? base + index : 0);
  json_object_set_string_member (command, "dir", own_dir);
  jly_child_send (party->child, command);
  return TRUE;
}

/* What the figures are to be read for. */
static void
set_draft (JlyRehearsal *rehearsal, JsonObject *command)
{
  g_autoptr (GBytes) draft = NULL;

  if (rehearsal->tender != NULL)
    {
      json_object_set_object_member (command, "tender", jly_tender_to_json (rehearsal->tender));
      return;
    }
  draft = jly_study_encode (rehearsal->draft);
  jly_json_set_bytes (command, "draft", g_bytes_get_data (draft, NULL), g_bytes_get_size (draft));
}

static gboolean
start_company (JlyRun *run, guint index, const char *program, GError **error)
{
  const char *const argv[] = { program, "provide", NULL };
  const JlyCompany *company = run->rehearsal->companies->pdata[index];
  JlyRunParty *party = get_company (run, index);
  JsonObject *command = json_object_new ();

  party->child
      = jly_child_new (party->name, argv, jly_run_company_event_cb, jly_run_exit_cb, party, error);
  if (party->child == NULL)
    {
      json_object_unref (command);
      return FALSE;
    }
  json_object_set_string_member (command, "command", "start");
  set_draft (run->rehearsal, command);
  if (company->kind == JLY_COMPANY_FILE)
    json_object_set_string_member (command, "file", company->path);
  if (company->tells_own)
    json_object_set_boolean_member (command, "tells-own", TRUE);
  jly_child_send (party->child, command);
  return TRUE;
}

static void
publish_pids (JlyRun *run)
{
  JlyRehearsal *rehearsal = run->rehearsal;

  g_mutex_lock (&rehearsal->mutex);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    rehearsal->miner_pids[i] = jly_child_get_pid (run->parties[i].child);
  for (guint i = 0; i < run->n_companies; i++)
    {
      JlyChild *child = get_company (run, i)->child;

      rehearsal->provider_pids[i] = child != NULL ? jly_child_get_pid (child) : 0;
    }
  g_mutex_unlock (&rehearsal->mutex);
}

/* All at once: they get ready beside each other. */
static gboolean
start_all (JlyRun *run, OwnCompany *own, const char *dir, GError **error)
{
  g_autofree char *miner = find_program ("jointly-miner", error);
  g_autofree char *ctl = miner != NULL ? find_program ("jointlyctl", error) : NULL;

  if (ctl == NULL)
    return FALSE;
  jly_run_report (run, JLY_STAGE_STARTING, 0, run->n_parties);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    if (!start_miner (run, i, miner, dir, error))
      return FALSE;
  for (guint i = 0; i < run->n_companies; i++)
    if (own->table == NULL || i != own->index)
      {
        if (!start_company (run, i, ctl, error))
          return FALSE;
      }
  publish_pids (run);
  if (own->table != NULL)
    prepare_own (own);
  return TRUE;
}

/* Listens until n has come to the count, or the run has failed for good. */
static gboolean
wait_for (JlyRun *run, const guint *count, guint n, GError **error)
{
  while (*count < n && !run->is_settled)
    g_main_context_iteration (run->context, TRUE);
  if (!run->is_settled)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&run->error));
  return FALSE;
}

static gboolean
check_present (JlyRun *run, GError **error)
{
  g_autofree gboolean **present = g_new (gboolean *, run->n_companies);

  for (guint i = 0; i < run->n_companies; i++)
    present[i] = get_company (run, i)->present;
  return run->rehearsal->tender == NULL
         || jly_rehearsal_check_present (run->rehearsal, present, error);
}

static gboolean
make_contract (JlyRun *run, GError **error)
{
  run->contract_bytes = jly_accord_make_contract (run->study, get_now (), error);
  if (run->contract_bytes == NULL)
    return FALSE;
  run->contract = jly_contract_decode (run->contract_bytes, error);
  jly_contract_hash (run->contract_bytes, run->contract_hash);
  run->accord = jly_accord_new ();
  return run->contract != NULL;
}

static gboolean
make_study (JlyRun *run, GError **error)
{
  if (!check_present (run, error))
    return FALSE;
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    ((JlyParty *)run->study->miners->pdata[i])->keys = run->parties[i].keys;
  for (guint i = 0; i < run->n_companies; i++)
    ((JlyParty *)run->study->providers->pdata[i])->keys = get_company (run, i)->keys;
  run->plan = jly_plan_new_uncosted (run->study, NULL, error);
  return run->plan != NULL && make_contract (run, error);
}

static void
send_contract (JlyRun *run, JlyRunParty *party, int index)
{
  JsonObject *command = json_object_new ();
  JsonArray *addresses = json_array_new ();

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", run->parties[i].port);

      json_array_add_string_element (addresses, address);
    }
  json_object_set_string_member (command, "command", "contract");
  jly_json_set_bytes (command, "contract", g_bytes_get_data (run->contract_bytes, NULL),
                      g_bytes_get_size (run->contract_bytes));
  json_object_set_array_member (command, "addresses", addresses);
  if (index >= 0)
    json_object_set_int_member (command, "index", index);
  jly_child_send (party->child, command);
}

static void
begin_own (OwnCompany *own)
{
  const JlyRun *run = own->run;
  guint8 signature[JLY_SIGNATURE_BYTES];
  guint place;

  own->addresses = g_new0 (char *, JLY_STUDY_MINERS + 1);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    own->addresses[i] = g_strdup_printf ("127.0.0.1:%u", run->parties[i].port);
  own->frame = jly_agreed_frame_new (run->contract, run->contract_hash, NULL, NULL, &place, NULL);
  jly_accord_sign (own->identity, run->contract_bytes, signature);
  jly_run_take_signature (get_company (own->run, own->index), signature);
  own->thread = g_thread_new ("own-company", own_worker, own);
}

static void
tell_contract (JlyRun *run, OwnCompany *own)
{
  g_autoptr (GBytes) body = jly_study_encode (run->study);

  jly_rehearsal_publish_study (run->rehearsal, body);
  jly_run_report (run, JLY_STAGE_CONNECTING, 0, 1);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    send_contract (run, &run->parties[i], -1);
  for (guint i = 0; i < run->n_companies; i++)
    if (get_company (run, i)->child != NULL)
      send_contract (run, get_company (run, i), (int)i);
  if (own->table != NULL)
    begin_own (own);
}

/* All three took the same figures; a root that differs would be refused by the others. */
static gboolean
make_proposal (JlyRun *run, GError **error)
{
  g_autoptr (JlyProposal) proposal = NULL;

  for (guint i = 1; i < JLY_STUDY_MINERS; i++)
    if (memcmp (run->parties[0].root, run->parties[i].root, JLY_HASH_BYTES) != 0)
      return jly_refuse (error, JLY_REFUSAL_INPUTS, run->parties[i].name);
  proposal = jly_accord_make_proposal (run->contract, run->contract_hash, run->study,
                                       run->parties[0].root, run->n_companies, error);
  if (proposal == NULL)
    return FALSE;
  run->accord->proposal = jly_proposal_encode (proposal);
  run->agreed = jly_accord_read (run->contract, run->contract_hash, run->accord->proposal, error);
  return run->agreed != NULL;
}

static gboolean
propose (JlyRun *run, OwnCompany *own, GError **error)
{
  GBytes *proposal;

  if (!make_proposal (run, error))
    return FALSE;
  proposal = run->accord->proposal;
  for (guint i = 0; i < run->n_companies; i++)
    {
      JsonObject *command;

      if (get_company (run, i)->child == NULL)
        continue;
      command = json_object_new ();
      json_object_set_string_member (command, "command", "decide");
      jly_json_set_bytes (command, "proposal", g_bytes_get_data (proposal, NULL),
                          g_bytes_get_size (proposal));
      jly_child_send (get_company (run, i)->child, command);
    }
  if (own->table != NULL)
    g_async_queue_push (own->proposals, g_bytes_ref (proposal));
  return TRUE;
}

static void
tell_agreed (JlyRun *run)
{
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      JsonObject *command = json_object_new ();

      json_object_set_string_member (command, "command", "agreed");
      jly_accord_to_json (run->accord, command);
      jly_child_send (run->parties[i].child, command);
    }
}

/* Everybody signs, sends its figures, and says yes to what is asked of them. */
static gboolean
agree (JlyRun *run, OwnCompany *own, GError **error)
{
  tell_contract (run, own);
  if (!wait_for (run, &run->n_signed, run->n_parties, error)
      || !wait_for (run, &run->n_inputs, JLY_STUDY_MINERS, error) || !propose (run, own, error)
      || !wait_for (run, &run->n_decided, run->n_companies, error))
    return FALSE;
  tell_agreed (run);
  return TRUE;
}

static JlyResult *
make_result (JlyRun *run, GError **error)
{
  g_autofree gsize *n_rows = g_new (gsize, run->n_companies);

  for (guint i = 0; i < run->n_companies; i++)
    n_rows[i] = get_company (run, i)->n_rows;
  return jly_rehearsal_make_result (run->study, run->plan, run->agreed, run->outcomes, n_rows,
                                    error);
}

static gboolean
has_children (JlyRun *run)
{
  for (guint i = 0; i < run->n_parties; i++)
    if (run->parties[i].child != NULL && !jly_child_has_ended (run->parties[i].child))
      return TRUE;
  return FALSE;
}

static gboolean
end_limit_cb (gpointer user_data)
{
  JlyRun *run = user_data;

  for (guint i = 0; i < run->n_parties; i++)
    if (run->parties[i].child != NULL)
      jly_child_kill (run->parties[i].child);
  return G_SOURCE_REMOVE;
}

/* Every child is gone afterwards, by its own cleaning up or by force. */
static void
end_all (JlyRun *run, OwnCompany *own)
{
  g_autoptr (GSource) limit = g_timeout_source_new (END_LIMIT);

  run->is_ending = TRUE;
  g_cancellable_cancel (own->cancellable);
  for (guint i = 0; i < run->n_parties; i++)
    if (run->parties[i].child != NULL)
      jly_child_quit (run->parties[i].child);
  g_source_set_callback (limit, end_limit_cb, run, NULL);
  g_source_attach (limit, run->context);
  while (has_children (run))
    g_main_context_iteration (run->context, TRUE);
  g_source_destroy (limit);
}

static JlyResult *
play (JlyRun *run, OwnCompany *own, const char *dir, GError **error)
{
  gint64 begin = g_get_monotonic_time ();
  JlyResult *result;

  if (!start_all (run, own, dir, error) || !wait_for (run, &run->n_ready, run->n_parties, error)
      || !make_study (run, error) || !agree (run, own, error))
    return NULL;
  if (!wait_for (run, &run->n_results, run->n_companies, error)
      || !wait_for (run, &run->n_done, JLY_STUDY_MINERS, error))
    return NULL;
  result = make_result (run, error);
  if (result == NULL)
    return NULL;
  memcpy (result->bytes, run->bytes, sizeof result->bytes);
  result->rounds = run->rounds;
  end_all (run, own);
  result->seconds = (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  return result;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GError *error = NULL;
  JlyRun *run = user_data;

  jly_fail (&error, JLY_ERROR_CANCELLED, NULL, _ ("The rehearsal was stopped."));
  g_clear_error (&run->error);
  run->error = error;
  run->is_settled = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
time_limit_cb (gpointer user_data)
{
  JlyErrorDetail detail = { .next = _ ("Try again with fewer rows.") };
  GError *error = NULL;
  JlyRun *run = user_data;

  jly_fail (&error, JLY_ERROR_UNAVAILABLE, &detail,
            _ ("The rehearsal took too long and was ended."));
  g_clear_error (&run->error);
  run->error = error;
  run->is_settled = TRUE;
  return G_SOURCE_REMOVE;
}

static GSource *
attach (JlyRun *run, GSource *source, GSourceFunc func)
{
  g_source_set_callback (source, func, run, NULL);
  g_source_attach (source, run->context);
  return source;
}

static void
prepare (JlyRun *run, OwnCompany *own, JlyRehearsal *rehearsal)
{
  run->rehearsal = rehearsal;
  run->context = g_main_context_new ();
  run->study = jly_rehearsal_make_study (rehearsal);
  run->n_companies = rehearsal->companies->len;
  run->n_parties = JLY_STUDY_MINERS + run->n_companies;
  run->parties = g_new0 (JlyRunParty, run->n_parties);
  run->outcomes = g_new0 (JlyOutcome *, run->n_companies);
  for (guint i = 0; i < run->n_parties; i++)
    {
      const JlyParty *party = i < JLY_STUDY_MINERS
                                  ? run->study->miners->pdata[i]
                                  : run->study->providers->pdata[i - JLY_STUDY_MINERS];

      run->parties[i].run = run;
      run->parties[i].name = party->name;
    }
  own->run = run;
  own->proposals = g_async_queue_new_full ((GDestroyNotify)g_bytes_unref);
  own->cancellable = g_cancellable_new ();
  for (guint i = 0; i < rehearsal->companies->len; i++)
    {
      const JlyCompany *company = rehearsal->companies->pdata[i];

      if (company->kind == JLY_COMPANY_OWN)
        {
          own->index = i;
          own->table = company->table;
        }
    }
}

static void
clear (JlyRun *run, OwnCompany *own)
{
  clear_own (own);
  for (guint i = 0; i < run->n_parties; i++)
    {
      g_clear_pointer (&run->parties[i].child, jly_child_free);
      g_free (run->parties[i].present);
    }
  for (guint i = 0; i < run->n_companies; i++)
    g_clear_pointer (&run->outcomes[i], jly_outcome_free);
  g_free (run->outcomes);
  g_free (run->parties);
  g_clear_error (&run->error);
  g_clear_pointer (&run->agreed, jly_agreed_free);
  g_clear_pointer (&run->accord, jly_accord_free);
  g_clear_pointer (&run->contract, jly_contract_free);
  g_clear_pointer (&run->contract_bytes, g_bytes_unref);
  g_clear_pointer (&run->plan, jly_plan_free);
  g_clear_pointer (&run->study, jly_study_free);
}

static char *
make_folder (JlyRehearsal *rehearsal, GError **error)
{
  const JlyErrorDetail detail = {
    .file = g_get_tmp_dir (),
    .next = _ ("Let TMPDIR name a folder that you may write to."),
  };
  char *dir;

  if (rehearsal->keep_dir != NULL)
    return g_strdup (rehearsal->keep_dir);
  dir = g_dir_make_tmp ("jointly-rehearsal-XXXXXX", NULL);
  if (dir == NULL)
    jly_fail (error, JLY_ERROR_SYSTEM, &detail,
              _ ("No folder for what passes between the parties can be made in “%s”."),
              g_get_tmp_dir ());
  return dir;
}

JlyResult *
jly_rehearsal_run_processes (JlyRehearsal *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *dir = make_folder (self, error);
  g_autoptr (GSource) stop = NULL;
  g_autoptr (GSource) limit = NULL;
  JlyRun run = { 0 };
  OwnCompany own = { 0 };
  JlyResult *result;

  if (dir == NULL)
    return NULL;
  prepare (&run, &own, self);
  g_main_context_push_thread_default (run.context);
  stop = attach (&run, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (cancelled_cb));
  limit = attach (&run, g_timeout_source_new_seconds (TIME_LIMIT), time_limit_cb);
  result = play (&run, &own, dir, error);
  end_all (&run, &own);
  g_source_destroy (stop);
  g_source_destroy (limit);
  clear (&run, &own);
  g_main_context_pop_thread_default (run.context);
  g_main_context_unref (run.context);
  if (self->keep_dir == NULL)
    jly_folder_remove (dir);
  return result;
}
