/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts the rows of a shared table in a random order that no miner knows.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

/* One column of the table: bits (a lane per row) or numbers; the other is NULL. */
typedef struct
{
  JlyBits *bits;
  JlyRing *ring;
} JlyShuffleColumn;

/* Shuffles the rows of all columns together, in place: they all have the same number of rows, at
 * least 1 and below 2^32; bits of any width. On failure the columns are undefined. 2 rounds; in all
 * the table four times: once from miner 0, once from miner 1, twice from miner 2. Opens nothing. A
 * second opening needs a second shuffle: two things opened in one order show which rows belong
 * together. Source: Chida et al., "An efficient secure three-party sorting protocol with an honest
 * majority", 2019, and Laur, Willemson and Zhang, ISC 2011. */
gboolean jly_shuffle (JlyEngine *engine,
                      const JlyShuffleColumn *columns,
                      gsize n_columns,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
