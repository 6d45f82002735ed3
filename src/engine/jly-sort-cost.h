/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sort will cost, before it is run. How many questions it asks depends on the random order
 * of the shuffle, so there is a mean, and a bound that no run will exceed: a run plays the same
 * questions in clear, on orders that are drawn from a fixed seed.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 bytes, most_bytes;   /* sent by one miner, to both neighbours */
  guint64 rounds, most_rounds; /* means, and bounds */
} JlySortCost;

/* A column that is shuffled: bits, or numbers. */
typedef struct
{
  guint width;
  gboolean is_ring;
} JlyColumnShape;

/* The cost of jly_sort for miner self (the shuffle is not the same work for all), of n rows by keys
 * of key_width bits in all, with the engine's block_bytes (jly-engine.h), with the given columns:
 * the keys, and the other columns, each once. The means are those of many runs within 2 %. The
 * bounds are 3 n questions and 12 batches above the mean, which is nine standard deviations or
 * more: the deviation of the number of questions was found to be at most n / 3 for every n. Also,
 * no two rows are compared twice. Local; takes about a tenth of a second for 10^6 rows, and memory
 * of 24 bytes a row. */
JlySortCost jly_sort_predict (guint self,
                              gsize n,
                              gsize block_bytes,
                              guint key_width,
                              const JlyColumnShape *columns,
                              gsize n_columns);

/* The same without the shuffle, which is the same for every miner: only the questions. Over a dry
 * transport jly_sort counts this, so that a dry run of whatever sorts on the way has the mean too,
 * and its bound (jly-transport-dry.h). */
JlySortCost jly_sort_predict_questions (gsize n, gsize block_bytes, guint key_width);

/* How long a run takes over links that carry bytes_per_second each way and need round_seconds for a
 * round. */
double
jly_sort_cost_seconds (const JlySortCost *cost, double bytes_per_second, double round_seconds);

G_END_DECLS
