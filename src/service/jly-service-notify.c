/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-notify.h. */
#include "config.h"

#include "service/jly-service-notify.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Its length; 0 for a name that is none. "@" begins a name that is in no folder. */
static socklen_t
fill_address (const char *name, struct sockaddr_un *address)
{
  gsize n = strlen (name);

  *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
  if (n < 2 || n >= sizeof address->sun_path || (*name != '/' && *name != '@'))
    return 0;
  memcpy (address->sun_path, name, n);
  if (*name == '@')
    address->sun_path[0] = '\0';
  return (socklen_t)(offsetof (struct sockaddr_un, sun_path) + n);
}

void
jly_service_notify (const char *lines)
{
  const char *name = g_getenv ("NOTIFY_SOCKET");
  g_autofree char *text = NULL;
  struct sockaddr_un address;
  socklen_t n = name != NULL ? fill_address (name, &address) : 0;
  int fd = n > 0 ? socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1;

  if (fd < 0)
    return;
  text = g_str_has_prefix (lines, "RELOADING=1") ? g_strdup_printf (
             "%s\nMONOTONIC_USEC=%" G_GINT64_FORMAT, lines, g_get_monotonic_time ())
                                                 : g_strdup (lines);
  if (sendto (fd, text, strlen (text), MSG_NOSIGNAL, (const struct sockaddr *)&address, n) < 0)
    g_debug ("The service manager was not told.");
  close (fd);
}
