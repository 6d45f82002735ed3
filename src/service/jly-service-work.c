/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-work.h. */
#include "config.h"

#include "service/jly-service-work-private.h"

#include "base/jly-error.h"
#include "party/jly-call.h"
#include "party/jly-frames.h"
#include "party/jly-json.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"
#include "party/jly-roster.h"
#include "service/jly-service-backoff.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define N JLY_STUDY_MINERS
#define CALL_TIMEOUT 10000u  /* milliseconds */
#define LONGEST_PAUSE 60000u /* between two looks */
#define RECEIPTS_WAIT                                                                              \
  2000u /* milliseconds after a call that another one for receipts alone waits */
#define MEET_TIME (15 * G_TIME_SPAN_SECOND)
#define RUN_LONGEST 10000u /* milliseconds between attempts, */
#define ROOM_PAUSE 1000    /* of one that made room for another, */
#define HURRIED 2000       /* or at most so many where another computing party is ready */
#define LETTERS_BYTES (1u << 20)
#define DAY 86400

static void
trial_free (gpointer data)
{
  g_free (((JlyServiceTrial *)data)->problem);
  g_free (data);
}

static char *
build_refused_path (const JlyServiceWork *self)
{
  return g_build_filename (self->member->dir, "refused", NULL);
}

JlyServiceWork *
jly_service_work_new (JlyServiceShared *shared,
                      JlyMember *member,
                      GCancellable *cancellable,
                      JlyServiceTurnsWake wake,
                      gpointer study)
{
  JlyServiceWork *self = g_new0 (JlyServiceWork, 1);
  g_autofree char *refused = NULL;

  self->shared = shared;
  self->member = member;
  self->cancellable = cancellable;
  self->wake = wake;
  self->study = study;
  self->trials = g_hash_table_new_full (NULL, NULL, NULL, trial_free);
  self->n_peers = member->contract->parties->len;
  self->peers = g_new0 (JlyServicePeer, self->n_peers);
  for (guint i = 0; i < self->n_peers; i++)
    self->peers[i].round_trip = -1;
  self->calls = jly_service_calls_new (MEET_TIME);
  self->closing = jly_service_closing_new (member->dir, g_get_monotonic_time ());
  g_mutex_init (&self->mutex);
  refused = build_refused_path (self);
  self->is_refused = g_file_test (refused, G_FILE_TEST_EXISTS);
  return self;
}

void
jly_service_work_free (JlyServiceWork *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_peers; i++)
    g_free (self->peers[i].problem);
  jly_service_turns_forget (self->shared->turns, self->study);
  g_free (self->peers);
  g_hash_table_unref (self->trials);
  jly_service_calls_free (self->calls);
  jly_service_closing_free (self->closing);
  g_clear_pointer (&self->post, jly_post_free);
  g_clear_pointer (&self->roster, jly_service_roster_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* The first thing that went wrong is told; the others only if there was none. */
static void
note_problem (GError **first, GError **problem)
{
  if (*problem == NULL)
    return;
  if (*first == NULL)
    g_propagate_error (first, g_steal_pointer (problem));
  g_clear_error (problem);
}

static gboolean
open_post (JlyServiceWork *self, GError **error)
{
  g_clear_pointer (&self->post, jly_post_free);
  g_clear_pointer (&self->roster, jly_service_roster_unref);
  self->roster = jly_service_roster_new (self->member, error);
  if (self->roster != NULL)
    self->post
        = jly_post_new (self->member->store, self->shared->identity, self->roster->book, error);
  return self->post != NULL;
}

static guint64
count_bytes (const char *path)
{
  GStatBuf info;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint64 n = 0;

  if (g_lstat (path, &info) != 0)
    return 0;
  if (!S_ISDIR (info.st_mode))
    return (guint64)info.st_size;
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      n += count_bytes (inner);
    }
  return n;
}

/* What the operator let in is signed, once everything that the contract says holds. */
static gboolean
sign_if_wanted (JlyServiceWork *self, GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self->member->governance, error);

  if (governance == NULL)
    return FALSE;
  if ((jly_governance_get_unsigned (governance) >> self->member->self & 1) == 0)
    return TRUE;
  return jly_contract_check (self->member->contract, error)
         && jly_member_sign (self->member, error);
}

/* Where this party is reached, whenever the operator has changed it. */
static gboolean
tell_address (JlyServiceWork *self, GError **error)
{
  JlyMember *member = self->member;
  g_autofree char *told = jly_member_find_address (member, member->keys.identity);

  if (g_strcmp0 (told, self->shared->config->address) == 0)
    return TRUE;
  return jly_member_put (
      member, jly_address_note_new (member->identity, self->shared->config->address, member->now),
      error);
}

