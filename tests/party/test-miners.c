/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three real jointly-miner processes and three providers over TLS: the right result, and refusals.
 */
#include "config.h"

#include "miners-fixture.h"

#include "base/jly-error.h"

#include <signal.h>
#include <string.h>

static void
test_result (gconstpointer data)
{
  guint n_rows = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (PartyFixture) party = party_fixture_new (rand, n_rows);
  MinersFixture *miners = miners_fixture_new (party);
  ProviderThread *providers[N];

  miners_fixture_tell_all (miners);
  for (guint i = 0; i < N; i++)
    providers[i] = provider_thread_new (party, i, miners->addresses);
  for (guint i = 0; i < N; i++)
    {
      miners_fixture_wait (miners, i, "done", 1);
      g_assert_cmpuint (miners_fixture_count (miners, i, "erased"), ==, 1);
      provider_thread_join (providers[i]);
      g_assert_no_error (providers[i]->error);
      party_fixture_assert (party, i, providers[i]->outcome);
      provider_thread_free (providers[i]);
    }
  miners_fixture_free (miners);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 6; i++)
    {
      static const guint sizes[] = { 1, 2, 5, 64, 65, 200 };
      g_autofree char *name = g_strdup_printf ("/party/miners/result/%u", sizes[i]);

      g_test_add_data_func (name, GUINT_TO_POINTER (sizes[i]), test_result);
    }
  return g_test_run ();
}
