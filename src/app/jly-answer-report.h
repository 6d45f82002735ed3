/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An answer to take along: as pages (a PDF file, or real paper), or as one picture (PNG, SVG). The
 * same charts, sentences and figures as on the screen, on white. What is in it is what this party
 * may learn, its own position included: whom it is passed on to is the person's choice.
 */
#pragma once

#include "app/jly-answer-words.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _JlyAnswerReport JlyAnswerReport;

/* All of it: answer, charts, figures, what to look at before, who approved. Borrows words. */
JlyAnswerReport *jly_answer_report_new (const char *study_title, const JlyAnswerWords *words);
/* The answer and its charts alone, as a picture has them. */
JlyAnswerReport *jly_answer_report_new_picture (const char *study_title,
                                                const JlyAnswerWords *words);
void jly_answer_report_free (JlyAnswerReport *self);

/* Pages of this size in points; then page 0 to n - 1 can be drawn. */
guint jly_answer_report_paginate (JlyAnswerReport *self, cairo_t *cr, double width, double height);
void jly_answer_report_draw_page (JlyAnswerReport *self, cairo_t *cr, guint page);

/* what: "pdf" (A4), "png" or "svg". Overwrites path; JLY_ERROR_IO naming the file. */
gboolean
jly_answer_report_save (JlyAnswerReport *self, const char *what, const char *path, GError **error);
/* For real paper; takes self. */
GtkPrintOperation *jly_answer_report_print (JlyAnswerReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAnswerReport, jly_answer_report_free)

G_END_DECLS
