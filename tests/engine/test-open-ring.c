/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Openings of numbers modulo 2^k: the value, the cost, and that any byte changed by one party is
 * found out by whoever learns the value. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-open.h"
#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

#include <string.h>

#define N 20
#define WIDTH 11
#define MAX_N 80
#define UNTOUCHED 0xabababababababab

typedef struct
{
  const JlyRing *x;
  guint64 values[MAX_N];
} OpenWork;

static gboolean
open_party (JlyEngine *engine, gpointer data, GError **error)
{
  OpenWork *work = data;

  return jly_open_ring_to_all (engine, work->x, work->values, error);
}

static void
open_all (TestParties *parties, const TestRing *secret, OpenWork works[3], GError *errors[3])
{
  for (guint i = 0; i < 3; i++)
    {
      works[i].x = secret->held[i];
      for (guint j = 0; j < MAX_N; j++)
        works[i].values[j] = UNTOUCHED;
    }
  test_parties_run (parties, open_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
}

static void
share_random (TestParties *parties, gsize n, guint width, TestRing *secret, guint64 *values)
{
  for (gsize j = 0; j < n; j++)
    values[j] = test_parties_random (parties, width);
  test_ring_share (secret, parties, values, n, width);
}

/* A dry run says what a real one costs. */
static void
check_cost (const JlyTransport *counted, guint self, gsize n, guint width)
{
  static const guint8 key[JLY_ENGINE_KEY_BYTES];
  JlyTransport *dry = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (self, dry, JLY_PRG_CHACHA20, key, key);
  g_autoptr (JlyRing) x = jly_ring_new (n, width);
  guint64 values[MAX_N];
  gboolean is_open = jly_open_ring_to_all (engine, x, values, NULL);

  g_assert_true (is_open);
  g_assert_cmpuint (dry->rounds, ==, counted->rounds);
  g_assert_cmpuint (dry->bytes_sent, ==, counted->bytes_sent);
  g_assert_cmpuint (counted->rounds, ==, 1);
  g_assert_cmpuint (counted->bytes_sent, ==, (n * width + 7) / 8 + 32);
  jly_engine_free (engine);
  jly_transport_dry_free (dry);
}

static void
check_opened (TestParties *parties, const guint64 *numbers, gsize n, guint width)
{
  OpenWork works[3];
  TestRing secret;
  GError *errors[3];

  test_ring_share (&secret, parties, numbers, n, width);
  open_all (parties, &secret, works, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      g_assert_cmpmem (works[i].values, n * sizeof *numbers, numbers, n * sizeof *numbers);
      g_assert_cmpuint (works[i].values[n], ==, UNTOUCHED);
      check_cost (jly_local_net_get_end (parties->net, i), i, n, width);
    }
  test_ring_clear (&secret);
}

static void
test_to_all (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      g_autoptr (TestParties) parties = test_parties_new (seed + width, JLY_PRG_CHACHA20);
      gsize n = 1 + width * 7 % (MAX_N - 1);
      guint64 numbers[MAX_N];

      for (gsize j = 0; j < n; j++)
        numbers[j] = test_parties_random (parties, width);
      check_opened (parties, numbers, n, width);
    }
}

/* Every number under every sharing of it. */
static void
test_exhaustive (void)
{
  for (guint all = 0; all < 64; all++)
    {
      guint64 c[3] = { all & 3, all >> 2 & 3, all >> 4 & 3 };
      g_autoptr (TestParties) parties = test_parties_new (all, JLY_PRG_CHACHA20);
      TestRing secret;
      OpenWork works[3];
      GError *errors[3];

      for (guint i = 0; i < 3; i++)
        {
          secret.held[i] = jly_ring_new (1, 2);
          secret.held[i]->own[0] = c[i];
          secret.held[i]->prev[0] = c[(i + 2) % 3];
        }
      open_all (parties, &secret, works, errors);
      for (guint i = 0; i < 3; i++)
        {
          g_assert_no_error (errors[i]);
          g_assert_cmpuint (works[i].values[0], ==, (c[0] + c[1] + c[2]) & 3);
        }
      test_ring_clear (&secret);
    }
}

/* Changes one bit of one message on its way. */
typedef struct
{
  guint from, to;
  gsize at;
  guint n_changed;
} Change;

