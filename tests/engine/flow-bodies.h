/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every protocol of the engine once, for tests that hold for all of them: test-secret-flow.c and
 * flow-digest.c. A new protocol gets a line in the table of flow-bodies.c.
 */
#pragma once

#include "engine/test-parties.h"

G_BEGIN_DECLS

/* What one miner holds; all vectors have the same number of lanes. */
typedef struct
{
  JlyBits *x, *y; /* FLOW_WIDTH bits */
  JlyBits *s;     /* one bit */
  JlyRing *r, *t; /* modulo 2^64 */
} FlowInputs;

#define FLOW_LANES 70
#define FLOW_WIDTH 12

typedef struct
{
  const char *name;
  /* Runs one protocol and throws its result away. */
  gboolean (*run) (JlyEngine *engine, const FlowInputs *in, GError **error);
} FlowBody;

extern const FlowBody flow_bodies[];
extern const gsize flow_n_bodies;

/* Random numbers, shared; every vector has FLOW_LANES lanes. */
void flow_inputs_share (TestParties *parties, FlowInputs *const inputs[3]);
void flow_inputs_clear (FlowInputs *in);

G_END_DECLS
