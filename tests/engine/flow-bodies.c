/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See flow-bodies.h. */
#include "config.h"

#include "engine/flow-bodies.h"

#include "engine/jly-convert.h"
#include "engine/jly-gate.h"
#include "engine/jly-open.h"
#include "engine/jly-round.h"
#include "engine/jly-shuffle.h"

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
  g_autoptr (JlyPublic) c = jly_public_new_same (1234, FLOW_LANES, FLOW_WIDTH);

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
  g_autoptr (JlyRing) each = jly_ring_new (FLOW_LANES, in->r->width);
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
run_open (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  guint64 values[FLOW_LANES];

  if (!jly_open_to_all (engine, in->x, values, error)
      || !jly_open_ring_to_all (engine, in->r, values, error))
    return FALSE;
  /* What is open may be branched on. */
  return values[0] != 0 || values[1] != 1;
}

const FlowBody flow_bodies[] = {
  { "add", run_add },
  { "less-than", run_less_than },
  { "less-than-public", run_less_than_public },
  { "equal", run_equal },
  { "mux", run_mux },
  { "min", run_min },
  { "multiply-bits", run_multiply_bits },
  { "sum-lanes", run_sum_lanes },
  { "all-lanes", run_all_lanes },
  { "products", run_products },
  { "convert-bit", run_convert_bit },
  { "convert-bit-times", run_convert_bit_times },
  { "convert-to-ring", run_convert_to_ring },
  { "convert-to-bits", run_convert_to_bits },
  { "shuffle", run_shuffle },
  { "open", run_open },
};
const gsize flow_n_bodies = G_N_ELEMENTS (flow_bodies);
