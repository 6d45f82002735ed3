/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Different keys counted, repeated rows marked, and uniqueness told, against a loop over pairs. */
#include "config.h"

#include "engine/test-openings.h"
#include "engine/test-work.h"

#include "engine/jly-distinct.h"

#define N_KEYS 2

typedef struct
{
  gsize n;
  guint n_keys, widths[N_KEYS];
  guint64 *keys[N_KEYS], *valid;
  JlyCountWay way;
  gboolean has_valid;
} Table;

static gboolean
distinct_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Table *table = work->params;
  const JlyBits *const *keys = (const JlyBits *const *)work->bits;
  const JlyBits *valid = work->bits[N_KEYS];
  gboolean *is_unique = g_new0 (gboolean, 1);

  work->opened = is_unique;
  work->opened_free = g_free;
  work->rings_out[0] = jly_distinct_count (engine, keys, table->n_keys, valid, table->way, error);
  if (work->rings_out[0] == NULL)
    return FALSE;
  work->bits_out[0] = jly_distinct_mark_repeats (engine, keys, table->n_keys, valid, error);
  return work->bits_out[0] != NULL
         && jly_distinct_check_unique (engine, keys, table->n_keys, valid, is_unique, error);
}

static gboolean
is_repeat (const Table *table, gsize j)
{
  if (!table->valid[j])
    return FALSE;
  for (gsize i = 0; i < j; i++)
    if (table->valid[i] && table->keys[0][i] == table->keys[0][j]
        && (table->n_keys == 1 || table->keys[1][i] == table->keys[1][j]))
      return TRUE;
  return FALSE;
}

static void
check_table (const Table *table, guint32 seed)
{
  g_autoptr (TestTask) task = test_task_new (seed, table);
  g_autofree guint64 *count = NULL, *marks = NULL;
  guint64 n_distinct = 0, n_repeats = 0;

  for (guint k = 0; k < table->n_keys; k++)
    test_task_add_bits (task, k, table->keys[k], table->n, table->widths[k]);
  if (table->has_valid)
    test_task_add_bits (task, N_KEYS, table->valid, table->n, 1);
  test_task_run (task, distinct_party);
  if (table->n <= 4 && seed % 16 == 0)
    test_task_check_cost (task, distinct_party);
  count = test_task_reveal_ring (task, 0);
  marks = test_task_reveal_bits (task, 0);
  for (gsize j = 0; j < table->n; j++)
    {
      gboolean is_marked = is_repeat (table, j);

      g_assert_cmpuint (marks[j], ==, is_marked);
      n_repeats += is_marked;
      n_distinct += table->valid[j] && !is_marked;
    }
  g_assert_cmpuint (count[0], ==, n_distinct);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (*(gboolean *)task->works[i].opened, ==, n_repeats == 0);
}

/* Keys and valid bits of one bit; zero keys at the top are where nothing is before the first row.
 */
static void
test_exhaustive (void)
{
  for (gsize n = 1; n <= 4; n++)
    for (guint all = 0; all < 1U << 2 * n; all++)
      {
        guint64 keys[4], valid[4];
        Table table = { n, 1, { 1 }, { keys }, valid, (JlyCountWay)(all % 2), TRUE };

        for (gsize j = 0; j < n; j++)
          {
            keys[j] = all >> 2 * j & 1;
            valid[j] = all >> (2 * j + 1) & 1;
          }
        check_table (&table, all);
      }
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 24; i++)
    {
      guint64 first[300], second[300], valid[300];
      Table table
          = { 1 + i * 13, 1 + i % 2, { 64, 5 }, { first, second }, valid, (JlyCountWay)(i / 2 % 2),
              i % 3 != 0 };
      guint64 n_codes = i % 4 == 0 ? 3 : table.n;

      for (gsize j = 0; j < table.n; j++)
        {
          first[j] = test_parties_random (source, 30) % n_codes << 30;
          second[j] = test_parties_random (source, 2);
          valid[j] = !table.has_valid || test_parties_random (source, 2) != 0;
        }
      check_table (&table, seed + i);
    }
}

/* One repeated row is found wherever it is. */
static void
test_one_repeat (void)
{
  for (guint i = 0; i < 12; i++)
    {
      guint64 keys[65], valid[65];
      Table table = { 65, 1, { 20 }, { keys }, valid, JLY_COUNT_FEW_BYTES, FALSE };

      for (gsize j = 0; j < table.n; j++)
        {
          keys[j] = j * 7919 % 1000003;
          valid[j] = 1;
        }
      keys[64 - 5 * i] = keys[i == 0 ? 0 : 5];
      check_table (&table, i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distinct/exhaustive", test_exhaustive);
  g_test_add_func ("/distinct/random", test_random);
  g_test_add_func ("/distinct/one-repeat", test_one_repeat);
  return g_test_run ();
}
