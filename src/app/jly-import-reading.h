/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the import page reads a company's table back: the columns it needs beside the file's own, and
 * the sentences on paper. */
#pragma once

#include "table/jly-bid-table.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Replaces the rows of list by one per needed column. */
void jly_import_reading_fill (GtkListBox *list, const JlyBidTable *table);
/* The read-back sentences, one a line. */
char *jly_import_reading_dup_text (const JlyBidTable *table);
/* What is missing or was left out; NULL if nothing. */
char *jly_import_reading_dup_notes (const JlyBidTable *table);

G_END_DECLS
