/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strands: what each computes is what it computes alone, in the rounds of the longest, with masks
 * of its own; a strand that fails ends the others. */
#include "config.h"

#include "engine/test-parties.h"

#include "engine/jly-convert.h"
#include "engine/jly-gate.h"
#include "engine/jly-open.h"
#include "engine/jly-strands.h"
#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

#include <string.h>

#define N_STRANDS 7
#define N_LANES 100
#define WIDTH 20

/* A miner's part of one strand: strand i multiplies i + 1 times, so that all have different
 * lengths, and opens. */
typedef struct
{
  const JlyBits *x, *y;
  guint n_times, number;
  gboolean fails;
  guint64 opened[N_LANES];
} Part;

static gboolean
compute (JlyEngine *engine, gpointer data, GError **error)
{
  Part *part = data;
  g_autoptr (JlyBits) z = jly_bits_copy (part->x);

  for (guint i = 0; i < part->n_times; i++)
    {
      JlyBits *sum = jly_gate_add (engine, z, part->y, error);

      if (sum == NULL)
        return FALSE;
      jly_bits_free (z);
      z = jly_bits_copy_resized (sum, WIDTH);
      jly_bits_free (sum);
    }
  if (part->fails)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, "strand %u wants no more", part->number);
  return jly_open_to_all (engine, z, part->opened, error);
}

static gboolean
compute_all (JlyEngine *engine, gpointer data, GError **error)
{
  Part *parts = data;
  gpointer each[N_STRANDS];

  for (guint i = 0; i < N_STRANDS; i++)
    each[i] = &parts[i];
  return jly_strands_run (engine, compute, each, N_STRANDS, error);
}

typedef struct
{
  TestParties *parties;
  TestSecret x[N_STRANDS], y[N_STRANDS];
  guint64 clear_x[N_STRANDS][N_LANES], clear_y[N_STRANDS][N_LANES];
  Part parts[3][N_STRANDS];
} Fixture;

static void
fixture_set_up (Fixture *f, guint32 seed, gboolean are_alike)
{
  memset (f, 0, sizeof *f);
  f->parties = test_parties_new (seed, test_parties_choose_prg (seed));
  for (guint i = 0; i < N_STRANDS; i++)
    {
      for (guint j = 0; j < N_LANES; j++)
        {
          f->clear_x[i][j] = test_parties_random (f->parties, WIDTH);
          f->clear_y[i][j] = test_parties_random (f->parties, WIDTH);
        }
      test_secret_share (&f->x[i], f->parties, f->clear_x[i], N_LANES, WIDTH);
      test_secret_share (&f->y[i], f->parties, f->clear_y[i], N_LANES, WIDTH);
    }
  for (guint m = 0; m < 3; m++)
    for (guint i = 0; i < N_STRANDS; i++)
      {
        guint of = are_alike ? 0 : i;

        f->parts[m][i] = (Part){ f->x[of].held[m], f->y[of].held[m], are_alike ? 1 : i + 1, i };
      }
}

static void
fixture_tear_down (Fixture *f)
{
  for (guint i = 0; i < N_STRANDS; i++)
    {
      test_secret_clear (&f->x[i]);
      test_secret_clear (&f->y[i]);
    }
  test_parties_free (f->parties);
}

static void
run (Fixture *f, GError *errors[3])
{
  test_parties_run (f->parties, compute_all, (gpointer[]){ f->parts[0], f->parts[1], f->parts[2] },
                    errors);
}

