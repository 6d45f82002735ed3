/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See flow-bodies.h. */
#include "config.h"

#include "engine/flow-bodies.h"

#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-distinct.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate-signed.h"
#include "engine/jly-gate.h"
#include "engine/jly-group.h"
#include "engine/jly-join.h"
#include "engine/jly-one-hot.h"
#include "engine/jly-open.h"
#include "engine/jly-place.h"
#include "engine/jly-prefix.h"
#include "engine/jly-rank.h"
#include "engine/jly-round.h"
#include "engine/jly-select.h"
#include "engine/jly-sort-radix.h"
#include "engine/jly-sort.h"
#include "engine/jly-top.h"

static gboolean
drop_bits (JlyBits *out)
{
  g_autoptr (JlyBits) mine = out;

  return mine != NULL;
}

static gboolean
drop_ring (JlyRing *out)
{
  g_autoptr (JlyRing) mine = out;

  return mine != NULL;
}

static gboolean
run_add (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_add (engine, in->x, in->y, error));
}

static gboolean
run_less_than (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_less_than (engine, in->x, in->y, error));
}

static gboolean
run_less_than_public (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  g_autoptr (JlyPublic) c = jly_public_new_same (1234, in->x->n_lanes, FLOW_WIDTH);

  return drop_bits (jly_gate_less_than_public (engine, in->x, c, error));
}

static gboolean
run_equal (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_equal (engine, in->x, in->y, error));
}

static gboolean
run_mux (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_mux (engine, in->s, in->x, in->y, error));
}

static gboolean
run_min (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_min (engine, in->x, in->y, error));
}

static gboolean
run_multiply_bits (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_multiply (engine, in->x, in->y, error));
}

static gboolean
run_sum_lanes (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_sum_lanes (engine, in->x, error));
}

static gboolean
run_all_lanes (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_all_lanes (engine, in->s, error));
}

static gboolean
run_products (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "flow");
  g_autoptr (JlyRing) each = jly_ring_new (in->r->n, in->r->width);
  g_autoptr (JlyRing) dot = jly_ring_new (1, in->r->width);

  jly_round_multiply (round, each, in->r, in->t);
  jly_round_dot (round, dot, in->r, in->t);
  return jly_round_run (round, error);
}

static gboolean
run_convert_bit (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_ring (jly_convert_bit (engine, in->s, 20, error));
}

static gboolean
run_convert_bit_times (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_ring (jly_convert_bit_times (engine, in->s, in->r, error));
}

static gboolean
run_convert_to_ring (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_ring (jly_convert_to_ring (engine, in->x, 40, error));
}

static gboolean
run_convert_to_bits (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_convert_to_bits (engine, in->r, 33, error));
}

static gboolean
run_shuffle (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  g_autoptr (JlyBits) bits = jly_bits_copy (in->x);
  g_autoptr (JlyRing) ring = jly_ring_copy (in->r);
  const JlyShuffleColumn columns[] = { { .bits = bits }, { .ring = ring } };

  return jly_shuffle (engine, columns, G_N_ELEMENTS (columns), error);
}

static gboolean
run_clamp (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_clamp (engine, in->x, in->y, in->x, TRUE, error))
         && drop_bits (jly_gate_clamp_public (engine, in->x, 5, 999, TRUE, error));
}

static gboolean
run_count (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_ring (jly_count (engine, in->x, JLY_COUNT_FEW_BYTES, error))
         && drop_ring (jly_count (engine, in->x, JLY_COUNT_FEW_ROUNDS, error));
}

static gboolean
run_prefix_and (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_prefix_and (engine, in->x, in->s, error));
}

static gboolean
run_place (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  g_autoptr (JlyBits) bits = jly_bits_copy (in->x);
  g_autoptr (JlyRing) ring = jly_ring_copy (in->r);
  const JlyShuffleColumn columns[] = { { .bits = bits }, { .ring = ring } };

  return jly_place_flagged_first (engine, in->s, columns, G_N_ELEMENTS (columns), error);
}

static gboolean
run_histogram (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  static const guint64 edges[] = { 100, 2000 };

  return drop_ring (jly_histogram (engine, in->x, in->s, edges, G_N_ELEMENTS (edges), FALSE,
                                   JLY_COUNT_FEW_ROUNDS, error));
}

static gboolean
run_one_hot (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  JlyBits code = jly_bits_view (in->x, 0, 3);
  JlyRing *sums[1] = { NULL }, *counts = NULL;
  const JlyRing *values[] = { in->r };

  return jly_one_hot_sums (engine, &code, in->s, 7, values, 1, sums, &counts, error)
         && drop_ring (sums[0]) && drop_ring (counts);
}

#define N_GROUP_VALUES 3

