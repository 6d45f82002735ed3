/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Both ways to group against a plain loop: all tables of up to four rows, then random ones with one
 * or two keys, invalid rows, ties, and every choice of sums and least and largest values.
 */
#include "config.h"

#include "engine/test-openings.h"
#include "engine/test-work.h"

#include "engine/jly-count.h"
#include "engine/jly-group.h"

#include "base/jly-error.h"

#include <stdlib.h>
#include <string.h>

#define N_KEYS 2
#define N_RINGS 2
#define N_BITS 2
#define N_VALUES 6

/* Slots of a task's bits. */
enum
{
  KEYS = 0,
  VALID = KEYS + N_KEYS,
  BITS,
};

/* Slots of what comes out of the hidden way. */
enum
{
  OUT_USED = N_KEYS,
  OUT_BITS,
  OUT_COUNTS = N_RINGS,
};

static const struct
{
  JlyGroupKind kind;
  guint column;
  gboolean is_signed;
} kinds[N_VALUES] = {
  { JLY_GROUP_SUM, 0, FALSE }, { JLY_GROUP_SUM, 1, FALSE }, { JLY_GROUP_MIN, 0, FALSE },
  { JLY_GROUP_MAX, 0, FALSE }, { JLY_GROUP_MIN, 1, TRUE },  { JLY_GROUP_MAX, 1, TRUE },
};

/* A table in clear, and what is asked of it. */
typedef struct
{
  gsize n, n_places;
  guint n_keys, key_width[N_KEYS], ring_width[N_RINGS], bits_width[N_BITS];
  guint asked; /* a bit for each of kinds */
  guint64 *keys[N_KEYS], *valid, *rings[N_RINGS], *bits[N_BITS];
  gboolean has_valid;
} Table;

static Table *
table_new (gsize n)
{
  Table *table = g_new0 (Table, 1);

  *table = (Table){ .n = n,
                    .n_places = n,
                    .n_keys = 1,
                    .key_width = { 1, 1 },
                    .ring_width = { 40, 9 },
                    .bits_width = { 7, 12 },
                    .asked = (1 << N_VALUES) - 1,
                    .has_valid = TRUE };
  for (guint k = 0; k < N_KEYS; k++)
    table->keys[k] = g_new0 (guint64, n);
  for (guint i = 0; i < N_RINGS; i++)
    table->rings[i] = g_new0 (guint64, n);
  for (guint i = 0; i < N_BITS; i++)
    table->bits[i] = g_new0 (guint64, n);
  table->valid = g_new0 (guint64, n);
  return table;
}

static void
table_free (Table *table)
{
  for (guint k = 0; k < N_KEYS; k++)
    g_free (table->keys[k]);
  for (guint i = 0; i < N_RINGS; i++)
    g_free (table->rings[i]);
  for (guint i = 0; i < N_BITS; i++)
    g_free (table->bits[i]);
  g_free (table->valid);
  g_free (table);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

/* Fills in what is asked; returns how many. */
static guint
list_values (const Table *table, const TestWork *work, JlyGroupValue *values)
{
  guint n = 0;

  for (guint v = 0; v < N_VALUES; v++)
    if (table->asked >> v & 1)
      {
        gboolean is_sum = kinds[v].kind == JLY_GROUP_SUM;

        values[n++] = (JlyGroupValue){ .kind = kinds[v].kind,
                                       .is_signed = kinds[v].is_signed,
                                       .ring = is_sum ? work->rings[kinds[v].column] : NULL,
                                       .bits = is_sum ? NULL : work->bits[BITS + kinds[v].column] };
      }
  return n;
}

/* Sums come out in rings_out[column], others in bits_out[OUT_BITS + v - 2]. */
static void
take_values (const Table *table, TestWork *work, const JlyGroupValue *values)
{
  guint n = 0;

  for (guint v = 0; v < N_VALUES; v++)
    if (table->asked >> v & 1)
      {
        if (kinds[v].kind == JLY_GROUP_SUM)
          work->rings_out[v] = values[n++].ring_result;
        else
          work->bits_out[OUT_BITS + v - N_RINGS] = values[n++].bits_result;
      }
}

static gboolean
open_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Table *table = work->params;
  JlyGroupValue values[N_VALUES];
  guint n_values = list_values (table, work, values);
  JlyOpenGroups *groups = NULL;

  if (!jly_group_by_open (engine, (const JlyBits *const *)work->bits, table->n_keys,
                          work->bits[VALID], values, n_values, &groups, error))
    return FALSE;
  work->opened = groups;
  work->opened_free = (GDestroyNotify)jly_open_groups_free;
  take_values (table, work, values);
  return TRUE;
}

