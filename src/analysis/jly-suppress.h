/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which cells of tables may be shown, decided inside the computation: what is hidden is opened to
 * nobody, the computing parties included. All tables of a call have the same lines and places
 * across; cell (table, line, place) is number (table * n_lines + line) * n_across + place.
 *
 * A cell is safe if it has the least number of rows and of parties, and if no party has more than
 * the largest share of its amount: of the sum over parties of the absolute sums of their rows.
 *
 * Sums over a column of the table are taken to be known (another question may open them). So:
 *  1. a line with a cell that is not safe is hidden as a whole;
 *  2. if one line alone is hidden, or what is hidden of some column has together too few rows or
 *     parties or too large a share, the smallest line that is still shown is hidden as well (least
 *     rows, then the first);
 *  3. if that does not suffice, every line is.
 * What anybody can work out of hidden cells from shown ones and known sums is then the sum of two
 * hidden cells or more that is safe itself, or nothing of the table is shown. A table of one line
 * is shown if it is safe. A table by one column has one place across.
 *
 * Source: Handbook section 8.1, with whole lines in place of single cells, so that no chain of
 * lines and columns leads to a hidden cell.
 */
#pragma once

#include "analysis/jly-limits.h"
#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_tables, n_lines, n_across;
  guint n_parties;
  guint count_width; /* bits that every number of rows fits in */
  guint sum_width;   /* bits of every sum, with its sign; 0: there are no amounts */
} JlyTables;

guint jly_tables_count_cells (const JlyTables *self);
/* Whether the shares can be compared without overflow: 100 times a sum over parties in 127 bits. */
gboolean jly_tables_is_exact (const JlyTables *self, const JlyLimits *limits);

/* counts[party * n_cells + cell], sums likewise or NULL. is_shown has one entry a cell. */
void jly_suppress_clear (const JlyTables *self,
                         const JlyLimits *limits,
                         const gint64 *counts,
                         const gint64 *sums,
                         gboolean *is_shown);
void jly_suppress_clear_wide (const JlyTables *self,
                              const JlyLimits *limits,
                              const gint64 *counts,
                              const __int128 *sums,
                              gboolean *is_shown);

/* The same: counts and sums modulo 2^64, sums in two's complement. One plane, a lane a cell. The
 * tables' size decides bytes and rounds, and how many tables there are has no part in the rounds.
 * Opens nothing. */
JlyBits *jly_suppress_secure (JlyEngine *engine,
                              const JlyTables *self,
                              const JlyLimits *limits,
                              const JlyRing *counts,
                              const JlyRing *sums,
                              GError **error);

/* Sums of more than a word: sum over s of 2^(limb_bits s) numbers[s], as jly-limbs.h says. */
typedef struct
{
  JlyRing *const *numbers;
  guint n;
  guint limb_bits;
} JlyAmounts;

/* The same with such sums, or NULL. */
JlyBits *jly_suppress_secure_wide (JlyEngine *engine,
                                   const JlyTables *self,
                                   const JlyLimits *limits,
                                   const JlyRing *counts,
                                   const JlyAmounts *amounts,
                                   GError **error);

G_END_DECLS
