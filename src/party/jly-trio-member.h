/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One of the three processes of jly-trio.h: opens its two links as a computing party does (mutual
 * TLS 1.3, pinned keys, hello), gets its engine, and answers commands until the parent is gone.
 *
 * Never for a study: the keys of its engine come from its neighbours without the commitments of
 * jly-attempt.h, and no figure of anybody is ever in it.
 */
#pragma once

#include "engine/jly-engine.h"
#include "net/jly-link.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint self;              /* 0..2 */
  JlyEngine *engine;       /* over the two links */
  JlyTransport *transport; /* the engine's, for its counters */
  JlyLink *next, *prev;
  GCancellable *cancellable; /* cancelled when the parent is gone or wants the end */
} JlyTrioMember;

/* Answers a command by adding to answer. All three members get the same commands in the same
 * order. FALSE with error ends the process. */
typedef gboolean (*JlyTrioAnswerFunc) (const JlyTrioMember *member,
                                       JsonObject *command,
                                       JsonObject *answer,
                                       gpointer user_data,
                                       GError **error);

/* Serves the parent on these two descriptors until it is gone. Returns an exit code. */
int jly_trio_member_run (int in, int out, JlyTrioAnswerFunc func, gpointer user_data);

/* Waits until all three have come here: one small round. */
gboolean jly_trio_member_meet (const JlyTrioMember *member,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
