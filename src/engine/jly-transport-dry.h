/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A transport with nobody at the other end: it counts rounds and bytes and hands back zeros.
 *
 * A program run over it costs what the real one costs, so it is the cost model. What it computes
 * is meaningless: no secret may ever be given to an engine on a dry transport. So rounds and
 * parcels compute nothing there: they count what they would send, with NULL for the bytes, and
 * results stay as they were allocated.
 */
#pragma once

#include "engine/jly-transport.h"

G_BEGIN_DECLS

JlyTransport *jly_transport_dry_new (void);
void jly_transport_dry_free (JlyTransport *transport);

/* For an operation whose cost depends on chance: counts its mean at once, and how far a run may lie
 * above it. transport is dry. */
void jly_transport_dry_charge (JlyTransport *transport,
                               guint64 bytes,
                               guint64 rounds,
                               guint64 spare_bytes,
                               guint64 spare_rounds);
/* What no run of all that was counted exceeds; where chance has no part in it, the counts. */
void jly_transport_dry_get_most (JlyTransport *transport, guint64 *bytes, guint64 *rounds);

G_END_DECLS
