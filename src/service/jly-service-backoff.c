/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-backoff.h. */
#include "config.h"

#include "service/jly-service-backoff.h"

#define FIRST_MS 250u
#define MOST_DOUBLINGS 16u

static gint64
draw (guint pause, guint32 random)
{
  guint quarter = pause / 4;

  return (gint64)(pause - (quarter > 0 ? random % (quarter + 1) : 0)) * G_TIME_SPAN_MILLISECOND;
}

void
jly_service_backoff_fail (JlyServiceBackoff *self, gint64 now, guint longest, guint32 random)
{
  guint pause = FIRST_MS << MIN (self->n_failed, MOST_DOUBLINGS);

  self->n_failed++;
  self->next = now + draw (MIN (pause, longest), random);
}

void
jly_service_backoff_succeed (JlyServiceBackoff *self, gint64 now, guint pause, guint32 random)
{
  self->n_failed = 0;
  self->next = now + draw (pause, random);
}

gboolean
jly_service_backoff_is_due (const JlyServiceBackoff *self, gint64 now)
{
  return now >= self->next;
}

gint64
jly_service_backoff_rest (gint64 start, gint64 end, guint times, guint most)
{
  return end + MIN (times * MAX (end - start, 0), (gint64)most * G_TIME_SPAN_MILLISECOND);
}

guint
jly_service_backoff_pause (gint64 now, gint64 next, guint least, guint most)
{
  /* G_MAXINT64 stands for never: what is far away is cut before the difference is taken. */
  gint64 wait = CLAMP (next, now, now + (gint64)most * G_TIME_SPAN_MILLISECOND) - now;

  return (guint)CLAMP (wait / G_TIME_SPAN_MILLISECOND + 1, least, most);
}
