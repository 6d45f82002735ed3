/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-meeting.h. A stop is looked for every PAUSE, so that nothing has to wake the
 * waiting. */
#include "config.h"

#include "service/jly-service-meeting.h"

#include <sodium.h>
#include <string.h>

#define PAUSE (100 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  guint8 link[32];
  JlyLink *brought;
} Place;

struct _JlyServiceMeeting
{
  GMutex mutex;
  GCond cond;
  GHashTable *places; /* study hash as GBytes -> Place */
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_clear_pointer (&place->brought, jly_link_free);
  g_free (place);
}

JlyServiceMeeting *
jly_service_meeting_new (void)
{
  JlyServiceMeeting *self = g_new0 (JlyServiceMeeting, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->places = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                        place_free);
  return self;
}

void
jly_service_meeting_free (JlyServiceMeeting *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->places);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/* With the mutex held. */
static Place *
find (JlyServiceMeeting *self, const guint8 study[32])
{
  g_autoptr (GBytes) key = g_bytes_new_static (study, 32);

  return g_hash_table_lookup (self->places, key);
}

/* One step of waiting, with the mutex held; FALSE when it is over. */
static gboolean
wait_on (JlyServiceMeeting *self, gint64 deadline, GCancellable *cancellable)
{
  gint64 now = g_get_monotonic_time ();

  if (now >= deadline || g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_cond_wait_until (&self->cond, &self->mutex, MIN (deadline, now + PAUSE));
  return TRUE;
}

void
jly_service_meeting_expect (JlyServiceMeeting *self, const guint8 study[32], const guint8 link[32])
{
  Place *place = g_new0 (Place, 1);

  memcpy (place->link, link, sizeof place->link);
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->places, g_bytes_new (study, 32), place);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

void
jly_service_meeting_forget (JlyServiceMeeting *self, const guint8 study[32])
{
  g_autoptr (GBytes) key = g_bytes_new_static (study, 32);

  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->places, key);
  g_mutex_unlock (&self->mutex);
}

gboolean
jly_service_meeting_is_expected (JlyServiceMeeting *self,
                                 const guint8 study[32],
                                 const guint8 link[32],
                                 gint64 deadline,
                                 GCancellable *cancellable)
{
  const Place *place;
  gboolean ok;

  g_mutex_lock (&self->mutex);
  while ((place = find (self, study)) == NULL && wait_on (self, deadline, cancellable))
    continue;
  ok = place != NULL && sodium_memcmp (place->link, link, sizeof place->link) == 0;
  g_mutex_unlock (&self->mutex);
  return ok;
}

gboolean
jly_service_meeting_bring (JlyServiceMeeting *self, const guint8 study[32], JlyLink *link)
{
  Place *place;

  g_mutex_lock (&self->mutex);
  place = find (self, study);
  if (place != NULL)
    {
      /* The same party calls once more because its first call broke. */
      g_clear_pointer (&place->brought, jly_link_free);
      place->brought = link;
      g_cond_broadcast (&self->cond);
    }
  g_mutex_unlock (&self->mutex);
  return place != NULL;
}

JlyLink *
jly_service_meeting_wait (JlyServiceMeeting *self,
                          const guint8 study[32],
                          gint64 deadline,
                          GCancellable *cancellable)
{
  JlyLink *link = NULL;
  Place *place;

  g_mutex_lock (&self->mutex);
  while ((place = find (self, study)) != NULL && place->brought == NULL
         && wait_on (self, deadline, cancellable))
    continue;
  place = find (self, study);
  if (place != NULL)
    link = g_steal_pointer (&place->brought);
  g_mutex_unlock (&self->mutex);
  return link;
}
