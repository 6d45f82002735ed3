/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a column's values spread, for the person who looks at ranges: of the own file only, and never
 * to be sent anywhere. */
#pragma once

#include "table/jly-values.h"

G_BEGIN_DECLS

#define JLY_BINS_MAX 100

/* from <= value < to. */
typedef struct
{
  gint64 from, to;
  gsize count;
} JlyBin;

/* JlyBin from the smallest to the largest value present, 1 to n_most (2 to JLY_BINS_MAX) of the
 * same round width; empty where no number, date or yes and no is present. Transfer full. */
GArray *jly_bins_count (const JlyValues *values, guint n_most);

typedef struct
{
  char *text; /* as the first of these cells has it */
  gsize count;
} JlyTextBin;

/* JlyTextBin* of texts and keys, the most frequent first, at most n_most. Transfer full. */
GPtrArray *jly_bins_count_texts (const JlyValues *values, JlySheet *sheet, guint n_most);

G_END_DECLS
