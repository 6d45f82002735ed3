/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-study.h. The member belongs to the thread alone; what others need of it (the
 * roster, what the operator sees) is copied out under the mutex. */
#include "config.h"

#include "service/jly-service-study.h"

#include "base/jly-error.h"
#include "party/jly-call.h"
#include "party/jly-folder.h"
#include "party/jly-json.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"
#include "service/jly-service-backoff.h"
#include "service/jly-service-work.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

/* Milliseconds since the last look, and how many times as long as it took. */
#define REST 19
#define MOST_REST 2000u
#define FIGURES_REST 99
#define MOST_FIGURES_REST 10000u
#define LEAST_FIGURES_REST 2000u
#define RECEIPT_WAIT                                                                               \
  (2 * G_TIME_SPAN_SECOND) /* how long who brings figures stays for its receipt */

struct _JlyServiceStudy
{
  JlyServiceShared *shared;
  char *dir;
  char *id;
  JlyMember *member;
  JlyServiceWork *work;
  GThread *thread;
  GCancellable *cancellable;

  GMutex mutex;
  GCond cond;
  gboolean is_poked, has_figures, is_stopping;
  GQueue bringing;       /* Bringing*: figures that are to be taken at once; owned */
  gint64 rested;         /* news wait until then, */
  gint64 figures_rested; /* and figures until then */
  char *noted;           /* the last look’s problem; the thread’s own */
  JlyServiceRoster *roster;
  char *seen; /* JSON: what the operator is shown */
};

/* Somebody whose letters with figures are in the inbox, and who waits for the receipt. */
typedef struct
{
  guint8 sender[32];
  gboolean is_done; /* guarded by the study's mutex */
} Bringing;

static void
set_roster (JlyServiceStudy *self, JlyServiceRoster *roster)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->roster, jly_service_roster_unref);
  self->roster = roster;
  g_mutex_unlock (&self->mutex);
}

static void
set_seen (JlyServiceStudy *self)
{
  char *seen = jly_json_print (jly_service_work_describe (self->work), FALSE);

  g_mutex_lock (&self->mutex);
  g_free (self->seen);
  self->seen = seen;
  g_mutex_unlock (&self->mutex);
}

JlyServiceStudy *
jly_service_study_open (JlyServiceShared *shared, const char *dir, GError **error)
{
  g_autoptr (JlyServiceStudy) self = g_new0 (JlyServiceStudy, 1);
  g_autofree char *id = g_path_get_basename (dir);
  JlyServiceRoster *roster;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->bringing);
  self->shared = shared;
  self->dir = g_strdup (dir);
  self->cancellable = g_cancellable_new ();
  self->member = jly_member_open (dir, NULL, id, jly_identity_copy (shared->identity),
                                  g_get_real_time () / G_USEC_PER_SEC, error);
  roster = self->member != NULL ? jly_service_roster_new (self->member, error) : NULL;
  if (roster == NULL)
    return NULL;
  self->id = g_steal_pointer (&id);
  set_roster (self, roster);
  self->work = jly_service_work_new (shared, self->member, self->cancellable,
                                     (JlyServiceTurnsWake)jly_service_study_poke, self);
  set_seen (self);
  return g_steal_pointer (&self);
}

/* What stays wrong is said once, and not at each look. */
static void
note_problem (JlyServiceStudy *self, const GError *error)
{
  const char *problem = error != NULL ? error->message : NULL;

  if (problem != NULL && g_strcmp0 (problem, self->noted) != 0)
    g_message ("study %s: %s", self->id, problem);
  g_free (self->noted);
  self->noted = g_strdup (problem);
}

/* One look; returns after how many milliseconds to look again by itself. */
static guint
look (JlyServiceStudy *self)
{
  g_autoptr (GError) error = NULL;
  JlyServiceRoster *roster;
  guint pause = jly_service_work_look (self->work, &error);

  note_problem (self, error);
  roster = jly_service_roster_new (self->member, NULL);
  if (roster != NULL)
    set_roster (self, roster);
  set_seen (self);
  return pause;
}

/* What one party brought: a fraction of a look, since nothing else is read again for it. */
static void
take_figures (JlyServiceStudy *self, const guint8 sender[32])
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;

  if (!jly_member_take_figures (self->member, sender, g_get_real_time () / G_USEC_PER_SEC, &is_new,
                                &error))
    g_message ("study %s: %s", self->id, error->message);
  if (is_new)
    jly_service_study_poke (self);
}

/* With the mutex held, which is given up meanwhile. */
static void
take_all_figures (JlyServiceStudy *self)
{
  /* Those that are here now: a look that is due comes before the next. */
  for (guint n = self->bringing.length; n > 0 && !self->is_stopping; n--)
    {
      Bringing *bringing = g_queue_pop_head (&self->bringing);

      g_mutex_unlock (&self->mutex);
      take_figures (self, bringing->sender);
      g_mutex_lock (&self->mutex);
      bringing->is_done = TRUE;
      g_atomic_rc_box_release (bringing);
      g_cond_broadcast (&self->cond);
    }
}

