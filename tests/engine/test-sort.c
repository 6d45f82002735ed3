/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sort puts whole rows in the order that a plain stable sort puts them in, for all kinds of keys,
 * and leaves keys that are not columns alone. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-sort-radix.h"
#include "engine/jly-sort.h"
#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

#include <string.h>

#define MAX_KEYS 3

typedef struct
{
  guint width;
  gboolean is_descending, is_signed, is_column;
  guint n_values; /* how many different values there are; 0: as many as fit */
} KeyShape;

typedef struct
{
  guint n_keys;
  KeyShape keys[MAX_KEYS];
} Shape;

/* In clear: keys, and a payload of bits and one of numbers, both made from the row's number. */
typedef struct
{
  const Shape *shape;
  gsize n;
  guint64 *keys[MAX_KEYS], *payload;
} Table;

typedef struct
{
  JlySortKey keys[MAX_KEYS];
  guint n_keys, n_columns;
  JlyShuffleColumn columns[MAX_KEYS + 2];
  JlySortWay way;
} Work;

static gboolean
sort_party (JlyEngine *engine, gpointer user_data, GError **error)
{
  Work *work = user_data;

  if (work->way == JLY_SORT_RADIX)
    return jly_sort_radix (engine, work->keys, work->n_keys, work->columns, work->n_columns, error);
  return jly_sort (engine, work->keys, work->n_keys, work->columns, work->n_columns, error);
}

static gint64
get_signed (guint64 value, guint width)
{
  return (gint64)(value << (64 - width)) >> (64 - width);
}

static int
compare_key (const KeyShape *shape, guint64 a, guint64 b)
{
  int order = a < b ? -1 : a > b;

  if (shape->is_signed)
    order = get_signed (a, shape->width) < get_signed (b, shape->width) ? -1 : a != b;
  return shape->is_descending ? -order : order;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Table *table = data;
  guint32 i = *(const guint32 *)a, j = *(const guint32 *)b;

  for (guint k = 0; k < table->shape->n_keys; k++)
    {
      int order = compare_key (&table->shape->keys[k], table->keys[k][i], table->keys[k][j]);

      if (order != 0)
        return order;
    }
  return i < j ? -1 : i > j;
}

static guint32 *
get_expected (Table *table)
{
  guint32 *rows = g_new (guint32, table->n);

  for (gsize i = 0; i < table->n; i++)
    rows[i] = (guint32)i;
  g_qsort_with_data (rows, (gint)table->n, sizeof *rows, compare_rows, table);
  return rows;
}

/* fixed: the values of each key; NULL: random. */
static void
make_table (Table *table, TestParties *parties, const Shape *shape, gsize n, const guint64 *fixed)
{
  *table = (Table){ .shape = shape, .n = n, .payload = g_new (guint64, n) };
  for (gsize i = 0; i < n; i++)
    table->payload[i] = (i * 77 + 5) & 0xffff;
  for (guint k = 0; k < shape->n_keys; k++)
    {
      const KeyShape *key = &shape->keys[k];

      table->keys[k] = g_new (guint64, n);
      for (gsize i = 0; i < n; i++)
        {
          guint64 value = fixed != NULL ? fixed[i] : test_parties_random (parties, key->width);

          table->keys[k][i] = key->n_values == 0 ? value : value % key->n_values;
        }
    }
}

static void
clear_table (Table *table)
{
  for (guint k = 0; k < MAX_KEYS; k++)
    g_free (table->keys[k]);
  g_free (table->payload);
}

static void
share (const Table *table, TestParties *parties, TestSecret *keys, Work works[3])
{
  TestSecret bits;
  TestRing ring;

  test_secret_share (&bits, parties, table->payload, table->n, 16);
  test_ring_share (&ring, parties, table->payload, table->n, 23);
  for (guint i = 0; i < 3; i++)
    {
      works[i] = (Work){ .n_keys = table->shape->n_keys, .n_columns = 2 };
      works[i].columns[0].bits = bits.held[i];
      works[i].columns[1].ring = ring.held[i];
    }
  for (guint k = 0; k < table->shape->n_keys; k++)
    {
      const KeyShape *key = &table->shape->keys[k];

      test_secret_share (&keys[k], parties, table->keys[k], table->n, key->width);
      for (guint i = 0; i < 3; i++)
        {
          works[i].keys[k] = (JlySortKey){ keys[k].held[i], key->is_descending, key->is_signed };
          if (key->is_column)
            works[i].columns[works[i].n_columns++].bits = keys[k].held[i];
        }
    }
}

static void
check_payload (const Table *table, const Work works[3], const guint32 *rows)
{
  TestSecret bits;
  TestRing ring;
  g_autofree guint64 *values = NULL, *numbers = NULL;

  for (guint i = 0; i < 3; i++)
    {
      bits.held[i] = works[i].columns[0].bits;
      ring.held[i] = works[i].columns[1].ring;
    }
  values = test_secret_reveal (&bits);
  numbers = test_ring_reveal (&ring);
  for (gsize i = 0; i < table->n; i++)
    {
      g_assert_cmpuint (values[i], ==, table->payload[rows[i]]);
      g_assert_cmpuint (numbers[i], ==, table->payload[rows[i]]);
    }
  test_secret_clear (&bits);
  test_ring_clear (&ring);
}

