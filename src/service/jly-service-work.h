/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a computing party does in one study whenever it looks: reads letters, signs, closes the set
 * of figures, computes, calls the others. One look does all that is due, and says when the next is.
 * One thread looks; what is marked below may be called from others.
 *
 * Calls that fail are tried again later and later, up to the operator's call-seconds, never at the
 * same moments as others do (jly-service-backoff.h). A computation that was cut short begins again
 * with a new attempt and new keys, as often as the rules of the study allow; a failed check ends
 * it.
 */
#pragma once

#include "service/jly-service-study.h"

G_BEGIN_DECLS

typedef struct _JlyServiceWork JlyServiceWork;

/* All borrowed. wake is called with study when it may be its turn to compute. */
JlyServiceWork *jly_service_work_new (JlyServiceShared *shared,
                                      JlyMember *member,
                                      GCancellable *cancellable,
                                      JlyServiceTurnsWake wake,
                                      gpointer study);
void jly_service_work_free (JlyServiceWork *self);
/* Milliseconds until the next look, if nothing comes before. error: the first thing that went wrong
 * and is worth a line in the log; the rest was done nevertheless. */
guint jly_service_work_look (JlyServiceWork *self, GError **error);
JsonObject *jly_service_work_describe (JlyServiceWork *self);

/* From any thread. */
void jly_service_work_ask_to_stop (JlyServiceWork *self); /* begins no computation any more */
/* Another computing party calls for the computation with this hash: it is tried at the next look.
 */
void jly_service_work_call (JlyServiceWork *self, const guint8 hash[32]);
/* jly-service-closing.h */
gboolean
jly_service_work_ask_to_close (JlyServiceWork *self, const char *const *without, GError **error);
gboolean jly_service_work_is_computing (JlyServiceWork *self);
gboolean jly_service_work_has_room (JlyServiceWork *self, GError **error);
/* By how many bytes letters for others may grow (an eighth of what the study may take is kept for
 * its own, and a study that is over takes short ones alone), and by how many they did. */
guint64 jly_service_work_get_room (JlyServiceWork *self);
void jly_service_work_add_bytes (JlyServiceWork *self, gint64 grown);
void jly_service_work_note_call (JlyServiceWork *self, guint member, gboolean ok);
gboolean jly_service_work_refuse (JlyServiceWork *self, GError **error);

G_END_DECLS
