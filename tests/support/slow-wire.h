/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A long wire: passes bytes between callers and a port of this computer, later and no faster than a
 * distant link would. Each direction of each connection has its own delay and its own bandwidth.
 * Bytes that the wire has no room for yet stay with the sender, as they do with a full queue.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint delay_ms;           /* one way */
  guint64 bytes_per_second; /* each way; 0: no limit */
} SlowWirePlan;

typedef struct _SlowWire SlowWire;

/* Listens on a port of its own (127.0.0.1) and passes every connection on to target_port, in
 * threads of its own. NULL with error if there is no port. */
SlowWire *slow_wire_new (guint16 target_port, const SlowWirePlan *plan, GError **error);
guint16 slow_wire_get_port (SlowWire *self);
/* Closes all connections and waits for the threads. */
void slow_wire_free (SlowWire *self);

G_END_DECLS
