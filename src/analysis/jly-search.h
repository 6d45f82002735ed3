/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles of many groups of rows at once, with values that stay secret: each
 * search has its own column and its own rows, and all go side by side, so that
 * rounds do not grow with their number.
 *
 * Of N rows, type 7 (R's default) is x_k + r / d (x_{k+1} - x_k) with (N - 1) p
 * / q = k - 1 + r / d, in steps of 1 / q; type 1 is the least value with at
 * least N p / q rows up to it. With no rows, the value means nothing.
 *
 * Source: Handbook section 4.4; the search for bits as in jly-select.h, with
 * nothing opened.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

typedef struct
{
  guint numerator, divisor; /* p / q, in lowest terms, q at most 1000 */
} JlyFraction;

JlyFraction jly_fraction_new (guint tenths); /* tenths of a percent */

/* One group of rows and the fractions wanted of it. */
typedef struct
{
  const JlyBits *codes; /* n rows */
  const JlyBits *rows;  /* one plane: those that belong to it */
} JlySearchGroup;

/* Bits of what comes out of codes of width bits, in steps of 1 / divisor. */
guint jly_search_get_width (guint width, guint divisor);

/* The reference: values (n of them, which are sorted here) in steps of 1 /
 * divisor. */
gint64 jly_search_clear (gint64 *values, gsize n, const JlyFraction *fraction, gboolean is_type_1);

/* Lane g * n_fractions + f: fraction f of group g, times its divisor. All lanes
 * have jly_search_get_width of the widest codes and the largest divisor. 3 ANDs
 * a row, bit, group and fraction, twice that for type 7; opens nothing. Of at most 512 rows some 16
 * rounds a bit (each row's bit is made a number of about lg n bits); more rows send less and take
 * twice the rounds and more. */
JlyBits *jly_search_secure (JlyEngine *engine,
                            const JlySearchGroup *groups,
                            guint n_groups,
                            const JlyFraction *fractions,
                            guint n_fractions,
                            gboolean is_type_1,
                            GError **error);

/* The same of groups of which a row is in one at most (rows has a plane a group), of one column:
 * the rows are sorted once by group and value (jly-sort.h, whose words on what is opened apply),
 * and the values are taken from secret places: an AND a bit of about n / 256 + 512 rows and value.
 * Width is that of codes and the largest divisor. What it costs depends a little on chance, as
 * sorting does. Source: as above; taking by halves is a tree of multiplexers. */
JlyBits *jly_search_sorted (JlyEngine *engine,
                            const JlyBits *codes,
                            const JlyBits *rows,
                            const JlyFraction *fractions,
                            guint n_fractions,
                            gboolean is_type_1,
                            GError **error);

/* Which way sends less, from the shape alone; few rows are never sorted. */
gboolean jly_search_is_sorted_cheaper (
    gsize n_rows, guint width, guint n_groups, guint n_fractions, gboolean is_type_1);

G_END_DECLS
