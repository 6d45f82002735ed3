/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of jly-column: what is counted before anything is decided. */
#pragma once

#include "table/jly-column.h"

G_BEGIN_DECLS

/* Counts over a whole column; a row is an index, n_rows where there is none. */
typedef struct
{
  gsize n_missing;
  gsize n_yes_no;
  gsize n_dates;
  gsize n_numbers;    /* with or without words beside them that belong to figures */
  gsize n_zero_first; /* "0042": digits that a number would lose */
  gsize n_codes;      /* one word with a digit in it */
  gsize n_percent;
  gsize n_distinct;
  const char *currency;                                  /* the first one named, ISO code */
  char *unit;                                            /* the first one named, folded */
  gsize zero_first, currency_row, percent_row, multiple; /* the first of each */
  gsize day_first, month_first, doubtful_date;
} JlyColumnCounts;

JlyColumnCounts jly_column_count (JlySheet *sheet, guint column);

gboolean jly_column_is_yes_no (const char *cell);
/* Whether the type is a number of some kind. */
gboolean jly_column_is_figures (JlyColumnType type);

/* Reads each cell as the type that was decided: scale, range, total, odd cells. Nothing is read
 * while a question is open. needs_sign: a number without a percent sign is odd. */
void jly_column_measure (JlyColumn *self, JlySheet *sheet, guint column, gboolean needs_sign);

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
