/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a cell apart: sign, number, and the words and currency signs beside it. Only the digits 0
 * to 9 are digits here: others are rare, and a cell that mixes them is likely a mistake. */
#include "config.h"

#include "base/jly-plain.h"
#include "table/jly-amount-private.h"
#include "table/jly-names.h"

#include <string.h>

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == 0xa0 || c == 0x202f
         || (c >= 0x2000 && c <= 0x200a);
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2212 || c == 0x2013;
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02bc;
}

static gboolean
is_number_part (gunichar c)
{
  return (c >= '0' && c <= '9') || c == '.' || c == ',';
}

/* Words that say "no figure here". */
static gboolean
is_missing (const char *trimmed)
{
  static const char *const words[]
      = { "", "-", "–", "—", "--", "n/a", "na", "#n/a", "n.a.", "k.a.", NULL };
  g_autofree char *folded = g_utf8_casefold (trimmed, -1);

  return g_strv_contains (words, folded);
}

/* Spaces at both ends, the unusual ones too. */
static char *
trim (const char *cell)
{
  const char *end = cell + strlen (cell);

  while (*cell != '\0' && is_space (g_utf8_get_char (cell)))
    cell = g_utf8_next_char (cell);
  while (end > cell)
    {
      const char *before = g_utf8_prev_char (end);

      if (!is_space (g_utf8_get_char (before)))
        break;
      end = before;
    }
  return g_strndup (cell, (gsize)(end - cell));
}

/* From the first to the last digit, with a mark that directly stands before or after it. */
static gboolean
find_number (const char *text, const char **start, const char **end)
{
  const char *first = strpbrk (text, "0123456789");
  const char *last = first;

  if (first == NULL)
    return FALSE;
  if (first > text && (first[-1] == '.' || first[-1] == ','))
    first--;
  for (const char *at = last; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (is_number_part (c))
        last = at + 1;
      else if (!is_space (c) && !is_apostrophe (c))
        break;
    }
  *start = first;
  *end = last;
  return TRUE;
}

/* The number itself with each space a ' ' and each apostrophe a '\''. */
static gboolean
take_body (const char *start, const char *end, char body[AMOUNT_BODY_MAX + 1])
{
  gsize n = 0;

  for (const char *at = start; at < end; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (n == AMOUNT_BODY_MAX)
        return FALSE;
      body[n++] = is_space (c) ? ' ' : is_apostrophe (c) ? '\'' : (char)c;
    }
  body[n] = '\0';
  return TRUE;
}

/* "m2" and "m3": the only words whose digits are no figure. */
static gboolean
is_power (const char *from, const char *at)
{
  return (*at == '2' || *at == '3') && at > from && (at[-1] == 'm' || at[-1] == 'M')
         && !g_ascii_isalnum (at[1]);
}

typedef struct
{
  GString *words;
  guint minuses;
  guint opened, closed; /* brackets */
} Beside;

/* What stands before or after the number: takes the sign and brackets out of it, so that only words
 * remain. A minus inside a word ("man-days") is no sign. FALSE if more digits stand there,
 * or a character that makes the figure look like another one. */
static gboolean
take_side (const char *from, const char *end, gboolean before, Beside *beside)
{
  for (const char *at = from; at < end; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      const char *next = g_utf8_next_char (at);

      if (is_minus (c) && (before || at == from || next == end || is_space ((guint8)at[-1])))
        beside->minuses++;
      else if (c == '(')
        beside->opened++;
      else if (c == ')')
        beside->closed++;
      else if (c == '+' && before && at == from)
        continue;
      else if ((g_unichar_isdigit (c) && !is_power (from, at)) || jly_plain_turns (c))
        return FALSE;
      else
        g_string_append_unichar (beside->words, c);
    }
  return TRUE;
}

/* (3) is how bookkeepers write -3; 3 (hours) is not. */
static gboolean
take_sides (const char *text, const char *start, const char *end, AmountParts *parts)
{
  g_autoptr (GString) words = g_string_new (NULL);
  Beside beside = { .words = words };
  guint opened_before;

  if (!take_side (text, start, TRUE, &beside))
    return FALSE;
  opened_before = beside.opened;
  g_string_append_c (words, ' ');
  if (!take_side (end, text + strlen (text), FALSE, &beside))
    return FALSE;
  if (beside.opened != beside.closed || beside.minuses + opened_before > 1)
    return FALSE;
  parts->negative = beside.minuses > 0 || opened_before > 0;
  parts->words = jly_name_fold (words->str);
  if (parts->words[0] == '\0')
    g_clear_pointer (&parts->words, g_free);
  return TRUE;
}

/* Most cells of a large file are a number and nothing else; they need no look at each side. */
static gboolean
take_plain (const char *cell, AmountParts *parts)
{
  const gsize length = strspn (cell, "0123456789.,");

  if (!g_ascii_isdigit (cell[0]) || cell[length] != '\0' || length > AMOUNT_BODY_MAX)
    return FALSE;
  memcpy (parts->body, cell, length + 1);
  return TRUE;
}

JlyAmountProblem
jly_amount_take_apart (const char *cell, AmountParts *parts)
{
  g_autofree char *trimmed = NULL;
  const char *start, *end;

  memset (parts, 0, sizeof *parts);
  if (take_plain (cell, parts))
    return JLY_AMOUNT_OK;
  trimmed = trim (cell);
  if (is_missing (trimmed))
    return JLY_AMOUNT_MISSING;
  if (!find_number (trimmed, &start, &end) || !take_body (start, end, parts->body)
      || !take_sides (trimmed, start, end, parts))
    return JLY_AMOUNT_NOT_A_NUMBER;
  return JLY_AMOUNT_OK;
}
