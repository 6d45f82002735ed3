/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-calls.h. */
#include "config.h"

#include "service/jly-service-calls.h"

#include <string.h>

#define MOST 64

typedef struct
{
  guint8 hash[JLY_HASH_BYTES];
  gint64 time;
  gboolean is_waiting;
} Call;

struct _JlyServiceCalls
{
  GMutex mutex;
  Call calls[MOST]; /* a ring: the next is put where the oldest stands */
  guint next;
  gint64 lasting;
};

JlyServiceCalls *
jly_service_calls_new (gint64 lasting)
{
  JlyServiceCalls *self = g_new0 (JlyServiceCalls, 1);

  self->lasting = lasting;
  g_mutex_init (&self->mutex);
  return self;
}

void
jly_service_calls_free (JlyServiceCalls *self)
{
  if (self == NULL)
    return;
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
is_waiting (const JlyServiceCalls *self, const Call *call, gint64 now)
{
  return call->is_waiting && now - call->time <= self->lasting;
}

/* NULL: for anything. */
static Call *
find (JlyServiceCalls *self, const guint8 *hash, gint64 now)
{
  for (guint i = 0; i < MOST; i++)
    if (is_waiting (self, &self->calls[i], now)
        && (hash == NULL || memcmp (self->calls[i].hash, hash, JLY_HASH_BYTES) == 0))
      return &self->calls[i];
  return NULL;
}

void
jly_service_calls_add (JlyServiceCalls *self, const guint8 hash[JLY_HASH_BYTES], gint64 now)
{
  Call *call;

  g_mutex_lock (&self->mutex);
  call = find (self, hash, now);
  if (call == NULL)
    {
      call = &self->calls[self->next];
      self->next = (self->next + 1) % MOST;
      memcpy (call->hash, hash, sizeof call->hash);
      call->is_waiting = TRUE;
    }
  call->time = now;
  g_mutex_unlock (&self->mutex);
}

gboolean
jly_service_calls_has_any (JlyServiceCalls *self, gint64 now)
{
  gboolean has;

  g_mutex_lock (&self->mutex);
  has = find (self, NULL, now) != NULL;
  g_mutex_unlock (&self->mutex);
  return has;
}

gboolean
jly_service_calls_take (JlyServiceCalls *self, const guint8 hash[JLY_HASH_BYTES], gint64 now)
{
  Call *call;

  g_mutex_lock (&self->mutex);
  call = find (self, hash, now);
  if (call != NULL)
    call->is_waiting = FALSE;
  g_mutex_unlock (&self->mutex);
  return call != NULL;
}
