/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sort and a selection open says nothing about the keys but what it may.
 *
 * A sort opens answers about shuffled rows. Here it is shown, on all small inputs, that they are
 * exactly the answers for the order of the shuffled rows by (key, number of the row), which is a
 * uniformly random order of n different things whatever the keys are, because the shuffle's is.
 * That the multiset of all transcripts is the same for all keys is then checked by playing through
 * every shuffle. A selection opens whether there are enough rows, and the bits of its result.
 */
#include "config.h"

#include "engine/test-openings.h"

#include "engine/jly-order.h"
#include "engine/jly-select.h"
#include "engine/jly-sort.h"

#include <math.h>
#include <string.h>

#define MAX_ROWS 70

/* Everything that was opened, in order, as it is packed. */
static GBytes *
join_openings (const TestOpenings *openings)
{
  GByteArray *all = g_byte_array_new ();

  for (guint k = 0; k < test_openings_count (openings); k++)
    {
      guint start = all->len;

      for (guint i = 0; i < 3; i++)
        {
          gsize n;
          const guint8 *bytes = g_bytes_get_data (openings->messages[i]->pdata[k], &n);

          if (i == 0)
            g_byte_array_append (all, bytes, (guint)n);
          g_assert_cmpuint (all->len, ==, start + n);
          for (gsize b = 0; b < n && i > 0; b++)
            all->data[start + b] ^= bytes[b];
        }
    }
  return g_byte_array_free_to_bytes (all);
}

static gboolean
sort_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const JlySortKey key = { work->bits[0], FALSE, FALSE };
  const JlyShuffleColumn column = { work->bits[0], NULL };

  return jly_sort (engine, &key, 1, &column, 1, error);
}

/* The same keys of the miners make the same orders: this is the shuffle of the sort. */
static gboolean
shuffle_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const JlyShuffleColumn column = { work->bits[0], NULL };

  work->bits_out[0] = g_steal_pointer (&work->bits[0]);
  return jly_shuffle (engine, &column, 1, error);
}

/* from[j]: which row lies at place j after the shuffle. */
static guint64 *
get_shuffle (guint32 seed, gsize n)
{
  g_autoptr (TestTask) task = test_task_new (seed, NULL);
  guint64 rows[MAX_ROWS];

  for (gsize i = 0; i < n; i++)
    rows[i] = i;
  test_task_add_bits (task, 0, rows, n, 7);
  test_task_run (task, shuffle_party);
  return test_task_reveal_bits (task, 0);
}

static GBytes *
sort_shared (guint32 seed, const guint64 *keys, gsize n, guint width)
{
  g_autoptr (TestTask) task = test_task_new (seed, NULL);
  g_autoptr (TestOpenings) openings = test_openings_new ();

  test_openings_record (openings, task);
  test_task_add_bits (task, 0, keys, n, width);
  test_task_run (task, sort_party);
  return join_openings (openings);
}

/* How many rows come before row i, equal ones in the order that they are in. */
static guint32
get_rank (const guint64 *keys, gsize n, gsize i)
{
  guint32 rank = 0;

  for (gsize j = 0; j < n; j++)
    rank += keys[j] < keys[i] || (keys[j] == keys[i] && j < i);
  return rank;
}

static void
append_bits (GByteArray *bytes, const guint64 *bits, gsize n)
{
  guint start = bytes->len;

  g_byte_array_set_size (bytes, start + (guint)(n + 7) / 8);
  memset (bytes->data + start, 0, (n + 7) / 8);
  for (gsize i = 0; i < n; i++)
    bytes->data[start + i / 8] |= (guint8)(bits[i] << i % 8);
}

/* The transcript of a sort whose shuffle is from, in clear. */
static GBytes *
sort_in_clear (const guint64 *keys, const guint64 *from, gsize n)
{
  g_autoptr (JlyOrder) order = jly_order_new (n);
  GByteArray *bytes = g_byte_array_new ();
  guint32 x[MAX_ROWS * MAX_ROWS], y[MAX_ROWS * MAX_ROWS];
  guint64 answers[MAX_ROWS * MAX_ROWS];
  gsize n_asked;

  while ((n_asked = jly_order_ask (order, x, y, G_N_ELEMENTS (x))) > 0)
    {
      for (gsize i = 0; i < n_asked; i++)
        answers[i] = get_rank (keys, n, from[x[i]]) < get_rank (keys, n, from[y[i]]);
      append_bits (bytes, answers, n_asked);
      g_assert_true (jly_order_answer (order, answers));
    }
  return g_byte_array_free_to_bytes (bytes);
}

