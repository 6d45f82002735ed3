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

/* What of the bytes that were predicted has been sent, 0 to 1; called after each round, and never
 * going back. Where the bytes of a run are not fixed by shape, 1 may come a little early or late.
 */
typedef void (*JlyTransportShareFunc) (double share, gpointer user_data);

/* Who watches a run; all may be 0 or NULL. */
typedef struct
{
  guint64 predicted_bytes; /* that this miner will send, from a dry run of the same work */
  JlyTransportShareFunc progress;
  gpointer progress_data;
  const gint *is_cancelled; /* set to nonzero by any thread, atomically, to end the attempt */
} JlyTransportWatch;

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
  JlyTransportWatch watch;
  guint64 bytes_before_watch;
};

/* From now on watch looks on; what it borrows must outlive the transport's use. The share counts
 * from here. A run that is cancelled fails before its next exchange with JLY_ERROR_CANCELLED, and
 * like every failed one for good; its caller ends the attempt by freeing the engine, which wipes
 * keys and buffers. */
void jly_transport_watch (JlyTransport *transport, const JlyTransportWatch *watch);

/* One round. A failed transport stays failed: every later call fails too. */
gboolean jly_transport_exchange (JlyTransport *transport,
                                 const JlyExchange *x,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
