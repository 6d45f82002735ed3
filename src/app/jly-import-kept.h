/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The link between a session's import and what is kept of the work on its file (jly-kept.h). It
 * goes with the import from thread to thread: whoever has the one has the other.
 */
#pragma once

#include "table/jly-kept.h"

G_BEGIN_DECLS

typedef struct _JlyImportKept JlyImportKept;

/* Corrections of another sheet of the file, or of its rows counted with the totals, are others:
 * file is a name that tells them apart (jly_import_reading_dup_name). Reads nothing yet. NULL if
 * folder, study or file is NULL: nothing is kept then. */
JlyImportKept *jly_import_kept_new (const char *folder, const char *study_id, const char *file);
void jly_import_kept_free (JlyImportKept *self);

/* Brings back what is kept, the first time that it is called; later only confirmations, since
 * corrections outlive a change of the rules by themselves. Waits for the disk. */
void jly_import_kept_restore (JlyImportKept *self, JlyImport *import);
/* Keeps the import as it is now. Nothing corrected, confirmed or chosen leaves no file. Waits for
 * the disk. */
void jly_import_kept_save (JlyImportKept *self, JlyImport *import);

/* What came back or can; its words are NULL if there is nothing to say. Borrowed. */
const JlyKeptReport *jly_import_kept_get_report (const JlyImportKept *self);
/* Why the work cannot be kept; NULL if it can. Borrowed. */
const GError *jly_import_kept_get_error (const JlyImportKept *self);
/* Whether each correction that came back is still there. */
gboolean jly_import_kept_is_in_place (const JlyImportKept *self, JlyImport *import);
/* What was found, to be used, taken back or forgotten: afterwards nothing is to be said any more.
 * NULL if nothing was. Owned by the caller. */
JlyKept *jly_import_kept_take (JlyImportKept *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyImportKept, jly_import_kept_free)

G_END_DECLS