static void
assert_cost (Fixture *f)
{
  static const guint8 no_key[JLY_ENGINE_KEY_BYTES] = { 0 };
  guint64 bytes = 0, rounds = 0;

  for (guint i = 0; i < N_STRANDS; i++)
    {
      JlyTransport *nobody = jly_transport_dry_new ();
      JlyEngine *engine = jly_engine_new (0, nobody, JLY_PRG_CHACHA20, no_key, no_key);
      Part alone = f->parts[0][i];

      g_assert_true (compute (engine, &alone, NULL));
      bytes += nobody->bytes_sent;
      rounds = MAX (rounds, nobody->rounds);
      jly_engine_free (engine);
      jly_transport_dry_free (nobody);
    }
  for (guint m = 0; m < 3; m++)
    {
      const JlyTransport *sent = jly_engine_get_transport (f->parties->engines[m]);

      g_assert_cmpuint (sent->bytes_sent, ==, bytes);
      g_assert_cmpuint (sent->rounds, ==, rounds);
    }
}

static void
assert_dry_is_same (Fixture *f)
{
  static const guint8 no_key[JLY_ENGINE_KEY_BYTES] = { 0 };
  const JlyTransport *sent = jly_engine_get_transport (f->parties->engines[0]);
  JlyTransport *nobody = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (0, nobody, JLY_PRG_CHACHA20, no_key, no_key);

  g_assert_true (compute_all (engine, f->parts[0], NULL));
  g_assert_cmpuint (nobody->bytes_sent, ==, sent->bytes_sent);
  g_assert_cmpuint (nobody->rounds, ==, sent->rounds);
  jly_engine_free (engine);
  jly_transport_dry_free (nobody);
}

static void
test_same_as_alone (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (guint k = 0; k < 10; k++)
    {
      Fixture f;
      GError *errors[3];

      fixture_set_up (&f, seed + k, FALSE);
      run (&f, errors);
      for (guint m = 0; m < 3; m++)
        {
          g_assert_no_error (errors[m]);
          for (guint i = 0; i < N_STRANDS; i++)
            for (guint j = 0; j < N_LANES; j++)
              g_assert_cmpuint (f.parts[m][i].opened[j], ==,
                                (f.clear_x[i][j] + (i + 1) * f.clear_y[i][j]) & ((1 << WIDTH) - 1));
        }
      assert_cost (&f);
      assert_dry_is_same (&f);
      fixture_tear_down (&f);
    }
}

static void
check_first_message (
    guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer user_data)
{
  guint *n_seen = user_data;
  gsize part = n / N_STRANDS;

  /* The first message of every miner: the same gate on the same operands, once for each strand. */
  if (from != 0 || to != 1 || (*n_seen)++ > 0)
    return;
  g_assert_cmpuint (n % N_STRANDS, ==, 0);
  for (guint i = 0; i < N_STRANDS; i++)
    for (guint k = 0; k < i; k++)
      g_assert_true (memcmp (bytes + i * part, bytes + k * part, part) != 0);
}

/* Two strands that do the same to the same secrets send different bytes: no mask is used twice. */
static void
test_masks_differ (void)
{
  guint n_seen = 0;
  Fixture f;
  GError *errors[3];

  fixture_set_up (&f, 4, TRUE);
  jly_local_net_set_hook (f.parties->net, check_first_message, &n_seen);
  run (&f, errors);
  for (guint m = 0; m < 3; m++)
    g_assert_no_error (errors[m]);
  g_assert_cmpuint (n_seen, >, 0);
  fixture_tear_down (&f);
}

static void
test_failing (void)
{
  Fixture f;
  GError *errors[3];

  fixture_set_up (&f, 5, FALSE);
  for (guint m = 0; m < 3; m++)
    f.parts[m][2].fails = TRUE;
  run (&f, errors);
  for (guint m = 0; m < 3; m++)
    {
      g_assert_error (errors[m], JLY_ERROR, JLY_ERROR_USAGE);
      g_assert_cmpstr (errors[m]->message, ==, "strand 2 wants no more");
      g_assert_true (jly_engine_get_transport (f.parties->engines[m])->is_failed);
      g_error_free (errors[m]);
    }
  fixture_tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strands/same-as-alone", test_same_as_alone);
  g_test_add_func ("/strands/masks-differ", test_masks_differ);
  g_test_add_func ("/strands/failing", test_failing);
  return g_test_run ();
}
