/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question as a person would say it: "The sum of Turnover, by Sector, only rows where Size is
 * small". Made from what is signed, by the names that all have agreed on; names of strangers are
 * made one plain line.
 */
#pragma once

#include "study/jly-contract.h"

G_BEGIN_DECLS

/* Under a contract; and of a study. Without a full stop; owned by the caller. */
char *jly_question_sentence_new (const JlyContract *contract, const JlyStudyQuestion *question);
char *jly_question_sentence_new_for_study (const JlyStudy *study, const JlyStudyQuestion *question);
/* "all parties", or their names as a list. Owned by the caller. */
char *jly_question_sentence_name_parties (const JlyContract *contract, JlyPartySet parties);
/* What is asked, and who learns it: "The sum of Turnover, to all 5 parties.", "7 questions, to all
 * 5 parties." questions: JlyStudyQuestion*. Owned by the caller. */
char *jly_question_sentence_say_asked (const JlyContract *contract,
                                       const GPtrArray *questions,
                                       JlyPartySet recipients);

G_END_DECLS
