/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and ending a link: socket, then TLS, then hello. See jly-link.h; frames are in
 * jly-frame.c, rounds in jly-exchange.c. */
#include "config.h"

#include "net/jly-link-private.h"

#include "base/jly-error.h"
#include "net/jly-hello.h"
#include "net/jly-session.h"
#include "net/jly-socket.h"
#include "net/jly-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static gint64
get_deadline (guint timeout_ms)
{
  return g_get_monotonic_time () + (gint64)timeout_ms * G_TIME_SPAN_MILLISECOND;
}

/* A link around a connected socket, which it owns from now on; no TLS yet. */
static JlyLink *
link_new (int fd, const char *name, guint timeout_ms, gint64 deadline, GCancellable *cancellable)
{
  JlyLink *self = g_new0 (JlyLink, 1);

  self->fd = fd;
  self->name = g_strdup (name);
  self->timeout_ms = timeout_ms;
  self->deadline = deadline;
  self->in = g_malloc (JLY_WIRE_PIECE);
  self->out = g_byte_array_new ();
  self->cancel_poll.fd = -1;
  if (g_cancellable_make_pollfd (cancellable, &self->cancel_poll))
    self->cancellable = g_object_ref (cancellable);
  return self;
}

gboolean
jly_link_can_find (
    const char *host, const char *name, guint timeout_ms, GCancellable *cancellable, GError **error)
{
  return jly_socket_find (host, name,
                          g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND,
                          cancellable, error);
}

JlyLink *
jly_link_connect (const char *host,
                  guint16 port,
                  const guint8 link_seed[32],
                  const guint8 peer_key[32],
                  const JlyHello *hello,
                  const char *name,
                  guint timeout_ms,
                  GCancellable *cancellable,
                  GError **error)
{
  const gint64 deadline = get_deadline (timeout_ms);
  int fd = jly_socket_connect (host, port, name, deadline, cancellable, error);
  g_autoptr (JlyLink) self = NULL;

  if (fd < 0)
    return NULL;
  self = link_new (fd, name, timeout_ms, deadline, cancellable);
  self->has_pin = TRUE;
  memcpy (self->pin, peer_key, sizeof self->pin);
  if (!jly_session_start (self, link_seed, error) || !jly_session_handshake (self, error)
      || !jly_hello_call (self, hello, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* What to call a peer of which nothing is known yet. */
static char *
dup_caller_name (int fd)
{
  struct sockaddr_storage native;
  socklen_t n = sizeof native;
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *text = NULL;

  if (getpeername (fd, (struct sockaddr *)&native, &n) == 0)
    address = g_socket_address_new_from_native (&native, n);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup (_ ("a computer that called"));
  text = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  return g_strdup_printf (_ ("the computer at %s"), text);
}

JlyLink *
jly_link_accept (int fd,
                 const guint8 link_seed[32],
                 const JlyHello *hello,
                 JlyLinkAdmitFunc admit,
                 gpointer user_data,
                 guint timeout_ms,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *name = dup_caller_name (fd);
  g_autoptr (JlyLink) self
      = link_new (fd, name, timeout_ms, get_deadline (timeout_ms), cancellable);

  if (!jly_session_start (self, link_seed, error) || !jly_session_handshake (self, error)
      || !jly_hello_answer (self, hello, admit, user_data, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
jly_link_free (JlyLink *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    {
      /* Tells the peer that this end is meant; it need not listen any more. */
      if (self->failure == NULL && self->deadline == 0
          && gnutls_bye (self->session, GNUTLS_SHUT_WR) >= 0)
        jly_wire_flush (self, NULL);
      gnutls_deinit (self->session);
    }
  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  close (self->fd);
  if (self->cancellable != NULL)
    g_cancellable_release_fd (self->cancellable);
  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->out);
  g_clear_error (&self->failure);
  g_free (self->in);
  g_free (self->name);
  g_free (self);
}

void
jly_link_set_name (JlyLink *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

void
jly_link_set_timeout (JlyLink *self, guint timeout_ms)
{
  self->timeout_ms = timeout_ms;
}

const JlyHello *
jly_link_get_peer_hello (JlyLink *self)
{
  return &self->peer_hello;
}

const guint8 *
jly_link_get_peer_key (JlyLink *self)
{
  return self->peer_key;
}

guint64
jly_link_get_bytes_sent (JlyLink *self)
{
  return self->bytes_sent;
}
