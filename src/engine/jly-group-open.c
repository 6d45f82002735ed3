/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-group.h. Groups that are opened: invalid rows are given a code of their own before the
 * shuffle, so that what is opened of them is their number alone. */
#include "config.h"

#include "engine/jly-group.h"

#include "engine/jly-gate.h"
#include "engine/jly-open.h"
#include "engine/jly-pick.h"
#include "engine/jly-shuffle.h"
#include "engine/jly-tournament.h"

#include <string.h>

#define WORD_BITS 64

void
jly_group_values_clear (JlyGroupValue *values, guint n_values)
{
  for (guint v = 0; v < n_values; v++)
    {
      g_clear_pointer (&values[v].ring_result, jly_ring_free);
      g_clear_pointer (&values[v].bits_result, jly_bits_free);
    }
}

void
jly_open_groups_free (JlyOpenGroups *groups)
{
  if (groups == NULL)
    return;
  for (guint k = 0; k < groups->n_keys; k++)
    g_free (groups->keys[k]);
  g_free (groups->keys);
  g_free (groups->counts);
  g_free (groups);
}

/* Codes in words, lowest planes first: row j's are words[c][j]. */
typedef struct
{
  gsize n;
  guint n_chunks;
  guint64 **chunks;
} Codes;

static void
codes_clear (Codes *codes)
{
  for (guint c = 0; c < codes->n_chunks; c++)
    g_free (codes->chunks[c]);
  g_free (codes->chunks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Codes, codes_clear)

/* The keys, zero where a row is invalid, and the invalid bit on top. */
static JlyBits *
make_codes (JlyEngine *engine,
            const JlyBits *const *keys,
            guint n_keys,
            const JlyBits *valid,
            GError **error)
{
  g_autoptr (JlyBits) joined = jly_pick_join_planes (keys, n_keys), kept = NULL, codes = NULL;
  JlyBits low, top;

  if (valid == NULL)
    return jly_bits_copy_resized (joined, joined->width + 1);
  kept = jly_gate_and (engine, joined, valid, error);
  if (kept == NULL)
    return NULL;
  codes = jly_bits_copy_resized (kept, kept->width + 1);
  low = jly_bits_view (codes, 0, kept->width);
  top = jly_bits_view (codes, kept->width, 1);
  g_assert (low.width == joined->width);
  jly_bits_assign (&top, valid);
  jly_bits_flip (&top, jly_engine_get_self (engine));
  return g_steal_pointer (&codes);
}

static guint
count_chunks (const JlyBits *codes)
{
  return (codes->width + WORD_BITS - 1) / WORD_BITS;
}

static JlyBits
view_chunk (const JlyBits *codes, guint c)
{
  guint first = c * WORD_BITS;

  return jly_bits_view (codes, first, MIN (WORD_BITS, codes->width - first));
}

/* Shuffles codes and copies of the values, which are left in values' results for now. */
static gboolean
shuffle_all (
    JlyEngine *engine, JlyBits *codes, JlyGroupValue *values, guint n_values, GError **error)
{
  guint n_chunks = count_chunks (codes);
  g_autofree JlyShuffleColumn *columns = g_new0 (JlyShuffleColumn, n_chunks + n_values);
  g_autofree JlyBits *chunks = g_new (JlyBits, n_chunks);

  for (guint c = 0; c < n_chunks; c++)
    {
      chunks[c] = view_chunk (codes, c);
      columns[c].bits = &chunks[c];
    }
  for (guint v = 0; v < n_values; v++)
    {
      if (values[v].kind == JLY_GROUP_SUM)
        values[v].ring_result = jly_ring_copy (values[v].ring);
      else
        values[v].bits_result = jly_bits_copy (values[v].bits);
      columns[n_chunks + v] = (JlyShuffleColumn){ values[v].bits_result, values[v].ring_result };
    }
  return jly_shuffle (engine, columns, n_chunks + n_values, error);
}

/* Over a dry transport all rows count as one group, which is what costs most. */
static gboolean
open_codes (JlyEngine *engine, const JlyBits *shared, Codes *codes, GError **error)
{
  codes->n = shared->n_lanes;
  codes->n_chunks = count_chunks (shared);
  codes->chunks = g_new0 (guint64 *, codes->n_chunks);
  for (guint c = 0; c < codes->n_chunks; c++)
    {
      JlyBits planes = view_chunk (shared, c);

      codes->chunks[c] = g_new0 (guint64, codes->n);
      if (!jly_open_to_all (engine, &planes, codes->chunks[c], error))
        return FALSE;
      if (jly_engine_get_transport (engine)->is_dry)
        memset (codes->chunks[c], 0, codes->n * sizeof **codes->chunks);
    }
  return TRUE;
}

static gint
compare_codes (gconstpointer a, gconstpointer b, gpointer data)
{
  const Codes *codes = data;
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  for (guint c = codes->n_chunks; c-- > 0;)
    if (codes->chunks[c][x] != codes->chunks[c][y])
      return codes->chunks[c][x] < codes->chunks[c][y] ? -1 : 1;
  return 0;
}

/* Rows in the order of their codes. */
static guint32 *
sort_rows (Codes *codes)
{
  guint32 *rows = g_new (guint32, codes->n);

  for (gsize j = 0; j < codes->n; j++)
    rows[j] = (guint32)j;
  g_qsort_with_data (rows, (gint)codes->n, sizeof *rows, compare_codes, codes);
  return rows;
}

/* Planes first .. first + width - 1 of a row's code. */
static guint64
get_planes (const Codes *codes, guint32 row, guint first, guint width)
{
  guint chunk = first / WORD_BITS, shift = first % WORD_BITS;
  guint64 value = codes->chunks[chunk][row] >> shift;

  if (shift + width > WORD_BITS)
    value |= codes->chunks[chunk + 1][row] << (WORD_BITS - shift);
  return value & jly_ring_mask (width);
}

static JlyOpenGroups *
groups_new (gsize max_groups, guint n_keys)
{
  JlyOpenGroups *groups = g_new0 (JlyOpenGroups, 1);

  groups->n_keys = n_keys;
  groups->keys = g_new0 (guint64 *, n_keys);
  groups->counts = g_new0 (guint64, max_groups);
  for (guint k = 0; k < n_keys; k++)
    groups->keys[k] = g_new0 (guint64, max_groups);
  return groups;
}

/* Walks along the ordered rows. Invalid ones are last, because of their top bit. */
static JlyOpenGroups *
find_groups (Codes *codes, const guint32 *rows, const JlyBits *const *keys, guint n_keys)
{
  JlyOpenGroups *groups = groups_new (codes->n, n_keys);
  guint width = 0;

  for (guint k = 0; k < n_keys; k++)
    width += keys[k]->width;
  for (gsize j = 0; j < codes->n; j++)
    {
      gboolean is_first = j == 0 || compare_codes (&rows[j - 1], &rows[j], codes) != 0;
      guint first = 0;

      if (get_planes (codes, rows[j], width, 1) != 0)
        {
          groups->n_invalid++;
          continue;
        }
      for (guint k = n_keys; k-- > 0 && is_first; first += keys[k]->width)
        groups->keys[k][groups->n_groups] = get_planes (codes, rows[j], first, keys[k]->width);
      groups->n_groups += is_first;
      groups->counts[groups->n_groups - 1]++;
    }
  return groups;
}

/* Sums of neighbouring rows, group after group; a vector of one zero if there is no group. */
static JlyRing *
sum_groups (const JlyRing *x, const guint32 *rows, const JlyOpenGroups *groups)
{
  JlyRing *sums = jly_ring_new (MAX (1, groups->n_groups), x->width);
  gsize at = 0;

  for (gsize g = 0; g < groups->n_groups; g++)
    {
      for (guint64 i = 0; i < groups->counts[g]; i++, at++)
        {
          sums->own[g] += x->own[rows[at]];
          sums->prev[g] += x->prev[rows[at]];
        }
      sums->own[g] &= jly_ring_mask (x->width);
      sums->prev[g] &= jly_ring_mask (x->width);
    }
  return sums;
}

static void
finish_sums (JlyGroupValue *values,
             guint n_values,
             const guint32 *rows,
             const JlyOpenGroups *groups)
{
  for (guint v = 0; v < n_values; v++)
    if (values[v].kind == JLY_GROUP_SUM)
      {
        g_autoptr (JlyRing) shuffled = values[v].ring_result;

        values[v].ring_result = sum_groups (shuffled, rows, groups);
      }
}

static gboolean
finish_extremes (JlyEngine *engine,
                 JlyGroupValue *values,
                 guint n_values,
                 const guint32 *rows,
                 const JlyOpenGroups *groups,
                 GError **error)
{
  g_autofree JlyTournament *tournaments = g_new0 (JlyTournament, n_values);
  guint n = 0;

  for (guint v = 0; v < n_values; v++)
    if (values[v].kind != JLY_GROUP_SUM)
      tournaments[n++] = (JlyTournament){ values[v].bits_result, values[v].is_signed,
                                          values[v].kind == JLY_GROUP_MAX, NULL };
  if (!jly_tournament_run (engine, tournaments, n, rows, groups->counts, groups->n_groups, error))
    return FALSE;
  n = 0;
  for (guint v = 0; v < n_values; v++)
    if (values[v].kind != JLY_GROUP_SUM)
      {
        jly_bits_free (values[v].bits_result);
        values[v].bits_result = tournaments[n++].out;
      }
  return TRUE;
}

static gboolean
group_by (JlyEngine *engine,
          const JlyBits *const *keys,
          guint n_keys,
          const JlyBits *valid,
          JlyGroupValue *values,
          guint n_values,
          JlyOpenGroups **groups,
          GError **error)
{
  g_autoptr (JlyBits) shared = make_codes (engine, keys, n_keys, valid, error);
  g_autoptr (JlyOpenGroups) found = NULL;
  g_autofree guint32 *rows = NULL;
  g_auto (Codes) codes = { 0 };

  if (shared == NULL || !shuffle_all (engine, shared, values, n_values, error)
      || !open_codes (engine, shared, &codes, error))
    return FALSE;
  rows = sort_rows (&codes);
  found = find_groups (&codes, rows, keys, n_keys);
  finish_sums (values, n_values, rows, found);
  if (!finish_extremes (engine, values, n_values, rows, found, error))
    return FALSE;
  *groups = g_steal_pointer (&found);
  return TRUE;
}

gboolean
jly_group_by_open (JlyEngine *engine,
                   const JlyBits *const *keys,
                   guint n_keys,
                   const JlyBits *valid,
                   JlyGroupValue *values,
                   guint n_values,
                   JlyOpenGroups **groups,
                   GError **error)
{
  if (group_by (engine, keys, n_keys, valid, values, n_values, groups, error))
    return TRUE;
  jly_group_values_clear (values, n_values);
  return FALSE;
}