static void
change_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  Change *change = data;

  if (from != change->from || to != change->to)
    return;
  bytes[change->at % n] ^= 1;
  change->n_changed++;
}

static void
check_changed (Change change)
{
  g_autoptr (TestParties) parties = test_parties_new (change.from, JLY_PRG_CHACHA20);
  OpenWork works[3];
  guint64 values[N];
  TestRing secret;
  GError *errors[3];

  share_random (parties, N, WIDTH, &secret, values);
  jly_local_net_set_hook (parties->net, change_cb, &change);
  open_all (parties, &secret, works, errors);
  g_assert_cmpuint (change.n_changed, ==, 1);
  for (guint i = 0; i < 3; i++)
    if (i == change.to)
      {
        g_assert_error (errors[i], JLY_ERROR, JLY_ERROR_PROTOCOL);
        g_clear_error (&errors[i]);
        for (guint j = 0; j < N; j++)
          g_assert_cmpuint (works[i].values[j], ==, UNTOUCHED);
        g_assert_true (jly_local_net_get_end (parties->net, i)->is_failed);
      }
    else
      g_assert_no_error (errors[i]);
  test_ring_clear (&secret);
}

static void
test_changed (void)
{
  for (guint from = 0; from < 3; from++)
    for (guint step = 1; step < 3; step++)
      for (gsize at = 0; at < 32; at++)
        check_changed ((Change){ from, (from + step) % 3, at, 0 });
}

static void
make_pieces (const TestRing *secret, GBytes *pieces[3])
{
  for (guint i = 0; i < 3; i++)
    pieces[i] = jly_open_ring_piece (secret->held[i]);
}

static void
free_pieces (GBytes *pieces[3])
{
  for (guint i = 0; i < 3; i++)
    g_clear_pointer (&pieces[i], g_bytes_unref);
}

static void
test_join (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    for (gsize n = 1; n < MAX_N; n = n * 3 + width % 3)
      {
        guint64 values[MAX_N], got[MAX_N];
        TestRing secret;
        GBytes *pieces[3];
        gboolean is_joined;

        share_random (parties, n, width, &secret, values);
        make_pieces (&secret, pieces);
        is_joined = jly_open_ring_join (pieces, n, width, got, NULL);
        g_assert_true (is_joined);
        g_assert_cmpmem (got, n * sizeof *got, values, n * sizeof *values);
        free_pieces (pieces);
        test_ring_clear (&secret);
      }
}

/* Replaces piece i by n bytes of it with one bit changed, if at is inside. */
static void
check_bad_piece (const TestRing *secret, guint i, gsize n, gsize at)
{
  g_autoptr (GError) error = NULL;
  GBytes *pieces[3];
  guint8 *bytes = g_malloc0 (n + 1);
  guint64 got[N] = { UNTOUCHED };
  gsize n_piece;
  const guint8 *piece;
  gboolean is_joined;

  make_pieces (secret, pieces);
  piece = g_bytes_get_data (pieces[i], &n_piece);
  memcpy (bytes, piece, MIN (n, n_piece));
  if (at < n)
    bytes[at] ^= 1;
  g_bytes_unref (pieces[i]);
  pieces[i] = g_bytes_new_take (bytes, n);
  is_joined = jly_open_ring_join (pieces, N, WIDTH, got, &error);
  g_assert_false (is_joined);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_cmpuint (got[0], ==, UNTOUCHED);
  free_pieces (pieces);
}

static void
test_join_refuses (void)
{
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  guint64 values[N];
  TestRing secret;
  gsize n = 2 * ((N * WIDTH + 7) / 8);

  share_random (parties, N, WIDTH, &secret, values);
  for (guint i = 0; i < 3; i++)
    {
      for (gsize at = 0; at < n; at++)
        check_bad_piece (&secret, i, n, at);
      check_bad_piece (&secret, i, 0, 0);
      check_bad_piece (&secret, i, n - 1, n);
      check_bad_piece (&secret, i, n + 1, n + 1);
    }
  test_ring_clear (&secret);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/open-ring/to-all", test_to_all);
  g_test_add_func ("/open-ring/exhaustive", test_exhaustive);
  g_test_add_func ("/open-ring/changed", test_changed);
  g_test_add_func ("/open-ring/join", test_join);
  g_test_add_func ("/open-ring/join-refuses", test_join_refuses);
  return g_test_run ();
}
