/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every protocol of the engine once, for tests that hold for all of them: test-secret-flow.c,
 * test-messages.c and flow-digest.c. A new protocol gets a line in the table of flow-bodies.c.
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

#define FLOW_WIDTH 12

typedef enum
{
  FLOW_RANDOM,
  FLOW_PLAIN /* x counts from 0, flags are 1, all else is 0 */
} FlowKind;

typedef struct
{
  gsize n_lanes; /* of all vectors, up to FLOW_MOST_LANES */
  FlowKind kind;
} FlowShape;

#define FLOW_MOST_LANES 70
/* Lanes that fill no word. */
#define FLOW_USUAL (&(const FlowShape){ 70, FLOW_RANDOM })

typedef struct
{
  const char *name;
  /* Runs one protocol and throws its result away. */
  gboolean (*run) (JlyEngine *engine, const FlowInputs *in, GError **error);
  /* How much is sent follows from what is opened on the way, not from shape alone. */
  gboolean is_by_opened;
} FlowBody;

extern const FlowBody flow_bodies[];
extern const gsize flow_n_bodies;

/* Numbers, shared. */
void flow_inputs_share (TestParties *parties, const FlowShape *shape, FlowInputs *const inputs[3]);
void flow_inputs_clear (FlowInputs *in);

G_END_DECLS
