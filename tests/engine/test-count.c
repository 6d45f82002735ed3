/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts, sums where a bit is one, and running over rows, against plain loops. */
#include "config.h"

#include "engine/test-work.h"

#include "engine/jly-count.h"
#include "engine/jly-prefix.h"

#define MAX_VALUES 3

typedef struct
{
  JlyCountWay way;
  guint n_values, count_width;
} Params;

static gboolean
count_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Params *params = work->params;

  work->rings_out[0] = jly_count (engine, work->bits[0], params->way, error);
  return work->rings_out[0] != NULL;
}

static guint64
count_plane (const guint64 *x, gsize n, guint plane)
{
  guint64 count = 0;

  for (gsize j = 0; j < n; j++)
    count += x[j] >> plane & 1;
  return count;
}

static void
check_count (const guint64 *x, gsize n, guint width, JlyCountWay way)
{
  Params params = { way, 0, 0 };
  g_autoptr (TestTask) task = test_task_new ((guint32)n, &params);
  g_autofree guint64 *got = NULL;

  test_task_add_bits (task, 0, x, n, width);
  test_task_run (task, count_party);
  test_task_check_cost (task, count_party);
  got = test_task_reveal_ring (task, 0);
  g_assert_cmpuint (task->works[0].rings_out[0]->width, ==, jly_count_width (n));
  for (guint b = 0; b < width; b++)
    g_assert_cmpuint (got[b], ==, count_plane (x, n, b));
}

/* All vectors of up to four lanes of two planes. */
static void
test_count_exhaustive (gconstpointer data)
{
  for (gsize n = 1; n <= 4; n++)
    for (guint all = 0; all < 1U << (2 * n); all++)
      {
        guint64 x[4];

        for (gsize j = 0; j < n; j++)
          x[j] = all >> (2 * j) & 3;
        check_count (x, n, 2, (JlyCountWay)GPOINTER_TO_INT (data));
      }
}

/* Powers of two of ones are where a count of too few bits would be zero. */
static void
test_count_random (gconstpointer data)
{
  static const gsize lanes[] = { 1, 2, 63, 64, 65, 127, 128, 129, 511, 512, 513, 1024, 3000 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
    for (guint width = 1; width <= 19; width += 6)
      {
        gsize n = lanes[i];
        g_autofree guint64 *x = g_new (guint64, n), *ones = g_new (guint64, n);

        for (gsize j = 0; j < n; j++)
          {
            x[j] = test_parties_random (source, width);
            ones[j] = jly_ring_mask (width);
          }
        check_count (x, n, width, (JlyCountWay)GPOINTER_TO_INT (data));
        check_count (ones, n, width, (JlyCountWay)GPOINTER_TO_INT (data));
      }
}

static gboolean
sums_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Params *params = work->params;

  return jly_count_sums (engine, work->bits[0], (const JlyRing *const *)work->rings,
                         params->n_values, work->rings_out, params->count_width,
                         params->count_width > 0 ? &work->rings_out[MAX_VALUES] : NULL, error);
}

static void
check_sum (
    const guint64 *got, const guint64 *flags, const guint64 *values, gsize n, guint b, guint width)
{
  guint64 sum = 0;

  for (gsize j = 0; j < n; j++)
    sum += flags[j] >> b & 1 ? values[j] : 0;
  g_assert_cmpuint (got[b], ==, sum & jly_ring_mask (width));
}

