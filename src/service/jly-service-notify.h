/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the service manager how it goes (sd_notify(3)): one datagram to $NOTIFY_SOCKET, if there is
 * one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "READY=1", "STOPPING=1", "RELOADING=1", "STATUS=...": lines. A reload also says when it began, as
 * the manager wants. Failing does no harm. */
void jly_service_notify (const char *lines);

G_END_DECLS
