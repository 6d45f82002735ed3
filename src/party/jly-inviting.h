/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inviting a party to a study that is being prepared: what the invitation says, from the draft and
 * its case, and the one-time secret, which the store knows before anybody can have it. Who answers
 * is let in (jly-let-in.h) and can then be added to the draft.
 */
#pragma once

#include "post/jly-invitation.h"
#include "store/jly-store.h"
#include "study/jly-contract.h"

G_BEGIN_DECLS

/* From whoever has identity and is called name, to be what roles (JlyRoleFlags) says; good for
 * JLY_INVITATION_DAYS from now (seconds since 1970). Sentences of the case that do not fit an
 * invitation are left out. */
JlyInvitation *jly_inviting_new (const JlyIdentity *identity,
                                 const char *name,
                                 const JlyContract *draft,
                                 JlyCase *the_case,
                                 guint roles,
                                 gint64 now);
/* Signs it, and writes down that its secret lets one in. NULL with errors of jly_invitation_encode
 * and jly_store_add_invitation. The bytes are for jly_invitation_to_file and _to_link. */
GBytes *jly_inviting_sign (const JlyInvitation *invitation,
                           const JlyIdentity *identity,
                           JlyStore *store,
                           GError **error);

G_END_DECLS