static void
test_sums (void)
{
  static const gsize lanes[] = { 1, 2, 64, 65, 700 };
  static const guint widths[] = { 64, 1, 33, 12 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 40; round++)
    {
      gsize n = lanes[round % G_N_ELEMENTS (lanes)];
      guint n_planes = 1 + round % 9;
      Params params = { 0, round % (MAX_VALUES + 1), round % 2 ? jly_count_width (n) : 0 };
      g_autoptr (TestTask) task = test_task_new (seed + round, &params);
      g_autofree guint64 *flags = g_new (guint64, n), *values = g_new (guint64, MAX_VALUES * n);

      if (params.n_values == 0 && params.count_width == 0)
        continue;
      for (gsize j = 0; j < n; j++)
        flags[j] = test_parties_random (source, n_planes);
      test_task_add_bits (task, 0, flags, n, n_planes);
      for (guint v = 0; v < params.n_values; v++)
        {
          for (gsize j = 0; j < n; j++)
            values[v * n + j] = test_parties_random (source, widths[(round + v) % 4]);
          test_task_add_ring (task, v, values + v * n, n, widths[(round + v) % 4]);
        }
      test_task_run (task, sums_party);
      test_task_check_cost (task, sums_party);
      for (guint v = 0; v < params.n_values; v++)
        {
          g_autofree guint64 *got = test_task_reveal_ring (task, v);

          for (guint b = 0; b < n_planes; b++)
            check_sum (got, flags, values + v * n, n, b, widths[(round + v) % 4]);
        }
      if (params.count_width > 0)
        {
          g_autofree guint64 *got = test_task_reveal_ring (task, MAX_VALUES);

          for (guint b = 0; b < n_planes; b++)
            g_assert_cmpuint (got[b], ==, count_plane (flags, n, b));
        }
    }
}

/* bits 0 and ring 0 in; their prefixes, and the way back, out. */
static gboolean
prefix_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;

  work->bits_out[0] = jly_bits_copy (work->bits[0]);
  jly_prefix_xor (work->bits_out[0]);
  work->bits_out[1] = jly_bits_copy (work->bits_out[0]);
  jly_prefix_xor_difference (work->bits_out[1]);
  work->bits_out[2] = jly_prefix_row_before (work->bits[0]);
  work->bits_out[3] = jly_prefix_row_after (work->bits[0]);
  work->rings_out[0] = jly_ring_copy (work->rings[0]);
  jly_prefix_sum (work->rings_out[0]);
  work->rings_out[1] = jly_ring_copy (work->rings_out[0]);
  jly_prefix_difference (work->rings_out[1]);
  work->bits_out[4] = jly_prefix_and (engine, work->bits[0], work->bits[1], error);
  return work->bits_out[4] != NULL;
}

static void
check_prefixes (const TestTask *task, const guint64 *x, const guint64 *starts, gsize n, guint width)
{
  guint64 *bits[5], *rings[2], xor_so_far = 0, sum_so_far = 0, and_so_far = 0;

  for (guint slot = 0; slot < 5; slot++)
    bits[slot] = test_task_reveal_bits (task, slot);
  for (guint slot = 0; slot < 2; slot++)
    rings[slot] = test_task_reveal_ring (task, slot);
  for (gsize j = 0; j < n; j++)
    {
      xor_so_far ^= x[j];
      sum_so_far = (sum_so_far + x[j]) & jly_ring_mask (width);
      and_so_far = j == 0 || starts[j] != 0 ? x[j] : and_so_far & x[j];
      g_assert_cmpuint (bits[0][j], ==, xor_so_far);
      g_assert_cmpuint (bits[1][j], ==, x[j]);
      g_assert_cmpuint (bits[2][j], ==, j > 0 ? x[j - 1] : 0);
      g_assert_cmpuint (bits[3][j], ==, j + 1 < n ? x[j + 1] : 0);
      g_assert_cmpuint (bits[4][j], ==, and_so_far);
      g_assert_cmpuint (rings[0][j], ==, sum_so_far);
      g_assert_cmpuint (rings[1][j], ==, x[j]);
    }
  for (guint slot = 0; slot < 5; slot++)
    g_free (bits[slot]);
  for (guint slot = 0; slot < 2; slot++)
    g_free (rings[slot]);
}

static void
check_prefix (const guint64 *x, const guint64 *starts, gsize n, guint width)
{
  g_autoptr (TestTask) task = test_task_new ((guint32)n, NULL);

  test_task_add_bits (task, 0, x, n, width);
  test_task_add_bits (task, 1, starts, n, 1);
  test_task_add_ring (task, 0, x, n, width);
  test_task_run (task, prefix_party);
  test_task_check_cost (task, prefix_party);
  check_prefixes (task, x, starts, n, width);
}

