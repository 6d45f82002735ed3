/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JlyListener of jly-link.h: a port of this computer where peers call. It hands out plain sockets;
 * nothing is read here. */
#include "config.h"

#include "net/jly-link.h"

#include "base/jly-error.h"
#include "net/jly-socket.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>
#include <unistd.h>

struct _JlyListener
{
  int fd;
  guint16 port;
};

JlyListener *
jly_listener_new (const char *host, guint16 port, GError **error)
{
  guint16 bound_port = 0;
  int fd = jly_socket_listen (host, port, &bound_port, error);
  JlyListener *self;

  if (fd < 0)
    return NULL;
  self = g_new (JlyListener, 1);
  *self = (JlyListener){ .fd = fd, .port = bound_port };
  return self;
}

guint16
jly_listener_get_port (JlyListener *self)
{
  return self->port;
}

/* Waits until somebody calls or the person stops it. */
static void
wait_for_caller (JlyListener *self, GCancellable *cancellable)
{
  GPollFD polls[2] = { { .fd = self->fd, .events = G_IO_IN }, { .fd = -1 } };
  gboolean has_cancel = g_cancellable_make_pollfd (cancellable, &polls[1]);

  g_poll (polls, has_cancel ? 2 : 1, -1);
  if (has_cancel)
    g_cancellable_release_fd (cancellable);
}

int
jly_listener_accept (JlyListener *self, GCancellable *cancellable, GError **error)
{
  while (TRUE)
    {
      int fd;

      if (g_cancellable_is_cancelled (cancellable))
        {
          jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("Waiting for connections was stopped."));
          return -1;
        }
      fd = accept4 (self->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd >= 0)
        {
          jly_socket_tune (fd);
          return fd;
        }
      if (errno == EAGAIN || errno == EWOULDBLOCK)
        wait_for_caller (self, cancellable);
      else if (errno != EINTR && errno != ECONNABORTED)
        break;
    }
  jly_fail (error, JLY_ERROR_SYSTEM, NULL, _ ("No more connections can be taken at port %u: %s."),
            self->port, g_strerror (errno));
  return -1;
}

void
jly_listener_free (JlyListener *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self);
}
