/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows go where shared numbers say, and what is opened on the way says nothing about them. */
#include "config.h"

#include "engine/test-openings.h"
#include "engine/test-work.h"

#include "engine/jly-place.h"
#include "engine/jly-pick.h"

#include "base/jly-error.h"

#define WIDE 90

/* ring 0: places; bits 0 and 1, and ring 1: the table. Copies are moved. */
static gboolean
place_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  g_autoptr (JlyRing) places = jly_ring_copy (work->rings[0]);
  JlyShuffleColumn columns[2];

  columns[0] = (JlyShuffleColumn){ .bits = work->bits_out[0] = jly_bits_copy (work->bits[0]) };
  columns[1] = (JlyShuffleColumn){ .ring = work->rings_out[0] = jly_ring_copy (work->rings[1]) };
  return jly_place_rows (engine, places, columns, G_N_ELEMENTS (columns), error);
}

/* bits 0: flags; the same table. */
static gboolean
flagged_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  JlyShuffleColumn columns[2];

  columns[0] = (JlyShuffleColumn){ .bits = work->bits_out[0] = jly_bits_copy (work->bits[0]) };
  columns[1] = (JlyShuffleColumn){ .ring = work->rings_out[0] = jly_ring_copy (work->rings[1]) };
  return jly_place_flagged_first (engine, work->bits[1], columns, G_N_ELEMENTS (columns), error);
}

static void
number_rows (TestTask *task, gsize n, guint width)
{
  g_autofree guint64 *numbers = g_new (guint64, n);

  for (gsize j = 0; j < n; j++)
    numbers[j] = j;
  test_task_add_bits (task, 0, numbers, n, width);
  test_task_add_ring (task, 1, numbers, n, width);
}

static void
check_places (const guint64 *places, gsize n)
{
  g_autoptr (TestTask) task = test_task_new ((guint32)n, NULL);
  g_autofree guint64 *bits = NULL, *ring = NULL;

  test_task_add_ring (task, 0, places, n, jly_place_width (n));
  number_rows (task, n, 17);
  test_task_run (task, place_party);
  test_task_check_cost (task, place_party);
  bits = test_task_reveal_bits (task, 0);
  ring = test_task_reveal_ring (task, 0);
  for (gsize j = 0; j < n; j++)
    {
      g_assert_cmpuint (bits[places[j]], ==, j);
      g_assert_cmpuint (ring[places[j]], ==, j);
    }
}

/* In place of a number in 0 .. n! - 1, the order it stands for. */
static void
fill_order (guint64 *places, gsize n, guint64 number)
{
  for (gsize j = 0; j < n; j++)
    {
      gsize at = number % (j + 1);

      number /= j + 1;
      places[j] = places[at];
      places[at] = j;
    }
}

static void
test_places (void)
{
  static const gsize lanes[] = { 63, 64, 65, 128, 500, 513 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);
  guint64 places[513];
  guint64 n_orders = 1;

  g_test_message ("seed %u", seed);
  for (gsize n = 1; n <= 4; n++, n_orders *= n)
    for (guint64 number = 0; number < n_orders; number++)
      {
        fill_order (places, n, number);
        check_places (places, n);
      }
  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
    {
      for (gsize j = 0; j < lanes[i]; j++)
        {
          gsize at = test_parties_random (source, 30) % (j + 1);

          places[j] = places[at];
          places[at] = j;
        }
      check_places (places, lanes[i]);
    }
}

static void
check_flagged (const guint64 *flags, gsize n)
{
  g_autoptr (TestTask) task = test_task_new ((guint32)n, NULL);
  g_autofree guint64 *bits = NULL, *ring = NULL;
  gsize at = 0;

  test_task_add_bits (task, 1, flags, n, 1);
  number_rows (task, n, 13);
  test_task_run (task, flagged_party);
  test_task_check_cost (task, flagged_party);
  bits = test_task_reveal_bits (task, 0);
  ring = test_task_reveal_ring (task, 0);
  for (guint flag = 2; flag-- > 0;)
    for (gsize j = 0; j < n; j++)
      if (flags[j] == flag)
        {
          g_assert_cmpuint (bits[at], ==, j);
          g_assert_cmpuint (ring[at++], ==, j);
        }
}

