/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Join of two shared tables by equal keys, where each key occurs at most once on one of the sides.
 *
 * The side "one" has unique keys; the side "many" may repeat them, or have keys that "one" lacks.
 * The result has a row for every row of "many", in its order, so that the columns of "many" stay as
 * they are and only those of "one" are brought to them.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-shuffle.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_JOIN_INNER, /* valid: rows of many that have a partner */
  JLY_JOIN_LEFT,  /* valid: all valid rows of many */
  JLY_JOIN_SEMI,  /* as inner, without columns */
  JLY_JOIN_ANTI,  /* valid: valid rows of many that have no partner; without columns */
} JlyJoinKind;

typedef struct
{
  const JlyBits *const *keys; /* the same number of columns, of the same widths, on both sides */
  guint n_keys;
  const JlyBits *valid; /* one plane; NULL: all rows are */
} JlyJoinSide;

/* What the caller gets and frees. */
typedef struct
{
  JlyBits *valid;            /* one plane, as the kind says */
  JlyBits *is_matched;       /* one plane: valid rows of many that have a valid partner */
  JlyShuffleColumn *columns; /* those of one, brought to many's rows; zero where not matched */
  gsize n_columns;
} JlyJoined;

void jly_joined_free (JlyJoined *joined);

/* columns (of one; bits up to 64 planes, or numbers) are not changed. n is the rows of both
 * together, W the planes of the keys, w what a row of columns has in bits, p = lg n.
 *
 * OPENS the sizes of both tables, and one bit: whether the valid keys of one are all different. If
 * they are not: JLY_ERROR_REFUSED. Nothing else that depends on the data, not even how many rows
 * match. Replicated shares in and out; NULL with the transport's error too.
 *
 * One sort of n rows by W + 1 bits, with w + p bits alongside; W ANDs a row to compare neighbours,
 * and 2 more to check uniqueness; then three times jly_place_rows with w + 1 bits a row, of which
 * the first goes by flags. Nothing is compared or multiplied for each column, and no scan is
 * needed: every row that begins a run carries the columns of one, or zeros; their differences are
 * put where those rows lie, and running sums spread them over the runs. Source: the difference
 * trick is that of Araki et al., "Secure graph analysis at scale", CCS 2021; join on one sorted
 * union as in ORQ (2025); taking runs instead of the rows of one, so that no row need be told
 * whether it matched, is our own arrangement. */
JlyJoined *jly_join (JlyEngine *engine,
                     JlyJoinKind kind,
                     const JlyJoinSide *one,
                     const JlyJoinSide *many,
                     const JlyShuffleColumn *columns,
                     gsize n_columns,
                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyJoined, jly_joined_free)

G_END_DECLS