static gboolean
hidden_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Table *table = work->params;
  JlyGroupValue values[N_VALUES];
  guint n_values = list_values (table, work, values);
  g_autoptr (JlyHiddenGroups) groups = NULL;

  if (!jly_group_by_hidden (engine, (const JlyBits *const *)work->bits, table->n_keys,
                            work->bits[VALID], values, n_values, table->n_places, &groups, error))
    return FALSE;
  for (guint k = 0; k < groups->n_keys; k++)
    work->bits_out[k] = g_steal_pointer (&groups->keys[k]);
  work->bits_out[OUT_USED] = g_steal_pointer (&groups->is_used);
  work->rings_out[OUT_COUNTS] = g_steal_pointer (&groups->counts);
  take_values (table, work, values);
  return TRUE;
}

/* One group in clear. */
typedef struct
{
  guint64 keys[N_KEYS], count, values[N_VALUES];
} Group;

static gboolean
is_less (guint64 x, guint64 y, guint width, gboolean is_signed)
{
  guint64 sign = is_signed ? (guint64)1 << (width - 1) : 0;

  return (x ^ sign) < (y ^ sign);
}

static void
add_row (const Table *table, Group *group, gsize j)
{
  for (guint v = 0; v < N_VALUES; v++)
    {
      guint c = kinds[v].column;
      guint64 x = kinds[v].kind == JLY_GROUP_SUM ? table->rings[c][j] : table->bits[c][j];
      guint64 *to = &group->values[v];

      if (kinds[v].kind == JLY_GROUP_SUM)
        *to = (*to + x) & jly_ring_mask (table->ring_width[c]);
      else if (group->count == 0
               || (kinds[v].kind == JLY_GROUP_MIN
                       ? is_less (x, *to, table->bits_width[c], kinds[v].is_signed)
                       : is_less (*to, x, table->bits_width[c], kinds[v].is_signed)))
        *to = x;
    }
  group->count++;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *x = a, *y = b;

  for (guint k = 0; k < N_KEYS; k++)
    if (x->keys[k] != y->keys[k])
      return x->keys[k] < y->keys[k] ? -1 : 1;
  return 0;
}

static Group *
find_group (const Table *table, GArray *groups, gsize j)
{
  Group wanted = { .keys = { table->keys[0][j], table->n_keys > 1 ? table->keys[1][j] : 0 } };

  for (guint g = 0; g < groups->len; g++)
    if (compare_groups (&wanted, &g_array_index (groups, Group, g)) == 0)
      return &g_array_index (groups, Group, g);
  g_array_append_val (groups, wanted);
  return &g_array_index (groups, Group, groups->len - 1);
}

static GArray *
group_in_clear (const Table *table)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (Group));

  for (gsize j = 0; j < table->n; j++)
    if (table->valid[j] || !table->has_valid)
      add_row (table, find_group (table, groups, j), j);
  g_array_sort (groups, compare_groups);
  return groups;
}

static TestTask *
share_table (const Table *table, guint32 seed)
{
  TestTask *task = test_task_new (seed, table);

  for (guint k = 0; k < table->n_keys; k++)
    test_task_add_bits (task, KEYS + k, table->keys[k], table->n, table->key_width[k]);
  if (table->has_valid)
    test_task_add_bits (task, VALID, table->valid, table->n, 1);
  for (guint i = 0; i < N_BITS; i++)
    test_task_add_bits (task, BITS + i, table->bits[i], table->n, table->bits_width[i]);
  for (guint i = 0; i < N_RINGS; i++)
    test_task_add_ring (task, i, table->rings[i], table->n, table->ring_width[i]);
  return task;
}

/* Results are those of the groups, and zero in places beyond. */
static void
check_values (const Table *table, const TestTask *task, GArray *groups, gsize n_places)
{
  for (guint v = 0; v < N_VALUES; v++)
    if (table->asked >> v & 1)
      {
        g_autofree guint64 *got = kinds[v].kind == JLY_GROUP_SUM
                                      ? test_task_reveal_ring (task, v)
                                      : test_task_reveal_bits (task, OUT_BITS + v - N_RINGS);

        for (gsize g = 0; g < n_places; g++)
          g_assert_cmpuint (got[g], ==,
                            g < groups->len ? g_array_index (groups, Group, g).values[v] : 0);
      }
}

