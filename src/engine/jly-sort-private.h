/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sort and its cost model have in common. */
#pragma once

#include "engine/jly-engine.h"
#include "engine/jly-sort-cost.h"

/* So many bytes of the engine's blocks a comparison: with blocks that stay in the cache 2^15
 * comparisons are made at a time, what they need stays near 10 MiB, and their rounds are little
 * next to their bytes. */
#define JLY_SORT_BYTES_A_COMPARISON (JLY_ENGINE_BLOCK_BYTES >> 15)

/* What miner self sends in a shuffle, as jly-shuffle.h has it: miners 0 and 2 rows of packed
 * numbers, miners 1 and 2 planes. */
guint64
jly_sort_measure_shuffle (guint self, gsize n, const JlyColumnShape *columns, gsize n_columns);
