/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One miner's side of one attempt: who it is, its keys, its transport, and which randomness it
 * used.
 *
 * Indices are modulo 3. A secret x has components x_0 ^ x_1 ^ x_2 (Boolean). Miner i holds x_i
 * ("own") and x_{i-1} ("prev") and lacks x_{i+1}. The key K_i is known to exactly the holders of
 * component i: miners i and i+1; so this miner has K_self and K_{self-1}. Source: Araki et al., CCS
 * 2016.
 */
#pragma once

#include "engine/jly-compare-plan.h"
#include "engine/jly-pool.h"
#include "engine/jly-randomness.h"
#include "engine/jly-transport.h"

G_BEGIN_DECLS

#define JLY_ENGINE_KEY_BYTES JLY_PRG_KEY_BYTES
#define JLY_ENGINE_BLOCK_BYTES ((gsize)4 << 20) /* unless set: what stays in the cache */
#define JLY_ENGINE_DISTANT_BLOCK_BYTES ((gsize)64 << 20)

typedef struct _JlyEngine JlyEngine;

/* A miner's engine for one attempt. Copies the keys into locked memory; borrows transport, which
 * must outlive it. keys are fresh per attempt (a second attempt with the same keys would break
 * secrecy). */
JlyEngine *jly_engine_new (guint self,
                           JlyTransport *transport,
                           JlyPrgKind prg,
                           const guint8 key_own[JLY_ENGINE_KEY_BYTES],
                           const guint8 key_prev[JLY_ENGINE_KEY_BYTES]);
void jly_engine_free (JlyEngine *engine); /* wipes the keys and the pool */
guint jly_engine_get_self (JlyEngine *engine);
/* How many bytes of planes a long comparison fills before it begins its next block of lanes. Every
 * block has rounds of its own, so miners that are far apart want JLY_ENGINE_DISTANT_BLOCK_BYTES.
 * Part of the shape: the same at all three, or they compute something else. */
void jly_engine_set_block_bytes (JlyEngine *engine, gsize block_bytes);
gsize jly_engine_get_block_bytes (JlyEngine *engine);
JlyTransport *jly_engine_get_transport (JlyEngine *engine);
JlyRandomness *jly_engine_get_randomness (JlyEngine *engine); /* for protocols, in this room only */
/* Working memory of this engine. What is from it may be freed after the engine. */
JlyPool *jly_engine_get_pool (JlyEngine *engine);
JlyComparePlans *jly_engine_get_plans (JlyEngine *engine); /* for comparisons */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyEngine, jly_engine_free)

G_END_DECLS
