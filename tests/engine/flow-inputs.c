/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shares that flow-bodies.c works on. */
#include "config.h"

#include "engine/flow-bodies.h"

static void
share_bits (TestParties *parties, guint width, JlyBits *held[3])
{
  guint64 values[FLOW_LANES];
  TestSecret secret;

  for (gsize j = 0; j < FLOW_LANES; j++)
    values[j] = test_parties_random (parties, width);
  test_secret_share (&secret, parties, values, FLOW_LANES, width);
  for (guint i = 0; i < 3; i++)
    held[i] = secret.held[i];
}

static void
share_ring (TestParties *parties, JlyRing *held[3])
{
  guint64 values[FLOW_LANES];
  TestRing secret;

  for (gsize j = 0; j < FLOW_LANES; j++)
    values[j] = test_parties_random (parties, 64);
  test_ring_share (&secret, parties, values, FLOW_LANES, 64);
  for (guint i = 0; i < 3; i++)
    held[i] = secret.held[i];
}

void
flow_inputs_share (TestParties *parties, FlowInputs *const inputs[3])
{
  JlyBits *x[3], *y[3], *s[3];
  JlyRing *r[3], *t[3];

  share_bits (parties, FLOW_WIDTH, x);
  share_bits (parties, FLOW_WIDTH, y);
  share_bits (parties, 1, s);
  share_ring (parties, r);
  share_ring (parties, t);
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
