/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is measured, and how. Nothing here is a condition: figures stand beside a yardstick that
 * runs in the same minute on the same machine, and the ratio is what counts; absolute figures move
 * with the machine's load.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The pieces of jly-bench, one a room. */
void bench_engine (void);
void bench_net (void);
void bench_table (void);

/* TRUE if the person asked for less exact figures sooner. */
gboolean bench_is_quick (void);
/* Runs job at least three times, for a second at least (quick: once), and gives the seconds of the
 * fastest run. */
double bench_time (void (*job) (gpointer data), gpointer data);

G_END_DECLS
