/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a column's cells as the type that was decided, exactly, and adds them up. */
#include "config.h"

#include "table/jly-column-private.h"
#include "table/jly-names.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

/* Takes words. */
static void
note_odd (JlyColumn *self, gsize row, char *words)
{
  self->n_present--;
  if (self->n_odd++ == 0)
    {
      self->odd_row = row;
      self->odd_words = g_steal_pointer (&words);
    }
  g_free (words);
}

static void
take_value (JlyColumn *self, gint64 value)
{
  self->least = self->has_range ? MIN (self->least, value) : value;
  self->most = self->has_range ? MAX (self->most, value) : value;
  self->has_range = TRUE;
  if (self->has_total && __builtin_add_overflow (self->total, value, &self->total))
    self->has_total = FALSE;
}

char *
jly_column_explain (JlyAmountProblem problem, const char *cell, const JlyAmountFormat *format)
{
  g_autofree char *quoted = jly_table_quote (cell);
  const char *next;

  if (problem == JLY_AMOUNT_TOO_LARGE)
    return g_strdup_printf (_ ("“%s” has more digits than can be counted exactly."), quoted);
  /* No unit is expected that the sentence could name. */
  if (problem == JLY_AMOUNT_UNIT && format->unit == NULL && format->currency == NULL)
    problem = JLY_AMOUNT_NOT_A_NUMBER;
  return jly_amount_explain (problem, cell, format, &next);
}

static JlyAmountProblem
check_sides (JlyColumnMeasure *self, AmountSides *sides)
{
  if (sides->problem < 0)
    sides->problem = (int)jly_amount_check_words (sides->words, &self->format);
  return (JlyAmountProblem)sides->problem;
}

/* As jly_amount_read_signed; *has_words tells whether anything stood beside the number. */
static JlyAmountProblem
read_figure (JlyColumnMeasure *self, const char *cell, gint64 *steps, gboolean *has_words)
{
  AmountPlain plain;
  AmountSides *sides = NULL;
  char body[AMOUNT_BODY_MAX + 1];
  guint64 value = 0;
  JlyAmountProblem problem;

  *has_words = FALSE;
  if (amount_scan_plain (cell, &plain) && jly_amount_read_plain (&plain, &self->format, &value))
    {
      *steps = plain.negative ? -(gint64)value : (gint64)value;
      return JLY_AMOUNT_OK;
    }
  problem = amount_memo_take_apart (self->memo, cell, body, &sides);
  if (problem != JLY_AMOUNT_OK)
    return problem;
  *has_words = sides->words != NULL;
  problem = check_sides (self, sides);
  if (problem == JLY_AMOUNT_OK)
    problem = jly_amount_read_body (body, &self->format, &value);
  if (problem == JLY_AMOUNT_OK)
    *steps = sides->negative ? -(gint64)value : (gint64)value;
  return problem;
}

static void
note_odd_figure (JlyColumnMeasure *self, gsize row, JlyAmountProblem problem, const char *cell)
{
  /* Only the first one's words are kept. */
  note_odd (self->column, row,
            self->column->n_odd == 0 ? jly_column_explain (problem, cell, &self->format) : NULL);
}

static void
note_no_sign (JlyColumnMeasure *self, gsize row, const char *cell)
{
  g_autofree char *quoted = jly_table_quote (cell);

  note_odd (self->column, row, g_strdup_printf (_ ("“%s” has no percent sign."), quoted));
}

static gboolean
is_inexact (const JlyColumnMeasure *self, gsize row)
{
  return self->sheet->grid.is_number != NULL
         && jly_sheet_is_inexact (self->sheet, row, self->place);
}

static void
note_inexact (JlyColumnMeasure *self, gsize row, const char *cell)
{
  const JlyAmountFormat none = { 0 };

  note_odd (self->column, row, jly_column_explain (JLY_AMOUNT_INEXACT, cell, &none));
}

static void
take_figures (JlyColumnMeasure *self, gsize from, gsize to)
{
  JlyColumn *column = self->column;
  const JlyDecimalMark mark = column->mark;

  for (gsize i = from; i < to; i++)
    {
      const char *cell = jly_sheet_peek (self->sheet, i, self->place);
      gboolean has_words;
      gint64 steps;
      JlyAmountProblem problem;

      jly_sheet_fetch (self->sheet, i, self->place);
      if (*cell == '\0')
        continue;
      /* A spreadsheet's own numbers have a point, whatever the texts in their column have. */
      self->format.mark
          = jly_sheet_peek_number (self->sheet, i, self->place) ? JLY_MARK_POINT : mark;
      problem = is_inexact (self, i) ? JLY_AMOUNT_INEXACT
                                     : read_figure (self, cell, &steps, &has_words);
      /* 0.19 among "19 %" may be 19 % or less than one. */
      if (problem == JLY_AMOUNT_OK && self->needs_sign && !has_words)
        note_no_sign (self, i, cell);
      else if (problem == JLY_AMOUNT_OK)
        take_value (column, steps);
      else if (problem != JLY_AMOUNT_MISSING)
        note_odd_figure (self, i, problem, cell);
    }
}

static void
take_dates (JlyColumnMeasure *self, gsize from, gsize to)
{
  for (gsize i = from; i < to; i++)
    {
      const char *cell = jly_sheet_peek (self->sheet, i, self->place);
      guint32 day;

      if (jly_date_read (cell, self->column->order, &day))
        take_value (self->column, day);
      else if (!jly_amount_is_missing (cell))
        {
          g_autofree char *quoted = jly_table_quote (cell);

          note_odd (self->column, i, g_strdup_printf (_ ("“%s” is not a date."), quoted));
        }
    }
}

