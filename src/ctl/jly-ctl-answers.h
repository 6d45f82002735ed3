/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to the questions about a file's columns, as options of the terminal say them:
 * --answer "Turnover (kEUR)=thousands". */
#pragma once

#include "table/jly-column.h"

G_BEGIN_DECLS

typedef struct _JlyCtlAnswers JlyCtlAnswers;

JlyCtlAnswers *jly_ctl_answers_new (void);
void jly_ctl_answers_free (JlyCtlAnswers *self);

/* One "COLUMN=ANSWER"; FALSE if it is none. Several for one column add up. */
gboolean jly_ctl_answers_add (JlyCtlAnswers *self, const char *text);
/* Adds to answers what was said about a column of one of these names; either may be NULL. */
void jly_ctl_answers_find (JlyCtlAnswers *self,
                           const char *name,
                           const char *other,
                           JlyColumnAnswers *answers);
/* The first column's name that nobody asked for, NULL if there is none. */
const char *jly_ctl_answers_get_unused (const JlyCtlAnswers *self);

/* "To answer, add --answer "Turnover=comma" or "Turnover=point"." Owned by the caller. */
char *jly_ctl_answers_explain (const char *name, JlyColumnQuestion question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyCtlAnswers, jly_ctl_answers_free)

G_END_DECLS
