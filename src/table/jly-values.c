/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-values.h. First decides how the column is written, then reads each cell once. */
#include "config.h"

#include "table/jly-values.h"

#include "table/jly-amount-private.h"
#include "table/jly-column-private.h"
#include "table/jly-columns.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_BREAK_SPACE "\xc2\xa0"

/* What the column's name says about its figures. */
typedef struct
{
  gboolean is_percent;
  gboolean is_multiple;
  guint exponent;
  const char *currency;
} Named;

static Named
read_name (const char *header)
{
  g_autofree char *folded = jly_name_fold (header);
  g_autofree char *bracketed = jly_header_dup_bracketed (header);
  const char *in = strstr (folded, " in ");
  const char *said = bracketed[0] != '\0' ? bracketed : in != NULL ? in + strlen (" in ") : "";
  Named named = { .is_percent = strchr (folded, '%') != NULL || jly_words_are_percent (said) };

  named.is_multiple
      = !named.is_percent && jly_words_find_multiple (said, &named.exponent, &named.currency);
  if (named.currency == NULL)
    named.currency = jly_currency_find_among (said[0] != '\0' ? said : folded);
  return named;
}

static char *
dup_quoted_header (const JlyValues *self, JlySheet *sheet)
{
  return jly_table_quote (jly_sheet_get_header (sheet, self->sheet_column));
}

/* Figures in dollars are wrong as euro, whatever the cells look like. */
static char *
find_name_problem (const JlyValues *self, JlySheet *sheet, const Named *named)
{
  const JlyRuleColumn *column = self->column;
  const gboolean is_percent = column->unit != NULL && jly_words_are_percent (column->unit);
  g_autofree char *header = dup_quoted_header (self, sheet);
  g_autofree char *unit = jly_header_dup_bracketed (header);

  if (named->is_percent && !is_percent)
    return g_strdup_printf (_ ("“%s” says that it is in percent, which “%s” of the study is not."),
                            header, column->title);
  if (named->currency != NULL && g_strcmp0 (named->currency, column->currency) != 0)
    return column->currency == NULL
               ? g_strdup_printf (_ ("“%s” says that it is money, which “%s” of the study is not."),
                                  header, column->title)
               : g_strdup_printf (_ ("“%s” is not in %s."), header,
                                  jly_currency_name (column->currency));
  if (named->currency == NULL && column->unit != NULL && !is_percent && jly_unit_is_known (unit)
      && !jly_unit_equal (unit, column->unit))
    return g_strdup_printf (_ ("“%s” is not in %s."), header, column->unit);
  return NULL;
}

/* Returns FALSE, for the caller to end with. */
static gboolean
ask (JlyValues *self, JlyColumnQuestion question, gsize row)
{
  self->question = question;
  self->question_row = row;
  return FALSE;
}

static gboolean
decide_mark (JlyValues *self, JlySheet *sheet, const JlyColumnAnswers *answers)
{
  const JlyMarkScan scan = jly_columns_scan_marks (sheet, self->sheet_column);
  const gboolean contradicts = scan.contradicting < self->n_rows;

  self->reading.mark = scan.mark;
  if (!contradicts && (scan.mark != JLY_MARK_NONE || scan.doubtful == self->n_rows))
    return TRUE;
  self->reading.mark = answers->mark;
  if (answers->mark != JLY_MARK_NONE)
    return TRUE;
  if (contradicts)
    self->other_row = scan.decided;
  return ask (self, JLY_QUESTION_MARK, contradicts ? scan.contradicting : scan.doubtful);
}

/* The first row whose cell says that it is in thousands or the like. */
static gsize
find_multiple (const JlyValues *self, JlySheet *sheet)
{
  for (gsize row = 0; row < self->n_rows; row++)
    {
      const char *cell = jly_sheet_get_cell (sheet, row, self->sheet_column);
      AmountParts parts;
      gboolean found;
      const char *currency;
      guint exponent = 0;

      if (cell[strspn (cell, "0123456789.,-")] == '\0')
        continue;
      found = jly_amount_take_apart (cell, &parts) == JLY_AMOUNT_OK && parts.words != NULL
              && jly_words_find_multiple (parts.words, &exponent, &currency) && exponent > 0;
      g_free (parts.words);
      if (found)
        return row;
    }
  return self->n_rows;
}

