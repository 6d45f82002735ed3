/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-door.h. The mutex guards the counters and the strangers; nothing slow happens
 * under it. */
#include "config.h"

#include "service/jly-service-door.h"

#include "base/jly-error.h"
#include "party/jly-frames.h"
#include "party/jly-call.h"
#include "party/jly-probe.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define STRANGER_TIMEOUT 10000u /* milliseconds, and for each wait of letters afterwards */
#define MEET_TIME (15 * G_TIME_SPAN_SECOND)
#define MAX_OFFER (2u << 20)

struct _JlyServiceDoor
{
  JlyService *service;
  JlyListener *listener;
  GCancellable *cancellable;
  GThread *acceptor;
  GMutex mutex;
  GCond cond;
  guint n_callers;
  GQueue strangers; /* Caller*, the oldest first */
};

typedef struct
{
  JlyServiceDoor *door;
  int fd;
  int own_fd;             /* the same connection, ours to cut while the caller is a stranger */
  JlyServiceStudy *study; /* that knows the caller; to be released */
} Caller;

/* With the mutex held. */
static void
cut_oldest (JlyServiceDoor *self)
{
  Caller *oldest = g_queue_pop_head (&self->strangers);

  if (oldest != NULL)
    shutdown (oldest->own_fd, SHUT_RDWR);
}

static gboolean
fail_stranger (GError **error)
{
  const JlyErrorDetail detail = { .step = "connecting" };

  return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                   _ ("A caller that no study knows was turned away."));
}

static gboolean
admit_member (Caller *caller, const guint8 key[32], const JlyHello *hello, GError **error)
{
  JlyService *service = caller->door->service;
  JlyServiceStudy *study = jly_service_find (service, hello->study);

  if (study == NULL)
    return fail_stranger (error);
  if (!jly_service_study_knows (study, key))
    {
      jly_service_release (service, study);
      return fail_stranger (error);
    }
  caller->study = study;
  return TRUE;
}

static gboolean
admit (const guint8 peer_key[32], const JlyHello *hello, gpointer user_data, GError **error)
{
  Caller *caller = user_data;
  JlyServiceDoor *self = caller->door;
  gboolean is_there;

  g_mutex_lock (&self->mutex);
  is_there = g_queue_remove (&self->strangers, caller);
  g_mutex_unlock (&self->mutex);
  if (!is_there)
    return fail_stranger (error);
  switch (hello->role)
    {
    case JLY_LINK_ROLE_POST:
    case JLY_LINK_ROLE_PROBE:
      return admit_member (caller, peer_key, hello, error);
    case JLY_LINK_ROLE_OFFER:
      return admit_member (caller, peer_key, hello, NULL)
             || jly_service_passes_count (jly_service_get_passes (self->service),
                                          g_get_real_time () / G_USEC_PER_SEC)
                    > 0
             || fail_stranger (error);
    case JLY_LINK_ROLE_MINER:
      return (jly_service_call (self->service, peer_key, hello->study)
              && jly_service_meeting_is_expected (
                  jly_service_get_meeting (self->service), hello->study, peer_key,
                  g_get_monotonic_time () + MEET_TIME, self->cancellable))
             || fail_stranger (error);
    default:
      return fail_stranger (error);
    }
}

static gboolean
take_offer (Caller *caller, JlyLink *link, GError **error)
{
  g_autoptr (GBytes) offer = jly_link_receive (link, JLY_FRAME_OFFER_STUDY, MAX_OFFER, error);

  if (offer == NULL
      || !jly_service_take_offer (caller->door->service, jly_link_get_peer_key (link), offer, error)
      || !jly_link_send (link, JLY_FRAME_OFFER_TAKEN, NULL, 0, error))
    return FALSE;
  return caller->study != NULL
         || admit_member (caller, jly_link_get_peer_key (link), jly_link_get_peer_hello (link),
                          error);
}

