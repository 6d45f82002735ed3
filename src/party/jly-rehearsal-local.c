/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rehearsal with all parties in this process: the same uploads, the same attempt, the same engine
 * and the same letters, but over memory instead of TLS between processes. For quick tries and for
 * the tests; it protects nothing from this process.
 */
#include "config.h"

#include "party/jly-rehearsal-private.h"

#include "base/jly-error.h"
#include "engine/jly-transport-local.h"
#include "party/jly-accord.h"
#include "party/jly-attempt.h"
#include "party/jly-keys.h"
#include "party/jly-outcome-json.h"
#include "party/jly-upload.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define N JLY_STUDY_MINERS
#define EXCHANGE_LIMIT (60 * G_TIME_SPAN_SECOND)

typedef struct _Local Local;

typedef struct
{
  Local *local;
  guint index;
  JlyIdentity *identity;
  JlyGovernance *governance;
  JlyBits ***bits;            /* company, column of what is computed */
  JlyUploadPart **parts;      /* what came, by company, */
  JlySubmission *submissions; /* and what it is called */
  JlyAttempt *attempt;
  JlyComputation *computation;
  GError *error;
} Miner;

typedef struct
{
  JlyIdentity *identity;
  JlyFigures *figures;
  JlyOutcome *outcome;
} Company;

struct _Local
{
  JlyRehearsal *rehearsal;
  GCancellable *cancellable;
  JlyStudy *study; /* what is asked, for people */
  JlyPlan *plan;
  GBytes *contract_bytes;
  JlyContract *contract;
  guint8 contract_hash[JLY_HASH_BYTES];
  JlyStudy *frame; /* what figures are uploaded for */
  JlyAccord *accord;
  JlyAgreed *agreed; /* what is computed */
  JlyLocalNet *net;
  Miner miners[N];
  guint n_companies;
  Company *companies;
  double told;       /* share of the computation that was reported */
  gint is_cancelled; /* atomic */
};

static void
report (Local *self, JlyStage stage, double fraction)
{
  jly_rehearsal_report (self->rehearsal, stage, fraction);
}

static JlyFigures *
get_figures (Local *self, const JlyCompany *given, GError **error)
{
  JlyRehearsal *rehearsal = self->rehearsal;
  guint8 seed[32];

  switch (given->kind)
    {
    case JLY_COMPANY_OWN:
      return jly_figures_from_bid (given->table, rehearsal->tender);
    case JLY_COMPANY_FILE:
      return jly_rehearsal_read_file (rehearsal, given->path, self->cancellable, error);
    case JLY_COMPANY_MADE_UP:
      randombytes_buf (seed, sizeof seed);
      return rehearsal->tender != NULL ? jly_figures_make_up_bid (rehearsal->tender, seed, error)
                                       : jly_figures_make_up (rehearsal->draft, seed, error);
    }
  return NULL;
}

static gboolean
read_company (Local *self, guint index, GError **error)
{
  const JlyCompany *given = self->rehearsal->companies->pdata[index];
  JlyErrorDetail detail = { .party = given->name };

  self->companies[index].figures = get_figures (self, given, error);
  if (self->companies[index].figures != NULL)
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_NO_INPUT, &detail);
  return FALSE;
}

static gboolean
read_companies (Local *self, GError **error)
{
  g_autofree gboolean **present = g_new (gboolean *, self->n_companies);

  for (guint i = 0; i < self->n_companies; i++)
    {
      if (!read_company (self, i, error))
        return FALSE;
      present[i] = self->companies[i].figures->present;
    }
  return self->rehearsal->tender == NULL
         || jly_rehearsal_check_present (self->rehearsal, present, error);
}

