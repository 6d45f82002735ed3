/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks in the rows' own places, and the first k rows, against counting in clear. */
#include "config.h"

#include "engine/test-work.h"

#include "engine/jly-rank.h"
#include "engine/jly-top.h"

#define WIDTH 6

typedef struct
{
  JlyRankTies ties;
  gboolean is_descending, is_signed, has_second, has_valid;
  gsize k;
} Params;

static gboolean
rank_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Params *params = work->params;
  const JlySortKey keys[]
      = { { work->bits[0], params->is_descending, params->is_signed }, { work->bits[1], 0, 0 } };

  work->rings_out[0] = jly_rank (engine, keys, params->has_second ? 2 : 1, params->ties, 24, error);
  return work->rings_out[0] != NULL;
}

static gboolean
top_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Params *params = work->params;
  const JlySortKey key = { work->bits[0], params->is_descending, params->is_signed };
  const JlyShuffleColumn columns[] = { { .bits = work->bits[0] }, { .ring = work->rings[1] } };
  JlyShuffleColumn out[2];
  gboolean *is_enough = g_new0 (gboolean, 1);

  work->opened = is_enough;
  work->opened_free = g_free;
  if (!jly_top_rows (engine, &key, params->has_valid ? work->bits[2] : NULL, params->k,
                     JLY_COUNT_FEW_ROUNDS, columns, 2, is_enough, out, error))
    return FALSE;
  work->bits_out[0] = out[0].bits;
  work->rings_out[0] = out[1].ring;
  return TRUE;
}

/* The key such that smaller comes first. */
static guint64
turn (const Params *params, guint64 x)
{
  guint64 ones = (1 << WIDTH) - 1;

  x = params->is_signed ? x ^ 1 << (WIDTH - 1) : x;
  return params->is_descending ? x ^ ones : x;
}

static guint64
count_rank (const Params *params, const guint64 *keys, gsize n, gsize i)
{
  gsize n_before = 0, n_equal = 0, n_equal_before = 0, n_different = 0;

  for (gsize j = 0; j < n; j++)
    {
      gboolean is_new = TRUE;

      n_before += keys[j] < keys[i];
      n_equal += keys[j] == keys[i];
      n_equal_before += keys[j] == keys[i] && j < i;
      for (gsize h = 0; h < j; h++)
        is_new &= keys[h] != keys[j];
      n_different += is_new && keys[j] < keys[i];
    }
  switch (params->ties)
    {
    case JLY_RANK_BY_ROW:
      return n_before + n_equal_before + 1;
    case JLY_RANK_LEAST:
      return n_before + 1;
    case JLY_RANK_TWICE_MEAN:
      return 2 * n_before + n_equal + 1;
    default:
      return n_different + 1;
    }
}

static void
check_rank (const Params *params, const guint64 *x, const guint64 *second, gsize n)
{
  g_autoptr (TestTask) task = test_task_new ((guint32)n, params);
  g_autofree guint64 *keys = g_new (guint64, n), *ranks = NULL, *kept = NULL;

  test_task_add_bits (task, 0, x, n, WIDTH);
  test_task_add_bits (task, 1, second, n, 3);
  for (gsize j = 0; j < n; j++)
    keys[j] = turn (params, x[j]) << 3 | (params->has_second ? second[j] : 0);
  test_task_run (task, rank_party);
  ranks = test_task_reveal_ring (task, 0);
  for (gsize j = 0; j < n; j++)
    g_assert_cmpuint (ranks[j], ==, count_rank (params, keys, n, j));
  for (guint i = 0; i < 3; i++)
    task->works[i].bits_out[0] = g_steal_pointer (&task->works[i].bits[0]);
  kept = test_task_reveal_bits (task, 0);
  for (gsize j = 0; j < n; j++)
    g_assert_cmpuint (kept[j], ==, x[j]);
}

static guint64 *
draw (TestParties *source, gsize n, guint width, guint n_values)
{
  guint64 *values = g_new (guint64, n);

  for (gsize j = 0; j < n; j++)
    values[j] = test_parties_random (source, width) % n_values;
  return values;
}

static void
test_rank (gconstpointer data)
{
  static const gsize sizes[] = { 1, 2, 3, 5, 8, 64, 130 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint kind = 0; kind < 4; kind++)
      {
        gsize n = sizes[i];
        Params params = { .ties = (JlyRankTies)GPOINTER_TO_INT (data),
                          .is_descending = kind % 2 != 0,
                          .is_signed = kind / 2 != 0,
                          .has_second = kind == 3 };
        g_autofree guint64 *x = draw (source, n, WIDTH, kind == 2 ? 1 : kind == 1 ? 5 : 64);
        g_autofree guint64 *second = draw (source, n, 3, 8);

        check_rank (&params, x, second, n);
      }
}

