/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sort-cost.h. No secret comes near this file. */
#include "config.h"

#include "engine/jly-sort-cost.h"

#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "engine/jly-order.h"
#include "engine/jly-permutation.h"
#include "engine/jly-sort-private.h"
#include "engine/jly-transport-dry.h"

#include <string.h>

/* Rows that are played in all, over several runs: so many that the mean is good to a percent. */
#define PLAYED_ROWS ((gsize)1 << 19)
#define MOST_RUNS 256
/* Above the mean. */
#define SPARE_QUESTIONS 3 /* a row */
#define SPARE_BATCHES 12

/* Comparing a block of lanes and opening the answers. */
typedef struct
{
  guint n_planes;      /* that are sent for each lane, the answer among them */
  guint64 extra_bytes; /* and what is sent besides */
  guint n_rounds;
  gsize n_lanes; /* that share these rounds */
  gsize n_block; /* that are asked at a time */
} Comparing;

typedef struct
{
  double questions, bytes, rounds, batches;
} Effort;

static void
compare_with_nobody (gsize n_lanes, guint width, gsize block_bytes, guint64 *bytes, guint64 *rounds)
{
  static const guint8 key[JLY_ENGINE_KEY_BYTES] = { 0 };
  JlyTransport *transport = jly_transport_dry_new ();
  g_autoptr (JlyEngine) engine = jly_engine_new (0, transport, JLY_PRG_CHACHA20, key, key);
  g_autoptr (JlyBits) x = jly_bits_new (n_lanes, width), less = NULL;
  g_autofree guint64 *opened = g_new (guint64, n_lanes);

  jly_engine_set_block_bytes (engine, block_bytes);
  less = jly_gate_less_than (engine, x, x, NULL);
  g_assert (less != NULL && jly_open_to_all (engine, less, opened, NULL));
  *bytes = transport->bytes_sent;
  *rounds = transport->rounds;
  g_clear_pointer (&less, jly_bits_free);
  g_clear_pointer (&engine, jly_engine_free);
  jly_transport_dry_free (transport);
}

/* Eight lanes take a byte a plane; 16 show what does not grow. */
static Comparing
measure_comparing (guint width, gsize block_bytes)
{
  guint64 bytes_8, bytes_16, bytes, rounds, rounds_in_block;
  Comparing comparing = { .n_block = block_bytes / JLY_SORT_BYTES_A_COMPARISON };

  compare_with_nobody (8, width, block_bytes, &bytes_8, &rounds);
  compare_with_nobody (16, width, block_bytes, &bytes_16, &rounds);
  compare_with_nobody (comparing.n_block, width, block_bytes, &bytes, &rounds_in_block);
  comparing.n_planes = (guint)(bytes_16 - bytes_8);
  comparing.extra_bytes = bytes_8 - comparing.n_planes;
  comparing.n_rounds = (guint)rounds;
  /* The gate may take a block in several parts; opening is one round in any case. */
  comparing.n_lanes = comparing.n_block / MAX (1, (rounds_in_block - 1) / MAX (rounds - 1, 1));
  return comparing;
}

static void
add_block (const Comparing *comparing, gsize n, Effort *effort)
{
  gsize n_parts = (n + comparing->n_lanes - 1) / comparing->n_lanes;

  effort->questions += (double)n;
  effort->bytes
      += (double)(jly_lanes_packed_size (n, comparing->n_planes) + comparing->extra_bytes);
  effort->rounds += (double)(n_parts * (comparing->n_rounds - 1) + 1);
}

static void
draw_ranks (JlyPrgStream *stream, gsize n, guint32 *ranks)
{
  JlyPermutation *drawn = jly_permutation_draw (stream, n);

  memcpy (ranks, drawn->from, n * sizeof *ranks);
  jly_permutation_free (drawn);
}

/* Rows get new numbers, and one of any order is as good as another: the questions of later batches
 * are about rows whose order is not known yet. */
