/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the main loop of a program with windows does not answer: the longest time between two
 * polls without painting, and the longest frame, since the last look, by the clock and in the
 * processor time of the main thread alone (what other programs of a busy machine take does not
 * count there). A dispatch that takes too long is named by the functions that it was in.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* More than this is looked into, milliseconds. */
#define BENCH_LOOP_LIMIT 50

typedef struct
{
  double dispatch_cpu, dispatch_wall; /* milliseconds */
  double frame_cpu, frame_wall;
} BenchLoop;

/* In the main thread, once a process; the window is realized. */
void bench_loop_begin (GtkWindow *window);
/* What was seen since the last look, and begins a new one. */
BenchLoop bench_loop_look (void);
/* The same as a line, with the functions (innermost first) where a dispatch was too long. */
void bench_loop_say (const char *phase);
/* Processor time of this thread, microseconds. */
gint64 bench_loop_get_cpu (void);

G_END_DECLS
