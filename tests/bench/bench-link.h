/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slow wires between the three processes: "40ms-20" is a round trip of 40 ms and 20 Mbit/s each way
 * on each of the three connections. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BenchLink BenchLink;

/* NULL with error for a name that is not understood. */
BenchLink *bench_link_new (const char *name, GError **error);
void bench_link_free (BenchLink *link);
/* A port to call instead of target; 0 with error. */
guint16 bench_link_add (BenchLink *link, guint16 target, GError **error);
double bench_link_get_bytes_per_second (const BenchLink *link);

G_END_DECLS
