/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the engine knows of the other two miners: one call that exchanges bytes with both.
 *
 * A round is one call of jly_transport_exchange: this miner sends at most one buffer to the next
 * miner (self + 1) and one to the previous (self + 2), and receives at most one from each. All four
 * lengths follow from public shape, so no length travels inside and a peer that sends less or more
 * is found out by the implementation. Rounds and bytes are counted here, for every implementation
 * alike.
 *
 * Implementations: jly-transport-local.c (three miners in one process, for tests and the workshop),
 * jly-transport-dry.c (nobody there: counts rounds and bytes, which is the cost model), and
 * src/party/jly-transport-link.c (TLS links between processes).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const guint8 *to_next; /* may be NULL when n_to_next is 0, and so on */
  gsize n_to_next;
  const guint8 *to_prev;
  gsize n_to_prev;
  guint8 *from_next;
  gsize n_from_next;
  guint8 *from_prev;
  gsize n_from_prev;
} JlyExchange;

typedef struct _JlyTransport JlyTransport;

/* Does all of x, or sets a JLY_ERROR that names the party (by the implementation) and returns
 * FALSE. Blocks until all four are done; bounded in time by the implementation. Must be safe
 * against both neighbours sending at once (no deadlock on full buffers). */
typedef gboolean (*JlyTransportExchangeFunc) (JlyTransport *transport,
                                              const JlyExchange *x,
                                              GError **error);

/* Called after each round with the counters so far; may be NULL. */
typedef void (*JlyTransportProgressFunc) (guint64 rounds, guint64 bytes_sent, gpointer user_data);

/* First member of every implementation's struct. */
struct _JlyTransport
{
  JlyTransportExchangeFunc exchange;
  guint64 rounds;     /* exchanges done in which something was sent or received by anybody */
  guint64 bytes_sent; /* by this miner, to both neighbours, payload only */
  guint64 bytes_received;
  const char *step;   /* name of the operation under way, for error texts; static string */
  gboolean is_failed; /* set by jly_transport_exchange, for ever */
  gboolean is_dry;    /* only in jly-transport-dry.c: nobody is there, nothing received is real */
  JlyTransportProgressFunc progress;
  gpointer progress_data;
};

/* One round. A failed transport stays failed: every later call fails too. */
gboolean jly_transport_exchange (JlyTransport *transport,
                                 const JlyExchange *x,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
