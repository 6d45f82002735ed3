/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of all sources one after the other, taken apart into codes and whether a cell is there.
 */
#pragma once

#include "analysis/jly-query.h"
#include "analysis/jly-shares.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_columns;
  JlyBits **codes, **there; /* one a column; there NULL where no cell may be missing */
} JlyGathered;

/* columns[source][column] as they went up, of the shape that inputs says. */
JlyGathered *jly_gathered_new (const JlyInputs *inputs, JlyBits *const *const *columns);
void jly_gathered_free (JlyGathered *self);
/* Borrows self; its valid is NULL. */
JlySecretTable jly_gathered_get_table (const JlyGathered *self);

/* Columns as jly_gathered_new takes them, of the right shape with nothing in them: for counting
 * what a run sends. */
JlyBits ***jly_gathered_new_blank (const JlyInputs *inputs);
void jly_gathered_free_blank (const JlyInputs *inputs, JlyBits ***blank);

/* Frees n vectors, of which some may be NULL, and the array. */
void jly_gathered_free_columns (JlyBits **columns, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyGathered, jly_gathered_free)

G_END_DECLS
