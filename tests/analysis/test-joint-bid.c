/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Case A: the secure form against the clear one, its cost against its prediction, and refusals. */
#include "config.h"

#include "analysis/test-tender.h"

#include "analysis/jly-analyses.h"

#include "base/jly-error.h"

#define N JLY_JOINT_BID_PARTIES

static void
assert_same (const TestTender *tender, const JlyBidAnswer *got, const JlyBidAnswer *expected)
{
  g_assert_cmpint (got->all_met, ==, expected->all_met);
  g_assert_cmpuint (got->price, ==, expected->price);
  for (gsize r = 0; r < tender->bid.n_resources; r++)
    {
      g_assert_cmpint (got->met[r], ==, expected->met[r]);
      for (guint c = 0; c < N; c++)
        g_assert_cmpuint (got->part[c][r], ==, expected->part[c][r]);
    }
}

static void
free_shares (JlyBidShares *shares[3])
{
  for (guint i = 0; i < 3; i++)
    jly_bid_shares_free (shares[i]);
}

/* Whether the tender was met in full. Odd seeds take AES where the processor has it. */
static gboolean
check_tender (const TestTender *tender, guint32 seed)
{
  gboolean is_aes = seed % 2 != 0 && jly_prg_is_available (JLY_PRG_AES128_CTR);
  g_autoptr (TestParties) parties
      = test_parties_new (seed, is_aes ? JLY_PRG_AES128_CTR : JLY_PRG_CHACHA20);
  g_autoptr (JlyBidAnswer) expected = test_tender_clear_answer (tender);
  g_autoptr (JlyBidAnswer) got = NULL;
  JlyBidShares *shares[3];

  test_tender_run (tender, parties, shares);
  got = test_tender_join (tender, shares);
  assert_same (tender, got, expected);
  free_shares (shares);
  return expected->all_met;
}

static void
test_random_tenders (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_met = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 200; i++)
    {
      gsize n = i % 20 == 0 ? 1 : i % 50 == 1 ? 70 : (gsize)g_rand_int_range (rand, 1, 12);
      guint amount_width = (guint)g_rand_int_range (rand, 1, 22);
      guint money_width = (guint)g_rand_int_range (rand, 1, 28);
      g_autoptr (TestTender) tender
          = test_tender_new (rand, n, amount_width, money_width, i % 2 * 8);

      n_met += check_tender (tender, seed + i);
    }
  /* Both ends of the story must have been told. */
  g_test_message ("%u of 200 were met", n_met);
  g_assert_cmpuint (n_met, >, 20);
  g_assert_cmpuint (n_met, <, 180);
}

/* All inputs of one resource at two bits each would be 2^18 runs, so they are lanes instead: every
 * amount, cost and need of two bits for all three, with revenues of zero. */
static void
test_all_small (void)
{
  gsize n = 1 << 14;
  TestTender *tender = g_new0 (TestTender, 1);

  tender->need = g_new0 (guint64, n);
  tender->bid = (JlyJointBid){ n, tender->need, 2, 2 };
  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      tender->values[c][k] = g_new0 (guint64, n);
  for (gsize r = 0; r < n; r++)
    {
      tender->need[r] = r & 3;
      for (guint c = 0; c < N; c++)
        {
          tender->values[c][JLY_BID_AMOUNT][r] = (r >> (2 + 4 * c)) & 3;
          tender->values[c][JLY_BID_COST][r] = (r >> (4 + 4 * c)) & 3;
        }
    }
  g_assert_false (check_tender (tender, 1));
  for (gsize r = 0; r < n; r++)
    tender->need[r] = 0;
  g_assert_true (check_tender (tender, 2));
  test_tender_free (tender);
}

