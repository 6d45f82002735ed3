/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at each cell of a column by itself and counts what it could be. */
#include "config.h"

#include "table/jly-amount-private.h"
#include "table/jly-column-private.h"
#include "table/jly-names.h"

#include <string.h>

gboolean
jly_column_is_yes_no (const char *cell)
{
  gboolean is_yes;

  return jly_words_are_yes_no (cell, &is_yes);
}

static void
note (gsize *first, gsize row, gsize none)
{
  if (*first == none)
    *first = row;
}

/* The unit of "eur/h" and "eur per hour", NULL if there is none. */
static const char *
find_per (const char *words)
{
  const char *slash = strchr (words, '/');
  const char *per = strstr (words, " per ");

  if (slash != NULL)
    return slash[1] == ' ' ? slash + 2 : slash + 1;
  return per != NULL ? per + strlen (" per ") : NULL;
}

static void
take_money (JlyColumnCounts *counts, const char *words, const char *currency, gsize row, gsize none)
{
  const char *unit = find_per (words);

  note (&counts->currency_row, row, none);
  if (counts->currency == NULL)
    counts->currency = currency;
  if (counts->unit == NULL && unit != NULL)
    counts->unit = g_strdup (unit);
}

/* Words beside a number that can stand beside a figure: TRUE, and what they say is noted. */
static gboolean
take_words (JlyColumnCounts *counts, const char *words, gsize row, gsize none)
{
  const char *currency = jly_currency_find_among (words);

  if (jly_words_are_percent (words))
    {
      counts->n_percent++;
      note (&counts->percent_row, row, none);
      return TRUE;
    }
  if (jly_words_multiply (words))
    {
      note (&counts->multiple, row, none);
      return TRUE;
    }
  if (currency != NULL)
    {
      take_money (counts, words, currency, row, none);
      return TRUE;
    }
  if (!jly_unit_is_known (words))
    return FALSE;
  if (counts->unit == NULL)
    counts->unit = g_strdup (words);
  return TRUE;
}

/* "0042" alone; 0, 0.5 and 0,5 are plain numbers. */
static gboolean
has_zero_first (const AmountParts *parts)
{
  return parts->words == NULL && !parts->negative && parts->body[0] == '0'
         && g_ascii_isdigit (parts->body[1]);
}

static gboolean
is_code (const char *cell)
{
  return strpbrk (cell, "0123456789") != NULL && strpbrk (cell, " \t\n") == NULL;
}

static void
take_date (JlyColumnCounts *counts, JlyDateEvidence evidence, gsize row, gsize none)
{
  counts->n_dates++;
  if (evidence == JLY_DATE_DAY_FIRST)
    note (&counts->day_first, row, none);
  else if (evidence == JLY_DATE_MONTH_FIRST)
    note (&counts->month_first, row, none);
  else if (evidence == JLY_DATE_DOUBTFUL)
    note (&counts->doubtful_date, row, none);
}

/* FALSE for a missing cell. */
static gboolean
take_cell (JlyColumnCounts *counts, const char *cell, gsize row, gsize none)
{
  const JlyDateEvidence evidence = jly_date_look (cell);
  AmountParts parts;
  const JlyAmountProblem problem = jly_amount_take_apart (cell, &parts);

  if (problem == JLY_AMOUNT_MISSING)
    counts->n_missing++;
  else if (evidence != JLY_DATE_NOT)
    take_date (counts, evidence, row, none);
  else if (problem == JLY_AMOUNT_OK
           && (parts.words == NULL || take_words (counts, parts.words, row, none)))
    counts->n_numbers++;
  else if (jly_column_is_yes_no (cell))
    counts->n_yes_no++;
  if (problem == JLY_AMOUNT_OK && has_zero_first (&parts))
    {
      counts->n_zero_first++;
      note (&counts->zero_first, row, none);
    }
  counts->n_codes += problem != JLY_AMOUNT_MISSING && is_code (cell);
  g_free (parts.words);
  return problem != JLY_AMOUNT_MISSING;
}

JlyColumnCounts
jly_column_count (JlySheet *sheet, guint column)
{
  const gsize n = jly_sheet_get_n_rows (sheet);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JlyColumnCounts counts = { .zero_first = n,
                             .currency_row = n,
                             .percent_row = n,
                             .multiple = n,
                             .day_first = n,
                             .month_first = n,
                             .doubtful_date = n };

  for (gsize i = 0; i < n; i++)
    {
      const char *cell = jly_sheet_get_cell (sheet, i, column);

      /* The sheet keeps the cell, so it need not be copied. */
      if (take_cell (&counts, cell, i, n))
        g_hash_table_add (seen, (gpointer)cell);
    }
  counts.n_distinct = g_hash_table_size (seen);
  return counts;
}
