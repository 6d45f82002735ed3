/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of jly-column: what is counted before anything is decided. */
#pragma once

#include "table/jly-amount-private.h"
#include "table/jly-column.h"
#include "table/jly-columns.h"
#include "table/jly-seen.h"
#include "table/jly-sheet-private.h"

G_BEGIN_DECLS

/* Plain numbers, as long as all have the same mark and as many decimals: then counting has seen
 * already what measuring would see. In steps of their last decimal. */
typedef struct
{
  gsize n;
  gboolean is_broken; /* they are not all so */
  char mark;          /* '.', ',' or 0 */
  guint n_decimals;
  gint64 least, most, total;
  gboolean has_total; /* FALSE: beyond 64 bits */
} JlyEven;

/* Counts over a whole column; a row is an index, n_rows where there is none. */
typedef struct
{
  gsize n_missing;
  gsize n_yes_no; /* counted while all cells are one, see all_yes_no */
  gsize n_dates;
  gsize n_numbers;    /* with or without words beside them that belong to figures */
  gsize n_zero_first; /* "0042": digits that a number would lose */
  gboolean all_codes; /* each cell that is there is one word with a digit in it */
  gsize n_percent;
  gboolean all_yes_no;
  const char *currency;                                  /* the first one named, ISO code */
  char *unit;                                            /* the first one named, folded */
  gsize zero_first, currency_row, percent_row, multiple; /* the first of each */
  gsize day_first, month_first, doubtful_date;
  JlyMarkScan marks;  /* dates say nothing about marks */
  guint decimals[3];  /* the most of any cell, if the column has this JlyDecimalMark */
  guint own_decimals; /* of the cells that the file says are numbers */
  JlyEven even;
  gsize n_clear_dates; /* that are read alike in any order; the first and the last of these days */
  guint32 least_day, most_day;
} JlyColumnCounts;

/* A cell of words that was looked at before: most come again and again. */
typedef struct
{
  const char *cell; /* of the sheet */
  gboolean is_missing;
  gboolean is_code;
} JlyWordMemo;

#define JLY_WORD_MEMOS 512 /* a power of two */

/* Counts a column piece by piece, in the order of rows. */
typedef struct
{
  JlySheet *sheet;
  guint column;
  gsize n_rows;
  JlyColumnCounts counts;
  AmountMemo *memo;
  JlyWordMemo memos[JLY_WORD_MEMOS];
  JlySeen *words;        /* cells of words, while they are few; NULL before the first one */
  gsize n_words;         /* cells that were counted so */
  gboolean has_too_many; /* words that differ: they are counted by themselves, if need be */
  const char *yes_no[4]; /* cells that are a word for yes or no, NULL-terminated if fewer */
} JlyColumnCounter;

void jly_column_counter_init (JlyColumnCounter *self, JlySheet *sheet, guint column);
void jly_column_counter_take (JlyColumnCounter *self, gsize from, gsize to);
/* How many cells differ, if counting has told that; FALSE: jly_column_count_distinct has to. */
gboolean jly_column_counter_get_distinct (JlyColumnCounter *self, gsize *n_distinct);
void jly_column_counter_clear (JlyColumnCounter *self);

/* How many cells differ; missing ones do not count. seen is used and cleared first. */
gsize jly_column_count_distinct (JlySheet *sheet, guint column, JlySeen *seen);

gboolean jly_column_is_yes_no (const char *cell);
/* Whether the type is a number of some kind. */
gboolean jly_column_is_figures (JlyColumnType type);

/* Reads each cell as the type that was decided, piece by piece: range, total, odd cells. Nothing is
 * read while a question is open. */
typedef struct
{
  JlyColumn *column; /* its scale is set */
  JlySheet *sheet;
  guint place;
  gboolean needs_sign; /* a number without a percent sign is odd */
  JlyAmountFormat format;
  gboolean is_measured; /* while it was counted */
  AmountMemo *memo;
  JlySeen *keys; /* normalized */
} JlyColumnMeasure;

void jly_column_measure_init (JlyColumnMeasure *self,
                              JlyColumn *column,
                              JlySheet *sheet,
                              guint place,
                              const JlyColumnCounts *counts,
                              gboolean needs_sign);
void jly_column_measure_take (JlyColumnMeasure *self, gsize from, gsize to);
void jly_column_measure_finish (JlyColumnMeasure *self);

/* Why a cell is no figure, as jly_amount_explain says it where a range was agreed. Owned by the
 * caller. */
char *
jly_column_explain (JlyAmountProblem problem, const char *cell, const JlyAmountFormat *format);

/* Fills in read_back, last of all. */
void jly_column_describe (JlyColumn *self, JlySheet *sheet);

/* Fills in reason. decided_row: the row that shows the decimal mark or the order of dates, n_rows
 * where there is none. */
void jly_column_give_reason (JlyColumn *self,
                             JlySheet *sheet,
                             guint column,
                             const JlyColumnCounts *counts,
                             gsize decided_row);

G_END_DECLS
