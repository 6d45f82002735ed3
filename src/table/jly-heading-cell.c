/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-heading-cell.h. */
#include "config.h"

#include "table/jly-heading-cell.h"

#include "table/jly-amount-private.h"
#include "table/jly-date.h"
#include "table/jly-names.h"

#include <string.h>

#define YEAR_LEAST 1900
#define YEAR_MOST 2100
#define UNIT_BYTES 40 /* no unit is longer */

/* Folded, without brackets round it and without "in" before it. */
static char *
strip_unit (const char *cell)
{
  g_autofree char *folded = jly_name_fold (cell);
  gsize length = strlen (folded);
  const char *from = folded;

  if (length > 1 && (*from == '(' || *from == '[')
      && (folded[length - 1] == ')' || folded[length - 1] == ']'))
    {
      folded[--length] = '\0';
      from++;
    }
  if (g_str_has_prefix (from, "in "))
    from += strlen ("in ");
  return jly_name_fold (from);
}

/* "5,000" has a word for thousands in it, and is a figure. */
static gboolean
is_unit_part (const char *word)
{
  if (jly_unit_is_known (word))
    return TRUE;
  return strpbrk (word, "0123456789") == NULL
         && (jly_currency_find (word) != NULL || jly_words_are_percent (word)
             || (strchr (word, ' ') == NULL && jly_words_multiply (word)));
}

/* Every word of it is one of a unit: "eur/h", "thousand euro", "kg per h". */
static gboolean
is_unit (const char *cell)
{
  g_autofree char *stripped = strlen (cell) <= UNIT_BYTES ? strip_unit (cell) : g_strdup ("");
  g_auto (GStrv) parts = g_strsplit_set (stripped, " /", -1);
  gboolean found = FALSE;

  if (is_unit_part (stripped))
    return TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (is_unit_part (parts[i]))
      found = TRUE;
    else if (parts[i][0] != '\0' && !g_str_equal (parts[i], "per"))
      return FALSE;
  return found;
}

static gboolean
is_year (const char *cell)
{
  char folded[JLY_NAME_SHORT + 1];
  guint64 year;

  return jly_name_fold_short (cell, folded) && strlen (folded) == 4
         && g_ascii_string_to_unsigned (folded, 10, YEAR_LEAST, YEAR_MOST, &year, NULL);
}

/* A number alone or with words that belong to figures; "Q1" and "2024/25" are names. */
static gboolean
is_figure (const char *cell)
{
  AmountParts parts;
  const gboolean is_number = jly_amount_take_apart (cell, &parts) == JLY_AMOUNT_OK;
  const gboolean found = is_number && (parts.words == NULL || is_unit (parts.words));

  g_free (parts.words);
  return found;
}

JlyHeadingKind
jly_heading_look (const char *cell)
{
  while (g_ascii_isspace (*cell))
    cell++;
  if (*cell == '\0')
    return JLY_HEADING_EMPTY;
  if (jly_amount_is_missing (cell))
    return JLY_HEADING_MISSING;
  if (is_year (cell) || jly_date_look (cell) != JLY_DATE_NOT)
    return JLY_HEADING_PERIOD;
  if (is_unit (cell))
    return JLY_HEADING_UNIT;
  return is_figure (cell) ? JLY_HEADING_FIGURE : JLY_HEADING_WORDS;
}

gboolean
jly_heading_is_unit_word (const char *cell)
{
  static const char *const words[]
      = { "unit",    "units", "measure", "currency", "einheit",   "einheiten", "währung", "ühik",
          "valuuta", "unité", "unités",  "devise",   "yksikkö",   "valuutta",  "enhet",   "eenheid",
          "unidad",  "unità", "vienība", "vienetas", "jednostka", "единица",   NULL };
  g_autofree char *folded = jly_header_fold (cell);

  return g_strv_contains (words, folded);
}

char *
jly_heading_dup_unit (const char *cell)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (cell));
  const gsize length = strlen (trimmed);
  const char *from = trimmed;

  if (length > 1 && (*from == '(' || *from == '['))
    {
      trimmed[length - 1] = '\0';
      from++;
    }
  if (g_ascii_strncasecmp (from, "in ", strlen ("in ")) == 0)
    from += strlen ("in ");
  return g_strconcat ("(", from, ")", NULL);
}
