/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was noticed between a file and its rows: sheets, titles, totals, marks and characters. */
#pragma once

#include "table/jly-sheet.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* In words, to standard output. */
void jly_ctl_table_notes_print (JlySheet *sheet);
/* As members "sheets", of a file that has some, and "notes". */
void jly_ctl_table_notes_add (JsonObject *object, JlySheet *sheet);

G_END_DECLS
