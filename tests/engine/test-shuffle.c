/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shuffle moves whole rows, into every order equally often, at the cost that is documented, with
 * messages that look random. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-permutation.h"
#include "engine/jly-shuffle.h"
#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

#define N_COLUMNS 5
#define ID_WIDTH 17

/* A table in clear: two columns of bits, two of numbers, and the number of the row. */
typedef struct
{
  gsize n;
  guint widths[N_COLUMNS];
  guint64 *values[N_COLUMNS];
} Table;

typedef struct
{
  JlyShuffleColumn columns[N_COLUMNS];
} Work;

static gboolean
is_bits (guint c)
{
  return c < 2;
}

static Table *
table_new (gsize n, const guint widths[N_COLUMNS - 1])
{
  Table *table = g_new0 (Table, 1);

  table->n = n;
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      table->widths[c] = c < N_COLUMNS - 1 ? widths[c] : ID_WIDTH;
      table->values[c] = g_new0 (guint64, n);
    }
  for (gsize j = 0; j < n; j++)
    table->values[N_COLUMNS - 1][j] = j;
  return table;
}

static void
table_free (Table *table)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    g_free (table->values[c]);
  g_free (table);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

static gboolean
shuffle_party (JlyEngine *engine, gpointer user_data, GError **error)
{
  Work *work = user_data;

  return jly_shuffle (engine, work->columns, N_COLUMNS, error);
}

static void
share_table (const Table *table, TestParties *parties, Work works[3])
{
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      TestSecret bits = { { NULL } };
      TestRing ring = { { NULL } };

      if (is_bits (c))
        test_secret_share (&bits, parties, table->values[c], table->n, table->widths[c]);
      else
        test_ring_share (&ring, parties, table->values[c], table->n, table->widths[c]);
      for (guint i = 0; i < 3; i++)
        works[i].columns[c] = (JlyShuffleColumn){ bits.held[i], ring.held[i] };
    }
}

static guint64 *
reveal_column (const Work works[3], guint c)
{
  TestSecret bits;
  TestRing ring;

  for (guint i = 0; i < 3; i++)
    {
      bits.held[i] = works[i].columns[c].bits;
      ring.held[i] = works[i].columns[c].ring;
    }
  return is_bits (c) ? test_secret_reveal (&bits) : test_ring_reveal (&ring);
}

static void
clear_works (Work works[3])
{
  for (guint i = 0; i < 3; i++)
    for (guint c = 0; c < N_COLUMNS; c++)
      {
        jly_bits_free (works[i].columns[c].bits);
        jly_ring_free (works[i].columns[c].ring);
      }
}

/* The new order, after every column was found to be in it. */
static guint64 *
check_rows (const Table *table, const Work works[3])
{
  guint64 *order = reveal_column (works, N_COLUMNS - 1);
  g_autofree guint8 *is_seen = g_new0 (guint8, table->n);

  for (gsize j = 0; j < table->n; j++)
    {
      g_assert_cmpuint (order[j], <, table->n);
      g_assert_false (is_seen[order[j]]);
      is_seen[order[j]] = TRUE;
    }
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      g_autofree guint64 *got = reveal_column (works, c);

      for (gsize j = 0; j < table->n; j++)
        g_assert_cmpuint (got[j], ==, table->values[c][order[j]]);
    }
  return order;
}

/* The table of PROTOCOL.md. */
static guint64
count_bytes (const Table *table, guint self)
{
  guint64 first = 0, second = 0;

  for (guint c = 0; c < N_COLUMNS; c++)
    {
      first += (table->n * table->widths[c] + 7) / 8;
      second += is_bits (c) ? table->widths[c] * ((table->n + 7) / 8)
                            : (table->n * table->widths[c] + 7) / 8;
    }
  return self == 0 ? first : self == 1 ? second : first + second;
}

static void
check_cost (const Table *table, const JlyTransport *counted, guint self)
{
  static const guint8 key[JLY_ENGINE_KEY_BYTES];
  JlyTransport *dry = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (self, dry, JLY_PRG_CHACHA20, key, key);
  JlyShuffleColumn columns[N_COLUMNS];
  gboolean is_done;

  for (guint c = 0; c < N_COLUMNS; c++)
    {
      columns[c].bits = is_bits (c) ? jly_bits_new (table->n, table->widths[c]) : NULL;
      columns[c].ring = is_bits (c) ? NULL : jly_ring_new (table->n, table->widths[c]);
    }
  is_done = jly_shuffle (engine, columns, N_COLUMNS, NULL);
  g_assert_true (is_done);
  g_assert_cmpuint (dry->bytes_sent, ==, counted->bytes_sent);
  g_assert_cmpuint (dry->rounds, ==, counted->rounds);
  g_assert_cmpuint (counted->bytes_sent, ==, count_bytes (table, self));
  g_assert_cmpuint (counted->rounds, ==, 2);
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      jly_bits_free (columns[c].bits);
      jly_ring_free (columns[c].ring);
    }
  jly_engine_free (engine);
  jly_transport_dry_free (dry);
}