static void
check_openings (guint32 seed, const guint64 *keys, const guint64 *from, gsize n, guint width)
{
  g_autoptr (GBytes) opened = sort_shared (seed, keys, n, width);
  g_autoptr (GBytes) expected = sort_in_clear (keys, from, n);

  g_assert_true (g_bytes_equal (opened, expected));
}

/* All keys from 0 to 2 of up to four rows, and larger ones with many ties. */
static void
test_sort_openings (void)
{
  for (gsize n = 2; n <= 4; n++)
    for (guint32 seed = 0; seed < 3; seed++)
      {
        g_autofree guint64 *from = get_shuffle (seed, n);

        for (guint all = 0; all < (guint)pow (3, (double)n); all++)
          {
            guint64 keys[4];

            for (guint j = 0, rest = all; j < n; j++, rest /= 3)
              keys[j] = rest % 3;
            check_openings (seed, keys, from, n, 2);
          }
      }
  for (guint32 seed = 10; seed < 30; seed++)
    {
      g_autofree guint64 *from = get_shuffle (seed, MAX_ROWS);
      guint64 keys[MAX_ROWS];

      for (guint j = 0; j < MAX_ROWS; j++)
        keys[j] = (j * j + seed) % (seed / 2);
      check_openings (seed, keys, from, MAX_ROWS, 5);
    }
}

static int
compare_transcripts (gconstpointer a, gconstpointer b)
{
  return g_bytes_compare (*(GBytes *const *)a, *(GBytes *const *)b);
}

static void
play_shuffles (const guint64 *keys, guint64 *from, gsize n, gsize first, GPtrArray *all)
{
  if (first == n)
    g_ptr_array_add (all, sort_in_clear (keys, from, n));
  for (gsize i = first; i < n; i++)
    {
      guint64 old = from[first];

      from[first] = from[i];
      from[i] = old;
      play_shuffles (keys, from, n, first + 1, all);
      from[i] = from[first];
      from[first] = old;
    }
}

static GPtrArray *
list_transcripts (const guint64 *keys, gsize n)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  guint64 from[] = { 0, 1, 2, 3, 4, 5 };

  play_shuffles (keys, from, n, 0, all);
  g_ptr_array_sort (all, compare_transcripts);
  return all;
}

/* The same multiset of transcripts for every choice of keys. */
static void
test_sort_every_shuffle (void)
{
  static const guint64 keys[][6] = { { 0, 1, 2, 3, 4, 5 },
                                     { 0, 0, 0, 0, 0, 0 },
                                     { 5, 4, 3, 2, 1, 0 },
                                     { 1, 0, 1, 0, 1, 0 },
                                     { 7, 7, 0, 7, 9, 9 } };

  for (gsize n = 2; n <= 6; n++)
    {
      g_autoptr (GPtrArray) first = list_transcripts (keys[0], n);

      for (guint k = 1; k < G_N_ELEMENTS (keys); k++)
        {
          g_autoptr (GPtrArray) other = list_transcripts (keys[k], n);

          g_assert_cmpuint (first->len, ==, other->len);
          for (guint i = 0; i < first->len; i++)
            g_assert_true (g_bytes_equal (first->pdata[i], other->pdata[i]));
        }
    }
}

static TestTraffic *
record_sort (guint32 seed, const guint64 *keys, gsize n)
{
  g_autoptr (TestTask) task = test_task_new (seed, NULL);
  TestTraffic *traffic = test_traffic_new ();

  test_task_record (task, traffic);
  test_task_add_bits (task, 0, keys, n, 8);
  test_task_run (task, sort_party);
  return traffic;
}

/* Rows in order, and rows that are all equal, go through the same shuffle in the same order. */
static void
test_sort_sizes (void)
{
  guint64 keys[MAX_ROWS], equal[MAX_ROWS] = { 0 };

  for (guint j = 0; j < MAX_ROWS; j++)
    keys[j] = 3 * j;
  for (guint32 seed = 0; seed < 20; seed++)
    {
      g_autoptr (TestTraffic) a = record_sort (seed, keys, MAX_ROWS);
      g_autoptr (TestTraffic) b = record_sort (seed, equal, MAX_ROWS);

      test_traffic_check_same (a, b);
    }
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return x < y ? -1 : x > y;
}

