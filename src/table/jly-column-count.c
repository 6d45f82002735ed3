/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at each cell of a column by itself and counts what it could be. */
#include "config.h"

#include "table/jly-column-private.h"
#include "table/jly-names.h"

#include <string.h>

#define SETTLED_LEAST 65536 /* cells */
#define WORDS_MOST 2048     /* that differ: few enough to stay in the processor's cache */

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

/* What words beside a number are; AmountSides.kind. */
typedef enum
{
  SIDES_STRANGE, /* no words of a figure */
  SIDES_NONE,
  SIDES_PERCENT,
  SIDES_MULTIPLE,
  SIDES_MONEY,
  SIDES_UNIT
} SidesKind;

static SidesKind
find_kind (const char *words)
{
  if (words == NULL)
    return SIDES_NONE;
  if (jly_words_are_percent (words))
    return SIDES_PERCENT;
  if (jly_words_multiply (words))
    return SIDES_MULTIPLE;
  if (jly_currency_find_among (words) != NULL)
    return SIDES_MONEY;
  return jly_unit_is_known (words) ? SIDES_UNIT : SIDES_STRANGE;
}

/* Words beside a number that can stand beside a figure: TRUE, and what they say is noted. */
static gboolean
take_words (JlyColumnCounts *counts, AmountSides *sides, gsize row, gsize none)
{
  if (sides->kind < 0)
    sides->kind = (int)find_kind (sides->words);
  switch ((SidesKind)sides->kind)
    {
    case SIDES_PERCENT:
      counts->n_percent++;
      note (&counts->percent_row, row, none);
      return TRUE;
    case SIDES_MULTIPLE:
      note (&counts->multiple, row, none);
      return TRUE;
    case SIDES_MONEY:
      if (counts->currency == NULL || (counts->unit == NULL && find_per (sides->words) != NULL))
        take_money (counts, sides->words, jly_currency_find_among (sides->words), row, none);
      return TRUE;
    case SIDES_UNIT:
      if (counts->unit == NULL)
        counts->unit = g_strdup (sides->words);
      return TRUE;
    case SIDES_NONE:
      return TRUE;
    case SIDES_STRANGE:
    default:
      return FALSE;
    }
}

static gboolean
is_code (const char *cell)
{
  gboolean has_digit = FALSE;

  for (; *cell != '\0'; cell++)
    {
      if (*cell == ' ' || *cell == '\t' || *cell == '\n')
        return FALSE;
      has_digit |= amount_is_digit (*cell);
    }
  return has_digit;
}

static void
take_clear_date (JlyColumnCounts *counts, guint32 day)
{
  const gboolean is_first = counts->n_clear_dates++ == 0;

  counts->least_day = is_first ? day : MIN (counts->least_day, day);
  counts->most_day = is_first ? day : MAX (counts->most_day, day);
}

static void
take_date (JlyColumnCounts *counts, JlyDateEvidence evidence, guint32 day, gsize row, gsize none)
{
  counts->n_dates++;
  if (evidence == JLY_DATE_CLEAR)
    take_clear_date (counts, day);
  else if (evidence == JLY_DATE_DAY_FIRST)
    note (&counts->day_first, row, none);
  else if (evidence == JLY_DATE_MONTH_FIRST)
    note (&counts->month_first, row, none);
  else if (evidence == JLY_DATE_DOUBTFUL)
    note (&counts->doubtful_date, row, none);
}

/* The first cell that decides, the first that says the reverse, and the first doubtful one before
 * that. */
static void
take_evidence (JlyMarkScan *marks, JlyMarkEvidence evidence, gsize row, gsize none)
{
  const JlyDecimalMark said = evidence == JLY_EVIDENCE_POINT ? JLY_MARK_POINT : JLY_MARK_COMMA;

  if (evidence == JLY_EVIDENCE_NONE || marks->contradicting < none)
    return;
  if (evidence == JLY_EVIDENCE_DOUBTFUL)
    note (&marks->doubtful, row, none);
  else if (marks->mark == JLY_MARK_NONE)
    {
      marks->mark = said;
      marks->decided = row;
    }
  else if (marks->mark != said)
    marks->contradicting = row;
}

static void
take_decimals (guint *most, guint decimals)
{
  *most = MAX (*most, decimals);
}

static void
take_even (JlyEven *even, const AmountPlain *plain)
{
  const gint64 value = plain->negative ? -(gint64)plain->digits : (gint64)plain->digits;

  if (even->n++ == 0)
    {
      even->mark = plain->mark;
      even->n_decimals = plain->n_decimals;
      even->least = even->most = even->total = value;
      even->has_total = TRUE;
      return;
    }
  even->is_broken |= plain->mark != even->mark || plain->n_decimals != even->n_decimals;
  even->least = MIN (even->least, value);
  even->most = MAX (even->most, value);
  if (even->has_total && __builtin_add_overflow (even->total, value, &even->total))
    even->has_total = FALSE;
}

