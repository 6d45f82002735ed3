/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The guard against differences: two answers about the same figures, over rows that two filters
 * choose, tell by their difference what the rows hold that only one of them takes. So the filters
 * of whatever is asked must differ from one another, and from those of everything asked before, by
 * no row at all, or by at least as many rows as a group must have to be shown: both those that only
 * the first takes, and those that only the second takes.
 *
 * The rows are counted under sharing, and one bit is opened to the computing parties: whether some
 * two filters are too near to each other. Which, and by how many rows, stays hidden. (Why such
 * differences must be refused: Denning, Denning and Schwartz, "The tracker", ACM TODS 1979.)
 */
#pragma once

#include "analysis/jly-computation.h"

G_BEGIN_DECLS

/* Questions that were asked together, of the same sources and rows as every other part; columns may
 * differ from part to part. All is borrowed; columns as for jly_computation_run. */
typedef struct
{
  const JlyInputs *inputs;
  const JlyRequest *questions;
  gsize n_questions;
  JlyBits *const *const *columns;
} JlyGuardPart;

/* Whether there is anything to compare: a filter, or checks that leave out rows, and a least number
 * above one. If not, jly_guard_secure is not to be called, and nothing is opened. */
gboolean jly_guard_is_needed (const JlyGuardPart *parts, gsize n_parts, gsize least_rows);

/* parts[0] is what is asked now; the others came before, in an order that all miners have. FALSE
 * with the transport's error; else *is_too_near. For n rows, p pairs and counts of w bits: each
 * filter as jly_condition_weigh with the checks before it, and its groups as jly_cells_secure; p is
 * the number of pairs, and of the pairs of their groups. p n ANDs in one round; the counts of 3 p
 * planes (jly_count); 3 p conversions of w bits (jly_convert_to_bits) and comparisons with two
 * public numbers; up to 4 p ANDs in 3 + lg p rounds; one bit opened to all. */
gboolean jly_guard_secure (JlyEngine *engine,
                           const JlyGuardPart *parts,
                           gsize n_parts,
                           gsize least_rows,
                           gboolean *is_too_near,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Bytes that each miner sends for it, and rounds, from the shape alone, by a run with nobody there:
 * exact; all 0 where nothing is to be compared. Columns of parts are not looked at, and may be
 * NULL. */
void jly_guard_cost (
    const JlyGuardPart *parts, gsize n_parts, gsize least_rows, guint64 bytes[3], guint64 *rounds);

/* The reference, on figures in clear. tables has one entry a part. */
gboolean jly_guard_clear (const JlyGuardPart *parts,
                          const JlyClearTable *tables,
                          gsize n_parts,
                          gsize least_rows);

G_END_DECLS