/* Two writings of one key are one key. */
static void
take_keys (JlyColumnMeasure *self, gsize from, gsize to)
{
  const JlyKeyFormat *format = self->column->key_format;

  for (gsize i = from; i < to; i++)
    {
      const char *cell = jly_sheet_peek (self->sheet, i, self->place);
      char folded[JLY_NAME_SHORT + 1];
      g_autofree char *key = NULL;
      JlyKeyProblem problem;

      if (format == NULL && !is_inexact (self, i) && !jly_amount_is_missing (cell)
          && jly_name_fold_short (cell, folded))
        {
          jly_seen_add (self->keys, folded);
          continue;
        }
      if (is_inexact (self, i))
        {
          note_inexact (self, i, cell);
          continue;
        }
      problem = jly_key_normalize (cell, format, &key);
      if (problem == JLY_KEY_OK)
        jly_seen_add (self->keys, key);
      else if (problem != JLY_KEY_MISSING)
        note_odd (self->column, i, jly_key_explain (problem, cell, format));
    }
}

static gboolean
is_open (const JlyColumnMeasure *self)
{
  return self->column->question != JLY_QUESTION_NONE;
}

static void
begin_figures (JlyColumnMeasure *self, const JlyColumnCounts *counts)
{
  JlyColumn *column = self->column;
  const guint scale = MAX (counts->decimals[column->mark], counts->own_decimals);

  column->scale = MIN (scale, JLY_AMOUNT_SCALE_MAX);
  if (column->type == JLY_COLUMN_DECIMAL && column->scale == 0)
    column->type = JLY_COLUMN_WHOLE;
  column->adds = jly_addable_find (jly_sheet_get_header (self->sheet, self->place), column->unit,
                                   column->currency != NULL);
  column->has_total = column->adds == JLY_ADDS_UP;
  self->needs_sign = self->needs_sign && column->type == JLY_COLUMN_PERCENTAGE;
  self->memo = amount_memo_new ();
  self->format = (JlyAmountFormat){ .scale = column->scale,
                                    .max = G_MAXINT64,
                                    .exponent = column->exponent,
                                    .says_each = column->exponent > 0 && column->says_each,
                                    .unit = column->unit,
                                    .currency = column->currency };
}

/* Takes over what was seen while counting, where every cell was read as it will be. */
static gboolean
take_even (JlyColumnMeasure *self, const JlyEven *even)
{
  JlyColumn *column = self->column;
  const char mark = column->mark == JLY_MARK_COMMA ? ',' : column->mark == JLY_MARK_POINT ? '.' : 0;

  if (column->exponent > 0 || even->is_broken || even->n == 0 || even->n != column->n_present
      || self->needs_sign || even->n_decimals != column->scale
      || (even->mark != 0 && even->mark != mark) || self->sheet->grid.is_number != NULL)
    return FALSE;
  column->has_range = TRUE;
  column->least = even->least;
  column->most = even->most;
  column->total = even->total;
  column->has_total = column->has_total && even->has_total;
  return TRUE;
}

/* The same for dates, where no order of day and month matters to any of them. */
static gboolean
take_clear_dates (JlyColumnMeasure *self, const JlyColumnCounts *counts)
{
  JlyColumn *column = self->column;

  if (counts->n_clear_dates == 0 || counts->n_clear_dates != column->n_present)
    return FALSE;
  column->has_range = TRUE;
  column->least = counts->least_day;
  column->most = counts->most_day;
  return TRUE;
}

void
jly_column_measure_init (JlyColumnMeasure *self,
                         JlyColumn *column,
                         JlySheet *sheet,
                         guint place,
                         const JlyColumnCounts *counts,
                         gboolean needs_sign)
{
  *self = (JlyColumnMeasure){
    .column = column, .sheet = sheet, .place = place, .needs_sign = needs_sign
  };
  if (is_open (self))
    return;
  if (jly_column_is_figures (column->type))
    {
      begin_figures (self, counts);
      self->is_measured = take_even (self, &counts->even);
    }
  else if (column->type == JLY_COLUMN_DATE)
    self->is_measured = take_clear_dates (self, counts);
  else if (column->type == JLY_COLUMN_KEY)
    self->keys = jly_seen_new ();
}

void
jly_column_measure_take (JlyColumnMeasure *self, gsize from, gsize to)
{
  if (is_open (self) || self->is_measured)
    return;
  if (jly_column_is_figures (self->column->type))
    take_figures (self, from, to);
  else if (self->column->type == JLY_COLUMN_DATE)
    take_dates (self, from, to);
  else if (self->column->type == JLY_COLUMN_KEY)
    take_keys (self, from, to);
}

void
jly_column_measure_finish (JlyColumnMeasure *self)
{
  JlyColumn *column = self->column;

  if (column->type == JLY_COLUMN_WHOLE)
    column->adds = jly_addable_narrow (
        column->adds, jly_sheet_get_header (self->sheet, self->place), column->least, column->most);
  if (!is_open (self) && jly_column_is_figures (column->type))
    column->has_total = column->has_total && column->has_range && column->adds == JLY_ADDS_UP;
  if (self->keys != NULL)
    column->n_distinct = jly_seen_count (self->keys);
  g_clear_pointer (&self->memo, amount_memo_free);
  g_clear_pointer (&self->keys, jly_seen_free);
}
