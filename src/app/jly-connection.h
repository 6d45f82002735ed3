/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How this computer reaches each computing party of a study: what stands in the study already, and
 * what a look at each of them tells (party/jly-probe.h). Looking takes seconds, so it is done in
 * threads, with keys and addresses of their own.
 */
#pragma once

#include "app/jly-agreement.h"
#include "party/jly-probe.h"

G_BEGIN_DECLS

#define JLY_TYPE_CONNECTION (jly_connection_get_type ())
G_DECLARE_FINAL_TYPE (JlyConnection, jly_connection, JLY, CONNECTION, GObject)

/* JlyConnection* of every computing party but the person's own, in the contract's order. */
GPtrArray *jly_connection_list (JlyAgreement *agreement);

const char *jly_connection_get_name (JlyConnection *self);
/* NULL if nobody has told it. */
const char *jly_connection_get_address (JlyConnection *self);
/* Seconds since 1970 when something of this party was last heard: of what stands in the study's
 * log, or now, after a look that went well. 0: never. */
gint64 jly_connection_get_last_seen (JlyConnection *self);
/* What the last look found; NULL before the first one is over. */
const JlyProbe *jly_connection_get_probe (JlyConnection *self);

/* timeout_ms bounds each hop. callback is called once the probe is there, or when cancelled. */
void jly_connection_look_async (JlyConnection *self,
                                guint timeout_ms,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* FALSE if it was cancelled. */
gboolean jly_connection_look_finish (JlyConnection *self, GAsyncResult *result, GError **error);

G_END_DECLS