static void
list_group_values (const FlowInputs *in, JlyGroupValue values[N_GROUP_VALUES])
{
  values[0] = (JlyGroupValue){ .kind = JLY_GROUP_SUM, .ring = in->r };
  values[1] = (JlyGroupValue){ .kind = JLY_GROUP_MIN, .bits = in->y };
  values[2] = (JlyGroupValue){ .kind = JLY_GROUP_MAX, .bits = in->x, .is_signed = TRUE };
}

static gboolean
run_group_open (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  JlyBits key = jly_bits_view (in->x, 0, 2);
  const JlyBits *keys[] = { &key };
  JlyGroupValue values[N_GROUP_VALUES];
  g_autoptr (JlyOpenGroups) groups = NULL;
  gboolean is_done;

  list_group_values (in, values);
  is_done = jly_group_by_open (engine, keys, 1, in->s, values, N_GROUP_VALUES, &groups, error);
  jly_group_values_clear (values, N_GROUP_VALUES);
  return is_done;
}

static gboolean
run_group_hidden (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  JlyBits key = jly_bits_view (in->x, 0, 3);
  const JlyBits *keys[] = { &key };
  JlyGroupValue values[N_GROUP_VALUES];
  g_autoptr (JlyHiddenGroups) groups = NULL;
  gboolean is_done;

  list_group_values (in, values);
  is_done = jly_group_by_hidden (engine, keys, 1, in->s, values, N_GROUP_VALUES, 8, &groups, error);
  jly_group_values_clear (values, N_GROUP_VALUES);
  return is_done;
}

static gboolean
run_distinct (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  const JlyBits *keys[] = { in->x };
  gboolean is_unique;

  return drop_ring (jly_distinct_count (engine, keys, 1, in->s, JLY_COUNT_FEW_BYTES, error))
         && drop_bits (jly_distinct_mark_repeats (engine, keys, 1, in->s, error))
         && jly_distinct_check_unique (engine, keys, 1, in->s, &is_unique, error);
}

/* Keys of 24 bits, so that none comes twice. */
static gboolean
run_join (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  const JlyBits *keys[] = { in->x, in->y };
  const JlyJoinSide one = { keys, G_N_ELEMENTS (keys), in->s };
  const JlyJoinSide many = { keys, G_N_ELEMENTS (keys), NULL };
  const JlyShuffleColumn columns[] = { { .bits = in->x }, { .ring = in->r } };
  g_autoptr (JlyJoined) joined
      = jly_join (engine, JLY_JOIN_LEFT, &one, &many, columns, G_N_ELEMENTS (columns), error);

  return joined != NULL;
}

static gboolean
run_open (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  guint64 values[FLOW_MOST_LANES];

  if (!jly_open_to_all (engine, in->x, values, error)
      || !jly_open_ring_to_all (engine, in->r, values, error))
    return FALSE;
  /* What is open may be branched on. */
  return values[0] != 0 || values[1] != 1;
}

static gboolean
run_less_than_signed (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_less_than_signed (engine, in->x, in->y, error));
}

static gboolean
run_less_than_constant (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_less_than_constant (engine, in->x, 1234, error));
}

static gboolean
run_clamp_public (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_clamp_public (engine, in->x, 100, 3000, FALSE, error));
}

static gboolean
run_count_sums (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  const JlyRing *values[] = { in->r };
  JlyRing *sums[1], *counts;

  if (!jly_count_sums (engine, in->x, values, 1, sums, 20, &counts, error))
    return FALSE;
  return drop_ring (sums[0]) && drop_ring (counts);
}

static gboolean
run_sort (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  g_autoptr (JlyBits) key = jly_bits_copy (in->x);
  g_autoptr (JlyRing) ring = jly_ring_copy (in->r);
  const JlySortKey keys[] = { { in->s, FALSE, FALSE }, { key, TRUE, TRUE } };
  const JlyShuffleColumn columns[] = { { .bits = key }, { .ring = ring } };

  return jly_sort (engine, keys, G_N_ELEMENTS (keys), columns, G_N_ELEMENTS (columns), error);
}

static gboolean
run_select (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  const JlyRank ranks[] = { jly_rank_quantile (1, 2, FALSE), jly_rank_largest (3) };
  const JlySelection selection = { .x = in->x,
                                   .is_signed = TRUE,
                                   .valid = in->s,
                                   .ranks = ranks,
                                   .n_ranks = G_N_ELEMENTS (ranks),
                                   .way = JLY_COUNT_FEW_BYTES };
  g_autoptr (JlyBits) secret = NULL;
  gboolean is_enough;
  guint64 values[G_N_ELEMENTS (ranks)];

  return jly_select_open (engine, &selection, &is_enough, values, error)
         && jly_select_secret (engine, &selection, &is_enough, &secret, error);
}

static gboolean
run_sort_radix (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  g_autoptr (JlyBits) x = jly_bits_copy (in->x);
  const JlySortKey keys[] = { { in->s, FALSE, FALSE }, { x, TRUE, TRUE } };
  const JlyShuffleColumn column = { .bits = x };

  return jly_sort_radix (engine, keys, G_N_ELEMENTS (keys), &column, 1, error);
}

