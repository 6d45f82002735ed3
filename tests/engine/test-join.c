/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joins against a plain loop over all pairs of rows: all tables of up to two rows a side, then
 * random ones with repeated, missing and invalid rows; and what is opened on the way.
 */
#include "config.h"

#include "engine/test-openings.h"
#include "engine/test-work.h"

#include "engine/jly-join.h"

#include "base/jly-error.h"

#define N_KEYS 2
#define BITS_WIDTH 21
#define RING_WIDTH 37

/* Tables in clear. */
typedef struct
{
  JlyJoinKind kind;
  gsize n_one, n_many;
  guint widths[N_KEYS], n_keys;
  guint64 *one_keys[N_KEYS], *one_valid, *many_keys[N_KEYS], *many_valid;
  guint64 *bits, *ring; /* columns of one */
  gboolean has_valid;
} Tables;

/* Slots of a task: bits are both sides' keys, valid bits and the column of one. */
enum
{
  ONE_KEYS = 0,
  ONE_VALID = ONE_KEYS + N_KEYS,
  MANY_KEYS,
  MANY_VALID = MANY_KEYS + N_KEYS,
  COLUMN,
};

static gboolean
join_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;
  const Tables *tables = work->params;
  gboolean has_columns = tables->kind == JLY_JOIN_INNER || tables->kind == JLY_JOIN_LEFT;
  const JlyJoinSide one
      = { (const JlyBits *const *)&work->bits[ONE_KEYS], tables->n_keys, work->bits[ONE_VALID] };
  const JlyJoinSide many
      = { (const JlyBits *const *)&work->bits[MANY_KEYS], tables->n_keys, work->bits[MANY_VALID] };
  const JlyShuffleColumn columns[] = { { .bits = work->bits[COLUMN] }, { .ring = work->rings[0] } };
  g_autoptr (JlyJoined) joined = jly_join (engine, tables->kind, &one, &many, columns,
                                           has_columns ? G_N_ELEMENTS (columns) : 0, error);

  if (joined == NULL)
    return FALSE;
  work->bits_out[0] = g_steal_pointer (&joined->valid);
  work->bits_out[1] = g_steal_pointer (&joined->is_matched);
  if (has_columns)
    {
      work->bits_out[2] = g_steal_pointer (&joined->columns[0].bits);
      work->rings_out[0] = g_steal_pointer (&joined->columns[1].ring);
    }
  return TRUE;
}

static Tables *
tables_new (gsize n_one, gsize n_many, guint n_keys, guint first_width, guint second_width)
{
  Tables *tables = g_new0 (Tables, 1);

  *tables = (Tables){ .n_one = n_one,
                      .n_many = n_many,
                      .widths = { first_width, second_width },
                      .n_keys = n_keys,
                      .has_valid = TRUE };
  for (guint k = 0; k < N_KEYS; k++)
    {
      tables->one_keys[k] = g_new0 (guint64, n_one);
      tables->many_keys[k] = g_new0 (guint64, n_many);
    }
  tables->one_valid = g_new0 (guint64, n_one);
  tables->many_valid = g_new0 (guint64, n_many);
  tables->bits = g_new0 (guint64, n_one);
  tables->ring = g_new0 (guint64, n_one);
  for (gsize i = 0; i < n_one; i++)
    {
      tables->bits[i] = (i * 77777 + 12345) & jly_ring_mask (BITS_WIDTH);
      tables->ring[i] = (i * 987654321987 + 1) & jly_ring_mask (RING_WIDTH);
    }
  return tables;
}

static void
tables_free (Tables *tables)
{
  for (guint k = 0; k < N_KEYS; k++)
    {
      g_free (tables->one_keys[k]);
      g_free (tables->many_keys[k]);
    }
  g_free (tables->one_valid);
  g_free (tables->many_valid);
  g_free (tables->bits);
  g_free (tables->ring);
  g_free (tables);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tables, tables_free)

static gboolean
is_same_key (const Tables *tables, guint64 *const *a, gsize i, guint64 *const *b, gsize j)
{
  for (guint k = 0; k < tables->n_keys; k++)
    if (a[k][i] != b[k][j])
      return FALSE;
  return TRUE;
}

