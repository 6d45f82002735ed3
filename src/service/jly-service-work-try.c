/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-work.h: computes what is approved, once it is this study’s turn and the others
 * are there. */
#include "config.h"

#include "service/jly-service-work-private.h"

#include "base/jly-error.h"
#include "party/jly-frames.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"
#include "party/jly-roster.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define N JLY_STUDY_MINERS
/* Milliseconds between attempts, */
#define RUN_LONGEST 10000u
/* of one that made room for another, */
#define ROOM_PAUSE 1000
/* or at most so many where another computing party is ready. */
#define HURRIED 2000

/* Once both are there, nothing but the service’s end cuts the computation short; unless somebody
 * was given its room just before. */
static JlyLink *
note_open (JlyServiceWork *self, JlyLink *link, GError **error)
{
  if (link == NULL || ++self->n_open < N - 1
      || jly_service_turns_met (self->shared->turns, self->study))
    return link;
  jly_link_free (link);
  jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("Another study was first."));
  return NULL;
}

static JlyLink *
open_next (
    const JlyStudy *study, guint own, GCancellable *cancellable, gpointer data, GError **error)
{
  JlyServiceWork *self = data;
  guint next = (own + 1) % N;
  g_autofree char *address = jly_member_find_seat (
      self->member,
      jly_address_book_get (self->roster->book, self->roster->miners[next])->identity);
  const JlyParty *party = study->miners->pdata[next];
  const JlyErrorDetail detail = { .party = party->name,
                                  .step = "connecting",
                                  .next = _ ("It tells its address with its next message.") };
  JlyHello hello;

  jly_roster_make_hello (study, JLY_LINK_ROLE_MINER, own, &hello);
  if (address != NULL)
    return note_open (self,
                      jly_roster_connect (study, next, address, self->shared->identity, &hello,
                                          JLY_MINER_TIMEOUT, cancellable, error),
                      error);
  jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail, _ ("Nobody knows where “%s” is reached."),
            party->name);
  return NULL;
}

static JlyLink *
open_prev (
    const JlyStudy *study, guint own, GCancellable *cancellable, gpointer data, GError **error)
{
  JlyServiceWork *self = data;
  const JlyParty *party = study->miners->pdata[(own + 2) % N];
  const JlyErrorDetail detail
      = { .party = party->name, .step = "connecting", .next = _ ("It is tried again by itself.") };
  guint8 hash[JLY_HASH_BYTES];
  JlyLink *link;

  jly_study_hash (study, hash);
  link = jly_service_meeting_wait (self->shared->meeting, hash,
                                   g_get_monotonic_time () + JLY_SERVICE_MEET_TIME, cancellable);
  if (link == NULL)
    jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail, _ ("“%s” did not call for the computation."),
              party->name);
  else
    jly_link_set_name (link, party->name);
  return note_open (self, link, error);
}

static gboolean
compute (JlyServiceWork *self, guint question, GError **error)
{
  const JlySessionDoor door = { open_next, open_prev, self };
  const JlyMemberWay way = { .door = &door, .cancellable = self->meeting };
  g_autoptr (JlyAgreed) agreed = jly_member_agree (self->member, question, error);
  JlySessionSummary summary;
  guint8 hash[JLY_HASH_BYTES];
  guint prev = (jly_member_get_miner (self->member) + 2) % N;
  gboolean ok;

  if (agreed == NULL)
    return FALSE;
  jly_study_hash (agreed->study, hash);
  jly_service_meeting_expect (self->shared->meeting, hash,
                              self->roster->links[self->roster->miners[prev]]);
  g_atomic_int_set (&self->is_computing, 1);
  ok = jly_member_compute (self->member, question, &way, &summary, error);
  g_atomic_int_set (&self->is_computing, 0);
  jly_service_meeting_forget (self->shared->meeting, hash);
  return ok;
}

static JlyServiceTrial *
get_trial (JlyServiceWork *self, guint question)
{
  JlyServiceTrial *trial = g_hash_table_lookup (self->trials, GUINT_TO_POINTER (question));

  if (trial == NULL)
    {
      trial = g_new0 (JlyServiceTrial, 1);
      g_hash_table_insert (self->trials, GUINT_TO_POINTER (question), trial);
    }
  return trial;
}