static gboolean
decide_factor (JlyValues *self,
               JlySheet *sheet,
               const JlyColumnAnswers *answers,
               const Named *named)
{
  const gsize row = find_multiple (self, sheet);

  self->reading.says_each = !named->is_multiple && row < self->n_rows;
  for (guint factor = answers->factor; factor >= 10; factor /= 10)
    self->reading.exponent++;
  if (answers->factor != 0 || (!named->is_multiple && row == self->n_rows))
    return TRUE;
  return ask (self, JLY_QUESTION_MULTIPLE, row < self->n_rows ? row : 0);
}

static gboolean
decide_order (JlyValues *self, JlySheet *sheet, const JlyColumnAnswers *answers)
{
  gsize first[JLY_DATE_DOUBTFUL + 1];

  for (guint i = 0; i <= JLY_DATE_DOUBTFUL; i++)
    first[i] = self->n_rows;
  for (gsize row = self->n_rows; row-- > 0;)
    first[jly_date_look (jly_sheet_get_cell (sheet, row, self->sheet_column))] = row;
  const gboolean has_day = first[JLY_DATE_DAY_FIRST] < self->n_rows;
  const gboolean has_month = first[JLY_DATE_MONTH_FIRST] < self->n_rows;

  if (has_day != has_month)
    self->reading.order = has_day ? JLY_DATE_ORDER_DAY_FIRST : JLY_DATE_ORDER_MONTH_FIRST;
  else
    self->reading.order = answers->order;
  if (self->reading.order != JLY_DATE_ORDER_NONE
      || (!has_day && first[JLY_DATE_DOUBTFUL] == self->n_rows))
    return TRUE;
  if (has_day)
    self->other_row = first[JLY_DATE_MONTH_FIRST];
  return ask (self, JLY_QUESTION_ORDER,
              has_day ? first[JLY_DATE_DAY_FIRST] : first[JLY_DATE_DOUBTFUL]);
}

static JlyAmountFormat
get_format (const JlyValues *self, JlySheet *sheet, gsize row)
{
  /* A spreadsheet's own numbers have a point, whatever the texts in their column have. */
  const gboolean is_number = jly_sheet_is_number (sheet, row, self->sheet_column);

  return (JlyAmountFormat){ .scale = self->column->scale,
                            .max = G_MAXINT64,
                            .mark = is_number ? JLY_MARK_POINT : self->reading.mark,
                            .unit = self->column->unit,
                            .currency = self->column->currency,
                            .exponent = self->reading.exponent,
                            .says_each = self->reading.says_each };
}

static void
note_rounded (JlyValues *self, gsize row)
{
  if (self->n_rounded++ == 0)
    self->rounded_row = row;
}

static JlyCellState
read_number (JlyValues *self, JlySheet *sheet, gsize row, const char *cell)
{
  JlyAmountFormat format = get_format (self, sheet, row);
  JlyAmountProblem problem = jly_amount_read_signed (cell, &format, &self->values[row]);

  if (problem == JLY_AMOUNT_PRECISION)
    {
      if (self->reading.digits == JLY_DIGITS_ASK && self->question == JLY_QUESTION_NONE)
        ask (self, JLY_QUESTION_DIGITS, row);
      format.rounds = self->reading.digits == JLY_DIGITS_ROUND;
      problem = jly_amount_read_signed (cell, &format, &self->values[row]);
      if (problem == JLY_AMOUNT_OK)
        note_rounded (self, row);
    }
  return problem == JLY_AMOUNT_OK ? JLY_CELL_PRESENT : JLY_CELL_WRONG;
}

