/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What other computing parties called for and nobody here has looked for yet: hashes of what is to
 * be computed. A partner that shares several studies with this service names its hash to each of
 * them, so most calls are for another study and are forgotten when the caller no longer waits.
 * Calls may come from any thread. Times are those of g_get_monotonic_time().
 */
#pragma once

#include "study/jly-study.h"

G_BEGIN_DECLS

typedef struct _JlyServiceCalls JlyServiceCalls;

/* lasting: microseconds after which a call no longer counts. */
JlyServiceCalls *jly_service_calls_new (gint64 lasting);
void jly_service_calls_free (JlyServiceCalls *self);
/* Of more calls than are kept, the oldest is forgotten. */
void jly_service_calls_add (JlyServiceCalls *self, const guint8 hash[JLY_HASH_BYTES], gint64 now);
/* Whether somebody waits for anything at all: finding out a hash takes time. */
gboolean jly_service_calls_has_any (JlyServiceCalls *self, gint64 now);
/* TRUE if it was called for, which is forgotten then. */
gboolean
jly_service_calls_take (JlyServiceCalls *self, const guint8 hash[JLY_HASH_BYTES], gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyServiceCalls, jly_service_calls_free)

G_END_DECLS