/* Digits and one mark at most: nothing else has to be looked at. */
static void
take_plain (JlyColumnCounter *self, const AmountPlain *plain, gsize row)
{
  JlyColumnCounts *counts = &self->counts;

  counts->n_numbers++;
  counts->all_yes_no = FALSE;
  take_even (&counts->even, plain);
  if (plain->zero_first && plain->n_whole > 1 && !plain->negative)
    {
      counts->n_zero_first++;
      note (&counts->zero_first, row, self->n_rows);
    }
  if (plain->mark == 0)
    return;
  if (jly_sheet_peek_number (self->sheet, row, self->column))
    {
      take_evidence (&counts->marks, JLY_EVIDENCE_POINT, row, self->n_rows);
      take_decimals (&counts->own_decimals, plain->n_decimals);
      return;
    }
  take_evidence (&counts->marks, amount_look_at_plain (plain), row, self->n_rows);
  for (JlyDecimalMark mark = JLY_MARK_NONE; mark <= JLY_MARK_COMMA; mark++)
    {
      const gboolean is_comma
          = mark == JLY_MARK_COMMA
            || (mark == JLY_MARK_NONE && amount_look_at_plain (plain) == JLY_EVIDENCE_COMMA);

      if (plain->mark == (is_comma ? ',' : '.'))
        take_decimals (&counts->decimals[mark], plain->n_decimals);
    }
}

/* A spreadsheet's own numbers are never doubtful. */
static void
take_body (JlyColumnCounter *self, const char *body, gsize row)
{
  JlyColumnCounts *counts = &self->counts;
  JlyMarkEvidence evidence;
  guint point, comma;

  if (jly_sheet_peek_number (self->sheet, row, self->column))
    {
      if (strchr (body, '.') != NULL)
        take_evidence (&counts->marks, JLY_EVIDENCE_POINT, row, self->n_rows);
      take_decimals (&counts->own_decimals, jly_amount_count_body_decimals (body, JLY_MARK_POINT));
      return;
    }
  if (strpbrk (body, ".,") == NULL)
    return;
  evidence = jly_amount_look_at_body (body);
  take_evidence (&counts->marks, evidence, row, self->n_rows);
  point = jly_amount_count_body_decimals (body, JLY_MARK_POINT);
  comma = jly_amount_count_body_decimals (body, JLY_MARK_COMMA);
  take_decimals (&counts->decimals[JLY_MARK_POINT], point);
  take_decimals (&counts->decimals[JLY_MARK_COMMA], comma);
  take_decimals (&counts->decimals[JLY_MARK_NONE], evidence == JLY_EVIDENCE_COMMA ? comma : point);
}

/* So many cells are neither figures nor dates that the column cannot be either; what the rest of
 * them look like in detail changes nothing then. Small files are always looked at whole. */
static gboolean
is_settled (const JlyColumnCounter *self, gsize row)
{
  const JlyColumnCounts *counts = &self->counts;
  const gsize n_others = row - counts->n_missing - counts->n_numbers - counts->n_dates;

  return n_others > SETTLED_LEAST && n_others > self->n_rows / 4;
}

/* A column has two such words, or three with another writing. */
static gboolean
is_yes_no_again (JlyColumnCounter *self, const char *cell)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (self->yes_no) && self->yes_no[i] != NULL; i++)
    if (g_str_equal (self->yes_no[i], cell))
      return TRUE;
  if (!jly_column_is_yes_no (cell))
    return FALSE;
  if (i < G_N_ELEMENTS (self->yes_no))
    self->yes_no[i] = cell;
  return TRUE;
}

/* Words are mostly the same few, and are here already: a look at all rows for them alone would have
 * to fetch the whole file again. */
static void
take_distinct (JlyColumnCounter *self, guint64 mixture)
{
  if (self->has_too_many)
    return;
  if (self->words == NULL)
    self->words = jly_seen_new ();
  jly_seen_add_mixture (self->words, mixture);
  self->n_words++;
}

static void
give_up_distinct (JlyColumnCounter *self)
{
  if (self->words == NULL || jly_seen_count (self->words) <= WORDS_MOST)
    return;
  g_clear_pointer (&self->words, jly_seen_free);
  self->has_too_many = TRUE;
}

gboolean
jly_column_counter_get_distinct (JlyColumnCounter *self, gsize *n_distinct)
{
  /* Numbers and dates were not taken. */
  if (self->has_too_many || self->words == NULL
      || self->n_words != self->n_rows - self->counts.n_missing)
    return FALSE;
  *n_distinct = jly_seen_count (self->words);
  return TRUE;
}

/* Words that belong to no figure. */
static void
take_word (JlyColumnCounter *self, const char *cell, gboolean is_code)
{
  JlyColumnCounts *counts = &self->counts;

  counts->all_codes = counts->all_codes && is_code;
  counts->all_yes_no = counts->all_yes_no && is_yes_no_again (self, cell);
  counts->n_yes_no += counts->all_yes_no;
}

