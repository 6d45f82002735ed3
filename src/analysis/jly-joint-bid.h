/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Case A, the joint bid: once in clear (the reference), once on the engine.
 *
 * Per resource the tender needs an amount (public). Each of three companies has a free amount, a
 * unit cost and a smallest unit revenue; its ask is the larger of the two. Each need is filled in
 * order of ask, ties in the order of the parties in the study. price = sum over resources and
 * companies of part * ask: the lowest at which no company loses.
 *
 * Opened to all: met[r]; and, only if all are met, the price. To company c alone: part[c][r].
 * Never: any free amount, cost, revenue, ask, total, or who was cheapest.
 *
 * Here is the computation by itself; as an analysis among the others it is in
 * jly-joint-bid-analysis.c.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

#define JLY_JOINT_BID_PARTIES 3

typedef enum
{
  JLY_BID_AMOUNT,  /* free amount, in steps of 10^-amount_scale units */
  JLY_BID_COST,    /* unit cost, in steps of 10^-money_scale */
  JLY_BID_REVENUE, /* smallest unit revenue, the same steps */
  JLY_BID_N_COLUMNS
} JlyBidColumn;

/* The public shape; need is borrowed. */
typedef struct
{
  gsize n_resources;
  const guint64 *need; /* n_resources, each < 2^amount_width */
  guint amount_width;
  guint money_width;
} JlyJointBid;

/* What comes out, in clear. price is valid only if all_met. */
typedef struct
{
  gboolean *met; /* n_resources */
  gboolean all_met;
  guint64 price;
  guint64 *part[JLY_JOINT_BID_PARTIES]; /* n_resources each */
} JlyBidAnswer;

void jly_bid_answer_free (JlyBidAnswer *answer);

/* Width of the price: amount_width + money_width + log2 of the resources, rounded up (the parts of
 * one resource together are at most its need). TRUE if the plan fits 64 bits and every need fits
 * its width, else JLY_ERROR_CONFIG saying which agreed range is too wide. */
gboolean jly_joint_bid_check (const JlyJointBid *bid,
                              guint *price_width,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The reference: values[company][column] has n_resources numbers below 2^width. bid passed the
 * check. */
JlyBidAnswer *
jly_joint_bid_clear (const JlyJointBid *bid,
                     const guint64 *const values[JLY_JOINT_BID_PARTIES][JLY_BID_N_COLUMNS]);

/* What one miner holds at the end. */
typedef struct
{
  gboolean *met; /* opened to all */
  gboolean all_met;
  guint64 price;       /* opened to all if all_met */
  GBytes *met_piece;   /* for every recipient: 1 bit by n_resources lanes */
  GBytes *price_piece; /* for every recipient; NULL unless all_met: price_width bits, 1 lane */
  GBytes *part_piece[JLY_JOINT_BID_PARTIES]; /* for company c alone: amount_width bits, n_resources
                                                lanes */
} JlyBidShares;

void jly_bid_shares_free (JlyBidShares *shares);

/* On the engine. All three miners call it with the same bid. Bytes and rounds: see
 * jly_joint_bid_cost and src/engine/PROTOCOL.md. NULL with JLY_ERROR_CONFIG if bid fails its check
 * or a column is missing or has another shape (before anything is sent), or with the transport's
 * error. The price is neither computed nor opened unless all needs are met. */
JlyBidShares *
jly_joint_bid_secure (JlyEngine *engine,
                      const JlyJointBid *bid,
                      const JlyBits *const columns[JLY_JOINT_BID_PARTIES][JLY_BID_N_COLUMNS],
                      GError **error);

/* Bytes each miner sends and rounds, predicted from the shape alone by a dry run with nobody there.
 * Exact when all requirements are met; else the price is left out and less is sent. bid passed the
 * check. */
void jly_joint_bid_cost (const JlyJointBid *bid, guint64 bytes[3], guint64 *rounds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBidAnswer, jly_bid_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBidShares, jly_bid_shares_free)

G_END_DECLS