/* A tender small enough to be worked out by hand: two resources, a tie in the first. */
static void
test_by_hand (void)
{
  static const guint64 need[] = { 10, 5 };
  static const guint64 values[N][JLY_BID_N_COLUMNS][2] = {
    { { 4, 9 }, { 7, 3 }, { 5, 8 } },
    { { 8, 2 }, { 6, 1 }, { 7, 4 } },
    { { 20, 3 }, { 9, 6 }, { 9, 6 } },
  };
  static const guint64 parts[N][2] = { { 4, 0 }, { 6, 2 }, { 0, 3 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (TestTender) tender = test_tender_new (rand, 2, 5, 4, 0);
  g_autoptr (JlyBidAnswer) answer = NULL;

  for (gsize r = 0; r < 2; r++)
    {
      tender->need[r] = need[r];
      for (guint c = 0; c < N; c++)
        for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
          tender->values[c][k][r] = values[c][k][r];
    }
  answer = test_tender_clear_answer (tender);
  g_assert_true (answer->all_met);
  g_assert_cmpuint (answer->price, ==, 4 * 7 + 6 * 7 + 2 * 4 + 3 * 6);
  for (guint c = 0; c < N; c++)
    for (gsize r = 0; r < 2; r++)
      g_assert_cmpuint (answer->part[c][r], ==, parts[c][r]);
  g_assert_true (check_tender (tender, 9));
}

static void
test_cost (void)
{
  static const struct
  {
    gsize n;
    guint amount_width, money_width;
  } shapes[] = { { 1, 1, 1 }, { 5, 17, 24 }, { 70, 20, 27 }, { 64, 8, 3 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (TestTender) tender
          = test_tender_new (rand, shapes[i].n, shapes[i].amount_width, shapes[i].money_width, 0);
      g_autoptr (TestParties) parties = test_parties_new (i, JLY_PRG_CHACHA20);
      guint64 bytes[3], rounds;
      JlyBidShares *shares[3];

      jly_joint_bid_cost (&tender->bid, bytes, &rounds);
      test_tender_run (tender, parties, shares);
      g_assert_true (shares[0]->all_met);
      for (guint m = 0; m < 3; m++)
        {
          const JlyTransport *end = jly_local_net_get_end (parties->net, m);

          g_assert_cmpuint (end->bytes_sent, ==, bytes[m]);
          g_assert_cmpuint (end->bytes_received, ==, bytes[m]);
          g_assert_cmpuint (end->rounds, ==, rounds);
        }
      g_test_message ("%" G_GSIZE_FORMAT " resources: %" G_GUINT64_FORMAT
                      " bytes, %" G_GUINT64_FORMAT " rounds",
                      shapes[i].n, bytes[0], rounds);
      free_shares (shares);
    }
}

static void
test_unmet_costs_less (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (TestTender) tender = test_tender_new (rand, 3, 9, 9, 8);
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  guint64 bytes[3], rounds;
  JlyBidShares *shares[3];

  jly_joint_bid_cost (&tender->bid, bytes, &rounds);
  test_tender_run (tender, parties, shares);
  g_assert_false (shares[0]->all_met);
  g_assert_null (shares[0]->price_piece);
  g_assert_cmpuint (shares[0]->price, ==, 0);
  g_assert_cmpuint (jly_local_net_get_end (parties->net, 0)->rounds, <, rounds);
  free_shares (shares);
}

static void
assert_refused (gsize n, guint64 need, guint amount_width, guint money_width)
{
  g_autofree guint64 *needs = g_new0 (guint64, n + 1);
  JlyJointBid bid = { n, needs, amount_width, money_width };
  g_autoptr (GError) error = NULL;
  guint width = 99;

  needs[0] = need;
  g_assert_false (jly_joint_bid_check (&bid, &width, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

static void
test_check (void)
{
  static const guint64 need[4] = { 0 };
  JlyJointBid widest = { 4, need, 30, 32 };
  guint width = 0;

  g_assert_true (jly_joint_bid_check (&widest, &width, NULL));
  g_assert_cmpuint (width, ==, 64);
  assert_refused (5, 0, 30, 32);
  assert_refused (0, 0, 8, 8);
  assert_refused (1, 256, 8, 8);
  assert_refused (1, 0, 0, 8);
  assert_refused (1, 0, 8, 0);
  assert_refused (1, 0, 62, 1);
  assert_refused (1, 0, 1, 65);
  assert_refused (1, 0, G_MAXUINT, G_MAXUINT);
}

static gboolean
is_asked_with (const JlyLimits *limits, GError **error)
{
  static const guint64 needs[] = { 5 };
  static const gsize n_rows[N] = { 1, 1, 1 };
  static const JlyInputColumn columns[JLY_BID_N_COLUMNS] = {
    { "amount", "Amount", "", JLY_VALUE_NUMBER, 0, 0, 15, 4, NULL, FALSE },
    { "cost", "Cost", "EUR", JLY_VALUE_NUMBER, 0, 0, 63, 6, NULL, FALSE },
    { "revenue", "Revenue", "EUR", JLY_VALUE_NUMBER, 0, 0, 63, 6, NULL, FALSE },
  };
  g_autoptr (JlyRules) rules = jly_rules_new ();
  const JlyInputs inputs = { .columns = columns,
                             .n_columns = JLY_BID_N_COLUMNS,
                             .rules = rules,
                             .n_sources = N,
                             .n_rows = n_rows,
                             .most_rows = 1,
                             .needs = needs,
                             .limits = *limits };
  const JlyQuery query = { &inputs, NULL, 0 };

  for (guint i = 0; i < JLY_BID_N_COLUMNS; i++)
    jly_rules_add_column (rules, columns[i].id, JLY_VALUE_NUMBER, 0);
  return jly_analysis_check (&jly_joint_bid_analysis, &query, NULL, error);
}

/* What a joint bid cannot keep is said before anybody approves it. */
static void
test_limits (void)
{
  const JlyLimits none = { 0 }, three = { .min_rows = 3, .min_parties = 3, .top_share = 100 };
  const JlyLimits refused[] = { { .min_rows = 4 }, { .min_parties = 4 }, { .top_share = 80 } };

  g_assert_true (is_asked_with (&none, NULL));
  g_assert_true (is_asked_with (&three, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (is_asked_with (&refused[i], &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_assert_nonnull (strstr (error->message, "joint bid"));
      g_assert_nonnull (jly_error_get_detail (error)->next);
    }
}

/* A column of another width or length, or none, is refused before anything is sent. */
static void
assert_column_refused (JlyBits *wrong)
{
  static const guint64 need[3] = { 1, 2, 3 };
  JlyJointBid bid = { 3, need, 4, 6 };
  g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
  g_autoptr (JlyBits) amount = jly_bits_new (3, 4), money = jly_bits_new (3, 6);
  const JlyBits *columns[N][JLY_BID_N_COLUMNS];
  g_autoptr (GError) error = NULL;

  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      columns[c][k] = k == JLY_BID_AMOUNT ? amount : money;
  columns[1][JLY_BID_REVENUE] = wrong;
  g_assert_null (jly_joint_bid_secure (parties->engines[0], &bid, (gpointer)columns, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_cmpuint (jly_local_net_get_end (parties->net, 0)->rounds, ==, 0);
  jly_bits_free (wrong);
}

static void
test_wrong_columns (void)
{
  assert_column_refused (NULL);
  assert_column_refused (jly_bits_new (3, 5));
  assert_column_refused (jly_bits_new (2, 6));
}

/* What is declared is what comes back: pieces for the declared outputs, under their conditions. */
static void
test_outputs (void)
{
  const JlyAnalysis *analysis = &jly_joint_bid_analysis;
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  g_assert_cmpstr (analysis->id, ==, "joint-bid");
  for (guint scarcity = 0; scarcity <= 8; scarcity += 8)
    {
      g_autoptr (TestTender) tender = test_tender_new (rand, 4, 9, 9, scarcity);
      g_autoptr (TestParties) parties = test_parties_new (1, JLY_PRG_CHACHA20);
      JlyBidShares *shares[3];

      test_tender_run (tender, parties, shares);
      for (gsize i = 0; i < analysis->n_outputs; i++)
        {
          const JlyAnalysisOutput *output = &analysis->outputs[i];
          gboolean is_due = output->condition == NULL || shares[0]->all_met;
          GBytes *piece = g_str_equal (output->id, "met")     ? shares[0]->met_piece
                          : g_str_equal (output->id, "price") ? shares[0]->price_piece
                          : g_str_equal (output->id, "part")  ? shares[0]->part_piece[2]
                                                              : NULL;

          g_assert_cmpint (piece != NULL, ==, is_due);
        }
      free_shares (shares);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-bid/by-hand", test_by_hand);
  g_test_add_func ("/joint-bid/random", test_random_tenders);
  g_test_add_func ("/joint-bid/all-small", test_all_small);
  g_test_add_func ("/joint-bid/cost", test_cost);
  g_test_add_func ("/joint-bid/unmet-costs-less", test_unmet_costs_less);
  g_test_add_func ("/joint-bid/outputs", test_outputs);
  g_test_add_func ("/joint-bid/check", test_check);
  g_test_add_func ("/joint-bid/limits", test_limits);
  g_test_add_func ("/joint-bid/wrong-columns", test_wrong_columns);
  return g_test_run ();
}
