/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-blocks.h. */
#include "config.h"

#include "engine/jly-blocks.h"

#define FEWEST_LANES ((gsize)1 << 14)
#define MOST_LANES ((gsize)1 << 24)

gsize
jly_block_lanes (JlyEngine *engine, gsize n_planes)
{
  gsize lanes = FEWEST_LANES;

  while (lanes < MOST_LANES
         && 2 * n_planes * (2 * lanes / 8) <= jly_engine_get_block_bytes (engine))
    lanes *= 2;
  return lanes;
}
