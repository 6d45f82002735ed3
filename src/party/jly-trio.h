/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three processes of this computer, linked in a ring as the computing parties of a study are, with
 * made-up numbers only: to measure what this computer can do.
 *
 * The parent's side: it starts them, introduces them to each other, asks all three the same and
 * waits for all three answers. Everything blocks; used from one thread. What a member does is
 * jly-trio-member.h.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _JlyTrio JlyTrio;

/* The port to call where the member who listens at port is meant: another one if somebody stands
 * between them, as a test's slow wire does. 0 sets error. */
typedef guint16 (*JlyTrioRouteFunc) (guint16 port, gpointer user_data, GError **error);

/* Starts argv (NULL-terminated; its first is the program's path) three times. route may be NULL.
 * JLY_ERROR_SYSTEM if a process cannot be started, or what the member said; JLY_ERROR_CANCELLED. */
JlyTrio *jly_trio_new (const char *const *argv,
                       JlyTrioRouteFunc route,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error);
/* Ends the processes that still run. */
void jly_trio_free (JlyTrio *self);

/* Sends command, which it takes, to all and waits for their answers; each is the caller's to free.
 * FALSE, with no answers, if a member failed or ended, or cancellable (may be NULL) was cancelled;
 * then the trio can only be freed. */
gboolean jly_trio_ask (JlyTrio *self,
                       JsonObject *command,
                       JsonObject *answers[3],
                       GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void jly_trio_answers_clear (JsonObject *answers[3]);
/* {"command":name}, to which the caller may add. */
JsonObject *jly_trio_command (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyTrio, jly_trio_free)

G_END_DECLS
