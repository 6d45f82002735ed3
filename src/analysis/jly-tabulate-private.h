/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clear and the secure form of tables share; not for other files. */
#pragma once

#include "analysis/jly-suppress.h"
#include "analysis/jly-tabulate.h"

G_BEGIN_DECLS

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

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlyMeasures, jly_measures_clear)

G_END_DECLS
