/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tenders made up for tests, and how three miners in this process clear them.
 */
#pragma once

#include "engine/test-parties.h"

#include "analysis/jly-joint-bid.h"

G_BEGIN_DECLS

typedef struct
{
  JlyJointBid bid;
  guint64 *need;
  guint64 *values[JLY_JOINT_BID_PARTIES][JLY_BID_N_COLUMNS];
} TestTender;

/* Random figures below 2^width. Asks are drawn close together, so that ties are frequent, and
 * amounts so that about scarcity in 8 needs cannot be met; zeros occur. */
TestTender *test_tender_new (
    GRand *rand, gsize n_resources, guint amount_width, guint money_width, guint scarcity);
void test_tender_free (TestTender *tender);
JlyBidAnswer *test_tender_clear_answer (const TestTender *tender);

/* Shares the tender's figures among parties and runs the secure form; shares[i] is miner i's. All
 * three must succeed. */
void test_tender_run (const TestTender *tender, TestParties *parties, JlyBidShares *shares[3]);
/* Joins the three miners' pieces as the recipients do; fails the test on any disagreement. */
JlyBidAnswer *test_tender_join (const TestTender *tender, JlyBidShares *const shares[3]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestTender, test_tender_free)

G_END_DECLS
