/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Openings give the value, and any byte changed by one party is found out by whoever learns it. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-open.h"

#include "base/jly-error.h"

#include <string.h>

#define N_LANES 20
#define WIDTH 11
#define UNTOUCHED 0xabababababababab

typedef struct
{
  const JlyBits *x;
  guint64 values[600];
} OpenWork;

static gboolean
open_party (JlyEngine *engine, gpointer data, GError **error)
{
  OpenWork *work = data;

  return jly_open_to_all (engine, work->x, work->values, error);
}

static void
open_all (TestParties *parties, const TestSecret *secret, OpenWork works[3], GError *errors[3])
{
  for (guint i = 0; i < 3; i++)
    {
      works[i].x = secret->held[i];
      for (guint j = 0; j < G_N_ELEMENTS (works[i].values); j++)
        works[i].values[j] = UNTOUCHED;
    }
  test_parties_run (parties, open_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
}

static void
share_random (TestParties *parties, gsize n_lanes, guint width, TestSecret *secret, guint64 *values)
{
  for (gsize j = 0; j < n_lanes; j++)
    values[j] = test_parties_random (parties, width);
  test_secret_share (secret, parties, values, n_lanes, width);
}

static void
test_to_all (void)
{
  static const gsize lanes[] = { 1, 63, 64, 65, 511, 512, 513 };
  g_autofree OpenWork *works = g_new (OpenWork, 3);
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      g_autoptr (TestParties) parties = test_parties_new (seed + width, JLY_PRG_CHACHA20);
      gsize n = lanes[width % G_N_ELEMENTS (lanes)];
      guint64 values[600];
      TestSecret secret;
      GError *errors[3];

      share_random (parties, n, width, &secret, values);
      open_all (parties, &secret, works, errors);
      for (guint i = 0; i < 3; i++)
        {
          g_assert_no_error (errors[i]);
          g_assert_cmpmem (works[i].values, n * sizeof *values, values, n * sizeof *values);
          g_assert_cmpuint (works[i].values[n], ==, UNTOUCHED);
          g_assert_cmpuint (jly_local_net_get_end (parties->net, i)->rounds, ==, 1);
        }
      test_secret_clear (&secret);
    }
}

/* Changes one bit of one message on its way. */
typedef struct
{
  guint from, to;
  gsize at;
  guint n_changed;
  guint n_seen[3]; /* messages by their sender, each in its own thread */
} Change;

static void
change_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  Change *change = data;

  change->n_seen[from]++;
  if (from != change->from || to != change->to)
    return;
  bytes[change->at % n] ^= 1;
  change->n_changed++;
}

static void
check_changed (Change change, OpenWork works[3])
{
  g_autoptr (TestParties) parties = test_parties_new (change.from, JLY_PRG_CHACHA20);
  guint64 values[N_LANES];
  TestSecret secret;
  GError *errors[3];

  share_random (parties, N_LANES, WIDTH, &secret, values);
  jly_local_net_set_hook (parties->net, change_cb, &change);
  open_all (parties, &secret, works, errors);
  g_assert_cmpuint (change.n_changed, ==, 1);
  for (guint i = 0; i < 3; i++)
    if (i == change.to)
      {
        g_autoptr (GError) again = NULL;

        g_assert_error (errors[i], JLY_ERROR, JLY_ERROR_PROTOCOL);
        g_clear_error (&errors[i]);
        for (guint j = 0; j < N_LANES; j++)
          g_assert_cmpuint (works[i].values[j], ==, UNTOUCHED);
        /* Nothing more is sent in an attempt that went wrong. */
        g_assert_false (
            jly_open_to_all (parties->engines[i], secret.held[i], works[i].values, &again));
        g_assert_error (again, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
        g_assert_cmpuint (change.n_seen[i], ==, 2);
      }
    else
      g_assert_no_error (errors[i]);
  test_secret_clear (&secret);
}

static void
test_changed (void)
{
  g_autofree OpenWork *works = g_new (OpenWork, 3);

  for (guint from = 0; from < 3; from++)
    for (guint step = 1; step < 3; step++)
      for (gsize at = 0; at < 33; at++)
        check_changed ((Change){ from, (from + step) % 3, at, 0, { 0 } }, works);
}

static void
make_pieces (const TestSecret *secret, GBytes *pieces[3])
{
  for (guint i = 0; i < 3; i++)
    pieces[i] = jly_open_piece (secret->held[i]);
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
    for (gsize n = 1; n < 200; n = n * 3 + width % 3)
      {
        guint64 values[600], got[600];
        TestSecret secret;
        GBytes *pieces[3];
        gboolean is_joined;

        share_random (parties, n, width, &secret, values);
        make_pieces (&secret, pieces);
        is_joined = jly_open_join (pieces, n, width, got, NULL);
        g_assert_true (is_joined);
        g_assert_cmpmem (got, n * sizeof *got, values, n * sizeof *values);
        free_pieces (pieces);
        test_secret_clear (&secret);
      }
}

static void
assert_not_joined (GBytes *const pieces[3])
{
  g_autoptr (GError) error = NULL;
  guint64 got[N_LANES];
  gboolean is_joined;

  for (guint j = 0; j < N_LANES; j++)
    got[j] = UNTOUCHED;
  is_joined = jly_open_join (pieces, N_LANES, WIDTH, got, &error);
  g_assert_false (is_joined);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  for (guint j = 0; j < N_LANES; j++)
    g_assert_cmpuint (got[j], ==, UNTOUCHED);
}

/* Replaces piece i by n bytes of it with one bit changed, if at is inside. */
static void
check_bad_piece (const TestSecret *secret, guint i, gsize n, gsize at)
{
  GBytes *pieces[3];
  guint8 *bytes = g_malloc0 (n + 1);
  gsize n_piece;
  const guint8 *piece;

  make_pieces (secret, pieces);
  piece = g_bytes_get_data (pieces[i], &n_piece);
  memcpy (bytes, piece, MIN (n, n_piece));
  if (at < n)
    bytes[at] ^= 0x10;
  g_bytes_unref (pieces[i]);
  pieces[i] = g_bytes_new_take (bytes, n);
  assert_not_joined (pieces);
  g_clear_pointer (&pieces[i], g_bytes_unref);
  assert_not_joined (pieces);
  free_pieces (pieces);
}

static void
test_join_refuses (void)
{
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  guint64 values[N_LANES];
  TestSecret secret;
  gsize n = 2 * WIDTH * 3;

  share_random (parties, N_LANES, WIDTH, &secret, values);
  for (guint i = 0; i < 3; i++)
    {
      for (gsize at = 0; at < n; at++)
        check_bad_piece (&secret, i, n, at);
      check_bad_piece (&secret, i, 0, 0);
      check_bad_piece (&secret, i, n - 1, n);
      check_bad_piece (&secret, i, n + 1, n + 1);
      check_bad_piece (&secret, i, n / 2, n);
    }
  test_secret_clear (&secret);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/open/to-all", test_to_all);
  g_test_add_func ("/open/changed", test_changed);
  g_test_add_func ("/open/join", test_join);
  g_test_add_func ("/open/join-refuses", test_join_refuses);
  return g_test_run ();
}
