/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-work.h: calls at the two other computing parties. */
#include "config.h"

#include "service/jly-service-work-private.h"

#include "party/jly-call.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"

#include <sodium.h>

#define N JLY_STUDY_MINERS
#define CALL_TIMEOUT 10000u /* milliseconds */
/* Milliseconds after a call that another one for receipts alone waits. */
#define RECEIPTS_WAIT 2000u
#define LETTERS_BYTES (1u << 20)

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

  self->peers[place].has_address = address != NULL;
  if (address == NULL)
    return FALSE;
  ok = jly_call_run (&call, report, &round_trip, self->cancellable, &problem);
  set_peer (self, place, ok, round_trip, problem);
  self->peers[place].rested
      = jly_service_backoff_rest (start, g_get_monotonic_time (), 19, RECEIPTS_WAIT);
  return report->taken->len > 0;
}

/* The others of the three, when their time has come or there is something for them. */
gboolean
jly_service_work_call_others (JlyServiceWork *self)
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

gint64
jly_service_work_find_call_due (JlyServiceWork *self)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < N; i++)
    {
      guint place = self->roster->miners[i];

      if (place == self->roster->own || !self->peers[place].has_address)
        continue;
      next = MIN (next, self->peers[place].backoff.next);
      if (self->peers[place].backoff.n_failed == 0)
        next = MIN (next, find_letters_due (self, place));
    }
  return next;
}
