/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-join.h. The rows of both sides are sorted together, those of one before those of many
 * where keys are equal, since the sort is stable. A run is a row that repeats no key, and the rows
 * after it that repeat its key. If one's keys are unique, a run that has a row of one begins with
 * it. Invalid rows are runs of their own.
 */
#include "config.h"

#include "engine/jly-join.h"

#include "engine/jly-distinct.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-place.h"
#include "engine/jly-prefix.h"
#include "engine/jly-pick.h"
#include "engine/jly-runs.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A join under way: the rows of one, then those of many, until they are sorted. */
typedef struct
{
  JlyEngine *engine;
  guint self;
  gsize n_one, n_many, n;
  JlyRuns *runs;
  JlyBits *is_one;  /* one plane: where a row comes from; then whether its run has one of one */
  JlyRing *home;    /* where the row was before the sort */
  JlyRing *sorted;  /* where it was after */
  GArray *columns;  /* JlyShuffleColumn: is_one, then the columns, zero in rows of many */
  JlyBits *repeats; /* one plane */
} Join;

static void
clear_columns (const JlyShuffleColumn *columns, gsize n)
{
  for (gsize c = 0; c < n; c++)
    {
      jly_bits_free (columns[c].bits);
      jly_ring_free (columns[c].ring);
    }
}

static void
join_free (Join *join)
{
  g_clear_pointer (&join->runs, jly_runs_free);
  g_clear_pointer (&join->home, jly_ring_free);
  g_clear_pointer (&join->sorted, jly_ring_free);
  g_clear_pointer (&join->repeats, jly_bits_free);
  clear_columns ((const JlyShuffleColumn *)join->columns->data, join->columns->len);
  g_array_unref (join->columns);
  g_free (join);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Join, join_free)

void
jly_joined_free (JlyJoined *joined)
{
  if (joined == NULL)
    return;
  jly_bits_free (joined->valid);
  jly_bits_free (joined->is_matched);
  clear_columns (joined->columns, joined->n_columns);
  g_free (joined->columns);
  g_free (joined);
}

/* One plane that is 1 in all lanes. */
static JlyBits *
new_ones (gsize n_lanes, guint self)
{
  JlyBits *ones = jly_bits_new (n_lanes, 1);

  jly_bits_flip (ones, self);
  return ones;
}

static JlyBits *
copy_valid (const JlyJoinSide *side, guint self)
{
  return side->valid != NULL ? jly_bits_copy (side->valid)
                             : new_ones (side->keys[0]->n_lanes, self);
}

/* The keys of both, one below the other. */
static JlyRuns *
stack_keys (const JlyJoinSide *one, const JlyJoinSide *many, guint self)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (JlyBits) valid_one = copy_valid (one, self), valid_many = copy_valid (many, self);
  g_autoptr (JlyBits) valid = NULL;

  valid = jly_bits_join_lanes ((const JlyBits *[]){ valid_one, valid_many }, 2, 1);
  for (guint k = 0; k < one->n_keys; k++)
    {
      const JlyBits *parts[] = { one->keys[k], many->keys[k] };

      g_assert (parts[0]->width == parts[1]->width);
      g_ptr_array_add (keys, jly_bits_join_lanes (parts, 2, parts[0]->width));
    }
  return jly_runs_new ((const JlyBits *const *)keys->pdata, keys->len, valid, self);
}

/* A column of one, and zeros below for the rows of many. */
static JlyShuffleColumn
stack_column (const Join *join, const JlyShuffleColumn *column)
{
  JlyShuffleColumn stacked = { NULL, NULL };

  if (column->ring != NULL)
    {
      gsize n_bytes = join->n_one * sizeof *column->ring->own;

      stacked.ring = jly_ring_new (join->n, column->ring->width);
      memcpy (stacked.ring->own, column->ring->own, n_bytes);
      memcpy (stacked.ring->prev, column->ring->prev, n_bytes);
    }
  else
    {
      g_autoptr (JlyBits) zeros = jly_bits_new (join->n_many, column->bits->width);
      const JlyBits *parts[] = { column->bits, zeros };

      stacked.bits = jly_bits_join_lanes (parts, 2, column->bits->width);
    }
  return stacked;
}

static Join *
join_new (JlyEngine *engine,
          const JlyJoinSide *one,
          const JlyJoinSide *many,
          const JlyShuffleColumn *columns,
          gsize n_columns)
{
  guint self = jly_engine_get_self (engine);
  Join *join = g_new0 (Join, 1);
  g_autoptr (JlyBits) ones = new_ones (one->keys[0]->n_lanes, self);
  JlyShuffleColumn stacked;

  join->engine = engine;
  join->self = self;
  join->n_one = one->keys[0]->n_lanes;
  join->n_many = many->keys[0]->n_lanes;
  join->n = join->n_one + join->n_many;
  join->runs = stack_keys (one, many, self);
  join->home = jly_pick_numbers (join->n, jly_place_width (join->n), self);
  join->columns = g_array_new (FALSE, FALSE, sizeof (JlyShuffleColumn));
  stacked = stack_column (join, &(JlyShuffleColumn){ .bits = ones });
  g_array_append_val (join->columns, stacked);
  join->is_one = stacked.bits;
  for (gsize c = 0; c < n_columns; c++)
    {
      stacked = stack_column (join, &columns[c]);
      g_array_append_val (join->columns, stacked);
    }
  return join;
}

