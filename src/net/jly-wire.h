/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves bytes between TLS and the socket of a link, and waits: with a deadline, for the person's
 * stop, for one or two links at once. Private to net. */
#pragma once

#include "net/jly-link-private.h"

G_BEGIN_DECLS

/* Hands the session this link's buffers in place of a socket. */
void jly_wire_attach (JlyLink *self);

/* As much as can be done without waiting. *moved is how many of the n bytes of plain text went;
 * FALSE is a failure of the link. Written text may still lie in `out`: see jly_wire_flush. */
gboolean jly_wire_read_some (JlyLink *self, guint8 *bytes, gsize n, gsize *moved, GError **error);
gboolean
jly_wire_write_some (JlyLink *self, const guint8 *bytes, gsize n, gsize *moved, GError **error);
/* Gives the socket what it takes of `out`. */
gboolean jly_wire_flush (JlyLink *self, GError **error);
gboolean jly_wire_has_unsent (const JlyLink *self);

/* What a caller waits for on one link. */
typedef struct
{
  JlyLink *link; /* NULL: not waited for */
  gboolean to_read, to_write;
} JlyWireWait;

/* Starts the clock of a wait for the peer: timeout_ms from now, unless the link is still being
 * opened, when its one deadline stays. */
void jly_wire_start_clock (JlyLink *self);
/* Waits until one of the two may go on. FALSE: a clock ran out, or the person stopped it. */
gboolean jly_wire_wait (const JlyWireWait waits[2], GError **error);

/* Exactly n bytes, waiting as needed. */
gboolean jly_wire_read (JlyLink *self, guint8 *bytes, gsize n, GError **error);
gboolean jly_wire_write (JlyLink *self, const guint8 *bytes, gsize n, GError **error);

G_END_DECLS
