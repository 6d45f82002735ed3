/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few public codes: which row has which, sums by code, and histograms, against plain loops. */
#include "config.h"

#include "engine/test-work.h"

#include "engine/jly-count.h"
#include "engine/jly-one-hot.h"

#define N_RINGS 2
#define MAX_EDGES 9

typedef struct
{
  guint n_codes, n_edges;
  const guint64 *edges;
  gboolean is_signed;
  JlyCountWay way;
} Params;

/* bits 0: codes; bits 1: valid, or nothing. */
static gboolean
one_hot_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Params *params = work->params;

  work->bits_out[0] = jly_one_hot (engine, work->bits[0], work->bits[1], params->n_codes, error);
  return work->bits_out[0] != NULL;
}

static gboolean
sums_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Params *params = work->params;

  return jly_one_hot_sums (engine, work->bits[0], work->bits[1], params->n_codes,
                           (const JlyRing *const *)work->rings, N_RINGS, work->rings_out,
                           &work->rings_out[N_RINGS], error);
}

static gboolean
histogram_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Params *params = work->params;

  work->rings_out[0] = jly_histogram (engine, work->bits[0], work->bits[1], params->edges,
                                      params->n_edges, params->is_signed, params->way, error);
  return work->rings_out[0] != NULL;
}

static TestTask *
share (const Params *params, const guint64 *x, const guint64 *valid, gsize n, guint width)
{
  TestTask *task = test_task_new ((guint32)n, params);

  test_task_add_bits (task, 0, x, n, width);
  if (valid != NULL)
    test_task_add_bits (task, 1, valid, n, 1);
  return task;
}

/* Every code of every width to five bits, with and without valid bits. */
static void
test_codes (void)
{
  for (guint width = 1; width <= 5; width++)
    for (guint n_codes = 1; n_codes <= 1U << width; n_codes += width > 3 ? 5 : 1)
      for (guint has_valid = 0; has_valid < 2; has_valid++)
        {
          gsize n = (gsize)2 << width;
          g_autofree guint64 *x = g_new (guint64, n), *valid = g_new (guint64, n), *got = NULL;
          Params params = { .n_codes = n_codes };
          g_autoptr (TestTask) task = NULL;

          for (gsize j = 0; j < n; j++)
            {
              x[j] = j / 2;
              valid[j] = has_valid ? j % 2 : 1;
            }
          task = share (&params, x, has_valid ? valid : NULL, n, width);
          test_task_run (task, one_hot_party);
          test_task_check_cost (task, one_hot_party);
          got = test_task_reveal_bits (task, 0);
          g_assert_cmpuint (task->works[0].bits_out[0]->width, ==, n_codes);
          for (gsize j = 0; j < n; j++)
            g_assert_cmpuint (got[j], ==, x[j] < n_codes ? valid[j] << x[j] : 0);
        }
}

static void
test_cost (void)
{
  static const guint64 zeros[8] = { 0 }, ones[8] = { 1, 1, 1, 1, 1, 1, 1, 1 };
  Params params = { .n_codes = 64 };
  g_autoptr (TestTask) all = share (&params, zeros, NULL, 8, 6);
  g_autoptr (TestTask) some = share (&params, zeros, ones, 8, 6);

  test_task_run (all, one_hot_party);
  g_assert_cmpuint (jly_local_net_get_end (all->parties->net, 0)->bytes_sent, ==, 64 - 6 - 1);
  g_assert_cmpuint (jly_local_net_get_end (all->parties->net, 0)->rounds, ==, 5);
  test_task_run (some, one_hot_party);
  g_assert_cmpuint (jly_local_net_get_end (some->parties->net, 0)->bytes_sent, ==, 64 - 1);
  g_assert_cmpuint (jly_local_net_get_end (some->parties->net, 0)->rounds, ==, 6);
}

static void
check_sums (const TestTask *task,
            const guint64 *x,
            const guint64 *valid,
            guint64 *const *rings,
            gsize n,
            guint n_codes)
{
  for (guint r = 0; r <= N_RINGS; r++)
    {
      g_autofree guint64 *got = test_task_reveal_ring (task, r);

      for (guint code = 0; code < n_codes; code++)
        {
          guint64 sum = 0;

          for (gsize j = 0; j < n; j++)
            if (x[j] == code && valid[j])
              sum += r < N_RINGS ? rings[r][j] : 1;
          g_assert_cmpuint (got[code], ==,
                            sum & jly_ring_mask (task->works[0].rings_out[r]->width));
        }
    }
}

