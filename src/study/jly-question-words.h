/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions and their settings by the names that people read. */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

/* The analysis' title; the id itself where this program does not know it. */
const char *jly_question_words_title (const char *analysis);
/* What the setting is called: "Column"; its name where it is not known. */
const char *jly_question_words_setting (const char *analysis, const char *name);
/* Whether the setting's value is the id of a column. */
gboolean jly_question_words_is_column (const char *analysis, const char *name);

G_END_DECLS
