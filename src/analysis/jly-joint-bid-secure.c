/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The joint bid on the engine. Lanes are resources; what the three companies do alike is done once,
 * on the lanes of all three one after the other ("stacked"). All that is opened is the output of
 * gates, so pieces are uniform given their value.
 *
 * With a for amounts and need[r] public, for company c:
 *   ask_c    = max (cost_c, revenue_c)
 *   before_c = sum of a_d over the companies d that come before c
 *   rest_c   = max (0, need - before_c)
 *   part_c   = min (a_c, rest_c)
 *   met      = a_0 + a_1 + a_2 >= need
 *   price    = sum over c and lanes of part_c ask_c
 */
#include "config.h"

#include "analysis/jly-joint-bid.h"

#include "engine/jly-columns.h"
#include "engine/jly-gate.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "engine/jly-round.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

#define N JLY_JOINT_BID_PARTIES

/* All secrets of one run. "stacked": N * n_resources lanes, company after company. */
typedef struct
{
  JlyEngine *engine;
  const JlyJointBid *bid;
  const JlyBits *amount[N];
  JlyBits *amounts;  /* stacked */
  JlyBits *asks;     /* stacked */
  JlyBits *is_first; /* stacked, see compare_asks */
  JlyBits *sums;     /* stacked before_c, then n_resources lanes of the total */
  JlyBits *rests;    /* stacked */
  JlyBits *met;      /* n_resources lanes of one bit */
  JlyBits *parts;    /* stacked */
  JlyBits *price;    /* one lane */
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->amounts, jly_bits_free);
  g_clear_pointer (&run->asks, jly_bits_free);
  g_clear_pointer (&run->is_first, jly_bits_free);
  g_clear_pointer (&run->sums, jly_bits_free);
  g_clear_pointer (&run->rests, jly_bits_free);
  g_clear_pointer (&run->met, jly_bits_free);
  g_clear_pointer (&run->parts, jly_bits_free);
  g_clear_pointer (&run->price, jly_bits_free);
}

/* Lanes of company c of a stacked vector. */
static JlyBits *
copy_company (const Run *run, const JlyBits *stacked, guint c)
{
  gsize n = run->bid->n_resources;

  return jly_bits_copy_lanes (stacked, c * n, n);
}

/* Stacks the lanes of companies first, second, third. */
static JlyBits *
copy_reordered (const Run *run, const JlyBits *stacked, const guint order[N])
{
  g_autoptr (JlyBits) first = copy_company (run, stacked, order[0]);
  g_autoptr (JlyBits) second = copy_company (run, stacked, order[1]);
  g_autoptr (JlyBits) third = copy_company (run, stacked, order[2]);
  const JlyBits *parts[N] = { first, second, third };

  return jly_bits_join_lanes (parts, N, stacked->width);
}

static gboolean
compute_asks (Run *run, const JlyBits *const columns[N][JLY_BID_N_COLUMNS], GError **error)
{
  const JlyBits *cost[N], *revenue[N];
  g_autoptr (JlyBits) costs = NULL, revenues = NULL;

  for (guint c = 0; c < N; c++)
    {
      run->amount[c] = columns[c][JLY_BID_AMOUNT];
      cost[c] = columns[c][JLY_BID_COST];
      revenue[c] = columns[c][JLY_BID_REVENUE];
    }
  run->amounts = jly_bits_join_lanes (run->amount, N, run->bid->amount_width);
  costs = jly_bits_join_lanes (cost, N, run->bid->money_width);
  revenues = jly_bits_join_lanes (revenue, N, run->bid->money_width);
  run->asks = jly_gate_max (run->engine, costs, revenues, error);
  return run->asks != NULL;
}

/* The three pairs, stacked: (0, 1), (0, 2), (1, 2). The second of a pair comes first only if it
 * asks for strictly less; so ties go by the order of the parties. is_first: the second comes first.
 */
static gboolean
compare_asks (Run *run, GError **error)
{
  static const guint first[N] = { 0, 0, 1 }, second[N] = { 1, 2, 2 };
  g_autoptr (JlyBits) firsts = copy_reordered (run, run->asks, first);
  g_autoptr (JlyBits) seconds = copy_reordered (run, run->asks, second);

  run->is_first = jly_gate_less_than (run->engine, seconds, firsts, error);
  return run->is_first != NULL;
}

/* For company c and one rival: the rival's amount where the rival comes before c, else 0. */
typedef struct
{
  JlyBits *is_before;
  JlyBits *out;
} Rival;

static void
rival_clear (Rival *rival)
{
  g_clear_pointer (&rival->is_before, jly_bits_free);
  g_clear_pointer (&rival->out, jly_bits_free);
}

