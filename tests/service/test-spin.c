/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a study is looked at again by itself: never for what the look would not do, or one processor
 * would be busy with looking and doing nothing. The least pause is test-backoff's. */
#include "config.h"

#include "service/jly-service-work-private.h"

#define SOON G_TIME_SPAN_SECOND

/* One that has an address is called; of one without, nothing is ever due. */
static void
test_no_address (void)
{
  JlyServiceRoster roster = { .miners = { 0, 1, 2 }, .own = 0 };
  JlyServicePeer peers[JLY_STUDY_MINERS] = { 0 };
  JlyServiceWork work = { .roster = &roster, .peers = peers, .n_peers = JLY_STUDY_MINERS };

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    peers[i].backoff = (JlyServiceBackoff){ .n_failed = 1, .next = i * SOON };
  g_assert_cmpint (jly_service_work_find_call_due (&work), ==, G_MAXINT64);
  peers[2].has_address = TRUE;
  g_assert_cmpint (jly_service_work_find_call_due (&work), ==, 2 * SOON);
  peers[1].has_address = TRUE;
  g_assert_cmpint (jly_service_work_find_call_due (&work), ==, SOON);
}

/* A question is due while it can be tried: not when it was answered meanwhile, is refused for good
 * or waits for its turn. */
static void
test_no_trial (void)
{
  JlyServiceWork work = { .trials = g_hash_table_new (NULL, NULL) };
  JlyServiceTrial trial = { .backoff.next = SOON, .is_open = TRUE, .is_called = TRUE };

  g_assert_cmpint (jly_service_work_find_trial_due (&work), ==, G_MAXINT64);
  g_hash_table_insert (work.trials, NULL, &trial);
  g_assert_cmpint (jly_service_work_find_trial_due (&work), ==, SOON);
  trial.is_open = FALSE;
  g_assert_cmpint (jly_service_work_find_trial_due (&work), ==, G_MAXINT64);
  trial.is_open = trial.is_settled = TRUE;
  g_assert_cmpint (jly_service_work_find_trial_due (&work), ==, G_MAXINT64);
  trial.is_settled = FALSE;
  trial.is_queued = TRUE;
  g_assert_cmpint (jly_service_work_find_trial_due (&work), ==, G_MAXINT64);
  g_hash_table_unref (work.trials);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/spin/no-address", test_no_address);
  g_test_add_func ("/service/spin/no-trial", test_no_trial);
  return g_test_run ();
}