/* The columns and one more of numbers. */
static JlyShuffleColumn *
list_columns (const Join *join, JlyRing *numbers)
{
  guint n = join->columns->len;
  JlyShuffleColumn *all = g_new0 (JlyShuffleColumn, n + 1);

  memcpy (all, join->columns->data, n * sizeof *all);
  all[n].ring = numbers;
  return all;
}

static gboolean
sort_rows (Join *join, GError **error)
{
  g_autofree JlyShuffleColumn *all = list_columns (join, join->home);

  if (!jly_runs_sort (join->runs, join->engine, NULL, all, join->columns->len + 1, error))
    return FALSE;
  join->repeats = jly_runs_find_repeats (join->runs, join->engine, error);
  return join->repeats != NULL;
}

/* A row of one that repeats a key repeats one of one's. */
static gboolean
check_unique (const Join *join, GError **error)
{
  g_autoptr (JlyBits) twice = jly_gate_and (join->engine, join->repeats, join->is_one, error);
  gboolean is_unique = FALSE;

  if (twice == NULL || !jly_distinct_is_none (join->engine, twice, &is_unique, error))
    return FALSE;
  if (is_unique || jly_engine_get_transport (join->engine)->is_dry)
    return TRUE;
  return jly_fail (error, JLY_ERROR_REFUSED,
                   &(JlyErrorDetail){ .step = "join",
                                      .next = _ ("Have repeated keys removed, and start again.") },
                   _ ("The table to look up in has a key more than once, so it is not clear which "
                      "row belongs to it."));
}

static void
take_differences (const Join *join)
{
  for (guint c = 0; c < join->columns->len; c++)
    {
      const JlyShuffleColumn *column = &g_array_index (join->columns, JlyShuffleColumn, c);

      if (column->ring != NULL)
        jly_prefix_difference (column->ring);
      else
        jly_prefix_xor_difference (column->bits);
    }
}

static void
run_sums (const Join *join)
{
  for (guint c = 0; c < join->columns->len; c++)
    {
      const JlyShuffleColumn *column = &g_array_index (join->columns, JlyShuffleColumn, c);

      if (column->ring != NULL)
        jly_prefix_sum (column->ring);
      else
        jly_prefix_xor (column->bits);
    }
}

/* Every row gets what the first row of its run has. Rows that repeat a key are of many, so they
 * hold zeros; brought to the top they make no differences, and the beginnings of runs follow in
 * their order. Back in sorted order, the differences down to a row add up to what its run began
 * with. */
static gboolean
spread_over_runs (Join *join, GError **error)
{
  g_autofree JlyShuffleColumn *all = NULL;

  join->sorted = jly_pick_numbers (join->n, jly_place_width (join->n), join->self);
  all = list_columns (join, join->sorted);
  if (!jly_place_flagged_first (join->engine, join->repeats, all, join->columns->len + 1, error))
    return FALSE;
  take_differences (join);
  if (!jly_place_rows (join->engine, join->sorted, all, join->columns->len, error))
    return FALSE;
  run_sums (join);
  return TRUE;
}

static gboolean
bring_home (Join *join, GError **error)
{
  return jly_place_rows (join->engine, join->home, (const JlyShuffleColumn *)join->columns->data,
                         join->columns->len, error);
}

/* The rows of many. */
static JlyShuffleColumn
cut_column (const Join *join, guint c)
{
  const JlyShuffleColumn *column = &g_array_index (join->columns, JlyShuffleColumn, c);
  JlyShuffleColumn out = { NULL, NULL };

  if (column->bits != NULL)
    out.bits = jly_bits_copy_lanes (column->bits, join->n_one, join->n_many);
  else
    {
      JlyRing rows = { join->n_many, column->ring->width, column->ring->own + join->n_one,
                       column->ring->prev + join->n_one };

      out.ring = jly_ring_copy (&rows);
    }
  return out;
}

/* Matched rows are valid ones, so XOR takes them away. */
static JlyJoined *
finish (const Join *join, JlyJoinKind kind, const JlyJoinSide *many)
{
  JlyJoined *joined = g_new0 (JlyJoined, 1);

  joined->is_matched = cut_column (join, 0).bits;
  joined->n_columns = join->columns->len - 1;
  joined->columns = g_new0 (JlyShuffleColumn, joined->n_columns);
  for (guint c = 0; c < joined->n_columns; c++)
    joined->columns[c] = cut_column (join, c + 1);
  joined->valid = kind == JLY_JOIN_INNER || kind == JLY_JOIN_SEMI
                      ? jly_bits_copy (joined->is_matched)
                      : copy_valid (many, join->self);
  if (kind == JLY_JOIN_ANTI)
    jly_bits_xor (joined->valid, joined->is_matched);
  return joined;
}

JlyJoined *
jly_join (JlyEngine *engine,
          JlyJoinKind kind,
          const JlyJoinSide *one,
          const JlyJoinSide *many,
          const JlyShuffleColumn *columns,
          gsize n_columns,
          GError **error)
{
  g_autoptr (Join) join = NULL;

  g_assert (one->n_keys > 0 && one->n_keys == many->n_keys);
  g_assert (n_columns == 0 || kind == JLY_JOIN_INNER || kind == JLY_JOIN_LEFT);
  join = join_new (engine, one, many, columns, n_columns);
  if (!sort_rows (join, error) || !check_unique (join, error) || !spread_over_runs (join, error)
      || !bring_home (join, error))
    return NULL;
  return finish (join, kind, many);
}
