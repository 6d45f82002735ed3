/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations of bench-ops.c over three processes and TLS, asked for and reported. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *program; /* this one */
  char **ops;          /* NULL: all */
  gint64 n;            /* 0: each operation's own */
  const char *link;    /* NULL or "lan": loopback as it is; "40ms-20" and such, see bench-link.h */
  double seconds;      /* how long to repeat each operation; 0: as long as seems enough */
  gboolean is_quick, is_json, with_memory;
} BenchTrioPlan;

/* FALSE, with a sentence on standard error, if something failed or a result was wrong. */
gboolean bench_trio (const BenchTrioPlan *plan);

G_END_DECLS