static gboolean
is_unique (const Tables *tables)
{
  for (gsize i = 0; i < tables->n_one; i++)
    for (gsize j = 0; j < i; j++)
      if (tables->one_valid[i] && tables->one_valid[j]
          && is_same_key (tables, tables->one_keys, i, tables->one_keys, j))
        return FALSE;
  return TRUE;
}

/* The partner of a row of many, or n_one. */
static gsize
find_partner (const Tables *tables, gsize j)
{
  gsize i = 0;

  if (!tables->many_valid[j])
    return tables->n_one;
  while (
      i < tables->n_one
      && !(tables->one_valid[i] && is_same_key (tables, tables->one_keys, i, tables->many_keys, j)))
    i++;
  return i;
}

static guint64
expect_valid (const Tables *tables, gsize j, gboolean is_matched)
{
  switch (tables->kind)
    {
    case JLY_JOIN_LEFT:
      return tables->many_valid[j];
    case JLY_JOIN_ANTI:
      return tables->many_valid[j] && !is_matched;
    default:
      return is_matched;
    }
}

static void
check_result (const Tables *tables, const TestTask *task)
{
  g_autofree guint64 *valid = test_task_reveal_bits (task, 0);
  g_autofree guint64 *is_matched = test_task_reveal_bits (task, 1);
  gboolean has_columns = tables->kind == JLY_JOIN_INNER || tables->kind == JLY_JOIN_LEFT;
  g_autofree guint64 *bits = has_columns ? test_task_reveal_bits (task, 2) : NULL;
  g_autofree guint64 *ring = has_columns ? test_task_reveal_ring (task, 0) : NULL;

  for (gsize j = 0; j < tables->n_many; j++)
    {
      gsize i = find_partner (tables, j);
      gboolean is_found = i < tables->n_one;

      g_assert_cmpuint (is_matched[j], ==, is_found);
      g_assert_cmpuint (valid[j], ==, expect_valid (tables, j, is_found));
      if (!has_columns)
        continue;
      g_assert_cmpuint (bits[j], ==, is_found ? tables->bits[i] : 0);
      g_assert_cmpuint (ring[j], ==, is_found ? tables->ring[i] : 0);
    }
}

static void
add_tables (const Tables *tables, TestTask *task)
{
  for (guint k = 0; k < tables->n_keys; k++)
    {
      test_task_add_bits (task, ONE_KEYS + k, tables->one_keys[k], tables->n_one,
                          tables->widths[k]);
      test_task_add_bits (task, MANY_KEYS + k, tables->many_keys[k], tables->n_many,
                          tables->widths[k]);
    }
  if (tables->has_valid)
    {
      test_task_add_bits (task, ONE_VALID, tables->one_valid, tables->n_one, 1);
      test_task_add_bits (task, MANY_VALID, tables->many_valid, tables->n_many, 1);
    }
  test_task_add_bits (task, COLUMN, tables->bits, tables->n_one, BITS_WIDTH);
  test_task_add_ring (task, 0, tables->ring, tables->n_one, RING_WIDTH);
}

/* Up to four rows are sorted with one and the same number of questions, so the cost is exact. */
static void
check_tables (const Tables *tables, guint32 seed)
{
  g_autoptr (TestTask) task = test_task_new (seed, tables);

  add_tables (tables, task);
  if (!is_unique (tables))
    {
      test_task_run_failing (task, join_party, JLY_ERROR_REFUSED);
      return;
    }
  test_task_run (task, join_party);
  check_result (tables, task);
  if (tables->n_one + tables->n_many <= 4 && seed % 8 == 0)
    test_task_check_cost (task, join_party);
}

/* Keys of one bit, and valid bits. */
static void
test_exhaustive (void)
{
  for (gsize n_one = 1; n_one <= 2; n_one++)
    for (gsize n_many = 1; n_many <= 2; n_many++)
      for (guint all = 0; all < 1U << 2 * (n_one + n_many); all++)
        {
          g_autoptr (Tables) tables = tables_new (n_one, n_many, 1, 1, 1);

          for (gsize i = 0; i < n_one + n_many; i++)
            {
              guint row = all >> 2 * i & 3;
              gboolean is_one = i < n_one;

              *(is_one ? &tables->one_keys[0][i] : &tables->many_keys[0][i - n_one]) = row & 1;
              *(is_one ? &tables->one_valid[i] : &tables->many_valid[i - n_one]) = row >> 1;
            }
          for (guint kind = JLY_JOIN_INNER; kind <= JLY_JOIN_ANTI; kind++)
            {
              tables->kind = (JlyJoinKind)kind;
              check_tables (tables, all);
            }
        }
}

