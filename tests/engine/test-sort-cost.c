/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is predicted of a sort: the mean of 200 runs within 2 %, and none of them above the bound.
 */
#include "config.h"

#include "engine/test-work.h"

#include "engine/jly-sort-cost.h"
#include "engine/jly-sort-radix.h"
#include "engine/jly-sort.h"

#define N_RUNS 200
#define N_MINERS 3

static gboolean
sort_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const JlySortKey key = { work->bits[0], FALSE, FALSE };
  const JlyShuffleColumn columns[] = { { .bits = work->bits[0] }, { .ring = work->rings[1] } };

  return jly_sort (engine, &key, 1, columns, G_N_ELEMENTS (columns), error);
}

static void
run_sort (guint32 seed, gsize n, guint width, JlySortCost seen[N_MINERS])
{
  g_autoptr (TestTask) task = test_task_new (seed, NULL);
  g_autofree guint64 *keys = g_new (guint64, n);

  for (gsize j = 0; j < n; j++)
    keys[j] = test_parties_random (task->parties, width);
  test_task_add_bits (task, 0, keys, n, width);
  test_task_add_ring (task, 1, keys, n, 33);
  test_task_run (task, sort_party);
  for (guint i = 0; i < N_MINERS; i++)
    {
      const JlyTransport *end = jly_local_net_get_end (task->parties->net, i);

      seen[i].bytes += end->bytes_sent;
      seen[i].most_bytes = MAX (seen[i].most_bytes, end->bytes_sent);
      seen[i].rounds += end->rounds;
      seen[i].most_rounds = MAX (seen[i].most_rounds, end->rounds);
    }
}

static void
check_near (guint64 predicted, guint64 sum, guint n_runs)
{
  double mean = (double)sum / n_runs;

  g_assert_cmpfloat ((double)predicted, >, 0.98 * mean);
  g_assert_cmpfloat ((double)predicted, <, 1.02 * mean);
}

static void
check_cost (gsize n, guint width, guint n_runs)
{
  const JlyColumnShape columns[] = { { width, FALSE }, { 33, TRUE } };
  JlySortCost seen[N_MINERS] = { { 0, 0, 0, 0 } };

  for (guint run = 0; run < n_runs; run++)
    run_sort (100 * run + 1, n, width, seen);
  for (guint i = 0; i < N_MINERS; i++)
    {
      JlySortCost cost
          = jly_sort_predict (i, n, JLY_ENGINE_BLOCK_BYTES, width, columns, G_N_ELEMENTS (columns));

      check_near (cost.bytes, seen[i].bytes, n_runs);
      check_near (cost.rounds, seen[i].rounds, n_runs);
      g_assert_cmpuint (seen[i].most_bytes, <=, cost.most_bytes);
      g_assert_cmpuint (seen[i].most_rounds, <=, cost.most_rounds);
    }
}

static void
test_200_runs (void)
{
  check_cost (2, 3, 5);
  check_cost (3, 64, 5);
  check_cost (40, 12, N_RUNS);
  check_cost (500, 20, N_RUNS);
}

/* Batches of several blocks. */
static void
test_many_rows (void)
{
  check_cost (80000, 26, 2);
}

static gboolean
radix_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const JlySortKey keys[] = { { work->bits[0], 0, 0 }, { work->bits[2], 0, 0 } };
  const JlyShuffleColumn columns[] = { { .bits = work->bits[0] }, { .ring = work->rings[1] } };

  return jly_sort_radix (engine, keys, 2, columns, 2, error);
}

/* To the byte. */
static void
test_radix (void)
{
  const JlyKeyShape keys[] = { { 5, TRUE }, { 3, FALSE } };
  const JlyColumnShape columns[] = { { 5, FALSE }, { 33, TRUE } };

  for (gsize n = 2; n < 200; n = 2 * n + 3)
    {
      g_autoptr (TestTask) task = test_task_new (1, NULL);
      g_autofree guint64 *zeros = g_new0 (guint64, n);

      test_task_add_bits (task, 0, zeros, n, 5);
      test_task_add_ring (task, 1, zeros, n, 33);
      test_task_add_bits (task, 2, zeros, n, 3);
      test_task_run (task, radix_party);
      for (guint i = 0; i < N_MINERS; i++)
        {
          JlySortCost cost = jly_sort_predict_radix (i, n, keys, 2, columns, 2);
          const JlyTransport *end = jly_local_net_get_end (task->parties->net, i);

          g_assert_cmpuint (cost.bytes, ==, end->bytes_sent);
          g_assert_cmpuint (cost.rounds, ==, end->rounds);
        }
    }
}

/* Few bits go by radix, many by comparison; long rounds speak for radix, thin links for the fewer
 * bytes. */
static JlySortWay
choose (gsize n, guint width, double bytes_per_second, double round_seconds)
{
  const JlyKeyShape key = { width, TRUE };
  const JlyColumnShape column = { width, FALSE };
  JlySortCost compare = jly_sort_predict (0, n, JLY_ENGINE_BLOCK_BYTES, width, &column, 1);
  JlySortCost radix = jly_sort_predict_radix (0, n, &key, 1, &column, 1);

  return jly_sort_choose (&compare, &radix, bytes_per_second, round_seconds);
}

static void
test_choice (void)
{
  g_assert_cmpint (choose (20000, 1, 2e8, 1e-4), ==, JLY_SORT_RADIX);
  g_assert_cmpint (choose (20000, 64, 2e8, 1e-4), ==, JLY_SORT_COMPARE);
  g_assert_cmpint (choose (20000, 16, 2e8, 1e-6), ==, JLY_SORT_COMPARE);
  g_assert_cmpint (choose (2000, 12, 1e7, 0.02), ==, JLY_SORT_RADIX);
}

static void
test_nothing (void)
{
  JlySortCost cost = jly_sort_predict (0, 1, JLY_ENGINE_BLOCK_BYTES, 8, NULL, 0);

  g_assert_cmpuint (cost.bytes + cost.most_bytes + cost.rounds + cost.most_rounds, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sort-cost/200-runs", test_200_runs);
  g_test_add_func ("/sort-cost/many-rows", test_many_rows);
  g_test_add_func ("/sort-cost/radix", test_radix);
  g_test_add_func ("/sort-cost/choice", test_choice);
  g_test_add_func ("/sort-cost/nothing", test_nothing);
  return g_test_run ();
}
