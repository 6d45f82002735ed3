/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Are these really the right people?": the verification words of a study's founders, read out and
 * typed on one call. Their parts travel as messages; what shows that somebody is in between, or
 * that drafts differ, takes the place of everything else, with its cause and the choices.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_WORDS_PAGE (jly_words_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyWordsPage, jly_words_page, JLY, WORDS_PAGE, JlyPage)

/* Begins the exchange, if nobody has. */
JlyWordsPage *jly_words_page_new (JlyAgreement *agreement);

G_END_DECLS