/* All rows of one bit, and all ways to cut them, up to five rows. */
static void
test_prefix_exhaustive (void)
{
  for (gsize n = 1; n <= 5; n++)
    for (guint all = 0; all < 1U << (2 * n); all++)
      {
        guint64 x[5], starts[5];

        for (gsize j = 0; j < n; j++)
          {
            x[j] = all >> j & 1;
            starts[j] = all >> (n + j) & 1;
          }
        check_prefix (x, starts, n, 1);
      }
}

static void
test_prefix_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      gsize n = 1 + width * width % 1300;
      g_autofree guint64 *x = g_new (guint64, n), *starts = g_new (guint64, n);

      for (gsize j = 0; j < n; j++)
        {
          /* Mostly ones, so that some are still there after long runs. */
          x[j] = test_parties_random (source, width) | test_parties_random (source, width)
                 | test_parties_random (source, width) | test_parties_random (source, width);
          starts[j] = test_parties_random (source, 5) == 0;
        }
      check_prefix (x, starts, n, width);
    }
}

/* As PROTOCOL.md has it, on lane counts that fill whole bytes. */
static void
test_cost (void)
{
  g_autofree guint64 *ones = g_new (guint64, 512);
  Params params = { JLY_COUNT_FEW_ROUNDS, 0, 0 };
  g_autoptr (TestTask) task = test_task_new (1, &params), scan = test_task_new (1, NULL);

  for (gsize j = 0; j < 512; j++)
    ones[j] = 1;
  test_task_add_bits (task, 0, ones, 512, 1);
  test_task_run (task, count_party);
  g_assert_cmpuint (jly_local_net_get_end (task->parties->net, 0)->rounds, ==, 2);
  g_assert_cmpuint (jly_local_net_get_end (task->parties->net, 0)->bytes_sent, ==, 512 * 10 / 8);
  test_task_add_bits (scan, 0, ones, 512, 1);
  test_task_add_bits (scan, 1, ones, 512, 1);
  test_task_add_ring (scan, 0, ones, 512, 1);
  test_task_run (scan, prefix_party);
  g_assert_cmpuint (jly_local_net_get_end (scan->parties->net, 0)->rounds, ==, 1 + 9);
  g_assert_cmpuint (jly_local_net_get_end (scan->parties->net, 0)->bytes_sent, ==, (1 + 18) * 64);
}

static void
record_count (gboolean is_ones, JlyCountWay way, TestTraffic *traffic)
{
  gsize n = 1 << 14;
  g_autofree guint64 *x = g_new0 (guint64, n);
  Params params = { way, 0, 0 };
  g_autoptr (TestTask) task = test_task_new (5, &params);

  for (gsize j = 0; j < n && is_ones; j++)
    x[j] = 7;
  test_task_add_bits (task, 0, x, n, 3);
  test_task_record (task, traffic);
  test_task_run (task, count_party);
}

/* Messages are as long for ones as for zeros, and look random. */
static void
test_messages (void)
{
  for (guint way = JLY_COUNT_FEW_BYTES; way <= JLY_COUNT_FEW_ROUNDS; way++)
    {
      g_autoptr (TestTraffic) zeros = test_traffic_new (), ones = test_traffic_new ();

      record_count (FALSE, (JlyCountWay)way, zeros);
      record_count (TRUE, (JlyCountWay)way, ones);
      test_traffic_check_same (zeros, ones);
      test_traffic_check_uniform (ones);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/count/few-bytes/exhaustive", GINT_TO_POINTER (JLY_COUNT_FEW_BYTES),
                        test_count_exhaustive);
  g_test_add_data_func ("/count/few-bytes/random", GINT_TO_POINTER (JLY_COUNT_FEW_BYTES),
                        test_count_random);
  g_test_add_data_func ("/count/few-rounds/exhaustive", GINT_TO_POINTER (JLY_COUNT_FEW_ROUNDS),
                        test_count_exhaustive);
  g_test_add_data_func ("/count/few-rounds/random", GINT_TO_POINTER (JLY_COUNT_FEW_ROUNDS),
                        test_count_random);
  g_test_add_func ("/count/sums", test_sums);
  g_test_add_func ("/prefix/exhaustive", test_prefix_exhaustive);
  g_test_add_func ("/prefix/random", test_prefix_random);
  g_test_add_func ("/count/cost", test_cost);
  g_test_add_func ("/count/messages", test_messages);
  return g_test_run ();
}
