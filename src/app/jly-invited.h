/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Invitations that a person opened and laid aside, or answered: DIR/invitations/ID holds the bytes
 * as they came, DIR/invitations/ID.answered says that an answer was saved. Opening an invitation
 * writes nothing; only who presses "Later", or answers, keeps it. They are not sealed, since
 * whoever is invited may have no keys yet: nobody but the person may read the files.
 */
#pragma once

#include "post/jly-invitation.h"

G_BEGIN_DECLS

typedef struct
{
  char *id; /* by which it is found again: 32 hex digits */
  GBytes *bytes;
  JlyInvitation *invitation;
  gboolean is_answered;
} JlyInvited;

/* Once more changes nothing. JLY_ERROR_IO with what to do if it cannot be written. */
gboolean jly_invited_keep (const char *dir, GBytes *bytes, gboolean is_answered, GError **error);
/* JlyInvited*, those that end first at the beginning; what can no longer be read is passed over.
 * Never NULL. */
GPtrArray *jly_invited_list (const char *dir);
/* NULL if there is none with this id. */
JlyInvited *jly_invited_find (const char *dir, const char *id);
/* One that is not there counts as removed. JLY_ERROR_IO. */
gboolean jly_invited_remove (const char *dir, const char *id, GError **error);
void jly_invited_free (JlyInvited *self);

/* The id of one with these bytes. The caller frees. */
char *jly_invited_make_id (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyInvited, jly_invited_free)

G_END_DECLS
