/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as people write them, read exactly or not at all. 3/4/2025 is the third of April to one
 * reader and the fourth of March to another: as with the decimal mark, only the whole column can
 * decide, and where it does not, the person is asked.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What comes first in 3/4/2025. */
typedef enum
{
  JLY_DATE_ORDER_NONE, /* not decided */
  JLY_DATE_ORDER_DAY_FIRST,
  JLY_DATE_ORDER_MONTH_FIRST
} JlyDateOrder;

/* What one cell tells about its column's order. */
typedef enum
{
  JLY_DATE_NOT,   /* no date */
  JLY_DATE_CLEAR, /* a date by itself: 2025-04-03, 3.4.2025 (points stand between day and month in
                     this order only), 4/4/2025 */
  JLY_DATE_DAY_FIRST,   /* 31/4 cannot be a month: the day comes first */
  JLY_DATE_MONTH_FIRST, /* the reverse */
  JLY_DATE_DOUBTFUL     /* both readings are dates, and different ones */
} JlyDateEvidence;

/* Years have four digits; a time of day is accepted where it is midnight, which is how spreadsheets
 * write a date alone. */
JlyDateEvidence jly_date_look (const char *cell);
/* The same; *day becomes the day that a JLY_DATE_CLEAR one is, as jly_date_read counts. */
JlyDateEvidence jly_date_look_at (const char *cell, guint32 *day);

/* Days since 1 January of the year 1, which is day 1; order is needed for the last three kinds of
 * evidence only. FALSE if the cell is no date in this order. */
gboolean jly_date_read (const char *cell, JlyDateOrder order, guint32 *day);

/* "2025-04-03". */
char *jly_date_format (guint32 day);

G_END_DECLS
