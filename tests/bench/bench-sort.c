/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting n rows by a key of the operation's width, which is the row; the first half of the rows
 * has keys of its own, the rest share few, so that equal ones are met too. */
#include "config.h"

#include "bench/bench-work.h"

#include "engine/jly-open.h"
#include "engine/jly-sort.h"

#include <stdlib.h>
#include <string.h>

static guint64 *
make_keys (const BenchWork *work)
{
  guint64 *keys = bench_values (work->n, work->width, 0);

  for (gsize j = work->n / 2; j < work->n; j++)
    keys[j] %= 1000;
  return keys;
}

/* What nobody but the bench needs is not kept: memory is measured too. */
static void
fill (BenchWork *work)
{
  bench_share_bits (work, 0, make_keys (work), work->n, work->width);
  g_clear_pointer (&work->clear[0], g_free);
}

/* In place, as analyses do. Rows that are in order already are as much work, since they are
 * shuffled first. */
static gboolean
run (BenchWork *work, GError **error)
{
  const JlySortKey key = { .bits = work->bits[0] };
  const JlyShuffleColumn column = { .bits = work->bits[0] };

  return jly_sort (work->engine, &key, 1, &column, 1, error);
}

static int
compare_keys (const void *a, const void *b)
{
  const guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return x < y ? -1 : x > y;
}

static gboolean
check (BenchWork *work, GError **error)
{
  g_autofree guint64 *opened = g_new (guint64, work->n);
  g_autofree guint64 *expected = make_keys (work);

  qsort (expected, work->n, sizeof *expected, compare_keys);
  return jly_open_to_all (work->engine, work->bits[0], opened, error)
         && memcmp (opened, expected, work->n * sizeof *opened) == 0;
}

const BenchKind bench_sort = { fill, run, check };
