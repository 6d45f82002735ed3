/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Case A, bringing figures: the tender, one company's file, and what was understood of both, read
 * back in words before anything is done with it. Nothing leaves this computer on this page.
 *
 * Actions: import.choose-tender, import.choose-figures, import.use-sample, import.rehearse.
 */
#pragma once

#include "app/jly-bid-files.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_IMPORT_PAGE (jly_import_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyImportPage, jly_import_page, JLY, IMPORT_PAGE, JlyPage)

JlyImportPage *jly_import_page_new (void);
/* Reads a file again and shows what was understood; either path may be NULL, which keeps the file
 * that is shown. Comes back at once. */
void jly_import_page_open (JlyImportPage *self, const char *tender_path, const char *figures_path);
/* What is shown: NULL until something was read. Owned by the page. */
JlyBidFiles *jly_import_page_get_files (JlyImportPage *self);
/* TRUE while a file is being read. */
gboolean jly_import_page_is_reading (JlyImportPage *self);

G_END_DECLS
