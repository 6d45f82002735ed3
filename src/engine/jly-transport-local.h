/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three miners in one process, each in a thread of its own: for tests and the workshop.
 *
 * The three ends belong to one net. Every wait is bounded, so that a miner that ended early never
 * hangs the others: their next exchange fails at once if it hung up, and after the time limit if it
 * did not.
 */
#pragma once

#include "engine/jly-transport.h"

G_BEGIN_DECLS

typedef struct _JlyLocalNet JlyLocalNet;

/* Sees every message on its way, in the sender's thread, and may change its bytes (tests only). */
typedef void (*JlyLocalHookFunc) (
    guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer user_data);

/* time_limit in microseconds: how long an exchange waits for a neighbour. */
JlyLocalNet *jly_local_net_new (gint64 time_limit);
/* No end may be in use any more. */
void jly_local_net_free (JlyLocalNet *net);
/* To be called before the first exchange. */
void jly_local_net_set_hook (JlyLocalNet *net, JlyLocalHookFunc hook, gpointer user_data);
/* Miner self's end (0..2), owned by net; used by one thread at a time. */
JlyTransport *jly_local_net_get_end (JlyLocalNet *net, guint self);
/* Miner self is gone: what it sent before still arrives, then its neighbours' exchanges fail with
 * JLY_ERROR_UNAVAILABLE. Any thread. */
void jly_local_net_hang_up (JlyLocalNet *net, guint self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyLocalNet, jly_local_net_free)

G_END_DECLS
