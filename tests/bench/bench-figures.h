/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was measured, and how it is printed. */
#pragma once

#include "bench/bench-work.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Bytes a second and party, with all three at it. */
typedef struct
{
  double ring;  /* the best of several passes; each as fast as its slowest process */
  double limit; /* what fractions are of: the ring, or the slow link */
  double aes, chacha20, copy;
} BenchYardsticks;

typedef struct
{
  const BenchOp *op;
  gsize n;
  GArray *seconds;  /* double, of each run, of the slowest process */
  double processor; /* seconds of the three processes together, in the fastest run */
  guint64 rounds;
  guint64 bytes;      /* sent by a party, the mean of the three */
  guint64 most_bytes; /* by the one that sends most */
  guint64 peak_kib;   /* the largest of the three */
  gboolean is_right;
} BenchFigures;

BenchFigures *bench_figures_new (void);
void bench_figures_free (BenchFigures *figures);
/* Takes a run's answers; gives its seconds. */
double bench_figures_take (BenchFigures *figures, JsonObject *answers[3]);

void bench_yardsticks_take_ring (BenchYardsticks *yardsticks, JsonObject *answers[3]);
void bench_yardsticks_take_machine (BenchYardsticks *yardsticks, JsonObject *answers[3]);

typedef struct _BenchReport BenchReport;

/* A table on standard output as figures come, or one JSON document at the end. */
BenchReport *bench_report_new (const BenchYardsticks *yardsticks,
                               const char *link,
                               gboolean is_json,
                               gboolean with_memory);
void bench_report_add (BenchReport *report, const BenchFigures *figures);
void bench_report_end (BenchReport *report);
void bench_report_free (BenchReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchFigures, bench_figures_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchReport, bench_report_free)

G_END_DECLS