/* Of the cells that are nearly written like a category, the first of each writing is shown. */
static void
note_near (JlyValues *self, gsize row, int place)
{
  guint i = 0;

  self->n_near++;
  while (i < self->n_near_shown && !g_str_equal (self->texts[self->near[i].row], self->texts[row]))
    i++;
  if (i == self->n_near_shown && i < JLY_VALUES_NEAR_SHOWN)
    self->near[self->n_near_shown++] = (JlyNear){ .row = row, .place = place };
}

/* The place of what the person took a writing for before, if that is still in the list. */
static int
find_taken (const JlyValues *self, const char *folded)
{
  const char *category = self->taken != NULL ? g_hash_table_lookup (self->taken, folded) : NULL;
  g_autofree char *name = category != NULL ? jly_name_fold (category) : NULL;

  return name != NULL ? jly_categories_find (self->categories, name) : JLY_CATEGORY_NONE;
}

static void
take_category (JlyValues *self, gsize row, int place)
{
  self->values[row] = place;
  self->n_taken++;
}

/* What is in the list, and what the person says is. The rest is for the rules to find. */
static void
read_category (JlyValues *self, gsize row)
{
  int near;

  self->values[row] = jly_categories_find (self->categories, self->texts[row]);
  if (self->values[row] != JLY_CATEGORY_NONE)
    return;
  near = find_taken (self, self->texts[row]);
  if (near != JLY_CATEGORY_NONE)
    {
      take_category (self, row, near);
      return;
    }
  near = jly_categories_find_near (self->categories, self->texts[row]);
  if (near == JLY_CATEGORY_NONE)
    return;
  note_near (self, row, near);
  if (self->reading.near == JLY_NEAR_ASK && self->question == JLY_QUESTION_NONE)
    ask (self, JLY_QUESTION_NEAR, row);
  if (self->reading.near == JLY_NEAR_TAKE)
    take_category (self, row, near);
}

/* Cells of other kinds than numbers, none of them missing. */
static JlyCellState
read_other (JlyValues *self, gsize row, const char *cell)
{
  gboolean is_yes = FALSE;
  guint32 day = 0;

  switch (self->column->kind)
    {
    case JLY_VALUE_DATE:
      if (!jly_date_read (cell, self->reading.order, &day))
        return JLY_CELL_WRONG;
      self->values[row] = day;
      return JLY_CELL_PRESENT;
    case JLY_VALUE_YES_NO:
      if (!jly_words_are_yes_no (cell, &is_yes))
        return JLY_CELL_WRONG;
      self->values[row] = is_yes;
      return JLY_CELL_PRESENT;
    case JLY_VALUE_KEY:
      return jly_key_normalize (cell, self->reading.key_format, &self->texts[row]) == JLY_KEY_OK
                 ? JLY_CELL_PRESENT
                 : JLY_CELL_WRONG;
    default:
      self->texts[row] = jly_name_fold (cell);
      if (self->categories != NULL)
        read_category (self, row);
      return JLY_CELL_PRESENT;
    }
}

/* Of a number and of a key each digit counts. */
static gboolean
is_inexact (const JlyValues *self, JlySheet *sheet, gsize row)
{
  return (self->column->kind == JLY_VALUE_NUMBER || self->column->kind == JLY_VALUE_KEY)
         && jly_sheet_is_inexact (sheet, row, self->sheet_column);
}

static void
read_cell (JlyValues *self, JlySheet *sheet, gsize row)
{
  const char *cell = jly_sheet_get_cell (sheet, row, self->sheet_column);
  JlyCellState state;

  if (jly_amount_is_missing (cell))
    state = JLY_CELL_MISSING;
  else if (is_inexact (self, sheet, row))
    state = JLY_CELL_WRONG;
  else if (self->column->kind == JLY_VALUE_NUMBER)
    state = read_number (self, sheet, row, cell);
  else
    state = read_other (self, row, cell);
  self->states[row] = (guint8)state;
  self->n_present += state == JLY_CELL_PRESENT;
  self->n_missing += state == JLY_CELL_MISSING;
  self->n_wrong += state == JLY_CELL_WRONG;
}