/* The first of the three closes, so that there is one set and not three. */
static gboolean
is_set_due (JlyServiceWork *self)
{
  const JlyServiceConfig *config = self->shared->config;
  gint64 due = self->member->contract->made_at + (gint64)config->close_days * DAY;
  guint8 root[JLY_HASH_BYTES];
  guint held, expected, n;

  if (jly_service_closing_get_latest (self->closing) != 0)
    return FALSE;
  if (jly_member_get_miner (self->member) != 0
      || jly_member_get_inputs (self->member, root, &n, NULL))
    return FALSE;
  jly_member_count_held (self->member, &held, &expected);
  return (config->closes_complete && held == expected && held > 0)
         || (config->close_days > 0 && self->member->now >= due && held > 0);
}

/* Once asked to, as soon as all that was handed in before counts. */
static gboolean
close_set (JlyServiceWork *self, GError **error)
{
  g_auto (GStrv) without = NULL;
  gint64 now = g_get_monotonic_time ();
  guint n_coming;
  gboolean ok;

  if (is_set_due (self) && !jly_service_closing_ask (self->closing, NULL, now, error))
    return FALSE;
  if (jly_service_closing_get_latest (self->closing) == 0)
    return TRUE;
  without = jly_service_closing_dup_without (self->closing);
  n_coming = jly_member_count_coming (self->member, (const char *const *)without);
  if (!jly_service_closing_is_due (self->closing, n_coming, now))
    return TRUE;
  ok = jly_member_freeze (self->member, (const char *const *)without, error);
  jly_service_closing_forget (self->closing);
  return ok;
}

static void
set_peer (JlyServiceWork *self, guint place, gboolean ok, gint64 round_trip, const GError *problem)
{
  gint64 now = g_get_monotonic_time ();
  guint longest = self->shared->config->call_seconds * 1000;
  JlyServicePeer *peer = &self->peers[place];

  g_mutex_lock (&self->mutex);
  if (ok)
    {
      peer->last_seen = g_get_real_time () / G_USEC_PER_SEC;
      jly_service_backoff_succeed (&peer->backoff, now, longest, randombytes_random ());
    }
  else
    jly_service_backoff_fail (&peer->backoff, now, longest, randombytes_random ());
  if (round_trip >= 0)
    peer->round_trip = round_trip;
  g_free (peer->problem);
  peer->problem = problem != NULL ? g_strdup (problem->message) : NULL;
  g_mutex_unlock (&self->mutex);
}

/* When the letters for another computing party are to go: at once; or, where there are but
 * receipts, some time after the last call, so that many uploads at the same time take few calls and
 * not as many. G_MAXINT64 if there are none. */
static gint64
find_letters_due (JlyServiceWork *self, guint place)
{
  const char *study_id = self->roster->book->study_id;
  const guint8 *key = jly_address_book_get (self->roster->book, place)->identity;
  g_autoptr (GPtrArray) letters = NULL;
  JlyPostState state;
  gint64 due = G_MAXINT64;

  if (!jly_store_post_get_state (self->member->store, study_id, key, &state, NULL)
      || state.sent == state.acknowledged)
    return G_MAXINT64;
  letters = jly_store_post_list (self->member->store, study_id, key, 0, LETTERS_BYTES, NULL);
  for (guint i = 0; letters != NULL && i < letters->len && due > 0; i++)
    due = ((const JlyOutgoing *)letters->pdata[i])->kind == JLY_POST_RECEIPT
              ? self->peers[place].rested
              : 0;
  return letters != NULL && letters->len > 0 ? due : 0;
}

/* TRUE if letters came. */
static gboolean
call_peer (JlyServiceWork *self, guint place)
{
  g_autofree char *address = jly_member_find_address (
      self->member, jly_address_book_get (self->roster->book, place)->identity);
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GError) problem = NULL;
  const JlyCall call = {
    .store = self->member->store,
    .identity = self->shared->identity,
    .post = self->post,
    .place = place,
    .link_key = self->roster->links[place],
    .address = address,
    .timeout_ms = CALL_TIMEOUT,
  };
  gint64 round_trip = -1, start = g_get_monotonic_time ();
  gboolean ok;

  if (address == NULL)
    return FALSE;
  ok = jly_call_run (&call, report, &round_trip, self->cancellable, &problem);
  set_peer (self, place, ok, round_trip, problem);
  self->peers[place].rested
      = jly_service_backoff_rest (start, g_get_monotonic_time (), 19, RECEIPTS_WAIT);
  return report->taken->len > 0;
}