static gboolean
run_rank (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  const JlySortKey key = { in->x, FALSE, FALSE };

  return drop_ring (jly_rank (engine, &key, 1, JLY_RANK_TWICE_MEAN, 20, error))
         && drop_ring (jly_rank (engine, &key, 1, JLY_RANK_DENSE, 20, error));
}

static gboolean
run_top (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  const JlySortKey key = { in->x, TRUE, FALSE };
  const JlyShuffleColumn column = { .ring = in->r };
  JlyShuffleColumn out = { NULL, NULL };
  gboolean is_enough;

  if (!jly_top_rows (engine, &key, in->s, 5, JLY_COUNT_FEW_BYTES, &column, 1, &is_enough, &out,
                     error))
    return FALSE;
  return !is_enough || drop_ring (out.ring);
}

static gboolean
run_and (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  return drop_bits (jly_gate_and (engine, in->x, in->y, error));
}

static gboolean
run_add_public (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  g_autoptr (JlyPublic) c = jly_public_new_same (1234, in->x->n_lanes, FLOW_WIDTH);

  return drop_bits (jly_gate_add_public (engine, in->x, c, TRUE, error));
}

static gboolean
run_sum (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  const JlyBits *vectors[] = { in->x, in->y, in->s };

  return drop_bits (jly_gate_sum (engine, vectors, G_N_ELEMENTS (vectors), error));
}

/* All comparisons and choices that are others seen from the other side. */
static gboolean
run_variants (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  static const guint64 constants[] = { 8, 1234, 4095 };
  g_autoptr (JlyPublic) c = jly_public_new_same (1234, in->x->n_lanes, FLOW_WIDTH);

  return drop_bits (jly_gate_max (engine, in->x, in->y, error))
         && drop_bits (jly_gate_min_signed (engine, in->x, in->y, error))
         && drop_bits (jly_gate_max_signed (engine, in->x, in->y, error))
         && drop_bits (jly_gate_less_than_signed_public (engine, in->x, c, error))
         && drop_bits (jly_gate_more_than_constant (engine, in->x, 1234, error))
         && drop_bits (jly_gate_less_than_constants (engine, in->x, constants,
                                                     G_N_ELEMENTS (constants), error));
}

/* Numbers as a matrix of 2 rows, by one of 2 columns. */
static gboolean
run_matrix (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (engine, "flow");
  g_autoptr (JlyRing) out = jly_ring_new (4, in->r->width);

  jly_round_matrix (round, out, in->r, in->t, 2, 2);
  return jly_round_run (round, error);
}

const FlowBody flow_bodies[] = {
  { "add", run_add, FALSE },
  { "less-than", run_less_than, FALSE },
  { "less-than-public", run_less_than_public, FALSE },
  { "equal", run_equal, FALSE },
  { "mux", run_mux, FALSE },
  { "min", run_min, FALSE },
  { "multiply-bits", run_multiply_bits, FALSE },
  { "sum-lanes", run_sum_lanes, FALSE },
  { "all-lanes", run_all_lanes, FALSE },
  { "products", run_products, FALSE },
  { "convert-bit", run_convert_bit, FALSE },
  { "convert-bit-times", run_convert_bit_times, FALSE },
  { "convert-to-ring", run_convert_to_ring, FALSE },
  { "convert-to-bits", run_convert_to_bits, FALSE },
  { "shuffle", run_shuffle, FALSE },
  { "clamp", run_clamp, FALSE },
  { "count", run_count, FALSE },
  { "prefix-and", run_prefix_and, FALSE },
  { "place", run_place, FALSE },
  { "histogram", run_histogram, FALSE },
  { "one-hot", run_one_hot, FALSE },
  { "group-open", run_group_open, TRUE },
  { "group-hidden", run_group_hidden, TRUE },
  { "distinct", run_distinct, TRUE },
  { "join", run_join, TRUE },
  { "open", run_open, FALSE },
  { "less-than-signed", run_less_than_signed, FALSE },
  { "less-than-constant", run_less_than_constant, FALSE },
  { "clamp-public", run_clamp_public, FALSE },
  { "count-sums", run_count_sums, FALSE },
  { "sort", run_sort, TRUE },
  { "select", run_select, FALSE },
  { "sort-radix", run_sort_radix, FALSE },
  { "rank", run_rank, TRUE },
  { "top", run_top, TRUE },
  { "and", run_and, FALSE },
  { "add-public", run_add_public, FALSE },
  { "sum", run_sum, FALSE },
  { "variants", run_variants, FALSE },
  { "matrix", run_matrix, FALSE },
};
const gsize flow_n_bodies = G_N_ELEMENTS (flow_bodies);
