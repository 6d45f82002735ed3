/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the person knows about a column, with the answers to choose from and what each of them
 * makes of a cell. */
#pragma once

#include "table/jly-values.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;   /* "The comma marks decimals" */
  char *example; /* what the cell becomes then: "1.234" */
} JlyChoice;

typedef struct
{
  guint column; /* of the rules */
  JlyColumnQuestion kind;
  gsize row;          /* index of a row that shows it */
  char *text;         /* one or two sentences */
  GPtrArray *choices; /* JlyChoice*, at least two, never one that is silently preferred */
} JlyQuestion;

/* The question that values carry; NULL if none. column: its index in the rules. */
JlyQuestion *jly_question_new (const JlyValues *values, JlySheet *sheet, guint column);
void jly_question_free (JlyQuestion *self);
/* Puts the answer "choices[choice]" into answers. */
void jly_question_answer (const JlyQuestion *self, guint choice, JlyColumnAnswers *answers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyQuestion, jly_question_free)

G_END_DECLS
