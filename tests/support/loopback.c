/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See loopback.h. */
#include "config.h"

#include "support/loopback.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in
address_of (guint16 port)
{
  return (struct sockaddr_in){ .sin_family = AF_INET,
                               .sin_port = htons (port),
                               .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
}

int
loopback_listen (int backlog, guint16 *port)
{
  struct sockaddr_in own = address_of (0);
  socklen_t n = sizeof own;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return -1;
  if (bind (fd, (struct sockaddr *)&own, sizeof own) == 0 && listen (fd, backlog) == 0
      && getsockname (fd, (struct sockaddr *)&own, &n) == 0)
    {
      *port = ntohs (own.sin_port);
      return fd;
    }
  close (fd);
  return -1;
}

int
loopback_connect (guint16 port)
{
  struct sockaddr_in target = address_of (port);
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd >= 0 && connect (fd, (struct sockaddr *)&target, sizeof target) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

gboolean
loopback_send (int fd, const guint8 *bytes, gsize n)
{
  while (n > 0)
    {
      ssize_t sent = send (fd, bytes, n, MSG_NOSIGNAL);

      if (sent <= 0)
        return FALSE;
      bytes += sent;
      n -= (gsize)sent;
    }
  return TRUE;
}
