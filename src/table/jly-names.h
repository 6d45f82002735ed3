/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names as two people write them: when they are the same name, unit or currency all the same. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For comparing: NFKC, case folded, spaces made one and trimmed, invisible characters gone.
 * Owned by the caller. */
char *jly_name_fold (const char *name);

/* The same without memory of its own; FALSE for a name that is longer or is not ASCII. */
#define JLY_NAME_SHORT 63
gboolean jly_name_fold_short (const char *name, char folded[JLY_NAME_SHORT + 1]);

/* A column name for comparing: brackets and what is in them, punctuation and currency words gone as
 * well: "Unit cost (EUR/h)" and "unit_cost in euro" are the same. Owned by the caller. */
char *jly_header_fold (const char *header);

/* What stands in brackets in a header, folded, "" if nothing. Owned by the caller. */
char *jly_header_dup_bracketed (const char *header);

/* Whether two units are the same one: "h", "hrs" and "hours", "m2" and "m²". */
gboolean jly_unit_equal (const char *a, const char *b);
gboolean jly_unit_is_known (const char *folded);

/* The ISO code of a folded currency word or sign ("€", "euro", "eur"), or NULL. */
const char *jly_currency_find (const char *folded);
/* The ISO code of the first currency among folded words ("unit cost eur/h"), or NULL. */
const char *jly_currency_find_among (const char *folded);
/* "euro" for "EUR"; the code itself where there is no usual word. */
const char *jly_currency_name (const char *code);

/* Whether folded words are a sign or word for hundredths: "%", "percent". */
gboolean jly_words_are_percent (const char *folded);
/* Whether folded words say that figures are in thousands, millions or percent: "keur", "mio. €",
 * "in thousands", "%". */
gboolean jly_words_multiply (const char *folded);
/* How many: *exponent is 3 for thousands, 6 for millions, 9 for billions, 0 for what is no power of
 * ten or below one ("dozen", "%"); *currency the ISO code that the words name, or NULL. FALSE if
 * they say nothing of the kind. */
gboolean jly_words_find_multiple (const char *folded, guint *exponent, const char **currency);

/* Whether a cell is a word for yes or no, and which one. */
gboolean jly_words_are_yes_no (const char *cell, gboolean *is_yes);

G_END_DECLS
