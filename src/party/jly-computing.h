/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of a computing party whose person sits at this program: one attempt, in a child process
 * (jointly-miner) that opens the party's own folder beside this program, as any second program of
 * the same person may. What goes wrong there, and be it the end of the child, is an error here. The
 * child ends with this program, however that ends.
 */
#pragma once

#include "party/jly-miner-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Borrowed for the time of the call. */
typedef struct
{
  const char *program; /* NULL: our jointly-miner */
  const char *dir;     /* of the member */
  const char *study_id;
  const JlyIdentity *identity;
  gboolean needs_words; /* as in JlyMember */
  guint question;
  char *const *addresses; /* "host:port" of the three */
  guint ping_ms;          /* between two questions whether it lives; 0: 20 seconds */
} JlyComputing;

/* func (may be NULL) hears the news, and callback the end, in the main context of the caller. Once
 * cancellable is cancelled, the child has two seconds to take leave of the two others. */
void jly_computing_run_async (const JlyComputing *work,
                              GCancellable *cancellable,
                              JlySessionFunc func,
                              gpointer func_data,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* What the child said; JLY_ERROR_SYSTEM if it ended without a word, or lived and did not answer
 * three times, and was ended; JLY_ERROR_CANCELLED. *died (may be NULL): it was not there to write
 * down how its attempt ended, which is for jly_member_end_attempt then. */
gboolean jly_computing_run_finish (GAsyncResult *result, gboolean *died, GError **error);

G_END_DECLS
