/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bare-tls.h. */
#include "config.h"

#include "net/bare-tls.h"

#include "net/jly-certificate.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

int
bare_connect (guint16 port)
{
  struct sockaddr_in target = { .sin_family = AF_INET,
                                .sin_port = htons (port),
                                .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;

  g_assert_cmpint (connect (fd, (struct sockaddr *)&target, sizeof target), ==, 0);
  g_assert_cmpint (setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), ==, 0);
  return fd;
}

void
bare_set_blocking (int fd)
{
  g_assert_cmpint (fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK), ==, 0);
}

int
bare_tls_open (BareTls *self, int fd, gboolean is_client, const guint8 *seed, const char *priority)
{
  int result;

  self->fd = fd;
  if (seed != NULL)
    self->credentials = jly_certificate_credentials (seed, NULL);
  else
    g_assert_cmpint (gnutls_certificate_allocate_credentials (&self->credentials), ==, 0);
  g_assert_cmpint (gnutls_init (&self->session, (is_client ? GNUTLS_CLIENT : GNUTLS_SERVER)
                                                    | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS),
                   ==, 0);
  g_assert_cmpint (gnutls_priority_set_direct (self->session, priority, NULL), ==, 0);
  g_assert_cmpint (
      gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials), ==, 0);
  gnutls_transport_set_int (self->session, fd);
  do
    result = gnutls_handshake (self->session);
  while (result < 0 && !gnutls_error_is_fatal (result));
  return result;
}

void
bare_tls_send (BareTls *self, const guint8 *bytes, gsize n)
{
  while (n > 0)
    {
      ssize_t sent = gnutls_record_send (self->session, bytes, n);

      g_assert_cmpint (sent, >, 0);
      bytes += sent;
      n -= (gsize)sent;
    }
}

gboolean
bare_tls_receive (BareTls *self, guint8 *bytes, gsize n)
{
  while (n > 0)
    {
      ssize_t got = gnutls_record_recv (self->session, bytes, n);

      if (got <= 0)
        return FALSE;
      bytes += got;
      n -= (gsize)got;
    }
  return TRUE;
}

void
bare_tls_close (BareTls *self)
{
  gnutls_deinit (self->session);
  gnutls_certificate_free_credentials (self->credentials);
  close (self->fd);
}