/* One's valid rows get keys 0, 1, 2 ... in random order, its invalid rows any of those; many's keys
 * are up to a quarter more, so that some are missing. */
static void
fill_random (Tables *tables, TestParties *source)
{
  for (gsize i = 0; i < tables->n_one; i++)
    {
      gsize at = test_parties_random (source, 30) % (i + 1);

      tables->one_keys[0][i] = tables->one_keys[0][at];
      tables->one_keys[0][at] = i;
      tables->one_valid[i] = !tables->has_valid || test_parties_random (source, 3) != 0;
    }
  for (gsize i = 0; i < tables->n_one; i++)
    if (!tables->one_valid[i])
      tables->one_keys[0][i] = test_parties_random (source, 30) % tables->n_one;
  for (gsize j = 0; j < tables->n_many; j++)
    {
      tables->many_keys[0][j]
          = test_parties_random (source, 30) % (tables->n_one + tables->n_one / 4 + 1);
      tables->many_valid[j] = !tables->has_valid || test_parties_random (source, 3) != 0;
    }
}

/* Moves the upper bits of the keys to a second column. */
static void
split_keys (Tables *tables, guint width)
{
  guint64 mask = jly_ring_mask (width);

  tables->widths[0] = 64;
  tables->widths[1] = width;
  for (gsize i = 0; i < tables->n_one; i++)
    {
      tables->one_keys[1][i] = tables->one_keys[0][i] & mask;
      tables->one_keys[0][i] = tables->one_keys[0][i] >> width << 50;
    }
  for (gsize j = 0; j < tables->n_many; j++)
    {
      tables->many_keys[1][j] = tables->many_keys[0][j] & mask;
      tables->many_keys[0][j] = tables->many_keys[0][j] >> width << 50;
    }
}

static void
test_random (void)
{
  static const gsize ones[] = { 1, 2, 5, 40, 64, 130 }, manies[] = { 1, 7, 3, 200, 64, 60 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 8 * G_N_ELEMENTS (ones); i++)
    {
      guint n_keys = 1 + i % 2;
      g_autoptr (Tables) tables
          = tables_new (ones[i % 6], manies[i / 8], n_keys, 9 + i % 3 * 20, 1);

      tables->kind = (JlyJoinKind)(i % 4);
      tables->has_valid = i % 5 != 0;
      fill_random (tables, source);
      if (n_keys == 2)
        split_keys (tables, 3);
      check_tables (tables, seed + i);
    }
}

/* One repeated key among many rows is enough to be refused; among invalid rows it is not. */
static void
test_repeated (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (Tables) tables = tables_new (50, 20, 1, 20, 1);
      gsize first = i * 7, second = 49 - i;

      tables->has_valid = FALSE; /* so that all rows of one are filled in as valid ones */
      fill_random (tables, source);
      tables->has_valid = TRUE;
      tables->one_valid[second] = i % 2;
      /* One that no other row has, also if this one was invalid until now. */
      tables->one_keys[0][first] = tables->one_keys[0][second] = tables->n_one;
      g_assert_cmpint (is_unique (tables), ==, i % 2 == 0);
      check_tables (tables, seed + i);
    }
}

/* 35 degrees of freedom: 95 is exceeded less than once in a million times. */
static void
check_pairs (const guint counts[36], guint n)
{
  double chi = 0, expected = n / 36.0;

  for (guint i = 0; i < 36; i++)
    chi += (counts[i] - expected) * (counts[i] - expected) / expected;
  g_assert_cmpfloat (chi, <, 95);
}

#define N_ORDERS 3
#define N_RUNS 1080

static void
fill_three_rows (Tables *tables, gboolean is_match)
{
  tables->kind = JLY_JOIN_INNER;
  tables->one_valid[0] = tables->many_valid[0] = tables->many_valid[1] = 1;
  tables->one_keys[0][0] = 1;
  tables->many_keys[0][0] = tables->many_keys[0][1] = is_match;
}