/* The others of the three, when their time has come or there is something for them. */
static gboolean
call_others (JlyServiceWork *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < N && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      guint place = self->roster->miners[i];
      const JlyServiceBackoff *backoff = &self->peers[place].backoff;
      gint64 now = g_get_monotonic_time ();

      if (place == self->roster->own)
        continue;
      if (jly_service_backoff_is_due (backoff, now)
          || (backoff->n_failed == 0 && find_letters_due (self, place) <= now))
        any = call_peer (self, place) || any;
    }
  return any;
}

/* Once both are there, nothing but the service’s end cuts the computation short. */
static JlyLink *
note_open (JlyServiceWork *self, JlyLink *link)
{
  if (link != NULL && ++self->n_open == N - 1)
    jly_service_turns_met (self->shared->turns, self->study);
  return link;
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
    return note_open (self, jly_roster_connect (study, next, address, self->shared->identity,
                                                &hello, JLY_MINER_TIMEOUT, cancellable, error));
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
  link = jly_service_meeting_wait (self->shared->meeting, hash, g_get_monotonic_time () + MEET_TIME,
                                   cancellable);
  if (link == NULL)
    jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail, _ ("“%s” did not call for the computation."),
              party->name);
  else
    jly_link_set_name (link, party->name);
  return note_open (self, link);
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
  return g_error_matches (error, JLY_ERROR, JLY_ERROR_CANCELLED)
         && !g_cancellable_is_cancelled (self->cancellable);
}

/* The first of the three begins, again and again; the others once after their start, and then when
 * they are called: so the three do not wait for each other in different studies. */
static gboolean
begins_itself (JlyServiceWork *self)
{
  return jly_member_get_miner (self->member) == 0 || !self->has_looked;
}

static void
try_question (JlyServiceWork *self, guint question, GError **first)
{
  JlyServiceTrial *trial = get_trial (self, question);
  g_autoptr (GError) problem = NULL;
  gint64 now = g_get_monotonic_time ();
  gboolean has_tried = FALSE;
  gulong handler;

  trial->is_queued = FALSE;
  if (trial->is_settled || !(trial->is_called || begins_itself (self))
      || !jly_service_backoff_is_due (&trial->backoff, now))
    return;
  trial->is_queued = !take_turn (self);
  if (trial->is_queued)
    return;
  trial->is_called = FALSE;
  handler = g_cancellable_connect (self->cancellable, G_CALLBACK (cancel_cb), self->meeting, NULL);
  if (jly_member_check_ready (self->member, question, &problem) || !may_change (problem))
    {
      /* A rule that stands against it for good is told to all by trying. */
      g_clear_error (&problem);
      if (compute (self, question, &problem))
        trial->is_settled = TRUE;
      else if (!may_change (problem))
        trial->is_settled = TRUE;
      has_tried = TRUE;
    }
  g_cancellable_disconnect (self->cancellable, handler);
  give_turn_back (self);
  trial->tried = g_get_monotonic_time ();
  if (made_room (self, problem))
    {
      trial->backoff.next = trial->tried + ROOM_PAUSE * G_TIME_SPAN_MILLISECOND;
      return;
    }
  g_free (trial->problem);
  trial->problem = problem != NULL ? g_strdup (problem->message) : NULL;
  if (has_tried)
    note_problem (first, &problem);
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
try_questions (JlyServiceWork *self, GError **first)
{
  const JlyGovernance *governance = jly_store_governance_get (self->member->governance, NULL);
  guint n = governance != NULL ? jly_governance_count_questions (governance) : 0;

  for (guint i = 0; i < n && g_atomic_int_get (&self->is_stopping) == 0; i++)
    {
      governance = jly_store_governance_get (self->member->governance, NULL);
      if (governance != NULL
          && jly_governance_get_stage (governance, i, self->member->now) == JLY_PROPOSAL_APPROVED)
        {
          hear_call (self, i);
          try_question (self, i, first);
        }
    }
  self->has_looked = TRUE;
  jly_service_turns_pass_on (self->shared->turns, self->shared->config->max_runs);
}

/* Letters in, decisions, letters out. */
static gboolean
do_paperwork (JlyServiceWork *self, GError **error)
{
  JlyMember *member = self->member;

  member->now = g_get_real_time () / G_USEC_PER_SEC;
  if (!jly_member_sync (member, error) || !jly_member_finish (member, error)
      || !open_post (self, error))
    return FALSE;
  return self->is_refused
         || (tell_address (self, error) && sign_if_wanted (self, error) && close_set (self, error));
}

static guint
find_pause (JlyServiceWork *self)
{
  gint64 now = g_get_monotonic_time (), next = now + LONGEST_PAUSE * G_TIME_SPAN_MILLISECOND;
  gint64 closes = jly_service_closing_get_latest (self->closing);
  GHashTableIter iter;
  gpointer value;

  if (closes != 0)
    next = MIN (next, closes);
  for (guint i = 0; i < N; i++)
    {
      guint place = self->roster->miners[i];

      if (place == self->roster->own)
        continue;
      next = MIN (next, self->peers[place].backoff.next);
      if (self->peers[place].backoff.n_failed == 0)
        next = MIN (next, find_letters_due (self, place));
    }
  g_hash_table_iter_init (&iter, self->trials);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const JlyServiceTrial *trial = value;

      if (!trial->is_settled && !trial->is_queued && (trial->is_called || begins_itself (self)))
        next = MIN (next, trial->backoff.next);
    }
  return (guint)CLAMP ((next - now) / G_TIME_SPAN_MILLISECOND + 1, 1, LONGEST_PAUSE);
}

