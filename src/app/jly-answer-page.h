/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answer to a question under a contract: its sentence first, then the figures, what was opened
 * to whom, and what was not. Only what this party may learn is in it.
 *
 * Actions: answer.copy, answer.save (s: csv, pdf, png or svg), answer.save-to (ss), answer.print.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_ANSWER_PAGE (jly_answer_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyAnswerPage, jly_answer_page, JLY, ANSWER_PAGE, JlyPage)

JlyAnswerPage *jly_answer_page_new (JlyAgreement *agreement, guint question);
/* The answer of a rehearsal, marked as one: study and document as it left them. */
JlyAnswerPage *jly_answer_page_new_rehearsed (const JlyStudy *study, JlyResult *result);

G_END_DECLS
