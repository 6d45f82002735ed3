/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How this room says that something in a file is wrong: always where, what, and what to do. */
#pragma once

#include "base/jly-error.h"

G_BEGIN_DECLS

/* Where in a file; row 0: the file as a whole, column NULL: the row as a whole. */
typedef struct
{
  const char *file;
  guint64 row;
  const char *column;
} JlyTablePlace;

/* Sets a JLY_ERROR_DATA whose message is "file, row N, column: what"; what and next are whole
 * sentences for the person (next may be NULL). Always FALSE. */
gboolean jly_table_fail (GError **error,
                         const JlyTablePlace *place,
                         const char *next,
                         const char *format,
                         ...) G_GNUC_PRINTF (4, 5);

/* A cell's text as it may stand in a sentence: at most 40 characters, nothing that is not seen or
 * turns the direction of writing. */
char *jly_table_quote (const char *cell);

/* A cell's text as the name of something: whole, without what is not seen or turns the direction of
 * writing. Two cells that look alike give the same name. Owned by the caller. */
char *jly_table_name (const char *cell);

G_END_DECLS
