/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-tender.h. */
#include "config.h"

#include "analysis/test-tender.h"

#include "engine/jly-open.h"

#define N JLY_JOINT_BID_PARTIES

static guint64
draw (GRand *rand, guint width)
{
  guint64 value = (guint64)g_rand_int (rand) << 32 | g_rand_int (rand);

  return value & (((guint64)1 << width) - 1);
}

static guint64
draw_money (GRand *rand, guint width)
{
  guint64 all = ((guint64)1 << width) - 1;

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return draw (rand, width);
    case 1:
      return all;
    default:
      return (guint64)g_rand_int_range (rand, 0, 3) & all;
    }
}

static void
draw_resource (TestTender *tender, GRand *rand, gsize r, guint scarcity)
{
  guint width = tender->bid.amount_width;
  guint64 total = 0;

  for (guint c = 0; c < N; c++)
    {
      guint64 amount = g_rand_int_range (rand, 0, 5) == 0 ? 0 : draw (rand, width);

      tender->values[c][JLY_BID_AMOUNT][r] = amount;
      tender->values[c][JLY_BID_COST][r] = draw_money (rand, tender->bid.money_width);
      tender->values[c][JLY_BID_REVENUE][r] = draw_money (rand, tender->bid.money_width);
      total += amount;
    }
  total = MIN (total, ((guint64)1 << width) - 1);
  /* At most what there is, exactly what there is, or, where it is scarce, more. */
  if (g_rand_int_range (rand, 0, 3) == 0)
    tender->need[r] = total;
  else
    tender->need[r] = draw (rand, width) % (total + 1);
  if ((guint)g_rand_int_range (rand, 0, 8) < scarcity)
    tender->need[r] = MIN (total + 1, ((guint64)1 << width) - 1);
}

TestTender *
test_tender_new (
    GRand *rand, gsize n_resources, guint amount_width, guint money_width, guint scarcity)
{
  TestTender *tender = g_new0 (TestTender, 1);

  tender->need = g_new0 (guint64, n_resources);
  tender->bid = (JlyJointBid){ n_resources, tender->need, amount_width, money_width };
  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      tender->values[c][k] = g_new0 (guint64, n_resources);
  for (gsize r = 0; r < n_resources; r++)
    draw_resource (tender, rand, r, scarcity);
  return tender;
}

void
test_tender_free (TestTender *tender)
{
  if (tender == NULL)
    return;
  g_free (tender->need);
  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      g_free (tender->values[c][k]);
  g_free (tender);
}

JlyBidAnswer *
test_tender_clear_answer (const TestTender *tender)
{
  return jly_joint_bid_clear (&tender->bid, (gpointer)tender->values);
}

typedef struct
{
  const TestTender *tender;
  const JlyBits *columns[N][JLY_BID_N_COLUMNS];
  JlyBidShares *shares;
} Work;

static gboolean
bid_party (JlyEngine *engine, gpointer data, GError **error)
{
  Work *work = data;

  work->shares = jly_joint_bid_secure (engine, &work->tender->bid, (gpointer)work->columns, error);
  return work->shares != NULL;
}

void
test_tender_run (const TestTender *tender, TestParties *parties, JlyBidShares *shares[3])
{
  TestSecret secrets[N][JLY_BID_N_COLUMNS];
  Work works[3];
  GError *errors[3];

  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      {
        test_secret_share (&secrets[c][k], parties, tender->values[c][k], tender->bid.n_resources,
                           k == JLY_BID_AMOUNT ? tender->bid.amount_width
                                               : tender->bid.money_width);
        for (guint i = 0; i < 3; i++)
          works[i].columns[c][k] = secrets[c][k].held[i];
      }
  for (guint i = 0; i < 3; i++)
    works[i].tender = tender;
  test_parties_run (parties, bid_party, (gpointer[]){ &works[0], &works[1], &works[2] }, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      shares[i] = works[i].shares;
    }
  for (guint c = 0; c < N; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      test_secret_clear (&secrets[c][k]);
}

static void
join (GBytes *const pieces[3], gsize n_lanes, guint width, guint64 *values)
{
  GError *error = NULL;
  gboolean is_joined = jly_open_join (pieces, n_lanes, width, values, &error);

  g_assert_no_error (error);
  g_assert_true (is_joined);
}

/* What the miners opened among themselves, and what the recipients join, must be the same. */
static void
join_common (const TestTender *tender, JlyBidShares *const shares[3], JlyBidAnswer *answer)
{
  gsize n = tender->bid.n_resources;
  g_autofree guint64 *met = g_new0 (guint64, n);

  join ((GBytes *[]){ shares[0]->met_piece, shares[1]->met_piece, shares[2]->met_piece }, n, 1,
        met);
  answer->all_met = shares[0]->all_met;
  answer->price = shares[0]->price;
  for (gsize r = 0; r < n; r++)
    answer->met[r] = met[r] != 0;
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (shares[i]->all_met, ==, answer->all_met);
      g_assert_cmpuint (shares[i]->price, ==, answer->price);
      for (gsize r = 0; r < n; r++)
        g_assert_cmpint (shares[i]->met[r], ==, answer->met[r]);
    }
}

static void
join_price (const TestTender *tender, JlyBidShares *const shares[3], const JlyBidAnswer *answer)
{
  GBytes *pieces[3] = { shares[0]->price_piece, shares[1]->price_piece, shares[2]->price_piece };
  gboolean is_fine;
  guint64 price;
  guint width;

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (pieces[i] != NULL, ==, answer->all_met);
  if (!answer->all_met)
    return;
  is_fine = jly_joint_bid_check (&tender->bid, &width, NULL);
  g_assert_true (is_fine);
  join (pieces, 1, width, &price);
  g_assert_cmpuint (price, ==, answer->price);
}

JlyBidAnswer *
test_tender_join (const TestTender *tender, JlyBidShares *const shares[3])
{
  JlyBidAnswer *answer = g_new0 (JlyBidAnswer, 1);
  gsize n = tender->bid.n_resources;

  answer->met = g_new0 (gboolean, n);
  join_common (tender, shares, answer);
  join_price (tender, shares, answer);
  for (guint c = 0; c < N; c++)
    {
      GBytes *pieces[3];

      for (guint i = 0; i < 3; i++)
        pieces[i] = shares[i]->part_piece[c];
      answer->part[c] = g_new0 (guint64, n);
      join (pieces, n, tender->bid.amount_width, answer->part[c]);
    }
  return answer;
}