static void
check_keys (const Table *table, TestSecret *keys, const guint32 *rows)
{
  for (guint k = 0; k < table->shape->n_keys; k++)
    {
      g_autofree guint64 *values = test_secret_reveal (&keys[k]);
      gboolean is_column = table->shape->keys[k].is_column;

      for (gsize i = 0; i < table->n; i++)
        g_assert_cmpuint (values[i], ==, table->keys[k][is_column ? rows[i] : i]);
      test_secret_clear (&keys[k]);
    }
}

static void
check_sort (TestParties *parties, const Shape *shape, gsize n, const guint64 *fixed, JlySortWay way)
{
  TestSecret keys[MAX_KEYS];
  Work works[3];
  gpointer data[] = { &works[0], &works[1], &works[2] };
  g_autofree guint32 *rows = NULL;
  GError *errors[3];
  Table table;

  make_table (&table, parties, shape, n, fixed);
  rows = get_expected (&table);
  share (&table, parties, keys, works);
  for (guint i = 0; i < 3; i++)
    works[i].way = way;
  test_parties_run (parties, sort_party, data, errors);
  for (guint i = 0; i < 3; i++)
    g_assert_no_error (errors[i]);
  check_payload (&table, works, rows);
  check_keys (&table, keys, rows);
  clear_table (&table);
}

static const Shape shapes[] = {
  { 1, { { .width = 16, .is_column = TRUE } } },
  { 1, { { .width = 8, .n_values = 3 } } },
  { 1, { { .width = 9, .n_values = 1, .is_column = TRUE } } },
  { 1, { { .width = 1 } } },
  { 1, { { .width = 40, .is_descending = TRUE } } },
  { 1, { { .width = 5, .is_descending = TRUE, .is_column = TRUE } } },
  { 1, { { .width = 7, .is_signed = TRUE } } },
  { 1, { { .width = 1, .is_signed = TRUE } } },
  { 1, { { .width = 6, .is_signed = TRUE, .is_descending = TRUE } } },
  { 2, { { .width = 2, .is_column = TRUE }, { .width = 30, .is_descending = TRUE } } },
  { 3, { { .width = 1 }, { .width = 3, .is_signed = TRUE }, { .width = 4, .n_values = 5 } } },
};

static void
test_against_reference (gconstpointer data)
{
  static const gsize sizes[] = { 1, 2, 3, 4, 5, 6, 17, 63, 64, 65, 200, 1025 };
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      g_autoptr (TestParties) parties = test_parties_new (seed + s, test_parties_choose_prg (s));

      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        check_sort (parties, &shapes[s], sizes[i], NULL, (JlySortWay)GPOINTER_TO_INT (data));
    }
}

/* Four rows of all keys of two bits, upwards and downwards, without and with a sign. */
static void
test_exhaustive (gconstpointer data)
{
  g_autoptr (TestParties) parties = test_parties_new (5, JLY_PRG_CHACHA20);

  for (guint all = 0; all < 1024; all++)
    {
      const Shape shape = { 1,
                            { { .width = 2,
                                .is_descending = all >> 8 & 1,
                                .is_signed = all >> 9 & 1,
                                .is_column = TRUE } } };
      const guint64 keys[] = { all & 3, all >> 2 & 3, all >> 4 & 3, all >> 6 & 3 };

      check_sort (parties, &shape, G_N_ELEMENTS (keys), keys, (JlySortWay)GPOINTER_TO_INT (data));
    }
}

/* More questions in a batch than are asked at a time. */
static void
test_many_rows (void)
{
  static const Shape shape = { 1, { { .width = 12, .is_column = TRUE } } };
  g_autoptr (TestParties) parties = test_parties_new (7, test_parties_choose_prg (1));

  check_sort (parties, &shape, 70000, NULL, JLY_SORT_COMPARE);
}

static void
test_too_wide (void)
{
  JlyTransport *nobody = jly_transport_dry_new ();
  const guint8 key[JLY_ENGINE_KEY_BYTES] = { 0 };
  g_autoptr (JlyEngine) engine = jly_engine_new (0, nobody, JLY_PRG_CHACHA20, key, key);
  g_autoptr (JlyBits) bits = jly_bits_new (2, JLY_BITS_MAX_WIDTH);
  JlySortKey sort_key = { bits, FALSE, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_false (jly_sort (engine, &sort_key, 1, NULL, 0, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_assert_cmpuint (nobody->rounds, ==, 0);
  g_clear_pointer (&engine, jly_engine_free);
  jly_transport_dry_free (nobody);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sort/compare/against-reference", GINT_TO_POINTER (JLY_SORT_COMPARE),
                        test_against_reference);
  g_test_add_data_func ("/sort/radix/against-reference", GINT_TO_POINTER (JLY_SORT_RADIX),
                        test_against_reference);
  g_test_add_data_func ("/sort/compare/exhaustive", GINT_TO_POINTER (JLY_SORT_COMPARE),
                        test_exhaustive);
  g_test_add_data_func ("/sort/radix/exhaustive", GINT_TO_POINTER (JLY_SORT_RADIX),
                        test_exhaustive);
  g_test_add_func ("/sort/many-rows", test_many_rows);
  g_test_add_func ("/sort/too-wide", test_too_wide);
  return g_test_run ();
}
