/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link key as the self-signed certificate that TLS wants. Names, dates and serial mean nothing:
 * a peer is known by its key alone. */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/* Credentials with the certificate of an Ed25519 seed; NULL with JLY_ERROR_INTERNAL if GnuTLS
 * cannot. Freed by gnutls_certificate_free_credentials. */
gnutls_certificate_credentials_t jly_certificate_credentials (const guint8 link_seed[32],
                                                              GError **error);

/* The Ed25519 key of the one certificate that the peer of a session showed. FALSE if it showed
 * none, several, or another kind of key. */
gboolean jly_certificate_get_peer_key (gnutls_session_t session, guint8 key[32]);

G_END_DECLS