static JlyIdentity *
make_identity (JlyParty *party)
{
  JlyIdentity *identity = jly_identity_generate ();

  jly_keys_of (identity, &party->keys);
  return identity;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* All sign it: the companies, then the computing parties. */
static void
sign_contract (Local *self)
{
  guint8 signature[JLY_SIGNATURE_BYTES];

  self->accord = jly_accord_new ();
  for (guint i = 0; i < self->n_companies + N; i++)
    {
      jly_accord_sign (i < self->n_companies ? self->companies[i].identity
                                             : self->miners[i - self->n_companies].identity,
                       self->contract_bytes, signature);
      jly_accord_add_signature (self->accord, i, signature);
    }
}

static gboolean
make_contract (Local *self, GError **error)
{
  guint place;

  self->contract_bytes = jly_accord_make_contract (self->study, get_now (), error);
  if (self->contract_bytes == NULL)
    return FALSE;
  self->contract = jly_contract_decode (self->contract_bytes, error);
  if (self->contract == NULL)
    return FALSE;
  jly_contract_hash (self->contract_bytes, self->contract_hash);
  for (guint i = 0; i < N; i++)
    self->miners[i].governance = jly_governance_new (self->contract_bytes, error);
  self->frame
      = jly_agreed_frame_new (self->contract, self->contract_hash, NULL, NULL, &place, error);
  sign_contract (self);
  return TRUE;
}

static gboolean
make_study (Local *self, GError **error)
{
  g_autoptr (GBytes) body = NULL;

  self->study = jly_rehearsal_make_study (self->rehearsal);
  for (guint i = 0; i < N; i++)
    self->miners[i].identity = make_identity (self->study->miners->pdata[i]);
  for (guint i = 0; i < self->n_companies; i++)
    self->companies[i].identity = make_identity (self->study->providers->pdata[i]);
  self->plan = jly_plan_new_uncosted (self->study, NULL, error);
  if (self->plan == NULL || !make_contract (self, error))
    return FALSE;
  body = jly_study_encode (self->study);
  jly_rehearsal_publish_study (self->rehearsal, body);
  return TRUE;
}

/* What a computing party keeps of an upload: its part, and what it is called in the set. */
static void
keep_part (Local *self, Miner *miner, guint index, JlyUploadPart *part)
{
  const JlyParty *party = self->frame->providers->pdata[index];
  JlySubmission *submission = &miner->submissions[index];

  miner->parts[index] = part;
  memcpy (submission->provider, party->keys.identity, sizeof submission->provider);
  jly_manifest_hash (part->manifest, submission->upload);
  submission->n_rows = self->companies[index].figures->n_rows;
}

static gboolean
send_upload (Local *self, guint index, GError **error)
{
  Company *company = &self->companies[index];
  JlyUploadPart *parts[N] = { NULL };

  if (!jly_upload_build (self->frame, index, company->identity, 1, company->figures, parts, error))
    return FALSE;
  for (guint i = 0; i < N; i++)
    keep_part (self, &self->miners[i], index, parts[i]);
  return TRUE;
}

static gboolean
send_uploads (Local *self, GError **error)
{
  for (guint i = 0; i < self->n_companies; i++)
    {
      report (self, JLY_STAGE_SENDING, (double)i / self->n_companies);
      if (!send_upload (self, i, error))
        return FALSE;
    }
  report (self, JLY_STAGE_ACCEPTED, 1);
  return TRUE;
}

/* The columns that are computed with, of all that were uploaded. */
static gboolean
open_upload (Local *self, Miner *miner, guint index, GError **error)
{
  guint n = self->frame->columns->len;
  g_autofree JlyBits **all = g_new0 (JlyBits *, n);
  gboolean ok = jly_upload_open (miner->parts[index], self->frame, index, miner->index,
                                 miner->identity, all, error);

  miner->bits[index] = g_new0 (JlyBits *, self->agreed->n_columns);
  for (guint c = 0; ok && c < self->agreed->n_columns; c++)
    miner->bits[index][c] = g_steal_pointer (&all[self->agreed->columns[c]]);
  for (guint c = 0; c < n; c++)
    g_clear_pointer (&all[c], jly_bits_free);
  return ok;
}

/* What is asked of the closed set, and everybody's yes. */
static gboolean
propose (Local *self, GError **error)
{
  g_autoptr (JlyProposal) proposal = NULL;
  guint8 root[JLY_HASH_BYTES], hash[JLY_HASH_BYTES];

  jly_submissions_root (self->miners[0].submissions, self->n_companies, root);
  proposal = jly_accord_make_proposal (self->contract, self->contract_hash, self->study, root,
                                       self->n_companies, error);
  if (proposal == NULL)
    return FALSE;
  self->accord->proposal = jly_proposal_encode (proposal);
  jly_proposal_hash (self->accord->proposal, hash);
  self->agreed = jly_agreed_new (self->contract, self->contract_hash, proposal, hash,
                                 self->miners[0].submissions, self->n_companies, NULL, error);
  for (guint i = 0; i < self->n_companies; i++)
    {
      JlySigned item;

      jly_accord_decide (self->companies[i].identity, i, self->contract_hash,
                         self->accord->proposal, get_now (), &item);
      jly_accord_add_decision (self->accord, &item);
    }
  return self->agreed != NULL;
}

/* By the rules that each computing party has for itself. */
static gboolean
pass_rules (Local *self, Miner *miner, GError **error)
{
  guint question, attempt;

  if (!jly_accord_take (self->accord, miner->governance, miner->submissions, self->n_companies,
                        get_now (), &question, error)
      || !jly_governance_start (miner->governance, question, self->agreed->plan->hash, get_now (),
                                &attempt, error))
    return FALSE;
  for (guint i = 0; i < self->n_companies; i++)
    if (!open_upload (self, miner, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
agree (Local *self, GError **error)
{
  if (!propose (self, error))
    return FALSE;
  for (guint i = 0; i < N; i++)
    if (!pass_rules (self, &self->miners[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
exchange_offers (Local *self, GError **error)
{
  guint8 offers[N][JLY_ATTEMPT_OFFER_BYTES];

  for (guint i = 0; i < N; i++)
    jly_attempt_put_offer (self->miners[i].attempt, offers[i]);
  for (guint i = 0; i < N; i++)
    if (!jly_attempt_take_offers (self->miners[i].attempt, offers[(i + 1) % N], offers[(i + 2) % N],
                                  error))
      return FALSE;
  return TRUE;
}

static gboolean
exchange_reveals (Local *self, GError **error)
{
  guint8 reveals[N][JLY_ATTEMPT_REVEAL_BYTES];
  guint8 confirms[N][JLY_ATTEMPT_CONFIRM_BYTES];

  for (guint i = 0; i < N; i++)
    jly_attempt_put_reveal (self->miners[i].attempt, reveals[i]);
  for (guint i = 0; i < N; i++)
    if (!jly_attempt_take_reveals (self->miners[i].attempt, reveals[(i + 1) % N],
                                   reveals[(i + 2) % N], error))
      return FALSE;
  for (guint i = 0; i < N; i++)
    jly_attempt_put_confirm (self->miners[i].attempt, confirms[i]);
  for (guint i = 0; i < N; i++)
    if (!jly_attempt_take_confirms (self->miners[i].attempt, confirms[(i + 1) % N],
                                    confirms[(i + 2) % N], error))
      return FALSE;
  return TRUE;
}

static gboolean
agree_on_attempt (Local *self, GError **error)
{
  guint8 study_hash[JLY_HASH_BYTES], root[JLY_HASH_BYTES];

  jly_study_hash (self->agreed->study, study_hash);
  for (guint i = 0; i < N; i++)
    {
      Miner *miner = &self->miners[i];

      jly_submissions_root (miner->submissions, self->n_companies, root);
      miner->attempt
          = jly_attempt_new (self->agreed->study, i, study_hash, self->agreed->plan->hash, root, 1);
    }
  return exchange_offers (self, error) && exchange_reveals (self, error);
}

/* One miner stands for the three, who work in step. */
static void
share_cb (double share, gpointer user_data)
{
  Local *self = user_data;

  if (share <= self->told)
    return;
  self->told = share;
  report (self, JLY_STAGE_COMPUTING, share);
}

static gpointer
miner_worker (gpointer data)
{
  Miner *miner = data;
  Local *self = miner->local;
  const JlyStudyInputs *inputs = self->agreed->plan->inputs;
  JlyTransport *end = jly_local_net_get_end (self->net, miner->index);
  g_autoptr (JlyEngine) engine = jly_attempt_make_engine (miner->attempt, end);
  JlyTransportWatch watch = {
    .predicted_bytes = self->agreed->plan->bytes[miner->index],
    .progress = miner->index == 0 ? share_cb : NULL,
    .progress_data = self,
    .is_cancelled = &self->is_cancelled,
  };

  jly_transport_watch (end, &watch);
  miner->computation
      = jly_computation_run (engine, &inputs->inputs, inputs->questions, inputs->n_questions,
                             (JlyBits *const *const *)miner->bits, &miner->error);
  jly_local_net_hang_up (self->net, miner->index);
  return NULL;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_atomic_int_set (&((Local *)user_data)->is_cancelled, 1);
}

static gboolean
compute (Local *self, GError **error)
{
  GThread *threads[N];
  gulong cancel_id = 0;

  self->net = jly_local_net_new (EXCHANGE_LIMIT);
  if (self->cancellable != NULL)
    cancel_id = g_cancellable_connect (self->cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  for (guint i = 0; i < N; i++)
    threads[i] = g_thread_new ("computing-party", miner_worker, &self->miners[i]);
  for (guint i = 0; i < N; i++)
    g_thread_join (threads[i]);
  if (self->cancellable != NULL)
    g_cancellable_disconnect (self->cancellable, cancel_id);
  for (guint i = 0; i < N; i++)
    if (self->miners[i].error != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&self->miners[i].error));
        return FALSE;
      }
  share_cb (1, self);
  return TRUE;
}

static gboolean
open_letters (Local *self, guint index, GError **error)
{
  GBytes *letters[N] = { NULL };
  JlyOutcome *outcome = NULL;
  gboolean ok = TRUE;

  for (guint i = 0; i < N; i++)
    {
      letters[i] = jly_letter_seal (self->agreed->study, i, index,
                                    jly_attempt_get_id (self->miners[i].attempt),
                                    self->miners[i].computation);
      ok = ok && letters[i] != NULL;
    }
  if (ok)
    outcome
        = jly_letter_open (self->agreed->study, self->companies[index].identity, letters, error);
  else
    jly_fail (error, JLY_ERROR_INTERNAL, NULL, _ ("The results could not be sealed."));
  for (guint i = 0; i < N; i++)
    g_clear_pointer (&letters[i], g_bytes_unref);
  self->companies[index].outcome = outcome;
  return outcome != NULL;
}

/* What a made-up company learned as its own is nobody else's, even here. */
static void
forget_made_up (Local *self, guint index)
{
  const JlyCompany *given = self->rehearsal->companies->pdata[index];

  if (given->kind == JLY_COMPANY_MADE_UP && !given->tells_own)
    jly_outcome_forget_own (self->companies[index].outcome, self->agreed->plan->inputs);
}

static gboolean
open_all (Local *self, GError **error)
{
  for (guint i = 0; i < self->n_companies; i++)
    {
      report (self, JLY_STAGE_OPENING, (double)i / self->n_companies);
      if (!open_letters (self, i, error))
        return FALSE;
      forget_made_up (self, i);
    }
  return TRUE;
}

static JlyResult *
make_result (Local *self, GError **error)
{
  g_autofree JlyOutcome **outcomes = g_new (JlyOutcome *, self->n_companies);
  g_autofree gsize *n_rows = g_new (gsize, self->n_companies);

  for (guint i = 0; i < self->n_companies; i++)
    {
      outcomes[i] = self->companies[i].outcome;
      n_rows[i] = self->companies[i].figures->n_rows;
    }
  return jly_rehearsal_make_result (self->study, self->plan, self->agreed, outcomes, n_rows, error);
}

static JlyResult *
play (Local *self, GError **error)
{
  gint64 begin = g_get_monotonic_time ();
  JlyResult *result;

  report (self, JLY_STAGE_STARTING, 0);
  if (!read_companies (self, error) || !make_study (self, error))
    return NULL;
  report (self, JLY_STAGE_CONNECTING, 1);
  if (!send_uploads (self, error) || !agree (self, error) || !agree_on_attempt (self, error)
      || !compute (self, error) || !open_all (self, error))
    return NULL;
  report (self, JLY_STAGE_ERASING, 1);
  result = make_result (self, error);
  if (result == NULL)
    return NULL;
  for (guint i = 0; i < N; i++)
    result->bytes[i] = jly_local_net_get_end (self->net, i)->bytes_sent;
  result->rounds = jly_local_net_get_end (self->net, 0)->rounds;
  result->seconds = (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  return result;
}

static void
clear_miner (Miner *miner)
{
  const Local *self = miner->local;
  guint n_columns = self->agreed != NULL ? self->agreed->n_columns : 0;

  for (guint i = 0; i < self->n_companies; i++)
    {
      for (guint c = 0; miner->bits[i] != NULL && c < n_columns; c++)
        jly_bits_free (miner->bits[i][c]);
      g_free (miner->bits[i]);
      jly_upload_part_free (miner->parts[i]);
    }
  g_free (miner->bits);
  g_free (miner->parts);
  g_free (miner->submissions);
  jly_governance_free (miner->governance);
  g_clear_pointer (&miner->computation, jly_computation_free);
  g_clear_pointer (&miner->attempt, jly_attempt_free);
  g_clear_pointer (&miner->identity, jly_identity_free);
  g_clear_error (&miner->error);
}

static void
clear (Local *self)
{
  g_clear_pointer (&self->net, jly_local_net_free);
  for (guint i = 0; i < N; i++)
    clear_miner (&self->miners[i]);
  for (guint i = 0; i < self->n_companies; i++)
    {
      g_clear_pointer (&self->companies[i].identity, jly_identity_free);
      g_clear_pointer (&self->companies[i].figures, jly_figures_free);
      g_clear_pointer (&self->companies[i].outcome, jly_outcome_free);
    }
  g_free (self->companies);
  g_clear_pointer (&self->agreed, jly_agreed_free);
  g_clear_pointer (&self->accord, jly_accord_free);
  g_clear_pointer (&self->frame, jly_study_free);
  g_clear_pointer (&self->contract, jly_contract_free);
  g_clear_pointer (&self->contract_bytes, g_bytes_unref);
  g_clear_pointer (&self->plan, jly_plan_free);
  g_clear_pointer (&self->study, jly_study_free);
}

JlyResult *
jly_rehearsal_run_local (JlyRehearsal *rehearsal, GCancellable *cancellable, GError **error)
{
  Local self = { .rehearsal = rehearsal, .cancellable = cancellable };
  JlyResult *result;

  self.n_companies = rehearsal->companies->len;
  self.companies = g_new0 (Company, self.n_companies);
  for (guint i = 0; i < N; i++)
    {
      self.miners[i].local = &self;
      self.miners[i].index = i;
      self.miners[i].bits = g_new0 (JlyBits **, self.n_companies);
      self.miners[i].parts = g_new0 (JlyUploadPart *, self.n_companies);
      self.miners[i].submissions = g_new0 (JlySubmission, self.n_companies);
    }
  result = play (&self, error);
  clear (&self);
  if (result == NULL && g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (error);
      jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("The rehearsal was stopped."));
    }
  return result;
}
