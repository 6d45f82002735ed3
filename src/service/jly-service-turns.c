/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-turns.h. Who is woken leaves the queue, and comes back to it if the turn went to
 * somebody else. */
#include "config.h"

#include "service/jly-service-turns.h"

#include <string.h>

typedef struct
{
  const char *id;
  gpointer study;
  JlyServiceTurnsWake wake;
  GCancellable *meeting; /* of one that has its turn and waits for its partners; else NULL */
} Turn;

struct _JlyServiceTurns
{
  GMutex mutex;
  GArray *running, *waiting; /* of Turn */
};

JlyServiceTurns *
jly_service_turns_new (void)
{
  JlyServiceTurns *self = g_new0 (JlyServiceTurns, 1);

  g_mutex_init (&self->mutex);
  self->running = g_array_new (FALSE, FALSE, sizeof (Turn));
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Turn));
  return self;
}

void
jly_service_turns_free (JlyServiceTurns *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->running);
  g_array_unref (self->waiting);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* All below with the mutex held. */

static gint
find (const GArray *turns, gconstpointer study)
{
  for (guint i = 0; i < turns->len; i++)
    if (g_array_index (turns, Turn, i).study == study)
      return (gint)i;
  return -1;
}

static void
take_out (GArray *turns, gconstpointer study)
{
  gint at = find (turns, study);

  if (at >= 0)
    g_array_remove_index_fast (turns, (guint)at);
}

static void
wake_first (JlyServiceTurns *self)
{
  const Turn *first = NULL;
  Turn woken;

  for (guint i = 0; i < self->waiting->len; i++)
    {
      const Turn *turn = &g_array_index (self->waiting, Turn, i);

      if (first == NULL || strcmp (turn->id, first->id) < 0)
        first = turn;
    }
  if (first == NULL)
    return;
  woken = *first;
  take_out (self->waiting, woken.study);
  woken.wake (woken.study);
}

/* Of those that only wait for their partners, the last in the order makes room, if it comes after
 * id. */
static void
ask_for_room (JlyServiceTurns *self, const char *id)
{
  const Turn *last = NULL;

  for (guint i = 0; i < self->running->len; i++)
    {
      const Turn *turn = &g_array_index (self->running, Turn, i);

      if (turn->meeting != NULL && strcmp (turn->id, last != NULL ? last->id : id) > 0)
        last = turn;
    }
  if (last != NULL)
    g_cancellable_cancel (last->meeting);
}

gboolean
jly_service_turns_take (JlyServiceTurns *self,
                        const char *id,
                        gpointer study,
                        JlyServiceTurnsWake wake,
                        guint most,
                        GCancellable *meeting)
{
  const Turn turn = { id, study, wake, meeting };
  gboolean has_room;

  g_mutex_lock (&self->mutex);
  g_assert (find (self->running, study) < 0);
  take_out (self->waiting, study);
  has_room = self->running->len < most;
  g_array_append_val (has_room ? self->running : self->waiting, turn);
  if (!has_room)
    ask_for_room (self, id);
  g_mutex_unlock (&self->mutex);
  return has_room;
}

gboolean
jly_service_turns_met (JlyServiceTurns *self, gpointer study)
{
  gboolean is_free;
  gint at;

  g_mutex_lock (&self->mutex);
  at = find (self->running, study);
  is_free
      = at >= 0 && !g_cancellable_is_cancelled (g_array_index (self->running, Turn, at).meeting);
  if (is_free)
    g_array_index (self->running, Turn, at).meeting = NULL;
  g_mutex_unlock (&self->mutex);
  return is_free;
}

void
jly_service_turns_give_back (JlyServiceTurns *self, gpointer study)
{
  g_mutex_lock (&self->mutex);
  take_out (self->running, study);
  wake_first (self);
  g_mutex_unlock (&self->mutex);
}

void
jly_service_turns_pass_on (JlyServiceTurns *self, guint most)
{
  g_mutex_lock (&self->mutex);
  if (self->running->len < most)
    wake_first (self);
  g_mutex_unlock (&self->mutex);
}

void
jly_service_turns_forget (JlyServiceTurns *self, gpointer study)
{
  gboolean is_waiting;

  g_mutex_lock (&self->mutex);
  is_waiting = find (self->waiting, study) >= 0;
  take_out (self->running, study);
  take_out (self->waiting, study);
  /* It may have been the one that was woken. */
  if (!is_waiting)
    wake_first (self);
  g_mutex_unlock (&self->mutex);
}
