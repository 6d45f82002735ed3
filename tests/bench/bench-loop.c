/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-loop.h. The loop is seen from its poll; a timer of the main thread's own processor time
 * notes where the thread is, so that a long dispatch can be named afterwards. */
#define _GNU_SOURCE 1
#include "config.h"

#include "bench-loop.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SAMPLE_MS 2
#define DEPTH 40
#define SAMPLES 200
#define SHOWN 12

typedef struct
{
  gint64 cpu, wall; /* microseconds */
} Moment;

static struct
{
  gboolean has_polled;
  gboolean is_painting;
  Moment returned; /* from the poll */
  Moment began;    /* to paint */
  Moment painting; /* since the poll */
  BenchLoop seen;
} loop;

/* Written by the signal's handler, in the main thread alone. */
static struct
{
  void *frames[SAMPLES][DEPTH];
  int depths[SAMPLES];
  guint n;
} now, longest;

gint64
bench_loop_get_cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static Moment
get_moment (void)
{
  return (Moment){ bench_loop_get_cpu (), g_get_monotonic_time () };
}

static Moment
get_since (Moment then)
{
  Moment moment = get_moment ();

  return (Moment){ moment.cpu - then.cpu, moment.wall - then.wall };
}

static void
sample_cb (int number)
{
  if (loop.is_painting || now.n >= SAMPLES)
    return;
  now.depths[now.n] = backtrace (now.frames[now.n], DEPTH);
  now.n++;
}

static void
note_dispatch (void)
{
  Moment since = get_since (loop.returned);
  const double cpu = (double)(since.cpu - loop.painting.cpu) / 1000;

  loop.seen.dispatch_wall
      = MAX (loop.seen.dispatch_wall, (double)(since.wall - loop.painting.wall) / 1000);
  if (cpu <= loop.seen.dispatch_cpu)
    return;
  loop.seen.dispatch_cpu = cpu;
  if (cpu > BENCH_LOOP_LIMIT)
    memcpy (&longest, &now, sizeof now);
}

static gint
watch_poll (GPollFD *fds, guint n, gint timeout)
{
  gint answer;

  if (loop.has_polled)
    note_dispatch ();
  answer = g_poll (fds, n, timeout);
  loop.has_polled = TRUE;
  loop.returned = get_moment ();
  loop.painting = (Moment){ 0 };
  now.n = 0;
  return answer;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  loop.began = get_moment ();
  loop.is_painting = TRUE;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  Moment took = get_since (loop.began);

  loop.is_painting = FALSE;
  loop.painting.cpu += took.cpu;
  loop.painting.wall += took.wall;
  loop.seen.frame_cpu = MAX (loop.seen.frame_cpu, (double)took.cpu / 1000);
  loop.seen.frame_wall = MAX (loop.seen.frame_wall, (double)took.wall / 1000);
}

static void
begin_sampling (void)
{
  struct sigaction action = { .sa_handler = sample_cb, .sa_flags = SA_RESTART };
  struct sigevent event
      = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGPROF, ._sigev_un._tid = gettid () };
  const struct itimerspec every = { { 0, SAMPLE_MS * 1000000 }, { 0, SAMPLE_MS * 1000000 } };
  void *first[1];
  timer_t timer;

  /* Its first call loads a library, which a handler may not. */
  backtrace (first, 1);
  sigaction (SIGPROF, &action, NULL);
  if (timer_create (CLOCK_THREAD_CPUTIME_ID, &event, &timer) == 0)
    timer_settime (timer, 0, &every, NULL);
}

void
bench_loop_begin (GtkWindow *window)
{
  GdkFrameClock *clock = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window)));

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_main_context_set_poll_func (NULL, watch_poll);
  begin_sampling ();
}

BenchLoop
bench_loop_look (void)
{
  BenchLoop seen = loop.seen;

  loop.seen = (BenchLoop){ 0 };
  longest.n = 0;
  return seen;
}

/* Where the program itself was; what a library does for it is of no use to name. */
static char *
name_place (void *place)
{
  Dl_info info;
  g_autofree char *command = NULL;
  g_autofree char *said = NULL;

  if (dladdr (place, &info) == 0 || info.dli_fname == NULL)
    return g_strdup ("?");
  command = g_strdup_printf ("addr2line -fsp -e '%s' 0x%lx", info.dli_fname,
                             (gulong)((char *)place - (char *)info.dli_fbase - 1));
  if (!g_spawn_command_line_sync (command, &said, NULL, NULL, NULL) || g_str_has_prefix (said, "?"))
    return g_path_get_basename (info.dli_fname);
  return g_steal_pointer (&said);
}

/* The sample in its middle stands for a dispatch: it is seldom in anything else. */
static void
say_longest (void)
{
  const guint middle = longest.n / 2;
  g_autofree char *before = NULL;
  int shown = 0;

  /* The first two are the handler and the signal's return. */
  for (int i = 2; longest.n > 0 && i < longest.depths[middle] && shown < SHOWN; i++)
    {
      char *name = g_strchomp (name_place (longest.frames[middle][i]));

      if (g_strcmp0 (name, before) != 0)
        {
          printf ("    in %s\n", name);
          shown++;
        }
      g_free (before);
      before = name;
    }
}

void
bench_loop_say (const char *phase)
{
  const BenchLoop *seen = &loop.seen;

  printf ("%-34s longest dispatch %6.1f ms (clock %6.1f), longest frame %6.1f ms (clock %6.1f)\n",
          phase, seen->dispatch_cpu, seen->dispatch_wall, seen->frame_cpu, seen->frame_wall);
  say_longest ();
  fflush (stdout);
  bench_loop_look ();
}
