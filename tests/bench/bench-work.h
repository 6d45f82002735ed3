/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One operation on n rows as one of three processes does it: made-up operands are shared, the
 * operation is timed, and its result is opened and compared with what it must be.
 *
 * A new operation is a line of bench-ops.c, and a BenchKind if none fits.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

#define BENCH_MOST_OPERANDS 4

typedef struct
{
  JlyEngine *engine;
  gsize n;
  guint width;
  guint64 *clear[BENCH_MOST_OPERANDS]; /* the operands in clear, the same at all three */
  JlyBits *bits[BENCH_MOST_OPERANDS];  /* and shared, one way or the other */
  JlyRing *rings[BENCH_MOST_OPERANDS];
  JlyBits *out_bits; /* made by run; freed between runs */
  JlyRing *out_ring;
  gpointer study; /* of bench-studies.c */
  GDestroyNotify free_study;
} BenchWork;

typedef struct
{
  void (*fill) (BenchWork *work);
  gboolean (*run) (BenchWork *work, GError **error);
  /* FALSE without error: opened, and wrong. */
  gboolean (*check) (BenchWork *work, GError **error);
} BenchKind;

typedef struct
{
  const char *name; /* of --op */
  const char *title;
  const BenchKind *kind;
  guint width;
  gsize n, quick_n;   /* 0: left out of what is quick, unless it is asked for */
  const char *wanted; /* floor and goal, as text */
} BenchOp;

/* NULL-terminated by a name of NULL. */
extern const BenchOp bench_ops[];
const BenchOp *bench_find_op (const char *name);

BenchWork *bench_work_new (JlyEngine *engine, const BenchOp *op, gsize n);
void bench_work_clear_out (BenchWork *work);
void bench_work_free (BenchWork *work);

/* n numbers below 2^width that look random, other ones for every stream. */
guint64 *bench_values (gsize n, guint width, guint stream);
/* This miner's shares of values; other ones for every stream. */
JlyBits *
bench_make_bits (const BenchWork *work, guint stream, const guint64 *values, gsize n, guint width);
/* Puts values, which it takes, into operand i, shared. */
void bench_share_bits (BenchWork *work, guint i, guint64 *values, gsize n, guint width);
void bench_share_ring (BenchWork *work, guint i, guint64 *values, gsize n, guint width);

extern const BenchKind bench_wire, bench_multiply, bench_less_than, bench_equal, bench_and,
    bench_shuffle_kind, bench_sort, bench_matrix, bench_group, bench_group_open, bench_join,
    bench_regression, bench_report, bench_sums, bench_crosstabs, bench_describe, bench_plan;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchWork, bench_work_free)

G_END_DECLS