/* TRUE for a figure. */
static gboolean
take_sides (
    JlyColumnCounter *self, const char *cell, const char *body, AmountSides *sides, gsize row)
{
  JlyColumnCounts *counts = &self->counts;

  take_body (self, body, row);
  if (sides->words == NULL && !sides->negative && body[0] == '0' && amount_is_digit (body[1]))
    {
      counts->n_zero_first++;
      note (&counts->zero_first, row, self->n_rows);
    }
  if (!take_words (counts, sides, row, self->n_rows))
    return FALSE;
  counts->n_numbers++;
  counts->all_yes_no = FALSE;
  if (counts->all_codes)
    counts->all_codes = is_code (cell);
  return TRUE;
}

/* What is no plain number and no date. memo is where the cell is remembered if it can be. */
static void
take_other (JlyColumnCounter *self, const char *cell, guint64 mixture, gsize row, JlyWordMemo *memo)
{
  char body[AMOUNT_BODY_MAX + 1];
  AmountSides *sides;
  JlyAmountProblem problem;
  JlyWordMemo found = { .cell = cell };

  if (is_settled (self, row))
    problem = jly_amount_is_missing (cell) ? JLY_AMOUNT_MISSING : JLY_AMOUNT_NOT_A_NUMBER;
  else
    problem = amount_memo_take_apart (self->memo, cell, body, &sides);
  if (problem == JLY_AMOUNT_OK && take_sides (self, cell, body, sides, row))
    return;
  found.is_missing = problem == JLY_AMOUNT_MISSING;
  found.is_code = !found.is_missing && is_code (cell);
  if (found.is_missing)
    self->counts.n_missing++;
  else
    {
      take_distinct (self, mixture);
      take_word (self, cell, found.is_code);
    }
  /* What a number with strange words says about marks, it says once for each cell. */
  if (problem != JLY_AMOUNT_OK)
    *memo = found;
}

/* What was said of the same cell before. A word that is remembered is among the distinct ones. */
static void
take_again (JlyColumnCounter *self, const JlyWordMemo *memo)
{
  if (memo->is_missing)
    {
      self->counts.n_missing++;
      return;
    }
  self->n_words++;
  take_word (self, memo->cell, memo->is_code);
}

static void
take_not_plain (JlyColumnCounter *self, const char *cell, gsize row)
{
  const guint64 mixture = jly_seen_mix (cell);
  JlyWordMemo *memo = &self->memos[mixture % JLY_WORD_MEMOS];
  JlyDateEvidence evidence;
  guint32 day;

  if (memo->cell != NULL && strcmp (memo->cell, cell) == 0)
    take_again (self, memo);
  else if ((evidence = jly_date_look_at (cell, &day)) != JLY_DATE_NOT)
    {
      take_date (&self->counts, evidence, day, row, self->n_rows);
      self->counts.all_codes = self->counts.all_codes && is_code (cell);
      self->counts.all_yes_no = FALSE;
    }
  else
    take_other (self, cell, mixture, row, memo);
}

void
jly_column_counter_take (JlyColumnCounter *self, gsize from, gsize to)
{
  for (gsize i = from; i < to; i++)
    {
      const char *cell = jly_sheet_peek (self->sheet, i, self->column);
      AmountPlain plain;

      jly_sheet_fetch (self->sheet, i, self->column);
      if (*cell == '\0')
        self->counts.n_missing++;
      else if (amount_scan_plain (cell, &plain))
        take_plain (self, &plain, i);
      else
        take_not_plain (self, cell, i);
    }
  give_up_distinct (self);
}

void
jly_column_counter_init (JlyColumnCounter *self, JlySheet *sheet, guint column)
{
  const gsize n = jly_sheet_get_n_rows (sheet);

  *self = (JlyColumnCounter){
    .sheet = sheet, .column = column, .n_rows = n, .memo = amount_memo_new ()
  };
  self->counts = (JlyColumnCounts){
    .all_yes_no = TRUE,
    .all_codes = TRUE,
    .zero_first = n,
    .currency_row = n,
    .percent_row = n,
    .multiple = n,
    .day_first = n,
    .month_first = n,
    .doubtful_date = n,
    .marks = { .mark = JLY_MARK_NONE, .decided = n, .contradicting = n, .doubtful = n },
  };
}

void
jly_column_counter_clear (JlyColumnCounter *self)
{
  g_clear_pointer (&self->memo, amount_memo_free);
  g_clear_pointer (&self->words, jly_seen_free);
  g_clear_pointer (&self->counts.unit, g_free);
}

gsize
jly_column_count_distinct (JlySheet *sheet, guint column, JlySeen *seen)
{
  const gsize n = jly_sheet_get_n_rows (sheet);

  jly_seen_clear (seen);
  for (gsize i = 0; i < n; i++)
    {
      const char *cell = jly_sheet_peek (sheet, i, column);

      if (*cell != '\0' && !jly_amount_is_missing (cell))
        jly_seen_add (seen, cell);
    }
  return jly_seen_count (seen);
}
