/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations on rows that do not know of each other, and the shuffle. */
#include "config.h"

#include "bench/bench-work.h"

#include "engine/jly-gate.h"
#include "engine/jly-open.h"
#include "engine/jly-round.h"
#include "engine/jly-shuffle.h"

#include <stdlib.h>
#include <string.h>

static void
fill_two_bits (BenchWork *work)
{
  for (guint i = 0; i < 2; i++)
    bench_share_bits (work, i, bench_values (work->n, work->width, i), work->n, work->width);
  /* Every seventh pair is equal, so that equality has something to find. */
  for (gsize j = 0; j < work->n; j += 7)
    work->clear[1][j] = work->clear[0][j];
  jly_bits_free (work->bits[1]);
  bench_share_bits (work, 1, work->clear[1], work->n, work->width);
}

static void
fill_two_rings (BenchWork *work)
{
  for (guint i = 0; i < 2; i++)
    bench_share_ring (work, i, bench_values (work->n, work->width, i), work->n, work->width);
}

static guint64
product_of (guint64 x, guint64 y)
{
  return x * y;
}

static guint64
less_of (guint64 x, guint64 y)
{
  return x < y;
}

static guint64
equal_of (guint64 x, guint64 y)
{
  return x == y;
}

static guint64
and_of (guint64 x, guint64 y)
{
  return x & y;
}

/* Whether what was opened is what f makes of the two operands. */
static gboolean
is_result (const BenchWork *work, const guint64 *opened, guint64 (*f) (guint64 x, guint64 y))
{
  const guint64 mask = jly_ring_mask (work->width);

  for (gsize j = 0; j < work->n; j++)
    if (opened[j] != (f (work->clear[0][j], work->clear[1][j]) & mask))
      return FALSE;
  return TRUE;
}

static gboolean
check_bits (BenchWork *work, guint64 (*f) (guint64 x, guint64 y), GError **error)
{
  g_autofree guint64 *opened = g_new (guint64, work->n);

  return jly_open_to_all (work->engine, work->out_bits, opened, error)
         && is_result (work, opened, f);
}

static gboolean
run_multiply (BenchWork *work, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "multiply");

  work->out_ring = jly_ring_new_from (jly_engine_get_pool (work->engine), work->n, work->width);
  jly_round_multiply (round, work->out_ring, work->rings[0], work->rings[1]);
  return jly_round_run (round, error);
}

static gboolean
check_multiply (BenchWork *work, GError **error)
{
  g_autofree guint64 *opened = g_new (guint64, work->n);

  return jly_open_ring_to_all (work->engine, work->out_ring, opened, error)
         && is_result (work, opened, product_of);
}

/* n / 100 rows of 100 numbers each, times 100 by 100. */
#define MATRIX_SIDE 100

static void
fill_matrices (BenchWork *work)
{
  const gsize n_x = work->n / MATRIX_SIDE * MATRIX_SIDE, n_y = MATRIX_SIDE * MATRIX_SIDE;

  bench_share_ring (work, 0, bench_values (n_x, work->width, 0), n_x, work->width);
  bench_share_ring (work, 1, bench_values (n_y, work->width, 1), n_y, work->width);
}

static gboolean
run_matrix (BenchWork *work, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (work->engine, "matrix");

  work->out_ring = jly_ring_new (work->rings[0]->n, work->width);
  jly_round_matrix (round, work->out_ring, work->rings[0], work->rings[1], work->n / MATRIX_SIDE,
                    MATRIX_SIDE);
  return jly_round_run (round, error);
}

