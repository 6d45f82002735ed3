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

G_END_DECLS