static void
check_open (const Table *table, guint32 seed)
{
  g_autoptr (TestTask) task = share_table (table, seed);
  g_autoptr (GArray) groups = group_in_clear (table);
  guint64 n_valid = 0;

  test_task_run (task, open_party);
  for (guint i = 0; i < 3; i++)
    {
      const JlyOpenGroups *opened = task->works[i].opened;

      g_assert_cmpuint (opened->n_groups, ==, groups->len);
      n_valid = 0;
      for (guint g = 0; g < groups->len; g++)
        {
          const Group *group = &g_array_index (groups, Group, g);

          g_assert_cmpuint (opened->counts[g], ==, group->count);
          for (guint k = 0; k < table->n_keys; k++)
            g_assert_cmpuint (opened->keys[k][g], ==, group->keys[k]);
          n_valid += group->count;
        }
      g_assert_cmpuint (opened->n_invalid, ==, table->n - n_valid);
    }
  check_values (table, task, groups, groups->len);
  /* Exact where nothing depends on the sizes of groups. */
  if (table->asked < 1 << N_RINGS || (groups->len == 1 && n_valid == table->n))
    test_task_check_cost (task, open_party);
}

static void
check_places (const Table *table, const TestTask *task, GArray *groups)
{
  g_autofree guint64 *is_used = test_task_reveal_bits (task, OUT_USED);
  g_autofree guint64 *counts = test_task_reveal_ring (task, OUT_COUNTS);

  for (gsize g = 0; g < table->n_places; g++)
    {
      const Group *group = g < groups->len ? &g_array_index (groups, Group, g) : NULL;

      g_assert_cmpuint (is_used[g], ==, group != NULL);
      g_assert_cmpuint (counts[g], ==, group != NULL ? group->count : 0);
      for (guint k = 0; k < table->n_keys; k++)
        {
          g_autofree guint64 *keys = test_task_reveal_bits (task, k);

          g_assert_cmpuint (keys[g], ==, group != NULL ? group->keys[k] : 0);
        }
    }
}

/* Up to four rows are sorted with one and the same number of questions, so the cost is exact. */
static void
check_hidden (const Table *table, guint32 seed)
{
  g_autoptr (TestTask) task = share_table (table, seed);
  g_autoptr (GArray) groups = group_in_clear (table);

  if (groups->len > table->n_places)
    {
      test_task_run_failing (task, hidden_party, JLY_ERROR_REFUSED);
      return;
    }
  test_task_run (task, hidden_party);
  check_places (table, task, groups);
  check_values (table, task, groups, table->n_places);
  if (table->n <= 4 && seed % 8 == 0)
    test_task_check_cost (task, hidden_party);
}

/* Keys of one bit and valid bits, and a value of one bit that makes ties. */
static void
test_exhaustive (gconstpointer data)
{
  gboolean is_open = GPOINTER_TO_INT (data);

  for (gsize n = 1; n <= 3; n++)
    for (guint all = 0; all < 1U << 3 * n; all++)
      {
        g_autoptr (Table) table = table_new (n);

        table->bits_width[0] = table->bits_width[1] = 1;
        for (gsize j = 0; j < n; j++)
          {
            guint row = all >> 3 * j & 7;

            table->keys[0][j] = row & 1;
            table->valid[j] = row >> 1 & 1;
            table->bits[0][j] = table->bits[1][j] = row >> 2;
            table->rings[0][j] = table->rings[1][j] = (guint64)1 << 3 * j;
          }
        table->asked = n < 3 ? table->asked : 1U << all % N_VALUES;
        table->n_places = 1 + all % n;
        if (is_open)
          check_open (table, all);
        else
          check_hidden (table, all);
      }
}

static void
fill_random (Table *table, TestParties *source, guint64 n_codes)
{
  for (gsize j = 0; j < table->n; j++)
    {
      for (guint k = 0; k < table->n_keys; k++)
        table->keys[k][j]
            = test_parties_random (source, table->key_width[k]) % (k == 0 ? n_codes : 3)
              << (table->key_width[k] > 50 ? 40 : 0);
      table->valid[j] = test_parties_random (source, 2) != 0;
      for (guint i = 0; i < N_RINGS; i++)
        table->rings[i][j] = test_parties_random (source, table->ring_width[i]);
      for (guint i = 0; i < N_BITS; i++)
        table->bits[i][j] = test_parties_random (source, table->bits_width[i]);
    }
}

static void
test_random (gconstpointer data)
{
  static const gsize rows[] = { 1, 2, 9, 63, 64, 65, 130, 300 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 3 * G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Table) table = table_new (rows[i / 3]);

      table->n_keys = 1 + i % 2;
      table->key_width[0] = i % 3 == 0 ? 64 : 9;
      table->key_width[1] = i % 3 == 1 ? 63 : 6;
      table->ring_width[0] = i % 3 == 2 ? 64 : 33;
      table->bits_width[0] = i % 4 == 0 ? 64 : 3;
      table->has_valid = i % 5 != 0;
      table->asked = i < 3 ? 0 : i * 7 % (1 << N_VALUES);
      fill_random (table, source, 1 + i * 3 % 40);
      if (GPOINTER_TO_INT (data))
        check_open (table, seed + i);
      else
        check_hidden (table, seed + i);
    }
}

