/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows to totals by party and value, on the engine; for jly-tabulate-secure.c alone. Long
 * tables go a block of rows after the other, so that memory does not grow with them.
 */
#pragma once

#include "analysis/jly-limbs.h"
#include "analysis/jly-tabulate-private.h"

G_BEGIN_DECLS

typedef struct
{
  JlyEngine *engine;
  const JlyTabulation *tabulation;
  const JlyQuery *query;
  const JlySecretTable *table;
  const JlyMeasures *measures;
  JlyTables tables;
  gsize n_rows;
  guint limb_bits;
} JlyTabulateWork;

JlyTabulateWork jly_tabulate_work (JlyEngine *engine,
                                   const JlyTabulation *tabulation,
                                   const JlyQuery *query,
                                   const JlySecretTable *table,
                                   const JlyMeasures *measures);

/* Of one term: sum over s of 2^(limb_bits s) numbers[s], number p * n_values + i for party p. */
typedef struct
{
  JlyRing *numbers[JLY_LIMBS_MAX_SUMS];
  guint n; /* 0: not computed */
} JlyTotal;

#define JLY_TERMS (JLY_TERM_MISSING + 1)

typedef struct
{
  JlyTotal of[JLY_TERMS];
} JlyTotals;

void jly_totals_clear (JlyTotals *self);

/* One plane a value: the rows that count for it and have the measure's cells; or, with is_missing,
 * lack them. An AND a cell and measure; rounds do not grow with measures. */
JlyBits *
jly_tabulate_make_planes (const JlyTabulateWork *work, gboolean is_missing, GError **error);

/* The number of rows of every plane, by party: as injected bits where these are few, else by adders
 * at a bit a row. */
JlyRing *
jly_tabulate_count_planes (const JlyTabulateWork *work, const JlyBits *planes, GError **error);

/* All terms of the tabulation, numbers of rows, and sums where the limits need them. */
gboolean jly_tabulate_add_up (const JlyTabulateWork *work,
                              JlyTotals *totals,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlyTotals, jly_totals_clear)

G_END_DECLS
