/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's rounds over two TLS links: the transport of a real miner. */
#pragma once

#include "engine/jly-transport.h"
#include "net/jly-link.h"

G_BEGIN_DECLS

/* Both links are borrowed and must outlive the transport; used by one thread. Errors name the
 * neighbour by its link's name. */
JlyTransport *jly_transport_link_new (JlyLink *next, JlyLink *prev);
void jly_transport_link_free (JlyTransport *transport);

G_END_DECLS
