/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run is watched: its share of what a dry run predicted grows to one, and it can be stopped. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-gate.h"
#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

#define N_LANES 300
#define WIDTH 24

typedef struct
{
  const JlyBits *x, *y;
  JlyBits *out;
  double share;     /* the last one */
  guint n_told;     /* how often */
  guint stop_after; /* tells at which to cancel; 0 for never */
  gint is_cancelled;
} Watcher;

static void
share_cb (double share, gpointer data)
{
  Watcher *watcher = data;

  g_assert_cmpfloat (share, >, watcher->share);
  g_assert_cmpfloat (share, <=, 1);
  watcher->share = share;
  if (++watcher->n_told == watcher->stop_after)
    g_atomic_int_set (&watcher->is_cancelled, 1);
}

static gboolean
less_party (JlyEngine *engine, gpointer data, GError **error)
{
  Watcher *watcher = data;

  watcher->out = jly_gate_less_than (engine, watcher->x, watcher->y, error);
  return watcher->out != NULL;
}

static guint64
predict (guint64 *n_rounds)
{
  static const guint8 key[JLY_ENGINE_KEY_BYTES];
  JlyTransport *dry = jly_transport_dry_new ();
  g_autoptr (JlyEngine) engine = jly_engine_new (0, dry, JLY_PRG_CHACHA20, key, key);
  g_autoptr (JlyBits) x = jly_bits_new (N_LANES, WIDTH);
  g_autoptr (JlyBits) out = jly_gate_less_than (engine, x, x, NULL);
  guint64 n = dry->bytes_sent;

  g_assert_nonnull (out);
  *n_rounds = dry->rounds;
  jly_transport_dry_free (dry);
  return n;
}

static void
run (Watcher watchers[3], TestParties *parties, guint64 predicted, GError *errors[3])
{
  g_autofree guint64 *zeros = g_new0 (guint64, N_LANES);
  TestSecret x;

  test_secret_share (&x, parties, zeros, N_LANES, WIDTH);
  for (guint i = 0; i < 3; i++)
    {
      watchers[i].x = watchers[i].y = x.held[i];
      jly_transport_watch (
          jly_local_net_get_end (parties->net, i),
          &(JlyTransportWatch){ predicted, share_cb, &watchers[i], &watchers[i].is_cancelled });
    }
  test_parties_run (parties, less_party, (gpointer[]){ &watchers[0], &watchers[1], &watchers[2] },
                    errors);
  test_secret_clear (&x);
}

static void
test_share (void)
{
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  Watcher watchers[3] = { { NULL } };
  guint64 n_rounds, predicted = predict (&n_rounds);
  GError *errors[3];

  run (watchers, parties, predicted, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      g_assert_cmpfloat (watchers[i].share, ==, 1);
      g_assert_cmpuint (watchers[i].n_told, ==, n_rounds);
      jly_bits_free (watchers[i].out);
    }
}

/* Miner 1 is stopped after each number of rounds: it says so, sends nothing more, and stays
 * stopped. Miner 2, whom it would send to, cannot go on. */
static void
test_cancel (void)
{
  guint64 n_rounds, predicted = predict (&n_rounds);
  guint8 byte = 0;

  for (guint stop_after = 1; stop_after < n_rounds; stop_after++)
    {
      g_autoptr (TestParties) parties = test_parties_new (stop_after, JLY_PRG_CHACHA20);
      JlyTransport *end = jly_local_net_get_end (parties->net, 1);
      g_autoptr (GError) error = NULL;
      Watcher watchers[3] = { { NULL } };
      GError *errors[3];

      watchers[1].stop_after = stop_after;
      run (watchers, parties, predicted, errors);
      g_assert_error (errors[1], JLY_ERROR, JLY_ERROR_CANCELLED);
      g_assert_cmpuint (end->rounds, ==, stop_after);
      g_assert_nonnull (jly_error_get_detail (errors[1])->next);
      g_assert_nonnull (errors[2]);
      for (guint i = 0; i < 3; i++)
        {
          g_assert_true ((errors[i] == NULL) == (watchers[i].out != NULL));
          jly_bits_free (watchers[i].out);
          g_clear_error (&errors[i]);
        }
      watchers[1].is_cancelled = 0;
      g_assert_false (
          jly_transport_exchange (end, &(JlyExchange){ .to_next = &byte, .n_to_next = 1 }, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/share", test_share);
  g_test_add_func ("/watch/cancel", test_cancel);
  return g_test_run ();
}
