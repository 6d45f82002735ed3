/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What travels between the miners during a whole joint bid: every message is uniform, whatever the
 * figures are, and its length depends on the shape alone. Seeds are fixed, so the statistics cannot
 * fail by chance.
 */
#include "config.h"

#include "analysis/test-tender.h"

#include <math.h>

#define N_SEEDS 48
#define MIN_P 1e-6

/* The messages of one run in the order in which each miner sent them. */
typedef struct
{
  guint from, to;
  gboolean is_opening;
  gsize n;
  guint8 *bytes;
} Message;

typedef struct
{
  GPtrArray *sent[3];
} Wire;

static void
free_message (gpointer data)
{
  Message *message = data;

  g_free (message->bytes);
  g_free (message);
}

/* Each list is written by its sender's thread alone. */
static void
record_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  Wire *wire = data;
  Message *message = g_new (Message, 1);

  *message = (Message){ from, to, g_str_equal (step, "open"), n, g_memdup2 (bytes, n) };
  g_ptr_array_add (wire->sent[from], message);
}

static void
wire_init (Wire *wire)
{
  for (guint i = 0; i < 3; i++)
    wire->sent[i] = g_ptr_array_new_with_free_func (free_message);
}

static void
wire_clear (Wire *wire)
{
  for (guint i = 0; i < 3; i++)
    g_ptr_array_unref (wire->sent[i]);
}

static void
record_run (const TestTender *tender, guint32 seed, Wire *wire)
{
  g_autoptr (TestParties) parties = test_parties_new (seed, JLY_PRG_CHACHA20);
  JlyBidShares *shares[3];

  wire_init (wire);
  jly_local_net_set_hook (parties->net, record_cb, wire);
  test_tender_run (tender, parties, shares);
  for (guint i = 0; i < 3; i++)
    jly_bid_shares_free (shares[i]);
}

/* Probability of a chi-square of k degrees of freedom at least as large (Wilson and Hilferty). */
static double
get_p (double chi_square, double k)
{
  double spread = 2.0 / (9.0 * k);

  return 0.5 * erfc ((cbrt (chi_square / k) - (1.0 - spread)) / sqrt (2.0 * spread));
}

/* counts[v] of n values, all equally likely. */
static void
assert_uniform (const guint *counts, guint n_values, guint n, guint from, guint index)
{
  double expected = (double)n / n_values, chi_square = 0.0, p;

  for (guint v = 0; v < n_values; v++)
    chi_square += (counts[v] - expected) * (counts[v] - expected) / expected;
  p = get_p (chi_square, n_values - 1);
  if (p < MIN_P)
    g_test_message ("message %u from %u: p = %g", index, from, p);
  g_assert_cmpfloat (p, >=, MIN_P);
}

/* Message number index of one sender, over all seeds: by bytes where there are enough of them, and
 * bit by bit. An opening of one lane carries one bit a byte. */
static void
check_message (const Wire *wires, guint from, guint index, gsize one_lane_bytes)
{
  const Message *first = wires[0].sent[from]->pdata[index];
  guint n_bits = first->is_opening && first->n == one_lane_bytes ? 1 : 8;
  guint bytes[256] = { 0 }, bits[8][2] = { 0 }, n = 0;

  for (guint s = 0; s < N_SEEDS; s++)
    {
      const Message *message = wires[s].sent[from]->pdata[index];

      for (gsize k = 0; k < message->n; k++, n++)
        {
          bytes[message->bytes[k]]++;
          for (guint b = 0; b < 8; b++)
            bits[b][message->bytes[k] >> b & 1]++;
        }
    }
  for (guint b = 0; b < n_bits; b++)
    assert_uniform (bits[b], 2, n, from, index);
  if (n >= 256 * 5 && n_bits == 8)
    assert_uniform (bytes, 256, n, from, index);
}

static void
check_uniform (const TestTender *tender)
{
  g_autofree Wire *wires = g_new0 (Wire, N_SEEDS);
  guint price_width = 0;

  g_assert_true (jly_joint_bid_check (&tender->bid, &price_width, NULL));
  for (guint s = 0; s < N_SEEDS; s++)
    record_run (tender, 100 + s, &wires[s]);
  for (guint from = 0; from < 3; from++)
    {
      g_assert_cmpuint (wires[0].sent[from]->len, >, 20);
      for (guint i = 0; i < wires[0].sent[from]->len; i++)
        check_message (wires, from, i, price_width);
    }
  for (guint s = 0; s < N_SEEDS; s++)
    wire_clear (&wires[s]);
}

static void
set_all (TestTender *tender, guint64 amount, guint64 money, guint64 need)
{
  for (gsize r = 0; r < tender->bid.n_resources; r++)
    {
      tender->need[r] = need;
      for (guint c = 0; c < JLY_JOINT_BID_PARTIES; c++)
        {
          tender->values[c][JLY_BID_AMOUNT][r] = amount;
          tender->values[c][JLY_BID_COST][r] = money;
          tender->values[c][JLY_BID_REVENUE][r] = money;
        }
    }
}

/* 64 resources fill whole bytes; the dullest figures would show the most. */
static void
test_uniform (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (TestTender) tender = test_tender_new (rand, 64, 6, 7, 0);

  check_uniform (tender);
  set_all (tender, 0, 0, 0);
  check_uniform (tender);
  set_all (tender, 63, 127, 63);
  check_uniform (tender);
}

/* n_same: how many messages of each sender must agree in size. */
static void
assert_same_sizes (const TestTender *one, const TestTender *other, gboolean is_prefix)
{
  Wire a, b;

  record_run (one, 1, &a);
  record_run (other, 2, &b);
  for (guint from = 0; from < 3; from++)
    {
      if (is_prefix)
        g_assert_cmpuint (a.sent[from]->len, >, b.sent[from]->len);
      else
        g_assert_cmpuint (a.sent[from]->len, ==, b.sent[from]->len);
      for (guint i = 0; i < b.sent[from]->len; i++)
        {
          const Message *x = a.sent[from]->pdata[i], *y = b.sent[from]->pdata[i];

          g_assert_cmpuint (x->to, ==, y->to);
          g_assert_cmpuint (x->n, ==, y->n);
        }
    }
  wire_clear (&a);
  wire_clear (&b);
}

static void
test_sizes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (TestTender) tender = test_tender_new (rand, 13, 9, 11, 0);
  g_autoptr (TestTender) dull = test_tender_new (rand, 13, 9, 11, 0);
  g_autoptr (TestTender) unmet = test_tender_new (rand, 13, 9, 11, 0);

  set_all (dull, 0, 0, 0);
  set_all (unmet, 0, 5, 1);
  assert_same_sizes (tender, dull, FALSE);
  /* That something is unmet is opened, so then the price may be left out; no more than that. */
  assert_same_sizes (tender, unmet, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-bid-wire/uniform", test_uniform);
  g_test_add_func ("/joint-bid-wire/sizes", test_sizes);
  return g_test_run ();
}
