/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The door of a service: one port for all studies. Each caller has a thread of its own until it has
 * said what it wants: letters of a study (src/party/jly-call.h), a study that it offers, or the
 * computation of one (jly-service-meeting.h). Strangers have ten seconds; when too many are there,
 * the one who has said nothing for longest must go. Bytes: PROTOCOL.md.
 */
#pragma once

#include "service/jly-service.h"

G_BEGIN_DECLS

typedef struct _JlyServiceDoor JlyServiceDoor;

/* service is borrowed. */
JlyServiceDoor *jly_service_door_open (JlyService *service, GError **error);
/* Ends every thread. */
void jly_service_door_close (JlyServiceDoor *self);
guint jly_service_door_count (JlyServiceDoor *self);

G_END_DECLS
