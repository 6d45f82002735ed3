/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the one computing party's session waits for the call of the party before it, and where that
 * call waits for the session: whoever is first waits a while for the other. One for all studies of
 * a service.
 */
#pragma once

#include "net/jly-link.h"

G_BEGIN_DECLS

typedef struct _JlyServiceMeeting JlyServiceMeeting;

JlyServiceMeeting *jly_service_meeting_new (void);
void jly_service_meeting_free (JlyServiceMeeting *self);

/* The session is there, for a call about study (its hash) by whoever owns link. */
void
jly_service_meeting_expect (JlyServiceMeeting *self, const guint8 study[32], const guint8 link[32]);
/* It is gone; a link that nobody took is closed. */
void jly_service_meeting_forget (JlyServiceMeeting *self, const guint8 study[32]);
/* Waits for the session's side; FALSE if none comes before deadline (monotonic microseconds), or it
 * awaits another key. */
gboolean jly_service_meeting_is_expected (JlyServiceMeeting *self,
                                          const guint8 study[32],
                                          const guint8 link[32],
                                          gint64 deadline,
                                          GCancellable *cancellable);
/* Hands a link over; FALSE, and it stays the caller's, if nobody waits for it any more. */
gboolean jly_service_meeting_bring (JlyServiceMeeting *self, const guint8 study[32], JlyLink *link);
/* The session's wait; NULL if none came. */
JlyLink *jly_service_meeting_wait (JlyServiceMeeting *self,
                                   const guint8 study[32],
                                   gint64 deadline,
                                   GCancellable *cancellable);

G_END_DECLS
