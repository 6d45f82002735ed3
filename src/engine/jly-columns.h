/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sum that is still in pieces: for every binary weight a column of one-bit planes that count
 * 2^weight each. Products, many vectors and many lanes are all added this way, because taking three
 * planes to two costs one AND and no carry has to travel.
 *
 * Columns are squeezed to at most two planes each by full and half adders in Dadda's order (Dadda,
 * "Some schemes for parallel multipliers", Alta Frequenza 1965), which needs the fewest rounds, and
 * then added. The sum is taken modulo 2^width; whoever makes the columns chooses a width that it
 * fits.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

typedef struct _JlyColumns JlyColumns;

/* For sums of n_lanes lanes, each below 2^width; 1 <= width <= JLY_BITS_MAX_WIDTH. */
JlyColumns *jly_columns_new (gsize n_lanes, guint width);
void jly_columns_free (JlyColumns *columns);

/* Adds x * 2^weight, lane by lane. Local. */
void jly_columns_add (JlyColumns *columns, const JlyBits *x, guint weight);
/* Adds x * y, lane by lane: w_x w_y ANDs, 1 round. */
gboolean jly_columns_add_product (JlyColumns *columns,
                                  JlyEngine *engine,
                                  const JlyBits *x,
                                  const JlyBits *y,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* From now on all lanes count to one sum: what columns holds afterwards has one lane. Must come
 * last before jly_columns_resolve. Folding is local, and done bit by bit there. */
void jly_columns_sum_lanes (JlyColumns *columns);
/* The same with n_sums sums, of which n_lanes is a multiple: lane j counts to sum j % n_sums. */
void jly_columns_sum_lanes_by (JlyColumns *columns, gsize n_sums);

/* The sum, width planes. Squeezing takes one AND per full or half adder, about one per plane that
 * disappears, and about log_1.5 (planes / 2) rounds; then one addition of width bits. */
JlyBits *jly_columns_resolve (JlyColumns *columns, JlyEngine *engine, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyColumns, jly_columns_free)

G_END_DECLS