static void
clear_cells (JlyValues *self)
{
  for (gsize row = 0; self->texts != NULL && row < self->n_rows; row++)
    g_free (self->texts[row]);
  g_clear_pointer (&self->texts, g_free);
  g_clear_pointer (&self->states, g_free);
  g_clear_pointer (&self->values, g_free);
  self->n_present = self->n_missing = self->n_wrong = self->n_rounded = self->n_distinct = 0;
}

static void
take_value (JlyValues *self, gint64 value)
{
  self->least = self->has_range ? MIN (self->least, value) : value;
  self->most = self->has_range ? MAX (self->most, value) : value;
  self->has_range = TRUE;
  if (self->has_total && __builtin_add_overflow (self->total, value, &self->total))
    self->has_total = FALSE;
}

/* The study's name for the column says it, or the file's. */
static JlyAddable
find_addable (const JlyValues *self, JlySheet *sheet)
{
  const JlyRuleColumn *column = self->column;
  const gboolean is_money = column->currency != NULL;
  const JlyAddable adds = column->is_mixed
                              ? JLY_ADDS_NOT_ALIKE
                              : jly_addable_find (column->title, column->unit, is_money);

  if (adds != JLY_ADDS_UP)
    return adds;
  return jly_addable_find (jly_sheet_get_header (sheet, self->sheet_column), column->unit,
                           is_money);
}

static void
sum_up (JlyValues *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->has_total = self->column->kind == JLY_VALUE_NUMBER && self->adds == JLY_ADDS_UP;
  for (gsize row = 0; row < self->n_rows; row++)
    if (self->states[row] != JLY_CELL_PRESENT)
      continue;
    else if (self->texts != NULL)
      g_hash_table_add (seen, self->texts[row]);
    else
      take_value (self, self->values[row]);
  if (self->column->kind == JLY_VALUE_NUMBER && self->column->scale == 0)
    self->adds = jly_addable_narrow (self->adds, self->column->title, self->least, self->most);
  self->has_total = self->has_total && self->has_range && self->adds == JLY_ADDS_UP;
  self->n_distinct = g_hash_table_size (seen);
}

/* From here on a cell is what the person says that it is, for every rule. */
static void
take_near (JlyValues *self)
{
  if (self->n_taken == 0)
    return;
  for (gsize row = 0; row < self->n_rows; row++)
    if (self->states[row] == JLY_CELL_PRESENT && self->values[row] != JLY_CATEGORY_NONE)
      {
        g_free (self->texts[row]);
        self->texts[row]
            = g_strdup (jly_categories_get_folded (self->categories, (int)self->values[row]));
      }
}

static void
read_cells (JlyValues *self, JlySheet *sheet)
{
  const JlyValueKind kind = self->column->kind;

  self->states = g_new0 (guint8, self->n_rows);
  if (kind == JLY_VALUE_TEXT || kind == JLY_VALUE_KEY)
    self->texts = g_new0 (char *, self->n_rows);
  if (self->texts == NULL || self->categories != NULL)
    self->values = g_new0 (gint64, self->n_rows);
  for (gsize row = 0; row < self->n_rows; row++)
    read_cell (self, sheet, row);
  if (self->question != JLY_QUESTION_NONE)
    {
      clear_cells (self);
      return;
    }
  take_near (self);
  sum_up (self);
}

