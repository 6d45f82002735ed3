/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a session is, as the lines that a computing child tells its parent (PROTOCOL.md,
 * "control"); no line has more than the news itself.
 */
#pragma once

#include "party/jly-control.h"
#include "party/jly-miner-session.h"

G_BEGIN_DECLS

/* May be called from any thread, as the news are. */
void jly_session_events_emit (JlyControl *control, const JlySessionNews *news);
/* The event "done". */
void jly_session_events_emit_done (JlyControl *control, const JlySessionSummary *summary);

/* The parent's side: func hears the news of a line. FALSE if the line is of something else. */
gboolean jly_session_events_read (JsonObject *event, JlySessionFunc func, gpointer user_data);

G_END_DECLS
