/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question that only the person can answer, in place: what it is about, and a card for each
 * answer that shows what a figure would become. Nothing is chosen beforehand; what was chosen can
 * be changed. Signal "answered" (uint): the number of the choice.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_QUESTION_CARD (jly_question_card_get_type ())
G_DECLARE_FINAL_TYPE (JlyQuestionCard, jly_question_card, JLY, QUESTION_CARD, AdwBin)

/* title: the question; text: more about it, or NULL. */
GtkWidget *jly_question_card_new (const char *title, const char *text);
/* outcome: "1 234 000 euro"; detail: why one would choose it, or NULL. */
void jly_question_card_add (JlyQuestionCard *self, const char *outcome, const char *detail);
/* -1: none is. Does not emit "answered". */
void jly_question_card_set_chosen (JlyQuestionCard *self, int choice);
int jly_question_card_get_chosen (JlyQuestionCard *self);

G_END_DECLS
