/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up figures of a rehearsal's partner. They look like a company's: nearly all resources, round
 * amounts, costs near the tender's guide prices and a margin that is sometimes negative. Two such
 * partners have together what a tender asks for, unless one of them lacks a resource: a first
 * rehearsal should usually end with a price, and now and then without one. The same seed gives the
 * same figures, so that a rehearsal can be repeated.
 */
#include "config.h"

#include "table/jly-bid-table-private.h"

#include <sodium.h>
#include <string.h>

/* Random numbers that a row takes. */
#define DRAWS 4

/* One resource in so many the partner does not have. */
#define ONE_LACKS_IN 30

/* Of what the tender needs a partner has at least half, so that two of them can do it alone, and
 * never all, so that nobody can do without the others. */
#define LEAST_PER_MILLE 500
#define MOST_PER_MILLE 950

typedef struct
{
  guint32 draws[DRAWS];
} RowDraws;

/* From least to most, both included; draw is uniform over 32 bits and the bias below 1 in 10^6. */
static guint64
pick (guint32 draw, guint64 least, guint64 most)
{
  return least + draw % (most - least + 1);
}

/* So that made-up figures read like those of people: two digits and zeros. */
static guint64
make_round (guint64 value)
{
  guint64 step = 1;

  while (value / step >= 100)
    step *= 10;
  return (value + step / 2) / step * step;
}

/* per_mille of value without overflow: both ranges leave room for the factor. */
static guint64
take_per_mille (guint64 value, guint64 per_mille)
{
  return value / 1000 * per_mille + value % 1000 * per_mille / 1000;
}

/* What a unit costs about, where the tender gives no guide price: the same for all partners. */
static guint64
guess_price (const JlyTenderRow *row, const JlyBidRanges *ranges)
{
  guint64 step = 1;

  for (guint i = 0; i < ranges->money_scale; i++)
    step *= 10;
  return (20 + g_str_hash (row->name) % 180) * step;
}

static void
make_up_row (JlyBidTable *self, guint i, const JlyTender *tender, const RowDraws *random)
{
  const JlyBidRanges *ranges = &tender->ranges;
  const JlyTenderRow *row = g_ptr_array_index (tender->rows, i);
  const guint64 guide = row->guide_price > 0 ? row->guide_price : guess_price (row, ranges);
  guint64 amount, cost;

  if (pick (random->draws[0], 1, ONE_LACKS_IN) == ONE_LACKS_IN)
    return;
  self->present[i] = TRUE;
  amount = take_per_mille (row->need, pick (random->draws[1], LEAST_PER_MILLE, MOST_PER_MILLE));
  self->values[0][i] = MIN (make_round (amount), ranges->amount_max);
  cost = take_per_mille (guide, pick (random->draws[2], 820, 1060));
  self->values[1][i] = MIN (cost, ranges->money_max);
  self->values[2][i]
      = MIN (take_per_mille (cost, pick (random->draws[3], 970, 1120)), ranges->money_max);
}

JlyBidTable *
jly_bid_table_make_up (const JlyTender *tender, const guint8 seed[32])
{
  JlyBidTable *self = jly_bid_table_new (tender);
  const gsize n = tender->rows->len;
  g_autofree RowDraws *random = g_new0 (RowDraws, n);

  G_STATIC_ASSERT (randombytes_SEEDBYTES == 32);
  randombytes_buf_deterministic (random, n * sizeof *random, seed);
  for (guint i = 0; i < n; i++)
    make_up_row (self, i, tender, &random[i]);
  return self;
}
