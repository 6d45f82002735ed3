/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every gate against plain arithmetic: all inputs at small widths, which lie beside each other in
 * the lanes of one vector, then random inputs at all widths and at lane counts around the edges of
 * words and blocks. The results are looked at share by share, so that padding and duplicates are
 * checked too.
 */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-gate.h"
#include "engine/jly-transport-dry.h"

#include "base/jly-secret.h"

#include <string.h>

typedef enum
{
  GATE_ADD,
  GATE_ADD_PUBLIC,
  GATE_ADD_PUBLIC_CARRY,
  GATE_LESS,
  GATE_LESS_PUBLIC,
  GATE_EQUAL,
  GATE_MUX,
  GATE_MIN,
  GATE_MAX,
  GATE_AND,
  GATE_MULTIPLY,
  GATE_SUM3,
  N_GATES
} Gate;

static const char *const names[N_GATES]
    = { "add", "add-public", "add-public-carry", "less", "less-public", "equal", "mux", "min",
        "max", "and",        "multiply",         "sum3" };

/* What one miner is given and returns. y is also known in clear, for the gates that want that. */
typedef struct
{
  Gate gate;
  const JlyBits *x, *y;
  const JlyPublic *c;
  JlyBits *out;
} Work;

static JlyBits *
run_gate (JlyEngine *engine, const Work *work, GError **error)
{
  const JlyBits *x = work->x, *y = work->y;
  JlyBits low = jly_bits_view (x, 0, 1);

  switch (work->gate)
    {
    case GATE_ADD:
      return jly_gate_add (engine, x, y, error);
    case GATE_ADD_PUBLIC:
      return jly_gate_add_public (engine, x, work->c, FALSE, error);
    case GATE_ADD_PUBLIC_CARRY:
      return jly_gate_add_public (engine, x, work->c, TRUE, error);
    case GATE_LESS:
      return jly_gate_less_than (engine, x, y, error);
    case GATE_LESS_PUBLIC:
      return jly_gate_less_than_public (engine, x, work->c, error);
    case GATE_EQUAL:
      return jly_gate_equal (engine, x, y, error);
    case GATE_MUX:
      return jly_gate_mux (engine, &low, x, y, error);
    case GATE_MIN:
      return jly_gate_min (engine, x, y, error);
    case GATE_MAX:
      return jly_gate_max (engine, x, y, error);
    case GATE_AND:
      return jly_gate_and (engine, x, y, error);
    case GATE_MULTIPLY:
      return jly_gate_multiply (engine, x, y, error);
    case GATE_SUM3:
      return jly_gate_sum (engine, (const JlyBits *[]){ x, y, x }, 3, error);
    default:
      g_assert_not_reached ();
    }
}

static guint64
expect (Gate gate, guint64 x, guint64 y)
{
  switch (gate)
    {
    case GATE_ADD:
    case GATE_ADD_PUBLIC:
      return x + y;
    case GATE_ADD_PUBLIC_CARRY:
      return x + y + 1;
    case GATE_LESS:
    case GATE_LESS_PUBLIC:
      return x < y;
    case GATE_EQUAL:
      return x == y;
    case GATE_MUX:
      return x & 1 ? x : y;
    case GATE_MIN:
      return MIN (x, y);
    case GATE_MAX:
      return MAX (x, y);
    case GATE_AND:
      return x & y;
    case GATE_MULTIPLY:
      return x * y;
    case GATE_SUM3:
      return x + y + x;
    default:
      g_assert_not_reached ();
    }
}

/* The widest operands whose result still fits 64 bits. */
static guint
get_limit (Gate gate)
{
  switch (gate)
    {
    case GATE_ADD:
    case GATE_ADD_PUBLIC:
    case GATE_ADD_PUBLIC_CARRY:
      return 63;
    case GATE_SUM3:
      return 62;
    case GATE_MULTIPLY:
      return 32;
    default:
      return 64;
    }
}

static gboolean
gate_party (JlyEngine *engine, gpointer data, GError **error)
{
  Work *work = data;

  work->out = run_gate (engine, work, error);
  return work->out != NULL;
}

