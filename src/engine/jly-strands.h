/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several straight lines of steps that go side by side: whatever each of them sends next travels in
 * one exchange with what the others send next. So n strands take the rounds of the longest one,
 * where one after the other they would take the sum.
 *
 * Each strand has an engine of its own, with keys that are drawn from the parent's (PROTOCOL.md,
 * "Strands"): masks depend on how far the strand itself is, and not on how threads take turns. What
 * a strand opens, hides and sends is what it would alone; what is new is the order of the bytes in
 * a message, which follows from the strands' numbers.
 */
#pragma once

#include "engine/jly-engine.h"

G_BEGIN_DECLS

#define JLY_STRANDS_MAX 64 /* of one call: each is a thread */

/* One strand's part, on an engine of its own that it does not keep. FALSE with error ends all. */
typedef gboolean (*JlyStrandFunc) (JlyEngine *engine, gpointer data, GError **error);

/* Runs func once for each of data[0 .. n - 1], n at most JLY_STRANDS_MAX, and returns when all are
 * done. All three miners call it with the same strands in the same order. One strand alone runs on
 * engine itself. On a dry transport they run one after the other, and the count is that of the
 * common rounds. FALSE with the error of the first strand that failed; the others are ended at
 * their next exchange, and engine's transport has failed for good. */
gboolean jly_strands_run (JlyEngine *engine,
                          JlyStrandFunc func,
                          gpointer const *data,
                          guint n,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
