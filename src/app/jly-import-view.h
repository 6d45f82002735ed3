/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a person's figures to the columns of a study, whatever study it is: where they come from,
 * the file as it stands with cells to mend in place, which of its columns goes where, questions
 * that only the person can answer, what is wrong or strange, and the sentences that say what will
 * enter. The page around it owns the actions "import.…" of the buttons, and says what else it
 * needs.
 */
#pragma once

#include "app/jly-import-session.h"
#include "table/jly-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_IMPORT_VIEW (jly_import_view_get_type ())
G_DECLARE_FINAL_TYPE (JlyImportView, jly_import_view, JLY, IMPORT_VIEW, AdwBin)

/* Shows the session from now on; once. */
void jly_import_view_set_session (JlyImportView *self, JlyImportSession *session);
/* Where figures can come from, in words; has_sample shows the button for made-up ones. */
void jly_import_view_set_source_text (JlyImportView *self,
                                      const char *title,
                                      const char *text,
                                      gboolean has_sample);
/* What the page itself has to say about the figures, in place of the import's own sentences:
 * read-back sentences, then what is only good to know; both NULL-terminated or NULL. */
void jly_import_view_set_read_back (JlyImportView *self,
                                    const char *const *sentences,
                                    const char *const *notes);

/* The person's hand; each does nothing where there is nothing to do. */
void jly_import_view_undo (JlyImportView *self);
void jly_import_view_redo (JlyImportView *self);
void jly_import_view_paste (JlyImportView *self);
/* Opens a form; takes it. Its rules are the session's. One that something was typed into comes
 * back instead. */
void jly_import_view_type_in (JlyImportView *self, JlyForm *form);
gboolean jly_import_view_has_form (JlyImportView *self);
/* Whether something was typed into a form, also one in whose place a file came. */
gboolean jly_import_view_has_typed (JlyImportView *self);
/* Whether leaving would lose what is nowhere else: a pasted table, or what was typed. */
gboolean jly_import_view_would_lose (JlyImportView *self);
/* What is there was used, or the person said so: it may be lost until it changes. */
void jly_import_view_let_go (JlyImportView *self);
/* Puts the keyboard on a cell of the preview, brought into sight. */
void jly_import_view_go_to (JlyImportView *self, gsize row, guint column);

G_END_DECLS
