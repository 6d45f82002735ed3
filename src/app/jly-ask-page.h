/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking a question under a contract: the kind, of what, by what, for whom; beside it the whole
 * sentence, what it opens to whom, and what others could work out. What the contract does not
 * permit is there, insensitive, with the reason.
 *
 * Action: ask.ask.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_ASK_PAGE (jly_ask_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyAskPage, jly_ask_page, JLY, ASK_PAGE, JlyPage)

JlyAskPage *jly_ask_page_new (JlyAgreement *agreement);

G_END_DECLS
