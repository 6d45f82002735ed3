/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sort-radix.h. */
#include "config.h"

#include "engine/jly-sort-radix.h"

#include "engine/jly-open.h"
#include "engine/jly-place.h"
#include "engine/jly-sort-private.h"

#define ROUNDS_A_PASS 6
#define OPENING_HASH_BYTES 32

/* One sort under way. own[k] is a copy of key k, unless that is a column itself. */
typedef struct
{
  JlyEngine *engine;
  const JlySortKey *keys;
  JlyBits **own;
  gsize n_keys;
  const JlyShuffleColumn *columns;
  gsize n_columns;
} Radix;

static gboolean
is_column (const Radix *radix, gsize k)
{
  for (gsize c = 0; c < radix->n_columns; c++)
    if (radix->columns[c].bits == radix->keys[k].bits)
      return TRUE;
  return FALSE;
}

static void
radix_free (Radix *radix)
{
  for (gsize k = 0; k < radix->n_keys; k++)
    jly_bits_free (radix->own[k]);
  g_free (radix->own);
  g_free (radix);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Radix, radix_free)

/* One plane: the rows that go first for bit b of key k, which are those with 0 unless the key or
 * its sign is the other way round. */
static JlyBits *
get_flags (const Radix *radix, gsize k, guint b)
{
  const JlySortKey *key = &radix->keys[k];
  JlyBits plane = jly_bits_view (radix->own[k] != NULL ? radix->own[k] : key->bits, b, 1);
  JlyBits *flags = jly_bits_copy (&plane);
  gboolean is_sign = key->is_signed && b + 1 == key->bits->width;

  if (!key->is_descending == !is_sign)
    jly_bits_flip (flags, jly_engine_get_self (radix->engine));
  return flags;
}

/* Moves the columns, and what is still needed of keys that are none: of key k the bits above b. */
static gboolean
pass (const Radix *radix, gsize k, guint b, GError **error)
{
  g_autofree JlyShuffleColumn *all = g_new0 (JlyShuffleColumn, radix->n_columns + k + 1);
  g_autofree JlyBits *rest = g_new (JlyBits, k + 1);
  g_autoptr (JlyBits) flags = get_flags (radix, k, b);
  gsize n_all = radix->n_columns;

  for (gsize c = 0; c < radix->n_columns; c++)
    all[c] = radix->columns[c];
  for (gsize i = 0; i <= k; i++)
    {
      guint first = i < k ? 0 : b + 1;

      if (radix->own[i] == NULL || first == radix->own[i]->width)
        continue;
      rest[i] = jly_bits_view (radix->own[i], first, radix->own[i]->width - first);
      all[n_all++].bits = &rest[i];
    }
  return jly_place_flagged_first (radix->engine, flags, all, n_all, error);
}

gboolean
jly_sort_radix (JlyEngine *engine,
                const JlySortKey *keys,
                gsize n_keys,
                const JlyShuffleColumn *columns,
                gsize n_columns,
                GError **error)
{
  g_autoptr (Radix) radix = g_new0 (Radix, 1);

  g_assert (n_keys > 0);
  *radix = (Radix){ engine, keys, g_new0 (JlyBits *, n_keys), n_keys, columns, n_columns };
  for (gsize k = 0; k < n_keys; k++)
    {
      g_assert (keys[k].bits->n_lanes == keys[0].bits->n_lanes && keys[k].bits->width > 0);
      if (!is_column (radix, k))
        radix->own[k] = jly_bits_copy (keys[k].bits);
    }
  if (keys[0].bits->n_lanes < 2)
    return TRUE;
  for (gsize k = n_keys; k-- > 0;)
    for (guint b = 0; b < keys[k].bits->width; b++)
      if (!pass (radix, k, b, error))
        return FALSE;
  return TRUE;
}

/* The table of pass (k, b), as pass makes it, and the numbers that say where rows go. */
static guint64
measure_table (guint self,
               gsize n,
               const JlyKeyShape *keys,
               gsize k,
               guint b,
               const JlyColumnShape *columns,
               gsize n_columns)
{
  const JlyColumnShape places = { jly_place_width (n), TRUE };
  guint64 bytes = jly_sort_measure_shuffle (self, n, columns, n_columns)
                  + jly_sort_measure_shuffle (self, n, &places, 1);

  for (gsize i = 0; i <= k; i++)
    {
      const JlyColumnShape rest = { keys[i].width - (i < k ? 0 : b + 1), FALSE };

      if (!keys[i].is_column)
        bytes += jly_sort_measure_shuffle (self, n, &rest, 1);
    }
  return bytes;
}

JlySortCost
jly_sort_predict_radix (guint self,
                        gsize n,
                        const JlyKeyShape *keys,
                        gsize n_keys,
                        const JlyColumnShape *columns,
                        gsize n_columns)
{
  JlySortCost cost = { 0, 0, 0, 0 };
  guint64 numbers = jly_ring_packed_size (n, jly_place_width (n));

  for (gsize k = 0; k < n_keys && n > 1; k++)
    for (guint b = 0; b < keys[k].width; b++)
      {
        /* Flags to numbers, their products, and the places that are opened. */
        cost.bytes += 3 * numbers + OPENING_HASH_BYTES
                      + measure_table (self, n, keys, k, b, columns, n_columns);
        cost.rounds += ROUNDS_A_PASS;
      }
  cost.most_bytes = cost.bytes;
  cost.most_rounds = cost.rounds;
  return cost;
}

JlySortWay
jly_sort_choose (const JlySortCost *compare,
                 const JlySortCost *radix,
                 double bytes_per_second,
                 double round_seconds)
{
  return jly_sort_cost_seconds (radix, bytes_per_second, round_seconds)
                 < jly_sort_cost_seconds (compare, bytes_per_second, round_seconds)
             ? JLY_SORT_RADIX
             : JLY_SORT_COMPARE;
}
