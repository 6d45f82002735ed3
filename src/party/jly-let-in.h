/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letting somebody in who answers an invitation: once, and with all that it needs to read. */
#pragma once

#include "party/jly-post-office.h"

G_BEGIN_DECLS

/* letter is of kind JLY_POST_JOIN. Burns the invitation, puts who answers into the study's book as
 * a guest, and writes letters to it with the contract and what was signed so far, where there is a
 * contract. The same one again is let in again, and gets nothing twice. *name, owned by the caller,
 * is what it calls itself. Errors of jly_store_burn_invitation and jly_join_decode. */
gboolean jly_let_in (JlyPostOffice *office, const JlyEnvelope *letter, char **name, GError **error);
/* All who answered in what the report is of: names (char*) of those let in are added to guests, and
 * why others were not to the report's problems. */
void jly_let_in_all (JlyPostOffice *office, JlyPostReport *report, GPtrArray *guests);

G_END_DECLS
