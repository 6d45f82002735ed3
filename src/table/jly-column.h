/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a column of any file seems to hold, and why, in words. Nothing is guessed: where the cells
 * allow two readings, the column carries a question, and no figure of it is counted until the
 * person has answered. Missing cells are never zero.
 */
#pragma once

#include "table/jly-addable.h"
#include "table/jly-amount.h"
#include "table/jly-date.h"
#include "table/jly-key.h"
#include "table/jly-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_COLUMN_EMPTY, /* every cell is missing */
  JLY_COLUMN_WHOLE,
  JLY_COLUMN_DECIMAL,
  JLY_COLUMN_MONEY,
  JLY_COLUMN_PERCENTAGE,
  JLY_COLUMN_DATE,
  JLY_COLUMN_YES_NO,
  JLY_COLUMN_CATEGORY, /* few different texts, each of them often */
  JLY_COLUMN_KEY,      /* tells rows apart: a code or a register number */
  JLY_COLUMN_TEXT
} JlyColumnType;

/* What only the person knows. */
typedef enum
{
  JLY_QUESTION_NONE,
  JLY_QUESTION_MARK,     /* which mark stands before decimals */
  JLY_QUESTION_ORDER,    /* day or month first */
  JLY_QUESTION_MULTIPLE, /* figures in thousands: what are they in full */
  JLY_QUESTION_DIGITS,   /* more digits than the study counts (jly-question.h) */
  JLY_QUESTION_NEAR,     /* nearly written like a category of the study's list (likewise) */
} JlyColumnQuestion;

/* What becomes of digits that the study does not count. */
typedef enum
{
  JLY_DIGITS_ASK,
  JLY_DIGITS_ROUND, /* half a step goes away from zero */
  JLY_DIGITS_KEEP   /* not rounded: each such cell is a finding until it is corrected */
} JlyDigitsAnswer;

/* What becomes of cells that are nearly written like a category. */
typedef enum
{
  JLY_NEAR_ASK,
  JLY_NEAR_TAKE, /* they are meant */
  JLY_NEAR_KEEP  /* they are not: each is a finding until it is corrected */
} JlyNearAnswer;

/* What the person answered; zeros where nothing was asked. */
typedef struct
{
  JlyDecimalMark mark;
  JlyDateOrder order;
  guint factor; /* 1: figures are written out in full; 1000: in thousands; 0: not answered */
  JlyDigitsAnswer digits;
  JlyNearAnswer near; /* of this file: it is not remembered for the next one */
} JlyColumnAnswers;

/* Owned by the caller. Texts are in the person's language. */
typedef struct
{
  JlyColumnType type;
  char *title;  /* the file's own name for it, as it may stand in a sentence */
  char *reason; /* "12 of 12 cells are amounts of money. “12,50” (row 3) can only be …" */

  JlyColumnQuestion question;
  char *question_text; /* NULL if nothing is asked */
  gsize question_row;  /* index of a row that shows it */

  /* How numbers and dates are written; numbers are in steps of 10^-scale. */
  JlyDecimalMark mark;
  guint scale;
  char *currency; /* ISO code, or NULL */
  char *unit;     /* "h", or NULL; "%" for a percentage */
  JlyDateOrder order;
  guint exponent;                 /* the person said that figures are in 10^exponent */
  gboolean says_each;             /* only cells say so, not the column's name */
  const JlyKeyFormat *key_format; /* of a key with check digits, or NULL; static */

  /* Counts of rows. present is without odd. */
  gsize n_rows, n_present, n_missing;
  gsize n_odd;      /* cells that are not of the column's type */
  gsize odd_row;    /* index of the first one */
  char *odd_words;  /* what is wrong with it, NULL if none */
  gsize n_distinct; /* cells that differ; of a key: once they are normalized; 0 where has_range */

  /* Of the cells present, where has_range: in steps, or days as in jly-date.h. */
  gboolean has_range;
  gint64 least, most;
  JlyAddable adds;
  gboolean has_total; /* of figures that add up, where the total is not beyond 64 bits */
  gint64 total;

  char *read_back; /* a sentence: number of rows, total, smallest, largest, missing */
} JlyColumn;

/* Never fails: what is nothing else is text. answers may be NULL. The sheet is only read. */
JlyColumn *jly_column_recognize (JlySheet *sheet, guint column, const JlyColumnAnswers *answers);
/* JlyColumn* of all columns, much sooner than one by one. answers: one for each column, or NULL.
 * May run in any thread. NULL only with JLY_ERROR_CANCELLED. Transfer full. */
GPtrArray *jly_column_recognize_all (JlySheet *sheet,
                                     const JlyColumnAnswers *answers,
                                     GCancellable *cancellable,
                                     GError **error);
void jly_column_free (JlyColumn *self);

/* "whole-number", "money": for programs. */
const char *jly_column_type_name (JlyColumnType type);
/* "whole number", "money": for people. */
const char *jly_column_type_words (JlyColumnType type);
/* "decimal-mark", "date-order", "multiple", NULL for none. */
const char *jly_column_question_name (JlyColumnQuestion question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyColumn, jly_column_free)

G_END_DECLS