static void
test_flagged (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);
  guint64 flags[1025];

  g_test_message ("seed %u", seed);
  for (gsize n = 1; n <= 6; n++)
    for (guint all = 0; all < 1U << n; all++)
      {
        for (gsize j = 0; j < n; j++)
          flags[j] = all >> j & 1;
        check_flagged (flags, n);
      }
  for (gsize n = 60; n <= 1025; n = n * 2 - 59)
    for (guint kind = 0; kind < 3; kind++)
      {
        for (gsize j = 0; j < n; j++)
          flags[j] = kind == 0 ? 1 : kind == 1 ? 0 : test_parties_random (source, 1);
        check_flagged (flags, n);
      }
}

/* Places that are no order end the attempt. */
static void
test_refused (void)
{
  static const guint64 twice[] = { 0, 2, 2 }, outside[] = { 0, 1, 3 };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestTask) task = test_task_new (3, NULL);

      test_task_add_ring (task, 0, i == 0 ? twice : outside, 3, 2);
      number_rows (task, 3, 5);
      test_task_run_failing (task, place_party, JLY_ERROR_PROTOCOL);
    }
}

/* Every row from every other, for columns that are moved bit by bit and in one and two words. */
static void
test_rows (void)
{
  static const guint widths[] = { 1, 6, 7, 64, 65, 70, WIDE };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);
  g_autofree guint32 *rows = g_new (guint32, 700);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gsize n = 130 + 70 * i, n_out = 700 - 99 * i;
      g_autoptr (JlyBits) x = jly_bits_new (n, widths[i]), out = NULL;

      for (gsize j = 0; j < n_out; j++)
        rows[j] = (guint32)(test_parties_random (source, 20) % n);
      for (gsize w = 0; w < widths[i] * x->words_per_plane; w++)
        {
          x->own[w] = test_parties_random (source, 64);
          x->prev[w] = test_parties_random (source, 64);
        }
      out = jly_pick_bits (x, rows, n_out);
      for (gsize j = 0; j < n_out; j++)
        for (guint b = 0; b < widths[i]; b++)
          {
            gsize from = b * x->words_per_plane + rows[j] / 64;
            gsize to = b * out->words_per_plane + j / 64;

            g_assert_cmpuint (x->own[from] >> rows[j] % 64 & 1, ==, out->own[to] >> j % 64 & 1);
            g_assert_cmpuint (x->prev[from] >> rows[j] % 64 & 1, ==, out->prev[to] >> j % 64 & 1);
          }
    }
}

/* The opened order is each of the six equally often, whatever the flags are. */
static void
test_opened (void)
{
  for (guint all = 0; all < 8; all += 3)
    {
      guint64 flags[] = { all & 1, all >> 1 & 1, all >> 2 };
      TestOrders orders = { 0 };

      for (guint32 seed = 0; seed < 600; seed++)
        {
          g_autoptr (TestTask) task = test_task_new (seed, NULL);
          g_autoptr (TestOpenings) openings = test_openings_new ();

          test_task_add_bits (task, 1, flags, 3, 1);
          number_rows (task, 3, 4);
          test_openings_record (openings, task);
          test_task_run (task, flagged_party);
          g_assert_cmpuint (test_openings_count (openings), ==, 1);
          test_orders_add (&orders, openings, 0);
        }
      test_orders_check_uniform (&orders);
    }
}

static void
record_flagged (gboolean is_one, TestTraffic *traffic)
{
  gsize n = 1 << 13;
  g_autofree guint64 *flags = g_new0 (guint64, n);
  g_autoptr (TestTask) task = test_task_new (5, NULL);

  for (gsize j = 0; j < n && is_one; j++)
    flags[j] = 1;
  test_task_add_bits (task, 1, flags, n, 1);
  number_rows (task, n, 13);
  test_task_record (task, traffic);
  test_task_run (task, flagged_party);
}

static void
test_messages (void)
{
  g_autoptr (TestTraffic) zeros = test_traffic_new (), ones = test_traffic_new ();

  record_flagged (FALSE, zeros);
  record_flagged (TRUE, ones);
  test_traffic_check_same (zeros, ones);
  test_traffic_check_uniform (zeros);
  test_traffic_check_uniform (ones);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/rows", test_rows);
  g_test_add_func ("/place/places", test_places);
  g_test_add_func ("/place/flagged", test_flagged);
  g_test_add_func ("/place/refused", test_refused);
  g_test_add_func ("/place/opened", test_opened);
  g_test_add_func ("/place/messages", test_messages);
  return g_test_run ();
}
