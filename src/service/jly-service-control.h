/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The operator's socket: a path of this computer that only those may open whom its mode lets. One
 * line of JSON asks, one line answers, then the connection ends. PROTOCOL.md, "Operator".
 */
#pragma once

#include "service/jly-service.h"

G_BEGIN_DECLS

#define JLY_SERVICE_CONTROL_MAX 65536u /* bytes of one line */

typedef struct _JlyServiceControl JlyServiceControl;

/* service is borrowed. A socket that a dead service left is replaced; one that answers is
 * JLY_ERROR_UNAVAILABLE. */
JlyServiceControl *jly_service_control_open (JlyService *service, GError **error);
void jly_service_control_close (JlyServiceControl *self);

/* What one line is answered with: never NULL, whatever the line. For the socket, tests and fuzzers.
 */
char *jly_service_control_answer (JlyService *service, const char *line);

G_END_DECLS
