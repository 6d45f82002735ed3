/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The insides of JlyLink, for the files of net only.
 *
 * TLS never touches the socket: GnuTLS reads ciphertext from `in` and writes it to `out`, and
 * jly-wire.c moves both in pieces of 64 KiB. So sending never blocks inside GnuTLS, and one poll
 * serves two links at once. Both buffers hold ciphertext only.
 */
#pragma once

#include "net/jly-link.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

#define JLY_LINK_KEY_BYTES 32
#define JLY_WIRE_PIECE (64u << 10)

struct _JlyLink
{
  int fd;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
  char *name; /* the peer, for error texts */

  gboolean has_pin; /* this side connects, and knows whom it wants */
  guint8 pin[JLY_LINK_KEY_BYTES];
  gboolean has_peer_key;
  guint8 peer_key[JLY_LINK_KEY_BYTES];
  gboolean has_other_key; /* the peer showed a key that is not the pin */
  JlyHello peer_hello;

  guint timeout_ms;
  gint64 deadline;   /* monotonic microseconds until both hellos have come; 0 afterwards */
  gint64 last_moved; /* when bytes last went either way */
  GCancellable *cancellable;
  GPollFD cancel_poll; /* fd -1: none */

  guint8 *in; /* from the socket: JLY_WIRE_PIECE bytes */
  gsize in_at, in_n;
  GByteArray *out; /* to the socket, from out_at on */
  gsize out_at;
  guint64 bytes_sent;

  gboolean is_lost;      /* the peer’s computer cannot be reached any more */
  gboolean is_mid_frame; /* part of a frame has gone out, so nothing else may follow */
  GError *failure;       /* the first failure; a failed link stays failed */
};

G_END_DECLS
