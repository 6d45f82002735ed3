/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One operation on columns as a test sees it: columns go in as shares, three miners run the same
 * function, columns come out, and what it cost is compared with a dry run of the same function.
 */
#pragma once

#include "engine/test-parties.h"

G_BEGIN_DECLS

#define TEST_WORK_SLOTS 8

/* What one miner holds. params is the test's own, the same for all three. */
typedef struct
{
  gconstpointer params;
  JlyBits *bits[TEST_WORK_SLOTS];
  JlyRing *rings[TEST_WORK_SLOTS];
  JlyBits *bits_out[TEST_WORK_SLOTS];
  JlyRing *rings_out[TEST_WORK_SLOTS];
  gpointer opened; /* whatever became public; freed by opened_free */
  GDestroyNotify opened_free;
} TestWork;

/* A TestPartyFunc gets one as user_data. */
typedef struct
{
  TestParties *parties;
  TestWork works[3];
} TestTask;

TestTask *test_task_new (guint32 seed, gconstpointer params);
void test_task_free (TestTask *task);

/* Column slot of the input. */
void
test_task_add_bits (TestTask *task, guint slot, const guint64 *values, gsize n_lanes, guint width);
void test_task_add_ring (TestTask *task, guint slot, const guint64 *values, gsize n, guint width);

/* Runs func with all three, which must succeed. */
void test_task_run (TestTask *task, TestPartyFunc func);
/* Runs func with all three, which must fail with code of the domain of errors. */
void test_task_run_failing (TestTask *task, TestPartyFunc func, gint code);
/* After a run: a dry run of func on zeros takes the same rounds, and bytes from each miner. */
void test_task_check_cost (const TestTask *task, TestPartyFunc func);

/* Where chance has a part in the cost: what many runs took. */
typedef struct
{
  guint n_runs;
  guint64 bytes[3], most_bytes[3], rounds, most_rounds; /* sums and largest */
} TestCosts;

/* After a run. */
void test_costs_add (TestCosts *costs, const TestTask *task);
/* A dry run of func, on zeros of the shapes in task, predicts the mean within 2 %, and a bound that
 * no run exceeded. */
void test_costs_check (const TestCosts *costs, const TestTask *task, TestPartyFunc func);

/* Columns of the result; fail the test if two holders differ. */
guint64 *test_task_reveal_bits (const TestTask *task, guint slot);
guint64 *test_task_reveal_ring (const TestTask *task, guint slot);

/* Everything that was sent, to be compared: call before the run, with something that lives as long
 * as the task. */
typedef struct
{
  GArray *sizes[3];       /* guint64, by sender, in order */
  guint64 counts[3][256]; /* bytes by sender */
} TestTraffic;

TestTraffic *test_traffic_new (void);
void test_traffic_free (TestTraffic *traffic);
void test_task_record (TestTask *task, TestTraffic *traffic);
/* The same number of messages, of the same lengths. */
void test_traffic_check_same (const TestTraffic *a, const TestTraffic *b);
/* Bytes of each sender are uniform: chi-square below what is exceeded once in a million times. For
 * lane counts and widths that leave no zero bits at the ends of messages. */
void test_traffic_check_uniform (const TestTraffic *traffic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestTask, test_task_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestTraffic, test_traffic_free)

G_END_DECLS