/* Bytes that miner 1 sends in sorts with n_seeds different shuffles, in order. */
static guint64 *
collect_lengths (guint32 seed, guint n_seeds, const guint64 *keys, gsize n)
{
  guint64 *lengths = g_new0 (guint64, n_seeds);

  for (guint i = 0; i < n_seeds; i++)
    {
      g_autoptr (TestTask) task = test_task_new (seed + i, NULL);

      test_task_add_bits (task, 0, keys, n, 8);
      test_task_run (task, sort_party);
      lengths[i] = jly_local_net_get_end (task->parties->net, 1)->bytes_sent;
    }
  qsort (lengths, n_seeds, sizeof *lengths, compare_sizes);
  return lengths;
}

/* The largest distance of the two distribution functions, after Kolmogorov and Smirnov. */
static double
get_distance (const guint64 *a, const guint64 *b, guint n)
{
  double distance = 0;

  for (guint i = 0, j = 0; i < n && j < n;)
    {
      guint64 at = MIN (a[i], b[j]);

      while (i < n && a[i] == at)
        i++;
      while (j < n && b[j] == at)
        j++;
      distance = MAX (distance, fabs ((double)i - j) / n);
    }
  return distance;
}

/* Two data sets, 1000 other shuffles each: 0.121 is exceeded once in 10^6. */
static void
test_sort_lengths (void)
{
  const gsize n = 24;
  guint64 keys[24], equal[24] = { 0 };
  g_autofree guint64 *a = NULL, *b = NULL;

  for (guint j = 0; j < n; j++)
    keys[j] = (j * 37) % 101;
  a = collect_lengths (5000, 1000, keys, n);
  b = collect_lengths (7000, 1000, equal, n);
  g_assert_cmpuint (a[0], <, a[999]);
  g_assert_cmpfloat (get_distance (a, b, 1000), <, 0.121);
}

static gboolean
select_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const JlyRank rank = jly_rank_quantile (1, 2, FALSE);
  guint64 *value = g_new0 (guint64, 1);
  JlySelection selection = { .x = work->bits[0],
                             .valid = work->bits[1],
                             .ranks = &rank,
                             .n_ranks = 1,
                             .least = 2,
                             .way = JLY_COUNT_FEW_ROUNDS };
  gboolean is_enough;

  work->opened = value;
  work->opened_free = g_free;
  if (work->params != NULL) /* secret */
    return jly_select_secret (engine, &selection, &is_enough, &work->bits_out[0], error);
  return jly_select_open (engine, &selection, &is_enough, value, error);
}

/* A byte whether there are too few rows; then one for every bit of the result, if it is opened. */
static void
check_select (const guint64 *x, const guint64 *valid, gsize n, guint width, gboolean is_secret)
{
  g_autoptr (TestTask) task = test_task_new (3, is_secret ? "secret" : NULL);
  g_autoptr (TestOpenings) openings = test_openings_new ();
  g_autoptr (GBytes) opened = NULL;
  const guint8 *bytes;
  gsize n_bytes, n_valid = 0;

  test_openings_record (openings, task);
  test_task_add_bits (task, 0, x, n, width);
  test_task_add_bits (task, 1, valid, n, 1);
  test_task_run (task, select_party);
  opened = join_openings (openings);
  bytes = g_bytes_get_data (opened, &n_bytes);
  for (gsize j = 0; j < n; j++)
    n_valid += valid[j];
  g_assert_cmpuint (bytes[0], ==, n_valid < 2);
  g_assert_cmpuint (n_bytes, ==, n_valid < 2 || is_secret ? 1 : 1 + width);
  for (gsize i = 1; i < n_bytes; i++)
    g_assert_cmpuint (bytes[i], ==, *(guint64 *)task->works[0].opened >> (width - i) & 1);
}

static void
test_select_openings (void)
{
  for (guint all = 0; all < 512; all++)
    {
      guint64 x[3], valid[3];

      for (guint j = 0; j < 3; j++)
        {
          x[j] = all >> (3 * j) & 3;
          valid[j] = all >> (3 * j + 2) & 1;
        }
      check_select (x, valid, 3, 2, all % 2 != 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sort-view/openings", test_sort_openings);
  g_test_add_func ("/sort-view/every-shuffle", test_sort_every_shuffle);
  g_test_add_func ("/sort-view/sizes", test_sort_sizes);
  g_test_add_func ("/sort-view/lengths", test_sort_lengths);
  g_test_add_func ("/select-view/openings", test_select_openings);
  return g_test_run ();
}