/* Runs one shuffle, with either generator by the seed; the caller frees the order. */
static guint64 *
run_table (const Table *table, guint32 seed, JlyLocalHookFunc hook, gpointer hook_data)
{
  g_autoptr (TestParties) parties = test_parties_new (seed, test_parties_choose_prg (seed));
  Work works[3];
  GError *errors[3];
  guint64 *order;

  share_table (table, parties, works);
  jly_local_net_set_hook (parties->net, hook, hook_data);
  test_parties_run (parties, shuffle_party, (gpointer[]){ &works[0], &works[1], &works[2] },
                    errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      check_cost (table, jly_local_net_get_end (parties->net, i), i);
    }
  order = check_rows (table, works);
  clear_works (works);
  return order;
}

/* All tables of up to three rows with a bit and a number modulo 4. */
static void
test_exhaustive (void)
{
  for (gsize n = 1; n <= 3; n++)
    for (guint all = 0; all < 1U << (3 * n); all++)
      {
        g_autoptr (Table) table = table_new (n, (guint[]){ 1, 2, 1, 2 });
        g_autofree guint64 *order = NULL;

        for (gsize j = 0; j < n; j++)
          {
            guint row = all >> (3 * j) & 7;

            table->values[0][j] = table->values[2][j] = row & 1;
            table->values[1][j] = table->values[3][j] = row >> 1;
          }
        order = run_table (table, all, NULL, NULL);
      }
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      guint widths[] = { width, 65 - width, width, 65 - width };
      g_autoptr (Table) table = table_new (1 + width * width % 1400, widths);
      g_autofree guint64 *order = NULL;

      for (guint c = 0; c < N_COLUMNS - 1; c++)
        for (gsize j = 0; j < table->n; j++)
          table->values[c][j] = test_parties_random (source, table->widths[c]);
      order = run_table (table, seed + width, NULL, NULL);
    }
}

static double
measure_chi (const guint *counts, guint n, double expected)
{
  double chi = 0;

  for (guint i = 0; i < n; i++)
    chi += (counts[i] - expected) * (counts[i] - expected) / expected;
  return chi;
}

/* Three rows have six orders; 5 degrees of freedom: 37 is exceeded once in a million times. */
static void
test_orders (void)
{
  g_autoptr (Table) table = table_new (3, (guint[]){ 1, 1, 1, 1 });
  guint counts[9] = { 0 }, found[6], n_found = 0;

  for (guint32 seed = 0; seed < 1200; seed++)
    {
      g_autofree guint64 *order = run_table (table, seed, NULL, NULL);

      counts[order[0] * 3 + order[1]]++;
    }
  for (guint i = 0; i < 9; i++)
    if (i / 3 != i % 3)
      found[n_found++] = counts[i];
  g_assert_cmpfloat (measure_chi (found, n_found, 200), <, 37);
}

/* Four things have 24 orders; 23 degrees of freedom. */
static void
test_permutation (gconstpointer n_bits)
{
  guint8 key[JLY_PRG_KEY_BYTES] = { 3 };
  guint counts[64] = { 0 }, found[64], n_found = 0;
  JlyPrgStream stream;

  jly_prg_stream_init (&stream, JLY_PRG_CHACHA20, key);
  for (guint i = 0; i < 24000; i++)
    {
      g_autoptr (JlyPermutation) order
          = jly_permutation_draw_with (&stream, 4, GPOINTER_TO_UINT (n_bits));

      counts[order->from[0] * 16 + order->from[1] * 4 + order->from[2]]++;
    }
  for (guint i = 0; i < 64; i++)
    if (i / 16 != i / 4 % 4 && i / 16 != i % 4 && i / 4 % 4 != i % 4)
      found[n_found++] = counts[i];
  g_assert_cmpuint (n_found, ==, 24);
  g_assert_cmpfloat (measure_chi (found, n_found, 1000), <, 74);
}

