/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small made-up studies for tests of analyses: random columns and checks, sources with rows of
 * different number, among them rows that break the checks, as a changed program could send them.
 */
#pragma once

#include "engine/test-parties.h"

#include "analysis/jly-computation.h"

G_BEGIN_DECLS

#define TEST_INPUTS_COLUMNS 3       /* of made-up ones: two of numbers, one of categories */
#define TEST_INPUTS_MOST_COLUMNS 12 /* of tables that a test reads */

typedef struct
{
  JlyInputs inputs;
  JlyInputColumn columns[TEST_INPUTS_MOST_COLUMNS];
  gsize *n_rows;
  gint64 *values[TEST_INPUTS_MOST_COLUMNS]; /* of all sources' rows, in steps */
  gboolean *is_valid;
  gboolean *is_there[TEST_INPUTS_MOST_COLUMNS]; /* NULL: every cell is */
} TestInputs;

/* Ranges of a few bits, some of them below zero or from above zero on. Every third study has
 * columns whose widths imply their ranges. */
TestInputs *test_inputs_new (GRand *rand, guint n_sources, gsize most_rows);
/* Lets some columns have missing cells, and judges again. */
void test_inputs_lose (GRand *rand, TestInputs *self);
void test_inputs_free (TestInputs *self);
/* To be called again whenever values or rules were changed. */
void test_inputs_judge (TestInputs *self);
JlyClearTable test_inputs_get_table (TestInputs *self);

/* What each of the three holds of the figures, [source][column]; and away with it. */
void test_inputs_share (TestInputs *self, TestParties *parties, JlyBits ***columns[3]);
void test_inputs_free_shares (TestInputs *self, JlyBits ***columns);
/* Shares the figures among parties and computes; computations[i] is miner i's. */
void test_inputs_run (TestInputs *self,
                      const JlyRequest *questions,
                      gsize n_questions,
                      TestParties *parties,
                      JlyComputation *computations[3]);
/* What source is told, joined as a provider does; fails the test on any disagreement. */
JlyAnswer *test_inputs_join (const JlyRequest *question,
                             gsize number,
                             guint source,
                             JlyComputation *const computations[3]);
/* How many of its rows source is told to have been left out. */
guint64
test_inputs_join_rejected (TestInputs *self, guint source, JlyComputation *const computations[3]);
void test_inputs_assert_same (const JlyAnswer *got, const JlyAnswer *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestInputs, test_inputs_free)

G_END_DECLS