static void
queue_rival (const Run *run, guint c, guint d, Rival *rival, JlyRound *round)
{
  guint pair = c + d - 1; /* {0, 1} is 0, {0, 2} is 1, {1, 2} is 2 */

  rival->is_before = copy_company (run, run->is_first, pair);
  if (d < c)
    jly_bits_flip (rival->is_before, jly_engine_get_self (run->engine));
  rival->out = jly_bits_new (run->bid->n_resources, run->bid->amount_width);
  jly_round_and (round, rival->out, run->amount[d], rival->is_before);
}

/* The total as two numbers, so that it takes part in the addition of the others. */
typedef struct
{
  JlyBits *left, *right;
  JlyBits *carry;
  JlyBits *sum;
} Total;

static void
total_clear (Total *total)
{
  g_clear_pointer (&total->left, jly_bits_free);
  g_clear_pointer (&total->right, jly_bits_free);
  g_clear_pointer (&total->carry, jly_bits_free);
  g_clear_pointer (&total->sum, jly_bits_free);
}

/* A carry-save adder: a_0 + a_1 + a_2 = sum + 2 carry. */
static void
queue_total (const Run *run, Total *total, JlyRound *round)
{
  total->left = jly_bits_copy (run->amount[0]);
  jly_bits_xor (total->left, run->amount[2]);
  total->right = jly_bits_copy (run->amount[1]);
  jly_bits_xor (total->right, run->amount[2]);
  total->sum = jly_bits_copy (total->left);
  jly_bits_xor (total->sum, run->amount[1]);
  total->carry = jly_bits_new (run->bid->n_resources, run->bid->amount_width);
  jly_round_and (round, total->carry, total->left, total->right);
}

static JlyBits *
copy_doubled (const JlyBits *x)
{
  JlyBits *out = jly_bits_new (x->n_lanes, x->width + 1);
  JlyBits above = jly_bits_view (out, 1, x->width);

  jly_bits_assign (&above, x);
  return out;
}

/* before_c has two operands and so has the total: one addition for all. */
static gboolean
add_up (Run *run, Rival rivals[N][2], Total *total, GError **error)
{
  guint width = run->bid->amount_width + 1;
  g_autoptr (JlyBits) carry = NULL, x = NULL, y = NULL;

  jly_bits_xor (total->carry, run->amount[2]);
  carry = copy_doubled (total->carry);
  x = jly_bits_join_lanes (
      (const JlyBits *[]){ rivals[0][0].out, rivals[1][0].out, rivals[2][0].out, total->sum },
      N + 1, width);
  y = jly_bits_join_lanes (
      (const JlyBits *[]){ rivals[0][1].out, rivals[1][1].out, rivals[2][1].out, carry }, N + 1,
      width);
  run->sums = jly_gate_add (run->engine, x, y, error);
  return run->sums != NULL;
}

static gboolean
compute_sums (Run *run, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (run->engine, "who comes before");
  Rival rivals[N][2] = { 0 };
  Total total = { 0 };
  gboolean is_done;

  for (guint c = 0; c < N; c++)
    for (guint i = 0; i < 2; i++)
      queue_rival (run, c, (c + 1 + i) % N, &rivals[c][i], round);
  queue_total (run, &total, round);
  is_done = jly_round_run (round, error) && add_up (run, rivals, &total, error);
  for (guint c = 0; c < N; c++)
    for (guint i = 0; i < 2; i++)
      rival_clear (&rivals[c][i]);
  total_clear (&total);
  return is_done;
}

/* The needs once for every company as they are, and once for the total as 2^w - 1 - need. */
static JlyPublic *
make_addends (const JlyJointBid *bid, guint width)
{
  gsize n = bid->n_resources;
  g_autofree guint64 *values = g_new (guint64, (N + 1) * n);

  for (gsize i = 0; i < N * n; i++)
    values[i] = bid->need[i % n];
  for (gsize r = 0; r < n; r++)
    values[N * n + r] = (((guint64)1 << width) - 1) - bid->need[r];
  return jly_public_new (values, (N + 1) * n, width);
}

/* Both differences in one addition with carry in. need - before = need + ~before + 1, and
 * total - need = total + ~need + 1; the carry out says that the difference is not negative. */
static gboolean
subtract (Run *run, GError **error)
{
  gsize n = run->bid->n_resources;
  guint width = run->sums->width;
  g_autoptr (JlyBits) before = jly_bits_copy_lanes (run->sums, 0, N * n);
  g_autoptr (JlyBits) total = jly_bits_copy_lanes (run->sums, N * n, n);
  g_autoptr (JlyBits) operand = NULL, result = NULL, rest = NULL, is_left = NULL;
  g_autoptr (JlyPublic) addends = make_addends (run->bid, width);
  JlyBits top;

  jly_bits_flip (before, jly_engine_get_self (run->engine));
  operand = jly_bits_join_lanes ((const JlyBits *[]){ before, total }, 2, width);
  result = jly_gate_add_public (run->engine, operand, addends, TRUE, error);
  if (result == NULL)
    return FALSE;
  top = jly_bits_view (result, width, 1);
  run->met = jly_bits_copy_lanes (&top, N * n, n);
  is_left = jly_bits_copy_lanes (&top, 0, N * n);
  /* Where something is left it is at most the need, so the lower bits hold it. */
  rest = jly_bits_copy_lanes (result, 0, N * n);
  top = jly_bits_view (rest, 0, run->bid->amount_width);
  run->rests = jly_gate_and (run->engine, &top, is_left, error);
  return run->rests != NULL;
}

