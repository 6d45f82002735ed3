/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain blocking sockets of this computer (127.0.0.1), for what stands between two that are tested:
 * none of the code that is tested. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A socket that listens at a port of its own, which goes to *port. -1 with errno. */
int loopback_listen (int backlog, guint16 *port);
/* -1 with errno, also where nobody listens. */
int loopback_connect (guint16 port);
/* All of bytes. FALSE once the other end takes no more. */
gboolean loopback_send (int fd, const guint8 *bytes, gsize n);

G_END_DECLS
