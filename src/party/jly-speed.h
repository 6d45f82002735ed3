/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How large a study this computer is good for: three real computing parties on it, with made-up
 * figures, for a few seconds; and what was measured, in words.
 *
 * All three share this computer's processors here, so computing parties on computers of their own
 * are rather faster; what distance adds is reckoned from the counted rounds and bytes.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is measured, in this order. */
typedef enum
{
  JLY_SPEED_ROUND,     /* one small message to each neighbour and one from each */
  JLY_SPEED_SEND,      /* n bytes to the next while as many come */
  JLY_SPEED_COMPARE,   /* n pairs of 64-bit numbers: which is smaller */
  JLY_SPEED_SORT,      /* n rows of one number, by it */
  JLY_SPEED_SMALL_BID, /* a joint bid of n rows, */
  JLY_SPEED_LARGE_BID, /* and of more */
  JLY_N_SPEED_WORKS
} JlySpeedWork;

typedef struct
{
  guint64 n;
  double seconds; /* the fastest of several times, of the slowest party */
  guint64 bytes;  /* sent by a party, the mean of the three */
  guint64 rounds;
} JlySpeedFigure;

typedef struct
{
  JlySpeedFigure figures[JLY_N_SPEED_WORKS];
} JlySpeed;

/* How far it is, from 0 to 1; in the thread that measures. */
typedef void (*JlySpeedProgressFunc) (double fraction, gpointer user_data);

/* Blocks for about five seconds. FALSE with JLY_ERROR_CANCELLED, JLY_ERROR_SYSTEM (a program is
 * missing), or what a computing party said. */
gboolean jly_speed_measure (JlySpeed *speed,
                            JlySpeedProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in a thread; progress comes in the caller's main context. finish: the caller frees with
 * g_free. */
void jly_speed_measure_async (JlySpeedProgressFunc progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
JlySpeed *jly_speed_measure_finish (GAsyncResult *result, GError **error);

/* Computing parties that are apart: each message takes one_way seconds, and each party sends
 * bytes_per_second. */
typedef struct
{
  double one_way;
  double bytes_per_second;
} JlySpeedDistance;

/* Ordinary connections between towns: 40 ms there and back, 20 Mbit/s. */
extern const JlySpeedDistance jly_speed_usual_distance;

/* Seconds for a joint bid of so many rows; distance NULL: all on this computer. */
double
jly_speed_predict_bid (const JlySpeed *speed, guint64 n_rows, const JlySpeedDistance *distance);
/* The same for comparing n pairs. */
double
jly_speed_predict_compare (const JlySpeed *speed, guint64 n, const JlySpeedDistance *distance);
/* The same for sorting n rows, 2 <= n. */
double jly_speed_predict_sort (const JlySpeed *speed, guint64 n, const JlySpeedDistance *distance);
/* The most rows, of 10, 100, 1 000 and what a study may have, whose joint bid takes at most a
 * minute; 0: not even 10. */
guint64 jly_speed_get_most_rows (const JlySpeed *speed);

/* For people: what it means. */
typedef struct
{
  char *what;
  char *here;  /* all on this computer */
  char *apart; /* at jly_speed_usual_distance */
} JlySpeedLine;

char *jly_speed_dup_summary (const JlySpeed *speed);
GPtrArray *jly_speed_dup_lines (const JlySpeed *speed); /* JlySpeedLine*; g_ptr_array_unref */
/* For programs: figures and predictions. */
JsonObject *jly_speed_to_json (const JlySpeed *speed);

G_END_DECLS
