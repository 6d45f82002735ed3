/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions of an import as cards in a box. A card stays once it is answered, so that the
 * answer can be changed; it goes when its column goes elsewhere.
 */
#pragma once

#include "app/jly-import-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _JlyImportQuestions JlyImportQuestions;

/* Puts cards into box and answers into session; both must outlive it. */
JlyImportQuestions *jly_import_questions_new (GtkBox *box, JlyImportSession *session);
void jly_import_questions_free (JlyImportQuestions *self);
/* Other figures come: no answer holds any more. */
void jly_import_questions_forget (JlyImportQuestions *self);
void jly_import_questions_show (JlyImportQuestions *self, JlyImport *import);

/* Whether a question about the study's column waits for an answer. */
gboolean jly_import_questions_are_open (JlyImport *import, guint column);

G_END_DECLS
