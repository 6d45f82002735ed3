/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The guard against differences (analysis/jly-guard.h) at one computing party: the question that is
 * about to be computed against every earlier one over the same frozen figures, each with the
 * columns and checks that it had then.
 */
#pragma once

#include "engine/jly-engine.h"
#include "party/jly-gate.h"

G_BEGIN_DECLS

typedef struct _JlyGateGuard JlyGateGuard;

/* Opens the uploads once more for each earlier question. gate outlives it. */
JlyGateGuard *jly_gate_guard_new (const JlyGate *gate, GError **error);
void jly_gate_guard_free (JlyGateGuard *self);
/* Which earlier questions there are: all computing parties must have the same. */
void jly_gate_guard_hash (const JlyGateGuard *self, guint8 hash[JLY_HASH_BYTES]);
/* Bytes that comparing with earlier questions makes each computing party send beyond those that the
 * plan foretells; 0 where there are none. Takes as long as a dry run. */
void jly_gate_guard_cost (const JlyGateGuard *self, guint64 bytes[3]);
/* JLY_REFUSAL_OVERLAP if some filters are too near to each other; columns are those of the question
 * of now, as for jly_computation_run. Sends nothing where there is nothing to compare. */
gboolean jly_gate_guard_run (JlyGateGuard *self,
                             JlyEngine *engine,
                             JlyBits *const *const *columns,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyGateGuard, jly_gate_guard_free)

G_END_DECLS
