/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees what under a contract: picture, sentence, and a matrix of parties and things. */
#pragma once

#include "app/jly-page.h"
#include "study/jly-contract.h"

G_BEGIN_DECLS

#define JLY_TYPE_WHO_PAGE (jly_who_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyWhoPage, jly_who_page, JLY, WHO_PAGE, JlyPage)

/* contract: the bytes that are signed. the_case (may be NULL) gives the picture; own: place of the
 * person's own party, or -1. */
JlyWhoPage *jly_who_page_new (GBytes *contract, JlyCase *the_case, gint own);

G_END_DECLS
