/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-speed.h: measuring, and what follows for other sizes and distances. What it means in
 * words is jly-speed-words.c. */
#include "config.h"

#include "party/jly-speed.h"

#include "base/jly-error.h"
#include "base/jly-paths.h"
#include "party/jly-json.h"
#include "party/jly-trio.h"
#include "study/jly-study.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PROGRAM "jointly-miner"
#define TIME_A_WORK 0.5 /* seconds after which a work is not begun again */
#define FEWEST_TIMES 2
#define MOST_SECONDS 60.0 /* what people wait for without going away */

const JlySpeedDistance jly_speed_usual_distance = { 0.020, 20e6 / 8 };

static const struct
{
  const char *command;
  guint64 n;
} works[JLY_N_SPEED_WORKS] = {
  [JLY_SPEED_ROUND] = { "round", 1000 },       [JLY_SPEED_SEND] = { "send", 8 << 20 },
  [JLY_SPEED_COMPARE] = { "compare", 200000 }, [JLY_SPEED_SORT] = { "sort", 20000 },
  [JLY_SPEED_SMALL_BID] = { "bid", 500 },      [JLY_SPEED_LARGE_BID] = { "bid", 4000 },
};

static void
take_answers (JlySpeedFigure *figure, JsonObject *answers[3], double *spent)
{
  double seconds = 0;
  guint64 bytes = 0;

  for (guint i = 0; i < 3; i++)
    {
      seconds = MAX (seconds, jly_json_get_double (answers[i], "seconds", 0));
      bytes += (guint64)jly_json_get_number (answers[i], "bytes", 0);
    }
  figure->bytes = bytes / 3;
  figure->rounds = (guint64)jly_json_get_number (answers[0], "rounds", 0);
  if (figure->seconds <= 0 || seconds < figure->seconds)
    figure->seconds = seconds;
  *spent += seconds;
}

static gboolean
measure_work (JlyTrio *trio,
              JlySpeedWork work,
              JlySpeedFigure *figure,
              GCancellable *cancellable,
              GError **error)
{
  double spent = 0;

  *figure = (JlySpeedFigure){ .n = works[work].n };
  for (guint i = 0; i < FEWEST_TIMES || spent < TIME_A_WORK; i++)
    {
      JsonObject *command = jly_trio_command (works[work].command), *answers[3];

      json_object_set_int_member (command, "n", (gint64)works[work].n);
      if (!jly_trio_ask (trio, command, answers, cancellable, error))
        return FALSE;
      take_answers (figure, answers, &spent);
      jly_trio_answers_clear (answers);
      /* A slow computer need not do everything twice. */
      if (spent > 4 * TIME_A_WORK)
        break;
    }
  return TRUE;
}

static char *
find_program (GError **error)
{
  const JlyErrorDetail detail = {
    .file = PROGRAM,
    .next = _ ("Install Jointly again, or start it from the folder where it was built."),
  };
  char *path = jly_paths_program (PROGRAM);

  if (path == NULL)
    jly_fail (error, JLY_ERROR_SYSTEM, &detail,
              _ ("The program “%s”, which belongs to Jointly, was not found."), PROGRAM);
  return path;
}

gboolean
jly_speed_measure (JlySpeed *speed,
                   JlySpeedProgressFunc progress,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *program = find_program (error);
  const char *const argv[] = { program, "--speed", NULL };
  g_autoptr (JlyTrio) trio = NULL;

  if (program == NULL)
    return FALSE;
  trio = jly_trio_new (argv, NULL, NULL, cancellable, error);
  if (trio == NULL)
    return FALSE;
  for (guint i = 0; i < JLY_N_SPEED_WORKS; i++)
    {
      if (!measure_work (trio, (JlySpeedWork)i, &speed->figures[i], cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress ((double)(i + 1) / JLY_N_SPEED_WORKS, user_data);
    }
  return TRUE;
}

/* What the thread that measures passes to the caller's main context. */
typedef struct
{
  JlySpeedProgressFunc func;
  gpointer data;
} Listener;

typedef struct
{
  GTask *task;
  double fraction;
} News;

static gboolean
news_cb (gpointer data)
{
  News *news = data;
  const Listener *listener = g_task_get_task_data (news->task);

  if (!g_task_get_completed (news->task))
    listener->func (news->fraction, listener->data);
  return G_SOURCE_REMOVE;
}

static void
free_news (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  g_free (news);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  News *news = g_new (News, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  *news = (News){ g_object_ref (user_data), fraction };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, news_cb, news, free_news);
  g_source_attach (source, g_task_get_context (user_data));
}

static void
measure_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Listener *listener = data;
  g_autofree JlySpeed *speed = g_new0 (JlySpeed, 1);
  GError *error = NULL;

  if (jly_speed_measure (speed, listener->func != NULL ? progress_cb : NULL, task, cancellable,
                         &error))
    g_task_return_pointer (task, g_steal_pointer (&speed), g_free);
  else
    g_task_return_error (task, error);
}

void
jly_speed_measure_async (JlySpeedProgressFunc progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Listener *listener = g_new (Listener, 1);

  *listener = (Listener){ progress, progress_data };
  g_task_set_task_data (task, listener, g_free);
  g_task_set_check_cancellable (task, FALSE); /* its error says what was stopped */
  g_task_run_in_thread (task, measure_worker);
}

JlySpeed *
jly_speed_measure_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static double
add_distance (double here, double rounds, double bytes, const JlySpeedDistance *distance)
{
  return distance == NULL ? here
                          : here + rounds * distance->one_way + bytes / distance->bytes_per_second;
}

double
jly_speed_predict_bid (const JlySpeed *speed, guint64 n_rows, const JlySpeedDistance *distance)
{
  const JlySpeedFigure *small = &speed->figures[JLY_SPEED_SMALL_BID];
  const JlySpeedFigure *large = &speed->figures[JLY_SPEED_LARGE_BID];
  const double step = ((double)n_rows - (double)small->n) / ((double)large->n - (double)small->n);
  /* Rounds hardly depend on the rows; where noise makes the larger one faster, no size is free. */
  const double more = MAX (large->seconds - small->seconds, large->seconds / 4);
  const double here = MAX (small->seconds + step * more, small->seconds / 4);

  return add_distance (here, (double)large->rounds,
                       (double)large->bytes * (double)n_rows / (double)large->n, distance);
}

double
jly_speed_predict_compare (const JlySpeed *speed, guint64 n, const JlySpeedDistance *distance)
{
  const JlySpeedFigure *compare = &speed->figures[JLY_SPEED_COMPARE];
  const double times = (double)n / (double)compare->n;

  return add_distance (times * compare->seconds, (double)compare->rounds,
                       times * (double)compare->bytes, distance);
}

/* Comparisons grow with n lg n, and their batches with lg n. */
double
jly_speed_predict_sort (const JlySpeed *speed, guint64 n, const JlySpeedDistance *distance)
{
  const JlySpeedFigure *sort = &speed->figures[JLY_SPEED_SORT];
  const double longer = log2 ((double)n) / log2 ((double)sort->n);
  const double times = (double)n / (double)sort->n * longer;

  return add_distance (times * sort->seconds, longer * (double)sort->rounds,
                       times * (double)sort->bytes, distance);
}

guint64
jly_speed_get_most_rows (const JlySpeed *speed)
{
  static const guint64 sizes[] = { JLY_STUDY_MAX_ROWS, 1000, 100, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (jly_speed_predict_bid (speed, sizes[i], NULL) <= MOST_SECONDS)
      return sizes[i];
  return 0;
}
