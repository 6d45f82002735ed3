/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-work.h. */
#include "config.h"

#include "service/jly-service-work-private.h"

#include "base/jly-error.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>

#define LONGEST_PAUSE 60000u /* milliseconds between two looks, */
#define LEAST_PAUSE 100u     /* and whatever is due, */
#define PAUSE_AFTER_TROUBLE 500u
#define DAY 86400
/* For letters in a study that is over: notes that figures were erased, and no piece of an upload.
 */
#define ROOM_WHEN_OVER (16u << 10)

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
  self->calls = jly_service_calls_new (JLY_SERVICE_MEET_TIME);
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
void
jly_service_work_note_problem (GError **first, GError **problem)
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

/* The last set, as text: empty if there is none yet. */
static char *
name_set (JlyServiceWork *self)
{
  guint8 root[JLY_HASH_BYTES];
  char hex[2 * JLY_HASH_BYTES + 1] = "";
  guint n;

  if (jly_member_get_inputs (self->member, root, &n, NULL))
    sodium_bin2hex (hex, sizeof hex, root, sizeof root);
  return g_strdup (hex);
}

/* A disk that is full now may have room at the next look. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, JLY_ERROR, JLY_ERROR_IO)
         || g_error_matches (error, JLY_ERROR, JLY_ERROR_SYSTEM);
}

/* Once asked to, as soon as all that was handed in before counts. */
static gboolean
close_set (JlyServiceWork *self, GError **error)
{
  g_autofree char *last = NULL;
  g_auto (GStrv) without = NULL;
  g_autoptr (GError) problem = NULL;
  gint64 now = g_get_monotonic_time ();
  guint64 wish;
  guint n_coming;
  gboolean is_done, ok;

  if (is_set_due (self) && !jly_service_closing_ask (self->closing, NULL, now, error))
    return FALSE;
  wish = jly_service_closing_get_wish (self->closing, &without);
  if (wish == 0)
    return TRUE;
  n_coming = jly_member_count_coming (self->member, (const char *const *)without);
  if (!jly_service_closing_is_due (self->closing, n_coming, now))
    return TRUE;
  last = name_set (self);
  if (!jly_service_closing_begin (self->closing, wish, last, &is_done, error))
    return FALSE;
  if (!is_done)
    jly_member_freeze (self->member, (const char *const *)without, &problem);
  if (!is_passing (problem))
    jly_service_closing_forget (self->closing, wish);
  ok = problem == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&problem));
  return ok;
}

/* A service runs for months, and the days of a study end meanwhile. Once a day, since the log is
 * read for it. */
static gboolean
erase_due (JlyServiceWork *self, GError **error)
{
  gint64 today = self->member->now / DAY;

  g_mutex_lock (&self->mutex);
  self->is_over = jly_member_is_over (self->member);
  g_mutex_unlock (&self->mutex);
  if (today == self->erased_on)
    return TRUE;
  if (!jly_member_erase_expired (self->member, error))
    return FALSE;
  self->erased_on = today;
  return TRUE;
}

/* Letters in, decisions, letters out. */
static gboolean
do_paperwork (JlyServiceWork *self, GError **error)
{
  JlyMember *member = self->member;

  member->now = g_get_real_time () / G_USEC_PER_SEC;
  if (!jly_member_sync (member, error) || !erase_due (self, error)
      || !jly_member_finish (member, error) || !open_post (self, error))
    return FALSE;
  return self->is_refused
         || (tell_address (self, error) && sign_if_wanted (self, error) && close_set (self, error));
}

/* Milliseconds until something is due by itself. */
static guint
find_pause (JlyServiceWork *self)
{
  gint64 now = g_get_monotonic_time (), next = G_MAXINT64;
  gint64 closes = jly_service_closing_get_latest (self->closing);

  if (self->roster == NULL)
    return LONGEST_PAUSE;
  /* One that could not be closed then is tried again at the next look. */
  next = MIN (next, closes > now ? closes : next);
  next = MIN (next, jly_service_work_find_call_due (self));
  next = MIN (next, self->is_refused ? next : jly_service_work_find_trial_due (self));
  return jly_service_backoff_pause (now, next, LEAST_PAUSE, LONGEST_PAUSE);
}

guint
jly_service_work_look (JlyServiceWork *self, GError **error)
{
  GError *first = NULL, *problem = NULL;
  gboolean has_more = FALSE; /* letters that came with the last calls */
  guint64 bytes;

  do_paperwork (self, &problem);
  jly_service_work_note_problem (&first, &problem);
  if (self->post != NULL && jly_service_work_call_others (self))
    {
      do_paperwork (self, &problem);
      jly_service_work_note_problem (&first, &problem);
    }
  if (self->post != NULL && !self->is_refused)
    {
      jly_service_work_try_questions (self, &first);
      jly_member_send (self->member, &problem);
      jly_service_work_note_problem (&first, &problem);
      has_more = jly_service_work_call_others (self);
    }
  jly_service_turns_pass_on (self->shared->turns, self->shared->config->max_runs);
  bytes = count_bytes (self->member->dir);
  g_mutex_lock (&self->mutex);
  self->bytes = bytes;
  g_mutex_unlock (&self->mutex);
  if (first != NULL)
    {
      g_propagate_error (error, first);
      return MAX (find_pause (self), PAUSE_AFTER_TROUBLE);
    }
  return has_more ? LEAST_PAUSE : find_pause (self);
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
  const JlyErrorDetail detail = { .next = _ ("Its figures are taken no more.") };
  gboolean is_refused;

  g_mutex_lock (&self->mutex);
  is_refused = self->is_refused;
  g_mutex_unlock (&self->mutex);
  if (is_refused)
    return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("You have refused this study."));
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
  if (self->is_over)
    room = MIN (room, ROOM_WHEN_OVER);
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
  jly_service_closing_forget (self->closing, G_MAXUINT64);
  return TRUE;
}