/* Places are just enough, or one too few. */
static void
test_places (void)
{
  for (guint n_places = 1; n_places <= 9; n_places++)
    {
      g_autoptr (Table) table = table_new (30);

      table->key_width[0] = 4;
      table->asked = 1;
      table->n_places = n_places;
      for (gsize j = 0; j < table->n; j++)
        {
          table->keys[0][j] = j % 7;
          table->valid[j] = j % 7 != 2;
          table->rings[0][j] = j;
        }
      check_hidden (table, n_places);
    }
}

/* What is opened of three rows: their codes, in any order equally often. A table in which the same
 * rows lie elsewhere, and one with another key in an invalid row, cannot be told apart. */
static void
count_openings (const guint64 *keys, const guint64 *valid, GHashTable *counts)
{
  for (guint32 seed = 0; seed < 600; seed++)
    {
      g_autoptr (Table) table = table_new (3);
      g_autoptr (TestTask) task = NULL;
      g_autoptr (TestOpenings) openings = test_openings_new ();
      char *opened;

      table->key_width[0] = 2;
      table->asked = 0;
      memcpy (table->keys[0], keys, 3 * sizeof *keys);
      memcpy (table->valid, valid, 3 * sizeof *valid);
      task = share_table (table, seed * 3 + (guint32)keys[0]);
      test_openings_record (openings, task);
      test_task_run (task, open_party);
      opened = test_openings_describe (openings);
      g_hash_table_replace (
          counts, opened,
          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, opened)) + 1));
    }
}

static void
test_opened (void)
{
  static const guint64 keys[3][3] = { { 1, 2, 3 }, { 2, 1, 0 }, { 3, 2, 1 } };
  static const guint64 valid[3][3] = { { 1, 1, 0 }, { 1, 1, 0 }, { 0, 1, 1 } };
  GHashTable *counts[3];

  for (guint i = 0; i < 3; i++)
    {
      GHashTableIter iter;
      gpointer count;
      double chi = 0;

      counts[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      count_openings (keys[i], valid[i], counts[i]);
      g_assert_cmpuint (g_hash_table_size (counts[i]), ==, 6);
      g_hash_table_iter_init (&iter, counts[i]);
      for (gpointer opened; g_hash_table_iter_next (&iter, &opened, &count);)
        {
          double difference = GPOINTER_TO_UINT (count) - 100.0;

          g_assert_true (g_hash_table_contains (counts[0], opened));
          chi += difference * difference / 100;
        }
      g_assert_cmpfloat (chi, <, 37);
    }
  for (guint i = 0; i < 3; i++)
    g_hash_table_unref (counts[i]);
}

/* Four rows: no message is longer for one group than for four, or for none. */
static void
test_messages (void)
{
  g_autoptr (TestTraffic) first = test_traffic_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Table) table = table_new (4);
      g_autoptr (TestTask) task = NULL;
      g_autoptr (TestTraffic) traffic = test_traffic_new ();

      table->key_width[0] = 3;
      for (gsize j = 0; j < table->n; j++)
        {
          table->keys[0][j] = i == 0 ? j : 5;
          table->valid[j] = i < 2;
        }
      task = share_table (table, 4);
      test_task_record (task, i == 0 ? first : traffic);
      test_task_run (task, hidden_party);
      if (i > 0)
        test_traffic_check_same (first, traffic);
    }
}

#define N_COST_RUNS 200

static void
test_predicted (void)
{
  g_autoptr (Table) table = table_new (60);
  g_autoptr (TestParties) source = test_parties_new (3, JLY_PRG_CHACHA20);
  TestCosts costs = { 0 };

  table->key_width[0] = 8;
  table->n_places = 50;
  fill_random (table, source, 12);
  for (guint32 seed = 0; seed < N_COST_RUNS; seed++)
    {
      g_autoptr (TestTask) task = share_table (table, 1000 + seed);

      test_task_run (task, hidden_party);
      test_costs_add (&costs, task);
      if (seed + 1 == N_COST_RUNS)
        test_costs_check (&costs, task, hidden_party);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/group/open/exhaustive", GINT_TO_POINTER (TRUE), test_exhaustive);
  g_test_add_data_func ("/group/open/random", GINT_TO_POINTER (TRUE), test_random);
  g_test_add_func ("/group/open/opened", test_opened);
  g_test_add_data_func ("/group/hidden/exhaustive", GINT_TO_POINTER (FALSE), test_exhaustive);
  g_test_add_data_func ("/group/hidden/random", GINT_TO_POINTER (FALSE), test_random);
  g_test_add_func ("/group/hidden/places", test_places);
  g_test_add_func ("/group/hidden/messages", test_messages);
  g_test_add_func ("/group/hidden/predicted", test_predicted);
  return g_test_run ();
}
