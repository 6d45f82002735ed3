/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-speed-member.h. Shares of zero are as much work as any. */
#include "config.h"

#include "party/jly-speed-member.h"

#include "analysis/jly-joint-bid.h"
#include "base/jly-error.h"
#include "engine/jly-gate.h"
#include "engine/jly-sort.h"
#include "party/jly-json.h"
#include "party/jly-trio-member.h"

#include <glib/gi18n-lib.h>

#define LARGEST_WORK (32u << 20)
/* Ranges as companies of some size would agree on them. */
#define AMOUNT_WIDTH 20
#define MONEY_WIDTH 20
#define COMPARE_WIDTH 64

static gboolean
do_rounds (const JlyTrioMember *member, gsize n, GError **error)
{
  for (gsize i = 0; i < n; i++)
    if (!jly_trio_member_meet (member, error))
      return FALSE;
  return TRUE;
}

static gboolean
do_send (const JlyTrioMember *member, gsize n, GError **error)
{
  g_autofree guint8 *out = g_malloc0 (n), *in = g_malloc (n);

  return jly_transport_exchange (
      member->transport,
      &(JlyExchange){ .to_next = out, .n_to_next = n, .from_prev = in, .n_from_prev = n }, error);
}

static gboolean
do_compare (const JlyTrioMember *member, gsize n, GError **error)
{
  g_autoptr (JlyBits) x = jly_bits_new (n, COMPARE_WIDTH), y = jly_bits_new (n, COMPARE_WIDTH);
  g_autoptr (JlyBits) less = jly_gate_less_than (member->engine, x, y, error);

  return less != NULL;
}

static gboolean
do_sort (const JlyTrioMember *member, gsize n, GError **error)
{
  g_autoptr (JlyBits) rows = jly_bits_new (n, COMPARE_WIDTH);
  const JlySortKey key = { .bits = rows };
  const JlyShuffleColumn column = { .bits = rows };

  return n > 1 && jly_sort (member->engine, &key, 1, &column, 1, error);
}

/* Needs of nothing are met, so that the price is computed too. */
static gboolean
do_bid (const JlyTrioMember *member, gsize n, GError **error)
{
  static const guint widths[JLY_BID_N_COLUMNS] = { AMOUNT_WIDTH, MONEY_WIDTH, MONEY_WIDTH };
  g_autofree guint64 *need = g_new0 (guint64, n);
  const JlyJointBid bid = {
    .n_resources = n, .need = need, .amount_width = AMOUNT_WIDTH, .money_width = MONEY_WIDTH
  };
  const JlyBits *columns[JLY_JOINT_BID_PARTIES][JLY_BID_N_COLUMNS];
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (JlyBidShares) shares = NULL;

  for (guint company = 0; company < JLY_JOINT_BID_PARTIES; company++)
    for (guint column = 0; column < JLY_BID_N_COLUMNS; column++)
      {
        JlyBits *bits = jly_bits_new (n, widths[column]);

        g_ptr_array_add (owned, bits);
        columns[company][column] = bits;
      }
  shares = jly_joint_bid_secure (member->engine, &bid, columns, error);
  return shares != NULL;
}

static const struct
{
  const char *name;
  gboolean (*run) (const JlyTrioMember *member, gsize n, GError **error);
} works[] = {
  { "round", do_rounds }, { "send", do_send }, { "compare", do_compare },
  { "sort", do_sort },    { "bid", do_bid },
};

/* All three begin together. */
static gboolean
measure (const JlyTrioMember *member, guint work, gsize n, JsonObject *answer, GError **error)
{
  const JlyTransport *transport = member->transport;
  guint64 rounds, bytes;
  gint64 start;

  if (!jly_trio_member_meet (member, error))
    return FALSE;
  rounds = transport->rounds;
  bytes = transport->bytes_sent;
  start = g_get_monotonic_time ();
  if (!works[work].run (member, n, error))
    return FALSE;
  json_object_set_double_member (answer, "seconds",
                                 (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  json_object_set_int_member (answer, "rounds", (gint64)(transport->rounds - rounds));
  json_object_set_int_member (answer, "bytes", (gint64)(transport->bytes_sent - bytes));
  return TRUE;
}

static gboolean
answer_cb (const JlyTrioMember *member,
           JsonObject *command,
           JsonObject *answer,
           gpointer user_data,
           GError **error)
{
  const char *name = jly_json_get_text (command, "command", "");
  gint64 n = jly_json_get_number (command, "n", 0);

  for (guint i = 0; i < G_N_ELEMENTS (works) && n > 0 && n <= LARGEST_WORK; i++)
    if (g_str_equal (works[i].name, name))
      return measure (member, i, (gsize)n, answer, error);
  return jly_fail (error, JLY_ERROR_USAGE, NULL,
                   _ ("A process that measures was told what it does not know."));
}

int
jly_speed_member_run (int in, int out)
{
  return jly_trio_member_run (in, out, answer_cb, NULL);
}
