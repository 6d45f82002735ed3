/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Amounts as people write them, read exactly: fixed point, no rounding, no guess. Whether a comma
 * or a point marks the decimals is decided once for a whole column, from cells that can be read in
 * one way only; a column of cells like "1,234" alone is a question to the person.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_AMOUNT_SCALE_MAX 9

/* How a column marks decimals. */
typedef enum
{
  JLY_MARK_NONE, /* no cell has decimals or a doubtful mark */
  JLY_MARK_POINT,
  JLY_MARK_COMMA
} JlyDecimalMark;

/* Why a cell is no amount. */
typedef enum
{
  JLY_AMOUNT_OK,
  JLY_AMOUNT_MISSING, /* empty, "-", "n/a": never zero */
  JLY_AMOUNT_NOT_A_NUMBER,
  JLY_AMOUNT_NEGATIVE,
  JLY_AMOUNT_GROUPING,  /* thousands marks that do not stand three digits apart */
  JLY_AMOUNT_MULTIPLE,  /* "5 kEUR", "3 %": written in thousands, millions, percent */
  JLY_AMOUNT_UNIT,      /* a unit or a currency that is not the expected one */
  JLY_AMOUNT_PRECISION, /* more digits than the scale */
  JLY_AMOUNT_TOO_LARGE, /* above max */
  JLY_AMOUNT_INEXACT,   /* a spreadsheet's number of more digits than it keeps */
  JLY_AMOUNT_FACTOR     /* nothing says that it is in thousands, as the rest of its column is */
} JlyAmountProblem;

typedef struct
{
  guint scale;         /* decimals, at most JLY_AMOUNT_SCALE_MAX */
  guint64 max;         /* in steps of 10^-scale */
  JlyDecimalMark mark; /* of the column; JLY_MARK_NONE reads both unless a cell is doubtful */
  const char *unit; /* that may stand beside the number, also as "€/h" for money; "%" for figures in
                       percent; may be NULL */
  const char *currency; /* ISO code that may stand beside the number, "EUR"; "" any; NULL: none */
  guint exponent; /* figures are in 10^exponent, 3 for thousands; a multiple beside a number must
                     be the same */
  gboolean says_each; /* each cell has to say so, because the column's name does not */
  gboolean rounds;    /* the person chose so: half a step goes away from zero */
} JlyAmountFormat;

/* Whether a cell holds nothing: empty, spaces and what is not seen, "-", "n/a" and the like. Never
 * zero. Nobody else decides this. */
gboolean jly_amount_is_missing (const char *cell);

/* What one cell tells about its column's mark. */
typedef enum
{
  JLY_EVIDENCE_NONE,
  JLY_EVIDENCE_POINT,    /* the point marks decimals, or the comma thousands */
  JLY_EVIDENCE_COMMA,    /* the reverse */
  JLY_EVIDENCE_DOUBTFUL, /* "1,234" or "1.234": both readings are possible */
} JlyMarkEvidence;

JlyMarkEvidence jly_amount_look (const char *cell);

/* Digits after the decimal mark as written, 0 for a cell that is no number. */
guint jly_amount_count_decimals (const char *cell, JlyDecimalMark mark);

/* Reads one cell; *steps is set only for JLY_AMOUNT_OK. */
JlyAmountProblem jly_amount_read (const char *cell, const JlyAmountFormat *format, guint64 *steps);

/* The same for figures that may be below zero: "-3", "3-", "(3)". format->max is at most
 * G_MAXINT64 and limits both directions. */
JlyAmountProblem
jly_amount_read_signed (const char *cell, const JlyAmountFormat *format, gint64 *steps);

/* As jly_amount_read for a cell that stands alone (typed in, pasted): decides the mark by this
 * cell. Any problem, a doubtful mark included, is JLY_ERROR_DATA with the reason; the caller adds
 * file, row and column. Currency signs may stand beside the number. */
gboolean
jly_amount_parse (const char *cell, guint scale, guint64 max, guint64 *steps, GError **error);

/* The reason as a sentence ("“12a” is not a number."); *next becomes what to do. Owned by the
 * caller; next is static. */
char *jly_amount_explain (JlyAmountProblem problem,
                          const char *cell,
                          const JlyAmountFormat *format,
                          const char **next);

/* For people: "412 600.00", grouped by narrow no-break spaces, the locale's decimal mark, exactly
 * scale decimals. */
char *jly_amount_format (guint64 steps, guint scale);
/* The same with a minus sign (U+2212) where it is below zero. */
char *jly_amount_format_signed (gint64 steps, guint scale);
/* For programs and result documents: "412600.00". */
char *jly_amount_to_string (guint64 steps, guint scale);
/* The exact reverse, for what a program wrote: digits, a point, exactly scale decimals; FALSE for
 * anything else. Nothing is doubtful here, unlike in jly_amount_parse. */
gboolean jly_amount_from_string (const char *text, guint scale, guint64 *steps);

G_END_DECLS
