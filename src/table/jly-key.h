/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as two parties write them, brought to one form so that the same customer is the same key on
 * both sides. The form follows from the cell and the agreed format alone, never from the rest of
 * the file: otherwise two parties could normalize the same key differently.
 */
#pragma once

#include "table/jly-sheet.h"

G_BEGIN_DECLS

/* A national or international number with a check digit; the formats are data in jly-key-formats.c.
 */
typedef struct _JlyKeyFormat JlyKeyFormat;

/* Why a cell is no key. */
typedef enum
{
  JLY_KEY_OK,
  JLY_KEY_MISSING,     /* empty, "-", "n/a" */
  JLY_KEY_SHAPE,       /* not as many digits as the format has, or other signs */
  JLY_KEY_DATE,        /* the day of birth in it does not exist */
  JLY_KEY_CHECK_DIGIT, /* a digit is wrong or two are exchanged */
} JlyKeyProblem;

/* "ee-personal-code"; NULL if there is none of this id. */
const JlyKeyFormat *jly_key_format_lookup (const char *id);
/* All formats from 0 on; NULL behind the last. */
const JlyKeyFormat *jly_key_format_get (guint i);
const char *jly_key_format_get_id (const JlyKeyFormat *format);
/* "Estonian or Lithuanian personal code" */
const char *jly_key_format_get_name (const JlyKeyFormat *format);

/* The key in its one form, *key owned by the caller and set for JLY_KEY_OK only. Without a format:
 * Unicode NFKC, case folded, invisible characters gone, spaces trimmed and made one. With one:
 * digits and capitals only, with the format's prefix, without the spaces, points, dashes and
 * strokes that people put between them. */
JlyKeyProblem jly_key_normalize (const char *cell, const JlyKeyFormat *format, char **key);

/* The reason as a sentence; for any problem but JLY_KEY_OK. Owned by the caller. */
char *jly_key_explain (JlyKeyProblem problem, const char *cell, const JlyKeyFormat *format);

/* The one format that at least n_least of the column's cells have; NULL if there is none or more
 * than one, because nothing would decide between them. */
const JlyKeyFormat *jly_key_format_find (JlySheet *sheet, guint column, gsize n_least);

G_END_DECLS