static void
check_gate (
    TestParties *parties, Gate gate, const guint64 *x, const guint64 *y, gsize n, guint width)
{
  TestSecret xs, ys, out;
  g_autoptr (JlyPublic) c = jly_public_new (y, n, width);
  g_autofree guint64 *values = NULL;
  Work works[3];
  GError *errors[3];

  test_secret_share (&xs, parties, x, n, width);
  test_secret_share (&ys, parties, y, n, width);
  for (guint i = 0; i < 3; i++)
    works[i] = (Work){ gate, xs.held[i], ys.held[i], c, NULL };
  test_parties_run (parties, gate_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      out.held[i] = works[i].out;
    }
  values = test_secret_reveal (&out);
  for (gsize j = 0; j < n; j++)
    g_assert_cmpuint (values[j], ==, expect (gate, x[j], y[j]));
  test_secret_clear (&xs);
  test_secret_clear (&ys);
  test_secret_clear (&out);
}

static void
test_exhaustive (gconstpointer data)
{
  Gate gate = (Gate)GPOINTER_TO_UINT (data);
  g_autoptr (TestParties) parties = test_parties_new (7, JLY_PRG_CHACHA20);

  for (guint width = 1; width <= 5; width++)
    {
      gsize n = (gsize)1 << 2 * width;
      g_autofree guint64 *x = g_new (guint64, n), *y = g_new (guint64, n);

      for (gsize j = 0; j < n; j++)
        {
          x[j] = j >> width;
          y[j] = j & ((1u << width) - 1);
        }
      check_gate (parties, gate, x, y, n, width);
    }
}

/* Values near each other and at the ends are as frequent as any. */
static void
draw_pair (TestParties *parties, guint width, guint64 *x, guint64 *y)
{
  guint64 all = width == 64 ? G_MAXUINT64 : ((guint64)1 << width) - 1;

  *x = test_parties_random (parties, width);
  *y = test_parties_random (parties, width);
  switch (test_parties_random (parties, 2))
    {
    case 0:
      *y = *x;
      break;
    case 1:
      *y = *x ^ ((guint64)1 << test_parties_random (parties, 6) % width);
      break;
    case 2:
      *x = test_parties_random (parties, 1) != 0 ? all : 0;
      break;
    default:
      break;
    }
}

static void
test_random (gconstpointer data)
{
  static const gsize lanes[] = { 1, 63, 64, 65, 511, 512, 513 };
  Gate gate = (Gate)GPOINTER_TO_UINT (data);
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= get_limit (gate); width++)
    {
      gsize n = lanes[width % G_N_ELEMENTS (lanes)];
      g_autofree guint64 *x = g_new (guint64, n), *y = g_new (guint64, n);

      for (gsize j = 0; j < n; j++)
        draw_pair (parties, width, &x[j], &y[j]);
      check_gate (parties, gate, x, y, n, width);
    }
}

/* More lanes than one block has, of which the last one is not whole. */
static void
test_blocks (void)
{
  static const Gate gates[]
      = { GATE_LESS, GATE_LESS_PUBLIC, GATE_EQUAL, GATE_MUX, GATE_MIN, GATE_AND };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);
  const gsize n = 140001;
  g_autofree guint64 *x = g_new (guint64, n), *y = g_new (guint64, n);

  g_test_message ("seed %u", seed);
  for (gsize j = 0; j < n; j++)
    draw_pair (parties, 64, &x[j], &y[j]);
  for (guint i = 0; i < G_N_ELEMENTS (gates); i++)
    check_gate (parties, gates[i], x, y, n, 64);
  for (gsize j = 0; j < n; j++)
    draw_pair (parties, 31, &x[j], &y[j]);
  check_gate (parties, GATE_ADD, x, y, n, 31);
  check_gate (parties, GATE_ADD_PUBLIC_CARRY, x, y, n, 31);
}

/* What is less, with the engine's blocks so large. */
typedef struct
{
  gsize block_bytes;
  const JlyBits *x, *y;
  JlyBits *out;
  guint64 rounds;
} BlockWork;

static gboolean
block_party (JlyEngine *engine, gpointer data, GError **error)
{
  BlockWork *work = data;
  const guint64 before = jly_engine_get_transport (engine)->rounds;

  g_assert_cmpuint (jly_engine_get_block_bytes (engine), ==, JLY_ENGINE_BLOCK_BYTES);
  jly_engine_set_block_bytes (engine, work->block_bytes);
  work->out = jly_gate_less_than (engine, work->x, work->y, error);
  work->rounds = jly_engine_get_transport (engine)->rounds - before;
  return work->out != NULL;
}

