/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inviting somebody to a study that is being prepared: as what, what it will read, and the
 * invitation as a file, a link for a mail, or a code to scan. Each visit makes one invitation for
 * each kind of party, and nothing is written before it is handed over. Who answers is offered on
 * the page of the parties.
 */
#pragma once

#include "app/jly-draft.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_INVITE_PAGE (jly_invite_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyInvitePage, jly_invite_page, JLY, INVITE_PAGE, JlyPage)

/* kinds: JlyPartyKind* (jly-parts.h). The person's keys are open. */
JlyInvitePage *jly_invite_page_new (JlyDraft *draft, GPtrArray *kinds);

G_END_DECLS