/* After the sort, one bit is opened, and three orders of the rows: each is any order equally often,
 * and knowing one says nothing about another, whether rows match or not. */
static void
test_opened (gconstpointer data)
{
  g_autoptr (Tables) tables = tables_new (1, 2, 1, 2, 1);
  guint pairs[N_ORDERS][36] = { { 0 } };
  TestOrders orders[N_ORDERS] = { { { 0 } } };

  fill_three_rows (tables, GPOINTER_TO_INT (data));
  for (guint32 seed = 0; seed < N_RUNS; seed++)
    {
      g_autoptr (TestTask) task = test_task_new (seed, tables);
      g_autoptr (TestOpenings) openings = test_openings_new ();
      g_autofree guint64 *bit = NULL;
      guint n, which[N_ORDERS];

      add_tables (tables, task);
      test_openings_record (openings, task);
      test_task_run (task, join_party);
      n = test_openings_count (openings);
      bit = test_openings_read_bits (openings, n - N_ORDERS - 1, 1);
      g_assert_cmpuint (bit[0], ==, 1);
      for (guint o = 0; o < N_ORDERS; o++)
        which[o] = test_orders_add (&orders[o], openings, n - N_ORDERS + o);
      for (guint o = 0; o < N_ORDERS; o++)
        pairs[o][which[o] * 6 + which[(o + 1) % N_ORDERS]]++;
    }
  for (guint o = 0; o < N_ORDERS; o++)
    {
      test_orders_check_uniform (&orders[o]);
      check_pairs (pairs[o], N_RUNS);
    }
}

static void
record_join (gboolean is_match, TestTraffic *traffic)
{
  g_autoptr (Tables) tables = tables_new (1, 2, 1, 2, 1);
  g_autoptr (TestTask) task = test_task_new (5, tables);

  fill_three_rows (tables, is_match);
  add_tables (tables, task);
  test_task_record (task, traffic);
  test_task_run (task, join_party);
}

static void
test_messages (void)
{
  g_autoptr (TestTraffic) none = test_traffic_new (), all = test_traffic_new ();

  record_join (FALSE, none);
  record_join (TRUE, all);
  test_traffic_check_same (none, all);
}

#define N_COST_RUNS 200

/* 200 runs on rows that match in part, against one dry run. */
static void
test_predicted (void)
{
  g_autoptr (Tables) tables = tables_new (40, 60, 1, 12, 1);
  g_autoptr (TestParties) source = test_parties_new (3, JLY_PRG_CHACHA20);
  TestCosts costs = { 0 };

  fill_random (tables, source);
  for (guint32 seed = 0; seed < N_COST_RUNS; seed++)
    {
      g_autoptr (TestTask) task = test_task_new (1000 + seed, tables);

      add_tables (tables, task);
      test_task_run (task, join_party);
      test_costs_add (&costs, task);
      if (seed + 1 == N_COST_RUNS)
        test_costs_check (&costs, task, join_party);
    }
}

static gboolean
vanish_party (JlyEngine *engine, gpointer data, GError **error)
{
  if (jly_engine_get_self (engine) == 2)
    return jly_fail (error, JLY_ERROR_UNAVAILABLE, NULL, "gone");
  return join_party (engine, data, error);
}

/* Without miner 2 the others fail too, and have nothing. */
static void
test_vanished (void)
{
  g_autoptr (Tables) tables = tables_new (4, 4, 1, 3, 1);
  g_autoptr (TestTask) task = test_task_new (1, tables);

  add_tables (tables, task);
  test_task_run_failing (task, vanish_party, JLY_ERROR_UNAVAILABLE);
  for (guint i = 0; i < 3; i++)
    g_assert_null (task->works[i].bits_out[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/join/exhaustive", test_exhaustive);
  g_test_add_func ("/join/random", test_random);
  g_test_add_func ("/join/repeated", test_repeated);
  g_test_add_data_func ("/join/opened/none", GINT_TO_POINTER (FALSE), test_opened);
  g_test_add_data_func ("/join/opened/all", GINT_TO_POINTER (TRUE), test_opened);
  g_test_add_func ("/join/messages", test_messages);
  g_test_add_func ("/join/predicted", test_predicted);
  g_test_add_func ("/join/vanished", test_vanished);
  return g_test_run ();
}
