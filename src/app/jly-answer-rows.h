/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of an answer. */
#pragma once

#include "app/jly-answer-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A figure with its name, or that it is hidden and why. */
GtkWidget *jly_answer_rows_new_line (const JlyAnswerLine *line);
/* Something to know before one uses the answer. */
GtkWidget *jly_answer_rows_new_note (const JlyAnswerNote *note);
/* One of several questions: what came out, and what was asked. It opens for its figures and for
 * what is to be known of it; one with a warning says so while it is closed. */
GtkWidget *jly_answer_rows_new_part (const JlyAnswerPart *part);

G_END_DECLS
