/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of an answer on cards, one below the other, and why something is hidden, said once. */
#pragma once

#include "app/jly-answer-words.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *jly_answer_charts_new (const JlyAnswerWords *words);

G_END_DECLS
