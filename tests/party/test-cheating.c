/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A company that changed its program: it sends numbers outside the agreed ranges, all else in
 * order. The miners cannot see it; its rows count for nothing, and only it learns how many.
 */
#include "config.h"

#include "engine/jly-transport-local.h"
#include "party/jly-upload-private.h"
#include "study/jly-plan.h"

#include <sodium.h>

#include "party-fixture.h"

#define TIME_LIMIT (60 * G_USEC_PER_SEC)
#define CHEAT 1

typedef struct
{
  PartyFixture *party;
  JlyPlan *plan;
  JlyBits *bits[N][N][JLY_BID_N_COLUMNS]; /* miner, company, column */
  JlyLocalNet *net;
  guint8 keys[N][JLY_ENGINE_KEY_BYTES];
  JlyComputation *computations[N];
} Study;

typedef struct
{
  Study *study;
  guint self;
} Miner;

static gpointer
miner_worker (gpointer data)
{
  Miner *miner = data;
  Study *study = miner->study;
  const JlyStudyInputs *inputs = study->plan->inputs;
  JlyBits *const *columns[N];
  g_autoptr (JlyEngine) engine = jly_engine_new (
      miner->self, jly_local_net_get_end (study->net, miner->self), JLY_PRG_CHACHA20,
      study->keys[miner->self], study->keys[(miner->self + 2) % N]);

  for (guint c = 0; c < N; c++)
    columns[c] = study->bits[miner->self][c];
  study->computations[miner->self] = jly_computation_run (
      engine, &inputs->inputs, inputs->questions, inputs->n_questions, columns, NULL);
  return NULL;
}

/* Everybody sends what is in the fixture, whether it is in range or not. */
static void
send_all (Study *study)
{
  for (guint c = 0; c < N; c++)
    {
      JlyUploadPart *parts[N];
      g_autoptr (GError) error = NULL;

      jly_upload_build_unchecked (study->party->study, c, study->party->providers[c], 1,
                                  &study->party->figures[c], parts, &error);
      g_assert_no_error (error);
      for (guint m = 0; m < N; m++)
        {
          jly_upload_open (parts[m], study->party->study, c, m, study->party->miners[m],
                           study->bits[m][c], &error);
          g_assert_no_error (error);
          jly_upload_part_free (parts[m]);
        }
    }
}

static void
compute (Study *study)
{
  Miner miners[N];
  GThread *threads[N];

  randombytes_buf (study->keys, sizeof study->keys);
  study->net = jly_local_net_new (TIME_LIMIT);
  for (guint m = 0; m < N; m++)
    {
      miners[m] = (Miner){ study, m };
      threads[m] = g_thread_new ("miner", miner_worker, &miners[m]);
    }
  for (guint m = 0; m < N; m++)
    {
      g_thread_join (threads[m]);
      g_assert_nonnull (study->computations[m]);
    }
}

static JlyOutcome *
open_letters (Study *study, guint company)
{
  static const guint8 attempt[JLY_HASH_BYTES] = { 1 };
  GBytes *letters[N];
  g_autoptr (GError) error = NULL;
  JlyOutcome *outcome;

  for (guint m = 0; m < N; m++)
    letters[m] = jly_letter_seal (study->party->study, m, company, attempt, study->computations[m]);
  outcome
      = jly_letter_open (study->party->study, study->party->providers[company], letters, &error);
  g_assert_no_error (error);
  for (guint m = 0; m < N; m++)
    g_bytes_unref (letters[m]);
  return outcome;
}

static void
clear_study (Study *study)
{
  for (guint m = 0; m < N; m++)
    {
      for (guint c = 0; c < N; c++)
        for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
          jly_bits_free (study->bits[m][c][k]);
      jly_computation_free (study->computations[m]);
    }
  jly_local_net_free (study->net);
  jly_plan_free (study->plan);
}

/* Puts a number above the agreed largest into a third of the cheating company's rows, by turns of
 * the columns; returns how many rows. */
static guint
cheat (PartyFixture *party, GRand *rand)
{
  guint n = 0;

  for (guint r = 0; r < party->study->rows->len; r++)
    {
      guint c = (guint)g_rand_int_range (rand, 0, JLY_BID_N_COLUMNS);
      const JlyStudyColumn *column = party->study->columns->pdata[c];

      if (g_rand_int_range (rand, 0, 3) != 0)
        continue;
      party->values[CHEAT][c][r]
          = (guint64)column->max
            + (guint64)g_rand_int_range (rand, 1, (1 << column->width) - (gint32)column->max);
      n++;
    }
  return n;
}

/* What the reference must say: no free amount in those rows. */
static void
take_back (PartyFixture *party)
{
  for (guint r = 0; r < party->study->rows->len; r++)
    for (guint c = 0; c < JLY_BID_N_COLUMNS; c++)
      if (party->values[CHEAT][c][r]
          > (guint64)((const JlyStudyColumn *)party->study->columns->pdata[c])->max)
        party->values[CHEAT][JLY_BID_AMOUNT][r] = 0;
}

static void
test_joint_bid (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (PartyFixture) party = party_fixture_new (rand, 1 + i * 4);
      Study study = { .party = party, .plan = jly_plan_new (party->study, NULL, NULL) };
      guint n = cheat (party, rand);

      send_all (&study);
      compute (&study);
      take_back (party);
      for (guint c = 0; c < N; c++)
        {
          g_autoptr (JlyOutcome) outcome = open_letters (&study, c);

          party_fixture_assert (party, c, outcome);
          g_assert_true (outcome->has_rejected);
          g_assert_cmpuint (outcome->n_rejected, ==, c == CHEAT ? n : 0);
        }
      clear_study (&study);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/cheating/joint-bid", test_joint_bid);
  return g_test_run ();
}
