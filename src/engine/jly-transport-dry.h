/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A transport with nobody at the other end: it counts rounds and bytes and hands back zeros.
 *
 * A program run over it costs what the real one costs, so it is the cost model. What it computes
 * is meaningless: no secret may ever be given to an engine on a dry transport.
 */
#pragma once

#include "engine/jly-transport.h"

G_BEGIN_DECLS

JlyTransport *jly_transport_dry_new (void);
void jly_transport_dry_free (JlyTransport *transport);

G_END_DECLS