/* With the mutex held. */
static gint64
get_next_look (const JlyServiceStudy *self, gint64 by_itself)
{
  gint64 next = self->is_poked ? MIN (by_itself, self->rested) : by_itself;

  return self->has_figures ? MIN (next, self->figures_rested) : next;
}

static gboolean
wait_for_news (JlyServiceStudy *self, guint pause)
{
  gint64 by_itself = g_get_monotonic_time () + (gint64)pause * G_TIME_SPAN_MILLISECOND;
  gboolean goes_on;

  g_mutex_lock (&self->mutex);
  take_all_figures (self);
  while (!self->is_stopping && g_get_monotonic_time () < get_next_look (self, by_itself))
    {
      if (g_queue_is_empty (&self->bringing))
        g_cond_wait_until (&self->cond, &self->mutex, get_next_look (self, by_itself));
      take_all_figures (self);
    }
  self->is_poked = self->has_figures = FALSE;
  goes_on = !self->is_stopping;
  g_mutex_unlock (&self->mutex);
  return goes_on;
}

/* A look reads all that is kept of the study, whether one letter came or fifty: while many hand in
 * at the same time it is not made for each of them. */
static gpointer
study_worker (gpointer data)
{
  JlyServiceStudy *self = data;
  guint pause = 0;

  while (wait_for_news (self, pause))
    {
      gint64 start = g_get_monotonic_time (), end;

      pause = look (self);
      end = g_get_monotonic_time ();
      self->rested = jly_service_backoff_rest (start, end, REST, MOST_REST);
      self->figures_rested
          = MAX (end + LEAST_FIGURES_REST * G_TIME_SPAN_MILLISECOND,
                 jly_service_backoff_rest (start, end, FIGURES_REST, MOST_FIGURES_REST));
    }
  return NULL;
}

void
jly_service_study_start (JlyServiceStudy *self)
{
  self->thread = g_thread_new ("study", study_worker, self);
}

void
jly_service_study_ask_to_stop (JlyServiceStudy *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  jly_service_work_ask_to_stop (self->work);
}

void
jly_service_study_cut (JlyServiceStudy *self)
{
  g_cancellable_cancel (self->cancellable);
}

gboolean
jly_service_study_is_busy (JlyServiceStudy *self)
{
  return jly_service_work_is_computing (self->work);
}

void
jly_service_study_free (JlyServiceStudy *self)
{
  if (self == NULL)
    return;
  if (self->thread != NULL)
    {
      jly_service_study_ask_to_stop (self);
      g_thread_join (self->thread);
    }
  g_clear_pointer (&self->work, jly_service_work_free);
  g_clear_pointer (&self->member, jly_member_free);
  g_clear_pointer (&self->roster, jly_service_roster_unref);
  g_free (self->seen);
  g_free (self->noted);
  g_queue_clear_full (&self->bringing, g_atomic_rc_box_release);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->dir);
  g_free (self->id);
  g_free (self);
}

const char *
jly_service_study_get_id (const JlyServiceStudy *self)
{
  return self->id;
}

const char *
jly_service_study_get_dir (const JlyServiceStudy *self)
{
  return self->dir;
}

void
jly_service_study_poke (JlyServiceStudy *self)
{
  g_mutex_lock (&self->mutex);
  self->is_poked = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

gboolean
jly_service_study_call (JlyServiceStudy *self, const guint8 link[32], const guint8 hash[32])
{
  g_autoptr (JlyServiceRoster) roster = jly_service_study_get_roster (self);
  gint place = jly_service_roster_find (roster, link);

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    if (place >= 0 && roster->miners[i] == (guint)place)
      {
        jly_service_work_call (self->work, hash);
        jly_service_study_poke (self);
        return TRUE;
      }
  return FALSE;
}

/* Figures, and receipts of the other computing parties, are in no hurry. */
static void
poke_for (JlyServiceStudy *self, const JlyPostReport *report)
{
  gboolean is_urgent = FALSE;

  for (guint i = 0; i < report->taken->len; i++)
    {
      guint kind = ((const JlyPostCount *)report->taken->pdata[i])->kind;

      is_urgent = is_urgent || (kind != JLY_POST_PIECE && kind != JLY_POST_RECEIPT);
    }
  if (is_urgent)
    jly_service_study_poke (self);
  else if (report->taken->len > 0)
    {
      g_mutex_lock (&self->mutex);
      self->has_figures = TRUE;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->mutex);
    }
}

/* A member at the other end of a link. */
typedef struct
{
  JlyServiceStudy *study;
  const JlyServiceRoster *roster;
  guint member;
  guint64 n_counted; /* bytes of its letters, as room that they take */
} Caller;