/* Every thing is in a long order once, and no place prefers any sixteenth of the things; 255
 * degrees of freedom. */
static void
test_long_permutation (void)
{
  const gsize n = 100000;
  guint8 key[JLY_PRG_KEY_BYTES] = { 4 };
  g_autofree guint8 *is_seen = g_new0 (guint8, n);
  guint counts[256] = { 0 };
  JlyPrgStream stream;
  JlyPermutation *order;

  jly_prg_stream_init (&stream, JLY_PRG_CHACHA20, key);
  order = jly_permutation_draw (&stream, n);
  for (gsize j = 0; j < n; j++)
    {
      g_assert_cmpuint (order->from[j], <, n);
      g_assert_false (is_seen[order->from[j]]);
      is_seen[order->from[j]] = TRUE;
      counts[j * 16 / n * 16 + (gsize)order->from[j] * 16 / n]++;
    }
  g_assert_cmpfloat (measure_chi (counts, 256, (double)n / 256), <, 377);
  jly_permutation_free (order);
}

/* Bytes by sender and the number of the message: at most two from one miner to another. */
#define MAX_MESSAGES 4

typedef struct
{
  guint n_messages[3];
  guint counts[3][MAX_MESSAGES][256];
  gsize sizes[3][MAX_MESSAGES];
} Traffic;

static void
count_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  Traffic *traffic = data;
  guint m = traffic->n_messages[from]++;

  g_assert_cmpuint (m, <, MAX_MESSAGES);
  traffic->sizes[from][m] = n;
  for (gsize i = 0; i < n; i++)
    traffic->counts[from][m][bytes[i]]++;
}

/* 255 degrees of freedom: 377 is exceeded once in a million times. */
static void
check_uniform (const Traffic *traffic)
{
  for (guint from = 0; from < 3; from++)
    for (guint m = 0; m < traffic->n_messages[from]; m++)
      g_assert_cmpfloat (
          measure_chi (traffic->counts[from][m], 256, (double)traffic->sizes[from][m] / 256), <,
          377);
}

/* Every message is uniform, and as long for one table as for another. */
static void
test_messages (void)
{
  g_autofree Traffic *zeros = g_new0 (Traffic, 1), *ones = g_new0 (Traffic, 1);
  g_autoptr (Table) table = table_new (1 << 14, (guint[]){ 5, 8, 13, 64 });
  g_autofree guint64 *order = run_table (table, 11, count_cb, zeros), *other = NULL;

  for (guint c = 0; c < N_COLUMNS - 1; c++)
    for (gsize j = 0; j < table->n; j++)
      table->values[c][j] = jly_ring_mask (table->widths[c]);
  other = run_table (table, 11, count_cb, ones);
  check_uniform (zeros);
  check_uniform (ones);
  g_assert_cmpmem (zeros->sizes, sizeof zeros->sizes, ones->sizes, sizeof ones->sizes);
}

static gboolean
vanish_party (JlyEngine *engine, gpointer user_data, GError **error)
{
  if (jly_engine_get_self (engine) == 0)
    return jly_fail (error, JLY_ERROR_CANCELLED, NULL, "gone");
  return shuffle_party (engine, user_data, error);
}

/* Without miner 0 the shuffle fails for everybody. */
static void
test_vanished (void)
{
  g_autoptr (Table) table = table_new (9, (guint[]){ 3, 4, 5, 6 });
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  Work works[3];
  GError *errors[3];

  share_table (table, parties, works);
  test_parties_run (parties, vanish_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_nonnull (errors[i]);
      g_clear_error (&errors[i]);
    }
  clear_works (works);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/shuffle/permutation", GUINT_TO_POINTER (0), test_permutation);
  g_test_add_data_func ("/shuffle/permutation-buckets", GUINT_TO_POINTER (1), test_permutation);
  g_test_add_data_func ("/shuffle/permutation-many-buckets", GUINT_TO_POINTER (9),
                        test_permutation);
  g_test_add_func ("/shuffle/long-permutation", test_long_permutation);
  g_test_add_func ("/shuffle/exhaustive", test_exhaustive);
  g_test_add_func ("/shuffle/random", test_random);
  g_test_add_func ("/shuffle/orders", test_orders);
  g_test_add_func ("/shuffle/messages", test_messages);
  g_test_add_func ("/shuffle/vanished", test_vanished);
  return g_test_run ();
}
