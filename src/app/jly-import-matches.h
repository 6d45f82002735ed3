/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study's columns as rows of a list, each with the column of the file that goes there. */
#pragma once

#include "app/jly-import-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the rows anew: for another file or other rules. What the person chooses goes into session.
 */
void jly_import_matches_build (GtkListBox *list, JlyImport *import, JlyImportSession *session);
/* Shows what goes where now, and why, in the rows that were made. */
void jly_import_matches_show (GtkListBox *list, JlyImport *import);

G_END_DECLS
