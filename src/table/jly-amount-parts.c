/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a cell apart: sign, number, and the words and currency signs beside it. Only the digits 0
 * to 9 are digits here: others are rare, and a cell that mixes them is likely a mistake. */
#include "config.h"

#include "base/jly-plain.h"
#include "table/jly-amount-private.h"
#include "table/jly-names.h"

#include <string.h>

#define MISSING_MAX 4 /* bytes; no word for a missing figure is longer */

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

/* Whether nothing of it is seen: folded, it is no name and no key either. */
static gboolean
is_invisible (const char *from, const char *end)
{
  for (const char *at = from; at < end; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        return FALSE;
    }
  return TRUE;
}

/* Words that say "no figure here". */
static gboolean
is_missing (const char *from, const char *end)
{
  static const struct
  {
    const char *word;
    gsize length;
  } words[] = { { "-", 1 },  { "–", 3 },    { "—", 3 },    { "--", 2 },  { "n/a", 3 },
                { "na", 2 }, { "#n/a", 4 }, { "n.a.", 4 }, { "k.a.", 4 } };
  const gsize length = (gsize)(end - from);

  if (length == 0 || is_invisible (from, end))
    return TRUE;
  if (length > MISSING_MAX || strchr ("-nN#kK\xe2", *from) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].length == length && g_ascii_strncasecmp (from, words[i].word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Most cells begin and end with one of these. */
static gboolean
is_visible_ascii (char c)
{
  return c > ' ' && c < 0x7f;
}

/* Spaces at both ends, the unusual ones too, are no part of a cell. */
static void
trim (const char *cell, const char **from, const char **end)
{
  const char *to = cell + strlen (cell);

  if (to > cell && is_visible_ascii (cell[0]) && is_visible_ascii (to[-1]))
    {
      *from = cell;
      *end = to;
      return;
    }
  while (*cell != '\0' && is_space (g_utf8_get_char (cell)))
    cell = g_utf8_next_char (cell);
  while (to > cell)
    {
      const char *before = g_utf8_prev_char (to);

      if (!is_space (g_utf8_get_char (before)))
        break;
      to = before;
    }
  *from = cell;
  *end = to;
}

/* Most cells begin with a sign that no word for a missing figure begins with. */
static inline gboolean
may_be_missing (const char *cell)
{
  static const char beginnings[] = "-nN#kK";

  return !is_visible_ascii (*cell) || memchr (beginnings, *cell, sizeof beginnings - 1) != NULL;
}

gboolean
jly_amount_is_missing (const char *cell)
{
  const char *from, *end;

  if (!may_be_missing (cell))
    return FALSE;
  trim (cell, &from, &end);
  return is_missing (from, end);
}

/* From the first to the last digit, with a mark that directly stands before or after it. */
static gboolean
find_number (const char *text, const char *text_end, const char **start, const char **end)
{
  const char *first = text;
  const char *last;

  while (first < text_end && !amount_is_digit (*first))
    first++;
  if (first == text_end)
    return FALSE;
  last = first;
  if (first > text && (first[-1] == '.' || first[-1] == ','))
    first--;
  for (const char *at = last; at < text_end; at = g_utf8_next_char (at))
    {
      const gunichar c = (guint8)*at < 0x80 ? (gunichar)*at : g_utf8_get_char (at);

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
      const gunichar c = (guint8)*at < 0x80 ? (gunichar)*at : g_utf8_get_char (at);

      if (n == AMOUNT_BODY_MAX)
        return FALSE;
      if (is_number_part (c))
        body[n++] = (char)c;
      else
        body[n++] = is_space (c) ? ' ' : '\'';
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
take_sides (const char *text,
            const char *start,
            const char *end,
            const char *text_end,
            gboolean *negative,
            char **folded)
{
  g_autoptr (GString) words = g_string_new (NULL);
  Beside beside = { .words = words };
  guint opened_before;

  if (!take_side (text, start, TRUE, &beside))
    return FALSE;
  opened_before = beside.opened;
  g_string_append_c (words, ' ');
  if (!take_side (end, text_end, FALSE, &beside))
    return FALSE;
  if (beside.opened != beside.closed || beside.minuses + opened_before > 1)
    return FALSE;
  *negative = beside.minuses > 0 || opened_before > 0;
  *folded = jly_name_fold (words->str);
  if (*folded[0] == '\0')
    g_clear_pointer (folded, g_free);
  return TRUE;
}

/* Most cells of a large file are a number and nothing else; they need no look at each side. */
static gboolean
take_plain (const char *cell, AmountParts *parts)
{
  const gsize length = strspn (cell, "0123456789.,");

  if (!amount_is_digit (cell[0]) || cell[length] != '\0' || length > AMOUNT_BODY_MAX)
    return FALSE;
  memcpy (parts->body, cell, length + 1);
  return TRUE;
}

/* Where the cell's parts are; the number's body is taken. */
typedef struct
{
  const char *text, *start, *end, *text_end;
} Places;

static JlyAmountProblem
find_parts (const char *cell, Places *at, char body[AMOUNT_BODY_MAX + 1])
{
  trim (cell, &at->text, &at->text_end);
  if (may_be_missing (at->text) && is_missing (at->text, at->text_end))
    return JLY_AMOUNT_MISSING;
  return find_number (at->text, at->text_end, &at->start, &at->end)
                 && take_body (at->start, at->end, body)
             ? JLY_AMOUNT_OK
             : JLY_AMOUNT_NOT_A_NUMBER;
}

JlyAmountProblem
jly_amount_take_apart (const char *cell, AmountParts *parts)
{
  Places at;
  JlyAmountProblem problem;

  parts->negative = FALSE;
  parts->words = NULL;
  if (take_plain (cell, parts))
    return JLY_AMOUNT_OK;
  problem = find_parts (cell, &at, parts->body);
  if (problem == JLY_AMOUNT_OK
      && !take_sides (at.text, at.start, at.end, at.text_end, &parts->negative, &parts->words))
    problem = JLY_AMOUNT_NOT_A_NUMBER;
  return problem;
}

#define MEMO_SIZE 64

struct _AmountMemo
{
  AmountSides *last; /* one cell after the other has the same */
  AmountSides entries[MEMO_SIZE];
};

AmountMemo *
amount_memo_new (void)
{
  return g_new0 (AmountMemo, 1);
}

void
amount_memo_free (AmountMemo *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < MEMO_SIZE; i++)
    g_free (self->entries[i].words);
  g_free (self);
}

/* Copies the two sides; 0 if they are too long to be kept. */
static guint
copy_sides (const Places *at, char raw[48])
{
  const gsize n_before = (gsize)(at->start - at->text);
  const gsize n_after = (gsize)(at->text_end - at->end);

  if (n_before + n_after + 1 > 48)
    return 0;
  memcpy (raw, at->text, n_before);
  raw[n_before] = '\0';
  memcpy (raw + n_before + 1, at->end, n_after);
  return (guint)(n_before + n_after + 1);
}

static gboolean
has_sides (const AmountSides *entry, const Places *at)
{
  const gsize n_before = (gsize)(at->start - at->text);
  const gsize n_after = (gsize)(at->text_end - at->end);

  return entry->n_raw == n_before + n_after + 1 && entry->raw[n_before] == '\0'
         && memcmp (entry->raw, at->text, n_before) == 0
         && memcmp (entry->raw + n_before + 1, at->end, n_after) == 0;
}

static guint
hash_sides (const char *raw, guint n)
{
  guint hash = n;

  for (guint i = 0; i < n; i++)
    hash = hash * 31 + (guint8)raw[i];
  return hash ^ hash >> 7;
}

static AmountSides *
find_sides (AmountMemo *self, const Places *at)
{
  char raw[48];
  AmountSides *entry;
  guint n;

  if (self->last != NULL && has_sides (self->last, at))
    return self->last;
  n = copy_sides (at, raw);
  entry = self->last = &self->entries[hash_sides (raw, n) % MEMO_SIZE];
  if (n > 0 && entry->n_raw == n && memcmp (entry->raw, raw, n) == 0)
    return entry;
  g_clear_pointer (&entry->words, g_free);
  memcpy (entry->raw, raw, n);
  entry->n_raw = n;
  entry->kind = entry->problem = -1;
  entry->fits
      = take_sides (at->text, at->start, at->end, at->text_end, &entry->negative, &entry->words);
  return entry;
}

JlyAmountProblem
amount_memo_take_apart (AmountMemo *self,
                        const char *cell,
                        char body[AMOUNT_BODY_MAX + 1],
                        AmountSides **sides)
{
  Places at;
  const JlyAmountProblem problem = find_parts (cell, &at, body);

  *sides = NULL;
  if (problem != JLY_AMOUNT_OK)
    return problem;
  *sides = find_sides (self, &at);
  if ((*sides)->fits)
    return JLY_AMOUNT_OK;
  *sides = NULL;
  return JLY_AMOUNT_NOT_A_NUMBER;
}
