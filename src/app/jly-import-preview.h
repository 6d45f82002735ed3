/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import knows of a file, said at its columns and cells in the preview. */
#pragma once

#include "app/jly-sheet-view.h"
#include "table/jly-import.h"

G_BEGIN_DECLS

/* Before the sheet is shown: how each column was understood, and whether the study takes it. */
void jly_import_preview_describe (JlySheetView *view, JlyImport *import);
/* After it: findings, questions and corrections. */
void jly_import_preview_mark (JlySheetView *view, JlyImport *import);

G_END_DECLS
