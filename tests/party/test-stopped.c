/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A computing party that is stopped and says nothing any more, its connections open: after half a
 * minute the study ends with its name, the others erase what they hold, and nothing is opened for
 * anybody.
 */
#include "config.h"

#include "miners-fixture.h"

#include "base/jly-error.h"

#include <signal.h>

#define STOPPED 2

static void
test_stopped (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (PartyFixture) party = party_fixture_new (rand, 5000);
  MinersFixture *miners = miners_fixture_new (party);
  ProviderThread *providers[N];
  guint n_named = 0;
  int pid = jly_child_get_pid (miners->miner[STOPPED].child);

  miners_fixture_tell_all (miners);
  for (guint i = 0; i < N; i++)
    providers[i] = provider_thread_new (party, i, miners->addresses);
  /* At the first hundredth of the computation. */
  miners_fixture_wait (miners, 0, "progress", 1);
  g_assert_cmpint (kill (pid, SIGSTOP), ==, 0);
  for (guint i = 0; i < STOPPED; i++)
    {
      miners_fixture_wait (miners, i, "failed", 1);
      g_assert_cmpuint (miners_fixture_count (miners, i, "erased"), ==, 1);
      g_assert_cmpuint (miners_fixture_count (miners, i, "opened"), ==, 0);
      g_assert_nonnull (jly_error_get_detail (miners->miner[i].error)->step);
      n_named
          += g_strcmp0 (jly_error_get_detail (miners->miner[i].error)->party, "computing party 3")
             == 0;
    }
  /* The second may have heard of it from the first, and then names that one. */
  g_assert_cmpuint (n_named, >, 0);
  g_assert_cmpint (kill (pid, SIGCONT), ==, 0);
  for (guint i = 0; i < N; i++)
    {
      g_cancellable_cancel (providers[i]->cancellable);
      provider_thread_join (providers[i]);
      g_assert_null (providers[i]->outcome);
      provider_thread_free (providers[i]);
    }
  miners_fixture_free (miners);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/stopped", test_stopped);
  return g_test_run ();
}
