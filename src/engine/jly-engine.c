/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-engine.h. Holds the parts together; the work is done by rounds, gates and openings. */
#include "config.h"

#include "engine/jly-engine.h"

struct _JlyEngine
{
  guint self;
  JlyTransport *transport; /* borrowed */
  JlyRandomness *randomness;
  JlyPool *pool;
  JlyComparePlans *plans;
  gsize block_bytes;
};

JlyEngine *
jly_engine_new (guint self,
                JlyTransport *transport,
                JlyPrgKind prg,
                const guint8 key_own[JLY_ENGINE_KEY_BYTES],
                const guint8 key_prev[JLY_ENGINE_KEY_BYTES])
{
  JlyEngine *engine;

  g_assert (self < 3);
  engine = g_new0 (JlyEngine, 1);
  engine->self = self;
  engine->transport = transport;
  engine->randomness = jly_randomness_new (prg, key_own, key_prev);
  engine->pool = jly_pool_new ();
  engine->plans = jly_compare_plans_new ();
  engine->block_bytes = JLY_ENGINE_BLOCK_BYTES;
  return engine;
}

void
jly_engine_free (JlyEngine *engine)
{
  if (engine == NULL)
    return;
  jly_randomness_free (engine->randomness);
  jly_pool_close (engine->pool);
  jly_compare_plans_free (engine->plans);
  g_free (engine);
}

guint
jly_engine_get_self (JlyEngine *engine)
{
  return engine->self;
}

void
jly_engine_set_block_bytes (JlyEngine *engine, gsize block_bytes)
{
  engine->block_bytes = block_bytes;
}

gsize
jly_engine_get_block_bytes (JlyEngine *engine)
{
  return engine->block_bytes;
}

JlyTransport *
jly_engine_get_transport (JlyEngine *engine)
{
  return engine->transport;
}

JlyRandomness *
jly_engine_get_randomness (JlyEngine *engine)
{
  return engine->randomness;
}

JlyPool *
jly_engine_get_pool (JlyEngine *engine)
{
  return engine->pool;
}

JlyComparePlans *
jly_engine_get_plans (JlyEngine *engine)
{
  return engine->plans;
}
