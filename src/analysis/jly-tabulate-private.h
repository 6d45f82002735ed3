/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clear and the secure form of tables share; not for other files. */
#pragma once

#include "analysis/jly-suppress.h"
#include "analysis/jly-tabulate.h"

G_BEGIN_DECLS

#define JLY_TABULATE_WORD 63  /* bits of a term that fits a word; a wider one has two */
#define JLY_TABULATE_MOST 126 /* bits that two words hold, with room for a sign */

typedef struct
{
  guint n;      /* measures */
  guint *first; /* the column of each */
  guint other;  /* the second column of all */
  gboolean has_first, has_other;
  JlyCells cells;
  gsize n_values; /* n times cells.n */
} JlyMeasures;

JlyMeasures jly_measures_read (const JlyTabulation *tabulation, const JlyQuery *query);
void jly_measures_clear (JlyMeasures *self);
/* Bits of a term's value, with its sign. */
guint jly_measures_get_width (const JlyMeasures *self, const JlyQuery *query, JlyTerm term);
JlyTables jly_measures_get_tables (const JlyMeasures *self,
                                   const JlyTabulation *tabulation,
                                   const JlyQuery *query);

/* One plane, a lane a value: 1 where it is shown and has a row; rows becomes
 * one plane a value: the rows that count for it. NULL with the transport's
 * error. */
JlyBits *jly_tabulate_find_shown (const JlyTabulation *self,
                                  JlyEngine *engine,
                                  const JlyQuery *query,
                                  const JlySecretTable *table,
                                  JlyBits **rows,
                                  GError **error);

/* For every party and value, number p * n_values + i: its rows, and the sum of the first column,
 * modulo 2^64. */
gboolean jly_tabulate_find_parties (const JlyTabulation *self,
                                    JlyEngine *engine,
                                    const JlyQuery *query,
                                    const JlySecretTable *table,
                                    JlyRing **counts,
                                    JlyRing **sums,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlyMeasures, jly_measures_clear)

G_END_DECLS
