/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-top.h. */
#include "config.h"

#include "engine/jly-top.h"

#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "engine/jly-pick.h"
#include "engine/jly-round.h"
#include "engine/jly-select.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

/* The key over the row's number, such that what comes first is smallest. */
static JlyBits *
make_distinct_keys (JlyEngine *engine, const JlySortKey *key)
{
  gsize n = key->bits->n_lanes;
  guint self = jly_engine_get_self (engine), width = key->bits->width;
  g_autofree guint64 *numbers = g_new (guint64, n);
  g_autoptr (JlyBits) turned = jly_bits_copy (key->bits);
  g_autoptr (JlyBits) index = jly_bits_new (n, MAX (1, jly_gate_log2 (n)));
  g_autoptr (JlyPublic) public_index = NULL;
  JlyBits sign = jly_bits_view (turned, width - 1, 1);

  for (gsize j = 0; j < n; j++)
    numbers[j] = j;
  public_index = jly_public_new (numbers, n, index->width);
  jly_bits_xor_public (index, public_index, self);
  if (key->is_descending)
    jly_bits_flip (turned, self);
  if (key->is_signed)
    jly_bits_flip (&sign, self);
  return jly_pick_join_planes ((const JlyBits *const[]){ turned, index }, 2);
}

/* One plane: the valid rows whose key is not above the limit, which is one lane. */
static JlyBits *
flag_rows (JlyEngine *engine,
           const JlyBits *keys,
           const JlyBits *limit,
           const JlyBits *valid,
           GError **error)
{
  g_autoptr (JlyBits) everywhere = jly_bits_repeat_lane (limit, keys->n_lanes);
  g_autoptr (JlyBits) flags = jly_gate_less_than (engine, everywhere, keys, error);

  if (flags == NULL)
    return NULL;
  jly_bits_flip (flags, jly_engine_get_self (engine));
  return valid != NULL ? jly_gate_and (engine, flags, valid, error) : g_steal_pointer (&flags);
}

static gboolean
refuse_flags (GError **error)
{
  return jly_fail (error, JLY_ERROR_PROTOCOL,
                   &(JlyErrorDetail){ .step = "top", .next = _ ("Start again.") },
                   _ ("The computing parties came to a wrong number of first rows, so the result "
                      "was thrown away."));
}

/* The places of the k rows whose flag is 1. Over a dry transport any k do. */
static gboolean
open_flags (JlyEngine *engine, const JlyBits *flags, guint32 *rows, gsize k, GError **error)
{
  g_autofree guint64 *values = g_new (guint64, flags->n_lanes);
  gsize n = 0;

  if (!jly_open_to_all (engine, flags, values, error))
    return FALSE;
  if (jly_engine_get_transport (engine)->is_dry)
    for (gsize j = 0; j < k; j++)
      values[j] = 1;
  for (gsize j = 0; j < flags->n_lanes; j++)
    if (values[j] != 0 && n++ < k)
      rows[n - 1] = (guint32)j;
  return n == k || refuse_flags (error);
}

static void
copy_columns (const JlyShuffleColumn *from, gsize n_columns, JlyShuffleColumn *to)
{
  for (gsize c = 0; c < n_columns; c++)
    to[c] = (JlyShuffleColumn){ from[c].bits != NULL ? jly_bits_copy (from[c].bits) : NULL,
                                from[c].ring != NULL ? jly_ring_copy (from[c].ring) : NULL };
}

static void
clear_columns (JlyShuffleColumn *columns, gsize n_columns)
{
  for (gsize c = 0; c < n_columns; c++)
    {
      g_clear_pointer (&columns[c].bits, jly_bits_free);
      g_clear_pointer (&columns[c].ring, jly_ring_free);
    }
}

static void
pick_columns (JlyShuffleColumn *columns, gsize n_columns, const guint32 *rows, gsize k)
{
  for (gsize c = 0; c < n_columns; c++)
    {
      JlyShuffleColumn all = columns[c];

      columns[c].bits = all.bits != NULL ? jly_pick_bits (all.bits, rows, k) : NULL;
      columns[c].ring = all.ring != NULL ? jly_pick_ring (all.ring, rows, k) : NULL;
      clear_columns (&all, 1);
    }
}

/* Of all, the keys are the last but one and the flags the last: leaves k rows, in order. */
static gboolean
keep_flagged (JlyEngine *engine, JlyShuffleColumn *all, gsize n_all, gsize k, GError **error)
{
  g_autofree guint32 *rows = g_new (guint32, k);
  JlySortKey key = { NULL, FALSE, FALSE };

  if (!jly_shuffle (engine, all, n_all, error)
      || !open_flags (engine, all[n_all - 1].bits, rows, k, error))
    return FALSE;
  pick_columns (all, n_all, rows, k);
  key.bits = all[n_all - 2].bits;
  return jly_sort (engine, &key, 1, all, n_all - 1, error);
}

static gboolean
take_first_rows (JlyEngine *engine,
                 const JlyBits *keys,
                 const JlyBits *flags,
                 gsize k,
                 const JlyShuffleColumn *columns,
                 gsize n_columns,
                 JlyShuffleColumn *out,
                 GError **error)
{
  g_autofree JlyShuffleColumn *all = g_new0 (JlyShuffleColumn, n_columns + 2);
  gboolean is_done;

  copy_columns (columns, n_columns, all);
  all[n_columns].bits = jly_bits_copy (keys);
  all[n_columns + 1].bits = jly_bits_copy (flags);
  is_done = keep_flagged (engine, all, n_columns + 2, k, error);
  for (gsize c = 0; c < n_columns && is_done; c++)
    {
      out[c] = all[c];
      all[c] = (JlyShuffleColumn){ NULL, NULL };
    }
  clear_columns (all, n_columns + 2);
  return is_done;
}

gboolean
jly_top_rows (JlyEngine *engine,
              const JlySortKey *key,
              const JlyBits *valid,
              gsize k,
              JlyCountWay way,
              const JlyShuffleColumn *columns,
              gsize n_columns,
              gboolean *is_enough,
              JlyShuffleColumn *out,
              GError **error)
{
  g_autoptr (JlyBits) keys = NULL, limit = NULL, flags = NULL;
  JlyRank rank = jly_rank_smallest (k);
  JlySelection selection = { .valid = valid, .ranks = &rank, .n_ranks = 1, .way = way };

  for (gsize c = 0; c < n_columns; c++)
    out[c] = (JlyShuffleColumn){ NULL, NULL };
  keys = make_distinct_keys (engine, key);
  selection.x = keys;
  if (!jly_select_secret (engine, &selection, is_enough, &limit, error))
    return FALSE;
  if (!*is_enough)
    return TRUE;
  flags = flag_rows (engine, keys, limit, valid, error);
  return flags != NULL && take_first_rows (engine, keys, flags, k, columns, n_columns, out, error);
}
