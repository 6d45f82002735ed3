/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A computing party as a service: keys of its own in its folder, many studies, one door, the
 * operator's socket. What a thread of a connection or the operator's socket asks, is asked here.
 */
#pragma once

#include "service/jly-service-passes.h"
#include "service/jly-service-study.h"

G_BEGIN_DECLS

typedef struct _JlyService JlyService;

/* Opens folder, keys (made at the first start) and studies, and begins to work and to listen.
 * Takes config. path: where it was read from, for jly_service_reload. */
JlyService *jly_service_new (JlyServiceConfig *config, const char *path, GError **error);
/* Reads the file again: limits and address count at once; listen, data-dir, name and socket want a
 * start anew, which the error says (and the rest counts nevertheless). */
gboolean jly_service_reload (JlyService *self, GError **error);
/* No new work; waits for computations as long as config says, then cuts them. */
void jly_service_stop (JlyService *self);
void jly_service_free (JlyService *self);

const JlyServiceConfig *jly_service_get_config (JlyService *self);
const JlyIdentity *jly_service_get_identity (JlyService *self);
JlyServicePasses *jly_service_get_passes (JlyService *self);
JlyServiceMeeting *jly_service_get_meeting (JlyService *self);
/* All below: from any thread. */
guint jly_service_count_studies (JlyService *self);
/* By the study of a hello with JLY_LINK_ROLE_POST or _OFFER, or by its id; NULL if there is none.
 * It stays until the matching jly_service_release. */
JlyServiceStudy *jly_service_find (JlyService *self, const guint8 hello[32]);
JlyServiceStudy *jly_service_find_id (JlyService *self, const char *id);
void jly_service_release (JlyService *self, JlyServiceStudy *study);
/* jly_service_study_call of all; TRUE if it is a computing party’s key in one of them. */
gboolean jly_service_call (JlyService *self, const guint8 link[32], const guint8 hash[32]);
/* Somebody of the contract (link: the key that it proved to own) brings it, with an invitation's
 * secret. */
gboolean
jly_service_take_offer (JlyService *self, const guint8 link[32], GBytes *offer, GError **error);
/* Stops the study and removes all that it left; its number is not taken again. */
gboolean jly_service_erase (JlyService *self, const char *id, GError **error);
/* The identity card, with an invitation if expires_at is not 0. */
GBytes *jly_service_make_pass (JlyService *self, gint64 expires_at, GError **error);
JsonObject *jly_service_describe (JlyService *self, gboolean with_studies);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyService, jly_service_free)

G_END_DECLS
