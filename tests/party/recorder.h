/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wire that remembers: passes all connections on to a port of this computer and keeps every byte.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Recorder Recorder;

Recorder *recorder_new (guint16 target_port);
guint16 recorder_get_port (Recorder *self);
/* All bytes of both directions so far, in the order seen; owned by the caller. */
GBytes *recorder_dup_bytes (Recorder *self);
/* Closes everything and frees self. */
void recorder_free (Recorder *self);

G_END_DECLS
