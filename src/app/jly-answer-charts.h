/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of an answer on cards, one below the other, and why something is hidden, said once. */
#pragma once

#include "app/jly-answer-words.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* table (may be NULL) has the same numbers, and is gone to by Space or Enter on a chart. */
GtkWidget *jly_answer_charts_new (const JlyAnswerWords *words, GtkWidget *table);

G_END_DECLS
