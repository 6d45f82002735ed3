/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes tables for spreadsheets. Every file that Jointly hands out as CSV goes through here,
 * because a spreadsheet takes some texts for formulas, and a text may come from somebody else. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a spreadsheet could take the text for a formula: it starts with =, +, -, @, a tab or a
 * line end (also after spaces, or in full width), and is no plain number. */
gboolean jly_csv_is_formula (const char *text);

/* Appends text in quotation marks, with an apostrophe before what would be a formula, and a comma,
 * or the line's end after the last cell. */
void jly_csv_append_cell (GString *csv, const char *text, gboolean is_last);

G_END_DECLS
