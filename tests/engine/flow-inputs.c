/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shares that flow-bodies.c works on. */
#include "config.h"

#include "engine/flow-bodies.h"

/* Random, or as regular as can be: FLOW_PLAIN numbers x count upwards from 0, so that keys still
 * differ, flags are 1, and all else is 0. */
static guint64
choose (TestParties *parties, FlowKind kind, guint width, guint64 plain)
{
  return kind == FLOW_PLAIN ? plain : test_parties_random (parties, width);
}

static void
share_bits (
    TestParties *parties, const FlowShape *shape, guint width, gboolean counts, JlyBits *held[3])
{
  g_autofree guint64 *values = g_new (guint64, shape->n_lanes);
  TestSecret secret;

  for (gsize j = 0; j < shape->n_lanes; j++)
    values[j] = choose (parties, shape->kind, width, width == 1 ? 1 : counts ? j : 0);
  test_secret_share (&secret, parties, values, shape->n_lanes, width);
  for (guint i = 0; i < 3; i++)
    held[i] = secret.held[i];
}

static void
share_ring (TestParties *parties, const FlowShape *shape, JlyRing *held[3])
{
  g_autofree guint64 *values = g_new (guint64, shape->n_lanes);
  TestRing secret;

  for (gsize j = 0; j < shape->n_lanes; j++)
    values[j] = choose (parties, shape->kind, 64, 0);
  test_ring_share (&secret, parties, values, shape->n_lanes, 64);
  for (guint i = 0; i < 3; i++)
    held[i] = secret.held[i];
}

void
flow_inputs_share (TestParties *parties, const FlowShape *shape, FlowInputs *const inputs[3])
{
  JlyBits *x[3], *y[3], *s[3];
  JlyRing *r[3], *t[3];

  share_bits (parties, shape, FLOW_WIDTH, TRUE, x);
  share_bits (parties, shape, FLOW_WIDTH, FALSE, y);
  share_bits (parties, shape, 1, FALSE, s);
  share_ring (parties, shape, r);
  share_ring (parties, shape, t);
  for (guint i = 0; i < 3; i++)
    *inputs[i] = (FlowInputs){ x[i], y[i], s[i], r[i], t[i] };
}

void
flow_inputs_clear (FlowInputs *in)
{
  jly_bits_free (in->x);
  jly_bits_free (in->y);
  jly_bits_free (in->s);
  jly_ring_free (in->r);
  jly_ring_free (in->t);
}
