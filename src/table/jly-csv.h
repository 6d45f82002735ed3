/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Splits text into records and cells (RFC 4180, with the delimiters and line ends that programs
 * really write). In one pass and in place: cells are pieces of the text itself, so that a large
 * file is in memory once.
 */
#pragma once

#include "table/jly-grid.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The delimiter under which the first records agree best: comma, semicolon, tab or pipe; comma for
 * a single column. A first line "sep=;" says it outright; *start is then behind that line, which
 * is no row to a spreadsheet, else 0. */
char jly_csv_find_delimiter (const char *text, gsize length, gsize *start);

/* Takes text (of the given length, shorter than 4 GiB, NUL-terminated), also when it fails; begins
 * at start. JLY_ERROR_DATA names the row: one too long, a cell too long, a quotation mark that is
 * never closed or is followed by more words. */
gboolean jly_csv_split (JlyGrid *grid,
                        const char *name,
                        char *text,
                        gsize length,
                        gsize start,
                        char delimiter,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
