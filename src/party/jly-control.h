/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A child process's side of the control protocol: JSON objects, one a line, commands in and events
 * out (PROTOCOL.md, "control"). The end of the input, or {"quit":true}, means: stop whatever is
 * under way, clean up and end; so a child never outlives the program that started it.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _JlyControl JlyControl;

/* One per process, for its standard input and output. */
JlyControl *jly_control_new (int in, int out);
/* After the last use. The thread that reads may still wait for a line; it keeps what it needs. */
void jly_control_unref (JlyControl *self);
/* The next command, owned by the caller; NULL when the parent is gone or wants the end. A line that
 * is no JSON object counts as the end. */
JsonObject *jly_control_wait (JlyControl *self);
/* Cancelled when the parent is gone or wants the end. */
GCancellable *jly_control_get_cancellable (JlyControl *self);

/* Takes event. May be called from any thread; a parent that does not listen is no error. */
void jly_control_emit (JlyControl *self, JsonObject *event);
/* {"event":name}, to which the caller may add. */
JsonObject *jly_control_event (const char *name);
void jly_control_emit_stage (JlyControl *self, const char *stage);
void jly_control_emit_error (JlyControl *self, const char *event, const GError *error);

/* One step of a service: takes one command and does what it says. */
typedef gboolean (*JlyControlStep) (gpointer service, JsonObject *command, GError **error);

/* A service from its first command to its end: the two commands "start" and "study", each with its
 * step, the work after them, and then nothing until the parent, which has read everything by then,
 * wants the end. A failure is told as the event "failed". The exit code of the process; the work is
 * left out, and no error, if the parent went away before. */
int jly_control_serve (JlyControl *self,
                       gpointer service,
                       JlyControlStep start,
                       JlyControlStep take_study,
                       gboolean (*work) (gpointer service, GError **error));

/* "host:port" texts of an array, as many as expected, else JLY_ERROR_USAGE. Free with g_strfreev.
 */
char **jly_control_read_addresses (JsonObject *command, guint expected, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyControl, jly_control_unref)

G_END_DECLS
