/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-rank.h. Sorted rows that are equal are a run; ranks are found along runs. */
#include "config.h"

#include "engine/jly-rank.h"

#include "engine/jly-convert.h"
#include "engine/jly-gate.h"
#include "engine/jly-pick.h"
#include "engine/jly-place.h"
#include "engine/jly-prefix.h"
#include "engine/jly-sort-radix.h"

guint
jly_rank_width (gsize n)
{
  return g_bit_storage (2 * n);
}

/* The sorted rows: their keys, and where they came from. */
typedef struct
{
  JlyEngine *engine;
  gsize n, n_keys;
  guint width;
  JlySortKey *keys; /* of bits that are this struct's own */
  JlyRing *origin;
} Ranking;

static void
ranking_free (Ranking *ranking)
{
  for (gsize k = 0; k < ranking->n_keys; k++)
    jly_bits_free ((JlyBits *)ranking->keys[k].bits);
  jly_ring_free (ranking->origin);
  g_free (ranking->keys);
  g_free (ranking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ranking, ranking_free)

static Ranking *
ranking_new (JlyEngine *engine, const JlySortKey *keys, gsize n_keys, guint width)
{
  Ranking *ranking = g_new0 (Ranking, 1);

  ranking->engine = engine;
  ranking->n = keys[0].bits->n_lanes;
  ranking->n_keys = n_keys;
  ranking->width = width;
  ranking->keys = g_memdup2 (keys, n_keys * sizeof *keys);
  for (gsize k = 0; k < n_keys; k++)
    ranking->keys[k].bits = jly_bits_copy (keys[k].bits);
  ranking->origin
      = jly_pick_numbers (ranking->n, jly_place_width (ranking->n), jly_engine_get_self (engine));
  return ranking;
}

/* The keys are moved along where their equality matters later. */
static gboolean
sort_rows (Ranking *ranking, JlySortWay way, gboolean with_keys, GError **error)
{
  gsize n_columns = 1 + (with_keys ? ranking->n_keys : 0);
  g_autofree JlyShuffleColumn *columns = g_new0 (JlyShuffleColumn, n_columns);

  columns[0].ring = ranking->origin;
  for (gsize k = 0; k + 1 < n_columns; k++)
    columns[k + 1].bits = (JlyBits *)ranking->keys[k].bits;
  if (way == JLY_SORT_RADIX)
    return jly_sort_radix (ranking->engine, ranking->keys, ranking->n_keys, columns, n_columns,
                           error);
  return jly_sort (ranking->engine, ranking->keys, ranking->n_keys, columns, n_columns, error);
}

/* One plane: 1 where a row equals the row before it; never in the first row. */
static JlyBits *
find_repeats (const Ranking *ranking, GError **error)
{
  g_autofree const JlyBits **parts = g_new (const JlyBits *, ranking->n_keys);
  g_autofree guint64 *later = g_new (guint64, ranking->n);
  g_autoptr (JlyBits) joined = NULL, before = NULL;
  g_autoptr (JlyPublic) is_later = NULL;
  JlyBits *repeats;

  for (gsize k = 0; k < ranking->n_keys; k++)
    parts[k] = ranking->keys[k].bits;
  for (gsize j = 0; j < ranking->n; j++)
    later[j] = j > 0;
  joined = jly_pick_join_planes (parts, ranking->n_keys);
  before = jly_prefix_row_before (joined);
  is_later = jly_public_new (later, ranking->n, 1);
  repeats = jly_gate_equal (ranking->engine, joined, before, error);
  if (repeats != NULL)
    jly_bits_and_public (repeats, is_later);
  return repeats;
}

static JlyBits *
get_starts (const Ranking *ranking, const JlyBits *repeats)
{
  JlyBits *starts = jly_bits_copy (repeats);

  jly_bits_flip (starts, jly_engine_get_self (ranking->engine));
  return starts;
}

/* For every row the number of the first row of its run: that number in the first row and ones in
 * the others, ANDed down the run. */
static JlyRing *
find_first_of_run (const Ranking *ranking, const JlyBits *repeats, GError **error)
{
  guint self = jly_engine_get_self (ranking->engine), n_planes = jly_place_width (ranking->n);
  g_autofree guint64 *numbers = g_new (guint64, ranking->n);
  g_autoptr (JlyBits) marked = jly_bits_new (ranking->n, n_planes);
  g_autoptr (JlyBits) starts = get_starts (ranking, repeats), first = NULL;
  g_autoptr (JlyPublic) index = NULL, not_index = NULL;

  for (gsize j = 0; j < ranking->n; j++)
    numbers[j] = j;
  index = jly_public_new (numbers, ranking->n, n_planes);
  not_index = jly_public_new (numbers, ranking->n, n_planes);
  jly_public_flip (not_index);
  for (guint b = 0; b < n_planes; b++)
    {
      JlyBits plane = jly_bits_view (marked, b, 1);

      jly_bits_assign (&plane, repeats);
    }
  jly_bits_and_public (marked, not_index);
  jly_bits_xor_public (marked, index, self);
  first = jly_prefix_and (ranking->engine, marked, starts, error);
  return first != NULL ? jly_convert_to_ring (ranking->engine, first, ranking->width, error) : NULL;
}

static guint32 *
list_backwards (gsize n)
{
  guint32 *rows = g_new (guint32, n);

  for (gsize j = 0; j < n; j++)
    rows[j] = (guint32)(n - 1 - j);
  return rows;
}

static void
add_to_all (const Ranking *ranking, JlyRing *numbers, guint64 c)
{
  g_autofree guint64 *all = g_new (guint64, ranking->n);

  for (gsize j = 0; j < ranking->n; j++)
    all[j] = c & jly_ring_mask (ranking->width);
  jly_ring_add_public (numbers, all, jly_engine_get_self (ranking->engine));
}

/* How many rows come after a row's run: the same with the rows backwards. */
static JlyRing *
count_after_run (const Ranking *ranking, const JlyBits *repeats, GError **error)
{
  g_autofree guint32 *backwards = list_backwards (ranking->n);
  g_autoptr (JlyBits) after = jly_prefix_row_after (repeats);
  g_autoptr (JlyBits) turned = jly_pick_bits (after, backwards, ranking->n);
  g_autoptr (JlyRing) count = find_first_of_run (ranking, turned, error);

  return count != NULL ? jly_pick_ring (count, backwards, ranking->n) : NULL;
}

/* (first + 1) + (n - rows after the run). */
static JlyRing *
add_last_rank (const Ranking *ranking, JlyRing *first, const JlyBits *repeats, GError **error)
{
  g_autoptr (JlyRing) sum = first, after = count_after_run (ranking, repeats, error);

  if (after == NULL)
    return NULL;
  jly_ring_subtract (sum, after);
  add_to_all (ranking, sum, ranking->n + 1);
  return g_steal_pointer (&sum);
}

static JlyRing *
rank_densely (const Ranking *ranking, const JlyBits *repeats, GError **error)
{
  g_autoptr (JlyBits) starts = get_starts (ranking, repeats);
  JlyRing *ranks = jly_convert_bit (ranking->engine, starts, ranking->width, error);

  if (ranks != NULL)
    jly_prefix_sum (ranks);
  return ranks;
}

static JlyRing *
rank_sorted_rows (const Ranking *ranking, JlyRankTies ties, GError **error)
{
  g_autoptr (JlyBits) repeats = NULL;
  JlyRing *ranks;

  if (ties == JLY_RANK_BY_ROW)
    {
      ranks = jly_pick_numbers (ranking->n, ranking->width, jly_engine_get_self (ranking->engine));
      add_to_all (ranking, ranks, 1);
      return ranks;
    }
  repeats = find_repeats (ranking, error);
  if (repeats == NULL)
    return NULL;
  if (ties == JLY_RANK_DENSE)
    return rank_densely (ranking, repeats, error);
  ranks = find_first_of_run (ranking, repeats, error);
  if (ranks != NULL && ties == JLY_RANK_TWICE_MEAN)
    return add_last_rank (ranking, ranks, repeats, error);
  if (ranks != NULL)
    add_to_all (ranking, ranks, 1);
  return ranks;
}

static JlyRing *
rank_rows (JlyEngine *engine,
           JlySortWay way,
           const JlySortKey *keys,
           gsize n_keys,
           JlyRankTies ties,
           guint width,
           GError **error)
{
  g_autoptr (Ranking) ranking = ranking_new (engine, keys, n_keys, width);
  g_autoptr (JlyRing) ranks = NULL;
  JlyShuffleColumn column = { NULL, NULL };

  g_assert (width >= jly_rank_width (ranking->n) && width <= JLY_RING_MAX_WIDTH);
  if (!sort_rows (ranking, way, ties != JLY_RANK_BY_ROW, error))
    return NULL;
  ranks = rank_sorted_rows (ranking, ties, error);
  column.ring = ranks;
  if (ranks == NULL || !jly_place_rows (engine, ranking->origin, &column, 1, error))
    return NULL;
  return g_steal_pointer (&ranks);
}

JlyRing *
jly_rank (JlyEngine *engine,
          const JlySortKey *keys,
          gsize n_keys,
          JlyRankTies ties,
          guint width,
          GError **error)
{
  return rank_rows (engine, JLY_SORT_COMPARE, keys, n_keys, ties, width, error);
}

JlyRing *
jly_rank_radix (JlyEngine *engine,
                const JlySortKey *keys,
                gsize n_keys,
                JlyRankTies ties,
                guint width,
                GError **error)
{
  return rank_rows (engine, JLY_SORT_RADIX, keys, n_keys, ties, width, error);
}