/* Takes link. */
static gboolean
serve (Caller *caller, JlyLink *link, GError **error)
{
  const JlyHello *hello = jly_link_get_peer_hello (link);
  g_autoptr (JlyLink) own = link;
  gboolean ok;

  if (hello->role == JLY_LINK_ROLE_MINER)
    {
      jly_link_set_timeout (link, JLY_MINER_TIMEOUT);
      if (!jly_service_meeting_bring (jly_service_get_meeting (caller->door->service), hello->study,
                                      link))
        return fail_stranger (error);
      g_steal_pointer (&own);
      return TRUE;
    }
  if (hello->role == JLY_LINK_ROLE_PROBE)
    return jly_probe_answer (link, error);
  ok = (hello->role != JLY_LINK_ROLE_OFFER || take_offer (caller, link, error))
       && jly_service_study_answer (caller->study, link, error);
  if (!ok && error != NULL && *error != NULL)
    jly_link_send_error (link, *error);
  return ok;
}

/* The caller is gone, or there was no thread for it. */
static void
end_caller (Caller *caller)
{
  JlyServiceDoor *self = caller->door;

  g_mutex_lock (&self->mutex);
  g_queue_remove (&self->strangers, caller);
  self->n_callers--;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  close (caller->own_fd);
  g_free (caller);
}

static gpointer
caller_worker (gpointer data)
{
  Caller *caller = data;
  JlyServiceDoor *self = caller->door;
  g_autoptr (GError) error = NULL;
  JlyLink *link;
  guint8 seed[32];

  jly_identity_get_link_seed (jly_service_get_identity (self->service), seed);
  link = jly_link_accept (caller->fd, seed, NULL, admit, caller, STRANGER_TIMEOUT,
                          self->cancellable, &error);
  sodium_memzero (seed, sizeof seed);
  if (link != NULL)
    serve (caller, link, &error);
  if (error != NULL)
    g_debug ("A caller: %s", error->message);
  if (caller->study != NULL)
    jly_service_release (self->service, caller->study);
  end_caller (caller);
  return NULL;
}

/* Waits until there is room, which there is soon: strangers are cut. */
static void
start_caller (JlyServiceDoor *self, int fd)
{
  Caller *caller = g_new0 (Caller, 1);
  g_autoptr (GError) error = NULL;
  GThread *thread;

  caller->door = self;
  caller->fd = fd;
  caller->own_fd = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  g_mutex_lock (&self->mutex);
  while (self->n_callers >= jly_service_get_config (self->service)->max_connections
         && !g_cancellable_is_cancelled (self->cancellable))
    {
      cut_oldest (self);
      g_cond_wait_until (&self->cond, &self->mutex,
                         g_get_monotonic_time () + 100 * G_TIME_SPAN_MILLISECOND);
    }
  self->n_callers++;
  g_queue_push_tail (&self->strangers, caller);
  g_mutex_unlock (&self->mutex);
  thread = g_thread_try_new ("caller", caller_worker, caller, &error);
  if (thread != NULL)
    {
      g_thread_unref (thread);
      return;
    }
  /* The computer has no room for more: who calls tries again, and those who are here go on. */
  g_message ("%s", error->message);
  close (fd);
  end_caller (caller);
}

static gpointer
door_worker (gpointer data)
{
  JlyServiceDoor *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) error = NULL;
      int fd = jly_listener_accept (self->listener, self->cancellable, &error);

      if (fd >= 0)
        start_caller (self, fd);
      else if (!g_error_matches (error, JLY_ERROR, JLY_ERROR_CANCELLED))
        {
          /* Too many open files, mostly: others must end first. */
          g_message ("%s", error->message);
          g_usleep (100 * G_TIME_SPAN_MILLISECOND);
        }
    }
  return NULL;
}

JlyServiceDoor *
jly_service_door_open (JlyService *service, GError **error)
{
  const JlyServiceConfig *config = jly_service_get_config (service);
  JlyListener *listener = jly_listener_new (config->host, config->port, error);
  JlyServiceDoor *self;

  if (listener == NULL)
    return NULL;
  self = g_new0 (JlyServiceDoor, 1);
  self->service = service;
  self->listener = listener;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->strangers);
  self->acceptor = g_thread_new ("door", door_worker, self);
  return self;
}

void
jly_service_door_close (JlyServiceDoor *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->acceptor);
  g_mutex_lock (&self->mutex);
  while (self->n_callers > 0)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  jly_listener_free (self->listener);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

guint
jly_service_door_count (JlyServiceDoor *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->n_callers;
  g_mutex_unlock (&self->mutex);
  return n;
}
