/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table on its way through a shuffle: the words of a row lie together, one for each column of
 * numbers and one for each 64 planes of a column of bits. Local; one component, or the sum of two.
 *
 * Rows are worked on a few hundred at a time. Where rows move, the order is one that this miner
 * knows; no index depends on a share.
 */
#pragma once

#include "engine/jly-parcel.h"
#include "engine/jly-permutation.h"
#include "engine/jly-pool.h"
#include "engine/jly-shuffle.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n;
  GArray *fields; /* what makes one word of every row */
  JlyPool *pool;
  guint64 *words; /* n rows of fields->len words; of undefined contents at first */
} JlyRows;

typedef enum
{
  JLY_ROWS_ADD,
  JLY_ROWS_SUBTRACT
} JlyRowsSign;

/* Borrows the columns, which all have the same number of rows. */
JlyRows *jly_rows_new (JlyPool *pool, const JlyShuffleColumn *columns, gsize n_columns);
void jly_rows_free (JlyRows *rows);

/* The words become the components own of all columns, or own + prev. */
void jly_rows_load (JlyRows *rows, gboolean is_sum);

/* Puts the rows in the new order, then adds or subtracts the next masks of the stream if there is
 * one: chunk by chunk, and in each chunk field by field. If message is there, the rows are written
 * to it, packed, in place of the words, which are then undefined. */
void jly_rows_move (JlyRows *rows,
                    const JlyPermutation *order,
                    JlyPrgStream *masks,
                    JlyRowsSign sign,
                    guint8 *message);

/* Bytes of a message: for each field width bits a row, packed as numbers (jly-ring.h), one field
 * after the other. */
gsize jly_rows_measure (const JlyRows *rows);
void jly_rows_unpack (JlyRows *rows, const guint8 *message);

/* Queues that the words of miners 1 and 2, added up, become the shares of the columns. */
void jly_rows_reshare (const JlyRows *rows, JlyParcel *parcel);

G_END_DECLS
