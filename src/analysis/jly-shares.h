/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one miner holds of an analysis: the figures that go in, and its pieces of what comes out. */
#pragma once

#include "engine/jly-bits.h"

G_BEGIN_DECLS

/* The rows of all sources, one source after the other, as lanes. Everything is borrowed. */
typedef struct
{
  const JlyBits *const *columns; /* the codes, one vector per column */
  const JlyBits *valid;        /* one plane: 1 where the row keeps the agreed checks; NULL: all do,
                                  because no other row could be sent */
  const JlyBits *const *there; /* one plane per column: 1 where the cell is there; NULL, also of a
                                  column: every cell is */
} JlySecretTable;

/* NULL: every cell of the column is there. Borrowed. */
const JlyBits *jly_secret_table_get_there (const JlySecretTable *self, guint column);

typedef struct
{
  guint n_pieces;  /* 1, or one per provider; 0: its condition did not hold */
  GBytes **pieces; /* as jly_open_piece gives them */
} JlySharesOutput;

typedef struct
{
  gsize n_outputs;
  JlySharesOutput *outputs; /* in the order of the analysis */
} JlyShares;

JlyShares *jly_shares_new (gsize n_outputs);
/* Takes the miner's piece of x, which must be the output of gates (see jly_open_piece), as one more
 * piece of output. */
void jly_shares_add (JlyShares *self, gsize output, const JlyBits *x);
/* The same for a piece that is there already. */
void jly_shares_add_piece (JlyShares *self, gsize output, GBytes *piece);
/* The piece for a provider; NULL if there is none. Borrowed. */
GBytes *jly_shares_get (const JlyShares *self, gsize output, guint provider);
void jly_shares_free (JlyShares *self); /* wipes the pieces */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyShares, jly_shares_free)

G_END_DECLS
