/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person pastes from a spreadsheet or a page becomes a sheet like a file's. */
#pragma once

#include "base/jly-rules.h"
#include "table/jly-sheet.h"

G_BEGIN_DECLS

#define JLY_PASTE_BYTES_MAX (64 * 1024 * 1024)

/* text: what the clipboard holds as text, html: the same as a page, where it is offered; either may
 * be NULL. A table of the page is used where the text has no tabs. Without a row of names, which
 * shows where figures stand in the first row, the study's names are taken in their order if there
 * are as many columns, else "Column 1" and so on; a note says so (JLY_NOTE_NAMES). rules may be
 * NULL. n_name_rows: as in JlySheetOptions. JLY_ERROR_DATA as for a file. */
JlySheet *jly_paste_read (
    const char *text, const char *html, guint n_name_rows, const JlyRules *rules, GError **error);

G_END_DECLS
