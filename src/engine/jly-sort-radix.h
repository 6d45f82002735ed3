/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting by keys of few bits: one pass a bit, from the lowest; and which way to sort is cheaper.
 *
 * A pass moves the rows with 0 before those with 1 (jly_place_flagged_first), and so is stable. No
 * answers are opened but places after a shuffle. The cost depends on shapes alone.
 */
#pragma once

#include "engine/jly-sort-cost.h"
#include "engine/jly-sort.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_SORT_COMPARE = 1, /* jly_sort */
  JLY_SORT_RADIX,       /* jly_sort_radix */
} JlySortWay;

/* The same as jly_sort, whose words apply. For each bit of the keys: with p = lg n, 3 p bits a row,
 * a shuffle of a number of p bits, the columns and the keys that are not among them; 6 rounds. A
 * key that is not a column loses its bits as they are used up. Source: Hamada, Ikarashi, Chida
 * and Takahashi, "Oblivious radix sort", 2014, with digits of one bit. */
gboolean jly_sort_radix (JlyEngine *engine,
                         const JlySortKey *keys,
                         gsize n_keys,
                         const JlyShuffleColumn *columns,
                         gsize n_columns,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A key, and whether it is among the columns too. */
typedef struct
{
  guint width;
  gboolean is_column;
} JlyKeyShape;

/* Exactly what miner self sends, and the rounds: bound and mean are the same, as there is no chance
 * in it. columns are those given to jly_sort_radix. */
JlySortCost jly_sort_predict_radix (guint self,
                                    gsize n,
                                    const JlyKeyShape *keys,
                                    gsize n_keys,
                                    const JlyColumnShape *columns,
                                    gsize n_columns);

/* The way that takes less time by jly_sort_cost_seconds. All miners must choose alike: from public
 * figures that they agreed on. */
JlySortWay jly_sort_choose (const JlySortCost *compare,
                            const JlySortCost *radix,
                            double bytes_per_second,
                            double round_seconds);

G_END_DECLS
