/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that is computed in one attempt of a study: the agreed checks on every row, how many
 * rows of each provider break them, and then the questions: side by side as strands
 * (jly-strands.h), so that the rounds are those of the longest, as long as all rows are few enough
 * for their working memory; else as many at once as fit, and of long tables one after the other.
 */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

typedef struct
{
  const JlyAnalysis *analysis;
  JlyQuery query;
} JlyRequest;

/* What a miner holds at the end. */
typedef struct
{
  gsize n_shares;
  JlyShares **shares;  /* one per question */
  JlyShares *rejected; /* one output with a piece for each provider alone: the number of its rows
                          that break the checks; NULL where no row can (jly_validity_is_free) */
} JlyComputation;

void jly_computation_free (JlyComputation *self);

/* columns[source][column] are the codes of a source's rows. All three miners call it with the same
 * questions, which passed their checks, as did the inputs' rules. NULL with JLY_ERROR_CONFIG if a
 * column is missing or has another shape (before anything is sent), or with the transport's error.
 */
JlyComputation *jly_computation_run (JlyEngine *engine,
                                     const JlyInputs *inputs,
                                     const JlyRequest *questions,
                                     gsize n_questions,
                                     JlyBits *const *const *columns,
                                     GError **error);

/* Bytes that each miner sends, and rounds, from the shape alone: a run with nobody there. Exact for
 * analyses without conditions; with one that does not hold, less is sent. */
void jly_computation_cost (const JlyInputs *inputs,
                           const JlyRequest *questions,
                           gsize n_questions,
                           guint64 bytes[3],
                           guint64 *rounds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyComputation, jly_computation_free)

G_END_DECLS
