/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-date.h. */
#include "config.h"

#include "table/jly-date.h"

#include "table/jly-amount-private.h"

#include <string.h>

typedef struct
{
  guint parts[3];
  guint n_digits[3];
  char mark;
} Written;

static const char *
skip_spaces (const char *at)
{
  while (g_ascii_isspace (*at))
    at++;
  return at;
}

/* Whether nothing, or nothing but midnight, stands behind the date. */
static gboolean
is_end (const char *at)
{
  static const char *const midnights[] = { "00:00:00.000", "00:00:00", "00:00", "0:00:00", "0:00" };

  if (*at == '\0')
    return TRUE;
  if (*at == 'T')
    at++;
  at = skip_spaces (at);
  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++)
    if (g_str_has_prefix (at, midnights[i]))
      {
        at += strlen (midnights[i]);
        break;
      }
  if (*at == 'Z')
    at++;
  return *skip_spaces (at) == '\0';
}

/* Three numbers with the same mark between them. */
static gboolean
take_apart (const char *cell, Written *written)
{
  const char *at = skip_spaces (cell);

  memset (written, 0, sizeof *written);
  for (guint i = 0; i < 3; i++)
    {
      for (; amount_is_digit (*at); at++)
        {
          if (written->n_digits[i]++ == 4)
            return FALSE;
          written->parts[i] = written->parts[i] * 10 + (guint)(*at - '0');
        }
      if (written->n_digits[i] == 0)
        return FALSE;
      if (i == 2)
        break;
      if (i == 0 ? *at != '-' && *at != '.' && *at != '/' : *at != written->mark)
        return FALSE;
      written->mark = *at++;
    }
  return is_end (at);
}

/* The day that year, month and day are, 0 if they are none; counted as g_date_get_julian does, at a
 * tenth of its time: a column may have a million dates. */
static guint32
count_days (guint year, guint month, guint day)
{
  static const guint before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };
  const gboolean is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const guint years = year - 1;

  if (year == 0 || month == 0 || month > 12 || day == 0
      || day > before[month] - before[month - 1] + (month == 2 && is_leap ? 1 : 0))
    return 0;
  return years * 365 + years / 4 - years / 100 + years / 400 + before[month - 1]
         + (month > 2 && is_leap ? 1 : 0) + day;
}

/* The day with the day first, and with the month first; 0 where that is no date. Equal where the
 * writing leaves no choice. FALSE if the cell is not written as a date at all. */
static gboolean
read_both (const char *cell, guint32 *day_first, guint32 *month_first)
{
  Written w;

  /* A quick look first: most cells of a file are no dates. */
  if (!amount_is_digit (*cell) && !g_ascii_isspace (*cell))
    return FALSE;
  if (!take_apart (cell, &w))
    return FALSE;
  if (w.n_digits[0] == 4 && w.n_digits[1] <= 2 && w.n_digits[2] <= 2)
    *day_first = *month_first = count_days (w.parts[0], w.parts[1], w.parts[2]);
  else if (w.n_digits[0] <= 2 && w.n_digits[1] <= 2 && w.n_digits[2] == 4)
    {
      *day_first = count_days (w.parts[2], w.parts[1], w.parts[0]);
      *month_first = w.mark == '.' ? *day_first : count_days (w.parts[2], w.parts[0], w.parts[1]);
    }
  else
    return FALSE;
  return *day_first != 0 || *month_first != 0;
}

JlyDateEvidence
jly_date_look (const char *cell)
{
  guint32 day;

  return jly_date_look_at (cell, &day);
}

JlyDateEvidence
jly_date_look_at (const char *cell, guint32 *day)
{
  guint32 day_first, month_first;

  if (!read_both (cell, &day_first, &month_first))
    return JLY_DATE_NOT;
  *day = day_first;
  if (day_first == month_first)
    return JLY_DATE_CLEAR;
  if (month_first == 0)
    return JLY_DATE_DAY_FIRST;
  return day_first == 0 ? JLY_DATE_MONTH_FIRST : JLY_DATE_DOUBTFUL;
}

gboolean
jly_date_read (const char *cell, JlyDateOrder order, guint32 *day)
{
  guint32 day_first, month_first;

  if (!read_both (cell, &day_first, &month_first))
    return FALSE;
  if (order == JLY_DATE_ORDER_NONE && day_first != month_first)
    return FALSE;
  *day = order == JLY_DATE_ORDER_MONTH_FIRST ? month_first : day_first;
  return *day != 0;
}

char *
jly_date_format (guint32 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return g_strdup_printf ("%04u-%02u-%02u", (guint)g_date_get_year (&date),
                          (guint)g_date_get_month (&date), (guint)g_date_get_day (&date));
}
