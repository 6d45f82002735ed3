/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-joint-bid.h. What the clear and the secure form share: shapes and answers. */
#include "config.h"

#include "analysis/jly-joint-bid.h"

#include "engine/jly-gate.h"
#include "engine/jly-transport-dry.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

/* Sums of amounts are two bits wider than an amount, and one more holds a sign. */
#define AMOUNT_HEADROOM 3

static gboolean
refuse (GError **error, const char *message, const char *next)
{
  return jly_fail (error, JLY_ERROR_CONFIG, &(JlyErrorDetail){ .next = next }, "%s", message);
}

static gboolean
check_needs (const JlyJointBid *bid, GError **error)
{
  for (gsize r = 0; r < bid->n_resources; r++)
    if (bid->need[r] >> bid->amount_width != 0)
      return refuse (error,
                     _ ("The tender asks for more of a resource than the agreed range of amounts "
                        "allows."),
                     _ ("Agree on a larger range of amounts, or correct the tender."));
  return TRUE;
}

gboolean
jly_joint_bid_check (const JlyJointBid *bid, guint *price_width, GError **error)
{
  gsize width;

  if (bid->n_resources == 0)
    return refuse (error, _ ("The tender names no resource."),
                   _ ("Add the resources that are needed."));
  if (bid->amount_width < 1 || bid->amount_width > JLY_VALUE_MAX_WIDTH - AMOUNT_HEADROOM)
    return refuse (error, _ ("The agreed range of amounts is too wide to be computed with."),
                   _ ("Agree on a smaller largest amount, or on fewer decimals."));
  if (bid->money_width < 1 || bid->money_width > JLY_VALUE_MAX_WIDTH)
    return refuse (error, _ ("The agreed range of prices is too wide to be computed with."),
                   _ ("Agree on a smaller largest price, or on fewer decimals."));
  width = (gsize)bid->amount_width + bid->money_width + jly_gate_log2 (bid->n_resources);
  if (width > JLY_VALUE_MAX_WIDTH)
    return refuse (error,
                   _ ("The agreed ranges of amounts and prices are too wide: their total could "
                      "not be computed exactly."),
                   _ ("Agree on a smaller largest amount or price, or on fewer decimals."));
  if (price_width != NULL)
    *price_width = (guint)width;
  return check_needs (bid, error);
}

void
jly_bid_answer_free (JlyBidAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->met);
  for (guint c = 0; c < JLY_JOINT_BID_PARTIES; c++)
    g_free (answer->part[c]);
  g_free (answer);
}

void
jly_bid_shares_free (JlyBidShares *shares)
{
  if (shares == NULL)
    return;
  g_free (shares->met);
  g_clear_pointer (&shares->met_piece, g_bytes_unref);
  g_clear_pointer (&shares->price_piece, g_bytes_unref);
  for (guint c = 0; c < JLY_JOINT_BID_PARTIES; c++)
    g_clear_pointer (&shares->part_piece[c], g_bytes_unref);
  g_free (shares);
}

/* Columns of the right shape with nothing in them. */
static void
make_blank_columns (const JlyJointBid *bid,
                    JlyBits *columns[JLY_JOINT_BID_PARTIES][JLY_BID_N_COLUMNS])
{
  for (guint c = 0; c < JLY_JOINT_BID_PARTIES; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      columns[c][k] = jly_bits_new (bid->n_resources,
                                    k == JLY_BID_AMOUNT ? bid->amount_width : bid->money_width);
}

void
jly_joint_bid_cost (const JlyJointBid *bid, guint64 bytes[3], guint64 *rounds)
{
  static const guint8 no_key[JLY_ENGINE_KEY_BYTES] = { 0 };
  JlyTransport *nobody = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (0, nobody, JLY_PRG_CHACHA20, no_key, no_key);
  JlyBits *columns[JLY_JOINT_BID_PARTIES][JLY_BID_N_COLUMNS];
  JlyBidShares *shares;

  make_blank_columns (bid, columns);
  shares = jly_joint_bid_secure (engine, bid, (gpointer)columns, NULL);
  g_assert (shares != NULL);
  jly_bid_shares_free (shares);
  for (guint c = 0; c < JLY_JOINT_BID_PARTIES; c++)
    for (guint k = 0; k < JLY_BID_N_COLUMNS; k++)
      jly_bits_free (columns[c][k]);
  /* Nobody has a special part, so all three send the same. */
  for (guint i = 0; i < 3; i++)
    bytes[i] = nobody->bytes_sent;
  *rounds = nobody->rounds;
  jly_engine_free (engine);
  jly_transport_dry_free (nobody);
}