static void
test_sums (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 7; width++)
    {
      gsize n = 1 + width * 150 % 701;
      g_autofree guint64 *x = g_new (guint64, n), *valid = g_new (guint64, n);
      g_autofree guint64 *first = g_new (guint64, n), *second = g_new (guint64, n);
      guint64 *rings[] = { first, second };
      Params params = { .n_codes = (1U << width) - width / 2 };
      g_autoptr (TestTask) task = NULL;

      for (gsize j = 0; j < n; j++)
        {
          x[j] = test_parties_random (source, width);
          valid[j] = test_parties_random (source, 2) != 0;
          first[j] = test_parties_random (source, 64);
          second[j] = test_parties_random (source, 11);
        }
      task = share (&params, x, valid, n, width);
      test_task_add_ring (task, 0, first, n, 64);
      test_task_add_ring (task, 1, second, n, 11);
      test_task_run (task, sums_party);
      test_task_check_cost (task, sums_party);
      check_sums (task, x, valid, rings, n, params.n_codes);
    }
}

static gint64
to_signed (guint64 x, guint width)
{
  return (gint64)(x << (64 - width)) >> (64 - width);
}

/* The bin of a number: how many edges it is not below. */
static guint
find_bin (const Params *params, guint64 x, guint width)
{
  guint bin = 0;

  while (bin < params->n_edges
         && (params->is_signed ? to_signed (x, width) >= to_signed (params->edges[bin], width)
                               : x >= params->edges[bin]))
    bin++;
  return bin;
}

static void
check_histogram (const Params *params, const guint64 *x, const guint64 *valid, gsize n, guint width)
{
  g_autoptr (TestTask) task = share (params, x, valid, n, width);
  g_autofree guint64 *got = NULL;
  guint64 bins[MAX_EDGES + 1] = { 0 };

  test_task_run (task, histogram_party);
  test_task_check_cost (task, histogram_party);
  for (gsize j = 0; j < n; j++)
    if (valid == NULL || valid[j])
      bins[find_bin (params, x[j], width)]++;
  got = test_task_reveal_ring (task, 0);
  g_assert_cmpuint (task->works[0].rings_out[0]->n, ==, params->n_edges + 1);
  for (guint b = 0; b <= params->n_edges; b++)
    g_assert_cmpuint (got[b], ==, bins[b]);
}

/* All sets of edges among numbers of three bits. */
static void
test_histogram_exhaustive (void)
{
  for (guint set = 1; set < 256; set++)
    {
      guint64 x[16], valid[16], edges[8];
      gboolean is_signed = set % 2;
      Params params = { .edges = edges, .is_signed = is_signed, .way = (JlyCountWay)(set / 2 % 2) };

      for (guint i = 0; i < 16; i++)
        {
          x[i] = i % 8;
          valid[i] = i < 8;
        }
      for (guint e = 0; e < 8; e++)
        if (set >> e & 1)
          edges[params.n_edges++] = is_signed ? (e + 4) % 8 : e;
      check_histogram (&params, x, set % 3 ? valid : NULL, 16, 3);
    }
}

static void
test_histogram_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 4; width <= 64; width += 6)
    {
      gsize n = 1 + width * 31 % 900;
      guint64 edges[MAX_EDGES];
      g_autofree guint64 *x = g_new (guint64, n), *valid = g_new (guint64, n);
      Params params = { .n_edges = MAX_EDGES, .edges = edges, .way = (JlyCountWay)(width / 6 % 2) };

      for (guint e = 0; e < MAX_EDGES; e++)
        edges[e] = (e + 1) * (jly_ring_mask (width) / (MAX_EDGES + 1));
      for (gsize j = 0; j < n; j++)
        {
          x[j] = j % 3 ? test_parties_random (source, width) : edges[j % MAX_EDGES] - (j & 1);
          valid[j] = test_parties_random (source, 2) != 0;
        }
      check_histogram (&params, x, width % 4 ? valid : NULL, n, width);
    }
}

static void
record_histogram (guint64 value, TestTraffic *traffic)
{
  static const guint64 edges[] = { 3, 200 };
  gsize n = 1 << 13;
  g_autofree guint64 *x = g_new (guint64, n);
  Params params = { .n_edges = 2, .edges = edges, .way = JLY_COUNT_FEW_BYTES };
  g_autoptr (TestTask) task = NULL;

  for (gsize j = 0; j < n; j++)
    x[j] = value;
  task = share (&params, x, NULL, n, 8);
  test_task_record (task, traffic);
  test_task_run (task, histogram_party);
}

static void
test_messages (void)
{
  g_autoptr (TestTraffic) low = test_traffic_new (), high = test_traffic_new ();

  record_histogram (0, low);
  record_histogram (255, high);
  test_traffic_check_same (low, high);
  test_traffic_check_uniform (low);
  test_traffic_check_uniform (high);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/one-hot/codes", test_codes);
  g_test_add_func ("/one-hot/cost", test_cost);
  g_test_add_func ("/one-hot/sums", test_sums);
  g_test_add_func ("/histogram/exhaustive", test_histogram_exhaustive);
  g_test_add_func ("/histogram/random", test_histogram_random);
  g_test_add_func ("/histogram/messages", test_messages);
  return g_test_run ();
}
