/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain TCP sockets: never blocking, closed on exec, sending small pieces at once. Private to net.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tries each address of host until one answers or deadline (monotonic microseconds) has come; name
 * stands in error texts. -1 on error. */
int jly_socket_connect (const char *host,
                        guint16 port,
                        const char *name,
                        gint64 deadline,
                        GCancellable *cancellable,
                        GError **error);
/* Whether host has any address, by the same deadline. */
gboolean jly_socket_find (
    const char *host, const char *name, gint64 deadline, GCancellable *cancellable, GError **error);

/* After so long without a sign of life from the peer’s computer the system ends a connection. */
#define JLY_SOCKET_LOST_SECONDS 25u

/* Sends small pieces at once, and has the system ask an idle peer’s computer whether it is there: a
 * connection whose other end is gone without a goodbye (half-open) ends with ETIMEDOUT, however
 * long this side is willing to wait for the peer’s program. */
void jly_socket_tune (int fd);

/* A socket that listens; *bound_port gets the port. -1 on error, with a sentence for a port that is
 * taken. */
int jly_socket_listen (const char *host, guint16 port, guint16 *bound_port, GError **error);

G_END_DECLS