static gboolean
compute_parts (Run *run, GError **error)
{
  run->parts = jly_gate_min (run->engine, run->amounts, run->rests, error);
  return run->parts != NULL;
}

static gboolean
compute_price (Run *run, guint price_width, GError **error)
{
  g_autoptr (JlyColumns) columns = jly_columns_new (run->parts->n_lanes, price_width);

  if (!jly_columns_add_product (columns, run->engine, run->asks, run->parts, error))
    return FALSE;
  jly_columns_sum_lanes (columns);
  run->price = jly_columns_resolve (columns, run->engine, error);
  return run->price != NULL;
}

static gboolean
open_met (const Run *run, JlyBidShares *shares, GError **error)
{
  gsize n = run->bid->n_resources;
  g_autofree guint64 *values = g_new0 (guint64, n);

  if (!jly_open_to_all (run->engine, run->met, values, error))
    return FALSE;
  shares->met = g_new (gboolean, n);
  shares->all_met = TRUE;
  for (gsize r = 0; r < n; r++)
    {
      shares->met[r] = values[r] != 0;
      shares->all_met = shares->all_met && shares->met[r];
    }
  shares->met_piece = jly_open_piece (run->met);
  return TRUE;
}

static gboolean
open_price (const Run *run, JlyBidShares *shares, GError **error)
{
  if (!jly_open_to_all (run->engine, run->price, &shares->price, error))
    return FALSE;
  shares->price_piece = jly_open_piece (run->price);
  return TRUE;
}

static void
give_parts (const Run *run, JlyBidShares *shares)
{
  for (guint c = 0; c < N; c++)
    {
      g_autoptr (JlyBits) part = copy_company (run, run->parts, c);

      shares->part_piece[c] = jly_open_piece (part);
    }
}

static gboolean
has_shape (const JlyBits *x, gsize n_lanes, guint width)
{
  return x != NULL && x->n_lanes == n_lanes && x->width == width;
}

static gboolean
check_columns (const JlyJointBid *bid,
               const JlyBits *const columns[N][JLY_BID_N_COLUMNS],
               GError **error)
{
  for (guint c = 0; c < N; c++)
    if (!has_shape (columns[c][JLY_BID_AMOUNT], bid->n_resources, bid->amount_width)
        || !has_shape (columns[c][JLY_BID_COST], bid->n_resources, bid->money_width)
        || !has_shape (columns[c][JLY_BID_REVENUE], bid->n_resources, bid->money_width))
      return jly_fail (
          error, JLY_ERROR_CONFIG,
          &(JlyErrorDetail){ .step = "input", .next = _ ("Ask this company to send again.") },
          _ ("The figures of company %u are incomplete or have another shape than agreed."), c + 1);
  return TRUE;
}

/* Only a dry run, which opens nothing real, takes the costlier way without being told. */
static gboolean
is_price_due (const Run *run, const JlyBidShares *shares)
{
  return shares->all_met || jly_engine_get_transport (run->engine)->is_dry;
}

static gboolean
compute (Run *run, JlyBidShares *shares, guint price_width, GError **error)
{
  if (!compare_asks (run, error) || !compute_sums (run, error) || !subtract (run, error)
      || !compute_parts (run, error) || !open_met (run, shares, error))
    return FALSE;
  if (is_price_due (run, shares)
      && (!compute_price (run, price_width, error) || !open_price (run, shares, error)))
    return FALSE;
  give_parts (run, shares);
  return TRUE;
}

JlyBidShares *
jly_joint_bid_secure (JlyEngine *engine,
                      const JlyJointBid *bid,
                      const JlyBits *const columns[N][JLY_BID_N_COLUMNS],
                      GError **error)
{
  g_autoptr (JlyBidShares) shares = g_new0 (JlyBidShares, 1);
  Run run = { .engine = engine, .bid = bid };
  guint price_width;
  gboolean is_done;

  if (!jly_joint_bid_check (bid, &price_width, error) || !check_columns (bid, columns, error))
    return NULL;
  is_done = compute_asks (&run, columns, error) && compute (&run, shares, price_width, error);
  run_clear (&run);
  return is_done ? g_steal_pointer (&shares) : NULL;
}
