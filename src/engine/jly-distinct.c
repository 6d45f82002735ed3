/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-distinct.h. */
#include "config.h"

#include "engine/jly-distinct.h"

#include "engine/jly-gate.h"
#include "engine/jly-open.h"
#include "engine/jly-place.h"
#include "engine/jly-pick.h"
#include "engine/jly-runs.h"

/* Sorted runs, with columns alongside. */
static JlyRuns *
sort_runs (JlyEngine *engine,
           const JlyBits *const *keys,
           guint n_keys,
           const JlyBits *valid,
           const JlyShuffleColumn *columns,
           gsize n_columns,
           GError **error)
{
  g_autoptr (JlyRuns) runs = jly_runs_new (keys, n_keys, valid, jly_engine_get_self (engine));

  return jly_runs_sort (runs, engine, NULL, columns, n_columns, error) ? g_steal_pointer (&runs)
                                                                       : NULL;
}

/* Valid rows that repeat none are as many as there are keys. Repeats are valid, so XOR takes them
 * away. */
JlyRing *
jly_distinct_count (JlyEngine *engine,
                    const JlyBits *const *keys,
                    guint n_keys,
                    const JlyBits *valid,
                    JlyCountWay way,
                    GError **error)
{
  g_autoptr (JlyRuns) runs = sort_runs (engine, keys, n_keys, valid, NULL, 0, error);
  g_autoptr (JlyBits) firsts = NULL, repeats = NULL;

  if (runs == NULL)
    return NULL;
  repeats = jly_runs_find_repeats (runs, engine, error);
  if (repeats == NULL)
    return NULL;
  firsts = jly_runs_copy_valid (runs, jly_engine_get_self (engine));
  jly_bits_xor (firsts, repeats);
  return jly_count (engine, firsts, way, error);
}

/* The rows' numbers are sorted along, and say where the marks belong. The sort is stable, so the
 * uppermost row of a key is the one that repeats nothing. */
JlyBits *
jly_distinct_mark_repeats (JlyEngine *engine,
                           const JlyBits *const *keys,
                           guint n_keys,
                           const JlyBits *valid,
                           GError **error)
{
  gsize n = keys[0]->n_lanes;
  g_autoptr (JlyRing) numbers
      = jly_pick_numbers (n, jly_place_width (n), jly_engine_get_self (engine));
  const JlyShuffleColumn column = { .ring = numbers };
  g_autoptr (JlyRuns) runs = sort_runs (engine, keys, n_keys, valid, &column, 1, error);
  g_autoptr (JlyBits) repeats = NULL;

  if (runs == NULL)
    return NULL;
  repeats = jly_runs_find_repeats (runs, engine, error);
  if (repeats == NULL
      || !jly_place_rows (engine, numbers, &(JlyShuffleColumn){ .bits = repeats }, 1, error))
    return NULL;
  return g_steal_pointer (&repeats);
}

gboolean
jly_distinct_is_none (JlyEngine *engine, const JlyBits *flags, gboolean *is_none, GError **error)
{
  g_autoptr (JlyBits) absent = jly_bits_copy (flags), all = NULL;
  guint64 bit = 0;

  jly_bits_flip (absent, jly_engine_get_self (engine));
  all = jly_gate_all_lanes (engine, absent, error);
  if (all == NULL || !jly_open_to_all (engine, all, &bit, error))
    return FALSE;
  *is_none = bit != 0;
  return TRUE;
}

gboolean
jly_distinct_check_unique (JlyEngine *engine,
                           const JlyBits *const *keys,
                           guint n_keys,
                           const JlyBits *valid,
                           gboolean *is_unique,
                           GError **error)
{
  g_autoptr (JlyRuns) runs = sort_runs (engine, keys, n_keys, valid, NULL, 0, error);
  g_autoptr (JlyBits) repeats = NULL;

  if (runs == NULL)
    return FALSE;
  repeats = jly_runs_find_repeats (runs, engine, error);
  return repeats != NULL && jly_distinct_is_none (engine, repeats, is_unique, error);
}