static gboolean
check_matrix (BenchWork *work, GError **error)
{
  const gsize n = work->rings[0]->n;
  g_autofree guint64 *opened = g_new (guint64, n);

  if (!jly_open_ring_to_all (work->engine, work->out_ring, opened, error))
    return FALSE;
  for (gsize j = 0; j < n; j++)
    {
      const guint64 *row = work->clear[0] + j / MATRIX_SIDE * MATRIX_SIDE;
      guint64 sum = 0;

      for (gsize k = 0; k < MATRIX_SIDE; k++)
        sum += row[k] * work->clear[1][k * MATRIX_SIDE + j % MATRIX_SIDE];
      if (opened[j] != (sum & jly_ring_mask (work->width)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_less_than (BenchWork *work, GError **error)
{
  work->out_bits = jly_gate_less_than (work->engine, work->bits[0], work->bits[1], error);
  return work->out_bits != NULL;
}

static gboolean
check_less_than (BenchWork *work, GError **error)
{
  return check_bits (work, less_of, error);
}

static gboolean
run_equal (BenchWork *work, GError **error)
{
  work->out_bits = jly_gate_equal (work->engine, work->bits[0], work->bits[1], error);
  return work->out_bits != NULL;
}

static gboolean
check_equal (BenchWork *work, GError **error)
{
  return check_bits (work, equal_of, error);
}

static gboolean
run_and (BenchWork *work, GError **error)
{
  work->out_bits = jly_gate_and (work->engine, work->bits[0], work->bits[1], error);
  return work->out_bits != NULL;
}

static gboolean
check_and (BenchWork *work, GError **error)
{
  return check_bits (work, and_of, error);
}

/* Two columns of numbers, which make a row of two words. */
static gboolean
run_shuffle (BenchWork *work, GError **error)
{
  const JlyShuffleColumn columns[2] = { { .ring = work->rings[0] }, { .ring = work->rings[1] } };

  return jly_shuffle (work->engine, columns, 2, error);
}

static int
compare_rows (const void *a, const void *b)
{
  const guint64 *x = a, *y = b;

  return x[0] != y[0] ? (x[0] < y[0] ? -1 : 1) : x[1] != y[1] ? (x[1] < y[1] ? -1 : 1) : 0;
}

static guint64 *
sort_rows (const guint64 *first, const guint64 *second, gsize n)
{
  guint64 *rows = g_new (guint64, 2 * n);

  for (gsize j = 0; j < n; j++)
    {
      rows[2 * j] = first[j];
      rows[2 * j + 1] = second[j];
    }
  qsort (rows, n, 2 * sizeof *rows, compare_rows);
  return rows;
}

/* The same rows, and not where they were. */
static gboolean
check_shuffle (BenchWork *work, GError **error)
{
  g_autofree guint64 *first = g_new (guint64, work->n), *second = g_new (guint64, work->n);
  g_autofree guint64 *was = sort_rows (work->clear[0], work->clear[1], work->n), *is = NULL;
  gsize n_moved = 0;

  if (!jly_open_ring_to_all (work->engine, work->rings[0], first, error)
      || !jly_open_ring_to_all (work->engine, work->rings[1], second, error))
    return FALSE;
  for (gsize j = 0; j < work->n; j++)
    n_moved += first[j] != work->clear[0][j];
  is = sort_rows (first, second, work->n);
  for (gsize j = 0; j < 2 * work->n; j++)
    if (is[j] != was[j])
      return FALSE;
  return work->n < 100 || n_moved > work->n / 2;
}

/* What a link makes of the ring's limit: a round that computes nothing. */
static gboolean
run_wire (BenchWork *work, GError **error)
{
  const gsize n = work->n * work->width / 8;

  return jly_transport_exchange (jly_engine_get_transport (work->engine),
                                 &(JlyExchange){ .to_next = (const guint8 *)work->rings[0]->own,
                                                 .n_to_next = n,
                                                 .from_prev = (guint8 *)work->rings[1]->prev,
                                                 .n_from_prev = n },
                                 error);
}

/* What came is what the previous process holds as its own, and this one as the other component. */
static gboolean
check_wire (BenchWork *work, GError **error)
{
  return memcmp (work->rings[0]->prev, work->rings[1]->prev, work->n * work->width / 8) == 0;
}

const BenchKind bench_wire = { fill_two_rings, run_wire, check_wire };
const BenchKind bench_multiply = { fill_two_rings, run_multiply, check_multiply };
const BenchKind bench_matrix = { fill_matrices, run_matrix, check_matrix };
const BenchKind bench_less_than = { fill_two_bits, run_less_than, check_less_than };
const BenchKind bench_equal = { fill_two_bits, run_equal, check_equal };
const BenchKind bench_and = { fill_two_bits, run_and, check_and };
const BenchKind bench_shuffle_kind = { fill_two_rings, run_shuffle, check_shuffle };
