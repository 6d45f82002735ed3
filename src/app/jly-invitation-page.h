/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an invitation says that was opened by a double click or a link: who claims to invite, to
 * what, what one would bring and learn, and that nobody has verified it. Opening it sends and
 * writes nothing; "Answer Later" lets it wait on the start page; "Join…" asks for one's keys and
 * saves the answer to a file, for the one who invited.
 */
#pragma once

#include "app/jly-window.h"

G_BEGIN_DECLS

#define JLY_TYPE_INVITATION_PAGE (jly_invitation_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyInvitationPage, jly_invitation_page, JLY, INVITATION_PAGE, JlyPage)

/* contents: of a file, or a link. What is not an invitation, or no longer one, is said in its
 * place. now is seconds since 1970. */
JlyInvitationPage *jly_invitation_page_new (GBytes *contents, gint64 now);
/* The same with why it could not be read. */
JlyInvitationPage *jly_invitation_page_new_error (const GError *error);

G_END_DECLS