/* Whoever goes on and on within one call finds the room filled as one does who calls again. */
static gboolean
count_room (Caller *caller, const JlyPostReport *report, GError **error)
{
  JlyServiceWork *work = caller->study->work;

  jly_service_work_add_bytes (work, (gint64)(report->n_bytes - caller->n_counted));
  caller->n_counted = report->n_bytes;
  return jly_service_work_has_room (work, error);
}

/* Figures get their receipt while who brought them is still there: whoever hands in then calls
 * once, and not again and again until somebody has looked. A study that is busy longer sends it
 * along the next time. */
static gboolean
settle_cb (const JlyPostReport *report, gpointer user_data, GError **error)
{
  Caller *caller = user_data;
  JlyServiceStudy *self = caller->study;
  gint64 until = g_get_monotonic_time () + RECEIPT_WAIT;
  Bringing *bringing;
  gboolean has_figures = FALSE;

  for (guint i = 0; i < report->taken->len; i++)
    has_figures
        = has_figures || ((const JlyPostCount *)report->taken->pdata[i])->kind == JLY_POST_PIECE;
  if (!count_room (caller, report, error))
    return FALSE;
  if (!has_figures)
    return TRUE;
  bringing = g_atomic_rc_box_new0 (Bringing);
  memcpy (bringing->sender, jly_address_book_get (caller->roster->book, caller->member)->identity,
          sizeof bringing->sender);
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->bringing, g_atomic_rc_box_acquire (bringing));
  g_cond_broadcast (&self->cond);
  while (!bringing->is_done && !self->is_stopping
         && g_cond_wait_until (&self->cond, &self->mutex, until))
    ;
  g_mutex_unlock (&self->mutex);
  g_atomic_rc_box_release (bringing);
  return TRUE;
}

JlyServiceRoster *
jly_service_study_get_roster (JlyServiceStudy *self)
{
  JlyServiceRoster *roster;

  g_mutex_lock (&self->mutex);
  roster = jly_service_roster_ref (self->roster);
  g_mutex_unlock (&self->mutex);
  return roster;
}

gboolean
jly_service_study_knows (JlyServiceStudy *self, const guint8 link[32])
{
  g_autoptr (JlyServiceRoster) roster = jly_service_study_get_roster (self);
  gint place = jly_service_roster_find (roster, link);

  return place >= 0 && (guint)place != roster->own;
}

gboolean
jly_service_study_answer (JlyServiceStudy *self, JlyLink *link, GError **error)
{
  g_autoptr (JlyServiceRoster) roster = jly_service_study_get_roster (self);
  gint place = jly_service_roster_find (roster, jly_link_get_peer_key (link));
  guint member = (guint)MAX (place, 0);
  g_autoptr (JlyPost) post
      = jly_post_new (self->member->store, self->shared->identity, roster->book, error);
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autofree char *mail = g_build_filename (self->dir, "mail", NULL);
  Caller caller = { self, roster, member, 0 };
  JlyCallAnswer answer = {
    .store = self->member->store,
    .post = post,
    .member = member,
    .mail = mail,
    .room = jly_service_work_get_room (self->work),
    .settle = settle_cb,
    .user_data = &caller,
  };
  gboolean ok;

  if (post == NULL)
    return FALSE;
  /* The book may be a newer one than at the greeting. */
  if (place < 0 || member == roster->own)
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  if (!jly_service_work_has_room (self->work, error))
    return FALSE;
  ok = jly_call_answer (&answer, link, report, error);
  jly_service_work_add_bytes (self->work, answer.grown);
  jly_service_work_note_call (self->work, member, ok);
  poke_for (self, report);
  return ok;
}

gboolean
jly_service_study_refuse (JlyServiceStudy *self, GError **error)
{
  gboolean ok = jly_service_work_refuse (self->work, error);

  jly_service_study_poke (self);
  return ok;
}

gboolean
jly_service_study_close_set (JlyServiceStudy *self, const char *const *without, GError **error)
{
  g_autoptr (JlyServiceRoster) roster = jly_service_study_get_roster (self);
  const JlyErrorDetail detail = { .next = _ ("Compare it with the names of its parties.") };

  for (guint i = 0; without != NULL && without[i] != NULL; i++)
    if (!jly_service_roster_has (roster, without[i]))
      return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("“%s” is no party of this study."),
                       without[i]);
  if (!jly_service_work_ask_to_close (self->work, without, error))
    return FALSE;
  jly_service_study_poke (self);
  return TRUE;
}

JsonObject *
jly_service_study_describe (JlyServiceStudy *self)
{
  g_autofree char *seen = NULL;

  g_mutex_lock (&self->mutex);
  seen = g_strdup (self->seen);
  g_mutex_unlock (&self->mutex);
  return jly_json_parse (seen, NULL);
}
