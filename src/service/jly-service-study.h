/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One study of a service, in a folder of its own (DIR/studies/ID): its party (jly-member.h), and a
 * thread that reads what came, signs what the operator let in, closes the set of figures, computes
 * what all have agreed to, and calls the two other computing parties. Everything that counts is on
 * the disk, so that a service which was killed goes on where it was.
 */
#pragma once

#include "service/jly-service-config.h"
#include "service/jly-service-meeting.h"
#include "service/jly-service-roster.h"
#include "service/jly-service-turns.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _JlyServiceStudy JlyServiceStudy;

/* What all studies of a service share; borrowed. */
typedef struct
{
  const JlyServiceConfig *config;
  const JlyIdentity *identity;
  JlyServiceMeeting *meeting;
  JlyServiceTurns *turns;
} JlyServiceShared;

/* Opens the study that lies in dir, which has its name. Nothing runs before
 * jly_service_study_start. */
JlyServiceStudy *jly_service_study_open (JlyServiceShared *shared, const char *dir, GError **error);
void jly_service_study_start (JlyServiceStudy *self);
/* Nothing new begins; what is under way may end until jly_service_study_free. */
void jly_service_study_ask_to_stop (JlyServiceStudy *self);
/* Cuts short what is under way, in a way that can be begun again. */
void jly_service_study_cut (JlyServiceStudy *self);
gboolean jly_service_study_is_busy (JlyServiceStudy *self);
/* Waits for the thread. */
void jly_service_study_free (JlyServiceStudy *self);

const char *jly_service_study_get_id (const JlyServiceStudy *self);
const char *jly_service_study_get_dir (const JlyServiceStudy *self);
/* Something came: look now. */
void jly_service_study_poke (JlyServiceStudy *self);
/* Somebody with this link key calls for the computation with this hash: if it computes in this
 * study, the study looks now whether that is one of its own, and TRUE is returned. From any thread.
 */
gboolean
jly_service_study_call (JlyServiceStudy *self, const guint8 link[32], const guint8 hash[32]);
/* Whether this is the link key of another party of the study. From any thread. */
gboolean jly_service_study_knows (JlyServiceStudy *self, const guint8 link[32]);
/* Who is in it; from any thread. */
JlyServiceRoster *jly_service_study_get_roster (JlyServiceStudy *self);
/* A member is at the other end of link: its letters, and those for others. From any thread.
 * JLY_REFUSAL_SIGNATURE: it is none any more. */
gboolean jly_service_study_answer (JlyServiceStudy *self, JlyLink *link, GError **error);

/* The operator's word: takes no part any more. It is on the disk when this returns. */
gboolean jly_service_study_refuse (JlyServiceStudy *self, GError **error);
/* The operator closes the set of figures, which is done as jly-service-closing.h says.
 * JLY_ERROR_USAGE: a name of nobody, or the study was refused. */
gboolean
jly_service_study_close_set (JlyServiceStudy *self, const char *const *without, GError **error);
/* For the operator: names, places in the work, times; no figures. Owned by the caller. */
JsonObject *jly_service_study_describe (JlyServiceStudy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyServiceStudy, jly_service_study_free)

G_END_DECLS
