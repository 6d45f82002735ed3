/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before a page is left on which figures stand that are nowhere else. */
#pragma once

#include "app/jly-import-view.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

/* For the class's hold_back (jly-page.h): TRUE if the person is asked; who agrees leaves by action.
 */
gboolean jly_import_leave_hold_back (JlyPage *page, JlyImportView *view, const char *action);

/* Asks whether the pasted table that stands on the view may be replaced; replace is called if so.
 * The view may be gone by then only with its window, and with it the dialog. */
void jly_import_leave_ask_to_replace (JlyImportView *view,
                                      void (*replace) (JlyImportView *view, gpointer data),
                                      gpointer data,
                                      GDestroyNotify destroy);

G_END_DECLS
