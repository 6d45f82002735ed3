/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The groups of a question: a table of one or two dimensions, each the agreed categories of a
 * column ("by", "by-2") or ranges of a number between agreed edges ("edges"). How many cells there
 * are and what they are called follows from the question alone; which row lies in which is secret.
 * A row whose category is missing lies in none.
 *
 * Cells are numbered line by line: cell = line * n_across + place.
 */
#pragma once

#include "analysis/jly-answer.h"
#include "analysis/jly-query.h"
#include "analysis/jly-shares.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

#define JLY_CELLS_MAX 256

/* Of the parameters: */
#define JLY_CELLS_PARAMETERS                                                                       \
  { "by", JLY_PARAMETER_CATEGORIES, FALSE, NULL, N_ ("By"), JLY_USE_GROUP },                       \
  {                                                                                                \
    "by-2", JLY_PARAMETER_CATEGORIES, FALSE, NULL, N_ ("And by"), JLY_USE_GROUP                    \
  }

typedef struct
{
  guint column;  /* its index */
  guint n;       /* categories or ranges */
  GArray *edges; /* gint64; range 0 is below all edges, the last from the last edge on; or NULL */
} JlyDimension;

typedef struct
{
  JlyDimension dimensions[2];
  guint n_dimensions; /* 0: one cell with all rows */
  guint n_lines;      /* of the first dimension; 1 if there is none */
  guint n_across;     /* of the second; 1 if there is none */
  guint n;            /* n_lines * n_across */
} JlyCells;

/* From the question, which was checked; without groups one cell. */
JlyCells jly_cells_read (const JlyQuery *query);
void jly_cells_clear (JlyCells *self);
/* Whether the two dimensions are different columns and the cells not too many: JLY_ERROR_CONFIG. */
gboolean jly_cells_check (const JlyQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "small", "small/north", "below 10.00", "10.00 to 20.00"; NULL without groups. Owned by the
 * caller. The second form is what a question says it is grouped by: "Size, Region". */
char *jly_cells_label (const JlyCells *self, const JlyInputs *inputs, guint cell);
char *jly_cells_describe (const JlyCells *self, const JlyInputs *inputs);

/* The cell of every row that counts (jly_condition_judge), and -1 of every other row. Owned by the
 * caller. */
int *jly_cells_place (const JlyCells *self, const JlyQuery *query, const JlyClearTable *table);

/* One plane a cell: 1 where the row lies in it and counts. weight is one plane: the rows that
 * count. For categories 2^w - 1 ANDs a row, for ranges a comparison with each edge, for a second
 * dimension n more; opens nothing. */
JlyBits *jly_cells_secure (JlyEngine *engine,
                           const JlyCells *self,
                           const JlyInputs *inputs,
                           const JlySecretTable *table,
                           const JlyBits *weight,
                           GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlyCells, jly_cells_clear)

G_END_DECLS
