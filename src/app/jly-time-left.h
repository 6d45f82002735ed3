/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long something still takes, from how much of it was done when. Says nothing until it can be
 * trusted: a time that jumps about is worse than none. No clock and no widgets: times are handed
 * in.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_TIME_LEFT_SAMPLES 9

typedef struct
{
  gint64 at[JLY_TIME_LEFT_SAMPLES]; /* microseconds, a second apart at least; the oldest first */
  double share[JLY_TIME_LEFT_SAMPLES];
  guint n;
} JlyTimeLeft;

/* Forgets everything: another stage, or another try. All zero is the same. */
void jly_time_left_reset (JlyTimeLeft *self);
/* share, from 0 to 1, is done at now. A share that falls begins anew. */
void jly_time_left_add (JlyTimeLeft *self, gint64 now, double share);
/* Seconds, at least 1; 0 as long as it is not stable: watched for less than eight seconds, less
 * than a twentieth done in them, or one half of them half as fast again as the other. */
guint jly_time_left_get (const JlyTimeLeft *self);
/* "About 3 minutes left"; NULL for 0. Owned by the caller. */
char *jly_time_left_say (guint seconds);
/* Adds a sample of now, or begins anew where nothing is computed (share negative): the words for
 * what is left, or NULL. Owned by the caller. */
char *jly_time_left_follow (JlyTimeLeft *self, double share);

G_END_DECLS
