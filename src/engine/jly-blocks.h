/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many lanes a gate works on at once. Long vectors go through a gate a block of lanes after the
 * other, so that what it needs in between stays in the cache and does not grow with the lanes; each
 * block is rounds of its own. The number follows from public shape alone.
 */
#pragma once

#include "engine/jly-engine.h"

G_BEGIN_DECLS

/* Lanes of a block of a gate that needs n_planes planes in between: the largest power of two, of at
 * least 16 Ki, for which both components of all planes fit into the engine's block bytes. */
gsize jly_block_lanes (JlyEngine *engine, gsize n_planes);

G_END_DECLS