static guint64
count_rounds (TestParties *parties, const TestSecret *x, const TestSecret *y, gsize block_bytes)
{
  BlockWork works[3];
  TestSecret out;
  g_autofree guint64 *less = NULL, *xs = test_secret_reveal (x), *ys = test_secret_reveal (y);
  GError *errors[3];

  for (guint i = 0; i < 3; i++)
    works[i] = (BlockWork){ block_bytes, x->held[i], y->held[i], NULL, 0 };
  test_parties_run (parties, block_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      out.held[i] = works[i].out;
    }
  less = test_secret_reveal (&out);
  for (gsize j = 0; j < x->held[0]->n_lanes; j++)
    g_assert_cmpuint (less[j], ==, xs[j] < ys[j]);
  test_secret_clear (&out);
  return works[0].rounds;
}

/* Miners that are far apart wait for fewer rounds, and compute the same. */
static void
test_block_bytes (void)
{
  g_autoptr (TestParties) parties = test_parties_new (5, JLY_PRG_CHACHA20);
  const gsize n = 100000;
  g_autofree guint64 *x = g_new (guint64, n), *y = g_new (guint64, n);
  TestSecret xs, ys;
  guint64 near, far;

  for (gsize j = 0; j < n; j++)
    draw_pair (parties, 64, &x[j], &y[j]);
  test_secret_share (&xs, parties, x, n, 64);
  test_secret_share (&ys, parties, y, n, 64);
  near = count_rounds (parties, &xs, &ys, JLY_ENGINE_BLOCK_BYTES);
  far = count_rounds (parties, &xs, &ys, JLY_ENGINE_DISTANT_BLOCK_BYTES);
  g_assert_cmpuint (far, ==, 8);
  g_assert_cmpuint (near, >, far);
  g_assert_cmpuint (near % far, ==, 0);
  test_secret_clear (&xs);
  test_secret_clear (&ys);
}

/* A dry run of a less-than of 64 bits: what it sends, in how many rounds, and what the pool has in
 * the end. */
static void
run_dry (gsize n, guint64 *n_bytes, guint64 *n_rounds, gsize *n_kept)
{
  static const guint8 key[JLY_ENGINE_KEY_BYTES];
  JlyTransport *dry = jly_transport_dry_new ();
  g_autoptr (JlyEngine) engine = jly_engine_new (0, dry, JLY_PRG_CHACHA20, key, key);
  g_autoptr (JlyBits) x = jly_bits_new (n, 64), out = NULL;

  jly_secret_init ();
  out = jly_gate_less_than (engine, x, x, NULL);
  g_assert_nonnull (out);
  *n_bytes = dry->bytes_sent;
  *n_rounds = dry->rounds;
  *n_kept = jly_pool_get_kept (jly_engine_get_pool (engine));
  jly_transport_dry_free (dry);
}

/* The cost model counts blocks as a real run does. */
static void
test_blocks_cost (void)
{
  const gsize n = 140001;
  g_autofree guint64 *zeros = g_new0 (guint64, n);
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  guint64 n_bytes, n_rounds;
  gsize n_kept;

  run_dry (n, &n_bytes, &n_rounds, &n_kept);
  check_gate (parties, GATE_LESS, zeros, zeros, n, 64);
  g_assert_cmpuint (jly_local_net_get_end (parties->net, 2)->bytes_sent, ==, n_bytes);
  g_assert_cmpuint (jly_local_net_get_end (parties->net, 2)->rounds, ==, n_rounds);
  g_assert_cmpuint (n_rounds, >, 8);
}

/* What a gate needs in between does not grow with the lanes. */
static void
test_blocks_memory (void)
{
  guint64 n_bytes, n_rounds;
  gsize n_few, n_many;

  run_dry ((3 << 16) + 3000, &n_bytes, &n_rounds, &n_few);
  run_dry ((10 << 16) + 3000, &n_bytes, &n_rounds, &n_many);
  g_assert_cmpuint (n_few, >, 0);
  g_assert_cmpuint (n_many, <=, n_few);
}

/* Gates over the lanes of one vector. */
typedef struct
{
  gboolean is_all;
  const JlyBits *x;
  JlyBits *out;
} LaneWork;

