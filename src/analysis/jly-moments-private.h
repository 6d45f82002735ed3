/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clear and the secure form of sums of products share; not for other files. */
#pragma once

#include "analysis/jly-moments.h"
#include "analysis/jly-suppress.h"

G_BEGIN_DECLS

typedef struct
{
  guint output, first, second, cell;
} JlyMomentPair;

typedef struct
{
  guint flag, amount;
  gboolean is_needed;
} JlyMomentCell;

struct _JlyMoments
{
  const JlyQuery *query;
  guint n_outputs;
  gboolean is_whole;
  GArray *columns; /* guint */
  GArray *vectors; /* JlyVector */
  GArray *pairs;   /* JlyMomentPair */
  GArray *cells;   /* JlyMomentCell */
  guint n_lines;
};

const JlyVector *jly_moments_get_vector (const JlyMoments *self, guint i);
const JlyMomentPair *jly_moments_get_pair (const JlyMoments *self, guint i);
const JlyMomentCell *jly_moments_get_cell (const JlyMoments *self, guint i);
/* How many pairs an output has, and the first of them. */
guint jly_moments_count_pairs (const JlyMoments *self, guint output, guint *first);
/* Bits of the largest sum that n_rows rows can have. */
guint jly_moments_get_width (const JlyMoments *self, guint pair, gsize n_rows);
JlyTables jly_moments_get_tables (const JlyMoments *self);

G_END_DECLS
