/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows sorted by key, where equal keys lie next to each other: the common beginning of group-by,
 * distinct and join.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-shuffle.h"
#include "engine/jly-sort.h"

G_BEGIN_DECLS

/* A table on its way: copies of the caller's keys and valid bits, in the order of the rows. */
typedef struct
{
  gsize n;
  guint n_keys;
  JlyBits **keys;
  JlyBits *invalid; /* one plane */
} JlyRuns;

/* valid may be NULL: all rows are. */
JlyRuns *jly_runs_new (const JlyBits *const *keys, guint n_keys, const JlyBits *valid, guint self);
void jly_runs_free (JlyRuns *runs);

/* Sorts the runs and all columns by invalid, keys, and then last (NULL: none), which is one of the
 * columns. Opens what jly_sort opens. */
gboolean jly_runs_sort (JlyRuns *runs,
                        JlyEngine *engine,
                        const JlySortKey *last,
                        const JlyShuffleColumn *columns,
                        gsize n_columns,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After the sort. One plane: 1 where a row is valid and its key is that of the row before, which
 * then is valid as well. w ANDs a row, lg (w + 1) rounds. Opens nothing. */
JlyBits *jly_runs_find_repeats (const JlyRuns *runs, JlyEngine *engine, GError **error);

/* One plane: the rows that are valid. */
JlyBits *jly_runs_copy_valid (const JlyRuns *runs, guint self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyRuns, jly_runs_free)

G_END_DECLS