static void
play (JlyPrgStream *stream, const Comparing *comparing, gsize n, Effort *effort)
{
  gsize max = MIN (comparing->n_block, n * n), n_asked, left = 0;
  g_autoptr (JlyOrder) order = jly_order_new (n);
  g_autofree guint32 *x = g_new (guint32, max), *y = g_new (guint32, max);
  g_autofree guint32 *ranks = g_new (guint32, n);
  g_autofree guint64 *answers = g_new (guint64, max);

  draw_ranks (stream, n, ranks);
  while ((n_asked = jly_order_ask (order, x, y, max)) > 0)
    {
      left = left > 0 ? left : jly_order_get_batch (order);
      left -= n_asked;
      effort->batches += left == 0;
      add_block (comparing, n_asked, effort);
      for (gsize i = 0; i < n_asked; i++)
        answers[i] = ranks[x[i]] < ranks[y[i]];
      g_assert (jly_order_answer (order, answers));
    }
}

static Effort
play_many (const Comparing *comparing, gsize n)
{
  static const guint8 key[JLY_PRG_KEY_BYTES] = { 'c', 'o', 's', 't' };
  gsize n_runs = CLAMP (PLAYED_ROWS / n, 1, MOST_RUNS);
  Effort sum = { 0, 0, 0, 0 };
  JlyPrgStream stream;

  jly_prg_stream_init (&stream, JLY_PRG_CHACHA20, key);
  for (gsize i = 0; i < n_runs; i++)
    play (&stream, comparing, n, &sum);
  jly_prg_stream_clear (&stream);
  return (Effort){ sum.questions / (double)n_runs, sum.bytes / (double)n_runs,
                   sum.rounds / (double)n_runs, sum.batches / (double)n_runs };
}

guint64
jly_sort_measure_shuffle (guint self, gsize n, const JlyColumnShape *columns, gsize n_columns)
{
  guint64 bytes = 0;

  for (gsize c = 0; c < n_columns; c++)
    {
      guint64 packed = ((guint64)columns[c].width * n + 7) / 8;

      if (self != 1)
        bytes += packed;
      if (self != 0)
        bytes += columns[c].is_ring ? packed : jly_lanes_packed_size (n, columns[c].width);
    }
  return bytes;
}

JlySortCost
jly_sort_predict_questions (gsize n, gsize block_bytes, guint key_width)
{
  JlySortCost cost = { 0, 0, 0, 0 };
  double spare, in_one;
  Comparing comparing;
  Effort effort;

  if (n < 2)
    return cost;
  comparing = measure_comparing (key_width + jly_gate_log2 (n), block_bytes);
  effort = play_many (&comparing, n);
  spare = MIN ((double)n * SPARE_QUESTIONS, (double)n * (double)(n - 1) / 2 - effort.questions);
  in_one = (double)(comparing.n_planes + comparing.extra_bytes);
  cost.bytes = (guint64)(effort.bytes + 0.5);
  cost.rounds = (guint64)(effort.rounds + 0.5);
  cost.most_bytes
      = cost.bytes + (guint64)(spare * comparing.n_planes / 8) + SPARE_BATCHES * (guint64)in_one;
  cost.most_rounds
      = cost.rounds
        + (guint64)(SPARE_BATCHES + spare / (double)comparing.n_lanes) * comparing.n_rounds;
  return cost;
}

JlySortCost
jly_sort_predict (guint self,
                  gsize n,
                  gsize block_bytes,
                  guint key_width,
                  const JlyColumnShape *columns,
                  gsize n_columns)
{
  JlySortCost cost = jly_sort_predict_questions (n, block_bytes, key_width);
  const JlyColumnShape index = { jly_gate_log2 (MAX (n, 1)), FALSE };
  guint64 shuffle;

  if (n < 2)
    return cost;
  shuffle = jly_sort_measure_shuffle (self, n, columns, n_columns)
            + jly_sort_measure_shuffle (self, n, &index, 1);
  cost.bytes += shuffle;
  cost.most_bytes += shuffle;
  cost.rounds += 2;
  cost.most_rounds += 2;
  return cost;
}

double
jly_sort_cost_seconds (const JlySortCost *cost, double bytes_per_second, double round_seconds)
{
  return (double)cost->bytes / bytes_per_second + (double)cost->rounds * round_seconds;
}