static void
check_top (const Params *params, const guint64 *x, const guint64 *valid, gsize n)
{
  g_autoptr (TestTask) task = test_task_new ((guint32)n, params);
  g_autofree guint64 *numbers = g_new (guint64, n), *keys = NULL, *rows = NULL;
  gsize n_valid = 0;

  for (gsize j = 0; j < n; j++)
    {
      numbers[j] = j;
      n_valid += !params->has_valid || valid[j] != 0;
    }
  test_task_add_bits (task, 0, x, n, WIDTH);
  test_task_add_ring (task, 1, numbers, n, 20);
  test_task_add_bits (task, 2, valid, n, 1);
  test_task_run (task, top_party);
  g_assert_cmpint (*(gboolean *)task->works[0].opened, ==, n_valid >= params->k);
  if (n_valid < params->k)
    {
      g_assert_null (task->works[0].bits_out[0]);
      return;
    }
  keys = test_task_reveal_bits (task, 0);
  rows = test_task_reveal_ring (task, 0);
  g_assert_cmpuint (task->works[0].bits_out[0]->n_lanes, ==, params->k);
  for (gsize r = 0; r < params->k; r++)
    {
      gsize n_before = 0;

      g_assert_true (!params->has_valid || valid[rows[r]] != 0);
      g_assert_cmpuint (keys[r], ==, x[rows[r]]);
      for (gsize j = 0; j < n; j++)
        if (!params->has_valid || valid[j] != 0)
          n_before
              += turn (params, x[j]) < turn (params, keys[r]) || (x[j] == keys[r] && j < rows[r]);
      g_assert_cmpuint (n_before, ==, r);
    }
}

static void
test_top (void)
{
  static const gsize sizes[] = { 1, 2, 3, 9, 64, 150 }, ks[] = { 1, 2, 7, 40 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (ks); k++)
      {
        gsize n = sizes[i];
        Params params = { .is_descending = k % 2 == 0,
                          .is_signed = k / 2 == 0,
                          .has_valid = (i + k) % 2 == 0,
                          .k = ks[k] };
        g_autofree guint64 *x = draw (source, n, WIDTH, i % 2 != 0 ? 3 : 64);
        g_autofree guint64 *valid = draw (source, n, 1, 2);

        check_top (&params, x, valid, n);
      }
}

/* Three rows of all keys of two bits, at the lowest and the highest place of the width, so that
 * both signs are there; all ways with ties, all flags, and one to three rows taken. */
static void
test_exhaustive (void)
{
  static const guint64 values[] = { 0, 1, 1 << (WIDTH - 1), (1 << WIDTH) - 1 };
  const guint64 second[3] = { 0 };

  for (guint all = 0; all < 512; all++)
    {
      guint64 x[3], valid[3];
      Params params = { .is_descending = all & 1, .is_signed = all >> 1 & 1, .has_valid = TRUE };

      for (guint j = 0; j < 3; j++)
        {
          x[j] = values[all >> 2 * j & 3];
          valid[j] = all >> (6 + j) & 1;
        }
      params.ties = (JlyRankTies)(JLY_RANK_BY_ROW + (all >> 6 & 3));
      if (all < 256)
        for (guint kind = 0; kind < 4; kind++)
          {
            params.is_descending = kind & 1;
            params.is_signed = kind >> 1;
            check_rank (&params, x, second, 3);
          }
      for (params.k = 1; params.k <= 3; params.k++)
        check_top (&params, x, valid, 3);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/rank/by-row", GINT_TO_POINTER (JLY_RANK_BY_ROW), test_rank);
  g_test_add_data_func ("/rank/least", GINT_TO_POINTER (JLY_RANK_LEAST), test_rank);
  g_test_add_data_func ("/rank/twice-mean", GINT_TO_POINTER (JLY_RANK_TWICE_MEAN), test_rank);
  g_test_add_data_func ("/rank/dense", GINT_TO_POINTER (JLY_RANK_DENSE), test_rank);
  g_test_add_func ("/rank/top", test_top);
  g_test_add_func ("/rank/exhaustive", test_exhaustive);
  return g_test_run ();
}
