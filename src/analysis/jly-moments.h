/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact sums of products over the rows that count: all that tests of difference, correlations and
 * regressions need of the figures. What is a row's number is a vector (jly-vector.h); what is
 * opened is the sum, over rows, of the product of two of them. Sums wider than a word are added up
 * of pieces, so nothing can overflow that the check lets pass.
 *
 * A row counts where it keeps the agreed checks, meets the question's condition, and has all of the
 * columns named here. The limits of the study (jly-suppress.h) are kept for cells, each a vector of
 * ones and zeros that says which rows are in it: a value is opened where its cell is shown, or, of
 * a whole, where every needed cell is. Hidden values are zero before they leave the computing
 * parties.
 */
#pragma once

#include "analysis/jly-analysis.h"
#include "analysis/jly-vector.h"

G_BEGIN_DECLS

#define JLY_MOMENTS_MAX_PAIRS 512
#define JLY_MOMENTS_NONE G_MAXUINT

typedef struct _JlyMoments JlyMoments;

/* n_outputs sums come out, and then the bits that say which are shown. is_whole: one bit says
 * whether all needed cells are; else there is one for each cell. */
JlyMoments *jly_moments_new (const JlyQuery *query, guint n_outputs, gboolean is_whole);
void jly_moments_free (JlyMoments *self);

/* A row only counts where this column is there. */
void jly_moments_add_column (JlyMoments *self, guint column);
/* The vector's number; one that is there already is not added again. */
guint jly_moments_add_vector (JlyMoments *self, const JlyVector *vector);
/* One more value of output, which must not be before the last pair's: the sum of the products of
 * two vectors. cell says where it belongs; JLY_MOMENTS_NONE of a whole. */
void jly_moments_add_pair (JlyMoments *self, guint output, guint first, guint second, guint cell);
/* flag is a vector of ones and zeros; amount, which may be JLY_MOMENTS_NONE, the vector of which no
 * party may have too large a share. The cell's number. */
guint jly_moments_add_cell (JlyMoments *self, guint flag, guint amount, gboolean is_needed);
/* The last n cells added are the lines of one table; without this each cell stands for itself. */
void jly_moments_end_table (JlyMoments *self, guint n);

/* JLY_ERROR_CONFIG where sums could be too wide, or are too many. shapes get n_outputs + 1. */
gboolean jly_moments_check (const JlyMoments *self,
                            JlyOutputShape *shapes,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
JlyAnswer *jly_moments_clear (const JlyMoments *self, const JlyClearTable *table);
/* Vectors become numbers modulo 2^64, in pieces of as many bits as sums of their products allow;
 * each sum is one dot product, masked once, all in one round; they become bits, are put together,
 * and are ANDed with what is shown. Opens nothing but what sorting opens. */
JlyShares *jly_moments_secure (const JlyMoments *self,
                               JlyEngine *engine,
                               const JlySecretTable *table,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyMoments, jly_moments_free)

G_END_DECLS
