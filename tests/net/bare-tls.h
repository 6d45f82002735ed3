/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TLS client without our protocol, for tests that play a peer with bad manners and as the
 * yardstick of the benchmark. Blocking. */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

typedef struct
{
  int fd;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
} BareTls;

/* A TCP connection to a port of this computer. */
int bare_connect (guint16 port);
/* Makes an accepted socket like that one. */
void bare_set_blocking (int fd);
/* Does the handshake over fd with the certificate of seed (NULL: none); the result of GnuTLS. */
int
bare_tls_open (BareTls *self, int fd, gboolean is_client, const guint8 *seed, const char *priority);
void bare_tls_send (BareTls *self, const guint8 *bytes, gsize n);
/* FALSE at the end of the stream or on an error. */
gboolean bare_tls_receive (BareTls *self, guint8 *bytes, gsize n);
void bare_tls_close (BareTls *self);

G_END_DECLS
