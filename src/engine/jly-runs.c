/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-runs.h. */
#include "config.h"

#include "engine/jly-runs.h"

#include "engine/jly-gate.h"
#include "engine/jly-prefix.h"
#include "engine/jly-pick.h"

JlyRuns *
jly_runs_new (const JlyBits *const *keys, guint n_keys, const JlyBits *valid, guint self)
{
  JlyRuns *runs = g_new0 (JlyRuns, 1);

  g_assert (n_keys > 0);
  runs->n = keys[0]->n_lanes;
  runs->n_keys = n_keys;
  runs->keys = g_new0 (JlyBits *, n_keys);
  for (guint k = 0; k < n_keys; k++)
    runs->keys[k] = jly_bits_copy (keys[k]);
  runs->invalid = valid != NULL ? jly_bits_copy (valid) : jly_bits_new (runs->n, 1);
  if (valid != NULL)
    jly_bits_flip (runs->invalid, self);
  return runs;
}

void
jly_runs_free (JlyRuns *runs)
{
  if (runs == NULL)
    return;
  for (guint k = 0; k < runs->n_keys; k++)
    jly_bits_free (runs->keys[k]);
  g_free (runs->keys);
  jly_bits_free (runs->invalid);
  g_free (runs);
}

gboolean
jly_runs_sort (JlyRuns *runs,
               JlyEngine *engine,
               const JlySortKey *last,
               const JlyShuffleColumn *columns,
               gsize n_columns,
               GError **error)
{
  guint n_own = runs->n_keys + 1;
  g_autofree JlySortKey *order = g_new0 (JlySortKey, n_own + 1);
  g_autofree JlyShuffleColumn *all = g_new0 (JlyShuffleColumn, n_own + n_columns);

  order[0].bits = all[0].bits = runs->invalid;
  for (guint k = 0; k < runs->n_keys; k++)
    order[1 + k].bits = all[1 + k].bits = runs->keys[k];
  if (last != NULL)
    order[n_own] = *last;
  for (gsize c = 0; c < n_columns; c++)
    all[n_own + c] = columns[c];
  return jly_sort (engine, order, n_own + (last != NULL), all, n_own + n_columns, error);
}

JlyBits *
jly_runs_copy_valid (const JlyRuns *runs, guint self)
{
  JlyBits *valid = jly_bits_copy (runs->invalid);

  jly_bits_flip (valid, self);
  return valid;
}

/* Invalid rows come last, so a valid row has a valid one before it, and to compare keys and the
 * row's own valid bit is enough: one more plane, which is that bit on one side and 1 on the other.
 * Nothing is before the first row, so what came out there is made zero, which is public. */
JlyBits *
jly_runs_find_repeats (const JlyRuns *runs, JlyEngine *engine, GError **error)
{
  guint self = jly_engine_get_self (engine);
  g_autoptr (JlyBits) key = jly_pick_join_planes ((const JlyBits *const *)runs->keys, runs->n_keys);
  g_autoptr (JlyBits) before = jly_prefix_row_before (key);
  g_autoptr (JlyBits) here = jly_bits_copy_resized (key, key->width + 1);
  g_autoptr (JlyBits) there = jly_bits_copy_resized (before, key->width + 1);
  JlyBits is_valid = jly_bits_view (here, key->width, 1);
  JlyBits is_one = jly_bits_view (there, key->width, 1);
  JlyBits *repeats;

  jly_bits_assign (&is_valid, runs->invalid);
  jly_bits_flip (&is_valid, self);
  jly_bits_flip (&is_one, self);
  repeats = jly_gate_equal (engine, here, there, error);
  if (repeats == NULL)
    return NULL;
  repeats->own[0] &= ~(guint64)1;
  repeats->prev[0] &= ~(guint64)1;
  return repeats;
}
