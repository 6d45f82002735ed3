/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The joint bid in clear: the reference against which the secure form is tested. It is written the
 * way a person would do it, sorting the offers and filling the need, and shares nothing with the
 * circuit.
 */
#include "config.h"

#include "analysis/jly-joint-bid.h"

typedef struct
{
  guint company;
  guint64 amount;
  guint64 ask;
} Offer;

static int
compare_offers (const void *a, const void *b)
{
  const Offer *x = a, *y = b;

  if (x->ask != y->ask)
    return x->ask < y->ask ? -1 : 1;
  return (int)x->company - (int)y->company;
}

static void
fill_need (JlyBidAnswer *answer, gsize r, guint64 need, Offer offers[JLY_JOINT_BID_PARTIES])
{
  guint64 missing = need;

  qsort (offers, JLY_JOINT_BID_PARTIES, sizeof *offers, compare_offers);
  for (guint i = 0; i < JLY_JOINT_BID_PARTIES; i++)
    {
      guint64 part = MIN (offers[i].amount, missing);

      answer->part[offers[i].company][r] = part;
      answer->price += part * offers[i].ask;
      missing -= part;
    }
  answer->met[r] = missing == 0;
  answer->all_met = answer->all_met && answer->met[r];
}

JlyBidAnswer *
jly_joint_bid_clear (const JlyJointBid *bid,
                     const guint64 *const values[JLY_JOINT_BID_PARTIES][JLY_BID_N_COLUMNS])
{
  JlyBidAnswer *answer = g_new0 (JlyBidAnswer, 1);

  answer->met = g_new0 (gboolean, bid->n_resources);
  answer->all_met = TRUE;
  for (guint c = 0; c < JLY_JOINT_BID_PARTIES; c++)
    answer->part[c] = g_new0 (guint64, bid->n_resources);
  for (gsize r = 0; r < bid->n_resources; r++)
    {
      Offer offers[JLY_JOINT_BID_PARTIES];

      for (guint c = 0; c < JLY_JOINT_BID_PARTIES; c++)
        offers[c]
            = (Offer){ .company = c,
                       .amount = values[c][JLY_BID_AMOUNT][r],
                       .ask = MAX (values[c][JLY_BID_COST][r], values[c][JLY_BID_REVENUE][r]) };
      fill_need (answer, r, bid->need[r], offers);
    }
  if (!answer->all_met)
    answer->price = 0;
  return answer;
}