JlyValues *
jly_values_read (JlySheet *sheet,
                 guint sheet_column,
                 const JlyRuleColumn *column,
                 const char *const *categories,
                 GHashTable *taken,
                 const JlyColumnAnswers *answers)
{
  static const JlyColumnAnswers none = { 0 };
  JlyValues *self = g_new0 (JlyValues, 1);
  const Named named = read_name (jly_sheet_get_header (sheet, sheet_column));
  gboolean is_decided = TRUE;

  if (answers == NULL)
    answers = &none;
  self->column = column;
  self->taken = taken;
  self->sheet_column = sheet_column;
  self->n_rows = self->question_row = self->other_row = self->rounded_row
      = jly_sheet_get_n_rows (sheet);
  self->reading.digits = answers->digits;
  self->reading.near = answers->near;
  if (categories != NULL && column->kind == JLY_VALUE_TEXT)
    self->categories = jly_categories_new (categories);
  if (column->key_format != NULL)
    self->reading.key_format = jly_key_format_lookup (column->key_format);
  if (column->kind == JLY_VALUE_NUMBER)
    {
      self->name_problem = find_name_problem (self, sheet, &named);
      self->adds = find_addable (self, sheet);
      is_decided
          = decide_mark (self, sheet, answers) && decide_factor (self, sheet, answers, &named);
    }
  else if (column->kind == JLY_VALUE_DATE)
    is_decided = decide_order (self, sheet, answers);
  if (is_decided)
    read_cells (self, sheet);
  return self;
}

void
jly_values_free (JlyValues *self)
{
  if (self == NULL)
    return;
  clear_cells (self);
  jly_categories_free (self->categories);
  g_free (self->name_problem);
  g_free (self);
}

static char *
explain_number (const JlyValues *self, JlySheet *sheet, gsize row, const char **next)
{
  const char *cell = jly_sheet_get_cell (sheet, row, self->sheet_column);
  const JlyAmountFormat format = get_format (self, sheet, row);
  gint64 steps;
  const JlyAmountProblem problem = jly_amount_read_signed (cell, &format, &steps);
  g_autofree char *advised = jly_amount_explain (problem, cell, &format, next);

  if (problem == JLY_AMOUNT_PRECISION)
    *next = _ ("Correct the figure, or let this column be rounded.");
  return jly_column_explain (problem, cell, &format);
}

char *
jly_values_explain (const JlyValues *self, JlySheet *sheet, gsize row, const char **next)
{
  const char *cell = jly_sheet_get_cell (sheet, row, self->sheet_column);
  g_autofree char *quoted = jly_table_quote (cell);
  g_autofree char *key = NULL;
  const JlyAmountFormat none = { 0 };

  if (is_inexact (self, sheet, row))
    return jly_amount_explain (JLY_AMOUNT_INEXACT, cell, &none, next);
  switch (self->column->kind)
    {
    case JLY_VALUE_NUMBER:
      return explain_number (self, sheet, row, next);
    case JLY_VALUE_DATE:
      *next = _ ("Write it as year, month and day: 2025-04-03.");
      return g_strdup_printf (_ ("“%s” is not a date."), quoted);
    case JLY_VALUE_YES_NO:
      *next = _ ("Write yes or no.");
      return g_strdup_printf (_ ("“%s” is neither yes nor no."), quoted);
    default:
      *next = _ ("Compare it with the document that it was copied from.");
      return jly_key_explain (jly_key_normalize (cell, self->reading.key_format, &key), cell,
                              self->reading.key_format);
    }
}

char *
jly_value_format (const JlyRuleColumn *column, gint64 value)
{
  switch (column->kind)
    {
    case JLY_VALUE_DATE:
      return jly_date_format ((guint32)CLAMP (value, 1, G_MAXINT32));
    case JLY_VALUE_YES_NO:
      return g_strdup (value != 0 ? _ ("yes") : _ ("no"));
    default:
      return jly_amount_format_signed (value, column->scale);
    }
}

char *
jly_value_format_with_unit (const JlyRuleColumn *column, gint64 value)
{
  g_autofree char *plain = jly_value_format (column, value);

  if (column->kind != JLY_VALUE_NUMBER || (column->currency == NULL && column->unit == NULL))
    return g_steal_pointer (&plain);
  if (column->currency == NULL)
    return g_strconcat (plain, NO_BREAK_SPACE, column->unit, NULL);
  if (column->unit == NULL)
    return g_strconcat (plain, NO_BREAK_SPACE, jly_currency_name (column->currency), NULL);
  return g_strconcat (plain, NO_BREAK_SPACE, jly_currency_name (column->currency), "/",
                      column->unit, NULL);
}