static gboolean
lane_party (JlyEngine *engine, gpointer data, GError **error)
{
  LaneWork *work = data;

  work->out = work->is_all ? jly_gate_all_lanes (engine, work->x, error)
                           : jly_gate_sum_lanes (engine, work->x, error);
  return work->out != NULL;
}

static guint64
run_over_lanes (TestParties *parties, gboolean is_all, const guint64 *values, gsize n, guint width)
{
  TestSecret x, out;
  g_autofree guint64 *result = NULL;
  LaneWork works[3];
  GError *errors[3];

  test_secret_share (&x, parties, values, n, width);
  for (guint i = 0; i < 3; i++)
    works[i] = (LaneWork){ is_all, x.held[i], NULL };
  test_parties_run (parties, lane_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      out.held[i] = works[i].out;
    }
  result = test_secret_reveal (&out);
  g_assert_cmpuint (out.held[0]->n_lanes, ==, 1);
  test_secret_clear (&x);
  test_secret_clear (&out);
  return result[0];
}

static const gsize lane_counts[]
    = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 63, 64, 65, 127, 128, 129, 511, 512, 513, 1000 };

static void
test_sum_lanes (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (lane_counts); i++)
    for (guint width = 1; width <= 54; width = width * 2 + (i & 1))
      {
        gsize n = lane_counts[i];
        g_autofree guint64 *values = g_new (guint64, n);
        guint64 sum = 0;

        for (gsize j = 0; j < n; j++)
          sum += values[j]
              = i % 3 == 0 ? ((guint64)1 << width) - 1 : test_parties_random (parties, width);
        g_assert_cmpuint (run_over_lanes (parties, FALSE, values, n, width), ==, sum);
      }
}

static void
test_all_lanes (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (lane_counts); i++)
    {
      gsize n = lane_counts[i];
      g_autofree guint64 *values = g_new (guint64, n);

      for (gsize j = 0; j < n; j++)
        values[j] = 1;
      g_assert_cmpuint (run_over_lanes (parties, TRUE, values, n, 1), ==, 1);
      for (guint k = 0; k < 4; k++)
        {
          gsize missing = k == 0 ? 0 : k == 1 ? n - 1 : test_parties_random (parties, 32) % n;

          values[missing] = 0;
          g_assert_cmpuint (run_over_lanes (parties, TRUE, values, n, 1), ==, 0);
          values[missing] = 1;
        }
    }
}

/* Tasks of different shapes in one call share their rounds. */
typedef struct
{
  const JlyBits *x[3], *y[3];
  JlyGateTask less[3], sum[3];
  guint64 rounds[2];
} ManyWork;

static gboolean
many_party (JlyEngine *engine, gpointer data, GError **error)
{
  ManyWork *work = data;
  JlyTransport *transport = jly_engine_get_transport (engine);

  for (guint t = 0; t < 3; t++)
    {
      work->less[t] = (JlyGateTask){ work->x[t], work->y[t], NULL };
      work->sum[t] = work->less[t];
    }
  if (!jly_gate_less_than_many (engine, work->less, 3, error))
    return FALSE;
  work->rounds[0] = transport->rounds;
  if (!jly_gate_add_many (engine, work->sum, 3, error))
    return FALSE;
  work->rounds[1] = transport->rounds - work->rounds[0];
  return TRUE;
}

