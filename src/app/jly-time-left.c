/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-time-left.h. */
#include "config.h"

#include "app/jly-time-left.h"

#include <glib/gi18n.h>
#include <string.h>

#define APART G_USEC_PER_SEC /* of samples */
#define LEAST_SHARE 0.05     /* done while it is watched */
#define MOST_UNEVEN 1.5      /* how much faster one half may be */
#define MINUTE 60
#define HOUR (60 * MINUTE)
#define MOST_SECONDS (48 * HOUR) /* what takes longer cannot be told from a few seconds */

void
jly_time_left_reset (JlyTimeLeft *self)
{
  self->n = 0;
}

void
jly_time_left_add (JlyTimeLeft *self, gint64 now, double share)
{
  if (self->n > 0 && share < self->share[self->n - 1])
    jly_time_left_reset (self);
  if (self->n > 0 && now - self->at[self->n - 1] < APART)
    return;
  if (self->n == JLY_TIME_LEFT_SAMPLES)
    {
      self->n--;
      memmove (self->at, self->at + 1, self->n * sizeof *self->at);
      memmove (self->share, self->share + 1, self->n * sizeof *self->share);
    }
  self->at[self->n] = now;
  self->share[self->n] = share;
  self->n++;
}

/* Of the whole in a second, between two samples. */
static double
get_speed (const JlyTimeLeft *self, guint from, guint to)
{
  return (self->share[to] - self->share[from]) * G_USEC_PER_SEC
         / (double)(self->at[to] - self->at[from]);
}

static gboolean
is_even (const JlyTimeLeft *self)
{
  const guint middle = JLY_TIME_LEFT_SAMPLES / 2, last = JLY_TIME_LEFT_SAMPLES - 1;
  double first = get_speed (self, 0, middle), second = get_speed (self, middle, last);

  return first > 0 && second > 0 && first <= MOST_UNEVEN * second && second <= MOST_UNEVEN * first;
}

guint
jly_time_left_get (const JlyTimeLeft *self)
{
  const guint last = JLY_TIME_LEFT_SAMPLES - 1;
  double seconds;

  if (self->n < JLY_TIME_LEFT_SAMPLES || self->share[last] >= 1
      || self->share[last] - self->share[0] < LEAST_SHARE || !is_even (self))
    return 0;
  seconds = (1 - self->share[last]) / get_speed (self, 0, last);
  return seconds <= MOST_SECONDS ? MAX (1, (guint)seconds) : 0;
}

char *
jly_time_left_say (guint seconds)
{
  guint minutes = (seconds + MINUTE - 1) / MINUTE, hours = (seconds + HOUR / 2) / HOUR;

  if (seconds == 0)
    return NULL;
  if (seconds < MINUTE)
    return g_strdup (_ ("Less than a minute left"));
  if (seconds <= 90 * MINUTE)
    return g_strdup_printf (ngettext ("About %u minute left", "About %u minutes left", minutes),
                            minutes);
  return g_strdup_printf (ngettext ("About %u hour left", "About %u hours left", hours), hours);
}

char *
jly_time_left_follow (JlyTimeLeft *self, double share)
{
  if (share >= 0)
    jly_time_left_add (self, g_get_monotonic_time (), share);
  else
    jly_time_left_reset (self);
  return jly_time_left_say (jly_time_left_get (self));
}