/* What waits only for somebody else may come right by itself. */
static gboolean
may_change (const GError *error)
{
  switch (jly_refusal_get_rule (error))
    {
    case JLY_REFUSAL_APPROVALS:
    case JLY_REFUSAL_ASKER:
    case JLY_REFUSAL_CONTRACT_SIGNED:
    case JLY_REFUSAL_BEFOREHAND:
    case JLY_REFUSAL_INPUTS:
    case JLY_REFUSAL_MANDATE:
    case JLY_REFUSAL_STARTED:
    case JLY_N_REFUSALS:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
cancel_cb (GCancellable *cancellable, gpointer meeting)
{
  g_cancellable_cancel (meeting);
}

/* FALSE: it is another study’s turn, and this one is woken later. */
static gboolean
take_turn (JlyServiceWork *self)
{
  self->meeting = g_cancellable_new ();
  self->n_open = 0;
  if (jly_service_turns_take (self->shared->turns, self->member->contract->study_id, self->study,
                              self->wake, self->shared->config->max_runs, self->meeting))
    return TRUE;
  g_clear_object (&self->meeting);
  return FALSE;
}

static void
give_turn_back (JlyServiceWork *self)
{
  jly_service_turns_give_back (self->shared->turns, self->study);
  g_clear_object (&self->meeting);
}

/* Another study needed the place more, before the others of the three were there. */
static gboolean
made_room (JlyServiceWork *self, const GError *error)
{
  return error != NULL && g_cancellable_is_cancelled (self->meeting)
         && !g_cancellable_is_cancelled (self->cancellable);
}

/* The first of the three begins, again and again; the others once after their start, and then when
 * they are called: so the three do not wait for each other in different studies. */
static gboolean
begins_itself (JlyServiceWork *self)
{
  return jly_member_get_miner (self->member) == 0 || !self->has_looked;
}

/* All questions of a study have one place in the queue, which is left with the turn. */
static void
forget_queued (JlyServiceWork *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->trials);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((JlyServiceTrial *)value)->is_queued = FALSE;
}

static void
try_question (JlyServiceWork *self, guint question, GError **first)
{
  JlyServiceTrial *trial = get_trial (self, question);
  g_autoptr (GError) problem = NULL;
  gint64 now = g_get_monotonic_time ();
  gboolean has_tried = FALSE, has_made_room;
  gulong handler;

  trial->is_queued = FALSE;
  if (trial->is_settled || !(trial->is_called || begins_itself (self))
      || !jly_service_backoff_is_due (&trial->backoff, now))
    return;
  if (!take_turn (self))
    {
      trial->is_queued = TRUE;
      return;
    }
  forget_queued (self);
  handler = g_cancellable_connect (self->cancellable, G_CALLBACK (cancel_cb), self->meeting, NULL);
  if (jly_member_check_ready (self->member, question, &problem) || !may_change (problem))
    {
      /* A rule that stands against it for good is told to all by trying. */
      g_clear_error (&problem);
      trial->is_called = FALSE;
      if (compute (self, question, &problem))
        trial->is_settled = TRUE;
      else if (!may_change (problem))
        trial->is_settled = TRUE;
      has_tried = TRUE;
    }
  g_cancellable_disconnect (self->cancellable, handler);
  has_made_room = made_room (self, problem);
  give_turn_back (self);
  trial->tried = g_get_monotonic_time ();
  if (has_made_room)
    {
      trial->backoff.next = trial->tried + ROOM_PAUSE * G_TIME_SPAN_MILLISECOND;
      return;
    }
  g_free (trial->problem);
  trial->problem = problem != NULL ? g_strdup (problem->message) : NULL;
  if (has_tried)
    jly_service_work_note_problem (first, &problem);
  jly_service_backoff_fail (&trial->backoff, trial->tried, RUN_LONGEST, randombytes_random ());
}

static gboolean
find_hash (JlyServiceWork *self, guint question, JlyServiceTrial *trial)
{
  g_autoptr (JlyAgreed) agreed
      = trial->has_hash ? NULL : jly_member_agree (self->member, question, NULL);

  if (agreed != NULL)
    jly_study_hash (agreed->study, trial->hash);
  trial->has_hash = trial->has_hash || agreed != NULL;
  return trial->has_hash;
}

/* A call also ends a pause, but for the shortest: somebody is there now. */
static void
hear_call (JlyServiceWork *self, guint question)
{
  JlyServiceTrial *trial = get_trial (self, question);
  gint64 now = g_get_monotonic_time ();

  if (!jly_service_calls_has_any (self->calls, now) || !find_hash (self, question, trial)
      || !jly_service_calls_take (self->calls, trial->hash, now))
    return;
  trial->is_called = TRUE;
  trial->backoff.next = MIN (trial->backoff.next, trial->tried + HURRIED * G_TIME_SPAN_MILLISECOND);
}

static void
close_trials (JlyServiceWork *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->trials);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((JlyServiceTrial *)value)->is_open = FALSE;
}

void
jly_service_work_try_questions (JlyServiceWork *self, GError **first)
{
  const JlyGovernance *governance = jly_store_governance_get (self->member->governance, NULL);
  guint n = governance != NULL ? jly_governance_count_questions (governance) : 0;

  close_trials (self);
  for (guint i = 0; i < n && g_atomic_int_get (&self->is_stopping) == 0; i++)
    {
      governance = jly_store_governance_get (self->member->governance, NULL);
      if (governance != NULL
          && jly_governance_get_stage (governance, i, self->member->now) == JLY_PROPOSAL_APPROVED)
        {
          get_trial (self, i)->is_open = TRUE;
          hear_call (self, i);
          try_question (self, i, first);
        }
    }
  self->has_looked = TRUE;
}

gint64
jly_service_work_find_trial_due (JlyServiceWork *self)
{
  gint64 next = G_MAXINT64;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->trials);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const JlyServiceTrial *trial = value;

      if (trial->is_open && !trial->is_settled && !trial->is_queued
          && (trial->is_called || begins_itself (self)))
        next = MIN (next, trial->backoff.next);
    }
  return next;
}
