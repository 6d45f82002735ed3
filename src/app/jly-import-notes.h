/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was noticed in a file, as rows of a list; what the person chooses goes to the session. */
#pragma once

#include "app/jly-import-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows for another file. */
void jly_import_notes_build (GtkListBox *list, JlySheet *file, JlyImportSession *session);
/* sheet: the file's as it is computed with; which rows are left out is shown anew. */
void jly_import_notes_show (GtkListBox *list, JlySheet *sheet);

G_END_DECLS
