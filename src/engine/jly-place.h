/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moves rows to places that nobody knows: shared numbers say where each row goes. Nothing is
 * learned but the number of rows, because the places are opened only after a shuffle, where they
 * are a uniformly random order whatever they were before.
 *
 * Replicated shares in and out. FALSE with the transport's error, or JLY_ERROR_PROTOCOL if what was
 * opened is no order of rows; the columns' content is then of no use.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"
#include "engine/jly-shuffle.h"

G_BEGIN_DECLS

/* Bits of a row's number: lg n, at least 1. */
guint jly_place_width (gsize n);

/* Row j of all columns goes to row places[j]: places is an order of 0 to n - 1, of
 * jly_place_width (n) bits or more, and is used up. A shuffle of the columns and places, and an
 * opening of places: 3 rounds. Opened: places, shuffled anew here.
 * Source: application of a shared permutation, Hamada et al. 2014. */
gboolean jly_place_rows (JlyEngine *engine,
                         JlyRing *places,
                         const JlyShuffleColumn *columns,
                         gsize n_columns,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rows whose flag (one plane) is 1 come first, then the others, either in the order they had. How
 * many there are stays hidden. The flags are columns only if they are given among them too.
 * p = jly_place_width (n): 2 p bits a row and 3 rounds to compute the places, then
 * jly_place_rows. Source: one pass of the radix sort of Hamada et al. 2014. */
gboolean jly_place_flagged_first (JlyEngine *engine,
                                  const JlyBits *flags,
                                  const JlyShuffleColumn *columns,
                                  gsize n_columns,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
