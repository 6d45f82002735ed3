/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which delimiter a text has: the one under which most of its first records have the same number of
 * cells, two or more. A decimal comma gives itself away here, because the header has none.
 */
#include "config.h"

#include "table/jly-csv.h"

#include <string.h>

#define SAMPLE_BYTES (64 * 1024)
#define SAMPLE_RECORDS 200

/* In this order where the records agree equally well: a comma also stands inside words and figures,
 * a semicolon seldom does. */
static const char delimiters[] = { '\t', ';', '|', ',' };

/* Counts the cells of each record; returns the number of records that hold anything. */
static guint
count_cells (const char *text, gsize length, char delimiter, guint counts[SAMPLE_RECORDS])
{
  gboolean quoted = FALSE, at_start = TRUE, empty = TRUE;
  guint n_records = 0, n_cells = 1;

  for (gsize i = 0; i < length && n_records < SAMPLE_RECORDS; i++)
    {
      const char c = text[i];

      if (c == '"' && (at_start || quoted))
        quoted = !quoted;
      else if (!quoted && (c == '\n' || c == '\r'))
        {
          if (!empty)
            counts[n_records++] = n_cells;
          n_cells = 1;
          empty = TRUE;
        }
      else if (!quoted && c == delimiter)
        n_cells++;
      at_start = c == delimiter || c == '\n' || c == '\r' || (at_start && c == ' ')
                 || (c == '"' && !quoted);
      empty &= c == '\n' || c == '\r' || c == ' ' || c == delimiter;
    }
  /* The last record counts only where the sample is the whole text. */
  if (!empty && n_records < SAMPLE_RECORDS && length < SAMPLE_BYTES)
    counts[n_records++] = n_cells;
  return n_records;
}

/* How many records have the most usual number of cells; 0 if that number is one. */
static guint
count_agreeing (const guint *counts, guint n_records, guint *usual)
{
  guint best = 0;

  for (guint i = 0; i < n_records; i++)
    {
      guint agreeing = 0;

      for (guint k = 0; k < n_records; k++)
        agreeing += counts[k] == counts[i];
      if (agreeing > best || (agreeing == best && counts[i] > *usual))
        {
          best = agreeing;
          *usual = counts[i];
        }
    }
  return *usual > 1 ? best : 0;
}

gboolean
jly_csv_is_delimiter (char mark)
{
  return memchr (delimiters, mark, sizeof delimiters) != NULL;
}

/* FALSE if the text does not begin with such a line. */
static gboolean
read_sep_line (const char *text, gsize length, JlyDelimiter *found)
{
  gsize at = 5;

  if (length < 5 || g_ascii_strncasecmp (text, "sep=", 4) != 0 || !jly_csv_is_delimiter (text[4]))
    return FALSE;
  if (at < length && text[at] == '\r')
    at++;
  if (at < length && text[at] == '\n')
    at++;
  if (at == 5 && at < length)
    return FALSE;
  found->start = at;
  found->mark = text[4];
  found->is_said = TRUE;
  return TRUE;
}

char
jly_csv_find_unknown_sep (const char *text, gsize length)
{
  const gboolean has_line = length > 5 && g_ascii_strncasecmp (text, "sep=", 4) == 0
                            && (text[5] == '\n' || text[5] == '\r');

  return has_line && !jly_csv_is_delimiter (text[4]) && g_ascii_isgraph (text[4]) ? text[4] : 0;
}

JlyDelimiter
jly_csv_find_delimiter (const char *text, gsize length)
{
  const gsize sample = MIN (length, SAMPLE_BYTES);
  JlyDelimiter best = { .mark = ',', .n_records = 1 };

  if (read_sep_line (text, length, &best))
    return best;
  for (guint i = 0; i < sizeof delimiters; i++)
    {
      guint counts[SAMPLE_RECORDS];
      guint usual = 0;
      const guint n = count_cells (text, sample, delimiters[i], counts);
      const guint agreeing = count_agreeing (counts, n, &usual);

      /* agreeing / n against best.n_agreeing / best.n_records, without a division. */
      if (agreeing * best.n_records > best.n_agreeing * n
          || (agreeing > 0 && agreeing * best.n_records == best.n_agreeing * n
              && usual > best.n_cells))
        best = (JlyDelimiter){
          .mark = delimiters[i], .n_agreeing = agreeing, .n_records = n, .n_cells = usual
        };
    }
  return best;
}
