/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests and models multiply and add up: one whole number from 0 on for every row, worked out
 * of one or two columns; zero in rows that do not count. A column's number is its code, so that the
 * value is base + code where the row counts.
 *
 * Ranks are doubled midranks: of equal values everyone gets the mean of their ranks, and twice that
 * is whole. They count from 2 (Lehmann, "Nonparametrics", 1975).
 */
#pragma once

#include "analysis/jly-answer.h"
#include "analysis/jly-query.h"
#include "analysis/jly-shares.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_VECTOR_ONE,             /* 1 */
  JLY_VECTOR_NUMBER,          /* the code of column */
  JLY_VECTOR_CATEGORY,        /* 1 where group is category */
  JLY_VECTOR_GROUPED,         /* the code of column where group is category */
  JLY_VECTOR_CROSSED,         /* 1 where group is category and column is category_2 */
  JLY_VECTOR_DIFFERENCE,      /* column less minus, from its own base on */
  JLY_VECTOR_RANK,            /* the rank of column among all rows that count */
  JLY_VECTOR_RANK_AMONG,      /* the same among those whose group is category or category_2 */
  JLY_VECTOR_IS_MORE,         /* 1 where column is more than minus */
  JLY_VECTOR_IS_OTHER,        /* 1 where the two differ */
  JLY_VECTOR_DIFFERENCE_RANK, /* where they differ, the rank of how far */
} JlyVectorKind;

typedef struct
{
  JlyVectorKind kind;
  guint column, minus;
  guint group; /* a column of categories */
  guint category, category_2;
} JlyVector;

/* Value = base + number, where a row counts. */
gint64 jly_vector_get_base (const JlyVector *self, const JlyInputs *inputs);
/* The largest number that there can be with so many rows in all. */
guint64 jly_vector_get_most (const JlyVector *self, const JlyInputs *inputs, gsize n_rows);
guint jly_vector_get_width (const JlyVector *self, const JlyInputs *inputs, gsize n_rows);

/* The reference: a number a row. rows says which count. Owned by the caller. */
guint64 *jly_vector_clear (const JlyVector *self,
                           const JlyInputs *inputs,
                           const JlyClearTable *table,
                           const gboolean *rows);

/* The same of n vectors, each of its width for as many rows as there are; rows is one plane.
 * Categories cost a one-hot each, once for all vectors of a column; codes an AND a bit; a
 * difference one addition; a rank a sort bit by bit (jly-rank.h), so that what it costs does not
 * depend on chance. Opens nothing but what sorting opens. NULL with the transport's error; frees
 * with its elements. */
GPtrArray *jly_vectors_secure (JlyEngine *engine,
                               const JlyVector *vectors,
                               guint n,
                               const JlyInputs *inputs,
                               const JlySecretTable *table,
                               const JlyBits *rows,
                               GError **error);

G_END_DECLS
