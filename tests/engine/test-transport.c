/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchanges in one process: counted, bounded, and failed for good once failed. */
#include "config.h"

#include "engine/jly-transport-dry.h"
#include "engine/jly-transport-local.h"

#include "base/jly-error.h"

/* Miner 1 sends n_sent bytes to miner 0, which expects n_expected. */
static gboolean
receive_from_next (JlyLocalNet *net, gsize n_sent, gsize n_expected, GError **error)
{
  guint8 bytes[16] = { 0 }, got[16];

  g_assert_true (jly_transport_exchange (jly_local_net_get_end (net, 1),
                                         &(JlyExchange){ .to_prev = bytes, .n_to_prev = n_sent },
                                         NULL));
  return jly_transport_exchange (jly_local_net_get_end (net, 0),
                                 &(JlyExchange){ .from_next = got, .n_from_next = n_expected },
                                 error);
}

static void
count_progress_cb (guint64 rounds, guint64 bytes_sent, gpointer data)
{
  guint64 *counts = data;

  counts[0] = rounds;
  counts[1] = bytes_sent;
}

static void
test_counts (void)
{
  g_autoptr (JlyLocalNet) net = jly_local_net_new (G_USEC_PER_SEC);
  guint64 counts[2] = { 0 };

  jly_local_net_get_end (net, 1)->progress = count_progress_cb;
  jly_local_net_get_end (net, 1)->progress_data = counts;
  g_assert_true (receive_from_next (net, 7, 7, NULL));
  g_assert_true (receive_from_next (net, 3, 3, NULL));
  g_assert_cmpuint (jly_local_net_get_end (net, 0)->bytes_received, ==, 10);
  g_assert_cmpuint (jly_local_net_get_end (net, 0)->bytes_sent, ==, 0);
  g_assert_cmpuint (jly_local_net_get_end (net, 0)->rounds, ==, 2);
  g_assert_cmpuint (jly_local_net_get_end (net, 1)->bytes_sent, ==, 10);
  g_assert_cmpuint (counts[0], ==, 2);
  g_assert_cmpuint (counts[1], ==, 10);
}

static void
assert_failed_for_good (JlyLocalNet *net, JlyErrorCode code, const GError *error)
{
  g_autoptr (GError) again = NULL;
  guint8 byte = 0;

  g_assert_error (error, JLY_ERROR, (int)code);
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, "Computing party 2");
  g_assert_false (jly_transport_exchange (
      jly_local_net_get_end (net, 0), &(JlyExchange){ .to_next = &byte, .n_to_next = 1 }, &again));
  g_assert_error (again, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_assert_cmpuint (jly_local_net_get_end (net, 0)->bytes_sent, ==, 0);
}

static void
test_wrong_length (void)
{
  for (gsize n = 1; n < 10; n++)
    {
      g_autoptr (JlyLocalNet) net = jly_local_net_new (G_USEC_PER_SEC);
      g_autoptr (GError) error = NULL;

      if (n == 5)
        continue;
      g_assert_false (receive_from_next (net, n, 5, &error));
      assert_failed_for_good (net, JLY_ERROR_PROTOCOL, error);
    }
}

/* Says nothing: the wait ends by itself. */
static void
test_silent (void)
{
  g_autoptr (JlyLocalNet) net = jly_local_net_new (1000);
  g_autoptr (GError) error = NULL;

  g_assert_false (receive_from_next (net, 0, 5, &error));
  assert_failed_for_good (net, JLY_ERROR_UNAVAILABLE, error);
}

/* Gone: the limit, here a day, is not waited for; but what was sent before still arrives. */
static void
test_hung_up (void)
{
  g_autoptr (JlyLocalNet) net = jly_local_net_new (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC);
  g_autoptr (GError) error = NULL;

  jly_local_net_hang_up (net, 1);
  g_assert_true (receive_from_next (net, 5, 5, NULL));
  g_assert_false (receive_from_next (net, 0, 5, &error));
  assert_failed_for_good (net, JLY_ERROR_UNAVAILABLE, error);
}

static void
test_dry (void)
{
  JlyTransport *dry = jly_transport_dry_new ();
  guint8 sent[3] = { 1, 2, 3 }, got[2] = { 9, 9 };

  g_assert_true (jly_transport_exchange (
      dry, &(JlyExchange){ .to_next = sent, .n_to_next = 3, .from_prev = got, .n_from_prev = 2 },
      NULL));
  g_assert_cmpuint (dry->bytes_sent, ==, 3);
  g_assert_cmpuint (dry->bytes_received, ==, 2);
  g_assert_cmpuint (dry->rounds, ==, 1);
  g_assert_cmpuint (got[0], ==, 0);
  jly_transport_dry_free (dry);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/counts", test_counts);
  g_test_add_func ("/transport/wrong-length", test_wrong_length);
  g_test_add_func ("/transport/silent", test_silent);
  g_test_add_func ("/transport/hung-up", test_hung_up);
  g_test_add_func ("/transport/dry", test_dry);
  return g_test_run ();
}