guint
jly_service_work_look (JlyServiceWork *self, GError **error)
{
  GError *first = NULL, *problem = NULL;
  guint64 bytes;

  do_paperwork (self, &problem);
  note_problem (&first, &problem);
  if (self->post != NULL && call_others (self))
    {
      do_paperwork (self, &problem);
      note_problem (&first, &problem);
    }
  if (self->post != NULL && !self->is_refused)
    {
      try_questions (self, &first);
      jly_member_send (self->member, &problem);
      note_problem (&first, &problem);
      call_others (self);
    }
  bytes = count_bytes (self->member->dir);
  g_mutex_lock (&self->mutex);
  self->bytes = bytes;
  g_mutex_unlock (&self->mutex);
  if (first != NULL)
    g_propagate_error (error, first);
  return self->roster != NULL ? find_pause (self) : LONGEST_PAUSE;
}

void
jly_service_work_ask_to_stop (JlyServiceWork *self)
{
  g_atomic_int_set (&self->is_stopping, 1);
}

void
jly_service_work_call (JlyServiceWork *self, const guint8 hash[32])
{
  jly_service_calls_add (self->calls, hash, g_get_monotonic_time ());
}

gboolean
jly_service_work_ask_to_close (JlyServiceWork *self, const char *const *without, GError **error)
{
  return jly_service_closing_ask (self->closing, without, g_get_monotonic_time (), error);
}

gboolean
jly_service_work_is_computing (JlyServiceWork *self)
{
  return g_atomic_int_get (&self->is_computing) != 0;
}

gboolean
jly_service_work_has_room (JlyServiceWork *self, GError **error)
{
  const JlyErrorDetail detail
      = { .step = "letters", .next = _ ("Ask the operator of the computing party for more room.") };
  gboolean ok;

  g_mutex_lock (&self->mutex);
  ok = self->bytes <= self->shared->config->max_bytes;
  g_mutex_unlock (&self->mutex);
  return ok
         || jly_fail (error, JLY_ERROR_REFUSED, &detail,
                      _ ("This study takes more room than its computing party gives it."));
}

guint64
jly_service_work_get_room (JlyServiceWork *self)
{
  guint64 most = self->shared->config->max_bytes, room;

  most -= most / 8;
  g_mutex_lock (&self->mutex);
  room = most > self->bytes ? most - self->bytes : 0;
  g_mutex_unlock (&self->mutex);
  return room;
}

void
jly_service_work_add_bytes (JlyServiceWork *self, gint64 grown)
{
  g_mutex_lock (&self->mutex);
  self->bytes = grown < 0 && self->bytes < (guint64)-grown ? 0 : self->bytes + (guint64)grown;
  g_mutex_unlock (&self->mutex);
}

void
jly_service_work_note_call (JlyServiceWork *self, guint member, gboolean ok)
{
  g_mutex_lock (&self->mutex);
  if (ok && member < self->n_peers)
    self->peers[member].last_seen = g_get_real_time () / G_USEC_PER_SEC;
  g_mutex_unlock (&self->mutex);
}

gboolean
jly_service_work_refuse (JlyServiceWork *self, GError **error)
{
  g_autofree char *path = build_refused_path (self);

  if (!g_file_set_contents_full (
          path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    {
      jly_error_adopt (error, JLY_ERROR_IO, NULL);
      return FALSE;
    }
  g_mutex_lock (&self->mutex);
  self->is_refused = TRUE;
  g_mutex_unlock (&self->mutex);
  return TRUE;
}
