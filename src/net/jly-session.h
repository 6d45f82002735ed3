/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The TLS 1.3 handshake of a link: one version, one group, three ciphers, certificates on both
 * sides, the pin. Private to net. */
#pragma once

#include "net/jly-link-private.h"

G_BEGIN_DECLS

/* Makes self->session for the side that connects (has_pin set) or accepts. */
gboolean jly_session_start (JlyLink *self, const guint8 link_seed[32], GError **error);
/* Does the handshake within self->deadline. Afterwards the peer has proved that it owns
 * self->peer_key, which is the pin where there is one; but the side that connects does not know yet
 * whether it was accepted itself (TLS 1.3 tells it only with the first bytes that come back). */
gboolean jly_session_handshake (JlyLink *self, GError **error);

/* 32 bytes that both ends of this very connection know and nobody else (RFC 8446, 7.5). */
gboolean jly_session_export (JlyLink *self, guint8 secret[32], GError **error);

G_END_DECLS
