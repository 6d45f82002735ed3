/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of jly-amount: a cell taken apart, before anything is decided. */
#pragma once

#include "table/jly-amount.h"

G_BEGIN_DECLS

#define AMOUNT_BODY_MAX 64 /* bytes; a longer number fits no agreed range */

typedef struct
{
  char body[AMOUNT_BODY_MAX + 1]; /* digits, '.', ',', and ' ' or '\'' for other thousands marks */
  gboolean negative;
  char *words; /* what stood beside the number, folded; owned by the caller; NULL: nothing */
} AmountParts;

/* JLY_AMOUNT_OK, _MISSING or _NOT_A_NUMBER. parts->words is to be freed in any case. */
JlyAmountProblem jly_amount_take_apart (const char *cell, AmountParts *parts);

/* Whether words beside a number are those expected: JLY_AMOUNT_OK, _MULTIPLE, _UNIT or
 * _NOT_A_NUMBER. */
JlyAmountProblem jly_amount_check_words (const char *words, const JlyAmountFormat *format);

/* What a body tells about its column's mark. */
JlyMarkEvidence jly_amount_look_at_body (const char *body);
/* Digits after the decimal mark in a body, if mark is the column's. */
guint jly_amount_count_body_decimals (const char *body, JlyDecimalMark mark);
/* The body in steps: JLY_AMOUNT_OK, _GROUPING, _PRECISION or _TOO_LARGE. */
JlyAmountProblem
jly_amount_read_body (const char *body, const JlyAmountFormat *format, guint64 *steps);

/* Most cells of a large file are digits with one mark at most; they are read without anything
 * else. */
typedef struct
{
  guint64 digits; /* all of them as one number */
  guint8 n_whole; /* before the mark, at least one */
  guint8 n_decimals;
  char mark; /* '.', ',' or 0 */
  gboolean negative;
  gboolean zero_first;
} AmountPlain;

/* As g_ascii_isdigit, without a look into its table: asked for each character of a large file. */
static inline gboolean
amount_is_digit (char c)
{
  return (guint8)(c - '0') <= 9;
}

#define AMOUNT_PLAIN_DIGITS 18 /* any so many fit 64 bits */

static inline gboolean
amount_scan_plain (const char *cell, AmountPlain *plain)
{
  const char *at = cell + (*cell == '-');
  const char *start = at;
  guint64 digits = 0;
  gsize n_whole, n_decimals = 0;

  for (; amount_is_digit (*at); at++)
    digits = digits * 10 + (guint64)(*at - '0');
  n_whole = (gsize)(at - start);
  plain->mark = 0;
  if (*at == '.' || *at == ',')
    {
      plain->mark = *at++;
      for (; amount_is_digit (*at); at++, n_decimals++)
        digits = digits * 10 + (guint64)(*at - '0');
    }
  if (*at != '\0' || n_whole == 0 || n_whole + n_decimals > AMOUNT_PLAIN_DIGITS)
    return FALSE;
  plain->digits = digits;
  plain->n_whole = (guint8)n_whole;
  plain->n_decimals = (guint8)n_decimals;
  plain->negative = start != cell;
  plain->zero_first = *start == '0';
  return TRUE;
}

/* As jly_amount_look for a plain cell. */
static inline JlyMarkEvidence
amount_look_at_plain (const AmountPlain *plain)
{
  if (plain->mark == 0)
    return JLY_EVIDENCE_NONE;
  if (plain->n_decimals == 3 && plain->n_whole <= 3 && !plain->zero_first)
    return JLY_EVIDENCE_DOUBTFUL;
  return plain->mark == '.' ? JLY_EVIDENCE_POINT : JLY_EVIDENCE_COMMA;
}

/* Reads a plain cell's size; FALSE where a closer look is needed to say what is wrong. */
gboolean
jly_amount_read_plain (const AmountPlain *plain, const JlyAmountFormat *format, guint64 *steps);

/* The words beside the numbers of one column are few: each is folded and looked up once. */
typedef struct
{
  char raw[48]; /* what stands before the number, a NUL, what stands after it */
  guint n_raw;
  gboolean fits; /* FALSE: the cell is no number */
  gboolean negative;
  char *words; /* folded; NULL: nothing */
  /* Set by those who ask, -1 until then. */
  int kind;
  int problem; /* a JlyAmountProblem */
} AmountSides;

typedef struct _AmountMemo AmountMemo;

AmountMemo *amount_memo_new (void);
void amount_memo_free (AmountMemo *self);
/* As jly_amount_take_apart; *sides is valid until the next call, NULL for what is not OK. */
JlyAmountProblem amount_memo_take_apart (AmountMemo *self,
                                         const char *cell,
                                         char body[AMOUNT_BODY_MAX + 1],
                                         AmountSides **sides);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmountMemo, amount_memo_free)

G_END_DECLS
