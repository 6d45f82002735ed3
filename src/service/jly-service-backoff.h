/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to try again what failed: twice as late each time, up to a limit, and a random quarter
 * earlier, so that many who lost the same line do not all come back at once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint n_failed; /* in a row */
  gint64 next;    /* not before, in the clock of now (microseconds) */
} JlyServiceBackoff;

/* longest in milliseconds. random: any number, from which the quarter is drawn. */
void jly_service_backoff_fail (JlyServiceBackoff *self, gint64 now, guint longest, guint32 random);
/* Went well: the next time in so many milliseconds, a random quarter earlier. */
void jly_service_backoff_succeed (JlyServiceBackoff *self, gint64 now, guint pause, guint32 random);
gboolean jly_service_backoff_is_due (const JlyServiceBackoff *self, gint64 now);
/* What took from start to end is not to be done again before this time: so many times as long
 * later, but at most so many milliseconds. */
gint64 jly_service_backoff_rest (gint64 start, gint64 end, guint times, guint most);
/* Milliseconds from now until next, at least least and at most most: whatever is due, and for
 * however long it has been, it does not keep a processor busy with looking. */
guint jly_service_backoff_pause (gint64 now, gint64 next, guint least, guint most);

G_END_DECLS