static void
test_many (void)
{
  static const guint64 x[3] = { 5, 1000, 1 }, y[3] = { 6, 999, 1 };
  static const guint widths[3] = { 3, 10, 1 };
  g_autoptr (TestParties) parties = test_parties_new (3, JLY_PRG_CHACHA20);
  TestSecret xs[3], ys[3];
  ManyWork works[3];
  GError *errors[3];

  for (guint t = 0; t < 3; t++)
    {
      test_secret_share (&xs[t], parties, &x[t], 1, widths[t]);
      test_secret_share (&ys[t], parties, &y[t], 1, widths[t]);
      for (guint i = 0; i < 3; i++)
        {
          works[i].x[t] = xs[t].held[i];
          works[i].y[t] = ys[t].held[i];
        }
    }
  test_parties_run (parties, many_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
  for (guint t = 0; t < 3; t++)
    {
      TestSecret less = { { works[0].less[t].out, works[1].less[t].out, works[2].less[t].out } };
      TestSecret sum = { { works[0].sum[t].out, works[1].sum[t].out, works[2].sum[t].out } };
      g_autofree guint64 *is_less = test_secret_reveal (&less);
      g_autofree guint64 *total = test_secret_reveal (&sum);

      g_assert_no_error (errors[t]);
      g_assert_cmpuint (is_less[0], ==, x[t] < y[t]);
      g_assert_cmpuint (total[0], ==, x[t] + y[t]);
      test_secret_clear (&less);
      test_secret_clear (&sum);
      test_secret_clear (&xs[t]);
      test_secret_clear (&ys[t]);
    }
  /* The widest decides: 2 + ceil (log2 10), and 1 + that. */
  g_assert_cmpuint (works[0].rounds[0], ==, 6);
  g_assert_cmpuint (works[0].rounds[1], ==, 5);
}

/* ANDs a lane and rounds as jly-gate.h promises, counted on 8 lanes, where a plane is a byte. */
static void
check_cost (Gate gate, guint width, guint64 n_ands, guint64 n_rounds)
{
  static const guint64 zeros[8] = { 0 };
  g_autoptr (TestParties) parties = test_parties_new (5, JLY_PRG_CHACHA20);

  check_gate (parties, gate, zeros, zeros, 8, width);
  g_assert_cmpuint (jly_local_net_get_end (parties->net, 0)->bytes_sent, ==, n_ands);
  g_assert_cmpuint (jly_local_net_get_end (parties->net, 0)->rounds, ==, n_rounds);
}

static void
test_cost (void)
{
  static const struct
  {
    guint width, less, less_rounds, less_public, less_public_rounds, log;
  } table[] = { { 1, 1, 1, 0, 0, 0 },   { 2, 2, 2, 1, 1, 1 },    { 3, 3, 3, 2, 2, 2 },
                { 8, 9, 5, 7, 4, 3 },   { 16, 19, 6, 15, 6, 4 }, { 32, 41, 7, 33, 7, 5 },
                { 64, 85, 8, 69, 8, 6 } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      check_cost (GATE_LESS, table[i].width, table[i].less, table[i].less_rounds);
      check_cost (GATE_LESS_PUBLIC, table[i].width, table[i].less_public,
                  table[i].less_public_rounds);
      check_cost (GATE_EQUAL, table[i].width, table[i].width - 1, table[i].log);
      check_cost (GATE_MUX, table[i].width, table[i].width, 1);
    }
}

/* Both generators drive the same circuits to the same values. */
static void
test_aes (void)
{
  g_autoptr (TestParties) parties = NULL;
  static const guint64 x[] = { 0, 1, 77, 250, 255 }, y[] = { 255, 1, 78, 3, 0 };

  if (!jly_prg_is_available (JLY_PRG_AES128_CTR))
    {
      g_test_skip ("this processor has no AES instructions");
      return;
    }
  parties = test_parties_new (11, JLY_PRG_AES128_CTR);
  for (guint gate = 0; gate < N_GATES; gate++)
    check_gate (parties, (Gate)gate, x, y, G_N_ELEMENTS (x), 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint gate = 0; gate < N_GATES; gate++)
    {
      g_autofree char *all = g_strdup_printf ("/gate/%s/exhaustive", names[gate]);
      g_autofree char *some = g_strdup_printf ("/gate/%s/random", names[gate]);

      g_test_add_data_func (all, GUINT_TO_POINTER (gate), test_exhaustive);
      g_test_add_data_func (some, GUINT_TO_POINTER (gate), test_random);
    }
  g_test_add_func ("/gate/blocks", test_blocks);
  g_test_add_func ("/gate/blocks-cost", test_blocks_cost);
  g_test_add_func ("/gate/blocks-memory", test_blocks_memory);
  g_test_add_func ("/gate/block-bytes", test_block_bytes);
  g_test_add_func ("/gate/sum-lanes", test_sum_lanes);
  g_test_add_func ("/gate/all-lanes", test_all_lanes);
  g_test_add_func ("/gate/many", test_many);
  g_test_add_func ("/gate/cost", test_cost);
  g_test_add_func ("/gate/aes", test_aes);
  return g_test_run ();
}
