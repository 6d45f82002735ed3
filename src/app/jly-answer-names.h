/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of a result document are called: their ids in words. */
#pragma once

#include "party/jly-result.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

#define JLY_ANSWER_NO_QUESTION G_MAXUINT

/* The study's question that an item belongs to; JLY_ANSWER_NO_QUESTION for what belongs to none,
 * as the rows that the agreed checks left out. */
guint jly_answer_find_question (const JlyStudy *study, const JlyResultItem *item);
/* The title of the column with this id; NULL if there is none. Borrowed. */
const char *jly_answer_name_column (const JlyStudy *study, const char *id);
/* The title of the column with this id, or the words for a part of a figure's id, or id. Borrowed.
 */
const char *jly_answer_name_part (const JlyStudy *study, const char *id);
/* "sum, small, north": without the question that it belongs to. Owned by the caller. */
char *jly_answer_name_item (const JlyStudy *study, const JlyResultItem *item);
/* The same as it stands alone in a row: "Sum, small, north". Titles and groups stay as people wrote
 * them. Owned by the caller. */
char *jly_answer_title_item (const JlyStudy *study, const JlyResultItem *item);

G_END_DECLS
