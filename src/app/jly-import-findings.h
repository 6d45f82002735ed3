/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with an import, or looks strange, as a list; what the person answers goes to the
 * session. */
#pragma once

#include "app/jly-finding-list.h"
#include "app/jly-import-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes confirmations and rows that are left out to the session; "go-to" is the caller's. */
void jly_import_findings_listen (JlyFindingList *list, JlyImportSession *session);
/* label says how many there are; a form has no rows to leave out. */
void jly_import_findings_show (JlyFindingList *list,
                               GtkLabel *label,
                               JlyImport *import,
                               gboolean is_form);
/* A finding of the list that is shown and has a cell. NULL while somebody works on the import: then
 * it may be gone in a moment. Owned by the import. */
const JlyFinding *jly_import_findings_get (JlyImportSession *session, guint number);

G_END_DECLS
