/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parent's side of the control protocol: a child process that is spoken with in JSON lines over
 * a socket pair. Used from one thread; events come in that thread's default main context.
 */
#pragma once

#include "crypto/jly-identity.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _JlyChild JlyChild;

typedef void (*JlyChildEventFunc) (JlyChild *child, JsonObject *event, gpointer user_data);
/* The process has ended and everything it said was handed on. */
typedef void (*JlyChildExitFunc) (JlyChild *child, gpointer user_data);

/* name stands in error texts. argv is NULL-terminated; its first is the program's path. */
JlyChild *jly_child_new (const char *name,
                         const char *const *argv,
                         JlyChildEventFunc event_func,
                         JlyChildExitFunc exit_func,
                         gpointer user_data,
                         GError **error);
/* The same, with the secret of identity, which the child takes with jly_keys_take: over a pipe of
 * its own, and so never in a line, an argument or the environment. */
JlyChild *jly_child_new_keyed (const char *name,
                               const char *const *argv,
                               const JlyIdentity *identity,
                               JlyChildEventFunc event_func,
                               JlyChildExitFunc exit_func,
                               gpointer user_data,
                               GError **error);
/* Ends the process if it still runs. No callback comes any more. */
void jly_child_free (JlyChild *self);

const char *jly_child_get_name (JlyChild *self);
/* 0 after it ended. */
int jly_child_get_pid (JlyChild *self);
gboolean jly_child_has_ended (JlyChild *self);
/* Takes command. A child that is gone reads nothing: its exit says so. One that does not read for
 * 20 seconds is ended. */
void jly_child_send (JlyChild *self, JsonObject *command);
/* Asks it to clean up and end. */
void jly_child_quit (JlyChild *self);
/* Ends it now. */
void jly_child_kill (JlyChild *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyChild, jly_child_free)

G_END_DECLS
