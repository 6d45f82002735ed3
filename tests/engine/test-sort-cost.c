/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is predicted of a sort: the mean of 200 runs within 2 %, and none of them above the bound.
 */
#include "config.h"

#include "engine/test-work.h"

#include "engine/jly-sort-cost.h"
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
  g_test_add_func ("/sort-cost/nothing", test_nothing);
  return g_test_run ();
}
