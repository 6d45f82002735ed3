/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan in words: who learns what, what nobody learns, what the computing parties see, and what it
 * costs. Made from the plan's openings, which its hash covers; whatever is not listed there is
 * opened to nobody. Sections, in this order:
 *
 *   questions, learned (one for all who learn the same), nobody, computing, cost
 */
#pragma once

#include "study/jly-plan.h"
#include "study/jly-statement.h"

G_BEGIN_DECLS

/* "North, Harbour and Ridge": who learns the joint results of what was agreed. Owned by the caller.
 */
char *jly_leakage_name_recipients (const JlyStudy *study);

/* plan is of this study. The field of a sentence in a section "learned" is the opening's name
 * ("total/met"). Never NULL. */
JlyStatement *jly_leakage_new (const JlyStudy *study, const JlyPlan *plan);

/* "The sum of Turnover, only rows where Size is small" (jly-question-sentence.h); owned by the
 * caller. */
char *jly_leakage_name_question (const JlyStudy *study, guint question);

G_END_DECLS
