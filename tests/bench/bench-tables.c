/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole tables by key: sums of n rows in n / 10 groups, hidden and opened; and n rows that look up
 * a column in n others with unique keys, which half of them find. Keys are all over the operation's
 * width.
 */
#include "config.h"

#include "bench/bench-work.h"

#include "engine/jly-group.h"
#include "engine/jly-join.h"
#include "engine/jly-open.h"

#include <stdlib.h>

#define ROWS_PER_GROUP 10
#define SPREAD G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) /* odd, so that keys stay different */

enum
{
  KEYS = 0,
  OTHER_KEYS,
  COLUMN,
};

static gsize
count_groups (const BenchWork *work)
{
  return MAX (1, work->n / ROWS_PER_GROUP);
}

static guint64
spread (const BenchWork *work, guint64 code)
{
  return (code * SPREAD) & jly_ring_mask (work->width);
}

static void
fill_groups (BenchWork *work)
{
  guint64 *keys = bench_values (work->n, work->width, KEYS);

  for (gsize j = 0; j < work->n; j++)
    keys[j] = spread (work, keys[j] % count_groups (work));
  bench_share_bits (work, KEYS, keys, work->n, work->width);
  bench_share_ring (work, COLUMN, bench_values (work->n, 64, COLUMN), work->n, 64);
}

static gboolean
run_hidden (BenchWork *work, GError **error)
{
  const JlyBits *keys[] = { work->bits[KEYS] };
  JlyGroupValue value = { .kind = JLY_GROUP_SUM, .ring = work->rings[COLUMN] };
  g_autoptr (JlyHiddenGroups) groups = NULL;

  if (!jly_group_by_hidden (work->engine, keys, 1, NULL, &value, 1, count_groups (work), &groups,
                            error))
    return FALSE;
  work->out_bits = g_steal_pointer (&groups->keys[0]);
  work->out_ring = value.ring_result;
  return TRUE;
}

static gboolean
run_open (BenchWork *work, GError **error)
{
  const JlyBits *keys[] = { work->bits[KEYS] };
  JlyGroupValue value = { .kind = JLY_GROUP_SUM, .ring = work->rings[COLUMN] };
  g_autoptr (JlyOpenGroups) groups = NULL;

  if (!jly_group_by_open (work->engine, keys, 1, NULL, &value, 1, &groups, error))
    return FALSE;
  work->out_ring = value.ring_result;
  return TRUE;
}

static int
compare_numbers (const void *a, const void *b)
{
  const guint64 *x = *(const guint64 *const *)a, *y = *(const guint64 *const *)b;

  return *x < *y ? -1 : *x > *y;
}

/* Sums by group in the order of keys; groups that nobody is in are left out. */
static guint64 *
sum_in_clear (const BenchWork *work)
{
  gsize n_groups = count_groups (work), n = 0;
  g_autofree guint64 *keys = g_new (guint64, n_groups), *all = g_new0 (guint64, n_groups);
  g_autofree gsize *counts = g_new0 (gsize, n_groups);
  g_autofree const guint64 **order = g_new (const guint64 *, n_groups);
  guint64 *sums = g_new0 (guint64, n_groups), *codes = bench_values (work->n, work->width, KEYS);

  for (gsize j = 0; j < work->n; j++)
    {
      all[codes[j] % n_groups] += work->clear[COLUMN][j];
      counts[codes[j] % n_groups]++;
    }
  for (gsize g = 0; g < n_groups; g++)
    {
      keys[g] = spread (work, g);
      order[g] = &keys[g];
    }
  qsort (order, n_groups, sizeof *order, compare_numbers);
  for (gsize g = 0; g < n_groups; g++)
    if (counts[order[g] - keys] > 0)
      sums[n++] = all[order[g] - keys];
  g_free (codes);
  return sums;
}

static gboolean
check_groups (BenchWork *work, GError **error)
{
  g_autofree guint64 *opened = g_new (guint64, work->out_ring->n);
  g_autofree guint64 *expected = sum_in_clear (work);

  if (!jly_open_ring_to_all (work->engine, work->out_ring, opened, error))
    return FALSE;
  for (gsize g = 0; g < work->out_ring->n; g++)
    if (opened[g] != expected[g])
      return FALSE;
  return TRUE;
}

static void
fill_join (BenchWork *work)
{
  guint64 *keys = g_new (guint64, work->n), *others = bench_values (work->n, work->width, 1);

  for (gsize j = 0; j < work->n; j++)
    {
      keys[j] = spread (work, j);
      others[j] = spread (work, others[j] % (2 * work->n));
    }
  bench_share_bits (work, KEYS, keys, work->n, work->width);
  bench_share_bits (work, OTHER_KEYS, others, work->n, work->width);
  bench_share_bits (work, COLUMN, bench_values (work->n, 64, COLUMN), work->n, 64);
}

static gboolean
run_join (BenchWork *work, GError **error)
{
  const JlyBits *keys[] = { work->bits[KEYS] }, *others[] = { work->bits[OTHER_KEYS] };
  const JlyJoinSide one = { keys, 1, NULL }, many = { others, 1, NULL };
  const JlyShuffleColumn column = { .bits = work->bits[COLUMN] };
  g_autoptr (JlyJoined) joined
      = jly_join (work->engine, JLY_JOIN_LEFT, &one, &many, &column, 1, error);

  if (joined == NULL)
    return FALSE;
  work->out_bits = g_steal_pointer (&joined->columns[0].bits);
  return TRUE;
}

static gboolean
check_join (BenchWork *work, GError **error)
{
  g_autofree guint64 *opened = g_new (guint64, work->n);
  g_autofree guint64 *codes = bench_values (work->n, work->width, 1);

  if (!jly_open_to_all (work->engine, work->out_bits, opened, error))
    return FALSE;
  for (gsize j = 0; j < work->n; j++)
    {
      gsize partner = codes[j] % (2 * work->n);

      if (opened[j] != (partner < work->n ? work->clear[COLUMN][partner] : 0))
        return FALSE;
    }
  return TRUE;
}

const BenchKind bench_group = { fill_groups, run_hidden, check_groups };
const BenchKind bench_group_open = { fill_groups, run_open, check_groups };
const BenchKind bench_join = { fill_join, run_join, check_join };
